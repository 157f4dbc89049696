//! The matrix as it is painted: names beside and above, and cells that are the stronger the more pictures they hold.

use super::Look;
use super::plan::{GAP, Plan};
use crate::app::look::{Theme, fonts, heat, size};
use crate::engine::evaluate::Evaluation;
use crate::report::Wholes;
use crate::text::say;
use egui::epaint::TextShape;
use egui::{
    Align2, Color32, Galley, Painter, Pos2, Rect, Stroke, StrokeKind, Ui, Vec2, pos2, vec2,
};
use std::ops::Range;
use std::sync::Arc;

impl Plan {
    /// The names beside and above the cells, and what rows and columns are.
    pub fn paint_headers(&self, ui: &Ui, offset: Vec2) {
        let theme = Theme::of(ui);
        let cells = self.cells;
        let clip = ui.clip_rect();
        let left = Rect::from_x_y_ranges(clip.left()..=cells.left(), cells.y_range());
        let above = Rect::from_x_y_ranges(cells.x_range(), clip.top()..=cells.top());
        let rows = ui.painter().with_clip_rect(left.intersect(clip));
        let columns = ui.painter().with_clip_rect(above.intersect(clip));
        for (index, name) in self.names.iter().enumerate() {
            let middle = cells.top() - offset.y + (index as f32 + 0.5) * self.cell.y;
            let at = pos2(
                cells.left() - GAP - name.size().x,
                middle - name.size().y / 2.0,
            );
            if left.y_range().contains(middle) {
                rows.galley(at, Arc::clone(name), theme.muted);
            }
        }
        for (index, name) in self.heads.iter().enumerate() {
            let middle = cells.left() - offset.x + (index as f32 + 0.5) * self.cell.x;
            // A number of which a digit is missing is another one.
            let half = if self.is_negated {
                0.0
            } else {
                name.size().x / 2.0
            };
            if above.x_range().contains(middle) && middle + half <= above.right() {
                self.paint_head(&columns, name, pos2(middle, cells.top() - GAP), theme.muted);
            }
        }
        let font = fonts::semi_bold(size::SMALL_TEXT);
        let predicted = pos2(cells.center().x, ui.max_rect().top().max(self.top()));
        ui.painter().text(
            predicted,
            Align2::CENTER_TOP,
            say("matrix-predicted"),
            font.clone(),
            theme.muted,
        );
        let words = ui
            .painter()
            .layout_no_wrap(say("matrix-actual").to_owned(), font, theme.muted);
        let start = pos2(self.left(), cells.center().y + words.size().x / 2.0);
        ui.painter().add(upright(start, words, theme.muted));
    }

    /// A name whose lower end is at `foot`.
    fn paint_head(&self, painter: &Painter, name: &Arc<Galley>, foot: Pos2, color: Color32) {
        if self.is_negated {
            let start = foot - vec2(name.size().y / 2.0, 0.0);
            painter.add(upright(start, Arc::clone(name), color));
        } else {
            let at = foot - vec2(name.size().x / 2.0, name.size().y);
            painter.galley(at, Arc::clone(name), color);
        }
    }
}

/// Words that run upwards, with their beginning at `start`.
fn upright(start: Pos2, words: Arc<Galley>, color: Color32) -> TextShape {
    TextShape::new(start, words, color).with_angle(-std::f32::consts::FRAC_PI_2)
}

pub fn paint_cells(
    ui: &Ui,
    origin: Pos2,
    plan: &Plan,
    evaluation: &Evaluation,
    (rows, columns): (Range<usize>, Range<usize>),
    look: &Look,
) {
    let theme = Theme::of(ui);
    let wholes = Wholes::of(evaluation, look.shares);
    for row in rows {
        for column in columns.clone() {
            let count = evaluation.confusion.at(row, column);
            let at = origin + vec2(column as f32, row as f32) * plan.cell;
            let cell = Rect::from_min_size(at, plan.cell).shrink(1.0);
            let share = wholes.share(count, [row, column]) as f32;
            let color = cell_color(theme, row == column, share);
            ui.painter().rect_filled(cell, 3.0, color);
            if look.chosen == Some([row, column]) {
                let outline = Stroke::new(2.0, theme.accent);
                ui.painter()
                    .rect_stroke(cell, 3.0, outline, StrokeKind::Inside);
            }
            if count > 0 {
                ui.painter().text(
                    cell.center(),
                    Align2::CENTER_CENTER,
                    wholes.text(count, [row, column]),
                    fonts::small(),
                    heat::ink(color),
                );
            }
        }
    }
}

/// Right answers tend to the accent, wrong ones to the color of errors.
fn cell_color(theme: &Theme, is_right: bool, share: f32) -> Color32 {
    let color = if is_right { theme.accent } else { theme.error };
    theme
        .raised
        .lerp_to_gamma(color, share.clamp(0.0, 1.0) * 0.6)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// WCAG 2.2, success criterion 1.4.3.
    #[test]
    fn figures_in_cells_reach_a_contrast_of_four_and_a_half() {
        for theme in [egui::Theme::Dark, egui::Theme::Light].map(Theme::named) {
            for (is_right, share) in [true, false]
                .into_iter()
                .flat_map(|it| (0_u8..=20).map(move |share| (it, f32::from(share) / 20.0)))
            {
                let ground = cell_color(theme, is_right, share);
                let contrast = heat::contrast(ground, heat::ink(ground));
                assert!(contrast >= 4.5, "{is_right} {share}: {contrast}");
            }
        }
    }
}
