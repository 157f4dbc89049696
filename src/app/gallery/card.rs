//! One preset as a card that can be clicked.

use crate::app::command::{Command, Commands};
use crate::app::look::{Theme, family, fonts, size};
use crate::graph::{Inference, LayerReport, infer};
use crate::layer::{magnitude, thousands};
use crate::project::{Preset, presets};
use egui::text::{LayoutJob, TextWrapping};
use egui::{Painter, Rect, Role, Sense, Stroke, StrokeKind, WidgetInfo, pos2, vec2};
use std::sync::OnceLock;

/// A card, in points.
pub const SIZE: egui::Vec2 = vec2(232.0, 168.0);
/// Between cards, in points.
pub const GAP: f32 = 12.0;
/// The height of a card's picture, in points.
const PICTURE_HEIGHT: f32 = 78.0;

/// A preset with what is known about its network.
struct Card {
    preset: &'static Preset,
    inference: Inference,
}

/// The cards of all presets, made once.
fn cards() -> &'static [Card] {
    static CARDS: OnceLock<Vec<Card>> = OnceLock::new();
    let card = |preset: &'static Preset| Card {
        preset,
        inference: infer(&preset.project.graph),
    };
    CARDS.get_or_init(|| presets().iter().map(card).collect())
}

/// Every preset, in rows as wide as there is room.
pub fn cards_ui(ui: &mut egui::Ui, commands: &mut Commands) {
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = vec2(GAP, GAP);
        for card in cards() {
            card_ui(ui, card, commands);
        }
    });
}

fn card_ui(ui: &mut egui::Ui, card: &Card, commands: &mut Commands) {
    let theme = Theme::of(ui);
    let (rect, response) = ui.allocate_exact_size(SIZE, Sense::click());
    response.widget_info(|| {
        WidgetInfo::labeled(
            Role::Button,
            true,
            format!("New from {}", card.preset.project.name),
        )
    });
    let lively = response.hovered() || response.has_focus();
    let (fill, line) = if lively {
        (theme.hovered, theme.accent)
    } else {
        (theme.raised, theme.border)
    };
    let painter = ui.painter();
    painter.rect(
        rect,
        size::NODE_RADIUS,
        fill,
        Stroke::new(1.0, line),
        StrokeKind::Inside,
    );
    let picture =
        Rect::from_min_size(rect.min, vec2(rect.width(), PICTURE_HEIGHT)).shrink2(vec2(14.0, 12.0));
    paint_picture(painter, picture, &card.inference, theme);
    paint_words(painter, rect, card, theme);
    if response
        .on_hover_cursor(egui::CursorIcon::PointingHand)
        .clicked()
    {
        commands.send(Command::LoadPreset(card.preset.id.to_owned()));
    }
}

fn paint_words(painter: &Painter, rect: Rect, card: &Card, theme: &Theme) {
    let project = &card.preset.project;
    let (left, right) = (rect.left() + 14.0, rect.right() - 14.0);
    let top = rect.top() + PICTURE_HEIGHT + 4.0;
    let name = painter.layout_no_wrap(
        project.name.clone(),
        fonts::semi_bold(size::TEXT),
        theme.text,
    );
    painter.galley(pos2(left, top), name, theme.text);
    let totals = card.inference.totals;
    let params = if totals.params.total() < 100_000 {
        thousands(totals.params.total())
    } else {
        magnitude(totals.params.total())
    };
    let count = painter.layout_no_wrap(params, fonts::mono(), theme.muted);
    painter.galley(pos2(right - count.size().x, top + 1.0), count, theme.muted);
    let mut job = LayoutJob::simple(
        project.summary.clone(),
        fonts::small(),
        theme.muted,
        right - left,
    );
    job.wrap = TextWrapping {
        max_rows: 3,
        ..TextWrapping::wrap_at_width(right - left)
    };
    painter.galley(pos2(left, top + 23.0), painter.layout_job(job), theme.muted);
}

/// The network from left to right: a bar per layer in its family's colour, as high as its map is large, and
/// an arc for every shortcut.
fn paint_picture(painter: &Painter, rect: Rect, inference: &Inference, theme: &Theme) {
    let layers = &inference.layers;
    let step = (rect.width() / layers.len().max(1) as f32).min(16.0);
    let left = rect.center().x - step * layers.len() as f32 / 2.0;
    let x = |index: usize| left + step * (index as f32 + 0.5);
    let base = rect.bottom();
    let room = rect.height() * 0.78;
    for (index, layer) in layers.iter().enumerate() {
        let height = (room * relative_size(layer)).max(3.0);
        let bar = Rect::from_min_max(
            pos2(x(index) - step * 0.4, base - height),
            pos2(x(index) + step * 0.4, base),
        );
        let radius = if step > 6.0 { 2 } else { 0 };
        painter.rect_filled(bar, radius, family::colour(layer.kind.entry().family));
    }
    for (index, layer) in layers.iter().enumerate() {
        let farthest = layer.inputs.iter().flatten().min().copied();
        if let Some(from) = farthest.filter(|from| layer.inputs.len() > 1 && index > from + 1) {
            let height = room * relative_size(&layers[from]);
            paint_arc(
                painter,
                x(from),
                x(index),
                base - height,
                rect.top(),
                Stroke::new(1.0, theme.muted),
            );
        }
    }
}

/// From `left` to `right`, a flat arc above `y` that stays below `top`.
fn paint_arc(painter: &Painter, left: f32, right: f32, y: f32, top: f32, stroke: Stroke) {
    let lift = (right - left).min(12.0).min(y - top).max(2.0);
    let points = [
        pos2(left, y),
        pos2(left, y - lift),
        pos2(right, y - lift),
        pos2(right, y),
    ];
    painter.add(egui::epaint::CubicBezierShape::from_points_stroke(
        points,
        false,
        egui::Color32::TRANSPARENT,
        stroke,
    ));
}

/// How large a layer's map is, from 0 to 1, by the logarithm of its longer side; a vector is small.
fn relative_size(layer: &LayerReport) -> f32 {
    let side = layer
        .output_shape
        .and_then(|shape| shape.as_map())
        .map_or(1, |[height, width, _]| height.max(width));
    ((side as f32).log2() / 7.0).clamp(0.08, 1.0)
}
