//! Blocks that stand in a row and are all alike, drawn as one with how many they are.

use std::collections::{BTreeMap, BTreeSet};

use crate::graph::{Body, Content, Inference, LayerReport, Node, NodeId, NodePath};

/// The rows of a body, each by its first block: all of them in their order.
pub(super) type Rows = BTreeMap<NodeId, Vec<NodeId>>;

/// Finds the rows of the body of `around`.
pub(super) fn rows(body: &Body, around: &NodePath, inference: &Inference) -> Rows {
    let alike = |one: NodeId, other: NodeId| {
        let [one, other] = [one, other].map(|id| inside(inference, &around.child(id)));
        one.len() == other.len()
            && !one.is_empty()
            && one.iter().zip(&other).all(|(one, other)| {
                one.layer == other.layer && one.output_shape == other.output_shape
            })
    };
    let mut next = BTreeMap::new();
    for (id, node) in &body.nodes {
        let [before] = node.inputs[..] else { continue };
        let is_only_user = body.users(before).count() == 1;
        let Some(block) = block_of(node) else {
            continue;
        };
        let is_same = body.node(before).and_then(|node| block_of(node)) == Some(block);
        if is_only_user && is_same && alike(before, *id) {
            next.insert(before, *id);
        }
    }
    let inner: BTreeSet<NodeId> = next.values().copied().collect();
    let firsts = next.keys().filter(|id| !inner.contains(id));
    let row = |first: &NodeId| {
        let mut row = vec![*first];
        while let Some(then) = row.last().and_then(|last| next.get(last)) {
            row.push(*then);
        }
        (*first, row)
    };
    firsts.map(row).collect()
}

/// The same body with the first block of each row alone.
pub(super) fn shortened(body: &Body, rows: &Rows) -> Body {
    let firsts = rows.iter();
    let first_of: BTreeMap<NodeId, NodeId> = firsts
        .flat_map(|(first, row)| row.iter().map(|id| (*id, *first)))
        .collect();
    let mut short = body.clone();
    for (id, node) in &body.nodes {
        match first_of.get(id) {
            Some(first) if first != id => {
                short.nodes.remove(id);
            }
            _ => {
                let inputs = node.inputs.iter();
                let inputs = inputs.map(|from| *first_of.get(from).unwrap_or(from));
                let node = Node {
                    inputs: inputs.collect(),
                    ..Node::clone(node)
                };
                short.nodes.insert(*id, node.into());
            }
        }
    }
    short
}

fn block_of(node: &Node) -> Option<&str> {
    match &node.content {
        Content::Block(call) => Some(&call.block),
        Content::Layer(_) | Content::Port(_) => None,
    }
}

fn inside<'a>(inference: &'a Inference, path: &NodePath) -> Vec<&'a LayerReport> {
    let layers = inference.layers.iter();
    let inside = layers.filter(|layer| layer.path.0.starts_with(&path.0));
    inside.collect()
}
