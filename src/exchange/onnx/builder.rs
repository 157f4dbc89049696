//! The layers that are made of a file's operators, one after the other, and what was found on the way.

use std::collections::BTreeMap;

use super::constants::Constants;
use super::live::Live;
use super::node::Node;
use super::proto::GraphProto;
use crate::engine::weights::NamedArray;
use crate::exchange::{Fate, ForeignLayer, Report};
use crate::layer::{Kind, LayerSpec, Shape};
use crate::message;
use crate::text::Message;

/// The most layers, as many as a graph holds.
const MAX_LAYERS: usize = 100_000;

/// Why an operator was not taken.
pub enum Refusal {
    /// As a sentence.
    Said(Message),
    /// It takes what another one makes that was refused.
    Follows,
}

impl From<Message> for Refusal {
    fn from(message: Message) -> Self {
        Self::Said(message)
    }
}

/// What became of an operator or a part of one.
pub type Outcome<T> = Result<T, Refusal>;

/// A refusal as a sentence.
pub fn refuse<T>(message: Message) -> Outcome<T> {
    Err(Refusal::Said(message))
}

/// The network that is being made.
pub struct Builder<'a> {
    /// Values that do not change.
    pub constants: Constants<'a>,
    /// The version of the operators.
    pub opset: i64,
    /// Whether it is a file of ours, whose operators are called after their layers.
    pub is_own: bool,
    /// The length of the batch's axis, as the file counts with it.
    pub batch: usize,
    /// What was found.
    pub report: Report,
    /// What the layers of the operator in work are called.
    pub name: String,
    /// Layers, in an order in which they can be computed.
    pub layers: Vec<ForeignLayer>,
    shapes: Vec<Shape>,
    /// Whether the layer's output is never below zero.
    positive: Vec<bool>,
    values: BTreeMap<&'a str, Option<Live>>,
    uses: BTreeMap<&'a str, usize>,
    /// How many operators take the output of each layer, under whichever name, that have not been looked at yet or make
    /// layers of their own of it.
    takers: Vec<usize>,
    number_count: usize,
}

impl<'a> Builder<'a> {
    /// Nothing yet.
    pub fn new(
        constants: Constants<'a>,
        graph: &'a GraphProto,
        order: &[Node<'a>],
        opset: i64,
    ) -> Self {
        let mut uses = BTreeMap::new();
        let outputs = graph.output.iter().map(|output| output.name.as_str());
        for value in order.iter().flat_map(|node| node.inputs()).chain(outputs) {
            *uses.entry(value).or_default() += 1;
        }
        Self {
            constants,
            opset,
            is_own: false,
            batch: 1,
            report: Report::default(),
            name: String::new(),
            layers: Vec::new(),
            shapes: Vec::new(),
            positive: Vec::new(),
            values: BTreeMap::new(),
            uses,
            takers: Vec::new(),
            number_count: 0,
        }
    }

    /// The value of this name.
    pub fn live(&self, name: &str) -> Outcome<Live> {
        match self.values.get(name) {
            Some(Some(live)) => Ok(live.clone()),
            Some(None) => Err(Refusal::Follows),
            None if self.constants.has(name) => {
                refuse(message!("onnx-constant-as-value", value = name))
            }
            None => refuse(message!("onnx-made-nowhere", value = name)),
        }
    }

    /// The first input of an operator.
    pub fn first(&self, node: Node<'_>) -> Outcome<Live> {
        match node.input(0) {
            Some(name) => self.live(name),
            None => refuse(message!("onnx-input-lacks")),
        }
    }

    /// The numbers of an input that does not change; `None` where it is left out.
    pub fn constant(
        &self,
        node: Node<'_>,
        index: usize,
    ) -> Outcome<Option<std::rc::Rc<super::tensor::Tensor>>> {
        let Some(name) = node.input(index) else {
            return Ok(None);
        };
        if matches!(self.values.get(name), Some(None)) {
            return Err(Refusal::Follows);
        }
        match self.constants.get(name)? {
            Some(tensor) => Ok(Some(tensor)),
            None => refuse(message!("onnx-input-not-constant", value = name)),
        }
    }

    /// Keeps what an operator makes under the name that the file has for it; `None` where it was refused.
    pub fn keep(&mut self, name: &'a str, live: Option<Live>) {
        if let Some(live) = &live {
            self.takers[live.layer] += self.uses.get(name).copied().unwrap_or(0);
        }
        self.values.insert(name, live);
    }

    /// Keeps what an operator makes of `inputs`, where that may be nothing but another name for one of them.
    pub fn keep_made(&mut self, node: Node<'a>, live: Live) {
        let is_same = |name: &str| matches!(self.values.get(name), Some(Some(input)) if input.layer == live.layer);
        if node.inputs().any(is_same) {
            self.takers[live.layer] = self.takers[live.layer].saturating_sub(1);
        }
        self.keep(node.output(), Some(live));
    }

    /// Whether only one operator takes this layer's output: it can be made part of the layer then.
    pub fn is_taken_once(&self, layer: usize) -> bool {
        self.takers[layer] == 1
    }

    /// The shape of a layer's output.
    pub fn shape(&self, layer: usize) -> Shape {
        self.shapes[layer]
    }

    /// The lengths of a value's axes in the file.
    pub fn dims(&self, live: &Live) -> Vec<usize> {
        live.dims(self.shape(live.layer), self.batch)
    }

    /// Whether a layer's output is never below zero.
    pub fn is_positive(&self, layer: usize) -> bool {
        self.positive[layer]
    }

    /// A layer with the name of the operator.
    pub fn push(
        &mut self,
        spec: LayerSpec,
        inputs: &[usize],
        arrays: Vec<NamedArray>,
    ) -> Outcome<usize> {
        self.push_named(self.name.clone(), spec, inputs, arrays)
    }

    /// A layer that stands before the one that has the operator's name.
    pub fn push_aside(&mut self, what: &str, spec: LayerSpec, inputs: &[usize]) -> Outcome<usize> {
        self.push_named(format!("{}_{what}", self.name), spec, inputs, Vec::new())
    }

    fn push_named(
        &mut self,
        name: String,
        spec: LayerSpec,
        inputs: &[usize],
        arrays: Vec<NamedArray>,
    ) -> Outcome<usize> {
        let shapes: Vec<Shape> = inputs.iter().map(|input| self.shapes[*input]).collect();
        if self.layers.len() >= MAX_LAYERS {
            return refuse(message!("onnx-layers-too-many"));
        }
        let shape = self.checked(&spec, &shapes, &arrays)?;
        let positive =
            super::positive::is_positive(&spec, inputs.iter().map(|input| self.positive[*input]));
        self.layers.push(ForeignLayer {
            name,
            inside: Vec::new(),
            spec,
            inputs: inputs.to_vec(),
            arrays,
            is_trained: true,
            call: 0,
        });
        self.shapes.push(shape);
        self.positive.push(positive);
        self.takers.push(0);
        Ok(self.layers.len() - 1)
    }

    /// The shape that a layer makes of `shapes`, where it can be and its weights are those that it asks for.
    fn checked(
        &mut self,
        spec: &LayerSpec,
        shapes: &[Shape],
        arrays: &[NamedArray],
    ) -> Outcome<Shape> {
        let unfit = |message: Message| {
            Refusal::Said(message!(
                "onnx-layer-unfit",
                kind = spec.kind.to_string(),
                reason = message.inside()
            ))
        };
        let layer = spec.resolve().map_err(|fault| unfit(fault.message))?;
        let shape = layer
            .output_shape(shapes)
            .map_err(|fault| unfit(fault.message))?;
        let expected = layer.weights(shapes);
        let fits = expected.len() == arrays.len()
            && expected
                .iter()
                .zip(arrays)
                .all(|(weight, array)| weight.name == array.name && weight.shape == array.shape);
        if !fits {
            let shown =
                |name: &str, shape: &[usize]| format!("{name} {}", super::tensor::shown(shape));
            let expected = expected
                .iter()
                .map(|weight| shown(weight.name, &weight.shape));
            let found = arrays.iter().map(|array| shown(&array.name, &array.shape));
            let message = message!(
                "onnx-weights-unfit",
                kind = spec.kind.to_string(),
                expected = crate::text::all(expected),
                found = crate::text::all(found)
            );
            return refuse(message);
        }
        let count: usize = arrays.iter().map(|array| array.values.len()).sum();
        self.number_count = self.number_count.saturating_add(count);
        if self.number_count > self.constants.most_of_layers() {
            return refuse(message!("onnx-weights-too-many"));
        }
        Ok(shape)
    }

    /// Another layer in the place of one that was made, with the same shape.
    pub fn replace(&mut self, layer: usize, spec: LayerSpec, arrays: Vec<NamedArray>) {
        self.positive[layer] = false;
        self.layers[layer].spec = spec;
        self.layers[layer].arrays = arrays;
    }

    /// Says that a layer stands for something else than it does by itself.
    pub fn translated(&mut self, layer: usize, message: Message) {
        let name = self.layers[layer].name.clone();
        self.report.tell(Fate::Translated, &name, message);
    }

    /// The kind of a layer.
    pub fn kind(&self, layer: usize) -> Kind {
        self.layers[layer].spec.kind
    }
}

/// An array of weights.
pub fn array(name: &str, shape: impl Into<Vec<usize>>, values: Vec<f32>) -> NamedArray {
    NamedArray {
        name: name.to_owned(),
        shape: shape.into(),
        values,
    }
}

/// A real number of the file in as few digits as say which one it is: 1e-5, not 9.99999974737875e-6.
pub fn plain(number: f32) -> f64 {
    number
        .to_string()
        .parse()
        .unwrap_or_else(|_| f64::from(number))
}
