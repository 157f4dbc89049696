//! A layers model of TensorFlow.js: the network as JSON, and beside it all weights in one file.

use std::path::Path;

use serde_json::{Value, json};

use super::config::legacy_config;
use super::hdf5::LEGACY_VERSION;
use super::{Dialect, KerasNetwork, training_config};
use crate::exchange::Report;
use crate::exchange::outgoing::{Choices, Draft, Outgoing};

/// The files of the model at `path`, `model.json` and its weights.
pub(in crate::exchange::writing) fn layers_model(
    outgoing: &Outgoing,
    choices: Choices,
    path: &Path,
    report: &mut Report,
) -> Vec<Draft> {
    let network = KerasNetwork::of(outgoing, Dialect::Browser, choices, report);
    let mut weights_name = path.file_stem().unwrap_or_default().to_owned();
    weights_name.push(".weights.bin");
    let mut weights = Vec::new();
    let mut entries: Vec<Value> = Vec::new();
    for layer in &network.layers {
        for array in &layer.arrays {
            let name = format!("{}/{}", layer.name, array.name);
            entries.push(json!({"name": name, "shape": array.shape, "dtype": "float32"}));
            weights.extend(array.values.iter().flat_map(|value| value.to_le_bytes()));
        }
    }
    let paths = [weights_name.to_string_lossy()];
    let model = json!({
        "format": "layers-model",
        "generatedBy": format!("Keras v{LEGACY_VERSION}"),
        "convertedBy": "Netsmith",
        "modelTopology": {
            "keras_version": LEGACY_VERSION,
            "backend": "tensorflow",
            "model_config": legacy_config(&network, Dialect::Browser),
            "training_config": training_config(outgoing, report),
        },
        "weightsManifest": [{"paths": paths, "weights": entries}],
        "userDefinedMetadata": outgoing.about(choices),
    });
    vec![
        (std::ffi::OsString::new(), model.to_string().into_bytes()),
        (weights_name, weights),
    ]
}
