//! What every kind of problem needs to look around.

use std::cell::OnceCell;
use std::collections::BTreeSet;

use super::super::edit::Edit;
use super::super::expand::StructureFault;
use super::super::model::{Content, Graph, NodeId, NodePath, Place};
use super::super::report::{Inference, LayerReport};
use super::{Cause, Repair};
use crate::layer::{Arity, FaultKind, Kind, LayerSpec, Shape};
use crate::message;
use crate::text::Message;

/// A network under inspection.
pub(super) struct Site<'a> {
    pub graph: &'a Graph,
    pub inference: &'a Inference,
    sources: OnceCell<Vec<Sources>>,
}

/// Where a layer's shape comes from, by index.
#[derive(Clone, Copy)]
struct Sources {
    shaped_by: usize,
    shrunk_by: Option<usize>,
}

impl<'a> Site<'a> {
    pub fn new(graph: &'a Graph, inference: &'a Inference) -> Self {
        Self {
            graph,
            inference,
            sources: OnceCell::new(),
        }
    }
}

impl Site<'_> {
    /// Whether every node was reached, so that it is known which layers lead where: not behind circles and blocks that
    /// cannot be opened.
    pub fn is_whole(&self) -> bool {
        let mut faults = self.inference.structure.iter();
        faults.all(|fault| {
            matches!(
                fault,
                StructureFault::MissingInput { .. } | StructureFault::Name { .. }
            )
        })
    }

    /// Whether every node also has its wires: before that, nobody knows what the end will be.
    pub fn is_wired(&self) -> bool {
        let mut faults = self.inference.structure.iter();
        faults.all(|fault| matches!(fault, StructureFault::Name { .. }))
    }

    pub fn locate(&self, path: &NodePath) -> Option<(Place, NodeId)> {
        self.graph.locate(path)
    }

    /// Deletes the node at `path`; `rejoin` leads what came into it to what it led to.
    pub fn deletion(&self, path: &NodePath, label: Message, rejoin: bool) -> Option<Repair> {
        let (place, node) = self.locate(path)?;
        let edit = Edit::Remove {
            place,
            nodes: BTreeSet::from([node]),
            rejoin,
        };
        Some(Repair { label, edit })
    }

    pub fn layer(&self, index: usize) -> &LayerReport {
        &self.inference.layers[index]
    }

    /// The layer that gave the output of `index` its shape: the nearest one upstream whose output differs from
    /// its input.
    pub fn shaped_by(&self, index: usize) -> usize {
        self.sources()[index].shaped_by
    }

    /// The layer upstream of `index`, or itself, that last made the map smaller.
    pub fn shrunk_by(&self, index: usize) -> Option<usize> {
        self.sources()[index].shrunk_by
    }

    /// Looked up once for all problems: behind a long row of layers there may be thousands.
    fn sources(&self) -> &[Sources] {
        self.sources.get_or_init(|| {
            let mut sources: Vec<Sources> = Vec::with_capacity(self.inference.layers.len());
            for (index, report) in self.inference.layers.iter().enumerate() {
                let input = report.inputs.first().copied().flatten();
                let above = input.and_then(|input| sources.get(input).copied());
                let before = input.and_then(|input| self.layer(input).output_shape);
                let is_only = report.inputs.len() == 1;
                sources.push(Sources {
                    shaped_by: match above {
                        Some(above) if is_only && before == report.output_shape => above.shaped_by,
                        _ => index,
                    },
                    shrunk_by: if shrinks(before, report.output_shape) {
                        Some(index)
                    } else {
                        above.and_then(|above| above.shrunk_by)
                    },
                });
            }
            sources
        })
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
            Some(before) => {
                message!("cause-made", kind = %report.kind, after = %after, before = %before)
            }
            None => message!("cause-begins", kind = %report.kind, shape = %after),
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
        users.any(|layer| layer.inputs.contains(&from) && needs_vector(layer.kind))
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

/// Asked of the layer with its usual settings: those that it has may be wrong.
fn needs_vector(kind: Kind) -> bool {
    let layer = LayerSpec::new(kind).resolve().ok();
    let fault = layer
        .filter(|_| kind.entry().arity == Arity::One)
        .and_then(|layer| layer.output_shape(&[Shape::map(1, 1, 1)]).err());
    fault.is_some_and(|fault| matches!(fault.kind, FaultKind::NeedsVector { .. }))
}

fn shrinks(before: Option<Shape>, after: Option<Shape>) -> bool {
    let map = |shape: Option<Shape>| shape.and_then(|shape| shape.as_map());
    match (map(before), map(after)) {
        (Some(before), Some(after)) => after[0] < before[0] || after[1] < before[1],
        _ => false,
    }
}
