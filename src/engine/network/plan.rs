//! The order of work in a forward pass: which layers are done together, because one pass over the maps serves them all.
//! Nothing of this is visible in the graph, in files, or in a parameter's name.

use super::Node;
use super::layers::LayerModule;
use super::stateless::StatelessOperation;
use crate::engine::ops::Sides;
use crate::layer::{Function, Padding};

/// Steps in order, each giving the output of one layer.
#[derive(Debug, Clone)]
pub(super) struct Plan {
    pub steps: Vec<PlannedStep>,
}

/// Work that is done at once.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct PlannedStep {
    /// The position of the layer whose weights and settings it takes.
    pub layer: usize,
    /// The position of the last layer it does, whose output it gives.
    pub output: usize,
    /// The positions of the layers whose outputs it reads.
    pub inputs: Vec<usize>,
    pub form: Form,
    /// Inputs that no later step reads.
    pub last_reads: Vec<usize>,
}

/// What is done together.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Form {
    /// One layer by itself.
    Layer,
    /// Zero padding, then a convolution.
    PaddedConvolution([Sides; 2]),
    /// Batch normalization, then relu.
    ReluOfNormalization,
    /// Batch normalization, then the sum with a shortcut (the second input), then relu.
    ReluOfShortcut,
    /// The sum of two inputs, then relu.
    ReluOfSum,
}

impl Plan {
    /// One step for each layer.
    pub fn plain(nodes: &[Node]) -> Self {
        let alone = |position| PlannedStep::new(nodes, position);
        Self::in_order((0..nodes.len()).map(alone).collect())
    }

    /// As few steps as there are fused forms for.
    pub fn fused(nodes: &[Node]) -> Self {
        let readers = reader_counts(nodes);
        let planner = Planner { nodes, readers };
        let mut is_done = vec![false; nodes.len()];
        let mut steps = Vec::new();
        // Backwards, because the last layer of a fused form decides.
        for position in (0..nodes.len()).rev() {
            if is_done[position] {
                continue;
            }
            let (step, others) = planner.step(position);
            for other in others {
                is_done[other] = true;
            }
            steps.push(step);
        }
        steps.reverse();
        Self::in_order(steps)
    }

    fn in_order(mut steps: Vec<PlannedStep>) -> Self {
        let mut is_read_later = vec![false; steps.last().map_or(0, |step| step.output + 1)];
        for step in steps.iter_mut().rev() {
            for &input in &step.inputs {
                if !std::mem::replace(&mut is_read_later[input], true) {
                    step.last_reads.push(input);
                }
            }
        }
        Self { steps }
    }
}

impl PlannedStep {
    fn new(nodes: &[Node], position: usize) -> Self {
        Self {
            layer: position,
            output: position,
            inputs: nodes[position].inputs.clone(),
            form: Form::Layer,
            last_reads: Vec::new(),
        }
    }
}

fn reader_counts(nodes: &[Node]) -> Vec<usize> {
    let mut counts = vec![0; nodes.len()];
    for &input in nodes.iter().flat_map(|node| &node.inputs) {
        counts[input] += 1;
    }
    counts
}

struct Planner<'a> {
    nodes: &'a [Node],
    readers: Vec<usize>,
}

impl Planner<'_> {
    /// The step that ends with a layer, and the other layers that it does.
    fn step(&self, position: usize) -> (PlannedStep, Vec<usize>) {
        let step = PlannedStep::new(self.nodes, position);
        match self.nodes[position].inputs.as_slice() {
            [before] if self.is_relu(position) && self.is_for_one(*before) => {
                self.joined_with_relu(step, *before)
            }
            [before] if self.is_valid_convolution(position) && self.is_for_one(*before) => {
                self.padded(step, *before)
            }
            _ => (step, Vec::new()),
        }
    }

    /// A relu with what comes `before` it.
    fn joined_with_relu(&self, step: PlannedStep, before: usize) -> (PlannedStep, Vec<usize>) {
        let node = &self.nodes[before];
        match (&node.module, node.inputs.as_slice()) {
            (LayerModule::Normalization(_), &[maps]) => {
                let step = PlannedStep {
                    layer: before,
                    inputs: vec![maps],
                    form: Form::ReluOfNormalization,
                    ..step
                };
                (step, vec![before])
            }
            (LayerModule::Stateless(sum), &[first, second])
                if matches!(sum.operation, StatelessOperation::Add) && first != second =>
            {
                self.relu_sum(step, before, [first, second])
            }
            _ => (step, Vec::new()),
        }
    }

    fn relu_sum(
        &self,
        step: PlannedStep,
        sum: usize,
        inputs: [usize; 2],
    ) -> (PlannedStep, Vec<usize>) {
        let [first, second] = inputs;
        for (normalization, shortcut) in [(first, second), (second, first)] {
            let node = &self.nodes[normalization];
            let is_normalization = matches!(node.module, LayerModule::Normalization(_));
            if let (true, true, &[maps]) = (
                is_normalization,
                self.is_for_one(normalization),
                node.inputs.as_slice(),
            ) {
                let step = PlannedStep {
                    layer: normalization,
                    inputs: vec![maps, shortcut],
                    form: Form::ReluOfShortcut,
                    ..step
                };
                return (step, vec![sum, normalization]);
            }
        }
        let step = PlannedStep {
            inputs: inputs.to_vec(),
            form: Form::ReluOfSum,
            ..step
        };
        (step, vec![sum])
    }

    /// A convolution with the zero padding `before` it.
    fn padded(&self, step: PlannedStep, before: usize) -> (PlannedStep, Vec<usize>) {
        let node = &self.nodes[before];
        if let Some(StatelessOperation::ZeroPadding(sides)) = self.stateless(before) {
            let step = PlannedStep {
                inputs: node.inputs.clone(),
                form: Form::PaddedConvolution(*sides),
                ..step
            };
            return (step, vec![before]);
        }
        (step, Vec::new())
    }

    /// Whether only one layer reads this one's output.
    fn is_for_one(&self, position: usize) -> bool {
        self.readers[position] == 1
    }

    fn is_relu(&self, position: usize) -> bool {
        matches!(
            self.stateless(position),
            Some(StatelessOperation::Activation(Function::Relu))
        )
    }

    fn stateless(&self, position: usize) -> Option<&StatelessOperation> {
        match &self.nodes[position].module {
            LayerModule::Stateless(layer) => Some(&layer.operation),
            _ => None,
        }
    }

    fn is_valid_convolution(&self, position: usize) -> bool {
        let LayerModule::Convolution(layer) = &self.nodes[position].module else {
            return false;
        };
        layer.options.window.padding == Padding::Valid
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use burn::tensor::Device;

    use super::*;
    use crate::engine::network::Network;
    use crate::graph::infer;
    use crate::project::preset;

    fn network(name: &str) -> Network {
        let flat = infer(&preset(name).unwrap().project.graph).flat().unwrap();
        Network::build(&flat, 0, &Device::flex()).unwrap()
    }

    fn counts(plan: &Plan) -> BTreeMap<String, usize> {
        let mut counts = BTreeMap::new();
        for step in &plan.steps {
            let form = match step.form {
                Form::PaddedConvolution(_) => "padded".to_owned(),
                form => format!("{form:?}"),
            };
            *counts.entry(form).or_default() += 1;
        }
        counts
    }

    // ResNet50 has 177 layers: 33 relus follow a normalization, 16 a sum whose one side is a normalization, and its
    // zero padding stands before a convolution. 177 - 33 - 2 * 16 - 1 = 111.
    #[test]
    fn resnet50_needs_111_steps_for_its_177_layers() {
        let network = network("resnet50");
        let plan = Plan::fused(&network.nodes);
        assert_eq!(plan.steps.len(), 111);
        let expected = [
            ("Layer", 61),
            ("ReluOfNormalization", 33),
            ("ReluOfShortcut", 16),
            ("padded", 1),
        ];
        let expected = expected.map(|(form, count)| (form.to_owned(), count));
        assert_eq!(counts(&plan), BTreeMap::from(expected));
        assert_eq!(Plan::plain(&network.nodes).steps.len(), 177);
    }

    #[test]
    fn every_step_reads_what_was_made_before_and_drops_it_after_its_last_reader() {
        for name in ["happy_model", "resnet18", "resnet50"] {
            let network = network(name);
            for plan in [Plan::plain(&network.nodes), Plan::fused(&network.nodes)] {
                let mut held = std::collections::BTreeSet::new();
                for step in &plan.steps {
                    assert!(
                        step.inputs.iter().all(|input| held.contains(input)),
                        "{step:?}"
                    );
                    step.last_reads
                        .iter()
                        .for_each(|input| assert!(held.remove(input)));
                    held.insert(step.output);
                }
                assert_eq!(
                    held.into_iter().collect::<Vec<_>>(),
                    [network.nodes.len() - 1]
                );
            }
        }
    }
}
