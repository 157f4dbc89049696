//! Making room for what is put between others: what stands behind it moves on.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::super::drawing::Direction;
use super::super::holding::NODE_SIZE;
use super::super::model::{Body, Graph, Node, NodeId, Place};
use super::Edit;
use super::notes::{self, NoteChange};

/// From one node's top to the next one's where they stand in a column, in graph units.
const ROW_STEP: f32 = 100.0;

/// From one node's left edge to the next one's where they stand in a row, in graph units.
const COLUMN_STEP: f32 = 294.0;

/// Nodes closer than this, in graph units, stand in one column.
const COLUMN_WIDTH: f32 = 200.0;

/// Nodes closer than this, in graph units, stand in one row.
const ROW_HEIGHT: f32 = 60.0;

/// The way along which nodes follow each other.
#[derive(Clone, Copy)]
pub(super) struct Axis {
    /// The coordinate that grows.
    pub along: usize,
    /// From one node to the next.
    pub step: f32,
    /// How far nodes that follow each other may stand beside each other.
    pub across: f32,
}

/// Downwards.
pub(super) const DOWN: Axis = Axis {
    along: 1,
    step: ROW_STEP,
    across: COLUMN_WIDTH,
};

/// To the right.
const RIGHT: Axis = Axis {
    along: 0,
    step: COLUMN_STEP,
    across: ROW_HEIGHT,
};

impl Axis {
    pub fn of(body: &Body) -> Self {
        match body.drawing.direction {
            Direction::TopToBottom => DOWN,
            Direction::LeftToRight => RIGHT,
        }
    }

    /// Whether `node` stands at `position` or behind it, in its column or row.
    fn is_behind(self, position: [f32; 2], node: &Node) -> bool {
        let beside = node.position[1 - self.along] - position[1 - self.along];
        beside.abs() < self.across
            && node.position[self.along] > position[self.along] - self.step / 2.0
    }

    /// Whether `to` stands behind what is at `from` along the axis, and no longer far enough once that has moved on.
    fn is_overtaken(self, body: &Body, from: f32, to: NodeId, length: f32) -> bool {
        let Some(to) = body.node(to) else {
            return false;
        };
        let ahead = to.position[self.along] - from;
        // A wire into the next column leads back to its beginning, and may.
        ahead > 0.0 && ahead - length < ahead.min(self.step)
    }
}

/// Moves what stands at `position` or behind it in the same column, or row, on by a length; and what the wires of that
/// lead to in other columns, where it would not stand behind any more. `users` will take their input from what is put at
/// `position`.
pub(super) fn make_room(
    body: &mut Body,
    position: [f32; 2],
    (axis, length): (Axis, f32),
    users: &[NodeId],
) {
    let mut starts = vec![position];
    let mut moved: BTreeSet<NodeId> = BTreeSet::new();
    let mut seen = 0;
    // Each start but the first moves a node that had not moved before, so that this ends.
    while let Some(start) = starts.get(seen).copied() {
        seen += 1;
        let behind = body.nodes.iter();
        let behind = behind.filter(|(_, node)| axis.is_behind(start, node));
        moved.extend(behind.map(|(id, _)| *id));
        let before_new = position[axis.along] - length;
        let new = users.iter().map(|user| (before_new, *user));
        let wires = body.wires().filter_map(|(from, to, _)| {
            let from = body.node(from).filter(|_| moved.contains(&from))?;
            Some((from.position[axis.along], to))
        });
        let mut wires = new.chain(wires).filter(|(_, to)| !moved.contains(to));
        let overtaken = wires.find(|(from, to)| axis.is_overtaken(body, *from, *to, length));
        if let Some((_, to)) = overtaken {
            moved.insert(to);
            starts.extend(body.node(to).map(|node| node.position));
        }
    }
    notes::make_room(body, &starts, (axis.along, axis.across), length);
    for id in moved {
        if let Some(mut node) = body.node(id).cloned() {
            node.position[axis.along] += length;
            body.nodes.insert(id, Arc::new(node));
        }
    }
}

/// The edits that move what stands at `corner` or below it in columns that are `width` wide together down by `length`, and
/// what follows from that.
#[must_use]
pub fn room_edits(
    graph: &Graph,
    place: &Place,
    ([left, top], width): ([f32; 2], f32),
    length: f32,
) -> Vec<Edit> {
    let Some(old) = graph.body_of(place) else {
        return Vec::new();
    };
    let mut new = old.clone();
    let more = (width - NODE_SIZE[0]).max(0.0) / 2.0;
    let axis = Axis {
        across: COLUMN_WIDTH + more,
        ..DOWN
    };
    make_room(&mut new, [left + more, top], (axis, length), &[]);
    let moved = new.nodes.iter().filter_map(|(id, node)| {
        let is_moved = old.node(*id)?.position != node.position;
        is_moved.then_some((*id, node.position))
    });
    let positions: Vec<_> = moved.collect();
    let nodes = (!positions.is_empty()).then(|| Edit::Move {
        place: place.clone(),
        positions,
    });
    let notes = new.drawing.notes.iter().filter_map(|(id, note)| {
        let is_changed = old.drawing.notes.get(id) != Some(note);
        is_changed.then(|| Edit::ChangeNote {
            place: place.clone(),
            note: *id,
            change: NoteChange::Bounds(note.position, note.size),
        })
    });
    nodes.into_iter().chain(notes).collect()
}

#[cfg(test)]
mod tests {
    use super::super::super::problem::tests::chain;
    use super::super::apply;
    use super::*;
    use crate::graph::Content;
    use crate::layer::{Kind, LayerSpec};

    /// Two branches side by side that join below the left one.
    fn branches() -> Graph {
        let mut graph =
            chain([Kind::Input, Kind::Conv2D, Kind::Conv2D, Kind::Add].map(LayerSpec::new));
        let places = [[150.0, 0.0], [0.0, 100.0], [300.0, 100.0], [0.0, 200.0]];
        let inputs = [vec![], vec![0], vec![0], vec![1, 2]];
        for ((id, position), inputs) in (0..).map(NodeId).zip(places).zip(inputs) {
            let mut node = graph.body.node(id).unwrap().clone();
            node.position = position;
            node.inputs = inputs.into_iter().map(NodeId).collect();
            graph.body.nodes.insert(id, Arc::new(node));
        }
        graph
    }

    #[test]
    fn what_a_branch_leads_to_stays_behind_it() {
        let edit = Edit::InsertAfter {
            place: Place::Root,
            after: NodeId(2),
            content: Content::Layer(LayerSpec::new(Kind::Dropout)),
            position: None,
        };
        let after = apply(&branches(), &edit).unwrap();
        let at = |id: u64| after.body.node(NodeId(id)).unwrap().position;
        assert_eq!(at(4), [300.0, 200.0]);
        assert_eq!(at(3), [0.0, 300.0]);
        assert_eq!(at(1), [0.0, 100.0]);
    }
}
