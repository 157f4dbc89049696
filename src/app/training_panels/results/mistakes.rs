//! The confusion matrix, large, and beside it the pictures of the cell that was chosen.

use super::gallery::Gallery;
use super::matrix::{Look, matrix_ui};
use crate::app::command::Commands;
use crate::app::learning::Results;
use crate::report::Shares;
use egui::{Rect, Ui, UiBuilder, vec2};

/// The pictures take this share of the width, and no less than that many points.
const GALLERY_SHARE: f32 = 0.42;
const LEAST_GALLERY: f32 = 250.0;
/// The matrix takes at least as much; in a narrower panel the pictures lie below it, in points.
const LEAST_MATRIX: f32 = 300.0;
/// Between them, in points.
const GAP: f32 = 20.0;

/// Paints the page.
pub fn mistakes_ui(
    ui: &mut Ui,
    results: &Results,
    shares: &mut Shares,
    gallery: &mut Gallery,
    commands: &mut Commands,
) {
    let room = ui.available_rect_before_wrap();
    let wide = (room.width() * GALLERY_SHARE).max(LEAST_GALLERY);
    let is_beside = room.width() - wide - GAP >= LEAST_MATRIX;
    let (matrix, mut pictures) = if is_beside {
        let (matrix, pictures) = room.split_left_right_at_x(room.right() - wide);
        (matrix.with_max_x(matrix.right() - GAP), pictures)
    } else {
        room.split_top_bottom_at_y(room.top() + room.height() * 0.55)
    };
    within(ui, matrix, "matrix", |ui| {
        shares_ui(ui, shares);
        let look = Look {
            shares: *shares,
            chosen: gallery.cell(),
            is_large: true,
        };
        let shown = matrix_ui(ui, &results.evaluation, &look);
        if let Some(cell) = shown.chosen {
            gallery.show_cell(cell);
        }
        if is_beside {
            // What a matrix of few classes leaves over is the pictures'.
            let least = room.left() + LEAST_MATRIX;
            let end = (shown.right + GAP).max(least);
            pictures.min.x = end.min(pictures.left());
        }
    });
    within(ui, pictures, "pictures", |ui| {
        gallery.ui(ui, results, commands);
    });
    ui.advance_cursor_after_rect(room);
}

fn within(ui: &mut Ui, rect: Rect, salt: &str, paint: impl FnOnce(&mut Ui)) {
    ui.scope_builder(UiBuilder::new().max_rect(rect).id_salt(salt), |ui| {
        ui.set_clip_rect(rect.expand2(vec2(2.0, 0.0)).intersect(ui.clip_rect()));
        paint(ui);
    });
}

/// What stands in the cells.
fn shares_ui(ui: &mut Ui, shares: &mut Shares) {
    ui.horizontal_wrapped(|ui| {
        for choice in Shares::ALL {
            let tab = ui.selectable_label(*shares == choice, choice.label());
            if tab.on_hover_text(choice.help()).clicked() {
                *shares = choice;
            }
        }
    });
}
