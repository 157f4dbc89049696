//! Networks in Keras's own layers, and the files that Keras opens.
//! Never writes a key that Keras 3.0 did not know, or in the older dialect Keras 2: every later version reads those too.

mod archive;
mod browser;
mod compile;
mod config;
mod emit;
mod functions;
mod hdf5;
mod layers;
mod names;
mod script;
mod setting;
mod tfjs;

pub(super) use archive::{archive, legacy, model_json, weights_alone};
pub(super) use compile::{chosen_loss, compile_config, optimizer, training_config};
pub(super) use emit::{KerasLayer, KerasNetwork};
pub(super) use script::script;
pub(super) use tfjs::layers_model;

/// In whose words a network is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::exchange) enum Dialect {
    /// Keras 3.
    Keras3,
    /// Keras 2, which tf_keras and Keras 3 read.
    Keras2,
    /// What TensorFlow.js reads: Keras 2 with fewer layers.
    Browser,
}
