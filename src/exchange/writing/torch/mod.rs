//! Networks as PyTorch has them: a module in Python, and its weights under that module's names in PyTorch's layouts.
//! Never changes what is computed: channels come first inside, and wherever their place matters the program turns them.

mod arrays;
mod beginning;
pub(super) mod ddp;
mod dropping;
mod helpers;
mod layers;
mod merging;
mod names;
mod pickle;
mod program;
mod shaping;
mod state;
mod tensors;

pub(super) use pickle::state_dict;
pub(super) use program::program;
pub(super) use tensors::safetensors;

use std::collections::BTreeSet;

use crate::exchange::outgoing::{Outgoing, WeightView};
use crate::exchange::{Fate, Report};
use crate::graph::FlatLayer;
use crate::layer::Shape;
use crate::message;
use arrays::{Source, Tensor};
use helpers::Helper;
use names::Names;

/// A network in PyTorch's words.
#[derive(Debug, Default)]
pub(super) struct TorchNetwork {
    /// Its layers, each behind those that it takes.
    pub layers: Vec<TorchLayer>,
    /// Small classes and functions that it is made with.
    helpers: BTreeSet<Helper>,
}

/// A layer in PyTorch's words.
#[derive(Debug, Default)]
pub(super) struct TorchLayer {
    /// What a variable with its output is called, and its part of the module.
    pub name: String,
    /// The parts of the module that it is made with: a name and what makes it.
    pub members: Vec<(String, String)>,
    /// Lines behind those that make it.
    pub afterwards: Vec<String>,
    /// Its output, with `{0}`, `{1}` … for its inputs.
    pub expression: String,
    /// Its weights under the module's names.
    tensors: Vec<(String, Tensor)>,
    /// Where their numbers come from; one that no array of ours is kept as comes from nowhere.
    sources: Vec<Source>,
    /// What large weights of its kernels add to the loss: a weight's name, `l1`, `l2`.
    pub penalties: Vec<(String, f64, f64)>,
    /// Whether training leaves it as it is.
    pub is_frozen: bool,
}

/// What is known where one layer is put into PyTorch's words.
struct Place<'a> {
    flat: &'a FlatLayer,
    inputs: Vec<Shape>,
    output: Shape,
    arrays: &'a [WeightView<'a>],
    helpers: &'a mut BTreeSet<Helper>,
}

impl TorchNetwork {
    /// `outgoing` in PyTorch's words; `report` is told what becomes of each layer.
    pub fn of(outgoing: &Outgoing, report: &mut Report) -> Self {
        let mut network = Self::default();
        let mut names = Names::default();
        let arrays = outgoing.arrays();
        for (index, flat) in outgoing.flat.layers.iter().enumerate() {
            let name = names.fitting(&flat.name, flat.layer.kind().entry().stem);
            if name != flat.name {
                let message = message!("export-renamed", name = &name);
                report.tell(Fate::Translated, &flat.name, message);
            }
            let place = Place {
                flat,
                inputs: outgoing.flat.input_shapes(index),
                output: flat.output_shape,
                arrays: &arrays[index],
                helpers: &mut network.helpers,
            };
            let mut layer = layers::written(place, name);
            layer.is_frozen = flat.is_frozen;
            network.layers.push(layer);
        }
        network
    }
}
