//! The area under the ROC curve over many batches: counts by threshold, as Keras's `AUC` keeps them.

use serde::{Deserialize, Serialize};

use super::Predictions;

/// Keras's `num_thresholds`: one below 0, one above 1, and the others evenly between.
const THRESHOLDS: usize = 200;

/// How many units with each label lie above how many of the thresholds.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AucCounts {
    positives: Vec<u64>,
    negatives: Vec<u64>,
}

impl Default for AucCounts {
    fn default() -> Self {
        Self {
            positives: vec![0; THRESHOLDS + 1],
            negatives: vec![0; THRESHOLDS + 1],
        }
    }
}

impl AucCounts {
    /// Adds a batch. Of two classes the second one is told from the first; of more, all units are taken together, each
    /// with its label of 0 or 1, as Keras does without `multi_label`.
    pub fn add(&mut self, predictions: &Predictions, labels: &[usize]) {
        let first = usize::from(predictions.class_count() == 2);
        for (row, &label) in predictions.rows().zip(labels) {
            for (class, &probability) in row.iter().enumerate().skip(first) {
                let counts = if class == label {
                    &mut self.positives
                } else {
                    &mut self.negatives
                };
                counts[thresholds_below(probability)] += 1;
            }
        }
    }

    /// The area by the trapezoidal rule; 0 where one of the two labels is missing.
    pub fn value(&self) -> f64 {
        let total = |counts: &[u64]| counts.iter().sum::<u64>() as f64;
        let (all_positives, all_negatives) = (total(&self.positives), total(&self.negatives));
        if all_positives == 0.0 || all_negatives == 0.0 {
            return 0.0;
        }
        let (mut area, mut found) = (0.0, 0.0);
        // From the highest threshold down.
        for (&positives, &negatives) in self.positives.iter().zip(&self.negatives).rev() {
            let (positives, negatives) = (positives as f64, negatives as f64);
            area += negatives * (found + positives / 2.0);
            found += positives;
        }
        area / (all_positives * all_negatives)
    }
}

/// How many thresholds a probability lies above.
fn thresholds_below(probability: f32) -> usize {
    let steps = (THRESHOLDS - 1) as f32;
    // Threshold `i` is `i / steps`; the first one lies below 0 and the last one above 1.
    let above = (probability.clamp(0.0, 1.0) * steps).ceil() as usize;
    above.clamp(1, THRESHOLDS - 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn area(probabilities: &[f32], labels: &[usize]) -> f64 {
        let mut counts = AucCounts::default();
        counts.add(&Predictions::from_values(probabilities.to_vec(), 1), labels);
        counts.value()
    }

    // The share of pairs of a positive and a negative in the right order, ties half (Hanley and McNeil 1982).
    #[test]
    fn the_area_is_the_share_of_pairs_in_order() {
        assert_eq!(area(&[0.9, 0.8, 0.3, 0.1], &[1, 1, 0, 0]), 1.0);
        assert_eq!(area(&[0.9, 0.8, 0.3, 0.1], &[1, 0, 1, 0]), 0.75);
        assert_eq!(area(&[0.5, 0.5], &[1, 0]), 0.5);
        assert_eq!(area(&[0.5], &[1]), 0.0);
    }
}
