//! Commands that change the network or the selection.

use super::clipboard;
use crate::app::command::Command;
use crate::app::palette::PaletteItem;
use crate::app::state::{Selection, State};
use crate::app::widgets::sentence;
use crate::graph::edit::fragment;
use crate::graph::{Edit, Graph, NodeId, NodePath, Place};
use std::collections::{BTreeMap, BTreeSet};

/// Does what `command` asks for, or gives it back where it concerns neither network nor selection.
pub fn apply(command: Command, ctx: &egui::Context, state: &mut State) -> Option<Command> {
    match command {
        Command::Edit(edit) => edit_graph(state, &edit, None),
        Command::Gesture(name, edit) => edit_graph(state, &edit, Some(&name)),
        Command::EndGesture => state.document.end_gesture(),
        Command::Undo => travel(state, |state| state.document.undo()),
        Command::Redo => travel(state, |state| state.document.redo()),
        Command::GoTo(version) => travel(state, |state| state.document.go_to(version)),
        Command::Copy => copy(ctx, state),
        Command::Cut => {
            copy(ctx, state);
            delete(state);
        }
        Command::Paste => ctx.send_viewport_cmd(egui::ViewportCommand::RequestPaste),
        Command::PasteText(text) => paste_text(state, &text),
        Command::Duplicate => duplicate(state),
        Command::Delete => delete(state),
        Command::Add(item) => {
            add(state, &item);
            state.shelf.remember(&item);
        }
        Command::SelectAll => {
            state.selection = state
                .document
                .graph()
                .body
                .nodes
                .keys()
                .copied()
                .map(NodePath::root)
                .collect();
        }
        Command::SelectNone => state.selection = Selection::default(),
        Command::Select(selection) => state.selection = selection,
        Command::SetLesson(lesson) => state.document.set_lesson(*lesson),
        Command::SetDataFacts(facts) => state.document.set_data_facts(facts),
        Command::SetStepSeconds(measured) => state.document.set_step_seconds(measured),
        other => return Some(other),
    }
    None
}

/// Applies an edit and keeps the selection to what still exists; a refusal is told to the user.
fn edit_graph(state: &mut State, edit: &Edit, gesture: Option<&str>) {
    match state.document.edit(edit, gesture) {
        Ok(()) => state.selection = state.selection.existing_in(state.document.graph()),
        Err(refusal) => state.notices.error(sentence(&refusal.to_string())),
    }
}

fn travel(state: &mut State, step: impl FnOnce(&mut State)) {
    step(state);
    state.selection = state.selection.existing_in(state.document.graph());
}

/// The selected nodes by the body that holds them.
fn by_place(state: &State) -> BTreeMap<Place, BTreeSet<NodeId>> {
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

/// The selected nodes as a graph of their own, where all lie in one body.
fn selected_fragment(state: &mut State) -> Option<(Place, Graph)> {
    let mut places = by_place(state).into_iter();
    match (places.next(), places.next()) {
        (Some((place, nodes)), None) => {
            let copied = fragment(state.document.graph(), &place, &nodes);
            Some((place, copied))
        }
        (None, _) => None,
        (Some(_), Some(_)) => {
            state.notices.error(
                "Layers inside and outside of a block cannot be copied together; select one kind",
            );
            None
        }
    }
}

fn copy(ctx: &egui::Context, state: &mut State) {
    if let Some((_, copied)) = selected_fragment(state) {
        ctx.copy_text(clipboard::to_text(&copied));
    }
}

fn duplicate(state: &mut State) {
    if let Some((_, copied)) = selected_fragment(state) {
        paste(state, copied);
    }
}

fn paste_text(state: &mut State, text: &str) {
    match clipboard::from_text(text) {
        Ok(copied) => paste(state, copied),
        Err(message) => state.notices.error(message),
    }
}

/// How far a copy lies from its original, in graph units.
const PASTE_OFFSET: [f32; 2] = [40.0, 40.0];

/// Pastes into the body of what is selected: inside an opened block, that is its definition.
fn paste(state: &mut State, fragment: Graph) {
    let selected = state.selection.iter().next();
    let found = selected.and_then(|path| {
        let (place, _) = state.document.graph().locate(path)?;
        Some((place, path.parent()))
    });
    let (place, around) = found.unwrap_or((Place::Root, None));
    let edit = Edit::Paste {
        place: place.clone(),
        fragment,
        offset: PASTE_OFFSET,
        incoming: Vec::new(),
    };
    edit_and_select_new(state, &edit, &place, around.as_ref());
}

/// Applies `edit` and selects the nodes that it added to `place`; `around` is the instance whose body it is.
fn edit_and_select_new(state: &mut State, edit: &Edit, place: &Place, around: Option<&NodePath>) {
    let ids = |state: &State| -> BTreeSet<NodeId> {
        let body = state.document.graph().body_of(place);
        body.map(|body| body.nodes.keys().copied().collect())
            .unwrap_or_default()
    };
    let before = ids(state);
    edit_graph(state, edit, None);
    let path = |id: &NodeId| around.map_or_else(|| NodePath::root(*id), |around| around.child(*id));
    let added: Selection = ids(state).difference(&before).map(path).collect();
    if !added.is_empty() {
        state.selection = added;
    }
}

/// Adds `item` after the selected node; without one, after the network's last node.
fn add(state: &mut State, item: &PaletteItem) {
    let graph = state.document.graph();
    let selected = state
        .selection
        .single()
        .cloned()
        .or_else(|| last_node(graph).map(NodePath::root));
    let target = selected.and_then(|path| graph.locate(&path).map(|(place, id)| (path, place, id)));
    let content = item.content();
    let takes_input = graph.input_limits(&content).1 != Some(0);
    let (edit, place, around) = match target {
        Some((path, place, after)) if takes_input => (
            Edit::InsertAfter {
                place: place.clone(),
                after,
                content,
            },
            place,
            path.parent(),
        ),
        _ => (free_standing(graph, item), Place::Root, None),
    };
    let edit = item.with_definition(graph, edit);
    edit_and_select_new(state, &edit, &place, around.as_ref());
}

/// The node that nothing takes its input from and that has the highest id: where a network goes on.
fn last_node(graph: &Graph) -> Option<NodeId> {
    let used: BTreeSet<NodeId> = graph.body.wires().map(|(from, _, _)| from).collect();
    graph
        .body
        .nodes
        .keys()
        .rev()
        .find(|id| !used.contains(id))
        .copied()
}

/// A node that is not wired to anything, to the left of all others.
fn free_standing(graph: &Graph, item: &PaletteItem) -> Edit {
    let left = graph
        .body
        .nodes
        .values()
        .map(|node| node.position[0])
        .fold(f32::INFINITY, f32::min);
    let position = if left.is_finite() {
        [left - 300.0, 0.0]
    } else {
        [0.0, 0.0]
    };
    Edit::Add {
        place: Place::Root,
        node: item.node(position),
    }
}
