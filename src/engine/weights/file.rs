//! Weights in safetensors files: float32, with text beside them.

use std::collections::{BTreeMap, HashMap};
use std::io::Write;
use std::path::Path;

use safetensors::tensor::{Dtype, SafeTensors, TensorView};
use tempfile::NamedTempFile;

use super::NamedArray;
use crate::engine::error::EngineError;

/// Writes arrays and texts to `path`. The file appears complete or not at all: it is written beside its
/// place and then moved.
///
/// # Errors
/// [`EngineError::File`] with the system's words; whatever stood at `path` is then untouched.
pub fn save(
    path: &Path,
    arrays: &[NamedArray],
    texts: &BTreeMap<String, String>,
) -> Result<(), EngineError> {
    let failed = |reason: String| EngineError::File {
        action: "writing the weights",
        reason,
        path: path.to_owned(),
    };
    let bytes = encode(arrays, texts).map_err(failed)?;
    let folder = path
        .parent()
        .filter(|parent| !parent.as_os_str().is_empty());
    let mut file = NamedTempFile::new_in(folder.unwrap_or(Path::new(".")))
        .map_err(|error| failed(error.to_string()))?;
    file.write_all(&bytes)
        .map_err(|error| failed(error.to_string()))?;
    file.as_file()
        .sync_all()
        .map_err(|error| failed(error.to_string()))?;
    file.persist(path)
        .map_err(|error| failed(error.error.to_string()))?;
    Ok(())
}

/// Reads arrays and texts from `path`; arrays come in the order of their names.
///
/// # Errors
/// [`EngineError::File`] when the file cannot be read, is not safetensors, or holds other numbers than
/// float32.
pub fn load(path: &Path) -> Result<(Vec<NamedArray>, BTreeMap<String, String>), EngineError> {
    let failed = |reason: String| EngineError::File {
        action: "reading the weights",
        reason,
        path: path.to_owned(),
    };
    let bytes = std::fs::read(path).map_err(|error| failed(error.to_string()))?;
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
    // The format's library wants a HashMap; a single text keeps the file's bytes the same every time.
    let texts = serde_json::to_string(texts).map_err(|error| error.to_string())?;
    let texts = HashMap::from([(TEXTS_KEY.to_owned(), texts)]);
    safetensors::serialize(views, Some(texts)).map_err(|error| error.to_string())
}

/// The one metadata entry: all texts as one JSON object.
const TEXTS_KEY: &str = "netsmith";

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
        std::fs::write(&path, "<html><body>404</body></html>").unwrap();
        let message = load(&path).unwrap_err().to_string();
        assert!(
            message.starts_with("reading the weights failed: "),
            "{message}"
        );
        assert!(message.ends_with("weights.safetensors"), "{message}");
    }

    #[test]
    fn a_failed_save_leaves_nothing_behind() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("missing").join("weights.safetensors");
        assert!(save(&path, &arrays(), &BTreeMap::new()).is_err());
        assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 0);
    }
}
