//! The curves of several runs in two charts with the same axes: training solid, validation dashed, the best epoch marked.

use super::picked::{self, Picked};
use crate::app::look::{Theme, fonts, size};
use crate::app::training_panels::parts;
use crate::engine::run::{EpochRecord, Figures, RunSummary};
use crate::report::rate_set;
use crate::text::say;
use crate::tr;
use egui::{CursorIcon, Label, RichText, Ui, UiBuilder};
use egui_plot::{AxisHints, Line, LineStyle, MarkerShape, Points, VLine};

/// A run in the chart, with the place of its color.
type Ticked<'a> = (usize, &'a RunSummary);

/// Paints loss and accuracy of `runs` side by side, and below them which color is whose.
pub fn charts_ui(ui: &mut Ui, runs: &[(usize, &RunSummary)], picked: &mut Option<Picked>) {
    legend_ui(ui, runs);
    let room = ui.available_rect_before_wrap();
    let (left, right) = room.split_left_right_at_fraction(0.5);
    let of_loss: fn(&Figures) -> f64 = |figures| figures.loss;
    let of_accuracy: fn(&Figures) -> f64 = |figures| figures.accuracy;
    for (id, rect, value) in [("loss", left, of_loss), ("accuracy", right, of_accuracy)] {
        ui.scope_builder(
            UiBuilder::new().max_rect(rect.shrink(4.0)).id_salt(id),
            |ui| {
                chart_ui(ui, id, (runs, value), picked);
            },
        );
    }
    ui.advance_cursor_after_rect(room);
}

fn legend_ui(ui: &mut Ui, runs: &[(usize, &RunSummary)]) {
    ui.horizontal_wrapped(|ui| {
        for (place, run) in runs {
            let color = Theme::of(ui).line(*place);
            parts::legend_entry_ui(ui, color, [&run.name(), ""]);
        }
    });
}

fn chart_ui(
    ui: &mut Ui,
    id: &'static str,
    (runs, value): (&[Ticked<'_>], fn(&Figures) -> f64),
    picked: &mut Option<Picked>,
) {
    let theme = Theme::of(ui);
    let title = RichText::new(say(id)).font(fonts::semi_bold(size::TEXT));
    ui.add(Label::new(title.color(theme.text)));
    let of = |record: &EpochRecord, figures: Option<&Figures>| {
        figures.map(|figures| [record.epoch as f64, value(figures)])
    };
    // Else numbers that have room fade away.
    let shown = parts::still_plot(("runs", id))
        .custom_x_axes(vec![AxisHints::new_x().label_spacing(20.0..=24.0)])
        .custom_y_axes(vec![AxisHints::new_y().label_spacing(18.0..=22.0)])
        .grid_color(theme.border)
        .show(ui, |plot| {
            for (place, run) in runs {
                let color = theme.line(*place);
                let records = run.history.iter();
                let train: Vec<_> = records
                    .clone()
                    .filter_map(|record| of(record, Some(&record.train)))
                    .collect();
                let validation: Vec<_> = records
                    .filter_map(|record| of(record, record.validation.as_ref()))
                    .collect();
                for mark in &run.rate_marks {
                    plot.vline(parts::rate_line(mark, color));
                }
                let name = run.name();
                plot.line(Line::new(name.clone(), train).color(color).width(1.5));
                let dashed = LineStyle::Dashed { length: 6.0 };
                let line = Line::new(tr!("validation-of", name = &name), validation);
                plot.line(line.color(color).width(2.0).style(dashed));
                if let Some(best) = &run.best {
                    let figures = best.validation.as_ref().unwrap_or(&best.train);
                    let point = vec![[best.epoch as f64, value(figures)]];
                    let mark = Points::new(tr!("best-epoch-of", name = &name), point);
                    plot.points(mark.color(color).radius(4.5).shape(MarkerShape::Diamond));
                }
            }
            if let Some(epoch) = picked.as_ref().map(|picked| picked.epoch) {
                plot.vline(VLine::new("", epoch as f64).color(theme.muted).width(1.0));
            }
        });
    if let Some(at) = shown.response.hover_pos() {
        let place = |point: [f64; 2]| shown.transform.position_from_point(&point.into());
        if let Some(found) = picked::nearest(runs, value, at, place) {
            ui.ctx().set_cursor_icon(CursorIcon::PointingHand);
            if shown.response.clicked() {
                *picked = Some(found);
            }
        }
    }
    let marks = runs.iter().flat_map(|(_, run)| {
        let words = |mark| tr!("rate-set-in-run", name = run.name(), words = rate_set(mark));
        run.rate_marks.iter().map(move |mark| (mark, words(mark)))
    });
    parts::rate_help_ui(&shown, marks);
    let name = tr!("chart-of-runs", quantity = say(id), count = runs.len());
    parts::tell_chart(&shown.response, &name, || told(runs, value));
}

/// What training and validation of each run say epoch by epoch, in words.
fn told(runs: &[Ticked<'_>], value: fn(&Figures) -> f64) -> Vec<(String, Vec<String>)> {
    let words = |epoch: usize, figures: &Figures| {
        let value = format!("{:.4}", value(figures));
        tr!("chart-value", at = epoch, value = value)
    };
    let of_run = |(_, run): &Ticked<'_>| {
        let records = run.history.iter();
        let train = records.clone().map(|it| words(it.epoch, &it.train));
        let validation = records.filter_map(|it| Some(words(it.epoch, it.validation.as_ref()?)));
        [
            (run.name(), train.collect()),
            (
                tr!("validation-of", name = run.name()),
                validation.collect(),
            ),
        ]
    };
    let lines = runs.iter().flat_map(of_run);
    lines
        .filter(|(_, points): &(String, Vec<String>)| !points.is_empty())
        .collect()
}
