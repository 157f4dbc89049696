//! Weights in safetensors files: float32, with text beside them. Both ways go array by array, since a network may fill half of
//! the memory.

use std::collections::{BTreeMap, HashMap};
use std::path::Path;

use safetensors::SafeTensorError;
use safetensors::tensor::{Dtype, Metadata, TensorInfo};

use super::{Array, NamedArray};
use crate::engine::error::EngineError;
use crate::files::{PendingFile, Sink, Source, json_fault_anywhere, write_beside};
use crate::message;
use crate::text::Message;

/// The largest file that is read: two thousand million weights, more than the machine could train.
const LARGEST_FILE_BYTES: u64 = 8 << 30;

/// What the format's library allows, and the length in front of it.
const LARGEST_HEADER_BYTES: usize = 100_000_000;
const LENGTH_BYTES: usize = size_of::<u64>();

/// How much of an array is turned into bytes, or out of them, at a time.
const PART_BYTES: usize = 1 << 18;
const NUMBER_BYTES: usize = size_of::<f32>();

/// The one metadata entry: all texts as one JSON object. The format's library keeps metadata in a hash
/// map, so that several entries would come in another order every time.
const TEXTS_KEY: &str = "netsmith";

/// Writes arrays and texts to `path`. The file appears complete or not at all.
///
/// # Errors
/// [`EngineError::File`]; whatever stood at `path` is then untouched. [`EngineError::WeightsFormat`] for
/// arrays whose numbers do not fill their shapes.
pub fn save<A: Array>(
    path: &Path,
    arrays: &[A],
    texts: &BTreeMap<String, String>,
) -> Result<(), EngineError> {
    Ok(save_beside(path, arrays, texts)?.take_place()?)
}

/// The first half of [`save`]: nobody needs the arrays any more, and nobody waits for the disk yet.
///
/// # Errors
/// As there.
pub fn save_beside<A: Array>(
    path: &Path,
    arrays: &[A],
    texts: &BTreeMap<String, String>,
) -> Result<PendingFile, EngineError> {
    let failed = |reason| EngineError::WeightsFormat {
        reason,
        path: path.to_owned(),
    };
    // As the format's library orders them.
    let mut arrays: Vec<&A> = arrays.iter().collect();
    arrays.sort_by(|a, b| a.name().cmp(&b.name()));
    let header = header(&arrays, texts).map_err(failed)?;
    write_beside(path, |sink| {
        sink.write(&(header.len() as u64).to_le_bytes())?;
        sink.write(&header)?;
        arrays.iter().try_for_each(|array| {
            array.with_values(|values| match fault(*array, values) {
                Some(reason) => Err(failed(reason)),
                None => Ok(write_values(sink, values)?),
            })?
        })
    })
}

/// The lengths in it are those of the shapes, which [`fault`] holds against the numbers.
fn header<A: Array>(arrays: &[&A], texts: &BTreeMap<String, String>) -> Result<Vec<u8>, Message> {
    let mut end = 0_usize;
    let mut infos = Vec::with_capacity(arrays.len());
    for array in arrays {
        let start = end;
        let bytes = count(array.shape()).and_then(|count| count.checked_mul(NUMBER_BYTES));
        let too_large = || words(SafeTensorError::ValidationOverflow);
        end = bytes
            .and_then(|bytes| start.checked_add(bytes))
            .ok_or_else(too_large)?;
        let info = TensorInfo {
            dtype: Dtype::F32,
            shape: array.shape().to_vec(),
            data_offsets: (start, end),
        };
        infos.push((array.name().into_owned(), info));
    }
    let texts = serde_json::to_string(texts).map_err(words)?;
    let texts = HashMap::from([(TEXTS_KEY.to_owned(), texts)]);
    let metadata = Metadata::new(Some(texts), infos).map_err(words)?;
    let mut header = serde_json::to_vec(&metadata).map_err(words)?;
    // Numbers begin at a multiple of eight bytes.
    header.resize(header.len().next_multiple_of(LENGTH_BYTES), b' ');
    if header.len() > LARGEST_HEADER_BYTES {
        return Err(words(SafeTensorError::HeaderTooLarge));
    }
    Ok(header)
}

fn count(shape: &[usize]) -> Option<usize> {
    shape.iter().copied().try_fold(1, usize::checked_mul)
}

/// What a library says.
fn words(error: impl ToString) -> Message {
    Message::words(error.to_string())
}

fn fault(array: &impl Array, values: &[f32]) -> Option<Message> {
    (count(array.shape()) != Some(values.len())).then(|| {
        message!(
            "numbers-do-not-fill-shape",
            name = array.name(),
            numbers = values.len(),
            shape = format!("{:?}", array.shape())
        )
    })
}

fn write_values(sink: &mut Sink<'_>, values: &[f32]) -> Result<(), EngineError> {
    let mut bytes = vec![0; PART_BYTES.min(values.len() * NUMBER_BYTES)];
    for part in values.chunks(PART_BYTES / NUMBER_BYTES) {
        let bytes = &mut bytes[..part.len() * NUMBER_BYTES];
        let (words, _) = bytes.as_chunks_mut::<NUMBER_BYTES>();
        for (word, value) in words.iter_mut().zip(part) {
            *word = value.to_le_bytes();
        }
        sink.write(bytes)?;
    }
    Ok(())
}

/// Reads arrays and texts from `path`; arrays come in the order of their names.
///
/// # Errors
/// [`EngineError::File`] when the file cannot be read, [`EngineError::WeightsFormat`] when it is not
/// safetensors or holds other numbers than float32.
pub fn load(path: &Path) -> Result<(Vec<NamedArray>, BTreeMap<String, String>), EngineError> {
    let failed = |reason| EngineError::WeightsFormat {
        reason,
        path: path.to_owned(),
    };
    let (mut source, metadata) = open(path)?;
    let texts = texts_of(&metadata).map_err(failed)?;
    let mut arrays = Vec::new();
    for name in metadata.offset_keys() {
        let Some(info) = metadata.info(&name) else {
            continue;
        };
        if info.dtype != Dtype::F32 {
            return Err(failed(message!(
                "numbers-of-other-type",
                name = name,
                found = format!("{:?}", info.dtype)
            )));
        }
        // Not more than the file was seen to hold.
        let count = (info.data_offsets.1 - info.data_offsets.0) / NUMBER_BYTES;
        arrays.push(NamedArray {
            name,
            shape: info.shape.clone(),
            values: read_values(&mut source, count)?,
        });
    }
    arrays.sort_by(|a, b| a.name.cmp(&b.name));
    Ok((arrays, texts))
}

/// Reads the texts alone.
///
/// # Errors
/// As [`load`], but for the arrays' numbers.
pub fn load_texts(path: &Path) -> Result<BTreeMap<String, String>, EngineError> {
    let (_, metadata) = open(path)?;
    texts_of(&metadata).map_err(|reason| EngineError::WeightsFormat {
        reason,
        path: path.to_owned(),
    })
}

/// Reads the names and shapes alone.
///
/// # Errors
/// As [`load_texts`].
pub fn load_shapes(path: &Path) -> Result<Vec<(String, Vec<usize>)>, EngineError> {
    let (_, metadata) = open(path)?;
    let names = metadata.offset_keys().into_iter();
    let shapes = names.filter_map(|name| {
        let shape = metadata.info(&name)?.shape.clone();
        Some((name, shape))
    });
    Ok(shapes.collect())
}

/// The file from where its numbers begin, and what is said about them, which agrees with the file's length.
fn open(path: &Path) -> Result<(Source, Metadata), EngineError> {
    let failed = |reason| EngineError::WeightsFormat {
        reason,
        path: path.to_owned(),
    };
    let wrong = |error: SafeTensorError| failed(words(error));
    let mut source = Source::open(path, LARGEST_FILE_BYTES)?;
    let mut length = [0; LENGTH_BYTES];
    let Some(rest) = source.len_bytes().checked_sub(LENGTH_BYTES as u64) else {
        return Err(wrong(SafeTensorError::HeaderTooSmall));
    };
    source.read(&mut length)?;
    let length = u64::from_le_bytes(length);
    if length > LARGEST_HEADER_BYTES as u64 {
        return Err(wrong(SafeTensorError::HeaderTooLarge));
    }
    let Some(numbers) = rest.checked_sub(length) else {
        return Err(wrong(SafeTensorError::InvalidHeaderLength));
    };
    let mut header = vec![0; length as usize];
    source.read(&mut header)?;
    let header = std::str::from_utf8(&header)
        .map_err(|error| wrong(SafeTensorError::InvalidHeader(error)))?;
    let metadata: Metadata = serde_json::from_str(header).map_err(|error| {
        failed(message!(
            "fault-of-header",
            fault = json_fault_anywhere(&error)
        ))
    })?;
    if metadata.data_len() as u64 != numbers {
        return Err(wrong(SafeTensorError::MetadataIncompleteBuffer));
    }
    Ok((source, metadata))
}

fn texts_of(metadata: &Metadata) -> Result<BTreeMap<String, String>, Message> {
    let entries = metadata.metadata().as_ref();
    match entries.and_then(|entries| entries.get(TEXTS_KEY)) {
        Some(text) => {
            serde_json::from_str(text).map_err(|error| words(json_fault_anywhere(&error)))
        }
        None => Ok(BTreeMap::new()),
    }
}

fn read_values(source: &mut Source, count: usize) -> Result<Vec<f32>, EngineError> {
    let mut values = Vec::with_capacity(count);
    let mut bytes = vec![0; PART_BYTES.min(count * NUMBER_BYTES)];
    while values.len() < count {
        let left = (count - values.len()) * NUMBER_BYTES;
        let part = &mut bytes[..left.min(PART_BYTES)];
        source.read(part)?;
        let (words, _) = part.as_chunks::<NUMBER_BYTES>();
        values.extend(words.iter().map(|word| f32::from_le_bytes(*word)));
    }
    Ok(values)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::files::{read_limited, write_atomically};
    use safetensors::tensor::TensorView;

    fn arrays() -> Vec<NamedArray> {
        vec![
            NamedArray {
                name: "a/bias".into(),
                shape: vec![2],
                values: vec![0.5, -1.0],
            },
            NamedArray {
                name: "a/kernel".into(),
                shape: vec![2, 1],
                values: vec![f32::MIN_POSITIVE, 3.0],
            },
        ]
    }

    #[test]
    fn a_file_gives_back_arrays_and_texts() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("weights.safetensors");
        let texts =
            BTreeMap::from([("classes".to_owned(), "[\"not happy\",\"happy\"]".to_owned())]);
        save(&path, &arrays(), &texts).unwrap();
        assert_eq!(load(&path).unwrap(), (arrays(), texts));
    }

    #[test]
    fn the_same_weights_make_the_same_bytes() {
        let texts = BTreeMap::from([
            ("a".to_owned(), "1".to_owned()),
            ("b".to_owned(), "2".to_owned()),
        ]);
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("weights.safetensors");
        let saved = || {
            save(&path, &arrays(), &texts).unwrap();
            read_limited(&path, 1 << 20).unwrap()
        };
        assert_eq!(saved(), saved());
    }

    /// As the format's library writes them at once.
    #[test]
    fn array_by_array_the_same_bytes_are_written() {
        let big = NamedArray {
            name: "B/kernel".into(),
            shape: vec![3, 50_001],
            values: (0..150_003_u32).map(|index| index as f32 / 7.0).collect(),
        };
        let empty = NamedArray {
            name: "c".into(),
            shape: vec![0],
            values: Vec::new(),
        };
        let mut arrays = arrays();
        arrays.splice(1..1, [empty, big]);
        let texts = BTreeMap::from([("classes".to_owned(), "[\"ä\"]".to_owned())]);
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("weights.safetensors");
        save(&path, &arrays, &texts).unwrap();

        let bytes = |array: &NamedArray| -> Vec<u8> {
            let values = array.values.iter();
            values.flat_map(|value| value.to_le_bytes()).collect()
        };
        let bytes: Vec<Vec<u8>> = arrays.iter().map(bytes).collect();
        let views = arrays.iter().zip(&bytes).map(|(array, bytes)| {
            let view = TensorView::new(Dtype::F32, array.shape.clone(), bytes).unwrap();
            (array.name.as_str(), view)
        });
        let text = serde_json::to_string(&texts).unwrap();
        let entries = HashMap::from([(TEXTS_KEY.to_owned(), text)]);
        let whole = safetensors::serialize(views, Some(entries)).unwrap();
        assert!(read_limited(&path, 1 << 20).unwrap() == whole);

        let (mut loaded, found) = load(&path).unwrap();
        assert_eq!(load_texts(&path).unwrap(), texts);
        assert_eq!(found, texts);
        loaded.sort_by(|a, b| a.name.cmp(&b.name));
        arrays.sort_by(|a, b| a.name.cmp(&b.name));
        assert_eq!(loaded, arrays);
    }

    #[test]
    fn a_file_that_is_cut_or_longer_than_it_says_is_refused() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("weights.safetensors");
        save(&path, &arrays(), &BTreeMap::new()).unwrap();
        let whole = read_limited(&path, 1 << 20).unwrap();
        let longer = [&whole[..], &[0]].concat();
        let cut = (0..whole.len()).map(|end| &whole[..end]);
        for bytes in cut.chain([&longer[..]]) {
            write_atomically(&path, bytes).unwrap();
            let message = load(&path).unwrap_err().to_string();
            assert!(
                message.starts_with("expected weights as safetensors, found something else ("),
                "{message}"
            );
            assert!(load_texts(&path).is_err());
        }
    }

    #[test]
    fn a_page_of_html_is_refused_with_its_path() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("weights.safetensors");
        write_atomically(&path, b"<html><body>404</body></html>").unwrap();
        let message = load(&path).unwrap_err().to_string();
        assert!(
            message.starts_with("expected weights as safetensors, found "),
            "{message}"
        );
        assert!(message.ends_with("weights.safetensors"), "{message}");
    }

    #[test]
    fn a_failed_save_leaves_nothing_behind() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("weights.safetensors");
        let short = NamedArray {
            values: vec![0.5],
            ..arrays()[0].clone()
        };
        assert!(save(&path, &[short], &BTreeMap::new()).is_err());
        assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 0);
    }
}
