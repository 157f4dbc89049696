//! A student's network as lessons look at it: all blocks opened, with who uses whom.

use super::facts::Facts;
use super::layer_test::one_way;
use crate::graph::{LayerReport, Node, NodePath};
use crate::layer::{Kind, ParamCount, Shape, Value};

/// Layers by number, in the order of the network.
pub(super) struct Network<'a> {
    facts: &'a Facts<'a>,
    users: Vec<Vec<usize>>,
}

impl<'a> Network<'a> {
    pub fn new(facts: &'a Facts<'a>) -> Self {
        let layers = &facts.inference.layers;
        let mut users = vec![Vec::new(); layers.len()];
        for (index, layer) in layers.iter().enumerate() {
            for input in layer.inputs.iter().flatten() {
                // Twice into one layer is one use.
                if users[*input].last() != Some(&index) {
                    users[*input].push(index);
                }
            }
        }
        Self { facts, users }
    }

    pub fn len(&self) -> usize {
        self.users.len()
    }

    fn report(&self, index: usize) -> &'a LayerReport {
        &self.facts.inference.layers[index]
    }

    pub fn kind(&self, index: usize) -> Kind {
        self.report(index).kind
    }

    pub fn name(&self, index: usize) -> &'a str {
        &self.report(index).name
    }

    pub fn path(&self, index: usize) -> &'a NodePath {
        &self.report(index).path
    }

    pub fn shape(&self, index: usize) -> Option<Shape> {
        self.report(index).output_shape
    }

    pub fn params(&self, index: usize) -> Option<u64> {
        self.report(index).params.map(ParamCount::total)
    }

    /// The layers that take the output of this one.
    pub fn users(&self, index: usize) -> &[usize] {
        &self.users[index]
    }

    /// The layers whose outputs this one takes.
    pub fn inputs(&self, index: usize) -> impl Iterator<Item = usize> + use<'a> {
        self.report(index).inputs.iter().flatten().copied()
    }

    /// The value of a setting, given or default, with the parameters of blocks filled in; written in one way.
    pub fn value(&self, index: usize, key: &str) -> Option<Value> {
        let report = self.report(index);
        if key == "strides"
            && let Some(layer) = &report.layer
        {
            // Pooling writes the size of its window as strides of 0.
            let strides = layer.window().strides;
            return Some(Value::List(strides.map(|stride| stride as i64).to_vec()));
        }
        let spec = self.facts.graph.node(&report.path).and_then(Node::layer)?;
        let kind = spec.kind.entry().setting(key)?.kind;
        let value = spec.value(key)?;
        let value = match value.expression() {
            Some(_) => self.facts.graph.resolved(&report.path, &value).ok()?,
            None => value,
        };
        Some(one_way(value, kind))
    }

    /// The last layer: the one that no other uses, where there is exactly one.
    pub fn last(&self) -> Option<usize> {
        let mut ends = (0..self.len()).filter(|index| self.users[*index].is_empty());
        let last = ends.next();
        last.filter(|_| ends.next().is_none())
    }
}
