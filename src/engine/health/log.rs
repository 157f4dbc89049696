//! All readings of a training. However long it is, they stay few enough to keep, to send and to paint.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::{HealthReading, LayerHealth};
use crate::graph::HealthMeasure;

/// Steps from one reading to the next, as long as there is room for them. A reading costs HappyModel's training a step, ResNet50's
/// half of one: the rest of 3 % is for machines where passes over memory cost more.
pub const EVERY: u64 = 40;
/// As many readings are kept: four megabytes of ResNet50's.
const LIMIT: usize = 256;

/// The readings of a training, the oldest first.
#[derive(Clone, Debug, PartialEq)]
pub struct HealthLog {
    every: u64,
    readings: Vec<HealthReading>,
}

impl Default for HealthLog {
    fn default() -> Self {
        Self {
            every: EVERY,
            readings: Vec::new(),
        }
    }
}

impl HealthLog {
    /// Whether the step after `steps_taken` others is to be read.
    #[must_use]
    pub fn is_due(&self, steps_taken: u64) -> bool {
        steps_taken.is_multiple_of(self.every)
    }

    /// The readings so far, the oldest first.
    #[must_use]
    pub fn readings(&self) -> &[HealthReading] {
        &self.readings
    }

    /// The newest reading.
    #[must_use]
    pub fn latest(&self) -> Option<&HealthReading> {
        self.readings.last()
    }

    /// Adds a reading. Where there are too many, every second one goes, and from then on they are taken half as often.
    pub fn push(&mut self, reading: HealthReading) {
        self.readings.push(reading);
        if self.readings.len() > LIMIT {
            self.every *= 2;
            let every = self.every;
            self.readings
                .retain(|reading| (reading.step.saturating_sub(1)).is_multiple_of(every));
        }
    }

    /// Forgets what was read after so many steps: a training that goes on from a checkpoint takes them again.
    pub fn forget_after(&mut self, steps_taken: u64) {
        self.readings.retain(|reading| reading.step <= steps_taken);
    }

    /// A figure of a layer over the epochs.
    pub fn curve(&self, layer: &str, measure: HealthMeasure) -> Vec<[f64; 2]> {
        let point = |reading: &HealthReading| {
            let layer = reading.layers.iter().find(|it| &*it.name == layer)?;
            Some([reading.epoch, layer.value(measure)?])
        };
        self.readings.iter().filter_map(point).collect()
    }

    /// The text of `health.json`: the layers once, and of every reading a list for each figure that any layer has.
    #[must_use]
    pub fn to_text(&self) -> String {
        let layers = self.latest().map_or_else(Vec::new, |reading| {
            let layers = reading.layers.iter();
            layers.map(|layer| layer.name.to_string()).collect()
        });
        let file = File {
            every: self.every,
            layers,
            readings: self.readings.iter().map(Columns::of).collect(),
        };
        serde_json::to_string(&file).unwrap_or_default()
    }

    /// Reads `health.json`; `None` where it is something else.
    #[must_use]
    pub fn from_text(text: &str) -> Option<Self> {
        let file: File = serde_json::from_str(text).ok()?;
        let readings = file.readings.into_iter();
        let readings: Option<Vec<_>> = readings
            .map(|columns| columns.into_reading(&file.layers))
            .collect();
        Some(Self {
            every: file.every.max(1),
            readings: readings?,
        })
    }
}

#[derive(Serialize, Deserialize)]
struct File {
    every: u64,
    layers: Vec<String>,
    readings: Vec<Columns>,
}

#[derive(Serialize, Deserialize)]
struct Columns {
    step: u64,
    epoch: f64,
    #[serde(flatten)]
    figures: BTreeMap<String, Vec<Option<f64>>>,
}

impl Columns {
    fn of(reading: &HealthReading) -> Self {
        let figure = |measure: HealthMeasure| {
            let layers = reading.layers.iter();
            let values: Vec<Option<f64>> = layers
                .map(|layer| layer.value(measure).map(rounded))
                .collect();
            let is_any = values.iter().any(Option::is_some);
            is_any.then(|| (measure.name().to_owned(), values))
        };
        Self {
            step: reading.step,
            epoch: rounded(reading.epoch),
            figures: HealthMeasure::ALL.into_iter().filter_map(figure).collect(),
        }
    }

    /// `None` where it has other layers.
    fn into_reading(self, names: &[String]) -> Option<HealthReading> {
        let mut layers: Vec<LayerHealth> =
            names.iter().map(|name| LayerHealth::new(name)).collect();
        for (name, values) in self.figures {
            // A later version may know more.
            let Some(measure) = HealthMeasure::named(&name) else {
                continue;
            };
            if values.len() != layers.len() {
                return None;
            }
            for (layer, value) in layers.iter_mut().zip(values) {
                if let Some(value) = value {
                    layer.set(measure, value);
                }
            }
        }
        Some(HealthReading {
            step: self.step,
            epoch: self.epoch,
            layers,
        })
    }
}

/// Five significant digits: nobody reads more, and they make half of the file.
fn rounded(value: f64) -> f64 {
    format!("{value:.4e}").parse().unwrap_or(value)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn reading(step: u64) -> HealthReading {
        let mut conv = LayerHealth::new("conv");
        conv.set(HealthMeasure::GradientNorm, 0.123_456_7);
        conv.set(HealthMeasure::Mean, f64::NAN);
        HealthReading {
            step,
            epoch: step as f64 / 4.0,
            layers: vec![LayerHealth::new("input"), conv],
        }
    }

    #[test]
    fn a_log_comes_back_from_its_text_with_five_digits_and_without_what_is_no_number() {
        let mut log = HealthLog::default();
        log.push(reading(1));
        log.push(reading(26));
        let text = log.to_text();
        assert!(text.contains("\"gradient_norm\":[null,0.12346]"), "{text}");
        assert!(!text.contains("mean"), "{text}");
        let read = HealthLog::from_text(&text).unwrap();
        assert_eq!(
            read.curve("conv", HealthMeasure::GradientNorm),
            [[0.25, 0.12346], [6.5, 0.12346]]
        );
        assert_eq!(HealthLog::from_text(&text[..text.len() - 3]), None);
        assert_eq!(HealthLog::from_text("{}"), None);
    }

    #[test]
    fn a_long_training_is_read_more_seldom_and_keeps_its_whole_length() {
        let mut log = HealthLog::default();
        let mut last = 0;
        for taken in 0..100_000 {
            if log.is_due(taken) {
                last = taken + 1;
                log.push(reading(last));
            }
        }
        let steps: Vec<u64> = log.readings().iter().map(|reading| reading.step).collect();
        assert!(
            (LIMIT / 2..=LIMIT).contains(&steps.len()),
            "{}",
            steps.len()
        );
        assert_eq!((steps[0], steps.last()), (1, Some(&last)));
        let gap = steps[1] - steps[0];
        assert!(steps.windows(2).all(|pair| pair[1] - pair[0] == gap));
    }

    #[test]
    fn what_was_read_after_a_checkpoint_is_read_again() {
        let mut log = HealthLog::default();
        for step in [1, 26, 51] {
            log.push(reading(step));
        }
        log.forget_after(30);
        let steps: Vec<u64> = log.readings().iter().map(|reading| reading.step).collect();
        assert_eq!(steps, [1, 26]);
    }
}
