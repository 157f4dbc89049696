//! Layers in a row as a graph that can be read: repeated parts as blocks, each node in its place, wires led around them.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::Named;
use super::blocks::{Instance, repeated};
use crate::diagram::{NODE_SIZE, Wrap, arrangement};
use crate::graph::{
    BlockCall, BlockDefinition, Body, Content, Edit, EditError, Graph, Node, NodeId, Place, Port,
    apply, unique_name,
};
use crate::text::say;

/// The network of these layers, laid out.
pub(super) fn graph(layers: &[Named<'_>]) -> Result<Graph, EditError> {
    let blocks = repeated(layers);
    let names = block_names(&blocks);
    let mut nodes: BTreeMap<NodeId, Node> = BTreeMap::new();
    let mut folded: BTreeMap<usize, NodeId> = BTreeMap::new();
    for (instances, block) in blocks.iter().zip(&names) {
        for instance in instances {
            let node = id(instance.members[instance.exit]);
            folded.extend(instance.members.iter().map(|member| (*member, node)));
            nodes.insert(node, call(instance, block));
        }
    }
    let found = |from: &usize| folded.get(from).copied().unwrap_or_else(|| id(*from));
    for instance in blocks.iter().flatten() {
        if let Some(node) = nodes.get_mut(&found(&instance.members[0])) {
            node.inputs = vec![found(&instance.source)];
        }
    }
    let plain = layers
        .iter()
        .enumerate()
        .filter(|(index, _)| !folded.contains_key(index));
    let mut frozen = BTreeSet::new();
    for (index, named) in plain {
        if !named.layer.is_trained {
            frozen.insert(id(index));
        }
        let inputs = named.layer.inputs.iter().map(found).collect();
        nodes.insert(id(index), layer_node(named, named.name, inputs));
    }
    let body = body(nodes, frozen);
    let definitions = blocks.iter().zip(&names).filter_map(|(instances, block)| {
        let definition = definition(instances.first()?, layers);
        Some((block.clone(), Arc::new(definition)))
    });
    let graph = Graph {
        body,
        blocks: definitions.collect(),
    };
    let places = names
        .iter()
        .map(|block| (Place::Block(block.clone()), Wrap::Never));
    let mut places = places.chain([(Place::Root, Wrap::Page)]);
    places.try_fold(graph, |graph, (place, wrap)| laid_out(&graph, place, wrap))
}

fn id(index: usize) -> NodeId {
    NodeId(index as u64)
}

fn body(nodes: BTreeMap<NodeId, Node>, frozen: BTreeSet<NodeId>) -> Body {
    // One below the other until they are laid out.
    let placed = nodes.into_iter().enumerate().map(|(place, (id, node))| {
        let position = [0.0, place as f32 * NODE_SIZE[1]];
        (id, Arc::new(Node { position, ..node }))
    });
    Body {
        nodes: placed.collect(),
        frozen: frozen.into_iter().collect(),
        ..Body::default()
    }
}

fn layer_node(named: &Named<'_>, name: &str, inputs: Vec<NodeId>) -> Node {
    Node {
        name: name.to_owned(),
        position: [0.0; 2],
        content: Content::Layer(named.layer.spec.clone()),
        inputs,
    }
}

fn call(instance: &Instance, block: &str) -> Node {
    Node {
        name: instance.prefix.clone(),
        position: [0.0; 2],
        content: Content::Block(BlockCall {
            block: block.to_owned(),
            arguments: BTreeMap::new(),
        }),
        inputs: Vec::new(),
    }
}

/// What all instances of a block hold, the first of them taken for an example.
fn definition(example: &Instance, layers: &[Named<'_>]) -> BlockDefinition {
    let members = &example.members;
    let inside = |from: &usize| {
        members
            .binary_search(from)
            .map_or(id(0), |place| id(place + 1))
    };
    let port = |name: &str, port: Port, inputs: Vec<NodeId>| Node {
        name: name.to_owned(),
        position: [0.0; 2],
        content: Content::Port(port),
        inputs,
    };
    let mut nodes = BTreeMap::from([(id(0), port("in", Port::Input, Vec::new()))]);
    let mut frozen = BTreeSet::new();
    for (place, member) in members.iter().enumerate() {
        let named = &layers[*member];
        let rest = &named.name[example.prefix.len() + 1..];
        let inputs = named.layer.inputs.iter().map(inside).collect();
        nodes.insert(id(place + 1), layer_node(named, rest, inputs));
        if !named.layer.is_trained {
            frozen.insert(id(place + 1));
        }
    }
    let exit = port("out", Port::Output, vec![id(example.exit + 1)]);
    nodes.insert(id(members.len() + 1), exit);
    BlockDefinition {
        summary: say("import-block-summary").to_owned(),
        parameters: Vec::new(),
        body: body(nodes, frozen),
    }
}

/// A name for each block: what the names of its instances begin with, without the number at the end.
fn block_names(blocks: &[Vec<Instance>]) -> Vec<String> {
    let mut taken: BTreeSet<String> = BTreeSet::new();
    let mut names = Vec::new();
    for instances in blocks {
        let prefix = instances.first().map_or("", |it| it.prefix.as_str());
        let stem = prefix.trim_end_matches(|letter: char| letter.is_ascii_digit());
        let stem = stem.trim_end_matches('_');
        let stem = if stem.is_empty() { prefix } else { stem };
        let known: BTreeSet<&str> = taken.iter().map(String::as_str).collect();
        let name = unique_name(stem, &known);
        taken.insert(name.clone());
        names.push(name);
    }
    names
}

fn laid_out(graph: &Graph, place: Place, wrap: Wrap) -> Result<Graph, EditError> {
    let Some(body) = graph.body_of(&place) else {
        return Ok(graph.clone());
    };
    let found = arrangement(body, |_| NODE_SIZE, wrap);
    let edit = Edit::Move {
        place: place.clone(),
        positions: found.positions,
    };
    let placed = apply(graph, &edit)?;
    let ways = found.ways;
    apply(&placed, &Edit::Lay { place, ways })
}
