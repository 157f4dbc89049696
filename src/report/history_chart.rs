//! A run's history as a chart for paper.

use super::chart::{Axis, ChartLine, Ink, LineChart, Upright};
use super::words::{rate_from_here, rate_set};
use crate::engine::run::{EpochRecord, Figures, RateMark};
use crate::text::say;

/// One quantity over the epochs: training, and validation dashed.
pub fn chart_of(
    history: &[EpochRecord],
    title: &'static str,
    value: fn(&Figures) -> f64,
    marks: &[RateMark],
) -> LineChart {
    let point = |epoch: &EpochRecord, figures: &Figures| [epoch.epoch as f64, value(figures)];
    let training = history.iter().map(|epoch| point(epoch, &epoch.train));
    let validation = history
        .iter()
        .filter_map(|epoch| Some(point(epoch, epoch.validation.as_ref()?)));
    let mut lines = vec![
        line("role-training", Ink::Training, training.collect()),
        line("role-validation", Ink::Validation, validation.collect()),
    ];
    lines.retain(|line| !line.points.is_empty());
    let values = lines.iter().flat_map(|line| &line.points);
    let most = values.map(|[_, value]| *value).filter(|it| it.is_finite());
    let most = most.fold(0.0, f64::max);
    let top = if title == "accuracy" {
        1.0
    } else {
        most * 1.05
    };
    let last = history.last().map_or(1.0, |epoch| epoch.epoch as f64);
    let first = marks.first().map_or(1.0, |mark| mark.epoch.min(1.0));
    let upright = |mark: &RateMark| Upright {
        at: mark.epoch,
        words: rate_from_here(mark),
        help: rate_set(mark),
    };
    let axis = |label, range, is_whole| Axis {
        label: say(label).to_owned(),
        range,
        is_whole,
    };
    LineChart {
        title: say(title).to_owned(),
        x: axis("axis-epoch", [first, last.max(2.0)], true),
        y: axis(title, [0.0, top.max(f64::MIN_POSITIVE)], false),
        bands: Vec::new(),
        uprights: marks.iter().map(upright).collect(),
        lines,
    }
}

fn line(name: &'static str, ink: Ink, points: Vec<[f64; 2]>) -> ChartLine {
    let last = points.last().map(|[_, value]| format!("{value:.4}"));
    ChartLine {
        name: say(name).to_owned(),
        figure: last.unwrap_or_default(),
        ink,
        is_dashed: ink == Ink::Validation,
        has_dots: false,
        points,
    }
}
