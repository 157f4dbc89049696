//! `.keras` archives: a description, and the weights as an HDF5 file inside.

use std::fs::File;
use std::io::{BufReader, Read};
use std::path::Path;

use serde_json::Value as Json;
use zip::ZipArchive;
use zip::result::ZipError;

use super::hdf5::Hdf5;
use super::walk::Arrays;
use super::{Found, LARGEST_FILE_BYTES, LARGEST_JSON_BYTES, config, of_json, stored};
use crate::exchange::error::ImportError;
use crate::exchange::open::IsCanceled;
use crate::exchange::own::{About, MEMBER};
use crate::exchange::report::{Fate, Report};
use crate::message;
use crate::text::Message;

const CONFIG: &str = "config.json";
const METADATA: &str = "metadata.json";
const WEIGHTS: &str = "model.weights.h5";
/// Another form of the weights, which Keras writes where it is asked to.
const WEIGHTS_OF_NUMPY: &str = "model.weights.npz";

/// A member that unpacks to more than so many times its size is none that Keras has written, once it is large.
const LARGEST_RATIO: u64 = 100;
const LARGE_BYTES: u64 = 64 << 20;

type Archive = ZipArchive<BufReader<File>>;

fn archive(path: &Path) -> Result<Archive, Message> {
    let broken = |error: &dyn ToString| message!("keras-archive-broken", fault = error.to_string());
    let file = File::open(path).map_err(|error| broken(&error))?;
    ZipArchive::new(BufReader::new(file)).map_err(|error| broken(&error))
}

/// Whether there is an archive at `path` that describes a network.
pub(super) fn is_at(path: &Path) -> bool {
    archive(path).is_ok_and(|archive| archive.index_for_name(CONFIG).is_some())
}

/// Whether what is at `path` cannot be read as an archive.
pub(super) fn is_damaged(path: &Path) -> bool {
    archive(path).is_err()
}

/// The weights alone; `None` where there is no archive at `path`.
pub(super) fn weights(path: &Path) -> Result<Option<Vec<u8>>, Message> {
    match archive(path) {
        Ok(mut archive) => member(&mut archive, WEIGHTS, LARGEST_FILE_BYTES),
        Err(_) => Ok(None),
    }
}

/// The description and the weights of each layer.
pub(super) fn read(
    path: &Path,
    report: &mut Report,
    is_canceled: IsCanceled<'_>,
) -> Result<(Found, Arrays), ImportError> {
    let content = |reason: Message| ImportError::content(path, reason);
    let mut archive = archive(path).map_err(content)?;
    if archive.has_duplicate_names() {
        return Err(content(message!("keras-archive-names-twice")));
    }
    let text = member(&mut archive, CONFIG, LARGEST_JSON_BYTES).map_err(content)?;
    let text = text.ok_or_else(|| content(message!("keras-archive-lacks", member = CONFIG)))?;
    let mut found = of_json(&text).map_err(content)?;
    let metadata = member(&mut archive, METADATA, LARGEST_JSON_BYTES).map_err(content)?;
    let metadata = metadata.and_then(|text| serde_json::from_slice::<Json>(&text).ok());
    let version = metadata
        .as_ref()
        .and_then(|it| config::text(it, "keras_version"));
    found.version = version.map(str::to_owned).or(found.version);
    let about = member(&mut archive, MEMBER, LARGEST_JSON_BYTES).map_err(content)?;
    let about = about
        .as_deref()
        .and_then(|text| std::str::from_utf8(text).ok());
    found.about = About::read(about);
    if is_canceled() {
        return Err(ImportError::Canceled);
    }
    let model = config::model(&found.model).map_err(content)?;
    let weights = member(&mut archive, WEIGHTS, LARGEST_FILE_BYTES).map_err(content)?;
    let arrays = match weights {
        Some(weights) => {
            let file = Hdf5::of_bytes(weights).map_err(content)?;
            stored::arrays(&file, &model, is_canceled).map_err(content)?
        }
        None => {
            if archive.index_for_name(WEIGHTS_OF_NUMPY).is_some() {
                report.tell_of_file(Fate::Refused, message!("keras-weights-of-numpy"));
            }
            Arrays::new()
        }
    };
    Ok((found, arrays))
}

/// What a member holds; `None` where there is none of that name.
fn member(archive: &mut Archive, name: &str, limit_bytes: u64) -> Result<Option<Vec<u8>>, Message> {
    let broken = |fault: String| message!("keras-member-broken", member = name, fault = fault);
    let member = match archive.by_name(name) {
        Ok(member) => member,
        Err(ZipError::FileNotFound) => return Ok(None),
        Err(error) => return Err(broken(error.to_string())),
    };
    let (packed, size) = (member.compressed_size(), member.size());
    let is_bomb = size > LARGE_BYTES && size > packed.saturating_mul(LARGEST_RATIO);
    if size > limit_bytes || is_bomb {
        return Err(message!(
            "keras-member-too-large",
            member = name,
            bytes = size
        ));
    }
    let mut bytes = Vec::new();
    // The archive may say less than it holds.
    let mut limited = member.take(size.saturating_add(1));
    limited
        .read_to_end(&mut bytes)
        .map_err(|error| broken(error.to_string()))?;
    if bytes.len() as u64 != size {
        return Err(message!("keras-member-cut-short", member = name));
    }
    Ok(Some(bytes))
}
