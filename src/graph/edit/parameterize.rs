//! A setting inside a block becomes something that each instance may set.

use std::collections::BTreeSet;

use super::super::model::{BlockDefinition, Graph, NodeId, Parameter, Place};
use super::super::naming::unique_name;
use super::blocks::check_parameter_name;
use super::make_block::{plain_values, setting_value};
use super::{Edit, EditError, body, node, refuse};
use crate::layer::Value;
use crate::message;

/// The settings of a node, or arguments of an instance, that are plain values and so could become parameters.
#[must_use]
pub fn plain_settings(graph: &Graph, place: &Place, id: NodeId) -> Vec<(String, Value)> {
    let node = graph.body_of(place).and_then(|body| body.node(id));
    node.map(|node| plain_values(graph, node))
        .unwrap_or_default()
}

/// The edit that makes the setting `key` of `id` inside `block` a parameter. Every instance keeps the value that the
/// setting has now. Without a `name`, the parameter is called like the setting.
///
/// # Errors
/// A sentence where there is no such setting, where it follows a parameter already, or where no parameter can be
/// called `name`.
pub fn parameterize(
    graph: &Graph,
    block: &str,
    (id, key): (NodeId, &str),
    name: Option<&str>,
) -> Result<Edit, EditError> {
    let place = Place::Block(block.to_owned());
    let inner = node(body(graph, &place)?, id)?;
    let Some(value) = setting_value(graph, inner, key) else {
        return refuse(message!("no-such-setting", name = %inner.name, key = %key));
    };
    if value.expression().is_some() {
        return refuse(message!("setting-follows-parameter", key = %key, name = %inner.name));
    }
    let Some(definition) = graph.blocks.get(block) else {
        return refuse(message!("no-such-block", block = %block));
    };
    let taken: BTreeSet<&str> = definition
        .parameters
        .iter()
        .map(|known| known.name.as_str())
        .collect();
    let name = match name {
        Some(name) if taken.contains(name) => {
            return refuse(message!("block-parameter-taken", block = %block, name = %name));
        }
        Some(name) => name.to_owned(),
        None => unique_name(key, &taken),
    };
    check_parameter_name(&name)?;
    let mut definition: BlockDefinition = definition.as_ref().clone();
    definition.parameters.push(Parameter {
        name: name.clone(),
        default: value,
        help: String::new(),
    });
    let follow = match inner.layer() {
        Some(_) => Edit::Set {
            place,
            nodes: vec![id],
            key: key.to_owned(),
            value: Some(Value::Text(format!("={name}"))),
        },
        None => Edit::SetArgument {
            place,
            node: id,
            parameter: key.to_owned(),
            value: Some(Value::Text(format!("={name}"))),
        },
    };
    Ok(Edit::Many {
        label: message!("edit-make-parameter", key = %key, block = %block),
        edits: vec![
            Edit::Define {
                name: block.to_owned(),
                definition,
            },
            follow,
        ],
    })
}
