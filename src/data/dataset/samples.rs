//! Small data sets for the tests of this room.

use super::super::error::DataError;
use super::super::shape::ImageShape;
use super::{Dataset, DatasetParts, ImageStore};

/// Images of 2 × 2 gray values; each is filled with its own number, so that all differ.
pub(in super::super) fn numbered(labels: &[u32], class_count: usize) -> Dataset {
    let shape = ImageShape::new(2, 2, 1).expect("valid");
    let pixels = (0..labels.len())
        .flat_map(|index| [(index % 256) as u8; 4])
        .collect();
    from_pixels(shape, pixels, labels, class_count).expect("valid")
}

/// A data set of the given content.
pub(in super::super) fn from_pixels(
    shape: ImageShape,
    pixels: Vec<u8>,
    labels: &[u32],
    class_count: usize,
) -> Result<Dataset, DataError> {
    Dataset::new(DatasetParts {
        name: "sample".to_owned(),
        source: "a test".to_owned(),
        shape,
        pictures: ImageStore::in_memory(pixels, shape),
        labels: labels.to_vec(),
        classes: (0..class_count).map(|class| class.to_string()).collect(),
        file_names: Vec::new(),
        warnings: Vec::new(),
    })
}
