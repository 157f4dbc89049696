//! Where a node is: in its body, and as seen from the top of the network through the blocks around it.

use serde::{Deserialize, Serialize};

/// Names a node inside one body; never reused while the node's body lives in the history.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct NodeId(pub u64);

/// A node as seen from the top: the block instances that lead to it, outermost first, then the node itself.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct NodePath(pub Vec<NodeId>);

impl NodePath {
    /// A node of the root body.
    #[must_use]
    pub fn root(id: NodeId) -> Self {
        Self(vec![id])
    }

    /// The node itself, without what leads to it.
    #[must_use]
    pub fn leaf(&self) -> Option<NodeId> {
        self.0.last().copied()
    }

    /// The block instance around the node; `None` at the top.
    #[must_use]
    pub fn parent(&self) -> Option<Self> {
        (self.0.len() > 1).then(|| Self(self.0[..self.0.len() - 1].to_vec()))
    }

    /// The block instance around the node; the empty path at the top.
    #[must_use]
    pub fn around(&self) -> Self {
        self.parent().unwrap_or_default()
    }

    /// The block instances around the node, the innermost first.
    pub fn blocks_around(&self) -> impl Iterator<Item = Self> {
        std::iter::successors(self.parent(), Self::parent)
    }

    /// The node `id` of the body that the node is in.
    #[must_use]
    pub fn sibling(&self, id: NodeId) -> Self {
        self.around().child(id)
    }

    /// Whether it is the block instance `around` or inside of it; everything is inside of the empty path.
    #[must_use]
    pub fn is_within(&self, around: &Self) -> bool {
        self.0.starts_with(&around.0)
    }

    /// The node `id` inside the block instance that `self` names.
    #[must_use]
    pub fn child(&self, id: NodeId) -> Self {
        let mut ids = self.0.clone();
        ids.push(id);
        Self(ids)
    }
}
