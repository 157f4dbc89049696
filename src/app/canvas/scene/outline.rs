//! The network as a list of items and wires: what is on the canvas, without where.

use std::collections::BTreeMap;
use std::sync::Arc;

use egui::Id;

use super::item::{Item, Role};
use super::unfolded::Unfolded;
use super::words;
use crate::graph::{
    Body, Content, Direction, Graph, Inference, Node, NodeId, NodePath, Place, Port, Way,
};
use crate::tr;

/// A wire between two items of one body.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Wire {
    /// The item that it leaves.
    pub from: usize,
    /// The item that it enters.
    pub to: usize,
    /// The input that it enters at.
    pub port: usize,
}

/// Everything on the canvas. An opened block comes before what is in it, and every item after those that its
/// wires come from, so that the keyboard's focus follows the wires.
#[derive(Debug, Clone, Default)]
pub struct Outline {
    /// The block instance whose inside it is; empty for the network itself.
    pub level: NodePath,
    /// The items.
    pub items: Vec<Item>,
    /// The wires.
    pub wires: Vec<Wire>,
    /// The points that wires are led through, by index, in the coordinates of their body.
    pub bends: BTreeMap<usize, Arc<Vec<[f32; 2]>>>,
    /// The ways on which a layout led wires, by index.
    pub ways: BTreeMap<usize, Arc<Way>>,
    /// Which way the wires of the level run.
    pub direction: Direction,
    by_path: BTreeMap<NodePath, usize>,
    /// The wires that enter each item.
    entering: Vec<Vec<usize>>,
}

impl Outline {
    /// What is on the canvas when the network shows as `unfolded` says.
    ///
    /// `called` tells apart items of several canvases.
    pub fn new(
        graph: &Graph,
        inference: &Inference,
        unfolded: &Unfolded,
        called: &'static str,
    ) -> Self {
        let place = graph.place_in(&unfolded.level).unwrap_or(Place::Root);
        let body = graph.body_of(&place);
        let mut builder = Builder {
            graph,
            inference,
            unfolded,
            called,
            outline: Self {
                level: unfolded.level.clone(),
                direction: body.map_or_else(Direction::default, |body| body.drawing.direction),
                ..Self::default()
            },
        };
        builder.body(&place, None);
        let mut outline = builder.outline;
        outline.entering = vec![Vec::new(); outline.items.len()];
        for (index, wire) in outline.wires.iter().enumerate() {
            outline.entering[wire.to].push(index);
        }
        outline
    }

    /// The item at `path`, if it is on the canvas.
    pub fn find(&self, path: &NodePath) -> Option<usize> {
        self.by_path.get(path).copied()
    }

    /// The item at `path`, or the innermost block around it that is on the canvas.
    pub fn find_around(&self, path: &NodePath) -> Option<usize> {
        let around = || path.blocks_around().find_map(|block| self.find(&block));
        self.find(path).or_else(around)
    }

    /// The items inside the opened block `parent`, or of the level itself.
    pub fn siblings(&self, parent: Option<usize>) -> impl Iterator<Item = usize> + '_ {
        (0..self.items.len()).filter(move |index| self.items[*index].parent == parent)
    }

    /// The wire that enters `item` at `port`.
    pub fn wire_into(&self, item: usize, port: usize) -> Option<usize> {
        let mut entering = self.entering.get(item)?.iter();
        entering
            .find(|wire| self.wires[**wire].port == port)
            .copied()
    }

    /// Whether `other` has the same wires, led through the same points, between the same items, wherever those stand.
    pub fn is_wired_like(&self, other: &Self) -> bool {
        let alike = |(one, other): (&Item, &Item)| {
            let ports = (one.input_count, one.wire_count) == (other.input_count, other.wire_count);
            ports
                && (one.role, one.direction) == (other.role, other.direction)
                && one.path == other.path
        };
        self.items.len() == other.items.len()
            && self.wires == other.wires
            && self.bends == other.bends
            && self.ways == other.ways
            && self.level == other.level
            && self.items.iter().zip(&other.items).all(alike)
    }

    /// The path of the body that `parent` shows, as a prefix of the paths in it.
    pub fn path_of_body(&self, parent: Option<usize>) -> NodePath {
        let path = parent.map_or(&self.level, |parent| &self.items[parent].path);
        path.clone()
    }

    /// The body that an edit inside `parent` changes.
    pub fn place_of_body(&self, graph: &Graph, parent: Option<usize>) -> Place {
        let place = graph.place_in(&self.path_of_body(parent));
        place.unwrap_or(Place::Root)
    }
}

struct Builder<'a> {
    graph: &'a Graph,
    inference: &'a Inference,
    unfolded: &'a Unfolded,
    called: &'static str,
    outline: Outline,
}

impl Builder<'_> {
    fn body(&mut self, place: &Place, parent: Option<usize>) {
        let Some(body) = self.graph.body_of(place) else {
            return;
        };
        let around = self.outline.path_of_body(parent);
        let mut made = BTreeMap::new();
        for id in body.in_order_of_wires() {
            let Some(node) = body.node(id) else { continue };
            let item = self.item(around.child(id), (place, body), (id, node), parent);
            let index = self.outline.items.len();
            made.insert(id, index);
            self.outline.by_path.insert(item.path.clone(), index);
            let opened = item.role == Role::Opened;
            self.outline.items.push(item);
            if let (true, Some(call)) = (opened, node.call()) {
                self.body(&Place::Block(call.block.clone()), Some(index));
            }
        }
        let ways = match parent {
            None if !self.unfolded.spread.is_empty() => &self.unfolded.ways,
            _ => &body.drawing.ways,
        };
        for (from, to, port) in body.wires() {
            if let (Some(start), Some(end)) = (made.get(&from), made.get(&to)) {
                if let Some(points) = body.drawing.bends.get(&(from, to)) {
                    let wire = self.outline.wires.len();
                    self.outline.bends.insert(wire, points.clone());
                }
                if let Some(way) = ways.get(&(from, to)) {
                    let wire = self.outline.wires.len();
                    self.outline.ways.insert(wire, way.clone());
                }
                self.outline.wires.push(Wire {
                    from: *start,
                    to: *end,
                    port,
                });
            }
        }
    }

    fn item(
        &self,
        path: NodePath,
        (place, body): (&Place, &Body),
        (id, node): (NodeId, &Node),
        parent: Option<usize>,
    ) -> Item {
        let is_bypassed = body.bypassed.contains(&id);
        let role = match &node.content {
            Content::Layer(_) => Role::Layer,
            // What is inside takes no part: there is nothing to show.
            Content::Block(_) if is_bypassed => Role::Folded,
            Content::Block(call)
                if self.unfolded.opened.contains(&path)
                    && self.graph.blocks.contains_key(&call.block) =>
            {
                Role::Opened
            }
            Content::Block(_) => Role::Folded,
            Content::Port(Port::Input) => Role::Entry,
            Content::Port(Port::Output) => Role::Exit,
        };
        let (least, most) = self.graph.input_limits(&node.content);
        let words = words::of_node(self.graph, self.inference, &path, node, role);
        Item {
            place: place.clone(),
            node: id,
            parent,
            role,
            direction: body.drawing.direction,
            is_bypassed,
            is_frozen: !matches!(node.content, Content::Port(_)) && self.graph.is_frozen(&path),
            stored: node.position.into(),
            name: words.name,
            kind: words.kind,
            detail: if is_bypassed {
                tr!("bypassed-detail", detail = words.detail)
            } else {
                words.detail
            },
            shape: words.shape,
            families: words.families,
            wire_count: node.inputs.len(),
            input_count: node.inputs.len().max(least),
            most_inputs: most,
            has_output: Graph::has_output(&node.content),
            id: Id::unique(("canvas-item", self.called, &path)),
            canvas: self.called,
            path,
        }
    }
}
