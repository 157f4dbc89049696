//! The figures of one layer over the epochs: one chart for each, and one for the range of its outputs.

use super::chart::{Along, Chart, Point, Series, Shape};
use super::depth::color_of;
use crate::app::look::Theme;
use crate::app::widgets;
use crate::engine::health::HealthLog;
use crate::graph::HealthMeasure;
use crate::text::say;
use crate::tr;
use egui::{Rect, Ui, UiBuilder, pos2, vec2};

/// What the range of the outputs is made of, each a line.
const RANGE: [HealthMeasure; 4] = [
    HealthMeasure::Least,
    HealthMeasure::Most,
    HealthMeasure::Deviation,
    HealthMeasure::Mean,
];
/// What has a chart of its own.
const ALONE: [HealthMeasure; 6] = [
    HealthMeasure::GradientNorm,
    HealthMeasure::UpdateRatio,
    HealthMeasure::DeadRelus,
    HealthMeasure::MeanDrift,
    HealthMeasure::VarianceDrift,
    HealthMeasure::BranchRatio,
];
/// Between two charts, in points.
const GAP: f32 = 16.0;
/// Charts stand side by side where each is at least so wide, in points.
const LEAST_WIDTH: f32 = 300.0;

/// Paints the charts of `layer` into what is left of `ui`.
pub fn over_time_ui(ui: &mut Ui, log: &HealthLog, layer: &str, epochs: usize) {
    let theme = Theme::of(ui);
    let line = |measure: HealthMeasure| {
        let points = log.curve(layer, measure);
        (!points.is_empty()).then(|| series(measure, layer, &points, theme))
    };
    let mut charts: Vec<Chart<'_>> = Vec::new();
    let chart = |title: &str, series, is_log| Chart {
        title: widgets::sentence(title).into(),
        series,
        shape: Shape::Lines,
        along: Along::Epochs(epochs as f64),
        is_log,
    };
    for measure in ALONE {
        if let Some(line) = line(measure) {
            charts.push(chart(measure.label(), vec![line], measure.is_logarithmic()));
        }
    }
    let range: Vec<Series> = RANGE.into_iter().filter_map(line).collect();
    if !range.is_empty() {
        charts.push(chart(say("health-range"), range, false));
    }
    let room = ui.available_rect_before_wrap();
    for (place, chart) in places(room, charts.len()).into_iter().zip(charts) {
        let builder = UiBuilder::new().max_rect(place).id_salt(&chart.title);
        ui.scope_builder(builder, |ui| chart.ui(ui));
    }
    ui.advance_cursor_after_rect(room);
}

fn series(measure: HealthMeasure, layer: &str, points: &[[f64; 2]], theme: &Theme) -> Series {
    let point = |at: &[f64; 2]| Point {
        at: *at,
        words: tr!(
            "health-at-epoch",
            layer = layer,
            figure = measure.label(),
            value = measure.text(at[1]),
            epoch = format!("{:.1}", at[0])
        ),
    };
    Series {
        name: measure.label().to_owned(),
        color: color_of(measure, theme),
        points: points.iter().map(point).collect(),
    }
}

/// Equal places for `count` charts in `room`, row by row.
pub fn places(room: Rect, count: usize) -> Vec<Rect> {
    let most = ((room.width() + GAP) / (LEAST_WIDTH + GAP))
        .floor()
        .max(1.0);
    let columns = (count.max(1) as f32).sqrt().ceil().min(most);
    let rows = (count.max(1) as f32 / columns).ceil();
    let size = vec2(
        (room.width() - (columns - 1.0) * GAP) / columns,
        (room.height() - (rows - 1.0) * GAP) / rows,
    );
    let place = |index: usize| {
        let (column, row) = (index % columns as usize, index / columns as usize);
        let min = pos2(
            room.left() + column as f32 * (size.x + GAP),
            room.top() + row as f32 * (size.y + GAP),
        );
        Rect::from_min_size(min, size)
    };
    (0..count).map(place).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn charts_share_their_room_without_overlap() {
        let room = Rect::from_min_size(pos2(10.0, 20.0), vec2(1000.0, 600.0));
        for count in 1..8 {
            let places = places(room, count);
            assert_eq!(places.len(), count);
            for (index, place) in places.iter().enumerate() {
                assert!(room.expand(0.1).contains_rect(*place), "{place:?}");
                let mut others = places[..index].iter();
                assert!(others.all(|other| !other.shrink(0.1).intersects(*place)));
            }
        }
    }
}
