//! Layers in a row as a graph that can be read: repeated parts as blocks, each node in its place, wires led around them.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::Named;
use super::blocks::{Instance, Repeated, repeated};
use super::shared::Shared;
use crate::diagram::{NODE_SIZE, Wrap, arrangement};
use crate::graph::{
    BlockCall, BlockDefinition, Body, Content, Edit, EditError, Graph, Node, NodeId, Place, Port,
    apply, unique_name,
};
use crate::layer::Kind;
use crate::text::say;

/// The network of these layers, laid out.
pub(super) fn graph(layers: &[Named<'_>]) -> Result<Graph, EditError> {
    let blocks = repeated(layers);
    let names = block_names(&blocks, layers);
    let mut nodes: BTreeMap<NodeId, Node> = BTreeMap::new();
    let mut folded: BTreeMap<usize, NodeId> = BTreeMap::new();
    let members = blocks.iter().flat_map(|it| &it.instances);
    let members: BTreeSet<usize> = members.flat_map(|it| it.members.iter().copied()).collect();
    let loose = layers.iter().enumerate();
    let loose = loose.filter(|(index, _)| !members.contains(index));
    let mut taken: BTreeSet<String> = loose.map(|(_, named)| named.name.to_owned()).collect();
    let prefixed = blocks.iter().filter(|it| it.shared.is_prefixed);
    let prefixes = prefixed.flat_map(|it| &it.instances);
    taken.extend(prefixes.map(|it| it.prefix.clone()));
    for (repeated, block) in blocks.iter().zip(&names) {
        let shared = &repeated.shared;
        for (instance, arguments) in repeated.instances.iter().zip(&shared.arguments) {
            let node = id(instance.members[instance.exit]);
            folded.extend(instance.members.iter().map(|member| (*member, node)));
            let name = instance_name(instance, shared.is_prefixed, block, &taken);
            taken.insert(name.clone());
            let call = BlockCall {
                block: block.clone(),
                arguments: arguments.clone(),
            };
            nodes.insert(node, new_node(name, Content::Block(call), Vec::new()));
        }
    }
    let found = |from: &usize| folded.get(from).copied().unwrap_or_else(|| id(*from));
    for instance in blocks.iter().flat_map(|repeated| &repeated.instances) {
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
        let content = Content::Layer(named.layer.spec.clone());
        nodes.insert(id(index), new_node(named.name.to_owned(), content, inputs));
    }
    let body = body(nodes, frozen);
    let definitions = blocks.iter().zip(&names).filter_map(|(repeated, block)| {
        let example = repeated.instances.first()?;
        let definition = definition(example, &repeated.shared, layers);
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

fn new_node(name: String, content: Content, inputs: Vec<NodeId>) -> Node {
    Node {
        name,
        position: [0.0; 2],
        content,
        inputs,
    }
}

/// What all instances of a block hold, its layers joined as in one of them.
fn definition(example: &Instance, shared: &Shared, layers: &[Named<'_>]) -> BlockDefinition {
    let members = &example.members;
    let inside = |from: &usize| {
        members
            .binary_search(from)
            .map_or(id(0), |place| id(place + 1))
    };
    let port = |name: &str, port: Port, inputs: Vec<NodeId>| {
        new_node(name.to_owned(), Content::Port(port), inputs)
    };
    let mut nodes = BTreeMap::from([(id(0), port("in", Port::Input, Vec::new()))]);
    let mut frozen = BTreeSet::new();
    for (place, (member, (name, spec))) in members.iter().zip(&shared.layers).enumerate() {
        let layer = layers[*member].layer;
        let inputs = layer.inputs.iter().map(inside).collect();
        let content = Content::Layer(spec.clone());
        nodes.insert(id(place + 1), new_node(name.clone(), content, inputs));
        if !layer.is_trained {
            frozen.insert(id(place + 1));
        }
    }
    let exit = port("out", Port::Output, vec![id(example.exit + 1)]);
    nodes.insert(id(members.len() + 1), exit);
    BlockDefinition {
        summary: say("import-block-summary").to_owned(),
        parameters: shared.parameters.clone(),
        body: body(nodes, frozen),
    }
}

/// What an instance is called: the prefix of its layers, which may name them; else its block with a number.
fn instance_name(
    instance: &Instance,
    names_layers: bool,
    block: &str,
    taken: &BTreeSet<String>,
) -> String {
    let prefix = &instance.prefix;
    if names_layers {
        return prefix.clone();
    }
    let taken: BTreeSet<&str> = taken.iter().map(String::as_str).collect();
    // What ends in a letter's number says which one it is: `layer1.0`, and not `conv2d`.
    let is_telling = prefix.ends_with(|letter: char| letter.is_ascii_digit());
    if is_telling && !prefix.is_empty() && !taken.contains(prefix.as_str()) {
        return prefix.clone();
    }
    unique_name(&format!("{block}_1"), &taken)
}

/// A name for each block: what those of its instances have in common, without numbers; else what it does.
fn block_names(blocks: &[Repeated], layers: &[Named<'_>]) -> Vec<String> {
    let mut taken: BTreeSet<String> = BTreeSet::new();
    let mut names = Vec::new();
    for Repeated { instances, .. } in blocks {
        let prefixes: Vec<&str> = instances.iter().map(|it| it.prefix.as_str()).collect();
        let stem = stem_of(&prefixes).unwrap_or_else(|| {
            let members = instances.iter().flat_map(|it| &it.members);
            let mut kinds = members.map(|member| layers[*member].layer.spec.kind);
            let is_sum = kinds.any(|kind| kind == Kind::Add);
            if is_sum { "residual_block" } else { "block" }.to_owned()
        });
        let known: BTreeSet<&str> = taken.iter().map(String::as_str).collect();
        let name = unique_name(&stem, &known);
        taken.insert(name.clone());
        names.push(name);
    }
    names
}

/// `conv_block` of `conv2_block1` and `conv3_block2`, `block` of `block2a` and `block2b`; `None` where the prefixes tell
/// nothing.
fn stem_of(prefixes: &[&str]) -> Option<String> {
    let first = prefixes.first()?;
    if prefixes.iter().all(|prefix| prefix == first) {
        return None;
    }
    let stems: Vec<String> = prefixes.iter().map(|it| without_numbers(it)).collect();
    let first = stems.first()?;
    let mut length = first.len();
    for stem in &stems {
        let same = first.char_indices().zip(stem.chars());
        let same = same.take_while(|((_, one), other)| one == other);
        length = length.min(
            same.map(|((at, one), _)| at + one.len_utf8())
                .last()
                .unwrap_or(0),
        );
    }
    let stem = first[..length].trim_matches(['_', '.']);
    (!stem.is_empty()).then(|| stem.to_owned())
}

/// A name without its numbers, and without a letter behind one that counts on: `block` of `block2a`.
fn without_numbers(name: &str) -> String {
    let letters: Vec<char> = name.chars().collect();
    let is_in_word = |at: usize| letters.get(at).is_some_and(|it| it.is_alphanumeric());
    let counts_on = |at: usize| {
        at > 0
            && letters[at - 1].is_ascii_digit()
            && letters[at].is_ascii_lowercase()
            && !is_in_word(at + 1)
    };
    let kept = (0..letters.len()).filter(|at| !letters[*at].is_ascii_digit() && !counts_on(*at));
    kept.map(|at| letters[at]).collect()
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
