//! Images of one size with one label each. Immutable: what changes it gives a new one, which shares the images.

use std::borrow::Cow;
use std::ops::ControlFlow;

use rayon::prelude::*;
use sha2::{Digest, Sha256};

pub use classes::{LONGEST_CLASS_NAME, MOST_CLASSES};
pub(super) use classes::{MOST_CLASS_NAME_BYTES, check_class_names};
use classes::{count_classes, empty_classes};
pub use store::ImageStore;
use store::check_size;
pub(super) use store::{StoreWriter, fits_memory};

use super::error::{DataError, DataWarning};
use super::pixels::Image;
use super::readers::Meter;
use super::shape::ImageShape;
use crate::files::hexadecimal;

mod adapt;
mod classes;
mod join;
#[cfg(test)]
pub(super) mod samples;
mod store;

/// What a data set may take that lies in one file and is read whole.
pub const DATASET_LIMIT_BYTES: u64 = 4 << 30;

/// Images that are decoded or brought to a size at a time: enough for every thread, and few enough to hold beside the others.
pub(super) const SIDE_BY_SIDE: usize = 256;

/// What a reader hands over to make a [`Dataset`].
#[derive(Debug, Clone)]
pub struct DatasetParts {
    /// Short name, such as `train_signs.h5`.
    pub name: String,
    /// Where it came from, in words or as a path.
    pub source: String,
    /// The size of every image.
    pub shape: ImageShape,
    /// One for each label.
    pub pictures: ImageStore,
    /// One class index for each image.
    pub labels: Vec<u32>,
    /// Class names; their order is the order of the network's outputs.
    pub classes: Vec<String>,
    /// One for each image, or none at all.
    pub file_names: Vec<String>,
    /// What the reader noticed.
    pub warnings: Vec<DataWarning>,
}

/// Labeled images of one size. At least one image, and every label names a class.
#[derive(Debug, Clone, PartialEq)]
pub struct Dataset {
    name: String,
    source: String,
    shape: ImageShape,
    pictures: ImageStore,
    labels: Vec<u32>,
    classes: Vec<String>,
    /// What the data itself calls its classes; they may have been given other names since.
    own_classes: Vec<String>,
    file_names: Vec<String>,
    /// Width and height of each file, px, where pictures come from files of their own.
    file_sizes_px: Vec<[u32; 2]>,
    /// By what each picture is known whatever becomes of the others; none where nobody asked.
    keys: Vec<String>,
    warnings: Vec<DataWarning>,
}

impl Dataset {
    /// # Errors
    /// A sentence if it is empty, counts disagree, or a label names no class.
    pub fn new(parts: DatasetParts) -> Result<Self, DataError> {
        let DatasetParts {
            name,
            source,
            shape,
            pictures,
            labels,
            classes,
            file_names,
            mut warnings,
        } = parts;
        if labels.is_empty() {
            return Err(DataError::EmptyDataset);
        }
        if classes.len() > MOST_CLASSES {
            return Err(DataError::TooManyClasses {
                classes: classes.len() as u64,
            });
        }
        check_class_names(&classes)?;
        if labels.len() != pictures.len() {
            return Err(DataError::LabelCount {
                images: pictures.len(),
                labels: labels.len(),
            });
        }
        if let Some(index) = labels
            .iter()
            .position(|&label| label as usize >= classes.len())
        {
            return Err(DataError::LabelOutside {
                index,
                label: i64::from(labels[index]),
                classes: classes.len(),
            });
        }
        let file_names = if file_names.len() == labels.len() {
            file_names
        } else {
            Vec::new()
        };
        warnings.extend(empty_classes(&labels, &classes));
        Ok(Self {
            name,
            source,
            shape,
            pictures,
            labels,
            own_classes: classes.clone(),
            classes,
            file_names,
            file_sizes_px: Vec::new(),
            keys: Vec::new(),
            warnings,
        })
    }

    /// Short name, such as `train_signs.h5`.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Where it came from, in words or as a path.
    pub fn source(&self) -> &str {
        &self.source
    }

    /// How many images; never 0.
    #[allow(
        clippy::len_without_is_empty,
        reason = "an empty data set cannot be made"
    )]
    pub fn len(&self) -> usize {
        self.labels.len()
    }

    /// The size of every image.
    pub const fn shape(&self) -> ImageShape {
        self.shape
    }

    /// Class names, in the order of the labels.
    pub fn classes(&self) -> &[String] {
        &self.classes
    }

    /// What the data itself calls its classes, in the order of the labels, whatever names they were given.
    pub fn own_classes(&self) -> &[String] {
        &self.own_classes
    }

    /// One class index for each image.
    pub fn labels(&self) -> &[u32] {
        &self.labels
    }

    /// Values of one image, `[height, width, channels]`; `None` past the end, and where the file that holds images that
    /// memory had no room for can no longer be read.
    pub fn pixels(&self, index: usize) -> Option<Cow<'_, [u8]>> {
        self.pictures.get(index)
    }

    /// [`Self::pixels`] of an image that there is.
    ///
    /// # Errors
    /// [`DataError::IndexOutside`]; [`DataError::ImageLost`] where the file that holds it can no longer be read.
    pub(super) fn existing(&self, index: usize) -> Result<Cow<'_, [u8]>, DataError> {
        self.pixels(index).ok_or_else(|| self.missing(index))
    }

    /// What is said of an image that is past the end or can no longer be read.
    pub(super) fn missing(&self, index: usize) -> DataError {
        if index < self.len() {
            return DataError::ImageLost { index: index + 1 };
        }
        DataError::IndexOutside {
            index,
            images: self.len(),
        }
    }

    /// The values of all images, in order, for several threads.
    ///
    /// # Errors
    /// Each as in [`Self::existing`].
    pub(super) fn all_pixels(
        &self,
    ) -> impl IndexedParallelIterator<Item = Result<Cow<'_, [u8]>, DataError>> {
        let indices = (0..self.len()).into_par_iter();
        indices.map(|index| self.existing(index))
    }

    /// One image by itself; `None` past the end.
    pub fn picture(&self, index: usize) -> Option<Image> {
        Image::new(self.shape, self.pixels(index)?.into_owned())
    }

    /// The file one image came from, where there was one.
    pub fn file_name(&self, index: usize) -> Option<&str> {
        let name = self.file_names.get(index).map(String::as_str);
        name.filter(|name| !name.is_empty())
    }

    /// Width and height of the file that one image came from, px, where there was one.
    pub fn file_size_px(&self, index: usize) -> Option<[u32; 2]> {
        let size = self.file_sizes_px.get(index).copied();
        size.filter(|size| *size != [0, 0])
    }

    /// By what one image is known whatever becomes of the others (see [`super::PictureChanges`]); `None` for images that
    /// cannot be changed one by one.
    pub fn key(&self, index: usize) -> Option<&str> {
        self.keys.get(index).map(String::as_str)
    }

    /// What the reader noticed, and classes without images.
    pub fn warnings(&self) -> &[DataWarning] {
        &self.warnings
    }

    /// The same with the sizes of the images' files, one for each.
    #[must_use]
    pub(super) fn with_file_sizes(self, file_sizes_px: Vec<[u32; 2]>) -> Self {
        Self {
            file_sizes_px,
            ..self
        }
    }

    /// The same with a key for each image.
    #[must_use]
    pub(super) fn keyed(self, keys: Vec<String>) -> Self {
        Self { keys, ..self }
    }

    /// The same as a part of other data than the one that is changed image by image.
    #[must_use]
    pub fn without_keys(self) -> Self {
        self.keyed(Vec::new())
    }

    /// The same images with other labels, one for each, all of them of its classes.
    #[must_use]
    pub(super) fn relabeled(&self, labels: Vec<u32>) -> Self {
        Self {
            labels,
            ..self.clone()
        }
    }

    /// The same, called a part of what it was picked from.
    #[must_use]
    pub(super) fn named_part(self, part: &str) -> Self {
        Self {
            name: format!("{}/{part}", self.name),
            source: format!("{}/{part}", self.source),
            ..self
        }
    }

    /// Adds what was noticed after it was read.
    pub(super) fn note(&mut self, warning: DataWarning) {
        self.warnings.push(warning);
    }

    /// Refuses to learn from images of one class: that network would be right about everything and know nothing.
    ///
    /// # Errors
    /// [`DataError::SingleClass`].
    pub fn check_classes(&self) -> Result<(), DataError> {
        let counts = self.class_counts();
        let mut filled = self
            .classes
            .iter()
            .zip(&counts)
            .filter(|(_, count)| **count > 0);
        match (filled.next(), filled.next()) {
            (Some((class, _)), None) => Err(DataError::SingleClass {
                class: class.clone(),
            }),
            _ => Ok(()),
        }
    }

    /// How many images each class has, in the order of [`Self::classes`].
    pub fn class_counts(&self) -> Vec<usize> {
        count_classes(&self.labels, self.classes.len())
    }

    /// SHA-256 over size, the data's own class names, labels and pixels, as 64 hexadecimal digits: equal for equal
    /// content, whatever the file was called and whatever names classes were given.
    pub fn fingerprint(&self) -> String {
        let unwatched = Meter::new(&|_| ControlFlow::Continue(()));
        // Nobody breaks this off.
        self.fingerprint_with(&unwatched).unwrap_or_default()
    }

    /// The same, told to `meter` image by image.
    ///
    /// # Errors
    /// [`DataError::Canceled`].
    pub(super) fn fingerprint_with(&self, meter: &Meter<'_>) -> Result<String, DataError> {
        let mut hash = Sha256::new();
        for number in [
            self.len(),
            self.shape.height(),
            self.shape.width(),
            self.shape.channels(),
            self.classes.len(),
        ] {
            hash.update((number as u64).to_le_bytes());
        }
        for class in &self.own_classes {
            hash.update((class.len() as u64).to_le_bytes());
            hash.update(class.as_bytes());
        }
        for label in &self.labels {
            hash.update(label.to_le_bytes());
        }
        for index in 0..self.len() {
            meter.advance(1)?;
            hash.update(self.existing(index)?);
        }
        Ok(hexadecimal(&hash.finalize()))
    }
}

/// Refuses what would not fit into [`DATASET_LIMIT_BYTES`].
pub(super) fn check_memory(images: usize, shape: ImageShape) -> Result<(), DataError> {
    check_size(images, shape, DATASET_LIMIT_BYTES)
}

#[cfg(test)]
mod tests {
    use super::samples::{from_pixels, numbered};
    use super::*;

    #[test]
    fn labels_outside_the_classes_are_refused() {
        let shape = ImageShape::new(1, 1, 1).expect("valid");
        let error = from_pixels(shape, vec![0, 0], &[0, 6], 6).expect_err("6 is no class");
        assert_eq!(
            error,
            DataError::LabelOutside {
                index: 1,
                label: 6,
                classes: 6
            }
        );
        assert_eq!(
            from_pixels(shape, Vec::new(), &[], 2),
            Err(DataError::EmptyDataset)
        );
        assert!(matches!(
            from_pixels(shape, vec![0; 3], &[0, 1], 2),
            Err(DataError::LabelCount { images: 3, .. })
        ));
    }

    #[test]
    fn classes_that_never_occur_are_said() {
        let data = numbered(&[0, 2, 0], 3);
        assert_eq!(data.class_counts(), [2, 0, 1]);
        assert_eq!(
            data.warnings(),
            [DataWarning::EmptyClass {
                class: "1".to_owned()
            }]
        );
    }

    #[test]
    fn the_fingerprint_follows_content_only() {
        let data = numbered(&[0, 1], 2);
        let renamed = Dataset {
            name: "other".to_owned(),
            ..data.clone()
        };
        assert_eq!(data.fingerprint(), renamed.fingerprint());
        assert_ne!(data.fingerprint(), numbered(&[1, 0], 2).fingerprint());
        assert_eq!(data.fingerprint().len(), 64);
    }
}
