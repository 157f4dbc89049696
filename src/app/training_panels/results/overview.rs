//! Accuracy, confusion matrix and a row per class at one look.

use super::matrix::{Look, matrix_ui};
use crate::app::learning::Results;
use crate::app::look::{Theme, fonts, size};
use crate::app::widgets;
use crate::engine::evaluate::Evaluation;
use crate::report::Shares;
use crate::text::say;
use crate::tr;
use egui::{Grid, Label, Rect, RichText, ScrollArea, Ui, UiBuilder, vec2};

/// Between the parts, in points.
const GAP: f32 = 28.0;
/// What accuracy and loss take, in points.
const SUMMARY_WIDTH: f32 = 140.0;
/// What the figures of the row per class take, in points.
const FIGURES_WIDTH: f32 = 226.0;
/// A matrix that would be narrower stands below the rest, in points.
const LEAST_MATRIX_WIDTH: f32 = 230.0;
/// Beside it the names of the classes take no more than this share of what is left.
const MOST_CLASS_SHARE: f32 = 0.45;
/// The matrix is no lower there, in points.
const LEAST_MATRIX_HEIGHT: f32 = 230.0;

/// Two classes leave room that the matrix may take.
const LOOK: Look = Look {
    shares: Shares::Counts,
    chosen: None,
    is_large: true,
};

/// Paints the figures: side by side where there is room, else one below the other. Answers which cell of the matrix was
/// clicked.
pub fn overview_ui(ui: &mut Ui, results: &Results) -> Option<[usize; 2]> {
    let room = ui.available_rect_before_wrap();
    let evaluation = &results.evaluation;
    let left = room.width() - SUMMARY_WIDTH - FIGURES_WIDTH - 2.0 * GAP;
    if left - CLASS_WIDTH < LEAST_MATRIX_WIDTH {
        return column_ui(ui, room, results);
    }
    let (summary, rest) = room.split_left_right_at_x(room.left() + SUMMARY_WIDTH);
    let most = (left * MOST_CLASS_SHARE).min(left - LEAST_MATRIX_WIDTH);
    let class_width = class_width(ui, evaluation, most);
    let table_width = FIGURES_WIDTH + class_width.max(CLASS_WIDTH);
    let (matrix, table) = rest.split_left_right_at_x(room.right() - table_width);
    part_ui(ui, summary, |ui| summary_ui(ui, results));
    let matrix = matrix.shrink2(vec2(GAP, 0.0));
    let shown = part_ui(ui, matrix, |ui| {
        widgets::group_heading_ui(ui, say("confusion-matrix"));
        matrix_ui(ui, evaluation, &LOOK)
    });
    let table = table.with_min_x(table.left().min(shown.right + GAP));
    part_ui(ui, table, |ui| {
        ScrollArea::vertical()
            .id_salt("per class")
            .auto_shrink(false)
            .show(ui, |ui| table_ui(ui, evaluation, class_width));
    });
    ui.advance_cursor_after_rect(room);
    shown.chosen
}

fn part_ui<T>(ui: &mut Ui, rect: Rect, paint: impl FnOnce(&mut Ui) -> T) -> T {
    let shown = ui.scope_builder(UiBuilder::new().max_rect(rect), |ui| {
        ui.set_clip_rect(rect.expand(2.0).intersect(ui.clip_rect()));
        paint(ui)
    });
    shown.inner
}

fn column_ui(ui: &mut Ui, room: Rect, results: &Results) -> Option<[usize; 2]> {
    let mut clicked = None;
    ScrollArea::vertical()
        .id_salt("results")
        .auto_shrink(false)
        .show(ui, |ui| {
            ui.set_width(room.width() - 10.0);
            summary_ui(ui, results);
            ui.add_space(size::UNIT);
            let height = room.height().max(LEAST_MATRIX_HEIGHT);
            let matrix = vec2(ui.available_width(), height);
            widgets::group_heading_ui(ui, say("confusion-matrix"));
            ui.allocate_ui(matrix, |ui| {
                clicked = matrix_ui(ui, &results.evaluation, &LOOK).chosen;
            });
            ui.add_space(size::UNIT);
            let most = ui.available_width() - FIGURES_WIDTH;
            let class_width = class_width(ui, &results.evaluation, most);
            table_ui(ui, &results.evaluation, class_width);
        });
    clicked
}

fn summary_ui(ui: &mut Ui, results: &Results) {
    let theme = Theme::of(ui);
    widgets::group_heading_ui(ui, say("accuracy"));
    let accuracy = format!("{:.1} %", results.evaluation.accuracy * 100.0);
    ui.add(Label::new(
        RichText::new(accuracy)
            .font(fonts::semi_bold(28.0))
            .color(theme.text),
    ));
    let on = RichText::new(tr!("measured-on", pictures = &results.on)).color(theme.muted);
    ui.add(Label::new(on).wrap());
    ui.add_space(size::UNIT);
    widgets::group_heading_ui(ui, say("loss"));
    let loss = RichText::new(format!("{:.4}", results.evaluation.loss))
        .font(fonts::mono())
        .color(theme.text);
    ui.add(Label::new(loss));
}

/// The least height of a row of the table, in points.
const TABLE_STEP: f32 = 15.0;
/// A class name has so much room at least, in points.
const CLASS_WIDTH: f32 = 120.0;

/// What the names of the classes take, where there is room for `most`.
fn class_width(ui: &Ui, evaluation: &Evaluation, most: f32) -> f32 {
    let names = evaluation.classes.iter();
    let widths = names.map(|class| widgets::text_width(ui, class, fonts::text()).ceil());
    widths.fold(0.0, f32::max).min(most.max(CLASS_WIDTH))
}

fn table_ui(ui: &mut Ui, evaluation: &Evaluation, class_width: f32) {
    let theme = Theme::of(ui);
    widgets::group_heading_ui(ui, say("per-class"));
    let heading = |ui: &mut Ui, words: &str, help: &str| {
        ui.add(Label::new(
            RichText::new(words).font(fonts::small()).color(theme.muted),
        ))
        .on_hover_text(help);
    };
    ui.spacing_mut().interact_size.y = TABLE_STEP;
    Grid::new("per class")
        .spacing(vec2(14.0, 3.0))
        .show(ui, |ui| {
            heading(ui, say("column-class"), say("column-class-help"));
            heading(ui, say("column-precision"), say("column-precision-help"));
            heading(ui, say("column-recall"), say("column-recall-help"));
            heading(ui, "F1", say("column-f1-help"));
            heading(ui, say("column-pictures"), say("column-pictures-help"));
            ui.end_row();
            for (class, report) in evaluation.classes.iter().zip(&evaluation.per_class) {
                ui.scope(|ui| {
                    ui.set_max_width(class_width);
                    ui.add(Label::new(class).truncate());
                });
                for share in [report.precision, report.recall, report.f1] {
                    ui.add(Label::new(
                        RichText::new(widgets::percent(share)).font(fonts::mono()),
                    ));
                }
                ui.add(Label::new(
                    RichText::new(report.support.to_string()).font(fonts::mono()),
                ));
                ui.end_row();
            }
        });
}
