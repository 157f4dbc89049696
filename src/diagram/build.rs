//! From a network to a diagram: every body becomes a sketch, open blocks are boxes as large as what is inside.

use std::collections::BTreeMap;

use super::NODE_SIZE;
use super::arrange::{end_of, framed};
use super::flow::{Flow, LaneLayout, Placement, Sketch, SketchBox, SketchWire};
use super::labels;
use super::laid_body::LaidBody;
use super::model::{Diagram, Rect, Wire};
use super::notes::annotated;
use super::options::{Blocks, Direction, LayoutOptions, Wrap};
use super::repeats::{self, Rows};
use crate::graph::{Body, Content, Graph, Inference, Node, NodeId, NodePath, Place, Port};

/// Above what is inside a frame, px: its name stands there.
const HEADER_PX: f32 = 30.0;

/// Between a frame's edge and what is inside, px; the layout adds its own margins.
const PAD_PX: f32 = 8.0;

/// Between layers, px, where wires run downwards.
const GAP_DOWN_PX: f32 = 34.0;

/// Between layers, px, where wires run to the right.
const GAP_RIGHT_PX: f32 = 40.0;

/// Lays a network out. `inference` must be of `graph`; without a title, which the caller knows.
#[must_use]
pub fn layout(graph: &Graph, inference: &Inference, options: &LayoutOptions) -> Diagram {
    let graph = &graph.without_bypassed();
    let is_upright = options.direction == Direction::TopToBottom;
    let layer_gap_px = if is_upright {
        GAP_DOWN_PX
    } else {
        GAP_RIGHT_PX
    };
    let lanes = LaneLayout {
        layer_gap_px,
        is_upright,
    };
    let builder = Builder {
        graph,
        inference,
        options,
        layout: lanes,
    };
    let part = builder.part(&graph.body, &[], options.wrap);
    let diagram = Diagram {
        title: String::new(),
        summary: labels::summary(inference),
        direction: options.direction,
        size: [part.size.across, part.size.along],
        sheet: None,
        frames: part.frames,
        nodes: part.nodes,
        wires: part.wires,
        notes: Vec::new(),
    };
    let diagram = if is_upright {
        diagram
    } else {
        transposed(diagram)
    };
    // Notes about a block that is not drawn itself are about the row that it stands in.
    let rows = match options.blocks {
        Blocks::Counted => repeats::rows(&graph.body, &NodePath::default(), inference),
        Blocks::Folded | Blocks::Open | Blocks::Only(_) => Rows::default(),
    };
    annotated(diagram, graph, &rows)
}

struct Builder<'a> {
    graph: &'a Graph,
    inference: &'a Inference,
    options: &'a LayoutOptions,
    layout: LaneLayout,
}

impl Builder<'_> {
    fn is_upright(&self) -> bool {
        self.options.direction == Direction::TopToBottom
    }

    fn part(&self, body: &Body, path: &[NodeId], wrap: Wrap) -> LaidBody {
        let around = NodePath(path.to_vec());
        let (rows, short);
        let body = if self.options.blocks == Blocks::Counted {
            rows = repeats::rows(body, &around, self.inference);
            short = repeats::shortened(body, &rows);
            &short
        } else {
            rows = Rows::default();
            body
        };
        let mut inner: BTreeMap<NodeId, LaidBody> = BTreeMap::new();
        for (id, node) in &body.nodes {
            if let Some(definition) = self.opened(node, &around.child(*id)) {
                inner.insert(*id, self.framed(definition, &around.child(*id)));
            }
        }
        let ids: Vec<NodeId> = body.nodes.keys().copied().collect();
        let sketch = self.sketch(body, &around, &ids, &inner);
        let placement = self.layout.place(&sketch, wrap);
        let mut part = LaidBody {
            size: placement.size,
            ..LaidBody::default()
        };
        for ((id, corner), this) in ids.iter().zip(&placement.boxes).zip(&sketch.boxes) {
            let Some(node) = body.node(*id) else { continue };
            let (path, rect) = (around.child(*id), rect(this.size, *corner));
            match (&node.content, inner.remove(id)) {
                (Content::Port(Port::Input), _) => part.entries.push(corner.across),
                (Content::Port(Port::Output), _) => part.exit = Some(corner.across),
                (_, Some(inside)) => {
                    part.absorb(
                        labels::frame(self.inference, node, path, rect),
                        inside,
                        *corner,
                    );
                }
                (_, None) => {
                    let row = rows.get(id).map_or(&[][..], Vec::as_slice);
                    let last = row
                        .last()
                        .map_or_else(|| path.clone(), |last| around.child(*last));
                    let whole = (path, &last, row.len().max(1));
                    part.nodes
                        .extend(labels::node_box(self.inference, node, whole, rect));
                }
            }
        }
        part.wires
            .extend(wires(body, &around, &ids, &sketch, placement));
        part
    }

    /// The inside of a node that is shown open.
    fn opened(&self, node: &Node, path: &NodePath) -> Option<&Body> {
        let call = node.call()?;
        // Inference knows exactly those instances that can be opened without end.
        let is_open = self.options.blocks.opens(path) && self.inference.blocks.contains_key(path);
        is_open.then(|| self.graph.body_of(&Place::Block(call.block.clone())))?
    }

    /// A body with its frame around it: the header lies above, whichever way the wires run.
    fn framed(&self, body: &Body, path: &NodePath) -> LaidBody {
        let mut part = self.part(body, &path.0, Wrap::Never);
        let (origin, more) = if self.is_upright() {
            (
                Flow::new(HEADER_PX + PAD_PX, PAD_PX),
                Flow::new(HEADER_PX + 2.0 * PAD_PX, 2.0 * PAD_PX),
            )
        } else {
            (
                Flow::new(PAD_PX, HEADER_PX),
                Flow::new(2.0 * PAD_PX, HEADER_PX + PAD_PX),
            )
        };
        part.shift(origin);
        let least = self.node_size();
        let size = part.size.plus(more);
        part.size = Flow::new(size.along.max(least.along), size.across.max(least.across));
        part.extend_wires_to_edges(body, path);
        part
    }

    fn sketch(
        &self,
        body: &Body,
        around: &NodePath,
        ids: &[NodeId],
        inner: &BTreeMap<NodeId, LaidBody>,
    ) -> Sketch {
        let boxes = ids
            .iter()
            .map(|id| self.sketch_box(body, around, *id, inner.get(id)))
            .collect();
        let index: BTreeMap<NodeId, usize> = ids.iter().copied().zip(0..).collect();
        let wire = |(from, to, port): (NodeId, NodeId, usize)| {
            Some(SketchWire {
                from: *index.get(&from)?,
                to: *index.get(&to)?,
                port,
            })
        };
        Sketch {
            boxes,
            wires: body.wires().filter_map(wire).collect(),
            frames: framed(body, ids),
        }
    }

    fn sketch_box(
        &self,
        body: &Body,
        around: &NodePath,
        id: NodeId,
        inner: Option<&LaidBody>,
    ) -> SketchBox {
        let is_port = body
            .node(id)
            .is_some_and(|node| matches!(node.content, Content::Port(_)));
        let size = match inner {
            Some(part) => part.size,
            None if is_port => Flow::default(),
            None => self.node_size(),
        };
        let middle = size.across / 2.0;
        SketchBox {
            size,
            entries: inner.map_or_else(Vec::new, |part| part.entries.clone()),
            exit: inner.and_then(|part| part.exit).unwrap_or(middle),
            is_open: inner.is_some(),
            before: body.node(id).map(|node| body.drawing.across(node.position)),
            end: body.node(id).and_then(end_of),
            begins_stage: self.begins_stage(body, around, id),
        }
    }

    /// Whether the map that leaves the node is of another size than the one that enters it.
    fn begins_stage(&self, body: &Body, around: &NodePath, id: NodeId) -> bool {
        let pixels = |id: NodeId| {
            let [height, width, _] = self.inference.output_shape(&around.child(id))?.as_map()?;
            Some([height, width])
        };
        let before = body.node(id).and_then(|node| pixels(*node.inputs.first()?));
        before.is_some_and(|before| pixels(id).is_some_and(|after| after != before))
    }

    /// A node's size, as if wires ran downwards.
    fn node_size(&self) -> Flow {
        let [width, height] = NODE_SIZE;
        if self.is_upright() {
            Flow::new(height, width)
        } else {
            Flow::new(width, height)
        }
    }
}

fn wires<'a>(
    body: &'a Body,
    around: &'a NodePath,
    ids: &'a [NodeId],
    sketch: &'a Sketch,
    placement: Placement,
) -> impl Iterator<Item = Wire> + 'a {
    sketch
        .wires
        .iter()
        .zip(placement.wires)
        .map(move |(wire, points)| {
            let to = ids[wire.to];
            let is_port = body
                .node(to)
                .is_some_and(|node| matches!(node.content, Content::Port(_)));
            let enters_frame = !sketch.boxes[wire.to].entries.is_empty();
            Wire {
                from: around.child(ids[wire.from]),
                to: around.child(to),
                points: points
                    .into_iter()
                    .map(|point| [point.across, point.along])
                    .collect(),
                has_arrow: !is_port && !enters_frame,
            }
        })
}

fn rect(size: Flow, corner: Flow) -> Rect {
    Rect {
        x: corner.across,
        y: corner.along,
        width: size.across,
        height: size.along,
    }
}

/// The same diagram with its wires running to the right.
fn transposed(mut diagram: Diagram) -> Diagram {
    let rects = diagram.nodes.iter_mut().map(|node| &mut node.rect);
    for rect in rects.chain(diagram.frames.iter_mut().map(|frame| &mut frame.rect)) {
        *rect = Rect {
            x: rect.y,
            y: rect.x,
            width: rect.height,
            height: rect.width,
        };
    }
    for point in diagram.wires.iter_mut().flat_map(|wire| &mut wire.points) {
        point.reverse();
    }
    diagram.size.reverse();
    diagram
}
