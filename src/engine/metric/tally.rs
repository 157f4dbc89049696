//! Metrics over many batches: counts add up, shares are taken at the end.

use super::auc::AucCounts;
use super::{ConfusionMatrix, Predictions, top_k_correct};
use crate::recipe::Metric;
use serde::{Deserialize, Serialize};

/// Everything needed to tell any number of metrics after any number of batches.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Tally {
    metrics: Vec<Metric>,
    confusion: ConfusionMatrix,
    /// One count per metric; only `TopKAccuracy` and `BinaryAccuracy` use theirs.
    hits: Vec<u64>,
    images: u64,
    /// Where the area under the ROC curve is asked for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    auc: Option<AucCounts>,
    #[serde(with = "crate::engine::exact")]
    loss_sum: f64,
}

impl Tally {
    /// A tally without any image.
    pub fn new(metrics: Vec<Metric>, class_count: usize) -> Self {
        Self {
            auc: metrics.contains(&Metric::Auc).then(AucCounts::default),
            hits: vec![0; metrics.len()],
            metrics,
            confusion: ConfusionMatrix::new(class_count),
            images: 0,
            loss_sum: 0.0,
        }
    }

    /// Adds a batch with its mean loss. Each image weighs the same, however small the last batch is.
    pub fn add(&mut self, loss: f64, predictions: &Predictions, labels: &[usize]) {
        for (class, &label) in predictions.classes().zip(labels) {
            self.confusion.count(label, class);
        }
        for (hits, metric) in self.hits.iter_mut().zip(&self.metrics) {
            *hits += match *metric {
                Metric::TopKAccuracy { k } => top_k_correct(predictions, labels, k) as u64,
                Metric::BinaryAccuracy => units_on_the_right_side(predictions, labels),
                Metric::Accuracy
                | Metric::Precision
                | Metric::Recall
                | Metric::F1
                | Metric::Auc => 0,
            };
        }
        if let Some(auc) = &mut self.auc {
            auc.add(predictions, labels);
        }
        self.images += labels.len() as u64;
        self.loss_sum += loss * labels.len() as f64;
    }

    /// Images seen.
    pub fn images(&self) -> u64 {
        self.images
    }

    /// The mean loss over all images; 0 without images.
    pub fn loss(&self) -> f64 {
        self.loss_sum / self.images.max(1) as f64
    }

    /// The share of images whose most probable class is the true one.
    pub fn accuracy(&self) -> f64 {
        self.confusion.accuracy()
    }

    /// The confusion matrix of all images.
    pub fn confusion(&self) -> &ConfusionMatrix {
        &self.confusion
    }

    /// Each metric with its value, in the order asked for.
    pub fn values(&self) -> Vec<(Metric, f64)> {
        let value = |(metric, hits): (&Metric, &u64)| (*metric, self.value(*metric, *hits));
        self.metrics.iter().zip(&self.hits).map(value).collect()
    }

    fn value(&self, metric: Metric, hits: u64) -> f64 {
        let images = self.images.max(1) as f64;
        match metric {
            Metric::Accuracy => self.confusion.accuracy(),
            Metric::TopKAccuracy { .. } => hits as f64 / images,
            Metric::BinaryAccuracy => {
                hits as f64 / (images * self.confusion.class_count().max(1) as f64)
            }
            Metric::Precision => self.confusion.macro_average(|report| report.precision),
            Metric::Recall => self.confusion.macro_average(|report| report.recall),
            Metric::Auc => self.auc.as_ref().map_or(0.0, AucCounts::value),
            Metric::F1 => self.confusion.macro_average(|report| report.f1),
        }
    }
}

/// Class probabilities that lie above one half exactly where the label is. Of a single sigmoid both
/// classes are right or wrong together, so the share equals Keras's over the one unit.
fn units_on_the_right_side(predictions: &Predictions, labels: &[usize]) -> u64 {
    let right = |(row, &label): (&[f32], &usize)| {
        let is_right = |(class, &p): (usize, &f32)| (p > 0.5) == (class == label);
        row.iter()
            .enumerate()
            .filter(|pair| is_right(*pair))
            .count() as u64
    };
    predictions.rows().zip(labels).map(right).sum()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::recipe::Described;

    #[test]
    fn a_small_last_batch_weighs_by_its_images() {
        let mut tally = Tally::new(vec![Metric::Accuracy], 2);
        tally.add(
            1.0,
            &Predictions::from_values(vec![0.9, 0.9, 0.1], 1),
            &[1, 1, 1],
        );
        tally.add(5.0, &Predictions::from_values(vec![0.2], 1), &[0]);
        assert_eq!(tally.loss(), 2.0);
        assert_eq!(tally.values(), [(Metric::Accuracy, 0.75)]);
    }

    #[test]
    fn binary_accuracy_looks_at_every_unit() {
        let mut tally = Tally::new(vec![Metric::BinaryAccuracy], 3);
        // Row 1: all three units right. Row 2: no unit above one half, so only the label's is wrong.
        tally.add(
            0.0,
            &Predictions::from_values(vec![0.8, 0.1, 0.1, 0.4, 0.3, 0.3], 3),
            &[0, 0],
        );
        assert_eq!(tally.values(), [(Metric::BinaryAccuracy, 5.0 / 6.0)]);
    }

    #[test]
    fn an_empty_tally_has_no_nan() {
        let tally = Tally::new(Metric::all(), 4);
        assert_eq!(tally.loss(), 0.0);
        assert!(tally.values().iter().all(|(_, value)| *value == 0.0));
    }
}
