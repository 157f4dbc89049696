//! Whether the network is as often right as it is sure: the reliability diagram, and what it means in words.

use super::plot::plot_ui;
use crate::app::learning::Results;
use crate::app::look::{Theme, fonts};
use crate::app::widgets;
use crate::engine::metric::{Bin, Calibration};
use crate::report::reliability_chart;
use crate::text::say;
use crate::tr;
use egui::{Grid, Label, RichText, ScrollArea, Ui, UiBuilder, vec2};

/// The words beside the diagram need as much, in points.
const WORDS_WIDTH: f32 = 300.0;
/// Below this nobody would see the difference between how sure it is and how often it is right.
const SMALL_DISTANCE: f64 = 0.02;

/// Paints the page.
pub fn calibration_ui(ui: &mut Ui, results: &Results) {
    let room = ui.available_rect_before_wrap();
    let width = WORDS_WIDTH.min(room.width() * 0.45);
    let (left, right) = room.split_left_right_at_x(room.right() - width);
    let diagram = UiBuilder::new()
        .max_rect(left.shrink(4.0))
        .id_salt("diagram");
    ui.scope_builder(diagram, |ui| {
        plot_ui(ui, &reliability_chart(&results.evaluation));
    });
    let words = UiBuilder::new()
        .max_rect(right.shrink(4.0))
        .id_salt("words");
    ui.scope_builder(words, |ui| {
        ScrollArea::vertical()
            .id_salt("calibration")
            .auto_shrink(false)
            .show(ui, |ui| words_ui(ui, &results.evaluation.calibration));
    });
    ui.advance_cursor_after_rect(room);
}

fn words_ui(ui: &mut Ui, calibration: &Calibration) {
    let theme = Theme::of(ui);
    widgets::group_heading_ui(ui, say("calibration-error"));
    let error = RichText::new(format!("{:.4}", calibration.error));
    ui.add(Label::new(
        error.font(fonts::semi_bold(22.0)).color(theme.text),
    ));
    ui.add(Label::new(say(verdict(calibration))).wrap());
    widgets::muted_sentence_ui(ui, say("calibration-help"));
    ui.add_space(6.0);
    Grid::new("bins").spacing(vec2(14.0, 3.0)).show(ui, |ui| {
        let heads = ["axis-confidence", "axis-accuracy", "column-pictures"];
        for head in heads {
            let text = RichText::new(say(head)).font(fonts::small());
            ui.label(text.color(theme.muted));
        }
        ui.end_row();
        for bin in calibration.bins.iter().filter(|bin| bin.count > 0) {
            let Bin {
                confidence,
                accuracy,
                count,
            } = *bin;
            for share in [confidence, accuracy] {
                let text = tr!("percent-of", number = format!("{:.1}", share * 100.0));
                ui.label(RichText::new(text).font(fonts::mono()));
            }
            ui.label(RichText::new(count.to_string()).font(fonts::mono()));
            ui.end_row();
        }
    });
}

/// The message that says which way it errs.
fn verdict(calibration: &Calibration) -> &'static str {
    let all = calibration.bins.iter();
    let (count, sum) = all.fold((0, 0.0), |(count, sum), bin| {
        let distance = bin.confidence - bin.accuracy;
        (count + bin.count, sum + bin.count as f64 * distance)
    });
    let distance = sum / (count as f64).max(1.0);
    if distance > SMALL_DISTANCE {
        "calibration-too-sure"
    } else if distance < -SMALL_DISTANCE {
        "calibration-too-modest"
    } else {
        "calibration-fair"
    }
}
