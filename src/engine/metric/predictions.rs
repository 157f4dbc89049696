//! The probabilities that a network gave to a number of images.

use crate::engine::network::Output;

/// One row of probabilities per image. A single sigmoid unit is spread to two classes,
/// `[1 - p, p]`, so that everything downstream sees one column per class.
#[derive(Debug, Clone, PartialEq)]
pub struct Predictions {
    class_count: usize,
    probabilities: Vec<f32>,
}

impl Predictions {
    /// What a network said.
    pub fn of(output: &Output) -> Self {
        let [_, units] = output.logits.dims();
        Self::from_values(output.values().into_data().iter::<f32>().collect(), units)
    }

    /// From a network's values, row by row: `units` numbers per image.
    ///
    /// Values that do not fill a last row are left out.
    pub fn from_values(values: Vec<f32>, units: usize) -> Self {
        match units {
            1 => Self {
                class_count: 2,
                probabilities: values.into_iter().flat_map(|p| [1.0 - p, p]).collect(),
            },
            _ => Self {
                class_count: units.max(1),
                probabilities: values,
            },
        }
    }

    /// Columns: the classes told apart.
    pub fn class_count(&self) -> usize {
        self.class_count
    }

    /// Rows: the images.
    pub fn len(&self) -> usize {
        self.probabilities.len() / self.class_count
    }

    /// Whether there is no image.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Whether every probability is a number.
    pub fn are_finite(&self) -> bool {
        self.probabilities
            .iter()
            .all(|probability| probability.is_finite())
    }

    /// One row per image, one probability per class.
    pub fn rows(&self) -> impl ExactSizeIterator<Item = &[f32]> {
        self.probabilities.chunks_exact(self.class_count)
    }

    /// The most probable class of each image.
    pub fn classes(&self) -> impl Iterator<Item = usize> {
        self.rows().map(most_probable)
    }

    /// Images whose most probable class is the label: Keras's `accuracy` before its division.
    pub fn correct_count(&self, labels: &[usize]) -> usize {
        self.classes()
            .zip(labels)
            .filter(|(class, label)| class == *label)
            .count()
    }
}

/// The first of the largest probabilities. For two classes spread from one sigmoid this is the second
/// only above one half, Keras's threshold.
fn most_probable(row: &[f32]) -> usize {
    let mut best = 0;
    for (class, &probability) in row.iter().enumerate() {
        if probability > row[best] {
            best = class;
        }
    }
    best
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sigmoid_unit_becomes_two_classes() {
        let predictions = Predictions::from_values(vec![0.25, 0.75, 0.5], 1);
        assert_eq!(predictions.class_count(), 2);
        assert_eq!(
            predictions.rows().collect::<Vec<_>>(),
            [[0.75, 0.25], [0.25, 0.75], [0.5, 0.5]]
        );
        assert_eq!(predictions.classes().collect::<Vec<_>>(), [0, 1, 0]);
    }

    #[test]
    fn the_first_of_equal_probabilities_wins() {
        let predictions = Predictions::from_values(vec![0.2, 0.4, 0.4], 3);
        assert_eq!(predictions.classes().collect::<Vec<_>>(), [1]);
    }

    #[test]
    fn correct_answers_are_counted() {
        let predictions = Predictions::from_values(vec![0.9, 0.1, 0.3, 0.7], 2);
        assert_eq!(predictions.correct_count(&[0, 0]), 1);
    }
}
