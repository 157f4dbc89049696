//! Places for the nodes of a canvas.

use super::flow::{Flow, LaneLayout, Layout, Sketch, SketchBox, SketchWire};
use super::options::Wrap;
use crate::graph::{Body, NodeId};

/// From one node to the next below it on the canvas, in graph units: wires carry shapes there.
const CANVAS_GAP: f32 = 58.0;

/// Upper left corners for all nodes of `body`, in graph units, so that wires run downwards, shortcuts have room beside the
/// main path, and a long network goes on in the next column. `size_of` gives width and height of a node as it is shown,
/// open blocks included. The same body always gets the same places.
#[must_use]
pub fn arrange(
    body: &Body,
    size_of: impl Fn(NodeId) -> [f32; 2],
    wrap: Wrap,
) -> Vec<(NodeId, [f32; 2])> {
    let ids: Vec<NodeId> = body.nodes.keys().copied().collect();
    let index_of = |id: NodeId| ids.binary_search(&id).ok();
    let boxes = ids.iter().map(|id| {
        let [width, height] = size_of(*id);
        SketchBox {
            size: Flow {
                along: height,
                across: width,
            },
            entries: Vec::new(),
            exit: width / 2.0,
            begins_stage: false,
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
    };
    let layout = LaneLayout {
        layer_gap_px: CANVAS_GAP,
        is_upright: true,
    };
    let corners = layout.place(&sketch, wrap).boxes;
    ids.into_iter()
        .zip(
            corners
                .into_iter()
                .map(|corner| [corner.across, corner.along]),
        )
        .collect()
}
