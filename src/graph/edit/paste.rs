//! Copying nodes from one graph into another.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::super::model::{Body, Content, Graph, Node, NodeId, Place};
use super::super::naming::{names, unique_name};
use super::super::note::NoteId;
use super::blocks::{check_no_recursion, trim_inputs};
use super::nodes::check_place;
use super::notes::copy_notes;
use super::own_names::content_with_own_names;
use super::{EditError, body};

/// The nodes `ids` of a place as a graph of their own: wires between them and every block that they need included.
///
/// This is what the clipboard holds.
#[must_use]
pub fn fragment(graph: &Graph, place: &Place, ids: &BTreeSet<NodeId>) -> Graph {
    let mut copy = Graph::default();
    let Some(body) = graph.body_of(place) else {
        return copy;
    };
    for id in ids {
        let Some(node) = body.node(*id) else { continue };
        let inputs = node
            .inputs
            .iter()
            .filter(|from| ids.contains(from))
            .copied()
            .collect();
        copy.body.nodes.insert(
            *id,
            Arc::new(Node {
                inputs,
                ..node.clone()
            }),
        );
    }
    copy.body.drawing.direction = body.drawing.direction;
    copy_drawing(
        body,
        &mut copy.body,
        |id| ids.contains(&id).then_some(id),
        [0.0, 0.0],
    );
    let called = calls(&copy.body);
    add_blocks(graph, called, &mut copy);
    copy
}

/// The block `name` with every block that it needs, as a graph that uses none of them.
#[must_use]
pub fn block_alone(graph: &Graph, name: &str) -> Graph {
    let mut alone = Graph::default();
    add_blocks(graph, vec![name.to_owned()], &mut alone);
    alone
}

/// The same with the notes `notes` of the place.
#[must_use]
pub fn fragment_with_notes(
    graph: &Graph,
    place: &Place,
    ids: &BTreeSet<NodeId>,
    notes: &BTreeSet<NoteId>,
) -> Graph {
    let mut copy = fragment(graph, place, ids);
    if let Some(body) = graph.body_of(place) {
        let all = body.drawing.notes.iter();
        let copied = all.filter(|(id, _)| notes.contains(id));
        copy.body.drawing.notes = copied.map(|(id, note)| (*id, note.clone())).collect();
    }
    copy
}

/// Copies bends, ways and what nodes are marked as from one body into another that has copies of some of its nodes.
pub(super) fn copy_drawing(
    from: &Body,
    to: &mut Body,
    copy_of: impl Fn(NodeId) -> Option<NodeId>,
    offset: [f32; 2],
) {
    let bypassed = from.bypassed.iter().filter_map(|id| copy_of(*id));
    to.bypassed.extend(bypassed);
    let frozen = from.frozen.iter().filter_map(|id| copy_of(*id));
    to.frozen.extend(frozen);
    for ((source, target), points) in &from.drawing.bends {
        if let (Some(source), Some(target)) = (copy_of(*source), copy_of(*target)) {
            let moved = points.iter().map(|[x, y]| [x + offset[0], y + offset[1]]);
            to.drawing
                .bends
                .insert((source, target), Arc::new(moved.collect()));
        }
    }
    for ((source, target), way) in &from.drawing.ways {
        if let (Some(source), Some(target)) = (copy_of(*source), copy_of(*target)) {
            // Where it leads follows from where its nodes are now.
            to.drawing.ways.insert((source, target), way.clone());
        }
    }
}

/// The blocks that a body's own nodes are instances of.
fn calls(body: &Body) -> Vec<String> {
    let nodes = body.nodes.values();
    nodes
        .filter_map(|node| node.call().map(|call| call.block.clone()))
        .collect()
}

/// Adds the blocks `needed`, and those that they need, to `copy`.
fn add_blocks(graph: &Graph, mut needed: Vec<String>, copy: &mut Graph) {
    while let Some(name) = needed.pop() {
        if let Some(definition) = graph.blocks.get(&name)
            && !copy.blocks.contains_key(&name)
        {
            needed.extend(calls(&definition.body));
            copy.blocks.insert(name, definition.clone());
        }
    }
}

/// A wire from a node that is there already into a copy.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct IncomingWire {
    /// The node of the place.
    pub from: NodeId,
    /// The node of the fragment.
    pub to: NodeId,
    /// Its input port, counted before any wire from outside is put in.
    pub port: usize,
}

/// The wires that come into the nodes `ids` of a place from nodes that are not among them.
#[must_use]
pub fn incoming_wires(graph: &Graph, place: &Place, ids: &BTreeSet<NodeId>) -> Vec<IncomingWire> {
    let body = graph.body_of(place);
    let wires = body.into_iter().flat_map(Body::wires);
    let comes_in = wires.filter(|(from, to, _)| ids.contains(to) && !ids.contains(from));
    comes_in
        .map(|(from, to, port)| IncomingWire { from, to, port })
        .collect()
}

/// What the block `name` of a fragment is called in `graph` once the fragment is pasted there: another block of that
/// name keeps it.
pub(super) fn name_when_pasted(graph: &Graph, fragment: &Graph, name: &str) -> String {
    let renamed = renamed_blocks(graph, fragment);
    renamed
        .get(name)
        .cloned()
        .unwrap_or_else(|| name.to_owned())
}

pub(super) fn paste(
    graph: &Graph,
    place: &Place,
    copied: &Graph,
    offset: [f32; 2],
    incoming: &[IncomingWire],
) -> Result<Graph, EditError> {
    let mut graph = graph.clone();
    let renamed = merge_blocks(&mut graph, copied);
    let mut body = body(&graph, place)?.clone();
    let first = body.free_id().0;
    let new_ids: BTreeMap<NodeId, NodeId> = copied
        .body
        .nodes
        .keys()
        .zip(first..)
        .map(|(old, new)| (*old, NodeId(new)))
        .collect();
    for (old, node) in &copied.body.nodes {
        check_place(place, &node.content)?;
        let name = unique_name(&node.name, &names(&body));
        let content = with_renamed_block(&node.content, &renamed);
        let new = Node {
            content: content_with_own_names(&graph, &body, &content, &name),
            name,
            position: [node.position[0] + offset[0], node.position[1] + offset[1]],
            inputs: inputs_of_copy(&body, node, *old, &new_ids, incoming),
        };
        body.nodes.insert(new_ids[old], Arc::new(new));
    }
    copy_drawing(
        &copied.body,
        &mut body,
        |id| new_ids.get(&id).copied(),
        offset,
    );
    copy_notes(&copied.body, &mut body, offset);
    let graph = graph.with_body(place, body);
    check_no_recursion(&graph, place)?;
    Ok(trim_inputs(&graph))
}

/// Wires from other copies, and those that come in from what is there.
fn inputs_of_copy(
    body: &Body,
    node: &Node,
    old: NodeId,
    new_ids: &BTreeMap<NodeId, NodeId>,
    incoming: &[IncomingWire],
) -> Vec<NodeId> {
    let mut inputs: Vec<NodeId> = node
        .inputs
        .iter()
        .filter_map(|from| new_ids.get(from).copied())
        .collect();
    let mut entering: Vec<&IncomingWire> = incoming.iter().filter(|wire| wire.to == old).collect();
    entering.sort_by_key(|wire| wire.port);
    for wire in entering {
        if body
            .node(wire.from)
            .is_some_and(|source| Graph::has_output(&source.content))
        {
            inputs.insert(wire.port.min(inputs.len()), wire.from);
        }
    }
    inputs
}

/// The blocks of a fragment that differ from a block of the same name, and names of their own for them.
fn renamed_blocks(graph: &Graph, copied: &Graph) -> BTreeMap<String, String> {
    let mut renamed = BTreeMap::new();
    for (name, definition) in &copied.blocks {
        if graph
            .blocks
            .get(name)
            .is_some_and(|existing| existing != definition)
        {
            let taken: BTreeSet<&str> = graph
                .blocks
                .keys()
                .chain(copied.blocks.keys())
                .map(String::as_str)
                .collect();
            renamed.insert(name.clone(), unique_name(name, &taken));
        }
    }
    renamed
}

/// Adds the fragment's blocks. One that differs from a block of the same name gets a name of its own,
/// so that pasting never changes what was there.
fn merge_blocks(graph: &mut Graph, copied: &Graph) -> BTreeMap<String, String> {
    let renamed = renamed_blocks(graph, copied);
    for (name, definition) in &copied.blocks {
        let mut definition = definition.as_ref().clone();
        for (id, node) in definition.body.nodes.clone() {
            let content = with_renamed_block(&node.content, &renamed);
            definition.body.nodes.insert(
                id,
                Arc::new(Node {
                    content,
                    ..node.as_ref().clone()
                }),
            );
        }
        let name = renamed.get(name).unwrap_or(name);
        graph.blocks.insert(name.clone(), Arc::new(definition));
    }
    renamed
}

fn with_renamed_block(content: &Content, renamed: &BTreeMap<String, String>) -> Content {
    let mut content = content.clone();
    if let Content::Block(call) = &mut content
        && let Some(name) = renamed.get(&call.block)
    {
        call.block.clone_from(name);
    }
    content
}
