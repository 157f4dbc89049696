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

use prost::Message as _;

use super::proto::{ModelProto, OperatorSetIdProto, StringStringEntryProto};
use crate::exchange::Report;
use crate::graph::{Flat, FlatLayer};
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

/// A weight: what its kind calls it, its axes, its numbers.
pub type Weight<'a> = (&'static str, Vec<usize>, &'a [f32]);

/// A network that is to be written.
pub struct Source<'a> {
    /// What it is called.
    pub name: &'a str,
    /// Its layers.
    pub flat: &'a Flat,
    /// The weights of each layer, by the names that its kind gives them.
    pub weights: Vec<Vec<Weight<'a>>>,
    /// What else the file says, by key.
    pub metadata: Vec<(String, String)>,
}

/// The bytes of a file, and of the one beside it, called `beside`, where they are too many for one.
pub fn file(
    source: &Source<'_>,
    order: Order,
    beside: &str,
    report: &mut Report,
) -> (Vec<u8>, Option<Vec<u8>>) {
    let mut writer = Writer {
        source,
        drawn: Drawn::default(),
        outputs: Vec::new(),
        report,
    };
    for index in 0..source.flat.layers.len() {
        let output = writer.layer(index, order);
        writer.outputs.push(output);
    }
    let (input, output) = writer.ends(order);
    let mut drawn = writer.drawn;
    let beside = (drawn.number_bytes() > MOST_BYTES).then(|| drawn.moved_beside(beside));
    let entry = |(key, value): &(String, String)| StringStringEntryProto {
        key: key.clone(),
        value: value.clone(),
    };
    let model = ModelProto {
        ir_version: IR_VERSION,
        opset_import: vec![OperatorSetIdProto {
            domain: String::new(),
            version: OPSET,
        }],
        producer_name: PRODUCER.to_owned(),
        producer_version: env!("CARGO_PKG_VERSION").to_owned(),
        graph: Some(drawn.graph(source.name, input, output)),
        metadata_props: source.metadata.iter().map(entry).collect(),
    };
    (model.encode_to_vec(), beside)
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
        &self.source.flat.layers[index]
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
        let (_, shape, numbers) = weights.iter().find(|weight| weight.0 == name)?;
        if axes.is_empty() {
            return Some((shape.clone(), numbers.to_vec()));
        }
        let tensor = super::tensor::Tensor::reals(shape.clone(), numbers.to_vec()).transposed(axes);
        let numbers = tensor.to_reals();
        Some((tensor.shape, numbers))
    }

    /// The input and the output of the file.
    fn ends(
        &mut self,
        order: Order,
    ) -> (super::proto::ValueInfoProto, super::proto::ValueInfoProto) {
        let layers = &self.source.flat.layers;
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
