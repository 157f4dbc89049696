//! Changing the parameters of a block: what they are called, in which order they stand, what they are where an instance
//! says nothing, and taking them away. Everything that refers to them follows.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::super::expression::identifiers;
use super::super::model::{BlockDefinition, Body, Content, Graph, Node, NodeId, Place};
use super::super::naming::{stem, unique_name};
use super::super::rewrite::{
    filled_in, renamed, renamed_template, template_filled_in, without_braces,
};
use super::blocks::check_parameter_name;
use super::nodes::is_alike;
use super::{EditError, body, refuse};
use crate::layer::Value;
use crate::message;
use crate::text::Message;

/// What becomes of a parameter of a block.
#[derive(Clone, Debug, PartialEq)]
pub enum ParameterChange {
    /// It is called this.
    Name(String),
    /// It stands at this place of the list.
    Place(usize),
    /// Instances that give it no value have this one.
    Default(Value),
    /// It is no parameter any more; its value is put back into the block.
    Remove,
}

pub(super) fn change(
    graph: &Graph,
    block: &str,
    parameter: &str,
    change: &ParameterChange,
) -> Result<Graph, EditError> {
    let (mut definition, index) = found(graph, block, parameter)?;
    match change {
        ParameterChange::Name(name) => return rename(graph, block, parameter, name.trim()),
        ParameterChange::Remove => return remove(graph, block, parameter),
        ParameterChange::Place(to) => {
            let moved = definition.parameters.remove(index);
            let to = (*to).min(definition.parameters.len());
            definition.parameters.insert(to, moved);
        }
        ParameterChange::Default(value) => {
            let known = &mut definition.parameters[index];
            let is_plain = value.expression().is_none();
            if !is_plain || !is_alike(value, &known.default) {
                return refuse(
                    message!("default-of-other-kind", parameter = %parameter, known = %known.default, value = %value),
                );
            }
            known.default = value.clone();
        }
    }
    Ok(with_definition(graph, block, definition))
}

/// What is put into the block where `parameter` is removed: the value that all instances give it, else its default. Second,
/// whether instances differ in it, so that some of them change.
#[must_use]
pub fn value_put_back(graph: &Graph, block: &str, parameter: &str) -> Option<(Value, bool)> {
    let (definition, index) = found(graph, block, parameter).ok()?;
    let default = &definition.parameters[index].default;
    let bodies = graph.blocks.values().map(|definition| &definition.body);
    let nodes = std::iter::once(&graph.body).chain(bodies);
    let calls = nodes.flat_map(|body| body.nodes.values());
    let calls = calls.filter_map(|node| node.call().filter(|call| call.block == block));
    let mut values = calls.map(|call| call.arguments.get(parameter).unwrap_or(default));
    let first = values.next().unwrap_or(default);
    let is_plain = match first {
        Value::Text(text) => !text.starts_with('=') && !text.contains('{'),
        _ => true,
    };
    let is_common = is_plain && values.all(|value| value == first);
    Some(if is_common {
        (first.clone(), false)
    } else {
        (default.clone(), true)
    })
}

fn found(
    graph: &Graph,
    block: &str,
    parameter: &str,
) -> Result<(BlockDefinition, usize), EditError> {
    let Some(definition) = graph.blocks.get(block) else {
        return refuse(message!("no-such-block", block = %block));
    };
    let mut parameters = definition.parameters.iter();
    match parameters.position(|known| known.name == parameter) {
        Some(index) => Ok((definition.as_ref().clone(), index)),
        None => refuse(message!("no-such-parameter", block = %block, parameter = %parameter)),
    }
}

fn rename(graph: &Graph, block: &str, old: &str, new: &str) -> Result<Graph, EditError> {
    check_parameter_name(new)?;
    if old == new {
        return Ok(graph.clone());
    }
    let (mut definition, index) = found(graph, block, old)?;
    if definition.parameters.iter().any(|known| known.name == new) {
        return refuse(message!("block-parameter-taken", block = %block, name = %new));
    }
    new.clone_into(&mut definition.parameters[index].name);
    let graph = with_definition(graph, block, definition);
    let graph = with_nodes(&graph, &Place::Block(block.to_owned()), |_, node| {
        let name = renamed_template(&node.name, old, new);
        let content = with_values(&node.content, |value| Ok(renamed(value, old, new)))?;
        Ok(Node {
            name,
            content,
            ..node.clone()
        })
    })?;
    with_arguments(&graph, block, |arguments| {
        if let Some(value) = arguments.remove(old) {
            arguments.insert(new.to_owned(), value);
        }
    })
}

fn remove(graph: &Graph, block: &str, parameter: &str) -> Result<Graph, EditError> {
    let (mut definition, index) = found(graph, block, parameter)?;
    definition.parameters.remove(index);
    let Some((value, differs)) = value_put_back(graph, block, parameter) else {
        return Ok(graph.clone());
    };
    let place = Place::Block(block.to_owned());
    let names = names_without(body(graph, &place)?, parameter, &value, differs)?;
    let graph = with_nodes(graph, &place, |id, node| {
        let put_back = |value_there: &Value| filled_in(value_there, parameter, &value);
        Ok(Node {
            name: names.get(&id).unwrap_or(&node.name).clone(),
            content: with_values(&node.content, put_back)?,
            ..node.clone()
        })
    })?;
    let body = body(&graph, &place)?.clone();
    let graph = with_definition(&graph, block, BlockDefinition { body, ..definition });
    with_arguments(&graph, block, |arguments| {
        arguments.remove(parameter);
    })
}

/// What the nodes of `body` are called whose names refer to `parameter`, once `value` stands in its place.
fn names_without(
    body: &Body,
    parameter: &str,
    value: &Value,
    differs: bool,
) -> Result<BTreeMap<NodeId, String>, EditError> {
    let (concerned, others): (Vec<_>, Vec<_>) = body
        .nodes
        .iter()
        .partition(|(_, node)| identifiers(&node.name).contains(parameter));
    let mut taken: BTreeSet<String> = others.iter().map(|(_, node)| node.name.clone()).collect();
    let mut names = BTreeMap::new();
    for (id, node) in concerned {
        let name = if differs {
            // A name without parameters begins with the instance's, which keeps apart what the parameter did.
            without_braces(&node.name)
        } else {
            template_filled_in(&node.name, parameter, value).map_err(EditError)?
        };
        let name = match name.trim() {
            "" => stem(&node.content),
            name => name,
        };
        let name = unique_name(name, &taken.iter().map(String::as_str).collect());
        taken.insert(name.clone());
        names.insert(*id, name);
    }
    Ok(names)
}

fn with_definition(graph: &Graph, block: &str, definition: BlockDefinition) -> Graph {
    let mut graph = graph.clone();
    graph.blocks.insert(block.to_owned(), Arc::new(definition));
    graph
}

/// `content` with what `change` makes of every setting or argument.
fn with_values(
    content: &Content,
    change: impl Fn(&Value) -> Result<Value, Message>,
) -> Result<Content, EditError> {
    let mut content = content.clone();
    let values = match &mut content {
        Content::Layer(spec) => spec.settings.values_mut(),
        Content::Block(call) => call.arguments.values_mut(),
        Content::Port(_) => return Ok(content),
    };
    for value in values {
        *value = change(value).map_err(EditError)?;
    }
    Ok(content)
}

/// `graph` with what `change` makes of every node of `place`; nodes that stay as they are stay shared.
fn with_nodes(
    graph: &Graph,
    place: &Place,
    change: impl Fn(NodeId, &Node) -> Result<Node, EditError>,
) -> Result<Graph, EditError> {
    let mut changed = body(graph, place)?.clone();
    for (id, node) in changed.nodes.clone() {
        let new = change(id, &node)?;
        if new != *node {
            changed.nodes.insert(id, Arc::new(new));
        }
    }
    Ok(graph.with_body(place, changed))
}

/// `graph` with what `change` makes of the arguments of every instance of `block`.
fn with_arguments(
    graph: &Graph,
    block: &str,
    change: impl Fn(&mut BTreeMap<String, Value>),
) -> Result<Graph, EditError> {
    let blocks = graph.blocks.keys().cloned().map(Place::Block);
    let places: BTreeSet<Place> = blocks.chain([Place::Root]).collect();
    places.iter().try_fold(graph.clone(), |graph, place| {
        with_nodes(&graph, place, |_, node| {
            let mut node = node.clone();
            if let Content::Block(call) = &mut node.content
                && call.block == block
            {
                change(&mut call.arguments);
            }
            Ok(node)
        })
    })
}
