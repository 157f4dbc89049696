//! Commands that change the network or the selection.

use super::{add, copying};
use crate::app::canvas::Canvas;
use crate::app::command::Command;
use crate::app::document::{Document, NotePath, Selection};
use crate::app::state::{State, StateMut};
use crate::app::widgets::sentence;
use crate::graph::{Edit, NodeId, NodePath, NoteId, Place};
use std::collections::{BTreeMap, BTreeSet};

/// Does what `command` asks for, or gives it back where it concerns neither network nor selection.
///
/// `canvas` tells where something goes that comes without a place of its own.
pub fn apply(
    command: Command,
    ctx: &egui::Context,
    state: &mut StateMut<'_>,
    canvas: &mut Canvas,
) -> Option<Command> {
    match command {
        Command::Edit(edit) => edit_graph(state, &edit, None),
        Command::EditAndSelect(around, edit) => edit_and_select_in(state, &around, &edit),
        Command::Gesture(name, edit) => edit_graph(state, &edit, Some(&name)),
        Command::EndGesture => state.document.end_gesture(),
        Command::TakeBackGesture => state.document.take_back_gesture(),
        Command::Undo => travel(state, Document::undo),
        Command::Redo => travel(state, Document::redo),
        Command::GoTo(version) => travel(state, |document| document.go_to(version)),
        Command::Copy => copying::copy(ctx, state),
        Command::Cut => {
            copying::copy(ctx, state);
            delete(state, "cut");
        }
        Command::Paste => copying::ask_for_text(ctx, state, false),
        Command::PasteKeepingWires => copying::ask_for_text(ctx, state, true),
        Command::PasteText(text) => copying::paste_text(state, &text, false, canvas),
        Command::PasteTextKeepingWires(text) => copying::paste_text(state, &text, true, canvas),
        Command::Duplicate => copying::duplicate(state, canvas),
        Command::Delete => delete(state, "delete"),
        Command::Add(item) => {
            add::add(state, &item);
            state.window.favorites.remember(&item);
        }
        Command::SelectAll => select_all(state),
        Command::SelectNone => state.document.selection = Selection::default(),
        Command::Select(selection) => select(state, selection),
        Command::ChangeSettings(change) => state.document.change_settings(change),
        other => return Some(other),
    }
    None
}

/// Applies an edit and keeps the selection to what still exists; a refusal is told to the user.
pub(super) fn edit_graph(state: &mut StateMut<'_>, edit: &Edit, gesture: Option<&str>) {
    match state.document.edit(edit, gesture) {
        Ok(()) => {
            state.document.selection = state.document.selection.existing_in(state.document.graph());
        }
        Err(refusal) => state.window.notices.error(sentence(&refusal.to_string())),
    }
}

/// Goes through the history, to the level in which the edit was made that is undone or done again.
fn travel(state: &mut StateMut<'_>, step: impl FnOnce(&mut Document)) {
    let before = state.document.history().position();
    step(state.document);
    let after = state.document.history().position();
    if before != after
        && let Some(level) = state.document.level_of_step(before, after)
    {
        enter(state, &level);
    }
    state.document.selection = state.document.selection.existing_in(state.document.graph());
}

/// Opens the inside of the block instance `level`, or the network itself, with what was selected there.
pub(super) fn enter(state: &mut StateMut<'_>, level: &NodePath) {
    let selected = std::mem::take(&mut state.document.selection);
    let selected = state.document.enter(level, selected);
    state.document.selection = selected.existing_in(state.document.graph());
}

/// Selects these nodes, and goes up where none of them is in the open level.
fn select(state: &mut StateMut<'_>, selection: Selection) {
    if !selection.is_empty() {
        let shows = |level: &NodePath| {
            let is_inside = |path: &NodePath| path != level && path.is_within(level);
            let mut notes = selection.notes();
            level.0.is_empty()
                || selection.iter().any(is_inside)
                || notes.any(|note| note.around.is_within(level))
        };
        let mut level = state.document.level().clone();
        while !shows(&level) {
            level = level.around();
        }
        enter(state, &level);
    }
    state.document.selection = selection.existing_in(state.document.graph());
}

/// Selects every node and note of the open level.
fn select_all(state: &mut StateMut<'_>) {
    let level = state.document.level().clone();
    let graph = state.document.graph();
    let place = graph.place_in(&level);
    let Some(body) = place.and_then(|place| graph.body_of(&place)) else {
        return;
    };
    let nodes: Selection = body.nodes.keys().map(|id| level.child(*id)).collect();
    let notes = body.drawing.notes.keys();
    state.document.selection = nodes.with_notes(notes.map(|id| NotePath {
        around: level.clone(),
        id: *id,
    }));
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

/// Takes what is selected away; `verb` says in the history what that was for.
fn delete(state: &mut StateMut<'_>, verb: &str) {
    let label = format!("{verb} {}", selection_words(state.as_ref()));
    let mut edits = Vec::new();
    for (place, Selected { nodes, notes }) in by_place(state.as_ref()) {
        if !nodes.is_empty() {
            edits.push(Edit::Remove {
                place: place.clone(),
                nodes,
                rejoin: true,
            });
        }
        if !notes.is_empty() {
            edits.push(Edit::RemoveNotes { place, notes });
        }
    }
    if !edits.is_empty() {
        edit_graph(state, &Edit::Many { label, edits }, None);
    }
}

/// What is selected: "conv0", "3 layers", "3 layers and a note".
pub(super) fn selection_words(state: State<'_>) -> String {
    let (selection, graph) = (&state.document.selection, state.document.graph());
    let single = selection.single().and_then(|path| graph.node(path));
    let single_note = selection.single_note();
    let single_note = single_note.and_then(|path| path.locate(graph));
    if let Some(node) = single {
        return node.name.clone();
    }
    if let Some((_, note)) = single_note {
        return note.words();
    }
    let counted = |count: usize, one: &str, many: &str| match count {
        0 => None,
        1 => Some(one.to_owned()),
        count => Some(format!("{count} {many}")),
    };
    let layers = counted(selection.len(), "a layer", "layers");
    let notes = counted(selection.notes().count(), "a note", "notes");
    let both: Vec<String> = layers.into_iter().chain(notes).collect();
    both.join(" and ")
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
