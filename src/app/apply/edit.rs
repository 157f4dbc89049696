//! Commands about the history, the clipboard and the selection.

use super::change::{Selected, by_place, edit_graph, enter, selection_words};
use super::copying;
use crate::app::command::{Availability, Commands, EditCommand, FileCommand, NotePath, Selection};
use crate::app::document::Document;
use crate::app::state::{State, StateMut};
use crate::app::tabs::Tab;
use crate::app::training_panels::files_named_in;
use crate::app::workbench::Workbench;
use crate::graph::{Edit, NodePath};
use crate::{message, tr};

/// Does what `command` asks for; what follows from it is sent to `commands`. The canvas tells where something goes that
/// comes without a place of its own.
pub fn apply(
    command: EditCommand,
    ctx: &egui::Context,
    workbench: &mut Workbench,
    commands: &mut Commands,
) {
    let Workbench { tabs, window, .. } = workbench;
    let Tab {
        document, canvas, ..
    } = tabs.front_mut();
    let state = &mut StateMut { document, window };
    match command {
        EditCommand::Undo => travel(state, Document::undo),
        EditCommand::Redo => travel(state, Document::redo),
        EditCommand::GoTo(version) => travel(state, |document| document.go_to(version)),
        EditCommand::Copy => copying::copy(ctx, state),
        EditCommand::Cut => {
            copying::copy(ctx, state);
            delete(state, "edit-cut");
        }
        EditCommand::Paste => copying::ask_for_text(ctx, state, false),
        EditCommand::PasteKeepingWires => copying::ask_for_text(ctx, state, true),
        EditCommand::PasteText(text) | EditCommand::PasteTextKeepingWires(text)
            if !files_named_in(&text).is_empty() =>
        {
            commands.send(FileCommand::Take(files_named_in(&text)));
        }
        EditCommand::PasteText(text) => copying::paste_text(state, &text, false, canvas),
        EditCommand::PasteTextKeepingWires(text) => {
            copying::paste_text(state, &text, true, canvas);
        }
        EditCommand::Duplicate => copying::duplicate(state, canvas),
        EditCommand::Delete => delete(state, "edit-delete"),
        EditCommand::SelectAll => select_all(state),
        EditCommand::SelectNone => state.document.selection = Selection::default(),
        EditCommand::Select(selection) => select(state, selection),
    }
}

/// Whether it can run now, and if not, why.
pub fn availability(command: &EditCommand, state: State<'_>) -> Availability {
    let has_selection = !state.document.selection.is_empty();
    match command {
        EditCommand::Undo => Availability::when(state.document.can_undo(), "nothing-to-undo"),
        EditCommand::Redo => Availability::when(state.document.can_redo(), "nothing-to-redo"),
        EditCommand::Cut | EditCommand::Copy | EditCommand::Duplicate | EditCommand::Delete => {
            Availability::when(has_selection, "select-layer-first")
        }
        EditCommand::SelectNone => Availability::when(has_selection, "nothing-selected"),
        EditCommand::SelectAll => {
            Availability::when(!state.document.is_empty(), "network-has-no-layers")
        }
        EditCommand::GoTo(_)
        | EditCommand::Paste
        | EditCommand::PasteKeepingWires
        | EditCommand::PasteText(_)
        | EditCommand::PasteTextKeepingWires(_)
        | EditCommand::Select(_) => Availability::Ready,
    }
}

/// What it would do at this moment: "Undo: set filters of conv0".
pub fn label(command: &EditCommand, document: &Document) -> String {
    let history = document.history();
    let label = command.info().label.into_owned();
    let of = match command {
        EditCommand::Undo => history.undo_label(),
        EditCommand::Redo => history.redo_label(),
        _ => None,
    };
    match of {
        Some(of) => tr!("command-of", command = label, what = of),
        None => label,
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

/// Takes what is selected away; the message `step` says in the history what that was for.
fn delete(state: &mut StateMut<'_>, step: &'static str) {
    let what = selection_words(state.as_ref());
    let label = message!(step, name = what);
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
