//! What the instances of a block to come may set: what differs between its uses, and what is handed on to it.

use std::collections::{BTreeMap, BTreeSet};

use super::super::subgraph::Subgraph;
use super::NewParameter;
use super::repeats::Occurrence;
use crate::graph::expression::{identifiers, names_in};
use crate::graph::model::{Body, Content, Graph, Node, NodeId};
use crate::graph::naming::unique_name;
use crate::layer::Value;

/// Every setting of a layer and every argument of a block instance that `node` has, with its value.
pub(super) fn values(graph: &Graph, node: &Node) -> BTreeMap<String, Value> {
    values_in_order(graph, node).into_iter().collect()
}

/// The same in the order of a form.
fn values_in_order(graph: &Graph, node: &Node) -> Vec<(String, Value)> {
    match &node.content {
        Content::Layer(spec) => {
            let settings = spec.kind.entry().settings.iter();
            settings
                .filter_map(|setting| Some((setting.key.to_owned(), spec.value(setting.key)?)))
                .collect()
        }
        Content::Block(call) => {
            let definition = graph.blocks.get(&call.block);
            let parameters = definition
                .iter()
                .flat_map(|definition| &definition.parameters);
            parameters
                .map(|parameter| {
                    let value = call
                        .arguments
                        .get(&parameter.name)
                        .unwrap_or(&parameter.default);
                    (parameter.name.clone(), value.clone())
                })
                .collect()
        }
        Content::Port(_) => Vec::new(),
    }
}

/// The value of `key` in what stands for `id` in `occurrence`.
pub(super) fn value_in(
    graph: &Graph,
    body: &Body,
    occurrence: &Occurrence,
    (id, key): (NodeId, &str),
) -> Option<Value> {
    let node = body.node(*occurrence.nodes.get(&id)?)?;
    values(graph, node).remove(key)
}

/// A parameter for each way in which settings differ between `uses`. Settings of one name that differ in the same
/// way share it: two convolutions that always have equally many filters.
pub(super) fn differing(graph: &Graph, body: &Body, uses: &[Occurrence]) -> Vec<NewParameter> {
    let Some((first, others)) = uses.split_first() else {
        return Vec::new();
    };
    let mut found: Vec<(Vec<Option<Value>>, NewParameter)> = Vec::new();
    for id in in_order(body, first) {
        let Some(node) = body.node(id) else { continue };
        for (key, value) in values(graph, node) {
            let rest = others
                .iter()
                .map(|other| value_in(graph, body, other, (id, &key)));
            let row: Vec<Option<Value>> = std::iter::once(Some(value)).chain(rest).collect();
            if row.iter().all(|value| *value == row[0]) {
                continue;
            }
            let same = |(known, parameter): &&mut (Vec<Option<Value>>, NewParameter)| {
                *known == row && parameter.settings.iter().all(|(_, other)| *other == key)
            };
            match found.iter_mut().find(same) {
                Some((_, parameter)) => parameter.settings.push((id, key)),
                None => {
                    let taken: BTreeSet<&str> =
                        found.iter().map(|(_, known)| known.name.as_str()).collect();
                    let name = unique_name(&key, &taken);
                    found.push((
                        row,
                        NewParameter {
                            name,
                            settings: vec![(id, key)],
                        },
                    ));
                }
            }
        }
    }
    found.into_iter().map(|(_, parameter)| parameter).collect()
}

/// The settings of a layer, or arguments of an instance, that are plain values, in order.
pub(in crate::graph::edit) fn plain_values(graph: &Graph, node: &Node) -> Vec<(String, Value)> {
    let all = values_in_order(graph, node).into_iter();
    all.filter(|(_, value)| value.expression().is_none())
        .collect()
}

/// The settings of `part` that are plain values and that none of `parameters` covers, layer by layer.
pub(super) fn plain(
    graph: &Graph,
    body: &Body,
    part: &Subgraph,
    parameters: &[NewParameter],
) -> Vec<(NodeId, String)> {
    let covered: BTreeSet<&(NodeId, String)> = parameters
        .iter()
        .flat_map(|parameter| &parameter.settings)
        .collect();
    let of_node = |id: &NodeId| {
        let values = body.node(*id).map(|node| plain_values(graph, node));
        let plain = values.unwrap_or_default().into_iter();
        plain.map(|(key, _)| (*id, key)).collect::<Vec<_>>()
    };
    let all = part.order.iter().flat_map(of_node);
    all.filter(|setting| !covered.contains(setting)).collect()
}

/// The parameters of the block around that names and settings of `nodes` refer to.
pub(super) fn handed_on<'a>(nodes: impl Iterator<Item = &'a Node>) -> BTreeSet<String> {
    let mut names = BTreeSet::new();
    for node in nodes {
        names.extend(identifiers(&node.name));
        let values = match &node.content {
            Content::Layer(spec) => &spec.settings,
            Content::Block(call) => &call.arguments,
            Content::Port(_) => continue,
        };
        names.extend(values.values().flat_map(names_in));
    }
    names
}

/// The nodes of a use from the input to the output: parameters are listed in the order of the layers.
fn in_order(body: &Body, first: &Occurrence) -> Vec<NodeId> {
    let (order, _) = crate::graph::wiring::topological(body);
    order
        .into_iter()
        .filter(|id| first.nodes.contains_key(id))
        .collect()
}
