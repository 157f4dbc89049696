//! Taking a validation part out of a data set, class by class, so that both sides keep the proportions.

use super::dataset::Dataset;
use super::error::DataError;
use super::random::Random;

/// Two lists of image indices, each ascending; together they are the whole data set.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Split {
    /// Images to train on.
    pub train: Vec<usize>,
    /// Images to validate on.
    pub validation: Vec<usize>,
}

/// Splits off `fraction` of each class for validation, chosen by `seed`. A fraction of 0 keeps everything for training.
///
/// # Errors
/// A sentence if `fraction` is not in `0..1`, or if one side would be empty.
pub fn split(dataset: &Dataset, fraction: f64, seed: u64) -> Result<Split, DataError> {
    if !(0.0..1.0).contains(&fraction) {
        return Err(DataError::BadFraction {
            fraction: fraction.to_string(),
        });
    }
    let validation = chosen(dataset, fraction, seed);
    let mut is_validation = vec![false; dataset.len()];
    for &index in &validation {
        is_validation[index] = true;
    }
    let train: Vec<usize> = (0..dataset.len())
        .filter(|&index| !is_validation[index])
        .collect();
    if train.is_empty() || (fraction > 0.0 && validation.is_empty()) {
        return Err(DataError::SplitTooSmall {
            fraction: fraction.to_string(),
            images: dataset.len(),
        });
    }
    Ok(Split { train, validation })
}

/// How many of `images` a [`split`] by this fraction holds back.
#[must_use]
pub fn held_back(images: usize, fraction: f64) -> usize {
    (images as f64 * fraction).round() as usize
}

/// Rounding is carried from class to class, so that the total is the fraction of the whole to within one image.
fn chosen(dataset: &Dataset, fraction: f64, seed: u64) -> Vec<usize> {
    let mut members = vec![Vec::new(); dataset.classes().len()];
    for (index, &label) in dataset.labels().iter().enumerate() {
        members[label as usize].push(index);
    }
    let (mut seen, mut taken) = (0_usize, Vec::new());
    for (class, indices) in members.iter_mut().enumerate() {
        Random::new(seed, class as u64).shuffle(indices);
        seen += indices.len();
        let wanted = held_back(seen, fraction).saturating_sub(taken.len());
        taken.extend(indices.iter().take(wanted));
    }
    taken.sort_unstable();
    taken
}

#[cfg(test)]
mod tests {
    use super::super::dataset::samples::numbered;
    use super::*;

    #[test]
    fn every_class_gives_its_part() {
        let labels: Vec<u32> = (0..600).map(|index| u32::from(index % 3 == 0)).collect();
        let data = numbered(&labels, 2);
        let parts = split(&data, 0.2, 1).expect("splits");
        let ones = |indices: &[usize]| indices.iter().filter(|&&index| labels[index] == 1).count();
        assert_eq!((parts.train.len(), parts.validation.len()), (480, 120));
        assert_eq!((ones(&parts.train), ones(&parts.validation)), (160, 40));
        assert!(
            parts
                .train
                .iter()
                .all(|index| parts.validation.binary_search(index).is_err())
        );
    }

    #[test]
    fn the_seed_decides() {
        let data = numbered(&[0; 40], 1);
        assert_eq!(split(&data, 0.25, 5), split(&data, 0.25, 5));
        assert_ne!(split(&data, 0.25, 5), split(&data, 0.25, 6));
    }

    #[test]
    fn rare_classes_still_add_up() {
        let data = numbered(&[0, 1, 2, 3, 4, 5, 6, 7, 8, 9], 10);
        assert_eq!(split(&data, 0.2, 0).expect("splits").validation.len(), 2);
    }

    #[test]
    fn impossible_parts_are_sentences() {
        let data = numbered(&[0, 1], 2);
        for fraction in [-0.1, 1.0, f64::NAN] {
            assert!(
                matches!(
                    split(&data, fraction, 0),
                    Err(DataError::BadFraction { .. })
                ),
                "{fraction}"
            );
        }
        assert!(matches!(
            split(&data, 0.01, 0),
            Err(DataError::SplitTooSmall { .. })
        ));
        assert!(
            split(&data, 0.0, 0)
                .expect("all for training")
                .validation
                .is_empty()
        );
    }
}
