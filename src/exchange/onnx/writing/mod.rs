//! Networks of ours as files of ONNX that every runtime of the last years takes: opset 17, IR 8.
//! Maps are channels first inside, as runtimes want them; only the input and the output may be channels last. What a layer
//! does in training alone is left out, and said.

mod activations;
mod drawn;
mod layers;
mod merges;
mod moves;
mod norms;
mod slides;

use std::ffi::OsString;
use std::path::Path;

use prost::Message as _;

use super::proto::{ModelProto, OperatorSetIdProto, StringStringEntryProto, ValueInfoProto};
use crate::exchange::Report;
use crate::exchange::outgoing::{Choices, Draft, Outgoing, WeightView};
use crate::exchange::own::KEY;
use crate::graph::FlatLayer;
use crate::layer::{Layer, Shape};
pub(super) use drawn::value;
use drawn::{Drawn, channels_first};

/// What is called the author of our files.
pub const PRODUCER: &str = "netsmith";
const OPSET: i64 = 17;
const IR_VERSION: i64 = 8;

/// A file of protobuf's ends at 2 GiB; beyond this the numbers go into a file beside it.
const MOST_BYTES: usize = 1_900 << 20;

/// How the input has its maps.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Order {
    /// Channels, height, width.
    ChannelsFirst,
    /// Height, width, channels.
    ChannelsLast,
}

/// What becomes of each layer, without a file.
pub(in crate::exchange) fn tell(outgoing: &Outgoing, report: &mut Report) {
    let source = Source {
        outgoing,
        weights: Vec::new(),
        order: Order::ChannelsFirst,
        rescaling: None,
        choices: Choices::default(),
    };
    drop(drawn(&source, report));
}

/// A network as a file, that at `path`, and a second one beside it where it is too large for one.
pub(in crate::exchange) fn drafts(
    outgoing: &Outgoing,
    order: Order,
    choices: Choices,
    path: &Path,
    report: &mut Report,
) -> Vec<Draft> {
    let rescaling = outgoing.scaling().filter(|_| choices.rescaling);
    let source = Source {
        outgoing,
        weights: outgoing.arrays(),
        order,
        rescaling,
        choices,
    };
    let mut name = path.file_name().unwrap_or_default().to_owned();
    name.push(".data");
    let (file, beside) = file(&source, &name.to_string_lossy(), report);
    let beside = beside.map(|bytes| (name, bytes));
    std::iter::once((OsString::new(), file))
        .chain(beside)
        .collect()
}

/// A network that is to be written.
pub struct Source<'a> {
    /// The network.
    pub outgoing: &'a Outgoing,
    /// The weights of each layer.
    pub weights: Vec<Vec<WeightView<'a>>>,
    /// How its input has its maps.
    pub order: Order,
    /// What values from 0 to 255 are multiplied by behind the input, and what is added then.
    pub rescaling: Option<[f64; 2]>,
    /// What was chosen.
    pub choices: Choices,
}

/// The bytes of a file, and of the one beside it, called `beside`, where they are too many for one.
pub fn file(source: &Source<'_>, beside: &str, report: &mut Report) -> (Vec<u8>, Option<Vec<u8>>) {
    let (mut drawn, input, output) = drawn(source, report);
    let beside = (drawn.number_bytes() > MOST_BYTES).then(|| drawn.moved_beside(beside));
    let model = ModelProto {
        ir_version: IR_VERSION,
        opset_import: vec![OperatorSetIdProto {
            domain: String::new(),
            version: OPSET,
        }],
        producer_name: PRODUCER.to_owned(),
        producer_version: env!("CARGO_PKG_VERSION").to_owned(),
        graph: Some(drawn.graph(&source.outgoing.name, input, output)),
        metadata_props: metadata(source.outgoing, source.choices),
    };
    (model.encode_to_vec(), beside)
}

/// What the file says beside the network.
fn metadata(outgoing: &Outgoing, choices: Choices) -> Vec<StringStringEntryProto> {
    let about = outgoing.about(choices).map(|about| StringStringEntryProto {
        key: KEY.to_owned(),
        value: about.to_string(),
    });
    about.into_iter().collect()
}

/// All operators, the input and the output.
fn drawn(source: &Source<'_>, report: &mut Report) -> (Drawn, ValueInfoProto, ValueInfoProto) {
    let mut writer = Writer {
        source,
        drawn: Drawn::default(),
        outputs: Vec::new(),
        report,
    };
    for index in 0..source.outgoing.flat.layers.len() {
        let output = writer.layer(index);
        writer.outputs.push(output);
    }
    let (input, output) = writer.ends();
    (writer.drawn, input, output)
}

/// A network on its way into a file.
struct Writer<'a> {
    source: &'a Source<'a>,
    drawn: Drawn,
    /// What the output of each layer is called.
    outputs: Vec<String>,
    report: &'a mut Report,
}

impl<'a> Writer<'a> {
    fn at(&self, index: usize) -> &'a FlatLayer {
        &self.source.outgoing.flat.layers[index]
    }

    /// The shape that comes into a layer first.
    fn input_shape(&self, index: usize) -> Shape {
        let layer = self.at(index);
        layer
            .inputs
            .first()
            .map_or(layer.output_shape, |input| self.at(*input).output_shape)
    }

    /// What comes into a layer first is called.
    fn input(&self, index: usize) -> String {
        let input = self.at(index).inputs.first();
        input.map_or_else(String::new, |input| self.outputs[*input].clone())
    }

    /// A layer's weight, its axes in this order.
    fn weight(&self, index: usize, name: &str, axes: &[usize]) -> Option<(Vec<usize>, Vec<f32>)> {
        let weights = self.source.weights.get(index)?;
        let weight = weights.iter().find(|weight| weight.name == name)?;
        let (shape, numbers) = (&weight.shape, &weight.values);
        if axes.is_empty() {
            return Some((shape.clone(), numbers.to_vec()));
        }
        let tensor = super::tensor::Tensor::reals(shape.clone(), numbers.to_vec()).transposed(axes);
        Some((tensor.shape.clone(), tensor.into_reals()))
    }

    /// The input and the output of the file.
    fn ends(&mut self) -> (ValueInfoProto, ValueInfoProto) {
        let order = self.source.order;
        let layers = &self.source.outgoing.flat.layers;
        let axes = |shape: Shape| match order {
            Order::ChannelsFirst => channels_first(shape),
            Order::ChannelsLast => shape.dims().to_vec(),
        };
        let first = layers
            .iter()
            .position(|layer| matches!(layer.layer, Layer::Input(_)))
            .unwrap_or(0);
        let input = value(&self.at(first).name, &axes(self.at(first).output_shape));
        let last = layers.len().saturating_sub(1);
        let shape = self.at(last).output_shape;
        let mut output = self.outputs[last].clone();
        if order == Order::ChannelsLast && shape.as_map().is_some() {
            let name = format!("{}/channels_last", self.at(last).name);
            output = self.transposed(&name, &output, &[0, 2, 3, 1]);
        }
        (input, value(&output, &axes(shape)))
    }
}

#[cfg(test)]
mod tests;
