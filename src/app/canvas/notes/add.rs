//! New comments, and frames around what is selected.

use std::collections::BTreeSet;

use egui::{Pos2, Rect, Vec2, vec2};

use super::holding::{PADDING, TITLE, stored_rect};
use crate::app::canvas::memory::Canvas;
use crate::app::canvas::scene::measure::NODE;
use crate::app::command::{Commands, NotePath, Selection, WindowCommand};
use crate::app::state::State;
use crate::graph::edit::room_edits;
use crate::graph::{Body, Edit, Graph, NodePath, Note, NoteId, NoteKind, Place, Tint};
use crate::message;

/// Between a new frame and what is beside it, at least, in graph units.
const GAP: f32 = 4.0;
/// The size of a new comment in graph units.
const COMMENT: Vec2 = vec2(220.0, 110.0);

impl Canvas {
    /// Adds a comment around `spot` in graph units, and lets the user write it.
    pub(in crate::app::canvas) fn add_comment(
        &mut self,
        spot: Pos2,
        state: State<'_>,
        commands: &mut Commands,
    ) {
        let graph = state.document.graph();
        let parent = self.scene.body_at(spot);
        let body = self.scene.layout.body(parent);
        let stored = body
            .room
            .stored_from_shown(spot - COMMENT / 2.0 - body.origin);
        let place = self.scene.outline.place_of_body(graph, parent);
        let around = self.scene.outline.path_of_body(parent);
        let rect = Rect::from_min_size(stored, COMMENT);
        self.add_note(
            (NoteKind::Comment, rect),
            Vec::new(),
            (place, around),
            state,
            commands,
        );
    }

    /// The middle of the place nearest to `spot` where a comment covers nothing, both in graph units.
    pub(in crate::app::canvas) fn free_spot(&self, spot: Pos2, state: State<'_>) -> Pos2 {
        let parent = self.scene.body_at(spot);
        let graph = state.document.graph();
        self.free_rect(graph, parent, COMMENT, spot - COMMENT / 2.0)
            .center()
    }

    /// Draws a frame around the selected nodes, and lets the user write its title.
    pub(in crate::app::canvas) fn frame_selected(
        &mut self,
        state: State<'_>,
        commands: &mut Commands,
    ) {
        let graph = state.document.graph();
        let bodies: BTreeSet<Option<NodePath>> = state
            .document
            .selection
            .iter()
            .map(NodePath::parent)
            .collect();
        let nodes = state
            .document
            .selection
            .iter()
            .filter_map(|path| graph.node(path));
        let nodes: Vec<Rect> = nodes
            .map(|node| Rect::from_min_size(node.position.into(), NODE))
            .collect();
        let held = nodes.into_iter().reduce(Rect::union);
        let located = state
            .document
            .selection
            .iter()
            .next()
            .and_then(|path| graph.locate(path));
        let (Some(held), Some((place, _)), 1) = (held, located, bodies.len()) else {
            let message = message!("select-to-frame");
            commands.send(WindowCommand::Complain(message));
            return;
        };
        let around = bodies.into_iter().next().flatten();
        let around = around.unwrap_or(NodePath(Vec::new()));
        let others = graph.body_of(&place).map(|body| others_in(body, held));
        let (rect, missing) = clear_frame(held, &others.unwrap_or_default());
        let columns = (held.min.into(), held.width());
        let room = if missing > 0.0 {
            room_edits(graph, &place, columns, missing)
        } else {
            Vec::new()
        };
        let rect = rect.translate(vec2(0.0, missing));
        self.add_note(
            (NoteKind::Frame, rect),
            room,
            (place, around),
            state,
            commands,
        );
    }

    /// Adds a note after the edits that make `room` for it, all in one step.
    fn add_note(
        &mut self,
        (kind, rect): (NoteKind, Rect),
        room: Vec<Edit>,
        (place, around): (Place, NodePath),
        state: State<'_>,
        commands: &mut Commands,
    ) {
        let Some(id) = next_id(state.document.graph(), &place) else {
            return;
        };
        let note = Note {
            kind,
            text: String::new(),
            position: [rect.left().round(), rect.top().round()],
            size: [rect.width(), rect.height()],
            tint: match kind {
                NoteKind::Comment => Tint::Yellow,
                NoteKind::Frame => Tint::Blue,
            },
        };
        let add = Edit::AddNote { place, note };
        let label = add.label(state.document.graph());
        let edits = room.into_iter().chain([add]);
        if let Some(edit) = Edit::joined(label, edits) {
            commands.send(edit);
        }
        let path = NotePath { around, id };
        commands.send(Selection::only_note(path.clone()));
        self.to_write = Some(path);
    }
}

/// The id that the next note of a body gets.
fn next_id(graph: &Graph, place: &Place) -> Option<NoteId> {
    graph.body_of(place).map(Body::free_note_id)
}

/// What a frame around `held` keeps clear of: nodes that are not meant, and notes that do not lie among those that are or
/// around them.
fn others_in(body: &Body, held: Rect) -> Vec<Rect> {
    let nodes = body.nodes.values();
    let nodes = nodes.map(|node| Rect::from_min_size(node.position.into(), NODE));
    let nodes = nodes.filter(|rect| !held.contains_rect(*rect));
    let notes = body.drawing.notes.values().map(|note| stored_rect(note));
    let notes = notes.filter(|rect| !held.contains_rect(*rect) && !rect.contains_rect(held));
    nodes.chain(notes).collect()
}

/// A frame around `held`, halfway to others where these are near, and how far `held` has to move down so that there is room for
/// the title.
fn clear_frame(held: Rect, others: &[Rect]) -> (Rect, f32) {
    let mut frame = held.expand2(PADDING);
    frame.min.y -= TITLE;
    let near = frame.expand2(PADDING);
    let share = |gap: f32| GAP.max(gap / 2.0);
    for other in others.iter().filter(|other| near.intersects(**other)) {
        if other.bottom() <= held.top() {
            let gap = share(held.top() - TITLE - other.bottom());
            frame.min.y = frame.min.y.max(other.bottom() + gap);
        } else if other.top() >= held.bottom() {
            let gap = share(other.top() - held.bottom());
            frame.max.y = frame.max.y.min(other.top() - gap).max(held.bottom());
        } else if other.right() <= held.left() {
            let gap = share(held.left() - other.right());
            frame.min.x = frame.min.x.max(other.right() + gap).min(held.left());
        } else if other.left() >= held.right() {
            let gap = share(other.left() - held.right());
            frame.max.x = frame.max.x.min(other.left() - gap).max(held.right());
        }
    }
    let missing = (TITLE - (held.top() - frame.min.y)).max(0.0).ceil();
    // The title's place does not move; what is below it does, and the lower edge with that.
    (frame.with_min_y(frame.min.y - missing), missing)
}

#[cfg(test)]
mod tests {
    use super::*;
    use egui::pos2;

    fn node(x: f32, y: f32) -> Rect {
        Rect::from_min_size(pos2(x, y), NODE)
    }

    #[test]
    fn a_frame_in_free_ground_has_room_on_all_sides() {
        let (frame, missing) = clear_frame(node(0.0, 0.0), &[node(0.0, 200.0)]);
        assert_eq!(frame.min, pos2(-24.0, -54.0));
        assert_eq!((frame.max, missing), (pos2(260.0, 70.0), 0.0));
    }

    #[test]
    fn a_frame_is_drawn_in_where_others_are_near() {
        let others = [node(-250.0, 0.0), node(0.0, -80.0), node(0.0, 60.0)];
        let (frame, missing) = clear_frame(node(0.0, 0.0), &others);
        assert!(others.iter().all(|other| !other.intersects(frame)));
        assert_eq!(missing, 0.0);
        assert!(frame.contains_rect(node(0.0, 0.0)));
    }

    #[test]
    fn a_frame_in_a_column_stands_halfway_between_what_is_in_it_and_what_is_beside() {
        // Rows of a column are 58 apart; the title takes 30 of them.
        let (frame, missing) = clear_frame(node(0.0, 104.0), &[node(0.0, 0.0), node(0.0, 208.0)]);
        assert_eq!((frame.top(), missing), (60.0, 0.0));
        assert_eq!(frame.bottom(), 174.0);
    }

    #[test]
    fn what_is_framed_moves_down_where_the_title_finds_no_room() {
        let above = Rect::from_min_max(pos2(0.0, -100.0), pos2(236.0, -10.0));
        let (frame, missing) = clear_frame(node(0.0, 0.0), &[above]);
        let frame = frame.translate(vec2(0.0, missing));
        assert!(!above.intersects(frame));
        assert!(missing - frame.top() >= TITLE);
    }
}
