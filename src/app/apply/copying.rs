//! Copying nodes, and putting copies down.

use super::clipboard::Copied;
use super::edit::{by_place, edit_and_select_new};
use crate::app::canvas::Aim;
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
    state.keeps_wires = keeps_wires;
    ctx.send_viewport_cmd(egui::ViewportCommand::RequestPaste);
}

/// Inserts the nodes in `text`, inside of the block that the pointer is in, if it is in one.
pub(super) fn paste_text(state: &mut State, text: &str, aim: Option<&Aim>) {
    let keeps_wires = std::mem::take(&mut state.keeps_wires);
    match Copied::from_text(text) {
        Ok(copied) => paste(state, &copied, keeps_wires, aim),
        Err(message) => state.notices.error(message),
    }
}

/// The selected nodes as a graph of their own, where all lie in one body.
fn selected(state: &mut State) -> Option<Copied> {
    let mut places = by_place(state).into_iter();
    match (places.next(), places.next()) {
        (Some((place, nodes)), None) => Some(Copied::of(state.document.graph(), &place, &nodes)),
        (None, _) => None,
        (Some(_), Some(_)) => {
            state.notices.error(
                "Layers inside and outside of a block cannot be copied together; select one kind",
            );
            None
        }
    }
}

/// Pastes into the block that the pointer is in, else into the body of what is selected, else into the open level. An
/// instance's inside is its definition.
fn paste(state: &mut State, copied: &Copied, keeps_wires: bool, aim: Option<&Aim>) {
    let selected = || state.selection.iter().next().map(NodePath::around);
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
    let edit = Edit::Paste {
        place: place.clone(),
        fragment: copied.graph.clone(),
        offset: aim.map_or(PASTE_OFFSET, |aim| offset_to(&copied.graph, aim.position)),
        incoming,
    };
    edit_and_select_new(state, &edit, &place, &around);
}

/// How far to move the nodes of `copied` so that their upper left corner is at `position`.
fn offset_to(copied: &Graph, position: [f32; 2]) -> [f32; 2] {
    [0, 1].map(|axis| {
        let nodes = copied.body.nodes.values();
        let least = nodes
            .map(|node| node.position[axis])
            .fold(f32::INFINITY, f32::min);
        position[axis] - least
    })
}
