//! Drawing and removing wires.

use std::sync::Arc;

use super::super::model::{Graph, NodeId, Place};
use super::{EditError, body, node, refuse};
use crate::message;

pub(super) fn connect(
    graph: &Graph,
    place: &Place,
    from: NodeId,
    to: NodeId,
    port: Option<usize>,
) -> Result<Graph, EditError> {
    let mut body = body(graph, place)?.clone();
    let source = node(&body, from)?;
    let mut target = node(&body, to)?.clone();
    if !Graph::has_output(&source.content) {
        return refuse(message!("node-without-output", name = %source.name));
    }
    let (_, most) = graph.input_limits(&target.content);
    if most == Some(0) {
        return refuse(message!("node-without-input", name = %target.name));
    }
    if body.would_cycle(from, to) {
        return refuse(message!("wire-closes-circle", from = %source.name, to = %target.name));
    }
    let next = target.inputs.len();
    let full = most.is_some_and(|most| next >= most);
    let port = port.unwrap_or(if full { next - 1 } else { next }).min(next);
    if port < next {
        target.inputs[port] = from;
    } else if full {
        return refuse(message!("node-has-all-inputs", name = %target.name));
    } else {
        target.inputs.push(from);
    }
    body.nodes.insert(to, Arc::new(target));
    Ok(graph.with_body(place, body))
}

pub(super) fn disconnect(
    graph: &Graph,
    place: &Place,
    to: NodeId,
    port: usize,
) -> Result<Graph, EditError> {
    let mut body = body(graph, place)?.clone();
    let mut target = node(&body, to)?.clone();
    if port >= target.inputs.len() {
        return refuse(message!("no-wire-at-input", name = %target.name, input = %port + 1));
    }
    target.inputs.remove(port);
    body.nodes.insert(to, Arc::new(target));
    Ok(graph.with_body(place, body))
}
