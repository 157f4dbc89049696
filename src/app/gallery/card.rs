//! One preset as a card that can be clicked.

use crate::app::command::{Commands, FileCommand};
use crate::app::look::{Theme, family, fonts, size};
use crate::graph::{Inference, LayerReport, infer};
use crate::layer::{magnitude, thousands};
use crate::project::{Preset, presets};
use crate::tr;
use egui::text::{LayoutJob, TextWrapping};
use egui::{
    Painter, Rangef, Rect, Response, Role, Sense, Stroke, StrokeKind, Vec2, WidgetInfo, pos2, vec2,
};
use std::sync::OnceLock;

/// A card is no wider and no narrower, in points.
const WIDTH: Rangef = Rangef {
    min: 190.0,
    max: 232.0,
};
/// A card's height with its picture, in points.
const HEIGHT: f32 = 168.0;
/// The height of a card's picture, in points.
const PICTURE_HEIGHT: f32 = 78.0;
/// Between cards, in points.
const GAP: f32 = 12.0;
/// More cards never stand side by side.
const MOST_COLUMNS: f32 = 3.0;

/// How the cards stand in their room.
#[derive(Debug, Clone, Copy)]
pub struct Cards {
    columns: f32,
    card: Vec2,
    picture_height: f32,
}

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

impl Cards {
    /// The width beyond which cards take no more room, in points.
    pub const MOST_WIDTH: f32 = WIDTH.max * MOST_COLUMNS + GAP * (MOST_COLUMNS - 1.0);

    /// Rows as wide as `room`, of cards with or without their pictures.
    pub fn new(room: f32, has_pictures: bool) -> Self {
        let columns = ((room + GAP) / (WIDTH.min + GAP)).floor();
        let columns = columns.clamp(1.0, MOST_COLUMNS);
        let width = (room - (columns - 1.0) * GAP) / columns;
        let picture_height = if has_pictures { PICTURE_HEIGHT } else { 8.0 };
        Self {
            columns,
            card: vec2(
                WIDTH.clamp(width.floor()),
                HEIGHT - PICTURE_HEIGHT + picture_height,
            ),
            picture_height,
        }
    }

    /// The width of a whole row, in points.
    pub fn width(self) -> f32 {
        self.columns * self.card.x + (self.columns - 1.0) * GAP
    }

    /// Paints every preset.
    pub fn ui(self, ui: &mut egui::Ui, commands: &mut Commands) {
        ui.horizontal_wrapped(|ui| {
            ui.spacing_mut().item_spacing = vec2(GAP, GAP);
            for card in cards() {
                self.card_ui(ui, card, commands);
            }
        });
    }

    fn card_ui(self, ui: &mut egui::Ui, card: &Card, commands: &mut Commands) {
        let response = card_frame_ui(ui, self.card, &card.preset.project.name);
        let (painter, theme, rect) = (ui.painter(), Theme::of(ui), response.rect);
        let (picture, words) = rect.split_top_bottom_at_y(rect.top() + self.picture_height);
        if self.picture_height == PICTURE_HEIGHT {
            let picture = picture.shrink2(vec2(14.0, 12.0));
            paint_picture(painter, picture, &card.inference, theme);
        }
        paint_words(painter, words, card, theme);
        if response.clicked() {
            commands.send(FileCommand::LoadPreset(card.preset.id.to_owned()));
        }
    }
}

/// The ground of the card called `name`, which can be clicked.
fn card_frame_ui(ui: &mut egui::Ui, size: Vec2, name: &str) -> Response {
    let theme = Theme::of(ui);
    let (rect, response) = ui.allocate_exact_size(size, Sense::click());
    response.widget_info(|| WidgetInfo::labeled(Role::Button, true, tr!("new-from", name = %name)));
    let lively = response.hovered() || response.has_focus();
    let (fill, line) = if lively {
        (theme.hovered, theme.accent)
    } else {
        (theme.raised, theme.border)
    };
    ui.painter().rect(
        rect,
        size::NODE_RADIUS,
        fill,
        Stroke::new(1.0, line),
        StrokeKind::Inside,
    );
    response.on_hover_cursor(egui::CursorIcon::PointingHand)
}

fn paint_words(painter: &Painter, rect: Rect, card: &Card, theme: &Theme) {
    let project = &card.preset.project;
    let (left, right) = (rect.left() + 14.0, rect.right() - 14.0);
    let top = rect.top() + 4.0;
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
        card.preset.summary().to_owned(),
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

/// The network from left to right: a bar per layer in its family's color, as high as its map is large, and
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
        painter.rect_filled(bar, radius, family::color(layer.kind.entry().family));
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
