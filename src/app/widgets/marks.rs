//! Icons and color bars.

use crate::app::look::icon::Icon;
use crate::app::look::{family, size};
use crate::layer::Family;
use egui::{Color32, CornerRadius, Painter, Rect, Response, Sense, vec2};

/// The side of an icon's square.
const ICON_SIDE: f32 = 16.0;

/// An icon that only decorates: it takes space, no name.
pub fn icon_ui(ui: &mut egui::Ui, icon: Icon, color: Color32) -> Response {
    let (rect, response) = ui.allocate_exact_size(vec2(ICON_SIDE, ICON_SIDE), Sense::hover());
    icon.paint(ui.painter(), rect, color);
    response
}

/// The bar of a family's color at the left edge of `rect`, whose corners have `radius`.
pub fn family_bar(painter: &Painter, rect: Rect, radius: u8, family: Family) {
    let bar = rect.with_max_x(rect.left() + size::FAMILY_BAR_WIDTH);
    let corners = CornerRadius {
        nw: radius,
        sw: radius,
        ne: 0,
        se: 0,
    };
    painter.rect_filled(bar, corners, family::color(family));
}
