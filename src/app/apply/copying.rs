//! Copying nodes, and putting copies down.

use super::change::{Selected, by_place, edit_and_select_new, selection_words};
use super::clipboard::Copied;
use crate::app::canvas::Canvas;
use crate::app::state::{AwaitedText, State, StateMut};
use crate::graph::edit::IncomingWire;
use crate::graph::{Body, Edit, NodePath};
use crate::message;
use crate::text::Message;

/// Puts the selected nodes on the clipboard.
pub(super) fn copy(ctx: &egui::Context, state: &mut StateMut<'_>) {
    if let Some(copied) = selected(state) {
        ctx.copy_text(copied.to_text());
    }
}

/// Where copies come to lie, and what becomes of them there.
struct Landing {
    /// The block instance whose inside they come into.
    around: NodePath,
    /// Their upper left corner.
    corner: [f32; 2],
    /// Wires that come in from what is there.
    incoming: Vec<IncomingWire>,
    /// What the step is called where it is not called after pasting.
    label: Option<Message>,
}

/// Copies the selected nodes beside themselves.
pub(super) fn duplicate(state: &mut StateMut<'_>, canvas: &mut Canvas) {
    let Some(copied) = selected(state) else {
        return;
    };
    let around = around_selected(state.as_ref());
    let landing = Landing {
        corner: canvas.corner_beside(state.document.graph(), &around, &copied.graph),
        around,
        incoming: Vec::new(),
        label: Some(message!(
            "edit-duplicate",
            what = selection_words(state.as_ref())
        )),
    };
    put_down(state, canvas, &copied, landing);
}

/// Asks the system for the clipboard's text, to be pasted with or without the wires that came into it.
pub(super) fn ask_for_text(ctx: &egui::Context, state: &mut StateMut<'_>, keeps_wires: bool) {
    state.window.awaited_text = Some(AwaitedText::now(keeps_wires));
    ctx.send_viewport_cmd(egui::ViewportCommand::RequestPaste);
}

/// Inserts the nodes in `text`. Text that was asked for says itself whether it `keeps_wires`.
pub(super) fn paste_text(
    state: &mut StateMut<'_>,
    text: &str,
    keeps_wires: bool,
    canvas: &mut Canvas,
) {
    let awaited = state.window.awaited_text.take();
    let keeps_wires = awaited.map_or(keeps_wires, |awaited| awaited.keeps_wires);
    match Copied::from_text(text) {
        Ok(copied) => paste(state, &copied, keeps_wires, canvas),
        Err(message) => state.window.notices.error(message),
    }
}

/// The selected nodes as a graph of their own, where all lie in one body.
fn selected(state: &mut StateMut<'_>) -> Option<Copied> {
    let mut places = by_place(state.as_ref()).into_iter();
    match (places.next(), places.next()) {
        (Some((place, Selected { nodes, notes })), None) => {
            let graph = state.document.graph();
            Some(Copied::of(graph, &place, &nodes, &notes))
        }
        (None, _) => None,
        (Some(_), Some(_)) => {
            state.window.notices.error(message!("copied-from-several"));
            None
        }
    }
}

/// The block instance in which something is selected, else the open level.
fn around_selected(state: State<'_>) -> NodePath {
    let of_note = || Some(state.document.selection.notes().next()?.around.clone());
    let of_node = state.document.selection.iter().next().map(NodePath::around);
    let selected = of_node.or_else(of_note);
    selected.unwrap_or_else(|| state.document.level().clone())
}

/// Pastes to where the pointer is, into the block that is open there; with the pointer elsewhere, into the body of what
/// is selected, else into the open level. An instance's inside is its definition.
fn paste(state: &mut StateMut<'_>, copied: &Copied, keeps_wires: bool, canvas: &mut Canvas) {
    let is_here = |body: &NodePath| body.is_within(state.document.level());
    let aim = canvas.aim().filter(|aim| is_here(&aim.body));
    let around = aim.map_or_else(|| around_selected(state.as_ref()), |aim| aim.body.clone());
    let graph = state.document.graph();
    let place = graph.place_in(&around);
    let body = place.and_then(|place| graph.body_of(&place));
    let wires = body.filter(|_| keeps_wires);
    let landing = Landing {
        corner: match aim {
            Some(aim) => canvas.corner_at(graph, aim, &copied.graph),
            None => canvas.corner_in_view(graph, &around, &copied.graph),
        },
        around,
        incoming: wires.map(|body| copied.wires_in(body)).unwrap_or_default(),
        label: None,
    };
    if keeps_wires && landing.incoming.is_empty() {
        state.window.notices.done(message!("wires-not-here"));
    }
    put_down(state, canvas, copied, landing);
}

/// Adds the copies, selects them and brings them into view.
fn put_down(state: &mut StateMut<'_>, canvas: &mut Canvas, copied: &Copied, landing: Landing) {
    let Some(place) = state.document.graph().place_in(&landing.around) else {
        return;
    };
    let [x, y] = upper_left(&copied.graph.body);
    let [to_x, to_y] = landing.corner;
    let paste = Edit::Paste {
        place: place.clone(),
        fragment: copied.graph.clone(),
        offset: [to_x - x, to_y - y],
        incoming: landing.incoming,
    };
    let edit = match landing.label {
        Some(label) => paste.called(label),
        None => paste,
    };
    edit_and_select_new(state, &edit, &place, &landing.around);
    canvas.show_new();
}

/// The upper left corner of all nodes and notes.
fn upper_left(copied: &Body) -> [f32; 2] {
    [0, 1].map(|axis| {
        let nodes = copied.nodes.values();
        let notes = copied.drawing.notes.values();
        nodes
            .map(|node| node.position[axis])
            .chain(notes.map(|note| note.position[axis]))
            .fold(f32::INFINITY, f32::min)
    })
}
