//! Places for the nodes of a canvas.

use super::flow::{BodyEnd, Flow, LaneLayout, Placement, Sketch, SketchBox, SketchWire};
use super::lanes::Turn;
use super::options::Wrap;
use super::ports::entry;
use super::route::MOST_SPACED;
use crate::graph::{Body, Content, Direction, MOST_LANES, Node, NodeId, Note, Port, Way, held_by};

/// From one node to the next below it on the canvas, in graph units: wires carry shapes there.
const CANVAS_GAP: f32 = 58.0;

/// Where a layout puts the nodes of a body, and how it leads its wires.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Arrangement {
    /// The upper left corner of each node, in graph units.
    pub positions: Vec<(NodeId, [f32; 2])>,
    /// For all wires, between which nodes, and on which way; without strips where they find it by themselves.
    pub ways: Vec<((NodeId, NodeId), Way)>,
}

impl Arrangement {
    /// Moves all of it to the right and down, where wires run in `direction`.
    pub fn shift(&mut self, [right, down]: [f32; 2], direction: Direction) {
        for (_, position) in &mut self.positions {
            *position = [position[0] + right, position[1] + down];
        }
        let [across, along] = match direction {
            Direction::TopToBottom => [right, down],
            Direction::LeftToRight => [down, right],
        };
        for (_, way) in &mut self.ways {
            for end in &mut way.ends {
                *end = [end[0] + across, end[1] + along];
            }
            way.lanes.iter_mut().for_each(|lane| *lane += across);
            way.strips
                .iter_mut()
                .flatten()
                .for_each(|edge| *edge += along);
            for turn in &mut way.turns {
                let by = [along, across, along];
                turn.iter_mut().zip(by).for_each(|(place, by)| *place += by);
            }
        }
    }
}

/// Upper left corners for all nodes of `body`, in graph units: those of [`arrangement`].
#[must_use]
pub fn arrange(
    body: &Body,
    size_of: impl Fn(NodeId) -> [f32; 2],
    wrap: Wrap,
) -> Vec<(NodeId, [f32; 2])> {
    arrangement(body, size_of, wrap).positions
}

/// Places for all nodes of `body` and ways for its wires, so that wires run the way that the body's drawing says,
/// shortcuts have room beside the main path, and a long network goes on in the next column or row. Columns end where they
/// end now, as long as that makes a page: after a small edit, things stay where they were. `size_of` gives width and height
/// of a node as it is shown, open blocks included. The same body always gets the same places.
#[must_use]
pub fn arrangement(body: &Body, size_of: impl Fn(NodeId) -> [f32; 2], wrap: Wrap) -> Arrangement {
    let ids: Vec<NodeId> = body.nodes.keys().copied().collect();
    let sketch = sketch(body, &ids, size_of);
    let is_upright = body.drawing.direction == Direction::TopToBottom;
    let layout = LaneLayout {
        layer_gap_px: CANVAS_GAP,
        is_upright,
    };
    let placement = layout.place(&sketch, wrap);
    let ways = ways(&sketch, &placement, &ids);
    let places = placement.boxes.iter().map(|corner| {
        if is_upright {
            [corner.across, corner.along]
        } else {
            [corner.along, corner.across]
        }
    });
    Arrangement {
        positions: ids.iter().copied().zip(places).collect(),
        ways,
    }
}

/// What the layout has to know of the nodes `ids` of a body.
fn sketch(body: &Body, ids: &[NodeId], size_of: impl Fn(NodeId) -> [f32; 2]) -> Sketch {
    let index_of = |id: NodeId| ids.binary_search(&id).ok();
    let is_upright = body.drawing.direction == Direction::TopToBottom;
    let transposed = |[x, y]: [f32; 2]| if is_upright { [y, x] } else { [x, y] };
    let boxes = ids.iter().map(|id| {
        let [along, across] = transposed(size_of(*id));
        SketchBox {
            size: Flow { along, across },
            entries: body.node(*id).map_or_else(Vec::new, |node| {
                let count = node.inputs.len();
                (0..count).map(|port| entry(across, port, count)).collect()
            }),
            exit: across / 2.0,
            begins_stage: begins_column(body, *id, &transposed),
            before: body
                .node(*id)
                .map(|node| transposed(node.position)[1] + across / 2.0),
            end: body.node(*id).and_then(end_of),
            ..SketchBox::default()
        }
    });
    let wires = body.wires().filter_map(|(from, to, port)| {
        Some(SketchWire {
            from: index_of(from)?,
            to: index_of(to)?,
            port,
        })
    });
    Sketch {
        boxes: boxes.collect(),
        wires: wires.collect(),
        frames: framed(body, ids),
    }
}

/// The ways of all wires between `ids`; more than the canvas keeps apart lead nowhere in particular.
fn ways(sketch: &Sketch, placement: &Placement, ids: &[NodeId]) -> Vec<((NodeId, NodeId), Way)> {
    let is_kept = sketch.wires.len() <= MOST_SPACED;
    let turn = |turn: &Turn| {
        let second = turn.second.map(|(at, second)| [at, second]);
        let all = std::iter::once(turn.first).chain(second.into_iter().flatten());
        all.collect()
    };
    let all = sketch.wires.iter().zip(&placement.ways);
    let ways = all.map(|(wire, (ends, way))| {
        let ends_of = (ids[wire.from], ids[wire.to]);
        if !is_kept || way.lanes.len() > MOST_LANES {
            return (ends_of, Way::default());
        }
        let place = |end: Flow| [end.across, end.along];
        let way = Way {
            ends: [ends.start, ends.end].map(place),
            lanes: way.lanes.iter().map(|lane| lane.at).collect(),
            strips: way
                .strips
                .iter()
                .map(|strip| [strip.least, strip.most])
                .collect(),
            turns: way.turns.iter().map(turn).collect(),
        };
        (ends_of, way)
    });
    ways.collect()
}

/// What the frames of a body hold, by where it is in `ids`.
pub(super) fn framed(body: &Body, ids: &[NodeId]) -> Vec<Vec<usize>> {
    let held = |note: &Note| -> Vec<usize> {
        let held = held_by(note, body);
        let places = held.iter().filter_map(|id| ids.binary_search(id).ok());
        places.collect()
    };
    let frames = body.drawing.notes.values().map(|note| held(note));
    frames.filter(|held| !held.is_empty()).collect()
}

/// At which edge of its body a node has to stand.
pub(super) fn end_of(node: &Node) -> Option<BodyEnd> {
    match node.content {
        Content::Port(Port::Input) => Some(BodyEnd::First),
        Content::Port(Port::Output) => Some(BodyEnd::Last),
        _ => None,
    }
}

/// Whether a column begins with this node as things stand: what it comes from stands farther along than it does itself.
/// A column may well end before it then.
fn begins_column(body: &Body, id: NodeId, transposed: &impl Fn([f32; 2]) -> [f32; 2]) -> bool {
    let along = |id: NodeId| body.node(id).map(|node| transposed(node.position)[0]);
    let Some((node, own)) = body.node(id).zip(along(id)) else {
        return false;
    };
    let mut sources = node.inputs.iter().filter_map(|from| along(*from));
    sources.any(|source| source > own)
}

#[cfg(test)]
mod tests {
    use super::super::NODE_SIZE;
    use super::*;
    use crate::graph::{Content, Edit, Graph, Node, Place, apply};
    use crate::layer::{Kind, LayerSpec};

    /// A long chain, laid out.
    fn laid_out(direction: Direction) -> Graph {
        let mut graph = Graph::default();
        for id in 0..120_u64 {
            let node = Node {
                name: format!("layer_{id}"),
                position: [0.0, id as f32],
                content: Content::Layer(LayerSpec::new(Kind::Dropout)),
                inputs: id.checked_sub(1).map(NodeId).into_iter().collect(),
            };
            graph.body.nodes.insert(NodeId(id), node.into());
        }
        graph.body.drawing.direction = direction;
        moved(&graph)
    }

    fn moved(graph: &Graph) -> Graph {
        let edit = Edit::Move {
            place: Place::Root,
            positions: arrange(&graph.body, |_| NODE_SIZE, Wrap::Page),
        };
        apply(graph, &edit).unwrap()
    }

    fn columns(graph: &Graph) -> Vec<u64> {
        let direction = graph.body.drawing.direction;
        let transposed = |[x, y]: [f32; 2]| match direction {
            Direction::TopToBottom => [y, x],
            Direction::LeftToRight => [x, y],
        };
        let ids = graph.body.nodes.keys();
        ids.filter(|id| begins_column(&graph.body, **id, &transposed))
            .map(|id| id.0)
            .collect()
    }

    #[test]
    fn a_long_network_wraps_in_both_directions() {
        for direction in [Direction::TopToBottom, Direction::LeftToRight] {
            let graph = laid_out(direction);
            assert!(columns(&graph).len() > 2, "{direction:?}");
            let [one, two] = [0, 1].map(|id| graph.body.node(NodeId(id)).unwrap().position);
            let axis = usize::from(direction == Direction::TopToBottom);
            assert!(two[axis] > one[axis] && two[1 - axis] == one[1 - axis]);
        }
    }

    #[test]
    fn columns_begin_with_the_same_layers_after_a_small_edit() {
        let before = laid_out(Direction::TopToBottom);
        let edit = Edit::InsertAfter {
            place: Place::Root,
            after: NodeId(7),
            content: Content::Layer(LayerSpec::new(Kind::Dropout)),
            position: None,
        };
        let after = moved(&apply(&before, &edit).unwrap());
        assert_eq!(columns(&before), columns(&after));
    }
}
