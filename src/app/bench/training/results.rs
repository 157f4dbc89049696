//! How well the trained network does on pictures it did not learn from: accuracy, confusion matrix, a row per class.

use crate::app::bench::parts;
use crate::app::look::{Theme, fonts, size};
use crate::app::widgets;
use crate::engine::evaluate::Evaluation;
use egui::{
    Align2, Color32, Grid, Label, Rect, Response, RichText, Role, ScrollArea, Sense, Ui,
    WidgetInfo, pos2, vec2,
};

/// An evaluation and what it was made on.
#[derive(Debug, Clone)]
pub struct Results {
    /// "150 test pictures".
    pub on: String,
    /// The figures.
    pub evaluation: Evaluation,
}

/// Between the matrix and the table, in points.
const GAP: f32 = 36.0;

/// Paints the figures.
pub fn results_ui(ui: &mut Ui, results: &Results) {
    ScrollArea::both()
        .id_salt("results")
        .auto_shrink(false)
        .show(ui, |ui| {
            ui.horizontal_top(|ui| {
                ui.spacing_mut().item_spacing.x = GAP;
                ui.vertical(|ui| summary_ui(ui, results));
                ui.vertical(|ui| matrix_ui(ui, &results.evaluation));
                ui.vertical(|ui| table_ui(ui, &results.evaluation));
            });
        });
}

fn summary_ui(ui: &mut Ui, results: &Results) {
    let theme = Theme::of(ui);
    widgets::group_heading_ui(ui, "Accuracy");
    let accuracy = format!("{:.1} %", results.evaluation.accuracy * 100.0);
    ui.add(Label::new(
        RichText::new(accuracy)
            .font(fonts::semi_bold(28.0))
            .color(theme.text),
    ));
    widgets::muted_ui(ui, format!("on {}", results.on));
    ui.add_space(size::UNIT);
    widgets::group_heading_ui(ui, "Loss");
    let loss = RichText::new(format!("{:.4}", results.evaluation.loss))
        .font(fonts::mono())
        .color(theme.text);
    ui.add(Label::new(loss));
}

/// The least height of a row of the table, in points.
const TABLE_STEP: f32 = 15.0;
/// Room for a class name beside the matrix, in points.
const NAME_WIDTH: f32 = 90.0;

/// Rows are true classes, columns what the network called them.
fn matrix_ui(ui: &mut Ui, evaluation: &Evaluation) {
    let theme = Theme::of(ui);
    widgets::group_heading_ui(ui, "Confusion: true class by row, called by column");
    let classes = &evaluation.classes;
    let side = ((ui.available_height() - 30.0) / classes.len().max(1) as f32)
        .clamp(14.0, 34.0)
        .floor();
    let extent = side * classes.len() as f32;
    let (area, response) =
        ui.allocate_exact_size(vec2(NAME_WIDTH + extent, extent + 20.0), Sense::hover());
    response.widget_info(|| WidgetInfo::labeled(Role::Image, true, "Confusion matrix"));
    let origin = pos2(area.left() + NAME_WIDTH, area.top() + 20.0);
    for (row, counts) in evaluation.confusion.rows().enumerate() {
        let total: u64 = counts.iter().sum();
        for (column, &count) in counts.iter().enumerate() {
            let at = origin + vec2(column as f32 * side, row as f32 * side);
            let cell = Rect::from_min_size(at, vec2(side, side)).shrink(1.0);
            let share = count as f32 / total.max(1) as f32;
            ui.painter()
                .rect_filled(cell, 3.0, cell_colour(theme, row == column, share));
            if side > 15.0 && count > 0 {
                ui.painter().text(
                    cell.center(),
                    Align2::CENTER_CENTER,
                    count,
                    fonts::small(),
                    theme.text,
                );
            }
        }
        let beside = pos2(origin.x - 8.0, origin.y + (row as f32 + 0.5) * side);
        let name = shortened(&classes[row], 13);
        ui.painter().text(
            beside,
            Align2::RIGHT_CENTER,
            &name,
            fonts::small(),
            theme.muted,
        );
        let above = pos2(origin.x + (row as f32 + 0.5) * side, origin.y - 9.0);
        let initial = shortened(&classes[row], 4);
        ui.painter().text(
            above,
            Align2::CENTER_CENTER,
            initial,
            fonts::small(),
            theme.muted,
        );
    }
    cell_tooltip(response, origin, side, evaluation);
}

/// What the cell under the pointer says.
fn cell_tooltip(response: Response, origin: egui::Pos2, side: f32, evaluation: &Evaluation) {
    let Some(pointer) = response.hover_pos() else {
        return;
    };
    let place = (pointer - origin) / side;
    let (row, column) = (place.y.floor(), place.x.floor());
    let classes = &evaluation.classes;
    let count = classes.len() as f32;
    if !(0.0..count).contains(&row) || !(0.0..count).contains(&column) {
        return;
    }
    let (row, column) = (row as usize, column as usize);
    let words = format!(
        "{} × {} called {}",
        evaluation.confusion.at(row, column),
        classes[row],
        classes[column]
    );
    response.on_hover_text_at_pointer(words);
}

/// Right answers tend to the accent, wrong ones to the colour of errors.
fn cell_colour(theme: &Theme, is_right: bool, share: f32) -> Color32 {
    let colour = if is_right { theme.accent } else { theme.error };
    theme
        .raised
        .lerp_to_gamma(colour, share.clamp(0.0, 1.0) * 0.6)
}

fn shortened(name: &str, letters: usize) -> String {
    if name.chars().count() <= letters {
        return name.to_owned();
    }
    name.chars().take(letters - 1).chain(['…']).collect()
}

fn table_ui(ui: &mut Ui, evaluation: &Evaluation) {
    let theme = Theme::of(ui);
    widgets::group_heading_ui(ui, "Per class");
    let heading = |ui: &mut Ui, words: &str, help: &str| {
        ui.add(Label::new(
            RichText::new(words).font(fonts::small()).color(theme.muted),
        ))
        .on_hover_text(help);
    };
    ui.spacing_mut().interact_size.y = TABLE_STEP;
    Grid::new("per class")
        .spacing(vec2(18.0, 3.0))
        .show(ui, |ui| {
            heading(ui, "class", "The class");
            heading(
                ui,
                "precision",
                "Of the pictures called this class, the share that is of it",
            );
            heading(
                ui,
                "recall",
                "Of the pictures of this class, the share that was called so",
            );
            heading(ui, "F1", "The harmonic mean of precision and recall");
            heading(ui, "pictures", "How many pictures of this class there are");
            ui.end_row();
            for (class, report) in evaluation.classes.iter().zip(&evaluation.per_class) {
                ui.label(shortened(class, 24));
                for share in [report.precision, report.recall, report.f1] {
                    ui.add(Label::new(
                        RichText::new(parts::percent(share)).font(fonts::mono()),
                    ));
                }
                ui.add(Label::new(
                    RichText::new(report.support.to_string()).font(fonts::mono()),
                ));
                ui.end_row();
            }
        });
}
