//! Which nodes are selected.

use crate::graph::{Graph, NodePath};
use std::collections::BTreeSet;

/// A set of nodes, shared by the canvas, the tables and the inspector.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Selection(BTreeSet<NodePath>);

impl Selection {
    /// Nothing but `node`.
    pub fn only(node: NodePath) -> Self {
        Self([node].into())
    }

    /// The same selection with `node` added, or taken out where it was in.
    #[must_use]
    pub fn toggled(&self, node: NodePath) -> Self {
        let mut nodes = self.0.clone();
        if !nodes.remove(&node) {
            nodes.insert(node);
        }
        Self(nodes)
    }

    /// Both selections together.
    #[must_use]
    pub fn united(&self, other: &Self) -> Self {
        Self(self.0.union(&other.0).cloned().collect())
    }

    /// What is left of the selection in `graph`.
    #[must_use]
    pub fn existing_in(&self, graph: &Graph) -> Self {
        Self(
            self.0
                .iter()
                .filter(|node| graph.node(node).is_some())
                .cloned()
                .collect(),
        )
    }

    /// Whether `node` is selected.
    pub fn contains(&self, node: &NodePath) -> bool {
        self.0.contains(node)
    }

    /// The selected node where there is exactly one.
    pub fn single(&self) -> Option<&NodePath> {
        self.0.first().filter(|_| self.0.len() == 1)
    }

    /// The selected nodes, in a fixed order.
    pub fn iter(&self) -> impl Iterator<Item = &NodePath> {
        self.0.iter()
    }

    /// How many nodes are selected.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether nothing is selected.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl FromIterator<NodePath> for Selection {
    fn from_iter<T: IntoIterator<Item = NodePath>>(nodes: T) -> Self {
        Self(nodes.into_iter().collect())
    }
}
