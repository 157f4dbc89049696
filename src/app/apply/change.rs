//! Changing the network so that selection and open level follow, for all commands that do.

use crate::app::command::{NotePath, Selection};
use crate::app::state::{State, StateMut};
use crate::graph::{Edit, EditError, NodeId, NodePath, NoteId, Place};
use crate::message;
use crate::text::{Argument, all};
use std::collections::{BTreeMap, BTreeSet};

/// Applies an edit and keeps the selection to what still exists; a refusal is told to the user.
pub(super) fn edit_graph(state: &mut StateMut<'_>, edit: &Edit, gesture: Option<&str>) {
    let done = state.document.edit(edit, gesture);
    settle(state, done);
}

/// The same for an edit that gives the network another end; the loss goes with it.
pub(super) fn edit_end(state: &mut StateMut<'_>, edit: &Edit) {
    let done = state.document.edit_end(edit);
    settle(state, done);
}

fn settle(state: &mut StateMut<'_>, done: Result<(), EditError>) {
    match done {
        Ok(()) => {
            state.document.selection = state.document.selection.existing_in(state.document.graph());
        }
        Err(refusal) => state.window.notices.error(refusal.message().sentence()),
    }
}

/// Opens the inside of the block instance `level`, or the network itself, with what was selected there.
pub(super) fn enter(state: &mut StateMut<'_>, level: &NodePath) {
    let selected = std::mem::take(&mut state.document.selection);
    let selected = state.document.enter(level, selected);
    state.document.selection = selected.existing_in(state.document.graph());
}

/// Applies `edit` and selects what it adds inside of the block instance `around`, or to the network itself.
pub(super) fn edit_and_select_in(state: &mut StateMut<'_>, around: &NodePath, edit: &Edit) {
    if let Some(place) = state.document.graph().place_in(around) {
        edit_and_select_new(state, edit, &place, around);
    }
}

/// Applies `edit` and selects what it added to `place`; `around` is the instance whose body it is.
pub(super) fn edit_and_select_new(
    state: &mut StateMut<'_>,
    edit: &Edit,
    place: &Place,
    around: &NodePath,
) {
    let ids = |state: State<'_>| -> (BTreeSet<NodeId>, BTreeSet<NoteId>) {
        let body = state.document.graph().body_of(place);
        body.map(|body| {
            let notes = body.drawing.notes.keys().copied().collect();
            (body.nodes.keys().copied().collect(), notes)
        })
        .unwrap_or_default()
    };
    let before = ids(state.as_ref());
    edit_graph(state, edit, None);
    let after = ids(state.as_ref());
    let nodes = after.0.difference(&before.0);
    let notes = after.1.difference(&before.1).map(|id| NotePath {
        around: around.clone(),
        id: *id,
    });
    let nodes: Selection = nodes.map(|id| around.child(*id)).collect();
    let added = nodes.with_notes(notes);
    if !added.is_empty() {
        state.document.selection = added;
    }
}

/// What is selected in one body.
#[derive(Default)]
pub(super) struct Selected {
    /// Nodes.
    pub nodes: BTreeSet<NodeId>,
    /// Comments and frames.
    pub notes: BTreeSet<NoteId>,
}

/// What is selected, by the body that holds it.
pub(super) fn by_place(state: State<'_>) -> BTreeMap<Place, Selected> {
    let graph = state.document.graph();
    let mut places: BTreeMap<Place, Selected> = BTreeMap::new();
    for path in state.document.selection.iter() {
        if let Some((place, id)) = graph.locate(path) {
            places.entry(place).or_default().nodes.insert(id);
        }
    }
    for path in state.document.selection.notes() {
        if let Some((place, _)) = path.locate(graph) {
            places.entry(place).or_default().notes.insert(path.id);
        }
    }
    places
}

/// What is selected: "conv0", "3 layers", "3 layers and a note".
pub(super) fn selection_words(state: State<'_>) -> Argument {
    let (selection, graph) = (&state.document.selection, state.document.graph());
    let single = selection.single().and_then(|path| graph.node(path));
    let single_note = selection.single_note();
    let single_note = single_note.and_then(|path| path.locate(graph));
    if let Some(node) = single {
        return (&node.name).into();
    }
    if let Some((_, note)) = single_note {
        return note.message().into();
    }
    let (layers, notes) = (selection.len(), selection.notes().count());
    let layers = (layers > 0).then(|| message!("selected-layers", count = layers));
    let notes = (notes > 0).then(|| message!("selected-notes", count = notes));
    all(layers.into_iter().chain(notes))
}
