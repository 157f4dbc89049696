//! Defining blocks and taking instances apart.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::super::binding::{bind_call, bind_name, bind_settings};
use super::super::expression::{Scope, is_identifier};
use super::super::invariants::contains_itself;
use super::super::model::{BlockDefinition, Body, Content, Graph, Node, NodeId, Place, Port};
use super::super::naming::{check_name, names, unique_name};
use super::notes::copy_notes;
use super::paste::copy_drawing;
use super::room::{DOWN, make_room};
use super::{EditError, body, node, refuse};
use crate::message;

pub(super) fn define(
    graph: &Graph,
    name: &str,
    definition: &BlockDefinition,
) -> Result<Graph, EditError> {
    check_name(name).map_err(EditError)?;
    let mut graph = graph.clone();
    graph
        .blocks
        .insert(name.to_owned(), Arc::new(definition.clone()));
    check_no_recursion(&graph, &Place::Block(name.to_owned()))?;
    Ok(trim_inputs(&graph))
}

pub(super) fn undefine(graph: &Graph, name: &str) -> Result<Graph, EditError> {
    let uses = |body: &Body| {
        body.nodes
            .values()
            .any(|node| node.call().is_some_and(|call| call.block == name))
    };
    if uses(&graph.body)
        || graph
            .blocks
            .values()
            .any(|definition| uses(&definition.body))
    {
        return refuse(message!("block-still-used", name = %name));
    }
    let mut graph = graph.clone();
    match graph.blocks.remove(name) {
        Some(_) => Ok(graph),
        None => refuse(message!("no-such-block", block = name)),
    }
}

pub(super) fn ungroup(graph: &Graph, place: &Place, id: NodeId) -> Result<Graph, EditError> {
    let outer = body(graph, place)?;
    let instance = node(outer, id)?;
    let Some(call) = instance.call() else {
        return refuse(message!("no-block-to-ungroup", name = %instance.name));
    };
    let Some(definition) = graph.blocks.get(&call.block) else {
        return refuse(message!("no-such-block", block = %call.block));
    };
    let scope = bind_call(call, definition, &Scope::new()).map_err(|message| {
        EditError(message!("block-bound-to-outer", name = %instance.name, message = message))
    })?;
    let mut ungrouped = Ungrouped {
        body: outer.clone(),
        ids: BTreeMap::new(),
        scope,
    };
    ungrouped.copy_nodes(instance, definition)?;
    ungrouped.rewire(id, instance, definition);
    if outer.frozen.contains(&id) {
        let all = ungrouped.ids.values().copied();
        ungrouped.body.frozen.extend(all.collect::<Vec<_>>());
    }
    Ok(trim_inputs(&graph.with_body(place, ungrouped.body)))
}

/// The id that the node `inner` of an instance's definition gets when the instance is ungrouped.
pub(in super::super) fn id_after_ungroup(
    graph: &Graph,
    place: &Place,
    instance: NodeId,
    inner: NodeId,
) -> Option<NodeId> {
    let outer = graph.body_of(place)?;
    let call = outer.node(instance)?.call()?;
    let position = copied(graph.blocks.get(&call.block)?).position(|(id, _)| *id == inner)?;
    Some(NodeId(outer.free_id().0 + position as u64))
}

/// What leaves a block when it is ungrouped: everything but its ports.
fn copied(definition: &BlockDefinition) -> impl Iterator<Item = (&NodeId, &Arc<Node>)> {
    definition
        .body
        .nodes
        .iter()
        .filter(|(_, node)| !matches!(node.content, Content::Port(_)))
}

pub(super) fn detach(
    graph: &Graph,
    place: &Place,
    ids: &BTreeSet<NodeId>,
) -> Result<Graph, EditError> {
    let mut changed = body(graph, place)?.clone();
    let mut block: Option<String> = None;
    for id in ids {
        let instance = node(&changed, *id)?;
        let Some(call) = instance.call() else {
            return refuse(message!("no-block-to-detach", name = %instance.name));
        };
        if block.as_ref().is_some_and(|block| *block != call.block) {
            return refuse(message!("instances-of-several-blocks"));
        }
        block = Some(call.block.clone());
    }
    let Some(definition) = block.as_ref().and_then(|block| graph.blocks.get(block)) else {
        return refuse(message!("no-instance-chosen"));
    };
    let taken: BTreeSet<&str> = graph.blocks.keys().map(String::as_str).collect();
    let own = unique_name(block.as_deref().unwrap_or_default(), &taken);
    for id in ids {
        call_block(&mut changed, *id, &own);
    }
    let mut graph = graph.clone();
    graph.blocks.insert(own, definition.clone());
    Ok(graph.with_body(place, changed))
}

fn call_block(body: &mut Body, id: NodeId, block: &str) {
    let Some(mut node) = body.node(id).cloned() else {
        return;
    };
    if let Content::Block(call) = &mut node.content {
        block.clone_into(&mut call.block);
        body.nodes.insert(id, Arc::new(node));
    }
}

pub(super) fn rename(graph: &Graph, block: &str, name: &str) -> Result<Graph, EditError> {
    let name = name.trim();
    check_name(name).map_err(EditError)?;
    let Some(definition) = graph.blocks.get(block).cloned() else {
        return refuse(message!("no-such-block", block = %block));
    };
    if name == block {
        return Ok(graph.clone());
    }
    if graph.blocks.contains_key(name) {
        return refuse(message!("block-name-taken", name = %name));
    }
    let mut renamed = graph.clone();
    renamed.blocks.remove(block);
    renamed.blocks.insert(name.to_owned(), definition);
    let places: Vec<Place> = std::iter::once(Place::Root)
        .chain(renamed.blocks.keys().cloned().map(Place::Block))
        .collect();
    for place in places {
        let Some(mut inside) = renamed.body_of(&place).cloned() else {
            continue;
        };
        let calls = |node: &Arc<Node>| node.call().is_some_and(|call| call.block == block);
        let ids: Vec<NodeId> = inside
            .nodes
            .iter()
            .filter(|(_, node)| calls(node))
            .map(|(id, _)| *id)
            .collect();
        if ids.is_empty() {
            continue;
        }
        for id in ids {
            call_block(&mut inside, id, name);
        }
        renamed = renamed.with_body(&place, inside);
    }
    Ok(renamed)
}

/// Whether expressions can refer to a parameter by this name.
pub(super) fn check_parameter_name(name: &str) -> Result<(), EditError> {
    if is_identifier(name) {
        return Ok(());
    }
    refuse(message!("parameter-name-wrong", name = %name))
}

/// From one node's top to the next one's where they stand in a column, in graph units.
const ONE_ROW: f32 = 100.0;

/// A body while the inside of an instance moves into it.
struct Ungrouped {
    body: Body,
    /// Ids inside the definition, and what they become outside.
    ids: BTreeMap<NodeId, NodeId>,
    scope: Scope,
}

impl Ungrouped {
    fn copy_nodes(
        &mut self,
        instance: &Node,
        definition: &BlockDefinition,
    ) -> Result<(), EditError> {
        let corner = |axis: usize| {
            copied(definition)
                .map(|(_, node)| node.position[axis])
                .fold(f32::INFINITY, f32::min)
        };
        let corner = [corner(0), corner(1)];
        let bottom = copied(definition)
            .map(|(_, node)| node.position[1])
            .fold(f32::NEG_INFINITY, f32::max);
        if bottom > corner[1] {
            // A node that stood below the instance would lie under what comes out of it.
            let below = [instance.position[0], instance.position[1] + ONE_ROW];
            make_room(&mut self.body, below, (DOWN, bottom - corner[1]), &[]);
        }
        let first = self.body.free_id().0;
        for ((old, node), new) in copied(definition).zip(first..) {
            let name =
                bind_name(&node.name, &self.scope, Some(&instance.name)).map_err(EditError)?;
            let copy = Node {
                name: unique_name(&name, &names(&self.body)),
                position: [0, 1]
                    .map(|axis| instance.position[axis] + node.position[axis] - corner[axis]),
                content: self.bind_content(&node.content),
                inputs: Vec::new(),
            };
            self.ids.insert(*old, NodeId(new));
            self.body.nodes.insert(NodeId(new), Arc::new(copy));
        }
        let offset = [0, 1].map(|axis| instance.position[axis] - corner[axis]);
        let ids = &self.ids;
        copy_drawing(
            &definition.body,
            &mut self.body,
            |id| ids.get(&id).copied(),
            offset,
        );
        copy_notes(&definition.body, &mut self.body, offset);
        Ok(())
    }

    fn bind_content(&self, content: &Content) -> Content {
        let mut content = content.clone();
        match &mut content {
            Content::Layer(spec) => spec.settings = bind_settings(&spec.settings, &self.scope),
            Content::Block(call) => call.arguments = bind_settings(&call.arguments, &self.scope),
            Content::Port(_) => {}
        }
        content
    }

    /// Wires the copies as inside the block, and to what the instance was wired to.
    fn rewire(&mut self, id: NodeId, instance: &Node, definition: &BlockDefinition) {
        let entries = definition.body.entries();
        let outside = |ids: &BTreeMap<NodeId, NodeId>, from: &NodeId| match entries
            .iter()
            .position(|e| e == from)
        {
            Some(index) => instance.inputs.get(index).copied(),
            None => ids.get(from).copied(),
        };
        for (old, node) in &definition.body.nodes {
            let inputs: Vec<NodeId> = node
                .inputs
                .iter()
                .filter_map(|from| outside(&self.ids, from))
                .collect();
            if let Some(new) = self.ids.get(old) {
                self.change(*new, |copy| copy.inputs = inputs);
            }
        }
        let exit = definition
            .body
            .nodes
            .values()
            .find(|node| node.content == Content::Port(Port::Output));
        let exit = exit
            .and_then(|node| node.inputs.first())
            .and_then(|from| outside(&self.ids, from));
        self.body.nodes.remove(&id);
        let users: Vec<NodeId> = self
            .body
            .nodes
            .iter()
            .filter(|(_, node)| node.inputs.contains(&id))
            .map(|(id, _)| *id)
            .collect();
        for user in users {
            self.change(user, |node| {
                let moved = node
                    .inputs
                    .iter()
                    .filter_map(|from| if *from == id { exit } else { Some(*from) });
                node.inputs = moved.collect();
            });
        }
    }

    fn change(&mut self, id: NodeId, change: impl FnOnce(&mut Node)) {
        if let Some(mut node) = self.body.node(id).cloned() {
            change(&mut node);
            self.body.nodes.insert(id, Arc::new(node));
        }
    }
}

/// Refuses a graph in which the block of `place` has come to contain itself.
pub(super) fn check_no_recursion(graph: &Graph, place: &Place) -> Result<(), EditError> {
    match place {
        Place::Block(name) if contains_itself(graph, name) => {
            refuse(message!("block-inside-itself", name = %name))
        }
        _ => Ok(()),
    }
}

/// Cuts off inputs that a node can no longer take, as when a block loses a port.
pub(super) fn trim_inputs(graph: &Graph) -> Graph {
    let places = std::iter::once(Place::Root).chain(graph.blocks.keys().cloned().map(Place::Block));
    let mut trimmed = graph.clone();
    for place in places {
        let Some(mut body) = graph.body_of(&place).cloned() else {
            continue;
        };
        let mut changed = false;
        for (id, node) in body.nodes.clone() {
            let (_, most) = graph.input_limits(&node.content);
            let most = most.unwrap_or(usize::MAX);
            if node.inputs.len() > most {
                let inputs = node.inputs[..most].to_vec();
                body.nodes.insert(
                    id,
                    Arc::new(Node {
                        inputs,
                        ..node.as_ref().clone()
                    }),
                );
                changed = true;
            }
        }
        if changed {
            trimmed = trimmed.with_body(&place, body);
        }
    }
    trimmed
}
