//! One array of an HDF5 file, read without trusting its header.
//!
//! hdf5-pure 0.47 takes shapes as they stand: a corrupt one ends the process when memory for it is reserved, and types
//! it does not know come back empty. So the product of the shape is checked before every read, against a limit and against
//! the file's own length, and the number of values after it.

mod pixels;

use std::path::Path;

use hdf5_pure::{DType, Dataset, Error, File, FormatError, VlenStringReadOptions};

use super::super::dataset::DATASET_LIMIT_BYTES;
use super::super::error::DataError;
use super::axes::{product, shape_text};
use super::labels::{Content, LabelArray};
use crate::text::Message;

/// Bytes that one byte of a file can stand for: no compressor of HDF5 does better than deflate's 1,032.
const LARGEST_RATIO: u64 = 1_032;

/// An array that was never written reads as its fill value; so much of that does no harm.
const UNWRITTEN_BYTES: u64 = 16 << 20;

/// Limit on labels and class names, which are small where images are large.
const TEXT_LIMIT_BYTES: u64 = 16 << 20;

/// An array whose claimed size has been checked.
pub(super) struct Array<'a> {
    name: String,
    path: &'a Path,
    dataset: Dataset,
    dtype: DType,
    shape: Vec<u64>,
    chunk_rows: u64,
    element_count: u64,
}

/// An error of the HDF5 library as a sentence: what it does not know yet is not damaged.
pub(super) fn broken(path: &Path, error: Error) -> DataError {
    let (reason, path) = (error.to_string(), path.to_owned());
    if is_unknown_layout(&error, &reason) {
        DataError::NewerHdf5 { reason, path }
    } else {
        DataError::BrokenHdf5 { reason, path }
    }
}

fn is_unknown_layout(error: &Error, reason: &str) -> bool {
    use FormatError as E;
    let Error::Format(error) = error else {
        return false;
    };
    // Versions rise by one at a time: a byte that says 200 is damage.
    let is_next = |version: u8| version <= 9;
    match error {
        E::UnsupportedVersion(version)
        | E::InvalidObjectHeaderVersion(version)
        | E::InvalidLayoutVersion(version)
        | E::InvalidDatatypeVersion { version, .. }
        | E::InvalidDataspaceVersion(version)
        | E::UnsupportedFillValueVersion(version) => is_next(*version),
        E::UnsupportedVirtualLayout
        | E::UnsupportedExternalStorage
        | E::UnsupportedFilter(_)
        | E::UnsupportedZfp(_) => true,
        // The library has no error of its own for an index it does not know.
        _ => reason.contains("not supported") || reason.contains("unsupported"),
    }
}

impl<'a> Array<'a> {
    /// Opens an array that must be there.
    pub(super) fn open(file: &File, path: &'a Path, name: &str) -> Result<Self, DataError> {
        let dataset = file.dataset(name).map_err(|error| broken(path, error))?;
        Self::checked(file, dataset, path, name)
    }

    /// Opens an array that may be missing.
    pub(super) fn find(file: &File, path: &'a Path, name: &str) -> Result<Option<Self>, DataError> {
        match file.dataset(name) {
            Ok(dataset) => Self::checked(file, dataset, path, name).map(Some),
            Err(Error::Format(FormatError::PathNotFound(_))) => Ok(None),
            Err(error) => Err(broken(path, error)),
        }
    }

    fn checked(
        file: &File,
        dataset: Dataset,
        path: &'a Path,
        name: &str,
    ) -> Result<Self, DataError> {
        let broken = |error| broken(path, error);
        let shape = dataset.shape().map_err(broken)?;
        let chunk = dataset.chunk_shape().map_err(broken)?.unwrap_or_default();
        let element_bytes = dataset.element_size().map_err(broken)?;
        let dtype = dataset.dtype().map_err(broken)?;
        let array = || name.to_owned();
        let claimed = product(&shape).max(product(&chunk));
        let claimed_bytes = claimed.saturating_mul(element_bytes);
        // Everything but u8 is held in four bytes a value or more, until its range is known.
        let held_bytes = if dtype == DType::U8 {
            1
        } else {
            element_bytes.max(4)
        };
        if claimed.saturating_mul(held_bytes) > DATASET_LIMIT_BYTES {
            return Err(DataError::ArrayTooLarge {
                array: array(),
                claimed_bytes,
                limit_bytes: DATASET_LIMIT_BYTES,
                path: path.to_owned(),
            });
        }
        let file_bytes = file.file_size();
        let ratio = if dataset.filters().is_empty() {
            1
        } else {
            LARGEST_RATIO
        };
        if claimed_bytes > file_bytes.saturating_mul(ratio).max(UNWRITTEN_BYTES) {
            return Err(DataError::ArrayBeyondFile {
                array: array(),
                claimed_bytes,
                file_bytes,
                path: path.to_owned(),
            });
        }
        // Memory for a stored chunk is taken before the file is found to end inside of it.
        let chunks = if dataset.is_chunked() {
            dataset.chunks().map_err(broken)?
        } else {
            Vec::new()
        };
        let beyond = chunks
            .iter()
            .find(|chunk| chunk.address.saturating_add(chunk.storage_size) > file_bytes);
        if let Some(chunk) = beyond {
            return Err(DataError::ArrayBeyondFile {
                array: array(),
                claimed_bytes: chunk.storage_size,
                file_bytes,
                path: path.to_owned(),
            });
        }
        Ok(Self {
            name: array(),
            path,
            dataset,
            dtype,
            chunk_rows: chunk.first().copied().unwrap_or(1).max(1),
            element_count: product(&shape),
            shape,
        })
    }

    /// Its axes.
    pub(super) fn shape(&self) -> &[u64] {
        &self.shape
    }

    /// Whether it holds text, of fixed or variable length.
    fn is_text(&self) -> bool {
        matches!(self.dtype, DType::String | DType::VariableLengthString)
    }

    /// The sentence for a shape that does not fit.
    pub(super) fn bad_shape(&self, expected: Message) -> DataError {
        DataError::BadArrayShape {
            array: self.name.clone(),
            found: shape_text(&self.shape),
            expected,
            path: self.path.to_owned(),
        }
    }

    /// Its content as labels or class names.
    pub(super) fn read_labels(&self) -> Result<LabelArray, DataError> {
        let content = if self.is_text() {
            Content::Words(self.read_texts()?)
        } else {
            Content::Numbers(self.read_integers()?)
        };
        Ok(LabelArray {
            name: self.name.clone(),
            path: self.path.to_owned(),
            shape: self.shape.clone(),
            content,
        })
    }

    /// Whole numbers, such as labels: also where they are kept as decimal numbers or as yes and no.
    fn read_integers(&self) -> Result<Vec<i64>, DataError> {
        self.check_text_size()?;
        let broken = |error| broken(self.path, error);
        match &self.dtype {
            DType::F32 | DType::F64 => self.whole(self.dataset.read_f64().map_err(broken)?),
            dtype if is_integer(dtype) => self.complete(self.dataset.read_i64().map_err(broken)?),
            // What h5py makes of NumPy's booleans.
            DType::Enum(names) if names.iter().map(String::as_str).eq(["FALSE", "TRUE"]) => {
                let bytes = self.complete(self.dataset.read_raw().map_err(broken)?)?;
                Ok(bytes.into_iter().map(i64::from).collect())
            }
            _ => Err(self.bad_type("expected-whole-numbers-array")),
        }
    }

    fn whole(&self, values: Vec<f64>) -> Result<Vec<i64>, DataError> {
        let values = self.complete(values)?;
        // Beyond 2^53 not every whole number is one.
        let is_whole = |value: &f64| value.fract() == 0.0 && value.abs() < 9_007_199_254_740_992.0;
        if !values.iter().all(is_whole) {
            return Err(self.bad_type("expected-whole-numbers-array"));
        }
        Ok(values.into_iter().map(|value| value as i64).collect())
    }

    /// Texts, without the zero bytes that fill up those of fixed length.
    fn read_texts(&self) -> Result<Vec<String>, DataError> {
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

    fn complete<T>(&self, values: Vec<T>) -> Result<Vec<T>, DataError> {
        if values.len() as u64 == self.element_count {
            return Ok(values);
        }
        Err(DataError::ShortArray {
            array: self.name.clone(),
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
            let (array, limit_bytes) = (self.name.clone(), TEXT_LIMIT_BYTES);
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
        let (array, found) = (self.name.clone(), self.dtype.to_string());
        DataError::BadArrayType {
            array,
            found,
            expected,
            path: self.path.to_owned(),
        }
    }
}

fn is_integer(dtype: &DType) -> bool {
    use DType::{I8, I16, I32, I64, U8, U16, U32, U64};
    matches!(dtype, I8 | I16 | I32 | I64 | U8 | U16 | U32 | U64)
}

fn is_number(dtype: &DType) -> bool {
    is_integer(dtype) || matches!(dtype, DType::F32 | DType::F64)
}
