//! Changing settings of layers and arguments of blocks.

use std::sync::Arc;

use super::super::model::{Content, Graph, Node, NodeId, Place};
use super::{EditError, body, node, refuse};
use crate::layer::Value;
use crate::message;

pub(super) fn set(
    graph: &Graph,
    place: &Place,
    ids: &[NodeId],
    key: &str,
    value: Option<&Value>,
) -> Result<Graph, EditError> {
    let mut body = body(graph, place)?.clone();
    let mut changed = 0;
    for id in ids {
        let mut node = node(&body, *id)?.clone();
        let Content::Layer(spec) = &mut node.content else {
            continue;
        };
        match (spec.kind.entry().setting(key), value) {
            (Some(known), Some(value)) if *value != Value::from(known.default) => {
                spec.settings.insert(key.to_owned(), value.clone());
            }
            (Some(_), _) => drop(spec.settings.remove(key)),
            // What no layer of the kind has, but a file gave it, can be taken away.
            (None, None) if spec.settings.contains_key(key) => drop(spec.settings.remove(key)),
            (None, _) => continue,
        }
        body.nodes.insert(*id, Arc::new(node));
        changed += 1;
    }
    if changed == 0 {
        return refuse(message!("no-layer-with-setting", key = %key));
    }
    Ok(graph.with_body(place, body))
}

pub(super) fn set_argument(
    graph: &Graph,
    place: &Place,
    id: NodeId,
    parameter: &str,
    value: Option<&Value>,
) -> Result<Graph, EditError> {
    let mut body = body(graph, place)?.clone();
    let mut changed: Node = node(&body, id)?.clone();
    let Content::Block(call) = &mut changed.content else {
        return refuse(message!("no-block-no-arguments", name = %changed.name));
    };
    match value {
        Some(value) => call.arguments.insert(parameter.to_owned(), value.clone()),
        None => call.arguments.remove(parameter),
    };
    body.nodes.insert(id, Arc::new(changed));
    Ok(graph.with_body(place, body))
}
