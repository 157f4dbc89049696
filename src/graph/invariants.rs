//! What is true of every graph after every edit. A graph that breaks one is our mistake, not the user's.

use std::collections::{BTreeMap, BTreeSet};

use super::circle;
use super::coordinates::{FARTHEST, are_places};
use super::edit::can_be_bypassed;
use super::model::{Body, Content, Graph, Node, NodeId, Place, Port};
use super::naming::check_name;
use super::wiring::topological;
use crate::layer::{MOST_NUMBERS, Value};

/// The largest id: the last whole number that every JSON reader keeps exact, with room for more ids behind it.
const LARGEST_ID: u64 = (1 << 53) - 1;

/// Each broken invariant as a sentence; empty for a sound graph.
///
/// Wires end at real nodes with a free port, there are no circles, no block contains itself, names are well formed,
/// numbers are finite, ports stand only inside blocks and a block has at most one output. Only wires bend, only
/// nodes with an input are bypassed, and notes have sensible sizes.
#[must_use]
pub fn broken_invariants(graph: &Graph) -> Vec<String> {
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
            let owner = format!("the block `{name}`");
            check_value(&parameter.name, &parameter.default, &owner, &mut broken);
        }
    }
    broken.extend(blocks_in_blocks(graph));
    broken
}

/// A block that contains itself, be it through others.
fn blocks_in_blocks(graph: &Graph) -> Option<String> {
    let stuck: BTreeSet<&str> = blocks_in_circles(graph).into_iter().collect();
    let held = |name: &str| {
        let nodes = graph.blocks.get(name)?.body.nodes.values();
        let mut calls = nodes.filter_map(|node| node.call());
        calls.find_map(|call| stuck.get(call.block.as_str()).copied())
    };
    let circle = circle::circle(*stuck.first()?, held);
    Some(match circle[..] {
        [only] => format!("the block `{only}` contains itself"),
        _ => format!(
            "the block `{}` contains itself, {}",
            circle[0],
            circle::words(circle.iter().copied())
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

fn check_body(graph: &Graph, place: &Place, body: &Body, broken: &mut Vec<String>) {
    let mut outputs = 0;
    for (id, node) in &body.nodes {
        if let Err(message) = check_name(&node.name) {
            broken.push(format!("node {}: {message}", id.0));
        }
        if !are_places(&node.position) {
            broken.push(format!(
                "`{}` has a position that no drawing has; coordinates go up to {FARTHEST}",
                node.name
            ));
        }
        if id.0 > LARGEST_ID {
            broken.push(format!(
                "`{}` has the id {}; ids go up to {LARGEST_ID}",
                node.name, id.0
            ));
        }
        check_numbers(node, broken);
        check_wires(graph, body, *id, broken);
        if let Content::Port(port) = node.content {
            outputs += usize::from(port == Port::Output);
            if *place == Place::Root {
                broken.push(format!(
                    "`{}` is a block's port but stands outside of a block",
                    node.name
                ));
            }
        }
    }
    check_bypassed(graph, body, broken);
    check_bends(body, broken);
    check_ways(body, broken);
    check_notes(body, broken);
    if outputs > 1 {
        broken.push(format!("a block has {outputs} outputs instead of one"));
    }
    broken.extend(wires_in_circles(place, body));
}

fn wires_in_circles(place: &Place, body: &Body) -> Option<String> {
    let (_, stuck) = topological(body);
    let stuck: BTreeSet<NodeId> = stuck.into_iter().collect();
    let circle = body.circle_behind(*stuck.first()?, &stuck);
    let name = |id: &NodeId| body.node(*id).map_or("", |node| node.name.as_str());
    let whose = match place {
        Place::Root => String::new(),
        Place::Block(block) => format!(" inside of the block `{block}`"),
    };
    Some(format!(
        "the wires{whose} form a circle, {}, but data flows one way only",
        circle::words(circle.iter().map(name))
    ))
}

fn check_wires(graph: &Graph, body: &Body, id: NodeId, broken: &mut Vec<String>) {
    let Some(node) = body.node(id) else { return };
    let (_, most) = graph.input_limits(&node.content);
    if most.is_some_and(|most| node.inputs.len() > most) {
        broken.push(format!(
            "`{}` has {} inputs, more than it can take",
            node.name,
            node.inputs.len()
        ));
    }
    for from in &node.inputs {
        match body.node(*from) {
            None => broken.push(format!(
                "`{}` takes its input from node {}, which does not exist",
                node.name, from.0
            )),
            Some(source) if !Graph::has_output(&source.content) => {
                broken.push(format!(
                    "`{}` takes its input from `{}`, which has no output",
                    node.name, source.name
                ));
            }
            Some(_) => {}
        }
    }
}

fn check_bypassed(graph: &Graph, body: &Body, broken: &mut Vec<String>) {
    for id in &body.bypassed {
        match body.node(*id) {
            None => broken.push(format!("node {} is bypassed but does not exist", id.0)),
            Some(node) if !can_be_bypassed(graph, &node.content) => broken.push(format!(
                "`{}` is bypassed but has no input that could be let through",
                node.name
            )),
            Some(_) => {}
        }
    }
}

fn check_bends(body: &Body, broken: &mut Vec<String>) {
    for ((from, to), points) in &body.drawing.bends {
        let is_wire = body
            .node(*to)
            .is_some_and(|node| node.inputs.contains(from));
        if !is_wire {
            broken.push(format!(
                "a wire from node {} to node {} bends, but there is none",
                from.0, to.0
            ));
        }
        if points.is_empty() || !are_places(points.iter().flatten()) {
            broken.push(format!(
                "the wire from node {} to node {} bends at a point that is no place",
                from.0, to.0
            ));
        }
    }
}

fn check_ways(body: &Body, broken: &mut Vec<String>) {
    for ((from, to), way) in &body.drawing.ways {
        let is_wire = body
            .node(*to)
            .is_some_and(|node| node.inputs.contains(from));
        let fault = way.fault().filter(|_| is_wire);
        let fault = fault.or((!is_wire).then_some("has a way, but there is none"));
        if let Some(fault) = fault {
            broken.push(format!(
                "the wire from node {} to node {} {fault}",
                from.0, to.0
            ));
        }
    }
}

fn check_notes(body: &Body, broken: &mut Vec<String>) {
    for (id, note) in &body.drawing.notes {
        if let Some(fault) = note.fault() {
            broken.push(format!("the {} {} {fault}", note.kind.word(), id.0));
        }
        if id.0 > LARGEST_ID {
            broken.push(format!(
                "a note has the id {}; ids go up to {LARGEST_ID}",
                id.0
            ));
        }
    }
}

/// JSON, and so a file, has a number only for what is finite.
fn check_numbers(node: &Node, broken: &mut Vec<String>) {
    let values = match &node.content {
        Content::Layer(spec) => &spec.settings,
        Content::Block(call) => &call.arguments,
        Content::Port(_) => return,
    };
    for (key, value) in values {
        check_value(key, value, &format!("`{}`", node.name), broken);
    }
}

/// The longest text of a setting or argument, in bytes: every instance of a block may carry a copy.
const MOST_TEXT_BYTES: usize = 1000;

fn check_value(key: &str, value: &Value, owner: &str, broken: &mut Vec<String>) {
    match value {
        Value::Float(number) if !number.is_finite() => broken.push(format!(
            "`{key}` of {owner} must be a finite number, but is {value}"
        )),
        Value::Text(text) if text.len() > MOST_TEXT_BYTES => broken.push(format!(
            "`{key}` of {owner} has a text of {} bytes; at most {MOST_TEXT_BYTES} are read",
            text.len()
        )),
        Value::List(numbers) if numbers.len() > MOST_NUMBERS => broken.push(format!(
            "`{key}` of {owner} has {} numbers; a list has at most {MOST_NUMBERS}",
            numbers.len()
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
