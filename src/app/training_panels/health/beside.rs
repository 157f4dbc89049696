//! Two trainings in one view: gradients by depth, losses, what each block adds to its shortcut, and what that says.

use super::RunOf;
use super::beside_words::sentences;
use super::chart::{Along, Chart, Point, Series, Shape};
use super::over_time::places;
use crate::app::look::Theme;
use crate::app::widgets;
use crate::engine::health::HealthReading;
use crate::graph::HealthMeasure;
use crate::text::say;
use crate::tr;
use egui::{Color32, Label, ScrollArea, Ui, UiBuilder};

/// Paints both into what is left of `ui`.
pub fn beside_ui(ui: &mut Ui, runs: [&RunOf<'_>; 2]) {
    let theme = Theme::of(ui);
    let colors = [theme.accent, theme.warning];
    let room = ui.available_rect_before_wrap();
    let places = places(room, 4);
    let charts = [
        by_depth(runs, colors),
        losses(runs, colors),
        branches(runs, colors),
    ];
    for (place, chart) in places.iter().zip(charts) {
        let builder = UiBuilder::new().max_rect(*place).id_salt(&chart.title);
        ui.scope_builder(builder, |ui| chart.ui(ui));
    }
    let words = UiBuilder::new().max_rect(places[3]).id_salt("words");
    ui.scope_builder(words, |ui| {
        widgets::group_heading_ui(ui, say("beside-what-shows"));
        ScrollArea::vertical()
            .id_salt("beside-words")
            .show(ui, |ui| {
                for sentence in sentences(runs) {
                    ui.add(Label::new(sentence).wrap().selectable(true));
                    ui.add_space(4.0);
                }
            });
    });
    ui.advance_cursor_after_rect(room);
}

fn latest<'a>(run: &RunOf<'a>) -> Option<&'a HealthReading> {
    run.run.record.health.latest()
}

/// The gradient norms of the layers with kernels, each network from its first to its last.
fn by_depth(runs: [&RunOf<'_>; 2], colors: [Color32; 2]) -> Chart<'static> {
    let series = [0, 1].map(|which| {
        let run = runs[which];
        let norms: Vec<(&str, f64)> = latest(run).map_or_else(Vec::new, |reading| {
            reading.of_kernels(HealthMeasure::GradientNorm).collect()
        });
        let end = norms.len().saturating_sub(1).max(1) as f64;
        let point = |(place, (layer, norm)): (usize, &(&str, f64))| Point {
            at: [place as f64 / end, *norm],
            words: in_run(run, layer, HealthMeasure::GradientNorm, *norm),
        };
        Series {
            name: run.name.clone(),
            color: colors[which],
            points: norms.iter().enumerate().map(point).collect(),
        }
    });
    Chart {
        title: say("beside-gradients").into(),
        series: series.to_vec(),
        shape: Shape::Lines,
        along: Along::Depth([
            say("beside-input").to_owned(),
            say("beside-output").to_owned(),
        ]),
        is_log: true,
    }
}

fn losses(runs: [&RunOf<'_>; 2], colors: [Color32; 2]) -> Chart<'static> {
    let epochs = runs.map(|run| run.run.record.place.epochs);
    let series = [0, 1].map(|which| {
        let run = runs[which];
        let point = |at: [f64; 2]| Point {
            at,
            words: tr!(
                "beside-loss-at",
                network = &run.name,
                loss = format!("{:.4}", at[1]),
                epoch = format!("{:.1}", at[0])
            ),
        };
        let epochs = run.run.record.epochs.iter();
        let points = epochs.map(|epoch| [epoch.epoch as f64, epoch.train.loss]);
        Series {
            name: run.name.clone(),
            color: colors[which],
            points: points.map(point).collect(),
        }
    });
    Chart {
        title: say("beside-losses").into(),
        series: series.to_vec(),
        shape: Shape::Lines,
        along: Along::Epochs(epochs[0].max(epochs[1]) as f64),
        is_log: false,
    }
}

/// What each branch is of its shortcut, block by block.
fn branches(runs: [&RunOf<'_>; 2], colors: [Color32; 2]) -> Chart<'static> {
    let mut ends = [String::new(), String::new()];
    let mut series = Vec::new();
    for which in [0, 1] {
        let run = runs[which];
        let values: Vec<(&str, f64)> = latest(run).map_or_else(Vec::new, |reading| {
            reading.values(HealthMeasure::BranchRatio).collect()
        });
        let [(first, _), ..] = values[..] else {
            continue;
        };
        ends = [
            first.to_owned(),
            values.last().map_or(first, |it| it.0).to_owned(),
        ];
        let point = |(place, (layer, value)): (usize, &(&str, f64))| Point {
            at: [place as f64, *value],
            words: in_run(run, layer, HealthMeasure::BranchRatio, *value),
        };
        series.push(Series {
            name: run.name.clone(),
            color: colors[which],
            points: values.iter().enumerate().map(point).collect(),
        });
    }
    Chart {
        title: say("beside-branches").into(),
        series,
        shape: Shape::Bars,
        along: Along::Depth(ends),
        is_log: false,
    }
}

fn in_run(run: &RunOf<'_>, layer: &str, measure: HealthMeasure, value: f64) -> String {
    tr!(
        "beside-at-layer",
        network = &run.name,
        layer = layer,
        figure = measure.label(),
        value = measure.text(value)
    )
}
