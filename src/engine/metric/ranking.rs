//! Images in the order of one class's probability, and what every threshold makes of them: the ROC curve, the
//! precision-recall curve, and the areas below both, as scikit-learn has them.

/// What is called the class by a threshold, and those below it with the same probability: equal ones cannot be told apart.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Threshold {
    /// From this probability on an image is called the class.
    pub probability: f32,
    /// Images of the class that are called so.
    pub hits: u64,
    /// Images of other classes that are called so.
    pub false_alarms: u64,
}

/// The images by falling probability of one class.
#[derive(Debug, Clone, PartialEq)]
pub struct Ranking {
    positives: u64,
    negatives: u64,
    thresholds: Vec<Threshold>,
}

impl Ranking {
    /// Of images with their probability of the class, and whether they are of it.
    #[must_use]
    pub fn new(scored: impl Iterator<Item = (f32, bool)>) -> Self {
        let mut scored: Vec<(f32, bool)> = scored.collect();
        scored.sort_by(|one, other| other.0.total_cmp(&one.0));
        let mut thresholds: Vec<Threshold> = Vec::new();
        let (mut hits, mut false_alarms) = (0, 0);
        for (probability, is_positive) in scored {
            if is_positive {
                hits += 1;
            } else {
                false_alarms += 1;
            }
            let counted = Threshold {
                probability,
                hits,
                false_alarms,
            };
            match thresholds.last_mut() {
                Some(last) if last.probability == probability => *last = counted,
                _ => thresholds.push(counted),
            }
        }
        Self {
            positives: hits,
            negatives: false_alarms,
            thresholds,
        }
    }

    /// Every threshold that makes a difference, from the highest down.
    #[must_use]
    pub fn thresholds(&self) -> &[Threshold] {
        &self.thresholds
    }

    /// `[false positive rate, true positive rate]`, from `[0, 0]` to `[1, 1]`; nothing where there is none of the class, or
    /// nothing else.
    #[must_use]
    pub fn roc(&self) -> Vec<[f64; 2]> {
        if self.positives == 0 || self.negatives == 0 {
            return Vec::new();
        }
        let (positives, negatives) = (self.positives as f64, self.negatives as f64);
        let point = |threshold: &Threshold| {
            let false_alarms = threshold.false_alarms as f64 / negatives;
            [false_alarms, threshold.hits as f64 / positives]
        };
        let points = self.thresholds.iter().map(point);
        std::iter::once([0.0, 0.0]).chain(points).collect()
    }

    /// `[recall, precision]`, from `[0, 1]`, which no threshold reaches, to the one at which all is called the class; nothing
    /// where there is none of it.
    #[must_use]
    pub fn precision_recall(&self) -> Vec<[f64; 2]> {
        if self.positives == 0 {
            return Vec::new();
        }
        let positives = self.positives as f64;
        let point = |threshold: &Threshold| {
            let hits = threshold.hits as f64;
            let called = hits + threshold.false_alarms as f64;
            [hits / positives, hits / called]
        };
        let points = self.thresholds.iter().map(point);
        std::iter::once([0.0, 1.0]).chain(points).collect()
    }

    /// The precision-recall curve as it is drawn: level up to each recall that is reached, at the precision with which it is
    /// reached first. What lies below it is the average precision.
    #[must_use]
    pub fn precision_steps(&self) -> Vec<[f64; 2]> {
        let mut steps = Vec::new();
        let mut reached = 0.0;
        for [recall, precision] in self.precision_recall() {
            if recall > reached {
                steps.extend([[reached, precision], [recall, precision]]);
                reached = recall;
            }
        }
        steps
    }

    /// The area below the ROC curve, by the trapezoidal rule: scikit-learn's `roc_auc_score`.
    #[must_use]
    pub fn auc(&self) -> Option<f64> {
        let points = self.roc();
        let steps = points.windows(2).map(|pair| {
            let ([from, low], [to, high]) = (pair[0], pair[1]);
            (to - from) * (low + high) / 2.0
        });
        (!points.is_empty()).then(|| steps.sum())
    }

    /// The mean precision, each weighted by how far recall rises there: scikit-learn's `average_precision_score`.
    #[must_use]
    pub fn average_precision(&self) -> Option<f64> {
        let points = self.precision_recall();
        let steps = points.windows(2).map(|pair| {
            let ([from, _], [to, precision]) = (pair[0], pair[1]);
            (to - from) * precision
        });
        (!points.is_empty()).then(|| steps.sum())
    }
}

/// The corners of a curve that can be told apart on a screen or on paper: the first, the last, and those that lie further
/// than a five-hundredth from the one before.
#[must_use]
pub fn thinned(points: &[[f64; 2]]) -> Vec<[f64; 2]> {
    const LEAST_STEP: f64 = 1.0 / 500.0;
    let is_far = |one: &[f64; 2], other: &[f64; 2]| {
        (one[0] - other[0]).abs() > LEAST_STEP || (one[1] - other[1]).abs() > LEAST_STEP
    };
    let mut kept: Vec<[f64; 2]> = Vec::new();
    let mut skipped: Option<[f64; 2]> = None;
    for point in points {
        if kept.last().is_none_or(|last| is_far(last, point)) {
            // Where a long step follows short ones, it begins where they end.
            kept.extend(skipped.take().filter(|before| is_far(before, point)));
            kept.push(*point);
        } else {
            skipped = Some(*point);
        }
    }
    kept.extend(skipped);
    kept
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ranking(scored: &[(f32, bool)]) -> Ranking {
        Ranking::new(scored.iter().copied())
    }

    // The example in scikit-learn's documentation of both functions.
    #[test]
    fn the_areas_are_those_of_the_documented_example() {
        let ranking = ranking(&[(0.1, false), (0.4, false), (0.35, true), (0.8, true)]);
        assert_eq!(ranking.auc(), Some(0.75));
        let average = ranking.average_precision().unwrap();
        assert!((average - 0.833_333_333).abs() < 1e-9, "{average}");
        let steps = ranking.precision_steps();
        let below: f64 = steps
            .chunks(2)
            .map(|it| (it[1][0] - it[0][0]) * it[1][1])
            .sum();
        assert!((below - average).abs() < 1e-12, "{below}");
        assert_eq!(
            ranking.roc(),
            [[0.0, 0.0], [0.0, 0.5], [0.5, 0.5], [0.5, 1.0], [1.0, 1.0]]
        );
    }

    #[test]
    fn equal_probabilities_are_one_threshold() {
        let ranking = ranking(&[(0.5, true), (0.5, false), (0.5, true), (0.2, false)]);
        assert_eq!(ranking.thresholds().len(), 2);
        assert_eq!(ranking.auc(), Some(0.75));
    }

    #[test]
    fn a_class_without_images_has_no_curve() {
        let none = ranking(&[(0.5, false), (0.1, false)]);
        assert_eq!((none.auc(), none.average_precision()), (None, None));
        let all = ranking(&[(0.5, true)]);
        assert_eq!((all.auc(), all.average_precision()), (None, Some(1.0)));
    }

    #[test]
    fn thinning_keeps_the_ends_and_the_corners() {
        let mut points: Vec<[f64; 2]> = (0..=10_000).map(|i| [0.0, f64::from(i) / 1e4]).collect();
        points.push([1.0, 1.0]);
        let thinned = thinned(&points);
        assert!(thinned.len() < 600, "{}", thinned.len());
        assert_eq!(
            (thinned[0], thinned[thinned.len() - 1]),
            ([0.0, 0.0], [1.0, 1.0])
        );
        assert!(thinned.contains(&[0.0, 1.0]));
    }
}
