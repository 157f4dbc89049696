//! An HDF5 file in memory, read without trusting what it says of itself: sizes are checked against the file before memory is
//! asked for, and links that lead out of it are not followed.

use std::path::Path;

use hdf5_pure::{DType, Dataset, Error, File, FormatError, Group};

use crate::engine::weights::NamedArray;
use crate::message;
use crate::text::Message;

/// Bytes that one byte of a file can stand for: no compressor of HDF5 does better than deflate's 1,032.
const LARGEST_RATIO: u64 = 1_032;
/// An array that was never written reads as zeros; so much of that does no harm.
const UNWRITTEN_BYTES: u64 = 1 << 20;
/// The most numbers in one array: more than the largest network has in all.
const MOST_NUMBERS: u64 = 1 << 31;
/// The most parts that a list of texts is divided into.
const MOST_PARTS: usize = 10_000;

pub(super) struct Hdf5 {
    file: File,
}

/// What the library says, which no language changes.
fn broken(error: hdf5_pure::Error) -> Message {
    message!("keras-hdf5-broken", fault = %error)
}

impl Hdf5 {
    /// The file at `path`, of which only what is asked for is read.
    pub(super) fn at(path: &Path) -> Result<Self, Message> {
        let file = File::open_streaming(path).map_err(broken)?;
        Ok(Self { file })
    }

    pub(super) fn of_bytes(bytes: Vec<u8>) -> Result<Self, Message> {
        let length = bytes.len() as u64;
        let file = File::from_bytes(bytes).map_err(broken)?;
        // As HDF5 itself refuses them: what is missing would only be noticed where somebody asks for it.
        if file.superblock().eof_address > length {
            return Err(message!("keras-hdf5-cut-short"));
        }
        Ok(Self { file })
    }

    /// A group; `None` where there is none of that name.
    fn group(&self, path: &str) -> Result<Option<Group>, Message> {
        if path.is_empty() {
            return Ok(Some(self.file.root()));
        }
        match self.file.group(path) {
            Ok(group) => Ok(Some(group)),
            Err(Error::Format(FormatError::PathNotFound(_))) => Ok(None),
            Err(error) => Err(broken(error)),
        }
    }

    pub(super) fn has_group(&self, path: &str) -> bool {
        self.group(path).is_ok_and(|group| group.is_some())
    }

    /// The names of the groups in a group; none where there is no such group.
    pub(super) fn groups(&self, path: &str) -> Result<Vec<String>, Message> {
        match self.group(path)? {
            Some(group) => group.groups().map_err(broken),
            None => Ok(Vec::new()),
        }
    }

    /// The names of the arrays in a group; none where there is no such group.
    pub(super) fn datasets(&self, path: &str) -> Result<Vec<String>, Message> {
        match self.group(path)? {
            Some(group) => group.datasets().map_err(broken),
            None => Ok(Vec::new()),
        }
    }

    /// A text that is kept beside a group.
    pub(super) fn text(&self, path: &str, name: &str) -> Result<Option<String>, Message> {
        Ok(self
            .texts_of(path, name)?
            .and_then(|texts| texts.into_iter().next()))
    }

    /// Texts that are kept beside a group, also where they were too long for one place: `names0`, `names1` and so on.
    /// `None` where there are none of that name; none at all are kept as an empty list of numbers.
    pub(super) fn texts(&self, path: &str, name: &str) -> Result<Option<Vec<String>>, Message> {
        if let Some(texts) = self.texts_of(path, name)? {
            return Ok(Some(texts));
        }
        let mut all = Vec::new();
        for part in 0..MOST_PARTS {
            match self.texts_of(path, &format!("{name}{part}"))? {
                Some(texts) => all.extend(texts),
                None if part == 0 => return Ok(None),
                None => break,
            }
        }
        Ok(Some(all))
    }

    fn texts_of(&self, path: &str, name: &str) -> Result<Option<Vec<String>>, Message> {
        let Some(group) = self.group(path)? else {
            return Ok(None);
        };
        let attributes = group.attrs().map_err(broken)?;
        let Some(value) = attributes.get(name) else {
            return Ok(None);
        };
        let texts = value.as_strings().unwrap_or_default().iter();
        Ok(Some(
            texts
                .map(|text| text.trim_end_matches('\0').to_owned())
                .collect(),
        ))
    }

    /// An array of numbers, whatever kind of numbers they are kept as.
    pub(super) fn array(&self, path: &str, name: &str) -> Result<NamedArray, Message> {
        let dataset = self.file.dataset(path).map_err(broken)?;
        let shape = dataset.shape().map_err(broken)?;
        let count = self.checked_count(&dataset, &shape, path)?;
        let values = numbers(&dataset, path)?;
        if values.len() as u64 != count {
            return Err(message!("keras-array-cut-short", array = path));
        }
        Ok(NamedArray {
            name: name.to_owned(),
            shape: shape.iter().map(|axis| *axis as usize).collect(),
            values,
        })
    }

    /// How many numbers there are, where the file can hold as many.
    fn checked_count(&self, dataset: &Dataset, shape: &[u64], path: &str) -> Result<u64, Message> {
        let product = |axes: &[u64]| {
            axes.iter()
                .try_fold(1_u64, |all, axis| all.checked_mul(*axis))
        };
        let count = product(shape);
        let chunk = dataset.chunk_shape().map_err(broken)?.unwrap_or_default();
        let element_bytes = dataset.element_size().map_err(broken)?.max(1);
        let claimed = count
            .zip(product(&chunk))
            .map(|(count, chunk)| count.max(chunk));
        let claimed_bytes = claimed.and_then(|claimed| claimed.checked_mul(element_bytes));
        let ratio = if dataset.filters().is_empty() {
            1
        } else {
            LARGEST_RATIO
        };
        let held = self
            .file
            .file_size()
            .saturating_mul(ratio)
            .max(UNWRITTEN_BYTES);
        match (count, claimed_bytes) {
            (Some(count), Some(bytes)) if bytes <= held && count <= MOST_NUMBERS => {
                self.check_chunks(dataset, path)?;
                Ok(count)
            }
            _ => Err(message!(
                "keras-array-beyond-file",
                array = path,
                shape = format!("{shape:?}")
            )),
        }
    }

    /// Memory for a stored chunk is taken before the file is found to end inside of it.
    fn check_chunks(&self, dataset: &Dataset, path: &str) -> Result<(), Message> {
        if !dataset.is_chunked() {
            return Ok(());
        }
        let end = self.file.file_size();
        let chunks = dataset.chunks().map_err(broken)?;
        let mut ends = chunks
            .iter()
            .map(|chunk| chunk.address.saturating_add(chunk.storage_size));
        if ends.any(|chunk| chunk > end) {
            return Err(message!("keras-array-cut-short", array = path));
        }
        Ok(())
    }
}

fn numbers(dataset: &Dataset, path: &str) -> Result<Vec<f32>, Message> {
    use DType::{Enum, F32, F64, I8, I16, I32, I64, U8, U16, U32, U64};
    let unknown =
        |dtype: &DType| message!("keras-array-of-other-type", array = path, found = %dtype);
    match dataset.dtype().map_err(broken)? {
        F32 | I8 | I16 | I32 | U8 | U16 | U32 => dataset.read_f32().map_err(broken),
        F64 | I64 | U64 => {
            let values = dataset.read_f64().map_err(broken)?;
            Ok(values.into_iter().map(|value| value as f32).collect())
        }
        Enum(_) => {
            let bytes = dataset.read_raw().map_err(broken)?;
            Ok(bytes.into_iter().map(f32::from).collect())
        }
        dtype => halves(dataset)?.ok_or_else(|| unknown(&dtype)),
    }
}

/// Numbers of 16 bits: float16, or bfloat16, which Keras keeps as plain bytes and names beside them.
fn halves(dataset: &Dataset) -> Result<Option<Vec<f32>>, Message> {
    if dataset.element_size().map_err(broken)? != 2 {
        return Ok(None);
    }
    let attributes = dataset.attrs().map_err(broken)?;
    let named = attributes.get("dtype").and_then(|value| value.as_str());
    if named != Some("bfloat16") {
        return dataset.read_f32().map(Some).map_err(broken);
    }
    let bytes = dataset.read_raw().map_err(broken)?;
    let (words, _) = bytes.as_chunks::<2>();
    let whole = |word: &[u8; 2]| f32::from_bits(u32::from(u16::from_le_bytes(*word)) << 16);
    Ok(Some(words.iter().map(whole).collect()))
}
