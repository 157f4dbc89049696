//! New comments, and frames around what is selected.

use std::collections::BTreeSet;

use egui::{Pos2, Rect, Vec2, vec2};

use super::holding::around;
use crate::app::canvas::Canvas;
use crate::app::canvas::scene::measure::GRID;
use crate::app::command::{Command, Commands};
use crate::app::state::{NotePath, Selection, State};
use crate::graph::{Body, Edit, Graph, NodePath, Note, NoteId, NoteKind, Place, Tint};

/// The size of a new comment in graph units.
const COMMENT: Vec2 = vec2(220.0, 110.0);

impl Canvas {
    /// Adds a comment around `spot` in graph units, and lets the user write it.
    pub(in crate::app::canvas) fn add_comment(
        &mut self,
        spot: Pos2,
        state: &State,
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
        self.add_note(NoteKind::Comment, rect, (place, around), state, commands);
    }

    /// The first place right of `spot` where a comment covers nothing, all in graph units.
    pub(in crate::app::canvas) fn free_spot(&self, spot: Pos2) -> Pos2 {
        const STEPS: u16 = 60;
        let taken = || self.scene.rects.iter().chain(&self.scene.sheets.rects);
        let is_free = |spot: &Pos2| {
            let comment = Rect::from_center_size(*spot, COMMENT + vec2(GRID, GRID));
            !taken().any(|rect| rect.intersects(comment))
        };
        let steps = (0..STEPS).map(|step| spot + vec2(GRID * f32::from(step), 0.0));
        steps.into_iter().find(is_free).unwrap_or(spot)
    }

    /// Draws a frame around the selected nodes, and lets the user write its title.
    pub(in crate::app::canvas) fn frame_selected(
        &mut self,
        state: &State,
        commands: &mut Commands,
    ) {
        let graph = state.document.graph();
        let bodies: BTreeSet<Option<NodePath>> =
            state.selection.iter().map(NodePath::parent).collect();
        let nodes = state.selection.iter().filter_map(|path| graph.node(path));
        let rect = around(nodes.map(|node| node.position));
        let located = state
            .selection
            .iter()
            .next()
            .and_then(|path| graph.locate(path));
        let (Some(rect), Some((place, _)), 1) = (rect, located, bodies.len()) else {
            let message = "Select layers of one block, or of the network itself, to frame them";
            commands.send(Command::Complain(message.to_owned()));
            return;
        };
        let around = bodies.into_iter().next().flatten();
        let around = around.unwrap_or(NodePath(Vec::new()));
        self.add_note(NoteKind::Frame, rect, (place, around), state, commands);
    }

    fn add_note(
        &mut self,
        kind: NoteKind,
        rect: Rect,
        (place, around): (Place, NodePath),
        state: &State,
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
        commands.send(Edit::AddNote { place, note });
        let path = NotePath { around, id };
        commands.send(Selection::only_note(path.clone()));
        self.to_write = Some(path);
    }
}

/// The id that the next note of a body gets.
fn next_id(graph: &Graph, place: &Place) -> Option<NoteId> {
    graph.body_of(place).map(Body::free_note_id)
}
