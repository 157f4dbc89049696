//! A body that is laid out, on its way into the body around it.

use super::flow::Flow;
use super::model::{Frame, NodeBox, Wire};
use crate::graph::{Body, Content, NodePath, Port};

/// A laid out body, as if wires ran downwards.
#[derive(Default)]
pub(super) struct LaidBody {
    pub size: Flow,
    /// Where wires enter, across, one per input port.
    pub entries: Vec<f32>,
    /// Where the wire leaves, across.
    pub exit: Option<f32>,
    pub frames: Vec<Frame>,
    pub nodes: Vec<NodeBox>,
    pub wires: Vec<Wire>,
}

impl LaidBody {
    /// Moves everything.
    pub(super) fn shift(&mut self, by: Flow) {
        let rects = self
            .nodes
            .iter_mut()
            .map(|node| &mut node.rect)
            .chain(self.frames.iter_mut().map(|frame| &mut frame.rect));
        for rect in rects {
            rect.x += by.across;
            rect.y += by.along;
        }
        for [x, y] in self.wires.iter_mut().flat_map(|wire| &mut wire.points) {
            *x += by.across;
            *y += by.along;
        }
        for across in self.entries.iter_mut().chain(&mut self.exit) {
            *across += by.across;
        }
    }

    /// Takes in an open block with its frame.
    pub(super) fn absorb(&mut self, frame: Frame, mut inner: Self, corner: Flow) {
        inner.shift(corner);
        self.frames.push(frame);
        self.frames.append(&mut inner.frames);
        self.nodes.append(&mut inner.nodes);
        self.wires.append(&mut inner.wires);
    }

    /// Wires of a block's ports begin and end at its frame, not where the ports would stand.
    pub(super) fn extend_wires_to_edges(&mut self, body: &Body, path: &NodePath) {
        let is_port = |end: &NodePath, port: Port| {
            let id = (end.0.len() == path.0.len() + 1)
                .then(|| end.leaf())
                .flatten();
            id.and_then(|id| body.node(id))
                .is_some_and(|node| node.content == Content::Port(port))
        };
        for wire in &mut self.wires {
            if is_port(&wire.from, Port::Input)
                && let Some(first) = wire.points.first_mut()
            {
                first[1] = 0.0;
                wire.from = path.clone();
            }
            if is_port(&wire.to, Port::Output)
                && let Some(last) = wire.points.last_mut()
            {
                last[1] = self.size.along;
                wire.to = path.clone();
                wire.has_arrow = false;
            }
        }
    }
}
