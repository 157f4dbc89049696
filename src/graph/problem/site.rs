//! What every kind of problem needs to look around.

use super::super::model::{Content, Graph, NodeId, NodePath, Place};
use super::super::report::{Inference, LayerReport};
use super::Cause;
use crate::layer::{Kind, Shape};

/// A network under inspection.
pub(super) struct Site<'a> {
    pub graph: &'a Graph,
    pub inference: &'a Inference,
}

impl Site<'_> {
    pub fn locate(&self, path: &NodePath) -> Option<(Place, NodeId)> {
        self.graph.locate(path)
    }

    pub fn layer(&self, index: usize) -> &LayerReport {
        &self.inference.layers[index]
    }

    /// The layer that gave the output of `index` its shape: the nearest one upstream whose output differs from
    /// its input.
    pub fn shaped_by(&self, index: usize) -> usize {
        let mut current = index;
        while let [Some(input)] = self.layer(current).inputs[..] {
            if self.layer(input).output_shape != self.layer(current).output_shape {
                break;
            }
            current = input;
        }
        current
    }

    /// The layer upstream of `index` that last made the map smaller.
    pub fn shrunk_by(&self, index: usize) -> Option<usize> {
        let mut current = index;
        while let Some(input) = self.layer(current).inputs.first().copied().flatten() {
            let before = self
                .layer(input)
                .output_shape
                .and_then(|shape| shape.as_map());
            let after = self
                .layer(current)
                .output_shape
                .and_then(|shape| shape.as_map());
            if let (Some(before), Some(after)) = (before, after)
                && (after[0] < before[0] || after[1] < before[1])
            {
                return Some(current);
            }
            current = input;
        }
        None
    }

    /// What the layer at `index` did to its input, as a cause.
    pub fn cause(&self, index: usize) -> Option<Cause> {
        let report = self.layer(index);
        let after = report.output_shape?;
        let before = report
            .inputs
            .first()
            .copied()
            .flatten()
            .and_then(|input| self.layer(input).output_shape);
        let message = match before {
            Some(before) => format!("{} made {after} of {before}", report.kind),
            None => format!("{} begins with {after}", report.kind),
        };
        Some(Cause {
            path: report.path.clone(),
            name: report.name.to_string(),
            message,
        })
    }

    /// Whether the setting `key` of the layer at `path` is an expression over block parameters.
    pub fn is_expression(&self, path: &NodePath, key: &str) -> bool {
        let value = self
            .graph
            .node(path)
            .and_then(|node| node.layer())
            .and_then(|spec| spec.value(key));
        value.is_some_and(|value| value.expression().is_some())
    }

    /// Whether a layer that works on vectors only is fed by the node at `path`.
    pub fn takes_vector(&self, path: &NodePath) -> bool {
        let from = self.inference.index_of(path);
        let mut users = self.inference.layers.iter();
        users.any(|layer| layer.kind == Kind::Dense && layer.inputs.contains(&from))
    }

    /// The block that the node at `path` is an instance of.
    pub fn block_at(&self, path: &NodePath) -> Option<&str> {
        match &self.graph.node(path)?.content {
            Content::Block(call) => Some(&call.block),
            _ => None,
        }
    }

    /// Known shapes of the inputs of a layer, with the index each comes from.
    pub fn inputs(&self, index: usize) -> Vec<(usize, Shape)> {
        let known = |input: &Option<usize>| Some(((*input)?, self.layer((*input)?).output_shape?));
        self.layer(index).inputs.iter().filter_map(known).collect()
    }
}
