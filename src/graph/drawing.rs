//! How a body is drawn, as far as the user decides it: which way its wires run and through which points, and what is
//! written beside them.
//! It is part of the network, so that undo takes it back and a file keeps it; it never changes what is computed.

use std::sync::Arc;

use imbl::OrdMap;
use serde::{Deserialize, Serialize};

use super::model::{Body, Node, NodeId};
use super::note::Notes;

/// Which way the wires run.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Direction {
    /// From the top to the bottom; long networks go on in the next column.
    #[default]
    TopToBottom,
    /// From left to right; long networks go on in the next row.
    LeftToRight,
}

impl Direction {
    /// For files, which need not say what is usual.
    pub(super) fn is_default(&self) -> bool {
        *self == Self::default()
    }
}

/// Points that wires are led through, in graph units, by the nodes at their ends.
pub type Bends = OrdMap<(NodeId, NodeId), Arc<Vec<[f32; 2]>>>;

/// The drawing of one body.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Drawing {
    /// Which way its wires run.
    pub direction: Direction,
    /// Where its wires bend; wires that are not named find their own way.
    pub bends: Bends,
    /// What is written beside and behind the nodes.
    pub notes: Notes,
}

impl Drawing {
    /// The points that the wire between two nodes is led through.
    #[must_use]
    pub fn bends_of(&self, from: NodeId, to: NodeId) -> &[[f32; 2]] {
        self.bends
            .get(&(from, to))
            .map_or(&[], |points| points.as_slice())
    }

    /// How far to the side of the wires' way a position is.
    #[must_use]
    pub fn across(&self, [x, y]: [f32; 2]) -> f32 {
        match self.direction {
            Direction::TopToBottom => x,
            Direction::LeftToRight => y,
        }
    }

    /// Whether this is one and the same drawing as `other`; quick, because versions share what they have in common.
    #[must_use]
    pub fn is_same(&self, other: &Self) -> bool {
        self.direction == other.direction
            && self.bends.ptr_eq(&other.bends)
            && self.notes.ptr_eq(&other.notes)
    }
}

/// Forgets bends of wires that are gone, and bypasses of nodes that `can_be_bypassed` no longer says yes to.
pub(super) fn tidy(body: &mut Body, can_be_bypassed: impl Fn(&Node) -> bool) {
    let is_wire = |(from, to): &(NodeId, NodeId)| {
        body.node(*to)
            .is_some_and(|node| node.inputs.contains(from))
    };
    let bends = body.drawing.bends.keys();
    let straight: Vec<_> = bends.filter(|ends| !is_wire(ends)).copied().collect();
    let is_lost = |id: &&NodeId| !body.node(**id).is_some_and(&can_be_bypassed);
    let lost: Vec<_> = body.bypassed.iter().filter(is_lost).copied().collect();
    for ends in straight {
        body.drawing.bends.remove(&ends);
    }
    for id in lost {
        body.bypassed.remove(&id);
    }
}
