//! Layers behind the one that gives the probabilities: a second softmax behind them would only blur what they spoil.

use super::{Repair, Site, relocate};
use crate::layer::{Function, Kind, Layer, Passes};
use crate::message;
use crate::text::Message;

/// A network whose probabilities are passed through more layers.
pub(super) struct Behind {
    /// The layer that gives them.
    source: usize,
    /// Those behind it, in the order of the flow.
    layers: Vec<usize>,
}

impl Behind {
    /// Whether the layer `end`, which gives no probabilities, stands behind one that does.
    pub fn of(site: &Site<'_>, end: usize) -> Option<Self> {
        let mut layers = Vec::new();
        for index in site.first_branch(end) {
            if gives_probabilities(site, index) {
                layers.reverse();
                return (!layers.is_empty()).then_some(Self {
                    source: index,
                    layers,
                });
            }
            let report = site.layer(index);
            let passes_on = report.kind.entry().passes == Passes::Numbers;
            if !passes_on || report.inputs.len() != 1 {
                return None;
            }
            layers.push(index);
        }
        None
    }

    /// "stands behind `fc`, which gives the probabilities, and spoils them; move it in front of `fc`".
    pub fn message(&self, site: &Site<'_>) -> Message {
        let source = &site.layer(self.source).name;
        message!(
            "head-behind-probabilities",
            layers = self.layers.len(),
            source = %source,
            front = %site.layer(self.front(site)).name
        )
    }

    /// The layers go in front of what makes the probabilities, or go.
    pub fn repairs(&self, site: &Site<'_>) -> impl Iterator<Item = Repair> {
        let moved = relocate::in_front(site, &self.layers, self.front(site));
        let deleted = relocate::without(site, &self.layers);
        moved.into_iter().chain(deleted)
    }

    /// A dense layer whose function is a layer of its own is in front of that.
    fn front(&self, site: &Site<'_>) -> usize {
        let report = site.layer(self.source);
        let input = report.inputs.first().copied().flatten();
        let is_dense = |input: &usize| site.layer(*input).kind == Kind::Dense;
        let before = input.filter(|input| report.kind == Kind::Activation && is_dense(input));
        before.unwrap_or(self.source)
    }
}

fn gives_probabilities(site: &Site<'_>, index: usize) -> bool {
    let layer = site.layer(index).layer.as_ref();
    let function = layer.map_or(Function::Linear, Layer::function);
    matches!(function, Function::Sigmoid | Function::Softmax)
}

#[cfg(test)]
mod tests {
    use crate::graph::problem::tests::{assert_repair, chain};
    use crate::graph::{Graph, NodeId, apply, infer};
    use crate::layer::{Kind, LayerSpec};

    fn labels(graph: &Graph) -> Vec<String> {
        let problems = infer(graph).problems;
        assert_eq!(problems.len(), 1, "{problems:?}");
        let repairs = problems[0].repairs().iter();
        repairs.map(|repair| repair.label.to_string()).collect()
    }

    /// A second softmax was offered behind it.
    #[test]
    fn dropout_behind_softmax_goes_in_front_of_it() {
        let graph = chain([
            LayerSpec::new(Kind::Input),
            LayerSpec::new(Kind::Flatten),
            LayerSpec::new(Kind::Dense).with("activation", "softmax"),
            LayerSpec::new(Kind::Dropout).with("rate", 0.3),
        ]);
        let sentence = "`dropout` is the last layer, behind `dense`, which gives the probabilities; a classifier ends in \
                        them, so move it in front of `dense`";
        assert_repair(&graph, sentence, "Move dropout in front of dense");
        assert_repair(&graph, sentence, "Delete dropout and join its wires");
        assert_eq!(labels(&graph).len(), 2);
        let repair = infer(&graph).problems[0].repairs()[0].clone();
        let repaired = apply(&graph, &repair.edit).unwrap();
        assert_eq!(repaired.body.in_order_of_wires(), [0, 1, 3, 2].map(NodeId));
        assert_eq!(infer(&repaired).problems, []);
    }

    #[test]
    fn several_layers_go_together_in_front_of_the_dense_layer_whose_function_is_a_layer() {
        let graph = chain([
            LayerSpec::new(Kind::Input),
            LayerSpec::new(Kind::Flatten),
            LayerSpec::new(Kind::Dense).with("units", 3),
            LayerSpec::new(Kind::Activation).with("activation", "softmax"),
            LayerSpec::new(Kind::BatchNormalization),
            LayerSpec::new(Kind::Activation).with("activation", "relu"),
        ]);
        assert_eq!(
            labels(&graph),
            [
                "Move batch_normalization and activation_1 in front of dense",
                "Delete batch_normalization and activation_1 and join its wires"
            ]
        );
        let repair = infer(&graph).problems[0].repairs()[0].clone();
        let repaired = apply(&graph, &repair.edit).unwrap();
        assert_eq!(
            repaired.body.in_order_of_wires(),
            [0, 1, 4, 5, 2, 3].map(NodeId)
        );
    }
}
