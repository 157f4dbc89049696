//! Networks as Burn has them: a module in Rust that takes its weights from the safetensors that PyTorch's takes too.
//! Never changes what is computed: channels come first inside, and wherever their place matters the program turns them.

mod convolutions;
mod helpers;
mod layers;
mod merging;
mod names;
mod norms;
mod pictures;
mod program;
mod shaping;
mod values;

pub(super) use program::program;

use std::collections::BTreeSet;

use super::torch::TorchNetwork;
use crate::exchange::outgoing::Outgoing;
use crate::exchange::{Fate, Report};
use crate::graph::FlatLayer;
use crate::layer::Shape;
use crate::message;
use helpers::Helper;

/// A network in Burn's words.
#[derive(Debug, Default)]
pub(super) struct BurnNetwork {
    /// Its layers, each behind those that it takes.
    layers: Vec<BurnLayer>,
    /// Small types and functions that it is made with.
    helpers: BTreeSet<Helper>,
}

/// A layer in Burn's words.
#[derive(Debug, Default)]
struct BurnLayer {
    /// What its weights are called in the file.
    name: String,
    /// The fields of the module that it is made with.
    fields: Vec<Field>,
    /// Its output, with `{0}`, `{1}` … for its inputs.
    expression: String,
}

/// A field of the module.
#[derive(Debug)]
struct Field {
    name: String,
    kind: &'static str,
    /// What makes it.
    constructor: String,
    /// What takes its weights: a part of it, the call that reads them, and whether the part may be absent.
    weights: Vec<(&'static str, String, bool)>,
}

/// What is known where one layer is put into Burn's words.
struct Place<'a> {
    flat: &'a FlatLayer,
    inputs: Vec<Shape>,
    output: Shape,
    helpers: &'a mut BTreeSet<Helper>,
}

impl Place<'_> {
    fn is_map(&self) -> bool {
        self.output.as_map().is_some()
    }
}

impl BurnNetwork {
    /// `outgoing` in Burn's words; `report` is told what becomes of each layer.
    pub fn of(outgoing: &Outgoing, report: &mut Report) -> Self {
        let mut network = Self::default();
        // The names are those of PyTorch's module, for both read one file.
        let torch = TorchNetwork::of(outgoing, report);
        for (index, flat) in outgoing.flat.layers.iter().enumerate() {
            let place = Place {
                flat,
                inputs: outgoing.flat.input_shapes(index),
                output: flat.output_shape,
                helpers: &mut network.helpers,
            };
            let (layer, is_whole) = layers::written(place, torch.layers[index].name.clone());
            if !is_whole {
                let kind = flat.layer.kind().entry().name;
                let message = message!("export-burn-lacks", kind = kind);
                report.tell(Fate::LeftOut, &flat.name, message);
            }
            network.layers.push(layer);
        }
        report.tell_of_file(Fate::LeftOut, message!("export-burn-asks-only"));
        network
    }
}
