//! Places for the nodes of a canvas.

use super::flow::{End, Flow, LaneLayout, Sketch, SketchBox, SketchWire};
use super::options::Wrap;
use super::ports::entry;
use crate::graph::{Body, Content, Direction, Node, NodeId, Note, Port, held_by};

/// From one node to the next below it on the canvas, in graph units: wires carry shapes there.
const CANVAS_GAP: f32 = 58.0;

/// Upper left corners for all nodes of `body`, in graph units, so that wires run the way that the body's drawing says,
/// shortcuts have room beside the main path, and a long network goes on in the next column or row. Columns end where they
/// end now, as long as that makes a page: after a small edit, things stay where they were. `size_of` gives width and height
/// of a node as it is shown, open blocks included. The same body always gets the same places.
#[must_use]
pub fn arrange(
    body: &Body,
    size_of: impl Fn(NodeId) -> [f32; 2],
    wrap: Wrap,
) -> Vec<(NodeId, [f32; 2])> {
    let ids: Vec<NodeId> = body.nodes.keys().copied().collect();
    let index_of = |id: NodeId| ids.binary_search(&id).ok();
    let is_upright = body.drawing.direction == Direction::TopToBottom;
    let turned = |[x, y]: [f32; 2]| if is_upright { [y, x] } else { [x, y] };
    let boxes = ids.iter().map(|id| {
        let [along, across] = turned(size_of(*id));
        SketchBox {
            size: Flow { along, across },
            entries: body.node(*id).map_or_else(Vec::new, |node| {
                let count = node.inputs.len();
                (0..count).map(|port| entry(across, port, count)).collect()
            }),
            exit: across / 2.0,
            begins_stage: begins_column(body, *id, &turned),
            before: body
                .node(*id)
                .map(|node| turned(node.position)[1] + across / 2.0),
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
    let sketch = Sketch {
        boxes: boxes.collect(),
        wires: wires.collect(),
        frames: framed(body, &ids),
    };
    let layout = LaneLayout {
        layer_gap_px: CANVAS_GAP,
        is_upright,
    };
    let corners = layout.place(&sketch, wrap).boxes.into_iter();
    let places = corners.map(|corner| {
        let [along, across] = [corner.along, corner.across];
        turned([along, across])
    });
    ids.into_iter().zip(places).collect()
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
pub(super) fn end_of(node: &Node) -> Option<End> {
    match node.content {
        Content::Port(Port::Input) => Some(End::First),
        Content::Port(Port::Output) => Some(End::Last),
        _ => None,
    }
}

/// Whether a column begins with this node as things stand: what it comes from stands farther along than it does itself.
/// A column may well end before it then.
fn begins_column(body: &Body, id: NodeId, turned: &impl Fn([f32; 2]) -> [f32; 2]) -> bool {
    let along = |id: NodeId| body.node(id).map(|node| turned(node.position)[0]);
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
        let turned = |[x, y]: [f32; 2]| match direction {
            Direction::TopToBottom => [y, x],
            Direction::LeftToRight => [x, y],
        };
        let ids = graph.body.nodes.keys();
        ids.filter(|id| begins_column(&graph.body, **id, &turned))
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
