//! ROC and precision-recall curves side by side, of one class or of all.

use super::plot::plot_ui;
use crate::app::learning::{Results, class_words};
use crate::app::widgets;
use crate::report::{MOST_CLASSES_AT_ONCE, precision_recall_chart, roc_chart};
use crate::text::say;
use crate::tr;
use egui::{ComboBox, Ui, UiBuilder};

/// A menu's width, in points.
const MENU_WIDTH: f32 = 180.0;

/// Paints the page.
pub fn curves_ui(ui: &mut Ui, results: &Results, class: &mut Option<usize>) {
    let evaluation = &results.evaluation;
    *class = class.filter(|class| *class < evaluation.curves.len());
    if evaluation.curves.is_empty() {
        widgets::muted_sentence_ui(ui, say("no-probabilities-kept"));
        return;
    }
    ui.horizontal_wrapped(|ui| {
        class_ui(ui, results, class);
        let figure = |area: Option<f64>| area.map_or_else(String::new, |it| format!("{it:.4}"));
        let words = tr!(
            "mean-areas",
            auc = figure(evaluation.mean_area(|curves| curves.auc)),
            average_precision = figure(evaluation.mean_area(|curves| curves.average_precision))
        );
        widgets::muted_ui(ui, words);
        if class.is_none() && evaluation.classes.len() > MOST_CLASSES_AT_ONCE {
            let words = tr!("smallest-areas-shown", count = MOST_CLASSES_AT_ONCE);
            widgets::muted_ui(ui, words);
        }
    });
    let room = ui.available_rect_before_wrap();
    let (left, right) = room.split_left_right_at_fraction(0.5);
    let charts = [
        roc_chart(evaluation, *class),
        precision_recall_chart(evaluation, *class),
    ];
    for (index, (chart, rect)) in charts.iter().zip([left, right]).enumerate() {
        let part = UiBuilder::new().max_rect(rect.shrink(4.0)).id_salt(index);
        ui.scope_builder(part, |ui| plot_ui(ui, chart));
    }
    ui.advance_cursor_after_rect(room);
}

fn class_ui(ui: &mut Ui, results: &Results, class: &mut Option<usize>) {
    let classes = &results.evaluation.classes;
    let label = ui.label(say("explain-class"));
    let current = class.map(|class| class_words(classes, class));
    let current = current.unwrap_or_else(|| say("curves-of-all-classes").to_owned());
    let combo = ComboBox::from_id_salt("class-of-curves")
        .width(MENU_WIDTH)
        .truncate()
        .selected_text(current.as_str());
    let shown = combo.show_ui(ui, |ui| {
        if widgets::option_ui(ui, class.is_none(), say("curves-of-all-classes")).clicked() {
            *class = None;
        }
        for index in 0..classes.len() {
            let words = class_words(classes, index);
            if widgets::option_ui(ui, *class == Some(index), words).clicked() {
                *class = Some(index);
            }
        }
    });
    shown.response.labelled_by(label.id);
}
