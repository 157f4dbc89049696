//! Arguments with which a new instance of a block names its layers as no other one does.

use std::collections::BTreeSet;

use super::super::binding::{bind_call, bind_name};
use super::super::expression::{Scope, identifiers, names_in};
use super::super::model::{BlockCall, Body, Content, Graph};
use super::super::naming::next_name_argument;
use crate::layer::Value;

/// As many letters or numbers are tried before a clash is left to the user.
const MOST_STEPS: usize = 1000;

/// `call` with its naming argument, `block` in the course's blocks, moved on until the layers of the new instance
/// called `instance` have names that nothing in `body` has. Left as it is where that is not possible.
pub(super) fn with_own_names(
    graph: &Graph,
    body: &Body,
    call: &BlockCall,
    instance: &str,
) -> BlockCall {
    let Some((parameter, value)) = naming_argument(graph, call) else {
        return call.clone();
    };
    let taken = layer_names(graph, body);
    let mut tried = call.clone();
    let mut value = value;
    for _ in 0..MOST_STEPS {
        if inner_names(graph, &tried, instance).is_disjoint(&taken) {
            return tried;
        }
        value = next_name_argument(&value);
        tried.arguments.insert(parameter.clone(), value.clone());
    }
    call.clone()
}

/// The last parameter that only names refer to, with its value in `call`.
fn naming_argument(graph: &Graph, call: &BlockCall) -> Option<(String, Value)> {
    let definition = graph.blocks.get(&call.block)?;
    let mut in_names = BTreeSet::new();
    let mut in_settings = BTreeSet::new();
    for node in definition.body.nodes.values() {
        in_names.extend(identifiers(&node.name));
        match &node.content {
            Content::Layer(spec) => in_settings.extend(spec.settings.values().flat_map(names_in)),
            Content::Block(inner) => {
                let naming = naming_argument(graph, inner).map(|(name, _)| name);
                for (name, value) in &inner.arguments {
                    if naming.as_ref() == Some(name) {
                        in_names.extend(names_in(value));
                    } else {
                        in_settings.extend(names_in(value));
                    }
                }
            }
            Content::Port(_) => {}
        }
    }
    let names_only = |name: &str| in_names.contains(name) && !in_settings.contains(name);
    let parameter = definition
        .parameters
        .iter()
        .rev()
        .find(|parameter| names_only(&parameter.name))?;
    let value = call
        .arguments
        .get(&parameter.name)
        .unwrap_or(&parameter.default);
    let can_step = matches!(value, Value::Text(_) | Value::Int(_)) && value.expression().is_none();
    can_step.then(|| (parameter.name.clone(), value.clone()))
}

/// The names of all layers in `body`, blocks opened.
fn layer_names(graph: &Graph, body: &Body) -> BTreeSet<String> {
    let mut names = BTreeSet::new();
    for node in body.nodes.values() {
        match &node.content {
            Content::Block(call) => names.extend(inner_names(graph, call, &node.name)),
            _ => {
                names.insert(node.name.clone());
            }
        }
    }
    names
}

fn inner_names(graph: &Graph, call: &BlockCall, instance: &str) -> BTreeSet<String> {
    let mut names = BTreeSet::new();
    collect(graph, call, instance, &Scope::new(), 0, &mut names);
    names
}

fn collect(
    graph: &Graph,
    call: &BlockCall,
    instance: &str,
    outer: &Scope,
    depth: usize,
    names: &mut BTreeSet<String>,
) {
    let Some(definition) = graph
        .blocks
        .get(&call.block)
        .filter(|_| depth < super::super::expand::MAX_DEPTH)
    else {
        return;
    };
    let Ok(scope) = bind_call(call, definition, outer) else {
        return;
    };
    for node in definition.body.nodes.values() {
        let Ok(name) = bind_name(&node.name, &scope, Some(instance)) else {
            continue;
        };
        match &node.content {
            Content::Layer(_) => {
                names.insert(name);
            }
            Content::Block(inner) => collect(graph, inner, &name, &scope, depth + 1, names),
            Content::Port(_) => {}
        }
    }
}

/// `content` for a new node called `name` in `body`.
pub(super) fn content_with_own_names(
    graph: &Graph,
    body: &Body,
    content: &Content,
    name: &str,
) -> Content {
    match content {
        Content::Block(call) => Content::Block(with_own_names(graph, body, call, name)),
        other => other.clone(),
    }
}
