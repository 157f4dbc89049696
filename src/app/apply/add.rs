//! Adding from the palette without saying where: behind what is selected, or where the network goes on.

use super::edit::edit_and_select_new;
use crate::app::palette::PaletteItem;
use crate::app::state::State;
use crate::graph::{Body, Content, Edit, NodeId, NodePath, Place, Port};
use std::collections::BTreeSet;

/// How far a node that stands alone is to the left of all others, in graph units.
const BESIDE: f32 = 300.0;

/// Adds `item` after the selected node; without one, after the last node of the open level.
pub(super) fn add(state: &mut State, item: &PaletteItem) {
    let graph = state.document.graph();
    let selected = state.selection.single();
    let around = selected.map_or_else(|| state.document.level().clone(), NodePath::around);
    let Some((place, body)) = graph
        .place_in(&around)
        .and_then(|place| Some((place.clone(), graph.body_of(&place)?)))
    else {
        return;
    };
    let content = item.content();
    let takes_input = graph.input_limits(&content).1 != Some(0);
    let before = selected.and_then(NodePath::leaf);
    let before = before.or_else(|| last_node(body)).filter(|_| takes_input);
    let edit = match before.and_then(|before| source_at(body, before)) {
        Some(after) => Edit::InsertAfter {
            place: place.clone(),
            after,
            content,
            position: None,
        },
        None => free_standing(body, &place, item),
    };
    let edit = item.with_definition(graph, edit);
    edit_and_select_new(state, &edit, &place, &around);
}

/// The node that nothing takes its input from and that has the highest id: where a network goes on.
fn last_node(body: &Body) -> Option<NodeId> {
    let used: BTreeSet<NodeId> = body.wires().map(|(from, _, _)| from).collect();
    body.nodes
        .keys()
        .rev()
        .find(|id| !used.contains(id))
        .copied()
}

/// The node itself; for the output of a block, what the block gives out so far.
fn source_at(body: &Body, id: NodeId) -> Option<NodeId> {
    let node = body.node(id)?;
    match node.content {
        Content::Port(Port::Output) => node.inputs.first().copied(),
        _ => Some(id),
    }
}

/// A node that is not wired to anything, to the left of all others.
fn free_standing(body: &Body, place: &Place, item: &PaletteItem) -> Edit {
    let lefts = body.nodes.values().map(|node| node.position[0]);
    let left = lefts.fold(f32::INFINITY, f32::min);
    let position = if left.is_finite() {
        [left - BESIDE, 0.0]
    } else {
        [0.0, 0.0]
    };
    Edit::Add {
        place: place.clone(),
        node: item.node(position),
    }
}
