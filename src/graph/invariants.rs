//! What is true of every graph after every edit. A graph that breaks one is our mistake, not the user's.

use std::collections::{BTreeMap, BTreeSet};

use super::circle;
use super::coordinates::{FARTHEST, are_places};
use super::edit::{can_be_bypassed, can_be_frozen};
use super::model::{Body, Content, Graph, Node, NodeId, Place, Port};
use super::naming::check_name;
use super::note::NoteKind;
use super::wiring::topological;
use crate::layer::{MOST_NUMBERS, Value};
use crate::message;
use crate::text::Message;

/// The largest id: the last whole number that every JSON reader keeps exact, with room for more ids behind it.
const LARGEST_ID: u64 = (1 << 53) - 1;

/// Each broken invariant as a sentence; empty for a sound graph.
///
/// Wires end at real nodes with a free port, there are no circles, no block contains itself, names are well formed,
/// numbers are finite, ports stand only inside blocks and a block has at most one output. Only wires bend, only
/// nodes with an input are bypassed, and notes have sensible sizes.
#[must_use]
pub fn broken_invariants(graph: &Graph) -> Vec<Message> {
    let mut broken = Vec::new();
    check_body(graph, &Place::Root, &graph.body, &mut broken);
    for (name, definition) in &graph.blocks {
        check_body(
            graph,
            &Place::Block(name.clone()),
            &definition.body,
            &mut broken,
        );
        for parameter in &definition.parameters {
            let owner = message!("owner-block", block = name);
            check_value(&parameter.name, &parameter.default, &owner, &mut broken);
        }
    }
    broken.extend(blocks_in_blocks(graph));
    broken
}

/// A block that contains itself, be it through others.
fn blocks_in_blocks(graph: &Graph) -> Option<Message> {
    let stuck: BTreeSet<&str> = blocks_in_circles(graph).into_iter().collect();
    let held = |name: &str| {
        let nodes = graph.blocks.get(name)?.body.nodes.values();
        let mut calls = nodes.filter_map(|node| node.call());
        calls.find_map(|call| stuck.get(call.block.as_str()).copied())
    };
    let circle = circle::circle(*stuck.first()?, held);
    Some(match circle[..] {
        [only] => message!("block-contains-itself", block = only),
        _ => message!(
            "block-contains-itself-by",
            block = circle[0],
            circle = circle::words(circle.iter().copied())
        ),
    })
}

/// The blocks that hold each other in a circle, and those that hold such a one; each block is looked at once, since a file
/// may have thousands.
fn blocks_in_circles(graph: &Graph) -> Vec<&str> {
    let mut waits_for: BTreeMap<&str, usize> = BTreeMap::new();
    let mut held_by: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for (name, definition) in &graph.blocks {
        let nodes = definition.body.nodes.values();
        let calls = nodes.filter_map(|node| Some(node.call()?.block.as_str()));
        let known: BTreeSet<&str> = calls
            .filter(|call| graph.blocks.contains_key(*call))
            .collect();
        waits_for.insert(name, known.len());
        for call in known {
            held_by.entry(call).or_default().push(name);
        }
    }
    let mut free: Vec<&str> = waits_for.keys().copied().collect();
    free.retain(|name| waits_for[name] == 0);
    while let Some(name) = free.pop() {
        waits_for.remove(name);
        for holder in held_by.get(name).into_iter().flatten() {
            if let Some(count) = waits_for.get_mut(holder) {
                *count -= 1;
                free.extend((*count == 0).then_some(*holder));
            }
        }
    }
    waits_for.into_keys().collect()
}

fn check_body(graph: &Graph, place: &Place, body: &Body, broken: &mut Vec<Message>) {
    let mut outputs = 0;
    for (id, node) in &body.nodes {
        if let Err(message) = check_name(&node.name) {
            broken.push(message!("fault-of-node", node = id.0, fault = message));
        }
        if !are_places(&node.position) {
            broken.push(message!(
                "position-out-of-reach",
                name = &node.name,
                farthest = %FARTHEST
            ));
        }
        if id.0 > LARGEST_ID {
            broken.push(message!(
                "id-of-node-too-large",
                name = &node.name,
                id = id.0,
                largest = LARGEST_ID
            ));
        }
        check_numbers(node, broken);
        check_wires(graph, body, *id, broken);
        if let Content::Port(port) = node.content {
            outputs += usize::from(port == Port::Output);
            if *place == Place::Root {
                broken.push(message!("port-without-block", name = &node.name));
            }
        }
    }
    check_bypassed(graph, body, broken);
    check_frozen(body, broken);
    check_bends(body, broken);
    check_ways(body, broken);
    check_notes(body, broken);
    if outputs > 1 {
        broken.push(message!("several-outputs", outputs = outputs));
    }
    broken.extend(wires_in_circles(place, body));
}

fn wires_in_circles(place: &Place, body: &Body) -> Option<Message> {
    let (_, stuck) = topological(body);
    let stuck: BTreeSet<NodeId> = stuck.into_iter().collect();
    let circle = body.circle_behind(*stuck.first()?, &stuck);
    let name = |id: &NodeId| body.node(*id).map_or("", |node| node.name.as_str());
    let circle = circle::words(circle.iter().map(name));
    Some(match place {
        Place::Root => message!("wires-form-circle", circle = circle),
        Place::Block(block) => {
            message!("wires-form-circle-in-block", block = block, circle = circle)
        }
    })
}

fn check_wires(graph: &Graph, body: &Body, id: NodeId, broken: &mut Vec<Message>) {
    let Some(node) = body.node(id) else { return };
    let (_, most) = graph.input_limits(&node.content);
    if most.is_some_and(|most| node.inputs.len() > most) {
        broken.push(message!(
            "more-inputs-than-it-takes",
            name = &node.name,
            inputs = node.inputs.len()
        ));
    }
    for from in &node.inputs {
        match body.node(*from) {
            None => broken.push(message!(
                "input-from-nothing",
                name = &node.name,
                from = from.0
            )),
            Some(source) if !Graph::has_output(&source.content) => {
                broken.push(message!(
                    "input-without-output",
                    name = &node.name,
                    from = &source.name
                ));
            }
            Some(_) => {}
        }
    }
}

fn check_bypassed(graph: &Graph, body: &Body, broken: &mut Vec<Message>) {
    for id in &body.bypassed {
        match body.node(*id) {
            None => broken.push(message!("bypassed-nothing", node = id.0)),
            Some(node) if !can_be_bypassed(graph, &node.content) => {
                broken.push(message!("bypassed-without-input", name = &node.name));
            }
            Some(_) => {}
        }
    }
}

fn check_frozen(body: &Body, broken: &mut Vec<Message>) {
    for id in &body.frozen {
        if !body.node(*id).is_some_and(can_be_frozen) {
            broken.push(message!("frozen-nothing", node = id.0));
        }
    }
}

fn check_bends(body: &Body, broken: &mut Vec<Message>) {
    for ((from, to), points) in &body.drawing.bends {
        let is_wire = body
            .node(*to)
            .is_some_and(|node| node.inputs.contains(from));
        if !is_wire {
            broken.push(message!("bend-without-wire", from = from.0, to = to.0));
        }
        if points.is_empty() || !are_places(points.iter().flatten()) {
            broken.push(message!("bend-at-no-place", from = from.0, to = to.0));
        }
    }
}

fn check_ways(body: &Body, broken: &mut Vec<Message>) {
    for ((from, to), way) in &body.drawing.ways {
        let is_wire = body
            .node(*to)
            .is_some_and(|node| node.inputs.contains(from));
        let fault = way.fault().filter(|_| is_wire);
        let fault = fault.or_else(|| (!is_wire).then(|| message!("way-without-wire")));
        if let Some(fault) = fault {
            broken.push(message!(
                "fault-of-wire",
                from = from.0,
                to = to.0,
                fault = fault
            ));
        }
    }
}

fn check_notes(body: &Body, broken: &mut Vec<Message>) {
    for (id, note) in &body.drawing.notes {
        if let Some(fault) = note.fault() {
            broken.push(match note.kind {
                NoteKind::Comment => message!("fault-of-comment", id = id.0, fault = fault),
                NoteKind::Frame => message!("fault-of-frame", id = id.0, fault = fault),
            });
        }
        if id.0 > LARGEST_ID {
            broken.push(message!(
                "id-of-note-too-large",
                id = id.0,
                largest = LARGEST_ID
            ));
        }
    }
}

/// JSON, and so a file, has a number only for what is finite.
fn check_numbers(node: &Node, broken: &mut Vec<Message>) {
    let values = match &node.content {
        Content::Layer(spec) => &spec.settings,
        Content::Block(call) => &call.arguments,
        Content::Port(_) => return,
    };
    for (key, value) in values {
        let owner = message!("owner-layer", layer = &node.name);
        check_value(key, value, &owner, broken);
    }
}

/// The longest text of a setting or argument, in bytes: every instance of a block may carry a copy.
const MOST_TEXT_BYTES: usize = 1000;

fn check_value(key: &str, value: &Value, owner: &Message, broken: &mut Vec<Message>) {
    match value {
        Value::Float(number) if !number.is_finite() => broken.push(message!(
            "value-not-finite",
            key = key,
            owner = owner,
            value = %value
        )),
        Value::Numbers(numbers) if numbers.iter().any(|number| !number.is_finite()) => {
            broken.push(message!(
                "value-not-finite",
                key = key,
                owner = owner,
                value = %value
            ));
        }
        Value::Text(text) if text.len() > MOST_TEXT_BYTES => broken.push(message!(
            "value-text-too-long",
            key = key,
            owner = owner,
            bytes = text.len(),
            most = MOST_TEXT_BYTES
        )),
        Value::List(numbers) if numbers.len() > MOST_NUMBERS => broken.push(message!(
            "value-list-too-long",
            key = key,
            owner = owner,
            numbers = numbers.len(),
            most = MOST_NUMBERS
        )),
        _ => {}
    }
}

/// Whether opening the block called `name` would meet it again.
pub(super) fn contains_itself(graph: &Graph, name: &str) -> bool {
    let mut seen = BTreeSet::new();
    let mut open = vec![name.to_owned()];
    while let Some(current) = open.pop() {
        let Some(definition) = graph.blocks.get(&current) else {
            continue;
        };
        for call in definition
            .body
            .nodes
            .values()
            .filter_map(|node| node.call())
        {
            if call.block == name {
                return true;
            }
            if seen.insert(call.block.clone()) {
                open.push(call.block.clone());
            }
        }
    }
    false
}
