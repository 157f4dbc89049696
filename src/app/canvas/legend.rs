//! What the colors of heat mean: a bar from nothing to the most, with figures, in a corner where it hides no node.

use crate::app::widgets;
use egui::{Align2, Mesh, Rect, Sense, Stroke, StrokeKind, Ui, Vec2, WidgetInfo, pos2, vec2};

use super::heat::HeatMap;
use super::scene::item::Role;
use crate::app::canvas::memory::{Canvas, Corner};
use crate::app::command::{Commands, ViewCommand};
use crate::app::look::icon::Icon;
use crate::app::look::{Theme, fonts, heat, size};
use crate::graph::Measure;
use crate::text::say;
use crate::tr;

/// Its size in screen points.
const SIZE: Vec2 = vec2(226.0, 62.0);
/// From its edge to what is in it, in screen points.
const PADDING: f32 = 10.0;
/// Pieces of the bar; one is narrower than three pixels.
const PIECES: u8 = 80;

impl Corner {
    const ALL: [Self; 3] = [Self::UpperRight, Self::LowerLeft, Self::UpperLeft];

    /// The corner where the legend hides nothing: the one so far while that holds, and where every corner hides
    /// something.
    #[must_use]
    pub fn free(self, canvas: Rect, hides: impl Fn(Rect) -> bool) -> Self {
        let mut tried = std::iter::once(self).chain(Self::ALL);
        tried
            .find(|corner| !hides(corner.place(canvas)))
            .unwrap_or(self)
    }

    /// The legend's place in `canvas`, in screen points.
    fn place(self, canvas: Rect) -> Rect {
        let inside = canvas.shrink(size::PANEL_MARGIN);
        let corner = match self {
            Self::UpperRight => pos2(inside.right() - SIZE.x, inside.top()),
            Self::LowerLeft => pos2(inside.left(), inside.bottom() - SIZE.y),
            Self::UpperLeft => inside.left_top(),
        };
        Rect::from_min_size(corner, SIZE)
    }
}

impl Canvas {
    /// Moves the legend of heat where it hides no node; never under a hand that carries something.
    pub(super) fn clear_legend(&mut self, canvas: Rect) {
        if !self.gesture.is_idle() {
            return;
        }
        let scene = &self.scene;
        let nodes = scene.rects.iter().zip(&scene.outline.items);
        let nodes = nodes.filter(|(_, item)| item.role != Role::Opened);
        let shown: Vec<Rect> = nodes
            .map(|(rect, _)| self.camera.screen_rect(*rect))
            .collect();
        let hides = |legend: Rect| shown.iter().any(|node| node.intersects(legend));
        self.legend_corner = self.legend_corner.free(canvas, hides);
    }
}

/// Paints the legend into a corner of `canvas` and listens to its button.
pub fn legend_ui(
    ui: &mut Ui,
    (canvas, corner): (Rect, Corner),
    measure: Measure,
    map: &HeatMap,
    commands: &mut Commands,
) {
    let theme = Theme::of(ui);
    let rect = corner.place(canvas);
    let ground = ui.interact(
        rect,
        ui.scope_id().with("heat-legend-ground"),
        Sense::click(),
    );
    let most = measure.text(map.largest);
    ground.widget_info(|| {
        let words = tr!("heat-legend", measure = measure.label(), most = &most);
        WidgetInfo::labeled(egui::Role::Label, true, words)
    });
    let painter = ui.painter().with_clip_rect(canvas);
    painter.rect(
        rect,
        size::NODE_RADIUS,
        theme.panel,
        Stroke::new(1.0, theme.border),
        StrokeKind::Inside,
    );
    let title = tr!("measure-per-layer", measure = measure.label());
    let title = widgets::sentence(&title);
    let at = rect.min + vec2(PADDING, 16.0);
    let font = fonts::semi_bold(size::SMALL_TEXT);
    painter.text(at, Align2::LEFT_CENTER, title, font, theme.text);
    let bar = Rect::from_min_size(
        rect.min + vec2(PADDING, 28.0),
        vec2(SIZE.x - 2.0 * PADDING, 10.0),
    );
    paint_ramp(&painter, bar, ui.visuals().dark_mode);
    // The colors go by the square root: half-way stands a quarter of the most.
    for (share, value) in [(0.0, 0.0), (0.5, map.largest / 4.0), (1.0, map.largest)] {
        let anchor = match share {
            0.0 => Align2::LEFT_CENTER,
            1.0 => Align2::RIGHT_CENTER,
            _ => Align2::CENTER_CENTER,
        };
        let at = pos2(bar.left() + share * bar.width(), bar.bottom() + 10.0);
        let font = egui::FontId::monospace(size::SMALL_TEXT - 0.5);
        painter.text(at, anchor, measure.text(value), font, theme.muted);
    }
    close_ui(ui, rect, commands);
}

fn close_ui(ui: &Ui, legend: Rect, commands: &mut Commands) {
    let theme = Theme::of(ui);
    let rect = Rect::from_center_size(legend.right_top() + vec2(-16.0, 16.0), Vec2::splat(20.0));
    let close = ui.interact(
        rect,
        ui.scope_id().with("close-heat-legend"),
        Sense::click(),
    );
    let words = say("hide-the-heat");
    close.widget_info(|| WidgetInfo::labeled(egui::Role::Button, true, words));
    let lively = close.hovered() || close.has_focus();
    let color = if lively { theme.text } else { theme.muted };
    Icon::Cross.paint(ui.painter(), rect, color);
    if close.on_hover_text(words).clicked() {
        commands.send(ViewCommand::ShowHeat(None));
    }
}

fn paint_ramp(painter: &egui::Painter, bar: Rect, on_dark: bool) {
    let mut mesh = Mesh::default();
    let width = bar.width() / f32::from(PIECES);
    for piece in 0..PIECES {
        let share = (f32::from(piece) + 0.5) / f32::from(PIECES);
        let left = bar.left() + f32::from(piece) * width;
        let rect = Rect::from_min_max(pos2(left, bar.top()), pos2(left + width, bar.bottom()));
        mesh.add_colored_rect(rect, heat::color(share, on_dark));
    }
    painter.add(mesh);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_legend_leaves_a_corner_only_for_a_free_one() {
        let canvas = Rect::from_min_size(pos2(0.0, 0.0), vec2(900.0, 500.0));
        let node_at = |x: f32, y: f32| move |legend: Rect| legend.contains(pos2(x, y));
        assert_eq!(
            Corner::UpperRight.free(canvas, node_at(450.0, 250.0)),
            Corner::UpperRight
        );
        assert_eq!(
            Corner::UpperRight.free(canvas, node_at(800.0, 40.0)),
            Corner::LowerLeft
        );
        assert_eq!(
            Corner::LowerLeft.free(canvas, node_at(800.0, 40.0)),
            Corner::LowerLeft
        );
        assert_eq!(
            Corner::UpperRight.free(canvas, |_| true),
            Corner::UpperRight
        );
    }
}
