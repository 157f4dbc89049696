//! Writers, one room for each family of formats: a network becomes files, and a report says what that changes.
//! Never touches the disk by itself: files are handed over whole, and saved where all of them are ready; what is too large for
//! that goes part by part into a folder that is given its name in the end.

mod burn;
pub(super) mod keras;
mod modules;
mod python;
mod torch;

use std::ffi::OsString;
use std::path::Path;

use self::burn::BurnNetwork;
use super::Report;
use super::onnx::writing::{self as onnx, Order};
use super::outgoing::{Choices, Draft, ExportError, Format, Outgoing};
use crate::files::PendingFolder;
use keras::{Dialect, KerasNetwork};
use torch::TorchNetwork;

/// Tells what becomes of each layer, without making a file of it.
pub(super) fn tell(outgoing: &Outgoing, format: Format, choices: Choices, report: &mut Report) {
    let mut keras = |dialect| {
        KerasNetwork::of(outgoing, dialect, choices, report);
    };
    match format {
        Format::Keras | Format::WeightsH5 | Format::Json | Format::KerasPy => {
            keras(Dialect::Keras3);
        }
        Format::H5 => keras(Dialect::Keras2),
        Format::Tfjs => keras(Dialect::Browser),
        Format::Pt | Format::Safetensors | Format::TorchPy => {
            drop(TorchNetwork::of(outgoing, report));
        }
        Format::TorchDdp => tell_of_training(outgoing, report),
        Format::BurnRs => drop(BurnNetwork::of(outgoing, report)),
        Format::Onnx | Format::OnnxChannelsLast => onnx::tell(outgoing, report),
    }
    match format {
        Format::Keras => drop(keras::compile_config(outgoing, report)),
        Format::H5 | Format::Tfjs => drop(keras::training_config(outgoing, report)),
        _ => {}
    }
}

/// Tells what becomes of a training that is gone through elsewhere.
pub(super) fn tell_of_training(outgoing: &Outgoing, report: &mut Report) {
    drop(TorchNetwork::of(outgoing, report));
    torch::ddp::tell(outgoing, report);
}

/// Puts all files of a training that is gone through elsewhere into `folder`.
///
/// # Errors
/// Where the training cannot be begun, or the disk refuses.
pub(super) fn fill(outgoing: &Outgoing, folder: &mut PendingFolder) -> Result<(), ExportError> {
    torch::ddp::fill(outgoing, folder)
}

/// The files of a network in this format, that at `path` first.
///
/// # Errors
/// Where a library refuses to write it.
pub(super) fn drafts(
    outgoing: &Outgoing,
    format: Format,
    choices: Choices,
    path: &Path,
    report: &mut Report,
) -> Result<Vec<Draft>, ExportError> {
    let alone = |bytes| vec![(OsString::new(), bytes)];
    Ok(match format {
        Format::Keras => alone(keras::archive(outgoing, choices, report)?),
        Format::H5 => alone(keras::legacy(outgoing, choices, report)?),
        Format::WeightsH5 => alone(keras::weights_alone(outgoing, choices, report)?),
        Format::Tfjs => keras::layers_model(outgoing, choices, path, report),
        Format::Json => alone(keras::model_json(outgoing, choices, report)),
        Format::Onnx => onnx::drafts(outgoing, Order::ChannelsFirst, choices, path, report),
        Format::OnnxChannelsLast => {
            onnx::drafts(outgoing, Order::ChannelsLast, choices, path, report)
        }
        Format::Pt => alone(torch::state_dict(
            &TorchNetwork::of(outgoing, report),
            outgoing,
            choices,
        )?),
        Format::Safetensors => {
            let network = TorchNetwork::of(outgoing, report);
            alone(torch::safetensors(&network, outgoing, choices))
        }
        Format::KerasPy => {
            let script = keras::script(outgoing, choices, report).into_bytes();
            let weights = outgoing.weights.is_some().then(|| {
                // What is to be said of the layers is said already.
                keras::weights_alone(outgoing, choices, &mut Report::default())
            });
            with_weights(script, weights.transpose()?, beside(path, ".weights.h5"))
        }
        Format::TorchPy => {
            let network = TorchNetwork::of(outgoing, report);
            let program = torch::program(&network, outgoing).into_bytes();
            let weights = outgoing
                .weights
                .is_some()
                .then(|| torch::state_dict(&network, outgoing, choices));
            with_weights(program, weights.transpose()?, beside(path, ".pt"))
        }
        // Goes part by part into a folder, by `fill`.
        Format::TorchDdp => Vec::new(),
        Format::BurnRs => {
            let network = BurnNetwork::of(outgoing, report);
            let name = beside(path, ".safetensors");
            let program = self::burn::program(&network, outgoing, &name.to_string_lossy());
            let weights = outgoing.weights.is_some().then(|| {
                // What is to be said of the layers is said already.
                let network = TorchNetwork::of(outgoing, &mut Report::default());
                torch::safetensors(&network, outgoing, choices)
            });
            with_weights(program.into_bytes(), weights, name)
        }
    })
}

/// The name of a file beside that at `path`, with another ending.
fn beside(path: &Path, ending: &str) -> OsString {
    let mut name = path.file_stem().unwrap_or_default().to_owned();
    name.push(ending);
    name
}

fn with_weights(program: Vec<u8>, weights: Option<Vec<u8>>, name: OsString) -> Vec<Draft> {
    let program = (OsString::new(), program);
    let weights = weights.map(|weights| (name, weights));
    std::iter::once(program).chain(weights).collect()
}

#[cfg(test)]
mod tests;
