//! Parts of a body that are wired like another part: the same kinds of nodes, the same wires between them.

use std::collections::{BTreeMap, BTreeSet};

use super::super::subgraph::Subgraph;
use crate::graph::model::{Body, Content, Node, NodeId};
use crate::graph::wiring::topological;

/// One use of a block to come: which node stands for each node of the first use.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Occurrence {
    /// Nodes of the first use, and the nodes of this one.
    pub nodes: BTreeMap<NodeId, NodeId>,
    /// Where its wires come from, in the order of the first use's sources.
    pub sources: Vec<NodeId>,
    /// The node that gives its result.
    pub exit: NodeId,
}

impl Occurrence {
    /// The first use itself.
    pub fn first(part: &Subgraph) -> Self {
        Self {
            nodes: part.order.iter().map(|id| (*id, *id)).collect(),
            sources: part.sources.clone(),
            exit: part.exit,
        }
    }
}

/// The other parts of `body` that are wired like `part`, from the network's input to its output. None has a node in
/// common with another.
pub(super) fn repeats(body: &Body, part: &Subgraph) -> Vec<Occurrence> {
    let mut taken: BTreeSet<NodeId> = part.order.iter().copied().collect();
    let mut found = Vec::new();
    for exit in topological(body).0 {
        if taken.contains(&exit) {
            continue;
        }
        let Some(occurrence) = alike(body, part, exit) else {
            continue;
        };
        if occurrence.nodes.values().all(|id| !taken.contains(id)) {
            taken.extend(occurrence.nodes.values());
            found.push(occurrence);
        }
    }
    found
}

/// The part that ends at `exit`, where it is wired like `part`. An exit fixes everything else: the inputs of a node
/// have an order.
fn alike(body: &Body, part: &Subgraph, exit: NodeId) -> Option<Occurrence> {
    let mut nodes = BTreeMap::from([(part.exit, exit)]);
    let mut sources: BTreeMap<NodeId, NodeId> = BTreeMap::new();
    for id in part.order.iter().rev() {
        let other = *nodes.get(id)?;
        let (one, other) = (body.node(*id)?, body.node(other)?);
        if !same_kind(one, other) || one.inputs.len() != other.inputs.len() {
            return None;
        }
        for (from, other_from) in one.inputs.iter().zip(&other.inputs) {
            let known = if part.contains(*from) {
                &mut nodes
            } else {
                &mut sources
            };
            if *known.entry(*from).or_insert(*other_from) != *other_from {
                return None;
            }
        }
    }
    let ids: BTreeSet<NodeId> = nodes.values().copied().collect();
    let is_alike = Subgraph::of(body, &ids).is_ok_and(|other| {
        ids.len() == part.order.len()
            && other.exit == exit
            && other.sources.len() == part.sources.len()
    });
    let sources: Option<Vec<NodeId>> = part
        .sources
        .iter()
        .map(|from| sources.get(from).copied())
        .collect();
    let sources =
        sources.filter(|sources| is_alike && sources.iter().all(|from| !ids.contains(from)))?;
    Some(Occurrence {
        nodes,
        sources,
        exit,
    })
}

fn same_kind(one: &Node, other: &Node) -> bool {
    match (&one.content, &other.content) {
        (Content::Layer(one), Content::Layer(other)) => one.kind == other.kind,
        (Content::Block(one), Content::Block(other)) => one.block == other.block,
        _ => false,
    }
}
