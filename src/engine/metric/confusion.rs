//! The confusion matrix and what follows from it: precision, recall, F1.

use serde::{Deserialize, Serialize};

/// How often each class was called each class.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ConfusionMatrix {
    class_count: usize,
    /// Row by row: the true class chooses the row, the called one the column.
    counts: Vec<u64>,
}

/// How one class fares.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct ClassReport {
    /// Of the images called this class, the share that is of it; 0 when none was called so.
    pub precision: f64,
    /// Of this class's images, the share called so; 0 when there is none.
    pub recall: f64,
    /// The harmonic mean of the two; 0 when both are.
    pub f1: f64,
    /// Images of this class.
    pub support: u64,
}

impl ConfusionMatrix {
    /// A matrix without any image.
    pub fn new(class_count: usize) -> Self {
        Self {
            class_count,
            counts: vec![0; class_count.saturating_mul(class_count)],
        }
    }

    /// Counts one image. A class outside of the matrix is left out.
    pub fn count(&mut self, true_class: usize, called_class: usize) {
        if true_class < self.class_count && called_class < self.class_count {
            self.counts[true_class * self.class_count + called_class] += 1;
        }
    }

    /// Classes told apart.
    pub fn class_count(&self) -> usize {
        self.class_count
    }

    /// Images of `true_class` that were called `called_class`.
    pub fn at(&self, true_class: usize, called_class: usize) -> u64 {
        self.counts[true_class * self.class_count + called_class]
    }

    /// One row per true class, one column per called class.
    pub fn rows(&self) -> impl ExactSizeIterator<Item = &[u64]> {
        self.counts.chunks_exact(self.class_count.max(1))
    }

    /// Images counted.
    pub fn total(&self) -> u64 {
        self.counts.iter().sum()
    }

    /// The share of images that were called what they are; 0 without images.
    pub fn accuracy(&self) -> f64 {
        let correct = (0..self.class_count)
            .map(|class| self.at(class, class))
            .sum();
        share(correct, self.total())
    }

    /// How each class fares, in the order of the classes.
    pub fn reports(&self) -> Vec<ClassReport> {
        (0..self.class_count)
            .map(|class| self.report(class))
            .collect()
    }

    /// The mean of a figure over the classes that occur or were called: scikit-learn's `macro` average.
    pub fn macro_average(&self, figure: impl Fn(&ClassReport) -> f64) -> f64 {
        let occurs = |class: &usize| {
            (0..self.class_count).any(|other| self.at(*class, other) + self.at(other, *class) > 0)
        };
        let figures: Vec<f64> = (0..self.class_count)
            .filter(occurs)
            .map(|class| figure(&self.report(class)))
            .collect();
        match figures.len() {
            0 => 0.0,
            count => figures.iter().sum::<f64>() / count as f64,
        }
    }

    fn report(&self, class: usize) -> ClassReport {
        let hits = self.at(class, class);
        let called = (0..self.class_count)
            .map(|other| self.at(other, class))
            .sum();
        let support = (0..self.class_count)
            .map(|other| self.at(class, other))
            .sum();
        ClassReport {
            precision: share(hits, called),
            recall: share(hits, support),
            // 2 P R / (P + R), with both shares written out.
            f1: share(2 * hits, called + support),
            support,
        }
    }
}

fn share(part: u64, whole: u64) -> f64 {
    match whole {
        0 => 0.0,
        _ => part as f64 / whole as f64,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Three classes; the third never occurs and is never called.
    fn matrix() -> ConfusionMatrix {
        let mut matrix = ConfusionMatrix::new(3);
        for (true_class, called_class, count) in [(0, 0, 3), (0, 1, 1), (1, 0, 2), (1, 1, 4)] {
            for _ in 0..count {
                matrix.count(true_class, called_class);
            }
        }
        matrix
    }

    #[test]
    fn reports_follow_from_the_counts() {
        let reports = matrix().reports();
        // Class 0: 3 hits, called 5 times, occurs 4 times. F1 = 2 · 0.6 · 0.75 / 1.35 = 2/3.
        assert_eq!(reports[0].precision, 0.6);
        assert_eq!(reports[0].recall, 0.75);
        assert!((reports[0].f1 - 2.0 / 3.0).abs() < 1e-12);
        assert_eq!(reports[0].support, 4);
    }

    #[test]
    fn a_class_that_never_occurs_has_zeros_and_does_not_pull_the_average() {
        let matrix = matrix();
        let absent = ClassReport {
            precision: 0.0,
            recall: 0.0,
            f1: 0.0,
            support: 0,
        };
        assert_eq!(matrix.reports()[2], absent);
        let expected = (3.0 / 4.0 + 4.0 / 6.0) / 2.0;
        assert!((matrix.macro_average(|report| report.recall) - expected).abs() < 1e-12);
    }

    #[test]
    fn accuracy_is_the_diagonals_share() {
        assert_eq!(matrix().accuracy(), 0.7);
        assert_eq!(ConfusionMatrix::new(2).accuracy(), 0.0);
    }
}
