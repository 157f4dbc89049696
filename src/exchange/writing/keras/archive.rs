//! The files that Keras opens, whole.

use std::io::{Cursor, Write};

use hdf5_pure::{AttrValue, FileBuilder};
use serde_json::{Value, json};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

use super::hdf5::{self, LEGACY_VERSION};
use super::{Dialect, KerasNetwork, compile_config, config, training_config};
use crate::exchange::Report;
use crate::exchange::outgoing::{Choices, ExportError, Outgoing};
use crate::exchange::own;

/// The version that an archive says to be of: the oldest that opens it.
const VERSION: &str = "3.0.0";

/// A `.keras` archive.
///
/// # Errors
/// Where the weights cannot be written as HDF5.
pub(in crate::exchange::writing) fn archive(
    outgoing: &Outgoing,
    choices: Choices,
    report: &mut Report,
) -> Result<Vec<u8>, ExportError> {
    let network = KerasNetwork::of(outgoing, Dialect::Keras3, choices, report);
    let mut config = config::config(&network);
    config["build_config"] = Value::Null;
    config["compile_config"] = compile_config(outgoing, report).unwrap_or(Value::Null);
    // No clock: the same network gives the same bytes.
    let metadata = json!({"keras_version": VERSION, "date_saved": "1980-01-01@00:00:00"});
    let mut members = vec![
        ("metadata.json", text(&metadata)),
        ("config.json", text(&config)),
    ];
    if let Some(about) = outgoing.about(choices) {
        members.push((own::MEMBER, text(&about)));
    }
    members.push(("model.weights.h5", weights_of(&network)?));
    zipped(&members)
}

fn text(value: &Value) -> Vec<u8> {
    value.to_string().into_bytes()
}

fn zipped(members: &[(&str, Vec<u8>)]) -> Result<Vec<u8>, ExportError> {
    let length = members.iter().map(|(_, bytes)| bytes.len() + 200).sum();
    let mut archive = ZipWriter::new(Cursor::new(Vec::with_capacity(length)));
    let options = SimpleFileOptions::default().compression_method(CompressionMethod::Stored);
    for (name, bytes) in members {
        let options = options.large_file(bytes.len() as u64 >= u64::from(u32::MAX));
        let started = archive.start_file(*name, options);
        started.map_err(|error| ExportError::refused(&error))?;
        let written = archive.write_all(bytes);
        written.map_err(|error| ExportError::refused(&error))?;
    }
    let finished = archive.finish();
    Ok(finished
        .map_err(|error| ExportError::refused(&error))?
        .into_inner())
}

fn weights_of(network: &KerasNetwork<'_>) -> Result<Vec<u8>, ExportError> {
    let mut file = FileBuilder::new();
    hdf5::layers(&mut file, network);
    hdf5::finished(file)
}

/// A `.weights.h5` file.
///
/// # Errors
/// As [`archive`].
pub(in crate::exchange::writing) fn weights_alone(
    outgoing: &Outgoing,
    choices: Choices,
    report: &mut Report,
) -> Result<Vec<u8>, ExportError> {
    weights_of(&KerasNetwork::of(
        outgoing,
        Dialect::Keras3,
        choices,
        report,
    ))
}

/// What `model.to_json()` gives.
pub(in crate::exchange::writing) fn model_json(
    outgoing: &Outgoing,
    choices: Choices,
    report: &mut Report,
) -> Vec<u8> {
    let network = KerasNetwork::of(outgoing, Dialect::Keras3, choices, report);
    let text = serde_json::to_string_pretty(&config::config(&network));
    // Texts and finite numbers alone: nothing that JSON has no word for.
    (text.unwrap_or_default() + "\n").into_bytes()
}

/// A `.h5` file as Keras 2 writes it.
///
/// # Errors
/// As [`archive`].
pub(in crate::exchange::writing) fn legacy(
    outgoing: &Outgoing,
    choices: Choices,
    report: &mut Report,
) -> Result<Vec<u8>, ExportError> {
    let network = KerasNetwork::of(outgoing, Dialect::Keras2, choices, report);
    let mut file = FileBuilder::new();
    let mut note = |key: &str, value: String| file.set_attr(key, AttrValue::VarLenString(value));
    note("backend", "tensorflow".to_owned());
    note("keras_version", LEGACY_VERSION.to_owned());
    note(
        "model_config",
        config::legacy_config(&network, Dialect::Keras2).to_string(),
    );
    if let Some(config) = training_config(outgoing, report) {
        note("training_config", config.to_string());
    }
    if let Some(about) = outgoing.about(choices) {
        note(own::KEY, about.to_string());
    }
    hdf5::legacy_layers(&mut file, &network);
    hdf5::finished(file)
}
