//! `builtin:digits`: 1,797 handwritten digits of UCI, 8 × 8, see `datasets/digits/README.md`.

use super::super::super::dataset::{Dataset, DatasetParts, ImageStore};
use super::super::super::error::DataError;
use super::super::super::shape::ImageShape;
use super::super::super::split::split;

const CSV: &str = include_str!("../../../../datasets/digits/digits.csv");

/// 16 is full ink; on the 255 scale, so that the default contract gives 0 to 1.
const FULL_INK: u32 = 16;

/// A fifth of each digit is held out: 1,437 and 360. Any fixed seed will do; it must only never change.
const TEST_FRACTION: f64 = 360.0 / 1797.0;
const SPLIT_SEED: u64 = 8;

/// Training and test part.
pub(super) fn read() -> Result<(Dataset, Dataset), DataError> {
    let (pixels, labels) = parse(CSV);
    let shape = ImageShape::new(8, 8, 1)?;
    let whole = Dataset::new(DatasetParts {
        name: "digits".to_owned(),
        source: "builtin:digits".to_owned(),
        shape,
        pictures: ImageStore::in_memory(pixels, shape),
        labels,
        classes: (0..10).map(|digit| digit.to_string()).collect(),
        file_names: Vec::new(),
        warnings: Vec::new(),
    })?;
    let parts = split(&whole, TEST_FRACTION, SPLIT_SEED)?;
    Ok((
        whole.picked(&parts.train)?.named_part("train"),
        whole.picked(&parts.validation)?.named_part("test"),
    ))
}

/// 64 gray values from 0 (paper) to 16 (ink) and the digit, a line each. Ink becomes bright, as the network should see
/// a signal rather than its absence.
fn parse(csv: &str) -> (Vec<u8>, Vec<u32>) {
    let (mut pixels, mut labels) = (Vec::new(), Vec::new());
    for line in csv.lines() {
        let mut numbers: Vec<u32> = line
            .split(',')
            .filter_map(|number| number.trim().parse().ok())
            .collect();
        labels.extend(numbers.pop());
        pixels.extend(
            numbers
                .iter()
                .map(|&ink| ((ink * 255 + FULL_INK / 2) / FULL_INK).min(255) as u8),
        );
    }
    (pixels, labels)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn digits_are_all_there_and_fairly_divided() {
        let (train, test) = read().expect("ships with the program");
        assert_eq!((train.len(), test.len()), (1437, 360));
        // Counts of the whole set as scikit-learn's load_digits reports them.
        let whole: Vec<usize> = train
            .class_counts()
            .iter()
            .zip(test.class_counts())
            .map(|(a, b)| a + b)
            .collect();
        assert_eq!(whole, [178, 182, 177, 183, 181, 182, 181, 179, 174, 180]);
        assert!(
            test.class_counts()
                .iter()
                .all(|&count| (34..=38).contains(&count)),
            "{:?}",
            test.class_counts()
        );
    }

    #[test]
    fn ink_reaches_from_0_to_255() {
        // 5 of 16 is 79.7, 13 is 207.2: the first digit's first row begins 0,0,5,13.
        let (pixels, labels) = parse(CSV);
        assert_eq!(pixels[..4], [0, 0, 80, 207]);
        assert_eq!(pixels.iter().max(), Some(&255));
        assert_eq!((labels[0], labels.len()), (0, 1797));
    }
}
