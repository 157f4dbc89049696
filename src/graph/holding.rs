//! What notes belong to: the nodes that a frame holds together, and the notes that go where some nodes go.

use std::collections::BTreeSet;

use super::model::{Body, NodeId};
use super::note::{Note, NoteId, NoteKind};

/// Width and height of a node, in graph units; diagrams paint the same box.
pub const NODE_SIZE: [f32; 2] = [236.0, 46.0];

/// A comment that is no farther from a node than this belongs to it, in graph units.
const NEAR: f32 = 160.0;

/// A rectangle, from its upper left to its lower right corner.
#[derive(Clone, Copy)]
struct Area {
    min: [f32; 2],
    max: [f32; 2],
}

impl Area {
    fn of(corner: [f32; 2], size: [f32; 2]) -> Self {
        Self {
            min: corner,
            max: [corner[0] + size[0], corner[1] + size[1]],
        }
    }

    fn of_note(note: &Note) -> Self {
        Self::of(note.position, note.size)
    }

    fn of_node(body: &Body, id: NodeId) -> Option<Self> {
        Some(Self::of(body.node(id)?.position, NODE_SIZE))
    }

    fn union(self, other: Self) -> Self {
        Self {
            min: [0, 1].map(|axis| self.min[axis].min(other.min[axis])),
            max: [0, 1].map(|axis| self.max[axis].max(other.max[axis])),
        }
    }

    fn holds(self, other: Self) -> bool {
        [0, 1]
            .iter()
            .all(|axis| self.min[*axis] <= other.min[*axis] && other.max[*axis] <= self.max[*axis])
    }

    fn middle(self) -> [f32; 2] {
        [0, 1].map(|axis| f32::midpoint(self.min[axis], self.max[axis]))
    }

    /// How far two areas are from each other; 0 where they touch.
    fn distance(self, other: Self) -> f32 {
        let [x, y] = [0, 1].map(|axis| {
            let gap = (other.min[axis] - self.max[axis]).max(self.min[axis] - other.max[axis]);
            gap.max(0.0)
        });
        x.hypot(y)
    }
}

/// The nodes of `body` that `note` holds: those whose middle is inside of a frame; none for a comment.
#[must_use]
pub fn held_by(note: &Note, body: &Body) -> BTreeSet<NodeId> {
    if note.kind == NoteKind::Comment {
        return BTreeSet::new();
    }
    let area = Area::of_note(note);
    let is_inside = |id: &NodeId| {
        let node = Area::of_node(body, *id).map(Area::middle);
        node.is_some_and(|middle| area.holds(Area::of(middle, [0.0, 0.0])))
    };
    body.nodes.keys().copied().filter(is_inside).collect()
}

/// The node of `body` that is nearest to `note`; the first of equally near ones.
#[must_use]
pub fn nearest_to(note: &Note, body: &Body) -> Option<NodeId> {
    nearest(note, body).map(|(id, _)| id)
}

/// The notes of `body` that go along where its nodes `ids` go: frames that hold only such nodes, and comments that lie
/// among them, in such a frame, or near them and nearer than to any other node.
pub(super) fn going_along(body: &Body, ids: &BTreeSet<NodeId>) -> BTreeSet<NoteId> {
    let areas = ids.iter().filter_map(|id| Area::of_node(body, *id));
    let Some(among) = areas.reduce(Area::union) else {
        return BTreeSet::new();
    };
    let notes = || body.drawing.notes.iter();
    let frames = notes().filter(|(_, note)| note.kind == NoteKind::Frame);
    let frames = frames.filter(|(_, note)| {
        let held = held_by(note, body);
        let is_empty_among = held.is_empty() && among.holds(Area::of_note(note));
        is_empty_among || (!held.is_empty() && held.is_subset(ids))
    });
    let frames: BTreeSet<NoteId> = frames.map(|(id, _)| *id).collect();
    let belongs = |note: &Note| {
        let area = Area::of_note(note);
        let in_frame = |id: &NoteId| {
            let frame = body.drawing.notes.get(id);
            frame.is_some_and(|frame| Area::of_note(frame).holds(area))
        };
        let is_near = || {
            nearest(note, body).is_some_and(|(id, distance)| distance <= NEAR && ids.contains(&id))
        };
        among.holds(area) || frames.iter().any(in_frame) || is_near()
    };
    let comments = notes().filter(|(_, note)| note.kind == NoteKind::Comment && belongs(note));
    let comments: Vec<NoteId> = comments.map(|(id, _)| *id).collect();
    frames.into_iter().chain(comments).collect()
}

fn nearest(note: &Note, body: &Body) -> Option<(NodeId, f32)> {
    let area = Area::of_note(note);
    let distances = body
        .nodes
        .keys()
        .filter_map(|id| Some((*id, Area::of_node(body, *id)?.distance(area))));
    distances.min_by(|(_, one), (_, other)| one.total_cmp(other))
}
