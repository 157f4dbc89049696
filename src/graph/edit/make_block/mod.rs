//! Making a block of nodes that stand in a body already. Never changes what the network computes.

mod names;
mod parameters;
mod plan;
mod repeats;
mod suggested_name;
#[cfg(test)]
mod tests;

use std::collections::BTreeSet;
use std::sync::Arc;

use imbl::OrdSet;

use super::super::model::{Body, Graph, Node, NodeId, Parameter, Place};
use super::super::naming::{check_name, unique_name};
use super::blocks::check_parameter_name;
use super::subgraph::Subgraph;
use super::{EditError, body, refuse};
use crate::layer::Value;
use crate::message;
pub(super) use parameters::plain_values;

use names::names_of;
use plan::BlockPlan;
use repeats::{Occurrence, repeats};

/// A parameter of a block to come, and which settings follow it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewParameter {
    /// Its name in expressions.
    pub name: String,
    /// The settings of layers, or arguments of inner instances, that take its value.
    pub settings: Vec<(NodeId, String)>,
}

/// What is known about a block before it is made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BlockSuggestion {
    /// What it could be called; no other block is.
    pub name: String,
    /// How often the body holds a part that is wired like the chosen nodes, these included.
    pub use_count: usize,
    /// What differs between those parts.
    pub parameters: Vec<NewParameter>,
    /// Every other setting of the chosen nodes that could be a parameter, layer by layer.
    pub others: Vec<(NodeId, String)>,
}

/// What a block made of `nodes` would have for parameters, and how many uses.
///
/// # Errors
/// A sentence where the nodes cannot be one block.
pub fn suggest_block(
    graph: &Graph,
    place: &Place,
    nodes: &BTreeSet<NodeId>,
) -> Result<BlockSuggestion, EditError> {
    let body = body(graph, place)?;
    let part = Subgraph::of(body, nodes)?;
    let mut uses = vec![Occurrence::first(&part)];
    uses.extend(repeats(body, &part));
    let mut parameters = parameters::differing(graph, body, &uses);
    let handed_on = handed_on(graph, place, body, &part);
    let taken: BTreeSet<&str> = handed_on
        .iter()
        .map(|parameter| parameter.name.as_str())
        .collect();
    for parameter in &mut parameters {
        parameter.name = unique_name(&parameter.name, &taken);
    }
    let blocks: BTreeSet<&str> = graph.blocks.keys().map(String::as_str).collect();
    Ok(BlockSuggestion {
        name: unique_name(suggested_name::of(body, &part), &blocks),
        use_count: uses.len(),
        others: parameters::plain(graph, body, &part, &parameters),
        parameters,
    })
}

/// How many parts besides the chosen one become instances where the repeats of a block with these `parameters` are
/// replaced: those that agree with it in everything else.
#[must_use]
pub fn repeat_count(
    graph: &Graph,
    place: &Place,
    nodes: &BTreeSet<NodeId>,
    parameters: &[NewParameter],
) -> usize {
    let Ok(body) = body(graph, place) else {
        return 0;
    };
    let Ok(part) = Subgraph::of(body, nodes) else {
        return 0;
    };
    let agrees = |other: &Occurrence| agrees(graph, body, other, parameters);
    repeats(body, &part)
        .iter()
        .filter(|other| agrees(other))
        .count()
}

/// The value of a layer's setting or of an instance's argument; `None` where `node` has none of that name.
#[must_use]
pub fn setting_value(graph: &Graph, node: &Node, key: &str) -> Option<Value> {
    parameters::values(graph, node).remove(key)
}

pub(super) fn make(
    graph: &Graph,
    (place, nodes): (&Place, &BTreeSet<NodeId>),
    name: &str,
    parameters: &[NewParameter],
    with_repeats: bool,
) -> Result<Graph, EditError> {
    let old = body(graph, place)?;
    let part = Subgraph::of(old, nodes)?;
    check_new(graph, name, &part, parameters)?;
    let first = Occurrence::first(&part);
    let mut uses = vec![first.clone()];
    if with_repeats {
        let agreeing = repeats(old, &part).into_iter();
        uses.extend(agreeing.filter(|other| agrees(graph, old, other, parameters)));
    }
    let handed_on = handed_on(graph, place, old, &part);
    let own = parameters.iter().map(|parameter| &parameter.name);
    let taken = handed_on.iter().map(|parameter| &parameter.name).chain(own);
    let taken: BTreeSet<&str> = taken.map(String::as_str).collect();
    let plan = BlockPlan {
        graph,
        place,
        body: old,
        names: names_of(place, old, &uses, &taken),
        handed_on,
        parameters,
        uses: &uses,
    };
    let definition = plan.definition(&part)?;
    let mut changed = graph.clone();
    changed.blocks.insert(name.to_owned(), Arc::new(definition));
    Ok(changed.with_body(place, plan.folded(name)))
}

fn check_new(
    graph: &Graph,
    name: &str,
    part: &Subgraph,
    parameters: &[NewParameter],
) -> Result<(), EditError> {
    check_name(name).map_err(EditError)?;
    if graph.blocks.contains_key(name) {
        return refuse(message!("block-name-taken", name = %name));
    }
    let mut seen = BTreeSet::new();
    for parameter in parameters {
        check_parameter_name(&parameter.name)?;
        if !seen.insert(&parameter.name) {
            return refuse(message!("parameters-of-one-name", name = %parameter.name));
        }
        if parameter.settings.is_empty()
            || parameter.settings.iter().any(|(id, _)| !part.contains(*id))
        {
            return refuse(message!("parameter-of-no-layer", name = %parameter.name));
        }
    }
    Ok(())
}

/// Whether `other` equals the first use in everything that no parameter covers.
fn agrees(graph: &Graph, body: &Body, other: &Occurrence, parameters: &[NewParameter]) -> bool {
    let covered: BTreeSet<&(NodeId, String)> = parameters
        .iter()
        .flat_map(|parameter| &parameter.settings)
        .collect();
    let row = |occurrence: &Occurrence, parameter: &NewParameter| -> Vec<Option<Value>> {
        let value = |setting: &(NodeId, String)| {
            parameters::value_in(graph, body, occurrence, (setting.0, &setting.1))
        };
        parameter.settings.iter().map(value).collect()
    };
    let share_values = |parameter: &NewParameter| {
        let row = row(other, parameter);
        row.iter().all(|value| *value == row[0])
    };
    let rest_equal = other.nodes.iter().all(|(id, twin)| {
        let (Some(one), Some(twin)) = (body.node(*id), body.node(*twin)) else {
            return false;
        };
        let twin = parameters::values(graph, twin);
        parameters::values(graph, one)
            .into_iter()
            .all(|(key, value)| twin.get(&key) == Some(&value) || covered.contains(&(*id, key)))
    });
    let alike = |marked: &OrdSet<NodeId>| {
        let mut nodes = other.nodes.iter();
        nodes.all(|(id, twin)| marked.contains(id) == marked.contains(twin))
    };
    alike(&body.bypassed)
        && alike(&body.frozen)
        && rest_equal
        && parameters.iter().all(share_values)
}

/// Parameters of the block around that the nodes refer to; the new block takes them under the same names.
fn handed_on(graph: &Graph, place: &Place, body: &Body, part: &Subgraph) -> Vec<Parameter> {
    let Place::Block(outer) = place else {
        return Vec::new();
    };
    let nodes = part.order.iter().filter_map(|id| body.node(*id));
    let used = parameters::handed_on(nodes);
    let known = graph
        .blocks
        .get(outer)
        .into_iter()
        .flat_map(|definition| &definition.parameters);
    known
        .filter(|parameter| used.contains(&parameter.name))
        .cloned()
        .collect()
}
