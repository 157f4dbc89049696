//! What a network said of each of many images, within a bound: so that mistakes can be looked at and thresholds moved.

use super::{Predictions, Ranking};

/// As many probabilities are kept at most, 64 MiB: 160,000 images of a hundred classes. Of more, each image keeps what it was
/// called and how surely, and there are no curves.
pub const MOST_PROBABILITIES: usize = 16 << 20;

/// What was said of one image.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Judged {
    /// Its place in the data set.
    pub image: usize,
    /// The class that it is of.
    pub actual: usize,
    /// The class that it was taken for.
    pub predicted: usize,
    /// The probability of the class that it was taken for.
    pub confidence: f32,
    /// The probability of the class that it is of.
    pub of_actual: f32,
}

impl Judged {
    /// Whether it was taken for what it is.
    #[must_use]
    pub fn is_right(&self) -> bool {
        self.actual == self.predicted
    }
}

/// What was said of all of them, in the order in which they were asked about.
#[derive(Debug, Clone, PartialEq)]
pub struct Scores {
    class_count: usize,
    judged: Vec<Judged>,
    /// One row per image; `None` where that would be more than [`MOST_PROBABILITIES`].
    rows: Option<Vec<f32>>,
}

impl Scores {
    /// For `image_count` images, none of which was asked about yet.
    #[must_use]
    pub fn new(class_count: usize, image_count: usize) -> Self {
        let is_kept = class_count.saturating_mul(image_count) <= MOST_PROBABILITIES;
        Self {
            class_count,
            judged: Vec::new(),
            rows: is_kept.then(Vec::new),
        }
    }

    /// Adds a batch: what was said of the images in these places of the data set, and what they are.
    pub fn add(&mut self, predictions: &Predictions, images: &[usize], labels: &[usize]) {
        let all = predictions.rows().zip(predictions.classes());
        for (((row, predicted), &image), &actual) in all.zip(images).zip(labels) {
            let of = |class: usize| row.get(class).copied().unwrap_or_default();
            self.judged.push(Judged {
                image,
                actual,
                predicted,
                confidence: of(predicted),
                of_actual: of(actual),
            });
            if let Some(rows) = &mut self.rows {
                rows.extend_from_slice(row);
            }
        }
    }

    /// Classes told apart.
    #[must_use]
    pub fn class_count(&self) -> usize {
        self.class_count
    }

    /// Each image, in the order in which they were asked about.
    #[must_use]
    pub fn judged(&self) -> &[Judged] {
        &self.judged
    }

    /// The probabilities of all classes for the image at `place` of [`Self::judged`], where they were kept.
    #[must_use]
    pub fn row(&self, place: usize) -> Option<&[f32]> {
        let rows = self.rows.as_deref()?;
        rows.chunks_exact(self.class_count.max(1)).nth(place)
    }

    /// The places in [`Self::judged`] of the images that `is_wanted`: wrong ones first, the surest of them at the front; then
    /// the right ones, the least sure of them first. What is most worth a look comes first.
    #[must_use]
    pub fn worst_first(&self, is_wanted: impl Fn(&Judged) -> bool) -> Vec<usize> {
        let places = 0..self.judged.len();
        let mut wanted: Vec<usize> = places
            .filter(|place| is_wanted(&self.judged[*place]))
            .collect();
        let key = |place: &usize| {
            let judged = &self.judged[*place];
            let doubt = if judged.is_right() {
                judged.confidence
            } else {
                -judged.confidence
            };
            (judged.is_right(), doubt)
        };
        wanted.sort_by(|one, other| {
            let ((is_right, doubt), (other_is_right, other_doubt)) = (key(one), key(other));
            let by_kind = is_right.cmp(&other_is_right);
            by_kind
                .then(doubt.total_cmp(&other_doubt))
                .then(one.cmp(other))
        });
        wanted
    }

    /// The images in the order of the probability of `class`; `None` where the probabilities were not kept.
    #[must_use]
    pub fn ranking(&self, class: usize) -> Option<Ranking> {
        let rows = self.rows.as_deref()?.chunks_exact(self.class_count.max(1));
        let scored = rows.zip(&self.judged).map(|(row, judged)| {
            let probability = row.get(class).copied().unwrap_or_default();
            (probability, judged.actual == class)
        });
        Some(Ranking::new(scored))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn scores() -> Scores {
        let mut scores = Scores::new(2, 4);
        let rows = vec![0.9, 0.1, 0.2, 0.8, 0.6, 0.4, 0.45, 0.55];
        let predictions = Predictions::from_values(rows, 2);
        scores.add(&predictions, &[10, 11, 12, 13], &[0, 0, 0, 0]);
        scores
    }

    #[test]
    fn the_surest_mistake_comes_first_and_the_surest_hit_last() {
        let scores = scores();
        assert_eq!(scores.worst_first(|_| true), [1, 3, 2, 0]);
        assert_eq!(scores.worst_first(|judged| judged.predicted == 0), [2, 0]);
        let first = scores.judged()[1];
        assert_eq!(
            (first.image, first.confidence, first.of_actual),
            (11, 0.8, 0.2)
        );
    }

    #[test]
    fn beyond_the_bound_the_rows_are_let_go_of_and_the_images_stay() {
        let mut scores = Scores::new(2, MOST_PROBABILITIES);
        scores.add(&Predictions::from_values(vec![0.3, 0.7], 2), &[0], &[1]);
        assert!(scores.ranking(0).is_none() && scores.row(0).is_none());
        assert_eq!(scores.judged().len(), 1);
        assert_eq!(self::scores().row(1), Some(&[0.2, 0.8][..]));
    }
}
