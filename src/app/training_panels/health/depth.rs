//! One figure of every layer that has it, from the input to the output.

use super::chart::{Along, Chart, Point, Series, Shape};
use crate::app::look::Theme;
use crate::app::widgets;
use crate::engine::health::HealthReading;
use crate::graph::HealthMeasure;
use crate::text::say;
use crate::tr;
use egui::Ui;

/// Paints the bars, and below them what the figure is. Answers the layer whose bar was clicked.
pub fn depth_ui(ui: &mut Ui, reading: &HealthReading, measure: HealthMeasure) -> Option<String> {
    let values: Vec<(&str, f64)> = reading.values(measure).collect();
    let [(first, _), ..] = values[..] else {
        widgets::muted_sentence_ui(ui, say("health-no-layer-has-it"));
        return None;
    };
    let last = values.last().map_or(first, |(name, _)| name);
    widgets::muted_sentence_ui(ui, measure.help());
    let point = |(place, (name, value)): (usize, &(&str, f64))| Point {
        at: [place as f64, *value],
        words: tr!(
            "health-at-layer",
            layer = *name,
            figure = measure.label(),
            value = measure.text(*value)
        ),
    };
    let chart = Chart {
        title: widgets::sentence(&tr!("health-figure-by-depth", figure = measure.label())).into(),
        series: vec![Series {
            name: measure.label().to_owned(),
            color: color_of(measure, Theme::of(ui)),
            points: values.iter().enumerate().map(point).collect(),
        }],
        shape: Shape::Bars,
        along: Along::Depth([first.to_owned(), last.to_owned()]),
        is_log: measure.is_logarithmic(),
    };
    let clicked = chart.ui(ui)?;
    values.get(clicked).map(|(name, _)| (*name).to_owned())
}

/// Each figure has a color of its own.
pub fn color_of(measure: HealthMeasure, theme: &Theme) -> egui::Color32 {
    match measure {
        HealthMeasure::GradientNorm | HealthMeasure::Mean => theme.accent,
        HealthMeasure::UpdateRatio => theme.lines[3],
        HealthMeasure::DeadRelus => theme.warning,
        HealthMeasure::Least | HealthMeasure::Most => theme.faint,
        HealthMeasure::Deviation => theme.lines[1],
        HealthMeasure::MeanDrift | HealthMeasure::VarianceDrift => theme.lines[5],
        HealthMeasure::BranchRatio => theme.lines[2],
    }
}
