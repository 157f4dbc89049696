//! The confusion matrix and what follows from it: precision, recall, F1.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

/// How often each class was called each class. Only the cells that were ever counted are held: of thousands of classes the
/// whole matrix would take gigabytes, and nearly all of it would be zeros.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(from = "Stored", into = "Stored")]
pub struct ConfusionMatrix {
    class_count: usize,
    /// By the true class and the called one.
    cells: BTreeMap<(usize, usize), u64>,
}

/// The matrix in a file.
#[derive(Serialize, Deserialize)]
struct Stored {
    class_count: usize,
    /// True class, called class, images.
    #[serde(default)]
    cells: Vec<(usize, usize, u64)>,
    /// The whole matrix row by row, as it was once written.
    #[serde(default, skip_serializing)]
    counts: Vec<u64>,
}

impl From<Stored> for ConfusionMatrix {
    fn from(stored: Stored) -> Self {
        let Stored {
            class_count,
            cells,
            counts,
        } = stored;
        let columns = class_count.max(1);
        let whole = counts.into_iter().enumerate();
        let whole = whole.map(|(index, count)| (index / columns, index % columns, count));
        let is_inside = |(row, column, count): &(usize, usize, u64)| {
            *row < class_count && *column < class_count && *count > 0
        };
        let cells = cells.into_iter().chain(whole).filter(is_inside);
        Self {
            class_count,
            cells: cells
                .map(|(row, column, count)| ((row, column), count))
                .collect(),
        }
    }
}

impl From<ConfusionMatrix> for Stored {
    fn from(matrix: ConfusionMatrix) -> Self {
        let cells = matrix.cells.into_iter();
        Self {
            class_count: matrix.class_count,
            cells: cells
                .map(|((row, column), count)| (row, column, count))
                .collect(),
            counts: Vec::new(),
        }
    }
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
            cells: BTreeMap::new(),
        }
    }

    /// Counts one image. A class outside of the matrix is left out.
    pub fn count(&mut self, true_class: usize, called_class: usize) {
        if true_class < self.class_count && called_class < self.class_count {
            *self.cells.entry((true_class, called_class)).or_default() += 1;
        }
    }

    /// Classes told apart.
    pub fn class_count(&self) -> usize {
        self.class_count
    }

    /// Images of `true_class` that were called `called_class`.
    pub fn at(&self, true_class: usize, called_class: usize) -> u64 {
        let cell = self.cells.get(&(true_class, called_class));
        cell.copied().unwrap_or_default()
    }

    /// One row per true class, one column per called class.
    pub fn rows(&self) -> impl ExactSizeIterator<Item = Vec<u64>> {
        (0..self.class_count).map(|true_class| {
            let mut row = vec![0; self.class_count];
            let cells = self.cells.range((true_class, 0)..(true_class + 1, 0));
            for ((_, called_class), count) in cells {
                row[*called_class] = *count;
            }
            row
        })
    }

    /// Images of `true_class`.
    pub fn support(&self, true_class: usize) -> u64 {
        let cells = self.cells.range((true_class, 0)..(true_class + 1, 0));
        cells.map(|(_, count)| count).sum()
    }

    /// Of each class, how many images it has and how many were called so.
    pub fn margins(&self) -> Vec<[u64; 2]> {
        let sums = self.sums().into_iter();
        sums.map(|sums| [sums.support, sums.called]).collect()
    }

    /// The most images in one cell.
    pub fn largest(&self) -> u64 {
        self.cells.values().copied().max().unwrap_or_default()
    }

    /// What was mistaken for what, and how often: true class, called class, images; the most frequent first.
    pub fn mistakes(&self) -> Vec<(usize, usize, u64)> {
        let cells = self.cells.iter().filter(|((row, column), _)| row != column);
        let mut mistakes: Vec<_> = cells
            .map(|((row, column), count)| (*row, *column, *count))
            .collect();
        mistakes.sort_by_key(|(row, column, count)| (std::cmp::Reverse(*count), *row, *column));
        mistakes
    }

    /// Images counted.
    pub fn total(&self) -> u64 {
        self.cells.values().sum()
    }

    /// The share of images that were called what they are; 0 without images.
    pub fn accuracy(&self) -> f64 {
        let hits = self.cells.iter().filter(|((row, column), _)| row == column);
        share(hits.map(|(_, count)| count).sum(), self.total())
    }

    /// How each class fares, in the order of the classes.
    pub fn reports(&self) -> Vec<ClassReport> {
        self.sums().into_iter().map(Sums::report).collect()
    }

    /// The mean of a figure over the classes that occur or were called: scikit-learn's `macro` average.
    pub fn macro_average(&self, figure: impl Fn(&ClassReport) -> f64) -> f64 {
        let sums = self.sums().into_iter();
        let occurs = sums.filter(|sums| sums.support + sums.called > 0);
        let figures: Vec<f64> = occurs.map(|sums| figure(&sums.report())).collect();
        match figures.len() {
            0 => 0.0,
            count => figures.iter().sum::<f64>() / count as f64,
        }
    }

    /// The mean of a figure over all classes, each weighted by its images: scikit-learn's `weighted` average.
    pub fn weighted_average(&self, figure: impl Fn(&ClassReport) -> f64) -> f64 {
        let reports = self.reports();
        let weighted = reports
            .iter()
            .map(|report| report.support as f64 * figure(report));
        weighted.sum::<f64>() / (self.total() as f64).max(1.0)
    }

    fn sums(&self) -> Vec<Sums> {
        let mut sums = vec![Sums::default(); self.class_count];
        for ((true_class, called_class), count) in &self.cells {
            sums[*true_class].support += count;
            sums[*called_class].called += count;
            if true_class == called_class {
                sums[*true_class].hits += count;
            }
        }
        sums
    }
}

/// Images of one class.
#[derive(Debug, Clone, Copy, Default)]
struct Sums {
    hits: u64,
    called: u64,
    support: u64,
}

impl Sums {
    fn report(self) -> ClassReport {
        let Self {
            hits,
            called,
            support,
        } = self;
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

    #[test]
    fn a_hundred_thousand_classes_take_what_was_counted_and_no_more() {
        let mut matrix = ConfusionMatrix::new(100_000);
        for class in 0..50 {
            matrix.count(class * 2_000, class * 2_000 + class % 2);
        }
        assert_eq!(matrix.total(), 50);
        assert_eq!(matrix.accuracy(), 0.5);
        assert_eq!(matrix.at(2_000, 2_001), 1);
        assert_eq!(matrix.mistakes()[0], (2_000, 2_001, 1));
        assert_eq!(matrix.reports().len(), 100_000);
        assert!(serde_json::to_string(&matrix).unwrap().len() < 2_000);
    }

    #[test]
    fn a_matrix_comes_back_from_its_file_and_from_the_whole_one_of_earlier_files() {
        let text = serde_json::to_string(&matrix()).unwrap();
        assert_eq!(
            serde_json::from_str::<ConfusionMatrix>(&text).unwrap(),
            matrix()
        );
        let whole = "{\"class_count\":3,\"counts\":[3,1,0,2,4,0,0,0,0]}";
        assert_eq!(
            serde_json::from_str::<ConfusionMatrix>(whole).unwrap(),
            matrix()
        );
        assert_eq!(
            matrix().rows().collect::<Vec<_>>(),
            [[3, 1, 0], [2, 4, 0], [0, 0, 0]]
        );
    }
}
