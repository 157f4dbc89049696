//! How a run went, epoch by epoch: `history.jsonl`, one JSON object a line with Keras's names.

use serde::Deserialize;
use serde_json::{Map, Value};

use crate::engine::lag::Lag;
use crate::engine::metric::Tally;
use crate::recipe::{Described, Metric};

/// Loss and metrics over one set of pictures.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Figures {
    /// The mean loss.
    pub loss: f64,
    /// The share of pictures whose most probable class is the true one.
    pub accuracy: f64,
    /// The recipe's other metrics by name, in its order.
    pub others: Vec<(String, f64)>,
}

impl Figures {
    /// Each figure with its name in Keras.
    pub fn named(&self) -> impl Iterator<Item = (&str, f64)> {
        let others = self.others.iter();
        let others = others.map(|(name, value)| (name.as_str(), *value));
        [("loss", self.loss), ("accuracy", self.accuracy)]
            .into_iter()
            .chain(others)
    }

    /// The value of a metric, where it was asked for.
    #[must_use]
    pub fn of_metric(&self, metric: Metric) -> Option<f64> {
        if metric == Metric::Accuracy {
            return Some(self.accuracy);
        }
        let named = |(name, value): &(String, f64)| (name == metric.name()).then_some(*value);
        self.others.iter().find_map(named)
    }

    /// What a tally comes to.
    #[must_use]
    pub fn of(tally: &Tally) -> Self {
        let others = tally
            .values()
            .into_iter()
            .filter(|(metric, _)| *metric != Metric::Accuracy);
        Self {
            loss: tally.loss(),
            accuracy: tally.accuracy(),
            others: others
                .map(|(metric, value)| (metric.name().to_owned(), value))
                .collect(),
        }
    }
}

/// One epoch of a run.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct EpochRecord {
    /// 1 for the first one.
    pub epoch: usize,
    /// Averages over the epoch while the weights moved, as Keras reports them.
    pub train: Figures,
    /// With the weights at the epoch's end; `None` without validation data.
    pub validation: Option<Figures>,
    /// The same with each batch normalized by its own statistics, as in training; `None` where nobody asked for it.
    pub batch_validation: Option<Figures>,
    /// Where batch normalization's moving averages explain why the figures at rest lie far below those in training.
    pub lag: Option<Lag>,
    /// The size of the epoch's last step.
    pub learning_rate: f64,
    /// Training and validation together, without pauses and saving.
    pub seconds: f64,
    /// Pictures trained on in a second.
    pub images_per_second: f64,
}

impl EpochRecord {
    /// The line of `history.jsonl`, as an object.
    #[must_use]
    pub fn to_json(&self) -> Map<String, Value> {
        let mut line = Map::new();
        line.insert("epoch".to_owned(), self.epoch.into());
        put_figures(&mut line, "", &self.train);
        if let Some(validation) = &self.validation {
            put_figures(&mut line, "val_", validation);
        }
        if let Some(figures) = &self.batch_validation {
            let mut own = Map::new();
            put_figures(&mut own, "", figures);
            line.insert(BATCH_VALIDATION.to_owned(), own.into());
        }
        if let Some(Ok(lag)) = self.lag.map(serde_json::to_value) {
            line.insert(LAG.to_owned(), lag);
        }
        line.insert("learning_rate".to_owned(), self.learning_rate.into());
        line.insert("seconds".to_owned(), self.seconds.into());
        line.insert(
            "images_per_second".to_owned(),
            self.images_per_second.into(),
        );
        line
    }

    /// Reads a line of `history.jsonl`; `None` where a figure is missing.
    #[must_use]
    pub fn from_json(line: &Map<String, Value>) -> Option<Self> {
        let number = |key: &str| line.get(key)?.as_f64();
        Some(Self {
            epoch: usize::try_from(line.get("epoch")?.as_u64()?).ok()?,
            train: take_figures(line, "")?,
            validation: take_figures(line, "val_"),
            batch_validation: line
                .get(BATCH_VALIDATION)
                .and_then(|own| take_figures(own.as_object()?, "")),
            lag: line.get(LAG).and_then(|lag| Lag::deserialize(lag).ok()),
            learning_rate: number("learning_rate")?,
            seconds: number("seconds")?,
            images_per_second: number("images_per_second")?,
        })
    }

    /// Each figure with its name in Keras, where those of validation begin with `val_`.
    pub fn named(&self) -> impl Iterator<Item = (String, f64)> {
        let parts = [("", Some(&self.train)), ("val_", self.validation.as_ref())];
        let figures = parts.into_iter().filter_map(|(part, it)| Some((part, it?)));
        figures.flat_map(|(part, figures)| {
            let named = figures.named();
            named.map(move |(name, value)| ([part, name].concat(), value))
        })
    }

    /// What is to be as low as possible: the loss, or the negative of a metric, as every metric is best where it is highest;
    /// of validation where there is any. What is no number is never best.
    #[must_use]
    pub fn monitored(&self, monitor: Option<Metric>) -> f64 {
        let figures = self.validation.as_ref().unwrap_or(&self.train);
        let of_metric = monitor.and_then(|metric| figures.of_metric(metric));
        let watched = of_metric.map_or(figures.loss, |value| -value);
        if watched.is_nan() {
            f64::INFINITY
        } else {
            watched
        }
    }
}

/// The best epoch by what is watched, the first of equal ones; `None` without epochs.
#[must_use]
pub fn best_epoch(history: &[EpochRecord], monitor: Option<Metric>) -> Option<usize> {
    let best = history
        .iter()
        .min_by(|a, b| a.monitored(monitor).total_cmp(&b.monitored(monitor)));
    best.map(|record| record.epoch)
}

/// The text of `history.jsonl`.
pub(super) fn to_text(history: &[EpochRecord]) -> String {
    let line = |record: &EpochRecord| Value::Object(record.to_json()).to_string() + "\n";
    history.iter().map(line).collect()
}

/// The same as a table for spreadsheets, with Keras's names above its columns. Numbers are written so that reading them gives
/// the same ones again; figures of validation by batch statistics, which Keras does not have, begin with `batch_val_`.
#[must_use]
pub fn to_csv(history: &[EpochRecord]) -> String {
    let line = |record: &EpochRecord| {
        let mut line = record.to_json();
        if let Some(figures) = &record.batch_validation {
            put_figures(&mut line, "batch_val_", figures);
        }
        line
    };
    let lines: Vec<Map<String, Value>> = history.iter().map(line).collect();
    let none = line(&EpochRecord::default());
    let named = if lines.is_empty() {
        std::slice::from_ref(&none)
    } else {
        &lines
    };
    let mut columns: Vec<&String> = Vec::new();
    for line in named {
        let numbers = line.iter().filter(|(_, value)| value.is_number());
        for (name, _) in numbers {
            if !columns.contains(&name) {
                columns.push(name);
            }
        }
    }
    let mut rows = vec![
        columns
            .iter()
            .map(|name| (*name).clone())
            .collect::<Vec<_>>(),
    ];
    rows.extend(lines.iter().map(|line| {
        let cell = |name: &&String| line.get(*name).map(Value::to_string).unwrap_or_default();
        columns.iter().map(cell).collect()
    }));
    rows.iter().map(|row| row.join(",") + "\n").collect()
}

/// Reads `history.jsonl`.
///
/// # Errors
/// The number of the first line that is no epoch.
pub(super) fn from_text(text: &str) -> Result<Vec<EpochRecord>, usize> {
    let read = |(index, line): (usize, &str)| {
        let line: Option<Map<String, Value>> = serde_json::from_str(line).ok();
        line.as_ref()
            .and_then(EpochRecord::from_json)
            .ok_or(index + 1)
    };
    text.lines().enumerate().map(read).collect()
}

fn put_figures(line: &mut Map<String, Value>, prefix: &str, figures: &Figures) {
    for (name, value) in figures.named() {
        line.insert(format!("{prefix}{name}"), value.into());
    }
}

/// An object, as [`LAG`] is.
const BATCH_VALIDATION: &str = "validation_by_batch_statistics";

/// An object: readers that only know numbers pass it over.
const LAG: &str = "batch_statistics";

/// Fields that are no metric.
const PLAIN: [&str; 6] = [
    "epoch",
    "loss",
    "accuracy",
    "learning_rate",
    "seconds",
    "images_per_second",
];

fn take_figures(line: &Map<String, Value>, prefix: &str) -> Option<Figures> {
    let number = |key: &str| line.get(&format!("{prefix}{key}"))?.as_f64();
    let other = |(key, value): (&String, &Value)| {
        let name = key.strip_prefix(prefix)?;
        let is_metric = !PLAIN.contains(&name) && !name.starts_with("val_");
        is_metric
            .then(|| Some((name.to_owned(), value.as_f64()?)))
            .flatten()
    };
    Some(Figures {
        loss: number("loss")?,
        accuracy: number("accuracy")?,
        others: line.iter().filter_map(other).collect(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn record(epoch: usize, val_loss: f64) -> EpochRecord {
        let figures = |loss| Figures {
            loss,
            accuracy: 0.75,
            others: vec![("f1".to_owned(), 0.5)],
        };
        EpochRecord {
            epoch,
            train: figures(0.25),
            validation: Some(figures(val_loss)),
            batch_validation: None,
            lag: None,
            learning_rate: 0.001,
            seconds: 1.5,
            images_per_second: 200.0,
        }
    }

    #[test]
    fn a_history_comes_back_from_its_text() {
        let mut history = vec![record(1, 0.5), record(2, 0.375)];
        history[0].validation = None;
        history[1].batch_validation = history[1].validation.clone();
        history[1].lag = Some(Lag {
            images: 120,
            accuracy: 0.125,
            batch_accuracy: 0.875,
        });
        assert_eq!(from_text(&to_text(&history)), Ok(history));
    }

    #[test]
    fn a_line_has_keras_s_names() {
        let text = to_text(&[record(3, 0.5)]);
        assert_eq!(
            text,
            "{\"epoch\":3,\"loss\":0.25,\"accuracy\":0.75,\"f1\":0.5,\"val_loss\":0.5,\"val_accuracy\":0.75,\
             \"val_f1\":0.5,\"learning_rate\":0.001,\"seconds\":1.5,\"images_per_second\":200.0}\n"
        );
    }

    #[test]
    fn a_table_has_a_column_for_each_figure_of_any_epoch() {
        let mut history = [record(1, 0.5), record(2, 0.1)];
        history[0].validation = None;
        let table = to_csv(&history);
        let lines: Vec<&str> = table.lines().collect();
        assert_eq!(
            lines[0],
            "epoch,loss,accuracy,f1,learning_rate,seconds,images_per_second,val_loss,val_accuracy,val_f1"
        );
        assert_eq!(lines[1], "1,0.25,0.75,0.5,0.001,1.5,200.0,,,");
        assert_eq!(lines[2], "2,0.25,0.75,0.5,0.001,1.5,200.0,0.1,0.75,0.5");
        history[1].batch_validation = history[1].validation.take();
        let table = to_csv(&history[1..]);
        assert!(table.contains(",batch_val_loss,batch_val_accuracy,batch_val_f1\n"));
        let names = "epoch,loss,accuracy,learning_rate,seconds,images_per_second\n";
        assert_eq!(to_csv(&[]), names);
    }

    #[test]
    fn a_line_that_is_cut_is_named() {
        let text = to_text(&[record(1, 0.5), record(2, 0.5)]);
        assert_eq!(from_text(&text[..text.len() - 5]), Err(2));
    }

    /// Losses fall to the second epoch, and metrics rise to the third.
    #[test]
    fn the_best_epoch_has_the_lowest_loss_or_the_highest_value_of_whatever_metric_is_watched() {
        for metric in Metric::all() {
            let record = |(epoch, loss, value): (usize, f64, f64)| {
                let figures = |value: f64| Figures {
                    loss,
                    accuracy: if metric == Metric::Accuracy {
                        value
                    } else {
                        0.5
                    },
                    others: vec![(metric.name().to_owned(), value)],
                };
                EpochRecord {
                    epoch,
                    // What is learned from would say another epoch.
                    train: figures(1.0 - value),
                    validation: Some(figures(value)),
                    ..EpochRecord::default()
                }
            };
            let history = [(1, 0.9, 0.3), (2, 0.2, 0.4), (3, 0.5, 0.8), (4, 0.6, 0.7)];
            let mut history: Vec<EpochRecord> = history.into_iter().map(record).collect();
            assert_eq!(best_epoch(&history, Some(metric)), Some(3), "{metric:?}");
            assert_eq!(best_epoch(&history, None), Some(2), "{metric:?}");
            history.push(record((5, 0.1, f64::NAN)));
            assert_eq!(best_epoch(&history, Some(metric)), Some(3), "{metric:?}");
            for record in &mut history {
                record.validation = None;
            }
            assert_eq!(best_epoch(&history, Some(metric)), Some(1), "{metric:?}");
        }
    }

    #[test]
    fn the_first_of_equally_good_epochs_is_the_best() {
        assert_eq!(
            best_epoch(&[record(1, 0.5), record(2, 0.25), record(3, 0.25)], None),
            Some(2)
        );
        assert_eq!(best_epoch(&[], None), None);
    }
}
