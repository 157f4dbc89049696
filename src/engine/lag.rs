//! Whether batch normalization's moving averages lag behind the network: it then does well in training, where each batch is
//! normalized by its own statistics, and by chance at rest, where the averages are. Keras does the same, and nothing in its
//! figures says why.
//! Only measures: the averages are part of the weights and stay what training made them.

use burn::tensor::Device;
use serde::{Deserialize, Serialize};

use super::error::EngineError;
use super::evaluate::class_indices;
use super::guard::guard;
use super::metric::Predictions;
use super::network::Network;
use super::step::image_tensor;
use crate::data::{BatchPlan, Contract, Dataset, fill_batch, gather_labels};
use crate::text::Message;
use crate::{message, shown_as_message};

/// The least distance between the accuracy in training and at rest that calls for an explanation.
const GAP: f64 = 0.2;
/// The least gain from batch statistics that is one.
const LEAST_GAIN: f64 = 0.1;
/// Pictures that are looked at: an accuracy over so many is known to 0.09 (two standard errors), and ResNet50 takes two
/// seconds for them where its epoch takes minutes.
const SAMPLE: usize = 128;
/// The least of them that batch statistics can be taken of.
const LEAST_BATCH: usize = 8;

/// How far the moving averages lag behind.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Lag {
    /// Pictures looked at.
    pub images: usize,
    /// The accuracy on them at rest, with the moving averages.
    pub accuracy: f64,
    /// The accuracy on them with the statistics of their own batches, as in training, but without dropout.
    pub batch_accuracy: f64,
}

impl Lag {
    /// What it says, as data.
    #[must_use]
    pub fn message(&self) -> Message {
        let percent = |share: f64| (share * 100.0).round();
        message!(
            "lag-of-statistics",
            images = self.images,
            moving = percent(self.accuracy),
            batch = percent(self.batch_accuracy)
        )
    }
}

shown_as_message!(Lag);

/// Labeled pictures that a network is tried on.
#[derive(Clone, Copy, Debug)]
pub struct Sample<'a> {
    /// The data set, of the network's size.
    pub dataset: &'a Dataset,
    /// Which of its pictures may be taken.
    pub indices: &'a [usize],
    /// How their values are scaled.
    pub contract: &'a Contract,
    /// As many as training takes at once.
    pub batch_size: usize,
}

/// Looks for a lag where the figures call for one: `trained` is the accuracy in training, `rested` that at rest, where it
/// is known. Costs two passes over `SAMPLE` pictures, and nothing where there is nothing to explain.
///
/// # Errors
/// Pictures that do not fit the network.
pub fn find_lag(
    network: &Network,
    device: &Device,
    sample: Sample<'_>,
    trained: f64,
    rested: Option<f64>,
) -> Result<Option<Lag>, EngineError> {
    let calls_for_one = |rested: f64| trained - rested >= GAP;
    if !network.has_moving_averages() || !rested.is_none_or(calls_for_one) {
        return Ok(None);
    }
    let lag = measure(network, device, sample)?;
    Ok(lag.filter(|lag| calls_for_one(rested.unwrap_or(lag.accuracy)) && lag.explains(trained)))
}

impl Lag {
    /// What figures over the same pictures say, at rest and by batches; `None` where they differ little.
    #[must_use]
    pub fn between(images: usize, accuracy: f64, batch_accuracy: f64) -> Option<Self> {
        let lag = Self {
            images,
            accuracy,
            batch_accuracy,
        };
        (images > 0 && lag.gain() >= lag.least_gain()).then_some(lag)
    }

    fn gain(&self) -> f64 {
        self.batch_accuracy - self.accuracy
    }

    /// Less may be chance.
    fn least_gain(&self) -> f64 {
        LEAST_GAIN.max(1.0 / (self.images as f64).sqrt())
    }

    /// Whether it is most of what lies between training and rest, and more than chance.
    fn explains(&self, trained: f64) -> bool {
        self.gain() >= self.least_gain() && self.gain() >= (trained - self.accuracy) / 2.0
    }
}

/// `None` where there are too few pictures for batch statistics.
fn measure(
    network: &Network,
    device: &Device,
    sample: Sample<'_>,
) -> Result<Option<Lag>, EngineError> {
    let count = sample.indices.len().min(SAMPLE);
    let batch_size = sample.batch_size.max(LEAST_BATCH);
    // Spread over all, and mixed: data is often sorted by class, and one class has other statistics than all.
    let spread = (0..count).map(|place| sample.indices[place * sample.indices.len() / count]);
    let (mut images, mut at_rest, mut in_batch) = (0, 0, 0);
    for batch in BatchPlan::shuffled(spread.collect(), batch_size, 0)?.epoch(0) {
        // A last batch of a few pictures says little about its statistics.
        if batch.len() < LEAST_BATCH {
            continue;
        }
        let mut values = Vec::new();
        fill_batch(sample.dataset, sample.contract, &batch, &mut values)?;
        let labels = class_indices(&gather_labels(sample.dataset, &batch)?);
        let maps = image_tensor(values, labels.len(), network.input_shape(), device)?;
        let [rest, own] = guard("doing-comparing", || {
            let rest = Predictions::of(&network.forward(maps.clone()));
            let own = Predictions::of(&network.forward_with_batch_statistics(maps));
            Ok([rest, own])
        })?;
        images += labels.len();
        at_rest += rest.correct_count(&labels);
        in_batch += own.correct_count(&labels);
    }
    let share = |correct: usize| correct as f64 / images as f64;
    Ok((images > 0).then(|| Lag {
        images,
        accuracy: share(at_rest),
        batch_accuracy: share(in_batch),
    }))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lag(images: usize, accuracy: f64, batch_accuracy: f64) -> Lag {
        Lag {
            images,
            accuracy,
            batch_accuracy,
        }
    }

    #[test]
    fn a_lag_is_most_of_the_gap_and_more_than_chance() {
        // The course's case: ResNet50 on SIGNS after four epochs.
        assert!(lag(120, 0.167, 0.86).explains(1.0));
        // A network that learned its pictures by heart gains nothing from batch statistics.
        assert!(!lag(120, 0.6, 0.62).explains(1.0));
        // Some of both: not what explains the gap.
        assert!(!lag(120, 0.3, 0.45).explains(1.0));
        // Where both were measured over all pictures, only their distance counts.
        assert_eq!(Lag::between(120, 0.167, 0.86), Some(lag(120, 0.167, 0.86)));
        assert_eq!(Lag::between(120, 0.6, 0.62), None);
        // Five of twenty pictures may be chance.
        assert!(!lag(20, 0.3, 0.5).explains(0.6));
    }
}
