//! What a network says of pinned pictures after each epoch: a chart for each picture, a line for each class.

use super::super::parts;
use super::chart::{Along, Chart, Point, Series, Shape};
use super::over_time::places;
use crate::app::learning::Run;
use crate::app::look::Theme;
use crate::diagram::palette::LINES;
use crate::engine::run::PinnedRecord;
use crate::text::say;
use crate::tr;
use egui::{Ui, UiBuilder};

/// Paints the charts into what is left of `ui`.
pub fn pictures_ui(ui: &mut Ui, run: &Run) {
    let Some(last) = run.record.pinned.last() else {
        parts::empty_ui(
            ui,
            say("health-no-pictures"),
            say("health-no-pictures-help"),
            |_| {},
        );
        return;
    };
    let classes = run.begun.metadata().classes;
    let theme = Theme::of(ui);
    let of = |name| series(&run.record.pinned, name, &classes, theme);
    let names = last.probabilities.keys();
    let charts: Vec<(&String, Vec<Series>)> = names.map(|name| (name, of(name))).collect();
    let room = ui.available_rect_before_wrap();
    for (place, (name, series)) in places(room, charts.len()).into_iter().zip(charts) {
        let chart = Chart {
            title: name.into(),
            series,
            shape: Shape::Lines,
            along: Along::Epochs(run.record.place.epochs as f64),
            is_log: false,
        };
        let builder = UiBuilder::new().max_rect(place).id_salt(name);
        ui.scope_builder(builder, |ui| chart.ui(ui));
    }
    ui.advance_cursor_after_rect(room);
}

/// The classes of one picture over the epochs, those that were ever most likely first.
fn series(
    records: &[PinnedRecord],
    picture: &str,
    classes: &[String],
    theme: &Theme,
) -> Vec<Series> {
    let rows: Vec<(f64, &[f64])> = records
        .iter()
        .filter_map(|record| {
            let row = record.probabilities.get(picture)?;
            Some((record.epoch as f64, row.as_slice()))
        })
        .collect();
    let count = rows.first().map_or(0, |(_, row)| row.len());
    let peak = |class: usize| {
        let values = rows.iter().filter_map(|(_, row)| row.get(class));
        values.copied().fold(0.0, f64::max)
    };
    let mut shown: Vec<usize> = (0..count).collect();
    shown.sort_by(|a, b| peak(*b).total_cmp(&peak(*a)));
    shown.truncate(LINES);
    shown.sort_unstable();
    let line = |(place, class): (usize, usize)| {
        let name = classes
            .get(class)
            .cloned()
            .unwrap_or_else(|| class.to_string());
        let point = |(epoch, row): &(f64, &[f64])| {
            let value = *row.get(class)?;
            Some(Point {
                at: [*epoch, value],
                words: tr!(
                    "pinned-at",
                    class = &name,
                    percent = (value * 100.0).round(),
                    epoch = format!("{epoch:.0}")
                ),
            })
        };
        Series {
            points: rows.iter().filter_map(point).collect(),
            color: theme.lines[place],
            name,
        }
    };
    shown.into_iter().enumerate().map(line).collect()
}
