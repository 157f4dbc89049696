//! Whether the true class is among the most probable ones.

use super::Predictions;

/// Images whose label is among the `k` most probable classes, Keras's `top_k_categorical_accuracy`
/// before its division. Of equally probable classes the earlier one counts as more probable.
pub fn top_k_correct(predictions: &Predictions, labels: &[usize], k: usize) -> usize {
    let is_hit = |(row, label): &(&[f32], &usize)| rank(row, **label).is_some_and(|rank| rank < k);
    predictions.rows().zip(labels).filter(is_hit).count()
}

/// How many classes are more probable than `class`; `None` for a class without a column.
fn rank(row: &[f32], class: usize) -> Option<usize> {
    let own = *row.get(class)?;
    let is_ahead = |(other, probability): (usize, &f32)| {
        *probability > own || (*probability == own && other < class)
    };
    Some(
        row.iter()
            .enumerate()
            .filter(|pair| is_ahead(*pair))
            .count(),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_label_counts_from_its_rank_on() {
        let predictions = Predictions::from_values(vec![0.5, 0.2, 0.3, 0.5, 0.2, 0.3], 3);
        let hits = |k| top_k_correct(&predictions, &[2, 1], k);
        assert_eq!([hits(1), hits(2), hits(3)], [0, 1, 2]);
    }

    #[test]
    fn of_equal_probabilities_the_earlier_class_is_ahead() {
        let predictions = Predictions::from_values(vec![0.5, 0.5], 2);
        assert_eq!(top_k_correct(&predictions, &[0], 1), 1);
        assert_eq!(top_k_correct(&predictions, &[1], 1), 0);
    }
}
