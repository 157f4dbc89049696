//! Adding, removing, moving, renaming and replacing nodes.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::super::coordinates::{FARTHEST, are_places};
use super::super::model::{Body, Content, Graph, Node, NodeId, Place};
use super::super::naming::{check_name, is_made_up, names, stem, unique_name};
use super::blocks::{check_no_recursion, trim_inputs};
use super::drawing::carry_bends;
use super::make_block::setting_value;
use super::own_names::content_with_own_names;
use super::{EditError, body, node, refuse};
use crate::layer::{LayerSpec, Value};
use crate::message;

pub(super) fn add(graph: &Graph, place: &Place, new: &Node) -> Result<Graph, EditError> {
    let mut body = body(graph, place)?.clone();
    check_place(place, &new.content)?;
    check_name(&new.name).map_err(EditError)?;
    if let Some(missing) = new.inputs.iter().find(|id| body.node(**id).is_none()) {
        return refuse(message!("no-node-to-take-from", missing = %missing.0));
    }
    let name = unique_name(&new.name, &names(&body));
    let new = Node {
        content: content_with_own_names(graph, &body, &new.content, &name),
        name,
        ..new.clone()
    };
    body.nodes.insert(body.free_id(), Arc::new(new));
    let graph = graph.with_body(place, body);
    check_no_recursion(&graph, place)?;
    Ok(trim_inputs(&graph))
}

pub(super) fn remove(
    graph: &Graph,
    place: &Place,
    ids: &BTreeSet<NodeId>,
    rejoin: bool,
) -> Result<Graph, EditError> {
    let old = body(graph, place)?;
    let mut left = old.clone();
    for id in ids {
        left.nodes.remove(id);
    }
    let survivors: Vec<NodeId> = left.nodes.keys().copied().collect();
    for id in survivors {
        let Some(current) = left.node(id) else {
            continue;
        };
        if !current.inputs.iter().any(|from| ids.contains(from)) {
            continue;
        }
        let replacement = |from: &NodeId| {
            if rejoin {
                nearest_survivor(old, *from, ids)
            } else {
                None
            }
        };
        let keep = |from: &NodeId| {
            if ids.contains(from) {
                replacement(from)
            } else {
                Some(*from)
            }
        };
        let inputs = current.inputs.iter().filter_map(keep).collect();
        let changed = Node {
            inputs,
            ..current.clone()
        };
        left.nodes.insert(id, Arc::new(changed));
    }
    Ok(trim_inputs(&graph.with_body(place, left)))
}

/// Follows first inputs from a removed node to one that stays.
fn nearest_survivor(body: &Body, from: NodeId, removed: &BTreeSet<NodeId>) -> Option<NodeId> {
    let mut id = from;
    // A chain of removed nodes cannot be longer than their number: no circle can hold this up.
    for _ in 0..=removed.len() {
        if !removed.contains(&id) {
            return Some(id);
        }
        id = *body.node(id)?.inputs.first()?;
    }
    None
}

pub(super) fn relocate(
    graph: &Graph,
    place: &Place,
    positions: &[(NodeId, [f32; 2])],
) -> Result<Graph, EditError> {
    let mut body = body(graph, place)?.clone();
    carry_bends(&mut body, positions);
    for (id, position) in positions {
        if !are_places(position) {
            return refuse(message!("move-too-far", farthest = %FARTHEST));
        }
        let moved = Node {
            position: *position,
            ..node(&body, *id)?.clone()
        };
        body.nodes.insert(*id, Arc::new(moved));
    }
    Ok(graph.with_body(place, body))
}

pub(super) fn rename(
    graph: &Graph,
    place: &Place,
    id: NodeId,
    name: &str,
) -> Result<Graph, EditError> {
    let mut body = body(graph, place)?.clone();
    let name = name.trim();
    check_name(name).map_err(EditError)?;
    let old = node(&body, id)?.clone();
    if old.name != name && names(&body).contains(name) {
        return refuse(message!("layer-name-taken", name = %name));
    }
    body.nodes.insert(
        id,
        Arc::new(Node {
            name: name.to_owned(),
            ..old
        }),
    );
    Ok(graph.with_body(place, body))
}

pub(super) fn replace(
    graph: &Graph,
    place: &Place,
    id: NodeId,
    content: &Content,
) -> Result<Graph, EditError> {
    let mut body = body(graph, place)?.clone();
    check_place(place, content)?;
    let old = node(&body, id)?.clone();
    let content = keeping_what_fits(graph, place, &old, content);
    let new = Node {
        name: name_when_replaced(&body, &old, &content),
        content,
        ..old
    };
    body.nodes.insert(id, Arc::new(new));
    let graph = graph.with_body(place, body);
    check_no_recursion(&graph, place)?;
    Ok(trim_inputs(&graph))
}

/// A name that says what kind of layer it is becomes that of the new kind; any other stays.
fn name_when_replaced(body: &Body, old: &Node, content: &Content) -> String {
    if !is_made_up(old) || stem(content) == stem(&old.content) {
        return old.name.clone();
    }
    let mut taken = names(body);
    taken.remove(old.name.as_str());
    unique_name(stem(content), &taken)
}

/// `content` with the settings or arguments of `old` that it knows under the same name and accepts.
fn keeping_what_fits(graph: &Graph, place: &Place, old: &Node, content: &Content) -> Content {
    let mut content = content.clone();
    match &mut content {
        Content::Layer(spec) => {
            for setting in spec.kind.entry().settings {
                let Some(value) = setting_value(graph, old, setting.key) else {
                    continue;
                };
                let fits = value.expression().is_some_and(|_| *place != Place::Root)
                    || LayerSpec::new(spec.kind)
                        .with(setting.key, value.clone())
                        .resolve()
                        .is_ok();
                if fits && value != Value::from(setting.default) {
                    spec.settings.entry(setting.key.to_owned()).or_insert(value);
                }
            }
        }
        Content::Block(call) => {
            let definition = graph.blocks.get(&call.block);
            for parameter in definition
                .iter()
                .flat_map(|definition| &definition.parameters)
            {
                let value = old
                    .call()
                    .and_then(|_| setting_value(graph, old, &parameter.name));
                if let Some(value) = value.filter(|value| is_alike(value, &parameter.default)) {
                    call.arguments
                        .entry(parameter.name.clone())
                        .or_insert(value);
                }
            }
        }
        Content::Port(_) => {}
    }
    content
}

/// Whether an argument can stand where `default` does: an expression, or a value of the same type and length.
pub(super) fn is_alike(value: &Value, default: &Value) -> bool {
    match (value, default) {
        _ if value.expression().is_some() => true,
        (Value::List(one), Value::List(other)) => one.len() == other.len(),
        _ => std::mem::discriminant(value) == std::mem::discriminant(default),
    }
}

pub(super) fn check_place(place: &Place, content: &Content) -> Result<(), EditError> {
    match (place, content) {
        (Place::Root, Content::Port(_)) => refuse(message!("port-outside-block")),
        _ => Ok(()),
    }
}
