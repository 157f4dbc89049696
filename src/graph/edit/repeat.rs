//! A chain of copies: what stands once stands several times in a row.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::super::model::{Body, Graph, Node, NodeId, Place};
use super::super::naming::{names, unique_name};
use super::own_names::content_with_own_names;
use super::paste::copy_drawing;
use super::room::{DOWN, make_room};
use super::subgraph::Subgraph;
use super::{EditError, body, refuse};
use crate::message;

/// The longest chain that one edit makes.
pub const MOST_COPIES: usize = 100;

/// From one node's top to the next one's where they stand in a column, in graph units.
const ROW_STEP: f32 = 100.0;

pub(super) fn repeat(
    graph: &Graph,
    place: &Place,
    ids: &BTreeSet<NodeId>,
    count: usize,
) -> Result<Graph, EditError> {
    let old = body(graph, place)?;
    let part = Subgraph::of(old, ids)?;
    if !(2..=MOST_COPIES).contains(&count) {
        return refuse(message!("copies-out-of-range", most_copies = %MOST_COPIES, count = %count));
    }
    let [source] = part.sources[..] else {
        return refuse(message!("row-of-several-inputs", count = %part.sources.len()));
    };
    let users = old.users(part.exit).filter(|(to, _)| !part.contains(*to));
    let mut chain = Chain {
        graph,
        body: old.clone(),
        part: &part,
        source,
    };
    let (bottom, height) = extent(old, &part);
    let length = height * (count - 1) as f32;
    make_room(&mut chain.body, bottom, (DOWN, length), &[]);
    let mut last = part.exit;
    for number in 1..count {
        last = chain.copy(last, height * number as f32);
    }
    for (id, port) in users {
        chain.set_input(id, port, last);
    }
    Ok(graph.with_body(place, chain.body))
}

/// Where the first copy begins, and how far it is from there to the next one.
fn extent(body: &Body, part: &Subgraph) -> ([f32; 2], f32) {
    let nodes: Vec<&Node> = part.order.iter().filter_map(|id| body.node(*id)).collect();
    let top = nodes
        .iter()
        .map(|node| node.position[1])
        .fold(f32::INFINITY, f32::min);
    let bottom = nodes
        .iter()
        .map(|node| node.position[1])
        .fold(f32::NEG_INFINITY, f32::max);
    let left = nodes
        .iter()
        .map(|node| node.position[0])
        .fold(f32::INFINITY, f32::min);
    ([left, bottom + ROW_STEP], bottom - top + ROW_STEP)
}

struct Chain<'a> {
    graph: &'a Graph,
    body: Body,
    part: &'a Subgraph,
    source: NodeId,
}

impl Chain<'_> {
    /// Adds a copy that takes its input from `before`, `down` below the original, and answers what gives its result.
    fn copy(&mut self, before: NodeId, down: f32) -> NodeId {
        let first = self.body.free_id().0;
        let new: BTreeMap<NodeId, NodeId> = self
            .part
            .order
            .iter()
            .zip(first..)
            .map(|(old, new)| (*old, NodeId(new)))
            .collect();
        for (old, id) in &new {
            let Some(original) = self.body.node(*old).cloned() else {
                continue;
            };
            let name = unique_name(&original.name, &names(&self.body));
            let input = |from: &NodeId| {
                if *from == self.source {
                    before
                } else {
                    new.get(from).copied().unwrap_or(*from)
                }
            };
            let copy = Node {
                content: content_with_own_names(self.graph, &self.body, &original.content, &name),
                position: [original.position[0], original.position[1] + down],
                inputs: original.inputs.iter().map(input).collect(),
                name,
            };
            self.body.nodes.insert(*id, Arc::new(copy));
        }
        let drawn = self.body.clone();
        copy_drawing(
            &drawn,
            &mut self.body,
            |id| new.get(&id).copied(),
            [0.0, down],
        );
        new[&self.part.exit]
    }

    fn set_input(&mut self, id: NodeId, port: usize, from: NodeId) {
        if let Some(mut node) = self.body.node(id).cloned() {
            node.inputs[port] = from;
            self.body.nodes.insert(id, Arc::new(node));
        }
    }
}
