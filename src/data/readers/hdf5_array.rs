//! One array of an HDF5 file, read without trusting its header.
//!
//! hdf5-pure 0.47 takes shapes as they stand: a corrupt one ends the process when memory for it is reserved, and types
//! it does not know come back empty. So the product of the shape is checked before every read, and the length after.

use std::path::Path;

use hdf5_pure::{DType, Dataset, Error, File, FormatError, VlenStringReadOptions};

use super::super::dataset::DATASET_LIMIT_BYTES;
use super::super::error::DataError;

/// Limit on labels and class names, which are small where pictures are large.
const TEXT_LIMIT_BYTES: u64 = 16 << 20;

/// An array whose claimed size has been checked.
pub(super) struct Array<'a> {
    name: &'a str,
    path: &'a Path,
    dataset: Dataset,
    dtype: DType,
    shape: Vec<u64>,
    element_count: u64,
}

/// An error of the HDF5 library as a sentence.
pub(super) fn broken(path: &Path, error: Error) -> DataError {
    DataError::BrokenHdf5 {
        reason: error.to_string(),
        path: path.to_owned(),
    }
}

impl<'a> Array<'a> {
    /// Opens an array that must be there.
    pub(super) fn open(file: &File, path: &'a Path, name: &'a str) -> Result<Self, DataError> {
        let dataset = file.dataset(name).map_err(|error| broken(path, error))?;
        Self::checked(dataset, path, name)
    }

    /// Opens an array that may be missing.
    pub(super) fn find(
        file: &File,
        path: &'a Path,
        name: &'a str,
    ) -> Result<Option<Self>, DataError> {
        match file.dataset(name) {
            Ok(dataset) => Self::checked(dataset, path, name).map(Some),
            Err(Error::Format(FormatError::PathNotFound(_))) => Ok(None),
            Err(error) => Err(broken(path, error)),
        }
    }

    fn checked(dataset: Dataset, path: &'a Path, name: &'a str) -> Result<Self, DataError> {
        let shape = dataset.shape().map_err(|error| broken(path, error))?;
        let chunk = dataset
            .chunk_shape()
            .map_err(|error| broken(path, error))?
            .unwrap_or_default();
        let element_bytes = dataset
            .element_size()
            .map_err(|error| broken(path, error))?;
        let dtype = dataset.dtype().map_err(|error| broken(path, error))?;
        // Everything but u8 is decoded by way of four or eight bytes a value.
        let held_bytes = if dtype == DType::U8 {
            1
        } else {
            element_bytes.max(8)
        };
        let claimed_bytes = product(&shape)
            .max(product(&chunk))
            .saturating_mul(held_bytes);
        if claimed_bytes > DATASET_LIMIT_BYTES {
            let (array, limit_bytes) = (name.to_owned(), DATASET_LIMIT_BYTES);
            return Err(DataError::ArrayTooLarge {
                array,
                claimed_bytes,
                limit_bytes,
                path: path.to_owned(),
            });
        }
        Ok(Self {
            name,
            path,
            dataset,
            dtype,
            element_count: product(&shape),
            shape,
        })
    }

    /// Its axes.
    pub(super) fn shape(&self) -> &[u64] {
        &self.shape
    }

    /// Whether it holds text, of fixed or variable length.
    pub(super) fn is_text(&self) -> bool {
        matches!(self.dtype, DType::String | DType::VariableLengthString)
    }

    /// The sentence for a shape that does not fit.
    pub(super) fn bad_shape(&self, expected: String) -> DataError {
        DataError::BadArrayShape {
            array: self.name.to_owned(),
            found: shape_text(&self.shape),
            expected,
            path: self.path.to_owned(),
        }
    }

    /// Values from 0 to 255, and whether decimal numbers had to be rounded. Decimal pictures may reach from 0 to 1.
    pub(super) fn read_pixels(&self) -> Result<(Vec<u8>, bool), DataError> {
        if self.dtype == DType::U8 {
            let pixels = self
                .dataset
                .read_u8()
                .map_err(|error| broken(self.path, error))?;
            return self.complete(pixels).map(|pixels| (pixels, false));
        }
        if !is_number(&self.dtype) {
            return Err(self.bad_type("numbers from 0 to 255 or from 0 to 1"));
        }
        let values = self.complete(
            self.dataset
                .read_f32()
                .map_err(|error| broken(self.path, error))?,
        )?;
        let factor = self.pixel_factor(&values)?;
        let rounded = values.iter().any(|value| (value * factor).fract() != 0.0);
        Ok((
            values
                .into_iter()
                .map(|value| (value * factor).round() as u8)
                .collect(),
            rounded,
        ))
    }

    /// Whole numbers, such as labels.
    pub(super) fn read_integers(&self) -> Result<Vec<i64>, DataError> {
        if !is_integer(&self.dtype) {
            return Err(self.bad_type("whole numbers"));
        }
        self.check_text_size()?;
        let values = self
            .dataset
            .read_i64()
            .map_err(|error| broken(self.path, error))?;
        self.complete(values)
    }

    /// Texts, without the zero bytes that fill up those of fixed length.
    pub(super) fn read_texts(&self) -> Result<Vec<String>, DataError> {
        self.check_text_size()?;
        let texts = if self.dtype == DType::VariableLengthString {
            let limits =
                VlenStringReadOptions::new().with_max_payload_bytes(TEXT_LIMIT_BYTES as usize);
            self.dataset.read_vlen_strings(limits)
        } else {
            self.dataset.read_string()
        };
        let texts = self.complete(texts.map_err(|error| broken(self.path, error))?)?;
        Ok(texts
            .into_iter()
            .map(|text| text.trim_end_matches('\0').trim().to_owned())
            .collect())
    }

    /// 1 for 0 to 255, 255 for decimal numbers from 0 to 1.
    fn pixel_factor(&self, values: &[f32]) -> Result<f32, DataError> {
        let lowest = values.iter().copied().fold(f32::INFINITY, f32::min);
        let highest = values.iter().copied().fold(f32::NEG_INFINITY, f32::max);
        let finite = values.iter().all(|value| value.is_finite());
        if !finite || lowest < 0.0 || highest > 255.0 {
            let text = |value: f32| {
                if finite {
                    value.to_string()
                } else {
                    "not a number or infinity".to_owned()
                }
            };
            return Err(DataError::BadPixelRange {
                array: self.name.to_owned(),
                lowest: text(lowest),
                highest: text(highest),
                path: self.path.to_owned(),
            });
        }
        let is_unit = matches!(self.dtype, DType::F32 | DType::F64) && highest <= 1.0;
        Ok(if is_unit { 255.0 } else { 1.0 })
    }

    fn complete<T>(&self, values: Vec<T>) -> Result<Vec<T>, DataError> {
        if values.len() as u64 == self.element_count {
            return Ok(values);
        }
        Err(DataError::ShortArray {
            array: self.name.to_owned(),
            expected: self.element_count,
            found: values.len() as u64,
            path: self.path.to_owned(),
        })
    }

    fn check_text_size(&self) -> Result<(), DataError> {
        let element_bytes = self
            .dataset
            .element_size()
            .map_err(|error| broken(self.path, error))?;
        let claimed_bytes = self.element_count.saturating_mul(element_bytes);
        if claimed_bytes > TEXT_LIMIT_BYTES {
            let (array, limit_bytes) = (self.name.to_owned(), TEXT_LIMIT_BYTES);
            return Err(DataError::ArrayTooLarge {
                array,
                claimed_bytes,
                limit_bytes,
                path: self.path.to_owned(),
            });
        }
        Ok(())
    }

    fn bad_type(&self, expected: &'static str) -> DataError {
        let (array, found) = (self.name.to_owned(), self.dtype.to_string());
        DataError::BadArrayType {
            array,
            found,
            expected,
            path: self.path.to_owned(),
        }
    }
}

fn product(axes: &[u64]) -> u64 {
    axes.iter()
        .fold(1, |product, &axis| product.saturating_mul(axis))
}

fn is_integer(dtype: &DType) -> bool {
    use DType::{I8, I16, I32, I64, U8, U16, U32, U64};
    matches!(dtype, I8 | I16 | I32 | I64 | U8 | U16 | U32 | U64)
}

fn is_number(dtype: &DType) -> bool {
    is_integer(dtype) || matches!(dtype, DType::F32 | DType::F64)
}

/// As Python writes it: `(1080, 64, 64, 3)`, `(6,)`, `()`.
fn shape_text(shape: &[u64]) -> String {
    match shape {
        [only] => format!("({only},)"),
        axes => format!(
            "({})",
            axes.iter()
                .map(ToString::to_string)
                .collect::<Vec<_>>()
                .join(", ")
        ),
    }
}
