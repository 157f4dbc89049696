//! Defining blocks and taking instances apart.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::super::binding::{bind_call, bind_name, bind_settings};
use super::super::expression::Scope;
use super::super::invariants::contains_itself;
use super::super::model::{BlockDefinition, Body, Content, Graph, Node, NodeId, Place, Port};
use super::super::naming::{check_name, names, unique_name};
use super::paste::copy_drawing;
use super::{EditError, body, node, refuse};

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
        return refuse(format!(
            "the block `{name}` is still used; delete or detach its instances first"
        ));
    }
    let mut graph = graph.clone();
    match graph.blocks.remove(name) {
        Some(_) => Ok(graph),
        None => refuse(format!("there is no block called `{name}`")),
    }
}

pub(super) fn detach(graph: &Graph, place: &Place, id: NodeId) -> Result<Graph, EditError> {
    let outer = body(graph, place)?;
    let instance = node(outer, id)?;
    let Some(call) = instance.call() else {
        return refuse(format!(
            "`{}` is no block, so there is nothing to take apart",
            instance.name
        ));
    };
    let Some(definition) = graph.blocks.get(&call.block) else {
        return refuse(format!("there is no block called `{}`", call.block));
    };
    let scope = bind_call(call, definition, &Scope::new()).map_err(|message| {
        EditError(format!("`{}` cannot be detached here, because its arguments depend on the block around it: {message}",
            instance.name))
    })?;
    let mut detached = Detached {
        body: outer.clone(),
        ids: BTreeMap::new(),
        scope,
    };
    detached.copy_nodes(instance, definition)?;
    detached.rewire(id, instance, definition);
    Ok(trim_inputs(&graph.with_body(place, detached.body)))
}

/// The id that the node `inner` of an instance's definition gets when the instance is detached.
pub(in super::super) fn id_after_detach(
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

/// What leaves a block when it is detached: everything but its ports.
fn copied(definition: &BlockDefinition) -> impl Iterator<Item = (&NodeId, &Arc<Node>)> {
    definition
        .body
        .nodes
        .iter()
        .filter(|(_, node)| !matches!(node.content, Content::Port(_)))
}

/// A body while the inside of an instance moves into it.
struct Detached {
    body: Body,
    /// Ids inside the definition, and what they become outside.
    ids: BTreeMap<NodeId, NodeId>,
    scope: Scope,
}

impl Detached {
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
            refuse(format!("the block `{name}` cannot contain itself"))
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
