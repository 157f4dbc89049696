//! How a body is drawn, as far as the user decides it: which way its wires run and through which points, and what is
//! written beside them.
//! It is part of the network, so that undo takes it back and a file keeps it; it never changes what is computed.

use std::sync::Arc;

use imbl::OrdMap;
use serde::{Deserialize, Serialize};

use super::coordinates::are_places;
use super::edit::can_be_frozen;
use super::model::{Body, Node, NodeId};
use super::note::Notes;
use crate::message;
use crate::text::Message;

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

/// The way that a layout led a wire, as if wires ran downwards: places are given to the side and down. It has been searched
/// for among all others, and could not be found again from where nodes stand.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Way {
    /// Where the wire left, and where it entered.
    pub ends: [[f32; 2]; 2],
    /// Where it ran down beside nodes.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub lanes: Vec<f32>,
    /// From where to where down it could run sideways: before the first of them, between each and the next, and behind the
    /// last.
    pub strips: Vec<[f32; 2]>,
    /// Where down it turned in each strip; where it changed over there once more, also where to the side, and to where down.
    pub turns: Vec<Vec<f32>>,
}

/// More lanes on one wire are not kept: each costs time whenever something moves.
pub const MOST_LANES: usize = 256;

impl Way {
    /// What is wrong with it.
    #[must_use]
    pub fn fault(&self) -> Option<Message> {
        let ends = self.ends.iter().flatten();
        let strips = self.strips.iter().flatten();
        let turns = self.turns.iter().flatten();
        let numbers = ends.chain(&self.lanes).chain(strips).chain(turns);
        let is_turn = |turn: &Vec<f32>| turn.len() == 1 || turn.len() == 3;
        if self.lanes.len() > MOST_LANES {
            Some(message!("way-of-too-many-lanes"))
        } else if self.strips.len() != self.lanes.len() + 1 {
            Some(message!("way-of-wrong-strips"))
        } else if self.turns.len() != self.strips.len() || !self.turns.iter().all(is_turn) {
            Some(message!("way-of-wrong-turns"))
        } else if !are_places(numbers) {
            Some(message!("way-through-no-place"))
        } else {
            None
        }
    }
}

/// Ways of wires as a layout led them, by the nodes at their ends.
pub type Ways = OrdMap<(NodeId, NodeId), Arc<Way>>;

/// The drawing of one body.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Drawing {
    /// Which way its wires run.
    pub direction: Direction,
    /// Where its wires bend; wires that are not named find their own way.
    pub bends: Bends,
    /// Where a layout led its wires; one whose nodes have gone elsewhere since finds its own way.
    pub ways: Ways,
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
            && self.ways.ptr_eq(&other.ways)
            && self.notes.ptr_eq(&other.notes)
    }
}

/// Forgets bends and ways of wires that are gone, marks of nodes that are gone, and bypasses of nodes that
/// `can_be_bypassed` no longer says yes to.
pub(super) fn tidy(body: &mut Body, can_be_bypassed: impl Fn(&Node) -> bool) {
    let is_wire = |(from, to): &(NodeId, NodeId)| {
        body.node(*to)
            .is_some_and(|node| node.inputs.contains(from))
    };
    let bends = body.drawing.bends.keys();
    let drawn = bends.chain(body.drawing.ways.keys());
    let gone: Vec<_> = drawn.filter(|ends| !is_wire(ends)).copied().collect();
    let is_lost = |id: &&NodeId| !body.node(**id).is_some_and(&can_be_bypassed);
    let lost: Vec<_> = body.bypassed.iter().filter(is_lost).copied().collect();
    for ends in gone {
        body.drawing.bends.remove(&ends);
        body.drawing.ways.remove(&ends);
    }
    for id in lost {
        body.bypassed.remove(&id);
    }
    let is_gone = |id: &&NodeId| !body.node(**id).is_some_and(can_be_frozen);
    let gone: Vec<_> = body.frozen.iter().filter(is_gone).copied().collect();
    for id in gone {
        body.frozen.remove(&id);
    }
}
