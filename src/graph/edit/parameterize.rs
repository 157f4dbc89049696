//! A setting inside a block becomes something that each instance may set.

use std::collections::BTreeSet;

use super::super::model::{BlockDefinition, Graph, NodeId, Parameter, Place};
use super::super::naming::unique_name;
use super::make_block::setting_value;
use super::{Edit, EditError, body, node, refuse};
use crate::layer::Value;

/// The edit that makes the setting `key` of `id` inside `block` a parameter. Every instance keeps the value that the
/// setting has now.
///
/// # Errors
/// A sentence where there is no such setting, or where it follows a parameter already.
pub fn parameterize(graph: &Graph, block: &str, id: NodeId, key: &str) -> Result<Edit, EditError> {
    let place = Place::Block(block.to_owned());
    let inner = node(body(graph, &place)?, id)?;
    let Some(value) = setting_value(graph, inner, key) else {
        return refuse(format!("`{}` has no setting called `{key}`", inner.name));
    };
    if value.expression().is_some() {
        return refuse(format!(
            "`{key}` of `{}` follows a parameter already",
            inner.name
        ));
    }
    let Some(definition) = graph.blocks.get(block) else {
        return refuse(format!("there is no block called `{block}`"));
    };
    let taken: BTreeSet<&str> = definition
        .parameters
        .iter()
        .map(|known| known.name.as_str())
        .collect();
    let name = unique_name(key, &taken);
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
        label: format!("make {key} a parameter of {block}"),
        edits: vec![
            Edit::Define {
                name: block.to_owned(),
                definition,
            },
            follow,
        ],
    })
}
