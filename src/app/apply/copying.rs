//! Copying nodes, and putting copies down.

use super::clipboard::Copied;
use super::edit::{Selected, by_place, edit_and_select_new};
use crate::app::blocks::COPIED_FROM_SEVERAL;
use crate::app::canvas::Canvas;
use crate::app::state::State;
use crate::graph::{Edit, Graph, NodePath};

/// How far a copy lies from its original, in graph units.
const PASTE_OFFSET: [f32; 2] = [40.0, 40.0];

/// Puts the selected nodes on the clipboard.
pub(super) fn copy(ctx: &egui::Context, state: &mut State) {
    if let Some(copied) = selected(state) {
        ctx.copy_text(copied.to_text());
    }
}

/// Copies the selected nodes beside themselves.
pub(super) fn duplicate(state: &mut State) {
    if let Some(copied) = selected(state) {
        paste(state, &copied, false, None);
    }
}

/// Asks the system for the clipboard's text, to be pasted with or without the wires that came into it.
pub(super) fn ask_for_text(ctx: &egui::Context, state: &mut State, keeps_wires: bool) {
    // The answer comes with the next frame; where the clipboard holds no text, none comes at all.
    state.keeps_wires_until = keeps_wires.then(|| ctx.cumulative_frame_nr() + 1);
    ctx.send_viewport_cmd(egui::ViewportCommand::RequestPaste);
}

/// Inserts the nodes in `text`, inside of the block that the pointer is in on `canvas`, if it is in one.
pub(super) fn paste_text(ctx: &egui::Context, state: &mut State, text: &str, canvas: &Canvas) {
    let until = state.keeps_wires_until.take();
    let keeps_wires = until.is_some_and(|last| ctx.cumulative_frame_nr() <= last);
    match Copied::from_text(text) {
        Ok(copied) => paste(state, &copied, keeps_wires, Some(canvas)),
        Err(message) => state.notices.error(message),
    }
}

/// The selected nodes as a graph of their own, where all lie in one body.
fn selected(state: &mut State) -> Option<Copied> {
    let mut places = by_place(state).into_iter();
    match (places.next(), places.next()) {
        (Some((place, Selected { nodes, notes })), None) => {
            let graph = state.document.graph();
            Some(Copied::of(graph, &place, &nodes, &notes))
        }
        (None, _) => None,
        (Some(_), Some(_)) => {
            state.notices.error(COPIED_FROM_SEVERAL);
            None
        }
    }
}

/// Pastes into the block that the pointer is in, else into the body of what is selected, else into the open level. An
/// instance's inside is its definition.
///
/// Without a canvas, copies lie beside the originals, in view or not.
fn paste(state: &mut State, copied: &Copied, keeps_wires: bool, canvas: Option<&Canvas>) {
    let aim = canvas.and_then(Canvas::aim);
    let of_note = || Some(state.selection.notes().next()?.around.clone());
    let of_node = state.selection.iter().next().map(NodePath::around);
    let selected = || of_node.or_else(of_note);
    let aimed = aim.map(|aim| aim.body.clone());
    let around = aimed.or_else(selected);
    let around = around.unwrap_or_else(|| state.document.level().clone());
    let graph = state.document.graph();
    let place = graph.place_in(&around);
    let Some((place, body)) = place.and_then(|place| Some((place.clone(), graph.body_of(&place)?)))
    else {
        return;
    };
    let incoming = if keeps_wires {
        copied.wires_in(body)
    } else {
        Vec::new()
    };
    if keeps_wires && incoming.is_empty() {
        state
            .notices
            .done("Nothing that the copied layers were wired to is here; they stand alone");
    }
    let [x, y] = corner(&copied.graph);
    let beside = [x + PASTE_OFFSET[0], y + PASTE_OFFSET[1]];
    let to = match (aim, canvas.filter(|_| around == *state.document.level())) {
        (Some(aim), _) => aim.position,
        (None, Some(canvas)) => canvas.corner_in_view(beside),
        (None, None) => beside,
    };
    let edit = Edit::Paste {
        place: place.clone(),
        fragment: copied.graph.clone(),
        offset: [to[0] - x, to[1] - y],
        incoming,
    };
    edit_and_select_new(state, &edit, &place, &around);
}

/// The upper left corner of all nodes.
fn corner(copied: &Graph) -> [f32; 2] {
    [0, 1].map(|axis| {
        let nodes = copied.body.nodes.values();
        let notes = copied.body.drawing.notes.values();
        nodes
            .map(|node| node.position[axis])
            .chain(notes.map(|note| note.position[axis]))
            .fold(f32::INFINITY, f32::min)
    })
}
