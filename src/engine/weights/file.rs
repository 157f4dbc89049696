//! Weights in safetensors files: float32, with text beside them.

use std::collections::{BTreeMap, HashMap};
use std::path::Path;

use safetensors::tensor::{Dtype, SafeTensors, TensorView};

use super::NamedArray;
use crate::engine::error::EngineError;
use crate::files::{read_limited, write_atomically};

/// The largest file that is read: two thousand million weights, more than the machine could train.
const LARGEST_FILE_BYTES: u64 = 8 << 30;

/// The one metadata entry: all texts as one JSON object. The format's library keeps metadata in a hash
/// map, so that several entries would come in another order every time.
const TEXTS_KEY: &str = "netsmith";

/// Writes arrays and texts to `path`. The file appears complete or not at all.
///
/// # Errors
/// [`EngineError::File`]; whatever stood at `path` is then untouched. [`EngineError::WeightsFormat`] for
/// arrays whose numbers do not fill their shapes.
pub fn save(
    path: &Path,
    arrays: &[NamedArray],
    texts: &BTreeMap<String, String>,
) -> Result<(), EngineError> {
    let failed = |reason| EngineError::WeightsFormat {
        reason,
        path: path.to_owned(),
    };
    let bytes = encode(arrays, texts).map_err(failed)?;
    Ok(write_atomically(path, &bytes)?)
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
    let bytes = read_limited(path, LARGEST_FILE_BYTES)?;
    decode(&bytes).map_err(failed)
}

fn encode(arrays: &[NamedArray], texts: &BTreeMap<String, String>) -> Result<Vec<u8>, String> {
    let bytes: Vec<Vec<u8>> = arrays
        .iter()
        .map(|array| little_endian(&array.values))
        .collect();
    let mut views = Vec::with_capacity(arrays.len());
    for (array, bytes) in arrays.iter().zip(&bytes) {
        let view = TensorView::new(Dtype::F32, array.shape.clone(), bytes);
        views.push((
            array.name.as_str(),
            view.map_err(|error| error.to_string())?,
        ));
    }
    let texts = serde_json::to_string(texts).map_err(|error| error.to_string())?;
    let texts = HashMap::from([(TEXTS_KEY.to_owned(), texts)]);
    safetensors::serialize(views, Some(texts)).map_err(|error| error.to_string())
}

fn decode(bytes: &[u8]) -> Result<(Vec<NamedArray>, BTreeMap<String, String>), String> {
    let (_, header) = SafeTensors::read_metadata(bytes).map_err(|error| error.to_string())?;
    let file = SafeTensors::deserialize(bytes).map_err(|error| error.to_string())?;
    let mut arrays = Vec::new();
    for (name, view) in file.iter() {
        if view.dtype() != Dtype::F32 {
            return Err(format!(
                "\"{name}\" holds {:?} numbers where F32 is needed",
                view.dtype()
            ));
        }
        arrays.push(NamedArray {
            name: name.to_owned(),
            shape: view.shape().to_vec(),
            values: floats(view.data()),
        });
    }
    arrays.sort_by(|a, b| a.name.cmp(&b.name));
    let texts = header
        .metadata()
        .as_ref()
        .and_then(|entries| entries.get(TEXTS_KEY));
    let texts = match texts {
        Some(text) => serde_json::from_str(text).map_err(|error| error.to_string())?,
        None => BTreeMap::new(),
    };
    Ok((arrays, texts))
}

fn little_endian(values: &[f32]) -> Vec<u8> {
    values
        .iter()
        .flat_map(|value| value.to_le_bytes())
        .collect()
}

fn floats(bytes: &[u8]) -> Vec<f32> {
    let (words, _) = bytes.as_chunks::<4>();
    words.iter().map(|word| f32::from_le_bytes(*word)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

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
        assert_eq!(encode(&arrays(), &texts), encode(&arrays(), &texts));
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
