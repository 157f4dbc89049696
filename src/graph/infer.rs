//! Shapes, parameters and costs of every layer. Never stops at the first fault: a layer whose inputs are unknown
//! is unknown itself, and everything else goes on.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::expand::{ExpandedLayer, Expansion, expand};
use super::model::{Graph, NodePath};
use super::order::keras_order;
use super::problem::{self, Problem, Severity};
use crate::layer::{Fault, Kind, Layer, ParamCount, Shape};

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
    /// Distance of neighbouring receptive fields in pixels of the network's input.
    field_step: [u64; 2],
    /// Why it has no shape, if that is its own fault.
    pub fault: Option<Fault>,
}

impl LayerReport {
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

/// Everything that inference found out.
#[derive(Clone, Debug, Default)]
pub struct Inference {
    /// Layers in the order of Keras's summary.
    pub layers: Vec<LayerReport>,
    /// Block instances by path.
    pub blocks: BTreeMap<NodePath, BlockReport>,
    /// Everything that is wrong, errors first.
    pub problems: Vec<Problem>,
    /// Sums.
    pub totals: Totals,
    by_path: BTreeMap<NodePath, usize>,
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

    /// The shape that leaves the node at `path`, layer or block.
    #[must_use]
    pub fn output_shape(&self, path: &NodePath) -> Option<Shape> {
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
        self.problems
            .iter()
            .all(|problem| problem.severity != Severity::Error)
    }

    /// The network ready to be built.
    ///
    /// # Errors
    /// The first problem that keeps it from being built, as a sentence.
    pub fn flat(&self) -> Result<Flat, String> {
        if let Some(problem) = self
            .problems
            .iter()
            .find(|problem| problem.severity == Severity::Error)
        {
            return Err(problem.sentence());
        }
        let flat = |report: &LayerReport| {
            Some(FlatLayer {
                name: report.name.to_string(),
                path: report.path.clone(),
                layer: report.layer.clone()?,
                inputs: report.inputs.iter().copied().collect::<Option<_>>()?,
                output_shape: report.output_shape?,
            })
        };
        let layers: Option<Vec<FlatLayer>> = self.layers.iter().map(flat).collect();
        layers
            .map(|layers| Flat { layers })
            .ok_or_else(|| "the shape of a layer is unknown".to_owned())
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
}

impl Flat {
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
}

/// Finds out everything about `graph`.
#[must_use]
pub fn infer(graph: &Graph) -> Inference {
    let expansion = expand(graph);
    let order = keras_order(&expansion.layers);
    let mut place = vec![0; order.len()];
    for (new, old) in order.iter().enumerate() {
        place[*old] = new;
    }
    let mut inference = Inference {
        layers: Vec::with_capacity(order.len()),
        ..Inference::default()
    };
    for old in &order {
        let report = report(&expansion.layers[*old], &place, &inference.layers);
        inference
            .by_path
            .insert(report.path.clone(), inference.layers.len());
        inference.layers.push(report);
    }
    add_blocks(&mut inference, &expansion, &place);
    add_totals(&mut inference);
    inference.problems = problem::find(graph, &expansion, &inference);
    inference
}

fn report(expanded: &ExpandedLayer, place: &[usize], before: &[LayerReport]) -> LayerReport {
    let inputs: Vec<Option<usize>> = expanded
        .inputs
        .iter()
        .map(|input| input.map(|old| place[old]))
        .collect();
    let mut report = LayerReport {
        path: expanded.path.clone(),
        name: expanded.name.as_str().into(),
        kind: expanded.kind,
        layer: None,
        output_shape: None,
        params: None,
        macs: None,
        receptive_field: None,
        field_step: [1, 1],
        fault: None,
        inputs,
    };
    match &expanded.layer {
        Ok(layer) => {
            report.layer = Some(layer.clone());
            if let Err(fault) = measure(&mut report, layer, before) {
                report.fault = Some(fault);
            }
        }
        Err(fault) => report.fault = Some(fault.clone()),
    }
    report
}

/// Fills in what follows from the inputs; leaves everything unknown where an input is.
fn measure(report: &mut LayerReport, layer: &Layer, before: &[LayerReport]) -> Result<(), Fault> {
    let arity = report.kind.entry().arity;
    let sources: Option<Vec<&LayerReport>> = report
        .inputs
        .iter()
        .map(|input| before.get((*input)?))
        .collect();
    let Some(sources) = sources else {
        return Ok(());
    };
    let shapes: Option<Vec<Shape>> = sources.iter().map(|source| source.output_shape).collect();
    let Some(shapes) = shapes else { return Ok(()) };
    if shapes.len() < arity.least() {
        return Ok(());
    }
    let output = layer.output_shape(&shapes)?;
    report.params = Some(layer.params(&shapes)?);
    report.macs = Some(layer.macs(&shapes, output)?);
    report.output_shape = Some(output);
    (report.receptive_field, report.field_step) = receptive_field(layer, &sources, output);
    Ok(())
}

/// The receptive field grows by the window's extent in steps of the field before (Araujo et al., 2019).
fn receptive_field(
    layer: &Layer,
    sources: &[&LayerReport],
    output: Shape,
) -> (Option<[u64; 2]>, [u64; 2]) {
    if output.as_map().is_none() {
        return (None, [1, 1]);
    }
    let window = layer.window();
    let grow = |axis: usize, field: u64, step: u64| {
        field.saturating_add((window.extent[axis] as u64 - 1).saturating_mul(step))
    };
    let mut field = [1, 1];
    let mut step = [1, 1];
    for source in sources {
        let Some(before) = source.receptive_field else {
            return (None, [1, 1]);
        };
        for axis in [0, 1] {
            field[axis] = field[axis].max(grow(axis, before[axis], source.field_step[axis]));
            step[axis] =
                step[axis].max(source.field_step[axis].saturating_mul(window.strides[axis] as u64));
        }
    }
    (Some(field), step)
}

fn add_blocks(inference: &mut Inference, expansion: &Expansion, place: &[usize]) {
    for block in &expansion.blocks {
        let output = block.output.map(|old| place[old]);
        let report = BlockReport {
            name: block.name.clone(),
            output,
            output_shape: output.and_then(|index| inference.layers[index].output_shape),
            ..BlockReport::default()
        };
        inference.blocks.insert(block.path.clone(), report);
    }
    for layer in &inference.layers {
        let mut around = layer.path.parent();
        while let Some(path) = around {
            if let Some(block) = inference.blocks.get_mut(&path) {
                block.layer_count += 1;
                add_counts(&mut block.params, layer.params);
                block.macs = block.macs.saturating_add(layer.macs.unwrap_or(0));
            }
            around = path.parent();
        }
    }
}

fn add_totals(inference: &mut Inference) {
    let mut totals = Totals {
        layer_count: inference.layers.len(),
        ..Totals::default()
    };
    for layer in &inference.layers {
        totals.unknown_count += usize::from(layer.output_shape.is_none());
        add_counts(&mut totals.params, layer.params);
        totals.macs = totals.macs.saturating_add(layer.macs.unwrap_or(0));
        totals.activation_bytes = totals
            .activation_bytes
            .saturating_add(layer.activation_bytes().unwrap_or(0));
    }
    inference.totals = totals;
}

fn add_counts(sum: &mut ParamCount, part: Option<ParamCount>) {
    let part = part.unwrap_or_default();
    sum.trainable = sum.trainable.saturating_add(part.trainable);
    sum.non_trainable = sum.non_trainable.saturating_add(part.non_trainable);
}

#[cfg(test)]
mod tests {
    use super::super::problem::tests::chain;
    use super::*;
    use crate::layer::{LayerSpec, Value};

    #[test]
    fn inference_goes_on_past_a_fault() {
        let graph = chain([
            LayerSpec::new(Kind::Input),
            LayerSpec::new(Kind::Conv2D).with("filters", -1),
            LayerSpec::new(Kind::Activation),
            LayerSpec::new(Kind::Flatten),
        ]);
        let inference = infer(&graph);
        assert_eq!(inference.totals.unknown_count, 3);
        assert_eq!(
            inference.layers[0].output_shape,
            Some(Shape::map(64, 64, 3))
        );
        // Layers behind the fault are unknown, not faulty: one problem, where it is.
        assert_eq!(inference.problems.len(), 1);
        assert!(inference.flat().is_err());
    }

    #[test]
    fn receptive_fields_grow_with_kernels_and_strides() {
        let graph = chain([
            LayerSpec::new(Kind::Input),
            LayerSpec::new(Kind::Conv2D)
                .with("kernel_size", [7, 7])
                .with("strides", [2, 2]),
            LayerSpec::new(Kind::MaxPooling2D)
                .with("pool_size", [3, 3])
                .with("strides", [2, 2]),
            LayerSpec::new(Kind::Conv2D),
        ]);
        // 7, then 7 + 2·2 = 11, then 11 + 2·4 = 19.
        let fields: Vec<_> = infer(&graph)
            .layers
            .iter()
            .map(|layer| layer.receptive_field.unwrap()[0])
            .collect();
        assert_eq!(fields, [1, 7, 11, 19]);
    }

    #[test]
    fn astronomical_settings_are_a_problem_and_no_overflow() {
        let largest = crate::layer::MAX_SIZE;
        let graph = chain([
            LayerSpec::new(Kind::Input).with("shape", Value::List(vec![largest, largest, largest])),
            LayerSpec::new(Kind::Conv2D)
                .with("filters", largest)
                .with("kernel_size", [largest, largest]),
            LayerSpec::new(Kind::Flatten),
            LayerSpec::new(Kind::Dense).with("units", largest),
        ]);
        let inference = infer(&graph);
        assert!(
            inference
                .problems
                .iter()
                .any(|problem| problem.message.contains("too large"))
        );
    }
}
