//! Wires without pulling: the selected nodes are connected, the selected wire is deleted, a node that stands alone
//! is put onto a wire.

use std::collections::{BTreeMap, BTreeSet};

use egui::{Pos2, Vec2};

use super::gesture::carry::Carry;
use super::gesture::drop::{can_stand_between, has_room};
use super::scene::Scene;
use crate::app::canvas::memory::{Canvas, WireEnd};
use crate::app::command::{Commands, WindowCommand};
use crate::app::state::State;
use crate::graph::edit::{WireDirection, move_along};
use crate::graph::{Edit, Graph, NodeId, Place, can_be_bypassed};
use crate::message;
use crate::text::Message;

/// A carried node is put onto a wire within this many screen points of the pointer.
const WIRE_REACH_PX: f32 = 14.0;

impl Canvas {
    /// Connects the two selected nodes: the upper one with the lower one, or the other way where that would close a
    /// circle.
    pub(super) fn connect_selected(&self, state: State<'_>, commands: &mut Commands) {
        let selected = state
            .document
            .selection
            .iter()
            .filter_map(|path| self.scene.outline.find(path));
        let mut items: Vec<usize> = selected.collect();
        items.sort_by(|one, other| {
            self.scene.rects[*one]
                .top()
                .total_cmp(&self.scene.rects[*other].top())
        });
        let &[upper, lower] = &items[..] else {
            let message = message!("select-two-to-connect");
            commands.send(WindowCommand::Complain(message));
            return;
        };
        let [upper, lower] = [upper, lower].map(|item| &self.scene.outline.items[item]);
        if upper.parent != lower.parent {
            let message = message!("no-wire-into-block");
            commands.send(WindowCommand::Complain(message));
            return;
        }
        let body = state.document.graph().body_of(&upper.place);
        let is_backwards = body.is_some_and(|body| body.would_cycle(upper.node, lower.node));
        let (from, to) = if is_backwards {
            (lower.node, upper.node)
        } else {
            (upper.node, lower.node)
        };
        commands.send(Edit::Connect {
            place: upper.place.clone(),
            from,
            to,
            port: None,
        });
    }

    /// Deletes the selected wire.
    pub(super) fn delete_wire(&mut self, state: State<'_>, commands: &mut Commands) {
        if let Some(WireEnd { to, port }) = self.selected_wire.take()
            && let Some((place, to)) = state.document.graph().locate(&to)
        {
            commands.send(Edit::Disconnect { place, to, port });
        }
    }

    /// The wire that a carried node would be put onto, with the pointer at `pointer` in graph units.
    pub(super) fn wire_under_carried(
        &self,
        carry: &Carry,
        state: State<'_>,
        pointer: Pos2,
    ) -> Option<usize> {
        let item = lone_node(&self.scene, state.document.graph(), carry)?;
        let wire = self
            .scene
            .wire_at(pointer, WIRE_REACH_PX / self.camera.zoom())?;
        let to = self.scene.outline.wires[wire].to;
        (self.scene.outline.items[to].parent == self.scene.outline.items[item].parent)
            .then_some(wire)
    }

    /// The edit that puts a carried node onto `wire`: down where it is, `moved` being the edit for that, or before the node
    /// at the wire's end, which makes room, where others are too near.
    pub(super) fn insert_carried(
        &self,
        carry: &Carry,
        state: State<'_>,
        wire: usize,
        (by, moved): (Vec2, Option<Edit>),
    ) -> Option<Edit> {
        let items = &self.scene.outline.items;
        let carried = lone_node(&self.scene, state.document.graph(), carry)?;
        let node = &items[carried];
        let wire = self.scene.outline.wires[wire];
        let rest = carry.held_rect(by);
        if !has_room(&self.scene, rest, &[carried]) {
            return Some(Edit::Splice {
                place: node.place.clone(),
                node: node.node,
                to: items[wire.to].node,
                port: wire.port,
            });
        }
        let connect = |from, to, port| Edit::Connect {
            place: node.place.clone(),
            from,
            to,
            port: Some(port),
        };
        let mut edits: Vec<Edit> = moved.into_iter().collect();
        edits.push(connect(items[wire.from].node, node.node, 0));
        edits.push(connect(node.node, items[wire.to].node, wire.port));
        Some(Edit::Many {
            label: message!("edit-insert", what = &node.name),
            edits,
        })
    }
}

/// Lets the inputs of the selected nodes through, or puts the nodes to work again where all of them are bypassed.
pub(super) fn bypass_selected(state: State<'_>, commands: &mut Commands) {
    let graph = state.document.graph();
    let is_bypassed = |(place, id): &(Place, NodeId)| {
        graph
            .body_of(place)
            .is_some_and(|body| body.bypassed.contains(id))
    };
    let can_be = |(place, id): &(Place, NodeId)| {
        let node = graph.body_of(place).and_then(|body| body.node(*id));
        node.is_some_and(|node| can_be_bypassed(graph, &node.content))
    };
    let located = state
        .document
        .selection
        .iter()
        .filter_map(|path| graph.locate(path));
    let nodes: BTreeSet<(Place, NodeId)> = located.filter(can_be).collect();
    if nodes.is_empty() {
        let message = message!("bypass-needs-both");
        commands.send(WindowCommand::Complain(message));
        return;
    }
    let is_on = !nodes.iter().all(is_bypassed);
    let code = if is_on {
        "edit-bypass-many"
    } else {
        "edit-bring-back-many"
    };
    let label = message!(code, count = nodes.len());
    send_by_place(nodes, label, commands, |place, nodes| Edit::Bypass {
        place,
        nodes,
        is_on,
    });
}

/// Lets the selected nodes of one body change places with their neighbor in the chain.
pub(super) fn move_selected_along(way: WireDirection, state: State<'_>, commands: &mut Commands) {
    let graph = state.document.graph();
    let located = state
        .document
        .selection
        .iter()
        .filter_map(|path| graph.locate(path));
    let mut nodes = BTreeSet::new();
    let mut places = BTreeSet::new();
    for (place, id) in located {
        places.insert(place);
        nodes.insert(id);
    }
    let (Some(place), None) = (places.pop_first(), places.pop_first()) else {
        let message = message!("select-to-move-along");
        commands.send(WindowCommand::Complain(message));
        return;
    };
    match move_along(graph, &place, &nodes, way) {
        Ok(edit) => commands.send(edit),
        Err(refusal) => commands.send(WindowCommand::Complain(refusal.message().sentence())),
    }
}

/// Deletes the selected nodes and leaves what was wired to them unwired.
pub(super) fn delete_apart(state: State<'_>, commands: &mut Commands) {
    let graph = state.document.graph();
    let located = state
        .document
        .selection
        .iter()
        .filter_map(|path| graph.locate(path));
    let nodes: BTreeSet<(Place, NodeId)> = located.collect();
    let label = message!("edit-delete-layers", count = nodes.len());
    send_by_place(nodes, label, commands, |place, nodes| Edit::Remove {
        place,
        nodes,
        rejoin: false,
    });
}

/// Sends one edit for each body that some of `nodes` are in, as one step; where there is only one, under its own name.
pub(super) fn send_by_place(
    nodes: BTreeSet<(Place, NodeId)>,
    label: Message,
    commands: &mut Commands,
    edit: impl Fn(Place, BTreeSet<NodeId>) -> Edit,
) {
    let mut places: BTreeMap<Place, BTreeSet<NodeId>> = BTreeMap::new();
    for (place, id) in nodes {
        places.entry(place).or_default().insert(id);
    }
    let edits = places.into_iter().map(|(place, ids)| edit(place, ids));
    if let Some(edit) = Edit::joined(label, edits) {
        commands.send(edit);
    }
}

/// The one carried node, where no wire enters or leaves it and it could stand between two others.
fn lone_node(scene: &Scene, graph: &Graph, carry: &Carry) -> Option<usize> {
    let [path] = &carry.paths[..] else {
        return None;
    };
    if !carry.notes.is_empty() {
        return None;
    }
    let index = scene.outline.find(path)?;
    let is_wired = scene
        .outline
        .wires
        .iter()
        .any(|wire| wire.from == index || wire.to == index);
    let fits = graph
        .node(path)
        .is_some_and(|node| can_stand_between(graph, &node.content));
    (fits && !is_wired).then_some(index)
}
