//! Putting a node between two others.

use std::sync::Arc;

use super::super::model::{Body, Content, Graph, Node, NodeId, Place};
use super::super::naming::{names, stem, unique_name};
use super::blocks::{check_no_recursion, trim_inputs};
use super::nodes::check_place;
use super::own_names::content_with_own_names;
use super::room::{Axis, make_room};
use super::{EditError, body, node, refuse};
use crate::message;

pub(super) fn after(
    graph: &Graph,
    place: &Place,
    id: NodeId,
    content: &Content,
    position: Option<[f32; 2]>,
) -> Result<Graph, EditError> {
    let mut body = body(graph, place)?.clone();
    check_takes_one(graph, place, content)?;
    let before = node(&body, id)?;
    if !Graph::has_output(&before.content) {
        return refuse(message!("nothing-can-follow", name = %before.name));
    }
    let before = before.position;
    let consumers: Vec<(NodeId, usize)> = body.users(id).collect();
    let position = position.unwrap_or_else(|| {
        let axis = Axis::of(&body);
        let mut next_to = before;
        next_to[axis.along] += axis.step;
        let users: Vec<NodeId> = consumers.iter().map(|(user, _)| *user).collect();
        make_room(&mut body, next_to, (axis, axis.step), &users);
        next_to
    });
    let new = body.free_id();
    for (consumer, port) in consumers {
        set_input(&mut body, consumer, port, new);
    }
    place_new(graph, &mut body, new, content, id, position);
    finish(graph, place, body)
}

pub(super) fn on_wire(
    graph: &Graph,
    place: &Place,
    (to, port): (NodeId, usize),
    content: &Content,
    position: Option<[f32; 2]>,
) -> Result<Graph, EditError> {
    let mut body = body(graph, place)?.clone();
    check_takes_one(graph, place, content)?;
    let target = node(&body, to)?;
    let Some(from) = target.inputs.get(port).copied() else {
        return refuse(message!("no-wire-at-input", name = %target.name, input = %port + 1));
    };
    let below = target.position;
    let position = position.unwrap_or_else(|| {
        let axis = Axis::of(&body);
        make_room(&mut body, below, (axis, axis.step), &[to]);
        below
    });
    let new = body.free_id();
    set_input(&mut body, to, port, new);
    place_new(graph, &mut body, new, content, from, position);
    finish(graph, place, body)
}

/// Puts the node `id`, which no wire enters or leaves, onto the wire that enters `to` at `port`.
pub(super) fn splice(
    graph: &Graph,
    place: &Place,
    id: NodeId,
    (to, port): (NodeId, usize),
) -> Result<Graph, EditError> {
    let mut body = body(graph, place)?.clone();
    let mut moved = node(&body, id)?.clone();
    check_takes_one(graph, place, &moved.content)?;
    let target = node(&body, to)?;
    let from = target.inputs.get(port).copied();
    let is_wired = !moved.inputs.is_empty() || body.users(id).next().is_some();
    let Some(from) = from.filter(|_| !is_wired && id != to) else {
        return refuse(message!("wired-otherwise", name = %moved.name));
    };
    let position = target.position;
    body.nodes.remove(&id);
    let axis = Axis::of(&body);
    make_room(&mut body, position, (axis, axis.step), &[to]);
    moved.position = position;
    moved.inputs = vec![from];
    body.nodes.insert(id, Arc::new(moved));
    set_input(&mut body, to, port, id);
    finish(graph, place, body)
}

fn place_new(
    graph: &Graph,
    body: &mut Body,
    id: NodeId,
    content: &Content,
    from: NodeId,
    position: [f32; 2],
) {
    let name = unique_name(stem(content), &names(body));
    let content = content_with_own_names(graph, body, content, &name);
    let new = Node {
        name,
        position,
        content,
        inputs: vec![from],
    };
    body.nodes.insert(id, Arc::new(new));
}

fn finish(graph: &Graph, place: &Place, body: Body) -> Result<Graph, EditError> {
    let graph = graph.with_body(place, body);
    check_no_recursion(&graph, place)?;
    Ok(trim_inputs(&graph))
}

fn check_takes_one(graph: &Graph, place: &Place, content: &Content) -> Result<(), EditError> {
    check_place(place, content)?;
    let (_, most) = graph.input_limits(content);
    if most == Some(0) || !Graph::has_output(content) {
        return refuse(message!("cannot-stand-between"));
    }
    Ok(())
}

fn set_input(body: &mut Body, id: NodeId, port: usize, from: NodeId) {
    if let Some(mut changed) = body.node(id).cloned() {
        changed.inputs[port] = from;
        body.nodes.insert(id, Arc::new(changed));
    }
}
