//! What inference finds out: reports per layer and block, sums, and the network ready to be built.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::expand::StructureFault;
use super::model::{Graph, Node, NodePath};
use super::problem::{Problem, Severity};
use crate::layer::{Fault, Kind, Layer, ParamCount, Shape, Weight};
use crate::message;
use crate::text::Message;

/// What is known about one layer, its blocks opened.
#[derive(Clone, Debug)]
pub struct LayerReport {
    /// Where it is.
    pub path: NodePath,
    /// Its name with parameters filled in.
    pub name: Arc<str>,
    /// Its kind.
    pub kind: Kind,
    /// The typed layer; `None` where its settings have a fault.
    pub layer: Option<Layer>,
    /// Indices of the layers before it in [`Inference::layers`].
    pub inputs: Vec<Option<usize>>,
    /// The shape of one sample that it makes; `None` where unknown.
    pub output_shape: Option<Shape>,
    /// Its parameters; `None` where unknown.
    pub params: Option<ParamCount>,
    /// Multiply-adds for one sample; `None` where unknown.
    pub macs: Option<u64>,
    /// Pixels of the network's input that one output pixel can see, `[height, width]`; `None` where unknown or
    /// where the layer has no map.
    pub receptive_field: Option<[u64; 2]>,
    /// The same before it is rounded up to whole pixels, and the distance of neighboring receptive fields: parts of a pixel
    /// where a map has become larger.
    pub(super) field: Field,
    /// Whether training leaves its weights as they are.
    pub is_frozen: bool,
    /// Why it has no shape, if that is its own fault.
    pub fault: Option<Fault>,
}

/// What one output pixel sees along both axes, in pixels of the network's input.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Field {
    /// From one end to the other.
    pub extent: [f64; 2],
    /// From one output pixel's field to the next one's.
    pub step: [f64; 2],
}

impl Field {
    /// That of the input itself.
    pub const PIXEL: Self = Self {
        extent: [1.0, 1.0],
        step: [1.0, 1.0],
    };

    /// How many pixels that can be at most. Thirds are not exact.
    pub fn pixels(&self) -> [u64; 2] {
        self.extent.map(|extent| (extent - 1e-6).ceil() as u64)
    }
}

impl LayerReport {
    /// Forgets what follows from the inputs.
    pub(super) fn forget(&mut self) {
        (self.output_shape, self.params, self.macs) = (None, None, None);
        (self.receptive_field, self.field) = (None, Field::PIXEL);
    }

    /// Bytes that its output takes for one sample in float32.
    #[must_use]
    pub fn activation_bytes(&self) -> Option<u64> {
        self.output_shape?.elements()?.checked_mul(4)
    }
}

/// What is known about one block instance.
#[derive(Clone, Debug, Default)]
pub struct BlockReport {
    /// Its name with parameters filled in.
    pub name: String,
    /// The layer whose output is its output.
    pub output: Option<usize>,
    /// The shape that it makes.
    pub output_shape: Option<Shape>,
    /// How many layers are inside.
    pub layer_count: usize,
    /// Parameters of all layers inside that are known.
    pub params: ParamCount,
    /// Multiply-adds of all layers inside that are known.
    pub macs: u64,
}

/// Sums over the network. With unknown layers, each is "at least".
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Totals {
    /// Layers, blocks opened.
    pub layer_count: usize,
    /// Layers of unknown shape.
    pub unknown_count: usize,
    /// Parameters.
    pub params: ParamCount,
    /// Multiply-adds for one sample.
    pub macs: u64,
    /// Bytes of all outputs for one sample in float32.
    pub activation_bytes: u64,
}

impl Totals {
    /// Sums over `layers`.
    pub(super) fn of<'a>(layers: impl IntoIterator<Item = &'a LayerReport>) -> Self {
        let mut totals = Self::default();
        for layer in layers {
            totals.layer_count += 1;
            totals.unknown_count += usize::from(layer.output_shape.is_none());
            add_counts(&mut totals.params, layer.params);
            totals.macs = totals.macs.saturating_add(layer.macs.unwrap_or(0));
            totals.activation_bytes = totals
                .activation_bytes
                .saturating_add(layer.activation_bytes().unwrap_or(0));
        }
        totals
    }
}

/// Adds the parameters of one layer; unknown ones are none.
pub(super) fn add_counts(sum: &mut ParamCount, part: Option<ParamCount>) {
    let part = part.unwrap_or_default();
    sum.trainable = sum.trainable.saturating_add(part.trainable);
    sum.non_trainable = sum.non_trainable.saturating_add(part.non_trainable);
}

/// Everything that inference found out.
#[derive(Clone, Debug, Default)]
pub struct Inference {
    /// Layers in the order of Keras's summary.
    pub layers: Vec<LayerReport>,
    /// Block instances by path.
    pub blocks: BTreeMap<NodePath, BlockReport>,
    /// Bypassed nodes by path, with the index of the layer whose output each lets through.
    pub bypassed: BTreeMap<NodePath, Option<usize>>,
    /// Everything that is wrong, errors first.
    pub problems: Vec<Problem>,
    /// Sums.
    pub totals: Totals,
    pub(super) by_path: BTreeMap<NodePath, usize>,
    /// What is wrong with the structure itself.
    pub(super) structure: Vec<StructureFault>,
}

impl Inference {
    /// The report of the layer at `path`.
    #[must_use]
    pub fn layer(&self, path: &NodePath) -> Option<&LayerReport> {
        self.layers.get(*self.by_path.get(path)?)
    }

    /// The index in [`Inference::layers`] of the layer at `path`.
    #[must_use]
    pub fn index_of(&self, path: &NodePath) -> Option<usize> {
        self.by_path.get(path).copied()
    }

    /// What the node at `path` of `graph`, which this is about, is called: with the parameters of the blocks around it
    /// filled in, also where it is bypassed.
    #[must_use]
    pub fn name_of(&self, graph: &Graph, path: &NodePath) -> Option<String> {
        let of_layer = || Some(self.layer(path)?.name.to_string());
        let of_block = || Some(self.blocks.get(path)?.name.clone());
        let known = of_layer().or_else(of_block);
        known
            .filter(|name| !name.is_empty())
            .or_else(|| graph.bound_name(path))
    }

    /// Sums over the layers at `paths` and inside of the block instances there, each once.
    #[must_use]
    pub fn totals_within(&self, paths: &BTreeSet<&NodePath>) -> Totals {
        let is_within = |layer: &&LayerReport| {
            let mut around = layer.path.blocks_around();
            paths.contains(&layer.path) || around.any(|block| paths.contains(&block))
        };
        Totals::of(self.layers.iter().filter(is_within))
    }

    /// How many instances `graph`, which this is about, has of `block`, those inside of other blocks included.
    #[must_use]
    pub fn instance_count(&self, graph: &Graph, block: &str) -> usize {
        self.instances_of(graph, block).count()
    }

    /// The instances of `block` that `graph`, which has the nodes that this is about, has of it.
    pub fn instances_of<'a>(
        &'a self,
        graph: &'a Graph,
        block: &'a str,
    ) -> impl Iterator<Item = &'a NodePath> {
        self.blocks.keys().filter(move |path| {
            let call = graph.node(path).and_then(Node::call);
            call.is_some_and(|call| call.block == block)
        })
    }

    /// The shape that leaves the node at `path`, layer or block; for a bypassed one, the shape that it lets through.
    #[must_use]
    pub fn output_shape(&self, path: &NodePath) -> Option<Shape> {
        if let Some(source) = self.bypassed.get(path) {
            return self.layers.get((*source)?)?.output_shape;
        }
        match self.blocks.get(path) {
            Some(block) => block.output_shape,
            None => self.layer(path)?.output_shape,
        }
    }

    /// Known shapes of a layer's inputs; `None` where one is unknown.
    #[must_use]
    pub fn input_shapes(&self, layer: &LayerReport) -> Option<Vec<Shape>> {
        layer
            .inputs
            .iter()
            .map(|input| self.layers[(*input)?].output_shape)
            .collect()
    }

    /// Problems of a node, or of anything inside it.
    pub fn problems_at<'a>(&'a self, path: &'a NodePath) -> impl Iterator<Item = &'a Problem> {
        self.problems.iter().filter(move |problem| {
            problem
                .path
                .as_ref()
                .is_some_and(|at| at.0.starts_with(&path.0))
        })
    }

    /// Whether nothing keeps the network from being built.
    #[must_use]
    pub fn is_complete(&self) -> bool {
        self.first_obstacle().is_none()
    }

    /// The first problem that keeps the network from being built.
    fn first_obstacle(&self) -> Option<&Problem> {
        let mut problems = self.problems.iter().peekable();
        problems.peek()?;
        let ends = self.ends();
        problems.find(|problem| self.forbids(problem, &ends))
    }

    /// The layers that no other layer uses; a network that can be built has one, the last.
    pub(super) fn ends(&self) -> Vec<usize> {
        let mut is_used = vec![false; self.layers.len()];
        for input in self
            .layers
            .iter()
            .flat_map(|layer| layer.inputs.iter().flatten())
        {
            is_used[*input] = true;
        }
        (0..self.layers.len())
            .filter(|index| !is_used[*index])
            .collect()
    }

    /// Whether no module can be made of the network because of this: what is missing at its end must be there, but what
    /// the end means, and what the input is fed with, is decided by who trains it.
    fn forbids(&self, problem: &Problem, ends: &[usize]) -> bool {
        let at = problem.path.as_ref().and_then(|path| self.index_of(path));
        let is_map = |index: usize| {
            let shape = self.layers[index].output_shape;
            shape.is_some_and(|shape| shape.as_map().is_some())
        };
        match problem.severity {
            Severity::Error => true,
            Severity::Warning => false,
            Severity::Unfinished => match (at, ends) {
                (None, _) => true,
                (Some(index), [.., last]) if index == *last => is_map(index),
                (Some(index), ends) => ends.contains(&index),
            },
        }
    }

    /// The network ready to be built.
    ///
    /// # Errors
    /// The first problem that keeps it from being built, as a sentence.
    pub fn flat(&self) -> Result<Flat, Message> {
        if let Some(problem) = self.first_obstacle() {
            return Err(problem.said());
        }
        let flat = |report: &LayerReport| {
            Some(FlatLayer {
                name: report.name.to_string(),
                path: report.path.clone(),
                layer: report.layer.clone()?,
                inputs: report.inputs.iter().copied().collect::<Option<_>>()?,
                output_shape: report.output_shape?,
                is_frozen: report.is_frozen,
            })
        };
        let layers: Option<Vec<FlatLayer>> = self.layers.iter().map(flat).collect();
        layers
            .map(|layers| Flat { layers })
            .ok_or_else(|| message!("layer-of-unknown-shape"))
    }
}

/// A network without faults: only layers, each after its inputs, the input first and the output last.
#[derive(Clone, Debug, PartialEq)]
pub struct Flat {
    /// The layers in the order of Keras's summary.
    pub layers: Vec<FlatLayer>,
}

/// One layer of a [`Flat`] network.
#[derive(Clone, Debug, PartialEq)]
pub struct FlatLayer {
    /// Its unique name.
    pub name: String,
    /// Where it is in the graph.
    pub path: NodePath,
    /// What it does.
    pub layer: Layer,
    /// Indices of the layers whose outputs it takes.
    pub inputs: Vec<usize>,
    /// The shape of one sample that it makes.
    pub output_shape: Shape,
    /// Whether training leaves its weights as they are.
    pub is_frozen: bool,
}

impl FlatLayer {
    /// What it computes, wherever it stands in the graph: the blocks around it do not matter, nor whether it learns.
    fn structure(&self) -> (&str, &Layer, &[usize], Shape) {
        (&self.name, &self.layer, &self.inputs, self.output_shape)
    }
}

impl Flat {
    /// Whether it computes what `other` computes, with layers of the same names; how blocks group them does not matter.
    #[must_use]
    pub fn is_like(&self, other: &Self) -> bool {
        let alike = |(one, other): (&FlatLayer, &FlatLayer)| one.structure() == other.structure();
        self.layers.len() == other.layers.len() && self.layers.iter().zip(&other.layers).all(alike)
    }

    /// The new names of the layers that were only renamed since `before`, by their old names; `None` where something
    /// else has changed.
    #[must_use]
    pub fn renamed_since(&self, before: &Self) -> Option<BTreeMap<String, String>> {
        let pairs = || before.layers.iter().zip(&self.layers);
        let fits = |(old, new): (&FlatLayer, &FlatLayer)| {
            let ((_, old_layer, old_inputs, old_shape), (_, layer, inputs, shape)) =
                (old.structure(), new.structure());
            (old_layer, old_inputs, old_shape) == (layer, inputs, shape)
        };
        if before.layers.len() != self.layers.len() || !pairs().all(fits) {
            return None;
        }
        let renamed = pairs().filter(|(old, new)| old.name != new.name);
        Some(
            renamed
                .map(|(old, new)| (old.name.clone(), new.name.clone()))
                .collect(),
        )
    }

    /// The shape of one input sample.
    #[must_use]
    pub fn input_shape(&self) -> Shape {
        self.layers[0].output_shape
    }

    /// The shape of one output sample.
    #[must_use]
    pub fn output_shape(&self) -> Shape {
        self.layers[self.layers.len() - 1].output_shape
    }

    /// The shapes that reach the layer at `index`.
    #[must_use]
    pub fn input_shapes(&self, index: usize) -> Vec<Shape> {
        self.layers[index]
            .inputs
            .iter()
            .map(|input| self.layers[*input].output_shape)
            .collect()
    }

    /// What the layer at `index` learns or keeps, in Keras's order.
    #[must_use]
    pub fn weights_of(&self, index: usize) -> Vec<Weight> {
        self.layers[index].layer.weights(&self.input_shapes(index))
    }
}
