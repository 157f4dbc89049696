//! Commands that change the network or the selection.

use super::{add, copying};
use crate::app::canvas::Canvas;
use crate::app::command::Command;
use crate::app::state::{Document, Selection, State};
use crate::app::widgets::sentence;
use crate::graph::{Edit, NodeId, NodePath, Place};
use std::collections::{BTreeMap, BTreeSet};

/// Does what `command` asks for, or gives it back where it concerns neither network nor selection.
///
/// `canvas` tells where something goes that comes without a place of its own.
pub fn apply(
    command: Command,
    ctx: &egui::Context,
    state: &mut State,
    canvas: &Canvas,
) -> Option<Command> {
    match command {
        Command::Edit(edit) => edit_graph(state, &edit, None),
        Command::EditAndSelect(around, edit) => edit_and_select_in(state, &around, &edit),
        Command::Gesture(name, edit) => edit_graph(state, &edit, Some(&name)),
        Command::EndGesture => state.document.end_gesture(),
        Command::Undo => travel(state, Document::undo),
        Command::Redo => travel(state, Document::redo),
        Command::GoTo(version) => travel(state, |document| document.go_to(version)),
        Command::Copy => copying::copy(ctx, state),
        Command::Cut => {
            copying::copy(ctx, state);
            delete(state);
        }
        Command::Paste => copying::ask_for_text(ctx, state, false),
        Command::PasteKeepingWires => copying::ask_for_text(ctx, state, true),
        Command::PasteText(text) => copying::paste_text(state, &text, canvas),
        Command::Duplicate => copying::duplicate(state),
        Command::Delete => delete(state),
        Command::Add(item) => {
            add::add(state, &item);
            state.shelf.remember(&item);
        }
        Command::SelectAll => select_all(state),
        Command::SelectNone => state.selection = Selection::default(),
        Command::Select(selection) => select(state, selection),
        Command::SetLesson(lesson) => state.document.set_lesson(*lesson),
        Command::SetDataFacts(facts) => state.document.set_data_facts(facts),
        Command::SetStepSeconds(measured) => state.document.set_step_seconds(measured),
        other => return Some(other),
    }
    None
}

/// Applies an edit and keeps the selection to what still exists; a refusal is told to the user.
pub(super) fn edit_graph(state: &mut State, edit: &Edit, gesture: Option<&str>) {
    match state.document.edit(edit, gesture) {
        Ok(()) => state.selection = state.selection.existing_in(state.document.graph()),
        Err(refusal) => state.notices.error(sentence(&refusal.to_string())),
    }
}

/// Goes through the history, to the level in which the edit was made that is undone or done again.
fn travel(state: &mut State, step: impl FnOnce(&mut Document)) {
    let before = state.document.history().position();
    step(&mut state.document);
    let after = state.document.history().position();
    if before != after {
        let level = state.document.level_of_step(before, after);
        enter(state, &level);
    }
    state.selection = state.selection.existing_in(state.document.graph());
}

/// Opens the inside of the block instance `level`, or the network itself, with what was selected there.
pub(super) fn enter(state: &mut State, level: &NodePath) {
    let selected = std::mem::take(&mut state.selection);
    let selected = state.document.enter(level, selected);
    state.selection = selected.existing_in(state.document.graph());
}

/// Selects these nodes, and goes up where none of them is in the open level.
fn select(state: &mut State, selection: Selection) {
    if !selection.is_empty() {
        let shows = |level: &NodePath| {
            let is_inside = |path: &NodePath| path != level && path.is_within(level);
            level.0.is_empty() || selection.iter().any(is_inside)
        };
        let mut level = state.document.level().clone();
        while !shows(&level) {
            level = level.around();
        }
        enter(state, &level);
    }
    state.selection = selection;
}

/// Selects every node of the open level.
fn select_all(state: &mut State) {
    let level = state.document.level().clone();
    let graph = state.document.graph();
    let place = graph.place_in(&level);
    let body = place.and_then(|place| graph.body_of(&place));
    let ids = body.into_iter().flat_map(|body| body.nodes.keys());
    state.selection = ids.map(|id| level.child(*id)).collect();
}

/// The selected nodes by the body that holds them.
pub(super) fn by_place(state: &State) -> BTreeMap<Place, BTreeSet<NodeId>> {
    let mut places: BTreeMap<Place, BTreeSet<NodeId>> = BTreeMap::new();
    for path in state.selection.iter() {
        if let Some((place, id)) = state.document.graph().locate(path) {
            places.entry(place).or_default().insert(id);
        }
    }
    places
}

fn delete(state: &mut State) {
    let removals = by_place(state)
        .into_iter()
        .map(|(place, nodes)| Edit::Remove {
            place,
            nodes,
            rejoin: true,
        });
    let mut edits: Vec<Edit> = removals.collect();
    let edit = match edits.len() {
        0 => return,
        1 => edits.remove(0),
        _ => Edit::Many {
            label: format!("delete {} layers", state.selection.len()),
            edits,
        },
    };
    edit_graph(state, &edit, None);
}

/// Applies `edit` and selects what it adds inside of the block instance `around`, or to the network itself.
pub(super) fn edit_and_select_in(state: &mut State, around: &NodePath, edit: &Edit) {
    if let Some(place) = state.document.graph().place_in(around) {
        edit_and_select_new(state, edit, &place, around);
    }
}

/// Applies `edit` and selects the nodes that it added to `place`; `around` is the instance whose body it is.
pub(super) fn edit_and_select_new(
    state: &mut State,
    edit: &Edit,
    place: &Place,
    around: &NodePath,
) {
    let ids = |state: &State| -> BTreeSet<NodeId> {
        let body = state.document.graph().body_of(place);
        body.map(|body| body.nodes.keys().copied().collect())
            .unwrap_or_default()
    };
    let before = ids(state);
    edit_graph(state, edit, None);
    let added: Selection = ids(state)
        .difference(&before)
        .map(|id| around.child(*id))
        .collect();
    if !added.is_empty() {
        state.selection = added;
    }
}
