//! What dropping the files under the pointer would do, said while they are held over the window.

use crate::app::look::{Theme, size};
use crate::text::say;
use egui::{Align, Area, Id, Label, Order, Rect, Stroke, StrokeKind, vec2};

/// The words' surface, in points.
const SIGN: egui::Vec2 = vec2(420.0, 64.0);

/// Paints the hint over the whole window while files are held over it.
pub fn drop_hint_ui(ctx: &egui::Context, is_for_data: bool) {
    if ctx.input(|input| input.raw.hovered_files.is_empty()) {
        return;
    }
    let theme = Theme::named(ctx.theme());
    let window = ctx.content_rect();
    let area = Area::new(Id::unique("drop hint"))
        .order(Order::Foreground)
        .interactable(false);
    area.fixed_pos(window.min).show(ctx, |ui| {
        let painter = ui.painter();
        painter.rect_filled(window, 0, theme.backdrop);
        let frame = window.shrink(size::PANEL_MARGIN);
        painter.rect_stroke(
            frame,
            size::NODE_RADIUS,
            Stroke::new(2.0, theme.accent),
            StrokeKind::Inside,
        );
        let sign = Rect::from_center_size(window.center(), SIGN);
        painter.rect_filled(sign, size::NODE_RADIUS, theme.panel);
        let words = if is_for_data {
            say("drop-hint-data")
        } else {
            say("drop-hint")
        };
        ui.put(
            sign.shrink(size::UNIT),
            Label::new(words).wrap().halign(Align::Center),
        );
    });
}
