//! Files of Keras, of every version from 2.0 on: archives (`.keras`), HDF5 files of whole models and of weights, and JSON.
//! Reads what lies in the file and nothing else: a closed list of classes, no code, no link, no path.

mod archive;
mod calls;
mod compiled;
mod config;
mod hdf5;
mod legacy;
mod loose;
mod settings;
mod stored;
mod translate;
mod walk;

use std::path::Path;

use serde_json::Value as Json;

use super::error::ImportError;
use super::foreign::ForeignModel;
use super::loading::Place;
use super::open::{Head, IsCanceled};
use super::own::{self, About};
use super::report::{Fate, Report};
use crate::engine::weights::NamedArray;
use crate::files;
use crate::message;
use crate::text::{Message, list};
use hdf5::Hdf5;
use walk::Arrays;

const SIGNATURE_OF_ZIP: &[u8] = b"PK\x03\x04";
const SIGNATURE_OF_HDF5: &[u8] = b"\x89HDF\r\n\x1a\n";

/// The largest description of a network: NASNetLarge's has 1.5 MB.
const LARGEST_JSON_BYTES: u64 = 64 << 20;

/// Whether the file is one of Keras's, or one that only Keras has that form.
pub(super) fn knows(head: &Head<'_>) -> bool {
    let has = |text: &str| {
        head.bytes
            .windows(text.len())
            .any(|part| part == text.as_bytes())
    };
    let first = head.bytes.iter().find(|byte| !byte.is_ascii_whitespace());
    if head.bytes.starts_with(SIGNATURE_OF_ZIP) {
        return archive::is_at(head.path);
    }
    head.bytes.starts_with(SIGNATURE_OF_HDF5)
        || (matches!(first, Some(b'{' | b'[')) && has("\"class_name\""))
}

/// Whether the file is an archive of Keras's.
pub(super) fn is_archive(path: &Path) -> bool {
    archive::is_at(path)
}

/// Whether the file begins as an archive, and is none that can be read.
pub(super) fn is_damaged_archive(head: &Head<'_>) -> bool {
    head.bytes.starts_with(SIGNATURE_OF_ZIP) && archive::is_damaged(head.path)
}

/// Whether the file is an HDF5 file in which nothing is of Keras.
pub(super) fn is_hdf5_of_others(path: &Path) -> bool {
    let is_of_keras = |file: &Hdf5| {
        file.has_group(legacy::WEIGHTS)
            || stored::is_in(file)
            || legacy::is_in(file, "").unwrap_or(false)
            || file.text("", "model_config").is_ok_and(|it| it.is_some())
    };
    is_hdf5(path) && !Hdf5::at(path).is_ok_and(|file| is_of_keras(&file))
}

/// Whether the file is an HDF5 file.
pub(super) fn is_hdf5(path: &Path) -> bool {
    let mut head = [0; SIGNATURE_OF_HDF5.len()];
    let source = files::Source::open(path, u64::MAX);
    source.is_ok_and(|mut source| source.read(&mut head).is_ok() && head == *SIGNATURE_OF_HDF5)
}

/// What a file says before it is taken apart.
struct Found {
    /// The model with `class_name` and `config`.
    model: Json,
    /// The version of Keras, where the file says it.
    version: Option<String>,
    /// What it was compiled with.
    compiled: Option<Json>,
    /// What Netsmith said in it, where it wrote the file.
    about: About,
}

/// Reads a file of Keras.
///
/// # Errors
/// Where it cannot be read or is none of Keras's; what is in it but cannot be had is told in `report`.
pub(super) fn read(
    path: &Path,
    report: &mut Report,
    is_canceled: IsCanceled<'_>,
) -> Result<ForeignModel, ImportError> {
    let content = |reason: Message| ImportError::content(path, reason);
    let mut head = vec![0; SIGNATURE_OF_HDF5.len()];
    let mut source = files::Source::open(path, LARGEST_FILE_BYTES)?;
    let is_long = source.len_bytes() >= head.len() as u64;
    if is_long {
        source.read(&mut head)?;
    }
    let (found, arrays) = match () {
        () if head.starts_with(SIGNATURE_OF_ZIP) => archive::read(path, report, is_canceled)?,
        () if head.starts_with(SIGNATURE_OF_HDF5) => {
            let bytes = files::read_limited(path, LARGEST_FILE_BYTES)?;
            let file = Hdf5::of_bytes(bytes).map_err(content)?;
            of_hdf5(&file, is_canceled).map_err(content)?
        }
        () => {
            let text = files::read_limited(path, LARGEST_JSON_BYTES)?;
            (of_json(&text).map_err(content)?, Arrays::new())
        }
    };
    foreign(&found, arrays, report).map_err(content)
}

/// The largest file that is read: the largest network of keras.applications takes 1.4 GB.
const LARGEST_FILE_BYTES: u64 = 8 << 30;

/// A model in JSON, as `to_json` writes it.
fn of_json(text: &[u8]) -> Result<Found, Message> {
    let model: Json = serde_json::from_slice(text)
        .map_err(|error| message!("keras-json-broken", fault = %error))?;
    let version = config::text(&model, "keras_version").map(str::to_owned);
    let compiled = model.get("compile_config").cloned();
    Ok(Found {
        model,
        version,
        compiled,
        about: About::default(),
    })
}

/// The weights for these layers, whichever layout they have, and who wrote them.
///
/// # Errors
/// Where the file holds no weights.
pub(super) fn weights(
    path: &Path,
    places: &[Place],
) -> Result<(String, Vec<Vec<NamedArray>>), ImportError> {
    let content = |reason: Message| ImportError::content(path, reason);
    let file = weights_in(path)?;
    let version = file.text("", "keras_version").map_err(content)?;
    let arrays = loose::arrays(&file, places).map_err(content)?;
    let named = arrays.into_iter().zip(places);
    let named = named.map(|(arrays, place)| walk::named(arrays, &place.weights));
    Ok((writer(version.as_deref()), named.collect()))
}

/// All weights in the file, each with the layer that it says it is of, and who wrote them.
///
/// # Errors
/// Where the file cannot be read, or holds no weights.
pub(super) fn loose_weights(
    path: &Path,
) -> Result<(String, Vec<(String, NamedArray)>), ImportError> {
    let content = |reason: Message| ImportError::content(path, reason);
    let file = weights_in(path)?;
    let version = file.text("", "keras_version").map_err(content)?;
    let arrays = loose::all(&file).map_err(content)?;
    Ok((writer(version.as_deref()), arrays))
}

/// The HDF5 file at `path`, or that in the archive there.
fn weights_in(path: &Path) -> Result<Hdf5, ImportError> {
    let content = |reason: Message| ImportError::content(path, reason);
    let bytes = match archive::weights(path).map_err(content)? {
        Some(bytes) => bytes,
        None => files::read_limited(path, LARGEST_FILE_BYTES)?,
    };
    Hdf5::of_bytes(bytes).map_err(content)
}

fn writer(version: Option<&str>) -> String {
    match version {
        Some(version) => format!("Keras {version}"),
        None => "Keras".to_owned(),
    }
}

/// A whole model in an HDF5 file.
fn of_hdf5(file: &Hdf5, is_canceled: IsCanceled<'_>) -> Result<(Found, Arrays), Message> {
    let Some(text) = file.text("", "model_config")? else {
        return Err(no_model(file)?);
    };
    let mut found = of_json(text.as_bytes())?;
    let version = file.text("", "keras_version")?;
    found.version = version
        .or(file.text(legacy::WEIGHTS, "keras_version")?)
        .or(found.version);
    let compiled = file.text("", "training_config")?;
    found.compiled = compiled
        .and_then(|text| serde_json::from_str(&text).ok())
        .or(found.compiled);
    found.about = About::read(file.text("", own::KEY)?.as_deref());
    let model = config::model(&found.model)?;
    let arrays = legacy::arrays(file, legacy::WEIGHTS, &model, is_canceled)?;
    Ok((found, arrays))
}

/// Why a file holds no network: it may be one of weights alone, or of pictures.
fn no_model(file: &Hdf5) -> Result<Message, Message> {
    if stored::is_in(file) || legacy::is_in(file, "")? {
        return Ok(message!("keras-weights-only"));
    }
    let mut names = file.datasets("")?;
    names.extend(file.groups("")?);
    names.sort();
    names.truncate(MOST_NAMED);
    Ok(message!("keras-other-hdf5", found = list(names)))
}

/// The most parts of a file that are named.
const MOST_NAMED: usize = 6;

fn foreign(found: &Found, arrays: Arrays, report: &mut Report) -> Result<ForeignModel, Message> {
    let model = config::model(&found.model)?;
    let is_keras_2 = match &found.version {
        Some(version) => version.starts_with('2') || version.starts_with("1."),
        None => found.model.get("module").is_none(),
    };
    let (layers, outputs) = walk::walk(&model, arrays, is_keras_2, report);
    let recipe = found
        .compiled
        .as_ref()
        .and_then(|it| compiled::recipe(it, report));
    if layers.is_empty() {
        report.tell_of_file(Fate::Refused, message!("keras-model-without-layers"));
    }
    Ok(ForeignModel {
        name: model.name,
        writer: writer(found.version.as_deref()),
        layers,
        outputs,
        normalizing: found.about.normalizing(),
        classes: found.about.classes.clone(),
        recipe,
        about: found.about.clone(),
    })
}
