//! A run's epochs as a table: what its charts show, in figures, and the metrics that they have no room for.

use super::steering::rate_text;
use crate::app::look::{Theme, fonts, size};
use crate::engine::run::EpochRecord;
use crate::recipe::{Described, Metric};
use crate::report::duration;
use crate::text::say;
use crate::tr;
use egui::{Align, Label, Layout, RichText, ScrollArea, Ui};
use egui_extras::{Column as Width, TableBuilder};

/// A column of figures, in points.
const FIGURE: f32 = 96.0;

/// Paints the table, the newest epoch first.
pub fn epoch_table_ui(ui: &mut Ui, epochs: &[EpochRecord]) {
    let figures = figures(epochs);
    let heads = heads(&figures);
    let area = ScrollArea::horizontal().id_salt("epoch-columns");
    area.auto_shrink(false).show(ui, |ui| {
        let table = TableBuilder::new(ui)
            .id_salt("epochs")
            .striped(true)
            .cell_layout(Layout::left_to_right(Align::Center))
            .auto_shrink(false)
            .columns(
                Width::initial(FIGURE).resizable(true).clip(true),
                heads.len(),
            );
        let table = table.header(size::ROW_HEIGHT, |mut head| {
            for words in &heads {
                head.col(|ui| {
                    let words = RichText::new(words)
                        .font(fonts::semi_bold(size::SMALL_TEXT))
                        .color(Theme::of(ui).muted);
                    ui.add(Label::new(words).truncate());
                });
            }
        });
        table.body(|body| {
            body.rows(size::ROW_HEIGHT, epochs.len(), |mut row| {
                let epoch = &epochs[epochs.len() - 1 - row.index()];
                for text in cells(epoch, &figures) {
                    row.col(|ui| {
                        ui.add(Label::new(RichText::new(text).font(fonts::mono())).truncate());
                    });
                }
            });
        });
    });
}

/// The figures of the columns by their names in Keras: those of the last epoch, as a run may go on with other metrics.
fn figures(epochs: &[EpochRecord]) -> Vec<String> {
    let last = epochs.last().into_iter();
    last.flat_map(EpochRecord::named)
        .map(|(key, _)| key)
        .collect()
}

/// What stands above a column.
fn head(key: &str) -> String {
    let name = |key: &str| match key {
        "loss" => say("loss").to_owned(),
        // A metric of a later version has no other name here.
        key => Metric::named(key)
            .map_or(key, |metric| metric.label())
            .to_owned(),
    };
    match key.strip_prefix("val_") {
        Some(key) => tr!("validation-of", name = name(key)),
        None => name(key),
    }
}

fn heads(figures: &[String]) -> Vec<String> {
    let mut heads = vec![say("column-epoch").to_owned()];
    heads.extend(figures.iter().map(|key| head(key)));
    heads.extend([say("learning-rate"), say("run-column-time")].map(str::to_owned));
    heads
}

fn cells(epoch: &EpochRecord, figures: &[String]) -> Vec<String> {
    let value = |key: &String| {
        let found = epoch.named().find(|(name, _)| name == key);
        found.map_or_else(String::new, |(_, value)| format!("{value:.4}"))
    };
    let mut cells = vec![epoch.epoch.to_string()];
    cells.extend(figures.iter().map(value));
    cells.push(rate_text(epoch.learning_rate));
    cells.push(duration(epoch.seconds).to_string());
    cells
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::run::Figures;

    #[test]
    fn every_cell_has_a_head_also_of_metrics_that_no_chart_shows() {
        let figures = Figures {
            loss: 0.5,
            accuracy: 0.75,
            others: vec![("f1".to_owned(), 0.25)],
        };
        let epoch = EpochRecord {
            epoch: 3,
            train: figures.clone(),
            validation: Some(figures),
            learning_rate: 0.001,
            seconds: 2.0,
            ..EpochRecord::default()
        };
        let keys = super::figures(std::slice::from_ref(&epoch));
        let (heads, cells) = (heads(&keys), cells(&epoch, &keys));
        assert_eq!(heads.len(), cells.len());
        assert_eq!(heads[..4], ["Epoch", "Loss", "Accuracy", "F1"]);
        assert_eq!(cells[..4], ["3", "0.5000", "0.7500", "0.2500"]);
        assert_eq!(heads[4], "Loss, validation");
        let of_before = EpochRecord::default();
        assert_eq!(
            super::cells(&of_before, &keys)[3],
            "",
            "it had no such metric"
        );
    }
}
