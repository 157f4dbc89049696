//! Putting a node between two others.

use std::sync::Arc;

use super::super::drawing::Direction;
use super::super::model::{Body, Content, Graph, Node, NodeId, Place};
use super::super::naming::{names, stem, unique_name};
use super::blocks::{check_no_recursion, trim_inputs};
use super::nodes::check_place;
use super::own_names::content_with_own_names;
use super::{EditError, body, node, notes, refuse};

/// From one node's top to the next one's where they stand in a column, in graph units.
const ROW_STEP: f32 = 100.0;

/// From one node's left edge to the next one's where they stand in a row, in graph units.
const COLUMN_STEP: f32 = 294.0;

/// Nodes closer than this, in graph units, stand in one column.
const COLUMN_WIDTH: f32 = 200.0;

/// Nodes closer than this, in graph units, stand in one row.
const ROW_HEIGHT: f32 = 60.0;

/// Downwards, and to the right.
const AXES: [Axis; 2] = [
    Axis {
        along: 1,
        step: ROW_STEP,
        across: COLUMN_WIDTH,
    },
    Axis {
        along: 0,
        step: COLUMN_STEP,
        across: ROW_HEIGHT,
    },
];

/// The way along which nodes follow each other.
#[derive(Clone, Copy)]
struct Axis {
    /// The coordinate that grows.
    along: usize,
    /// From one node to the next.
    step: f32,
    /// How far nodes that follow each other may stand beside each other.
    across: f32,
}

impl Axis {
    fn of(body: &Body) -> Self {
        match body.drawing.direction {
            Direction::TopToBottom => AXES[0],
            Direction::LeftToRight => AXES[1],
        }
    }
}

pub(super) fn after(
    graph: &Graph,
    place: &Place,
    id: NodeId,
    content: &Content,
    position: Option<[f32; 2]>,
) -> Result<Graph, EditError> {
    let mut body = body(graph, place)?.clone();
    check_takes_one(graph, place, content)?;
    let before = node(&body, id)?;
    if !Graph::has_output(&before.content) {
        return refuse(format!(
            "nothing can follow `{}`, which has no output",
            before.name
        ));
    }
    let before = before.position;
    let position = position.unwrap_or_else(|| {
        let axis = Axis::of(&body);
        let mut next_to = before;
        next_to[axis.along] += axis.step;
        make_room_along(&mut body, next_to, axis, axis.step);
        next_to
    });
    let new = body.free_id();
    let consumers: Vec<(NodeId, usize)> = body.users(id).collect();
    for (consumer, port) in consumers {
        set_input(&mut body, consumer, port, new);
    }
    place_new(graph, &mut body, new, content, id, position);
    finish(graph, place, body)
}

pub(super) fn on_wire(
    graph: &Graph,
    place: &Place,
    (to, port): (NodeId, usize),
    content: &Content,
    position: Option<[f32; 2]>,
) -> Result<Graph, EditError> {
    let mut body = body(graph, place)?.clone();
    check_takes_one(graph, place, content)?;
    let target = node(&body, to)?;
    let Some(from) = target.inputs.get(port).copied() else {
        return refuse(format!(
            "`{}` has no wire at input {}",
            target.name,
            port + 1
        ));
    };
    let below = target.position;
    let position = position.unwrap_or_else(|| {
        let axis = Axis::of(&body);
        make_room_along(&mut body, below, axis, axis.step);
        below
    });
    let new = body.free_id();
    set_input(&mut body, to, port, new);
    place_new(graph, &mut body, new, content, from, position);
    finish(graph, place, body)
}

fn place_new(
    graph: &Graph,
    body: &mut Body,
    id: NodeId,
    content: &Content,
    from: NodeId,
    position: [f32; 2],
) {
    let name = unique_name(stem(content), &names(body));
    let content = content_with_own_names(graph, body, content, &name);
    let new = Node {
        name,
        position,
        content,
        inputs: vec![from],
    };
    body.nodes.insert(id, Arc::new(new));
}

fn finish(graph: &Graph, place: &Place, body: Body) -> Result<Graph, EditError> {
    let graph = graph.with_body(place, body);
    check_no_recursion(&graph, place)?;
    Ok(trim_inputs(&graph))
}

fn check_takes_one(graph: &Graph, place: &Place, content: &Content) -> Result<(), EditError> {
    check_place(place, content)?;
    let (_, most) = graph.input_limits(content);
    if most == Some(0) || !Graph::has_output(content) {
        return refuse("only a layer with an input and an output can stand between two others");
    }
    Ok(())
}

fn set_input(body: &mut Body, id: NodeId, port: usize, from: NodeId) {
    if let Some(mut changed) = body.node(id).cloned() {
        changed.inputs[port] = from;
        body.nodes.insert(id, Arc::new(changed));
    }
}

/// Moves what stands at `position` or below it in the same column down by `height`.
pub(super) fn make_room(body: &mut Body, position: [f32; 2], height: f32) {
    make_room_along(body, position, AXES[0], height);
}

/// Moves what stands at `position` or behind it in the same column, or row, on by `length`.
fn make_room_along(body: &mut Body, position: [f32; 2], axis: Axis, length: f32) {
    let Axis {
        along,
        step,
        across,
    } = axis;
    let in_the_way = |node: &Node| {
        (node.position[1 - along] - position[1 - along]).abs() < across
            && node.position[along] > position[along] - step / 2.0
    };
    let moved: Vec<NodeId> = body
        .nodes
        .iter()
        .filter(|(_, node)| in_the_way(node))
        .map(|(id, _)| *id)
        .collect();
    notes::make_room(body, position, (along, across), length);
    for id in moved {
        if let Some(mut node) = body.node(id).cloned() {
            node.position[along] += length;
            body.nodes.insert(id, Arc::new(node));
        }
    }
}
