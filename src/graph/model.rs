//! Nodes, wires, blocks and places: what a network is made of.

use std::collections::BTreeSet;
use std::sync::Arc;

use imbl::{OrdMap, OrdSet};
use serde::{Deserialize, Serialize};

use super::drawing::Drawing;
use super::note::NoteId;
pub use super::path::{NodeId, NodePath};
use crate::layer::{Arity, LayerSpec, Value};

/// Which body an edit changes.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Place {
    /// The network itself.
    Root,
    /// The definition of a block, and so every instance of it.
    Block(String),
}

/// A network: its top body and the blocks that it may use. Cheap to clone; versions share what they have in common.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Graph {
    /// The nodes at the top.
    pub body: Body,
    /// Block definitions by name.
    pub blocks: OrdMap<String, Arc<BlockDefinition>>,
}

/// Nodes with their wires. A wire is an entry in the `inputs` of the node that it enters.
#[derive(Clone, Debug, Default)]
pub struct Body {
    /// Nodes by id.
    pub nodes: OrdMap<NodeId, Arc<Node>>,
    /// Nodes that let their first input through, as if they were not there.
    pub bypassed: OrdSet<NodeId>,
    /// Nodes whose weights training leaves as they are; of a block instance, those of every layer inside. Keras's
    /// `trainable = False`.
    pub frozen: OrdSet<NodeId>,
    /// How it is drawn.
    pub drawing: Drawing,
}

/// One node on the canvas.
#[derive(Clone, Debug, PartialEq)]
pub struct Node {
    /// Its name; inside a block it may refer to parameters: `res{stage}{block}_branch2a`.
    pub name: String,
    /// The upper left corner on the canvas, in graph units (one screen point at zoom 1).
    pub position: [f32; 2],
    /// What it is.
    pub content: Content,
    /// The nodes whose outputs it takes, one per input port.
    pub inputs: Vec<NodeId>,
}

/// What a node is.
#[derive(Clone, Debug, PartialEq)]
pub enum Content {
    /// A layer.
    Layer(LayerSpec),
    /// An instance of a block.
    Block(BlockCall),
    /// Where a block's body takes in or gives out.
    Port(Port),
}

/// The ends of a block's body.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Port {
    /// One input of the block; several are ordered by their ids.
    Input,
    /// The block's only output.
    Output,
}

/// A use of a block: which one, and with which arguments.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct BlockCall {
    /// The definition's name.
    #[serde(rename = "use")]
    pub block: String,
    /// Arguments that differ from the parameters' defaults.
    #[serde(default, skip_serializing_if = "std::collections::BTreeMap::is_empty")]
    pub arguments: std::collections::BTreeMap<String, Value>,
}

/// A block as a function: parameters and a body whose settings and names may refer to them.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct BlockDefinition {
    /// One sentence.
    pub summary: String,
    /// What an instance may set.
    pub parameters: Vec<Parameter>,
    /// The nodes inside, with [`Port`]s where wires enter and leave.
    pub body: Body,
}

/// A parameter of a block.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Parameter {
    /// Its name in expressions.
    pub name: String,
    /// Its value where an instance gives none.
    pub default: Value,
    /// One sentence for a tooltip.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub help: String,
}

/// Versions share most nodes: those need not be looked into. This is asked in every frame.
impl PartialEq for Body {
    fn eq(&self, other: &Self) -> bool {
        let alike = |one: &Arc<Node>, other: &Arc<Node>| Arc::ptr_eq(one, other) || one == other;
        self.is_same(other)
            || (self.nodes.len() == other.nodes.len()
                && self.bypassed == other.bypassed
                && self.frozen == other.frozen
                && self.drawing == other.drawing
                && self
                    .nodes
                    .iter()
                    .zip(&other.nodes)
                    .all(|(one, other)| one.0 == other.0 && alike(one.1, other.1)))
    }
}

impl Node {
    /// The layer that it is, if it is one.
    #[must_use]
    pub fn layer(&self) -> Option<&LayerSpec> {
        match &self.content {
            Content::Layer(spec) => Some(spec),
            _ => None,
        }
    }

    /// The block call that it is, if it is one.
    #[must_use]
    pub fn call(&self) -> Option<&BlockCall> {
        match &self.content {
            Content::Block(call) => Some(call),
            _ => None,
        }
    }
}

impl Body {
    /// A node by id.
    #[must_use]
    pub fn node(&self, id: NodeId) -> Option<&Node> {
        self.nodes.get(&id).map(Arc::as_ref)
    }

    /// Whether this is one and the same body as `other`; quick, because versions share what they have in common.
    #[must_use]
    pub fn is_same(&self, other: &Self) -> bool {
        self.nodes.ptr_eq(&other.nodes)
            && self.bypassed.ptr_eq(&other.bypassed)
            && self.frozen.ptr_eq(&other.frozen)
            && self.drawing.is_same(&other.drawing)
    }

    /// An id that no node has.
    #[must_use]
    pub fn free_id(&self) -> NodeId {
        NodeId(
            self.nodes
                .get_max()
                .map_or(0, |(id, _)| id.0.saturating_add(1)),
        )
    }

    /// An id that no note has.
    #[must_use]
    pub fn free_note_id(&self) -> NoteId {
        let last = self.drawing.notes.get_max();
        NoteId(last.map_or(0, |(id, _)| id.0.saturating_add(1)))
    }

    /// Every wire as `(from, to, input port of to)`, ordered by where it ends.
    pub fn wires(&self) -> impl Iterator<Item = (NodeId, NodeId, usize)> + '_ {
        self.nodes.iter().flat_map(|(to, node)| {
            node.inputs
                .iter()
                .enumerate()
                .map(|(port, from)| (*from, *to, port))
        })
    }

    /// Where the output of `id` goes, as `(to, input port of to)`, ordered by where the wires end.
    pub fn users(&self, id: NodeId) -> impl Iterator<Item = (NodeId, usize)> + '_ {
        let wires = self.wires().filter(move |(from, _, _)| *from == id);
        wires.map(|(_, to, port)| (to, port))
    }

    /// The input ports of the block whose body this is, in order.
    #[must_use]
    pub fn entries(&self) -> Vec<NodeId> {
        let is_entry = |node: &Node| node.content == Content::Port(Port::Input);
        self.nodes
            .iter()
            .filter(|(_, node)| is_entry(node))
            .map(|(id, _)| *id)
            .collect()
    }

    /// The end that gives out what the block gives.
    #[must_use]
    pub fn exit(&self) -> Option<NodeId> {
        let is_exit = |node: &Node| node.content == Content::Port(Port::Output);
        let mut nodes = self.nodes.iter();
        nodes.find_map(|(id, node)| is_exit(node).then_some(*id))
    }

    /// Whether a wire leads to the output of the block whose body this is.
    #[must_use]
    pub fn gives_something(&self) -> bool {
        let exit = self.exit().and_then(|id| self.node(id));
        exit.is_some_and(|exit| !exit.inputs.is_empty())
    }

    /// The nodes with an output that no wire leaves.
    pub fn loose_ends(&self) -> impl Iterator<Item = NodeId> + '_ {
        let used: BTreeSet<NodeId> = self.wires().map(|(from, _, _)| from).collect();
        let nodes = self.nodes.iter();
        nodes
            .filter(move |(id, node)| Graph::has_output(&node.content) && !used.contains(id))
            .map(|(id, _)| *id)
    }

    /// Whether a wire from `from` to `to` would close a circle.
    #[must_use]
    pub fn would_cycle(&self, from: NodeId, to: NodeId) -> bool {
        self.upstream(from).any(|id| id == to)
    }

    /// The node and everything that data reaches it from, each once.
    pub fn upstream(&self, id: NodeId) -> impl Iterator<Item = NodeId> + '_ {
        let mut seen = BTreeSet::new();
        let mut open = vec![id];
        std::iter::from_fn(move || {
            loop {
                let id = open.pop()?;
                if seen.insert(id) {
                    open.extend(self.node(id).into_iter().flat_map(|node| &node.inputs));
                    return Some(id);
                }
            }
        })
    }
}

impl Graph {
    /// Whether this is one and the same version as `other`; quick, because versions share what they have in common.
    #[must_use]
    pub fn is_same(&self, other: &Self) -> bool {
        self.body.is_same(&other.body) && self.blocks.ptr_eq(&other.blocks)
    }

    /// The body of a place; `None` for a block that does not exist.
    #[must_use]
    pub fn body_of(&self, place: &Place) -> Option<&Body> {
        match place {
            Place::Root => Some(&self.body),
            Place::Block(name) => self.blocks.get(name).map(|definition| &definition.body),
        }
    }

    /// The body that the block instance at `instance` shows; an empty path is the network itself.
    #[must_use]
    pub fn place_in(&self, instance: &NodePath) -> Option<Place> {
        if instance.0.is_empty() {
            return Some(Place::Root);
        }
        let call = self.node(instance)?.call()?;
        let exists = self.blocks.contains_key(&call.block);
        exists.then(|| Place::Block(call.block.clone()))
    }

    /// Where the node of a path is defined: a place and the id in it.
    #[must_use]
    pub fn locate(&self, path: &NodePath) -> Option<(Place, NodeId)> {
        let (leaf, instances) = path.0.split_last()?;
        let mut place = Place::Root;
        for id in instances {
            let call = self.body_of(&place)?.node(*id)?.call()?;
            place = Place::Block(call.block.clone());
        }
        self.body_of(&place)?.node(*leaf)?;
        Some((place, *leaf))
    }

    /// The node of a path.
    #[must_use]
    pub fn node(&self, path: &NodePath) -> Option<&Node> {
        let (place, id) = self.locate(path)?;
        self.body_of(&place)?.node(id)
    }

    /// How many inputs `content` takes: least and, if limited, most.
    #[must_use]
    pub fn input_limits(&self, content: &Content) -> (usize, Option<usize>) {
        let limits = |arity: Arity| (arity.least(), arity.most());
        match content {
            Content::Layer(spec) => limits(spec.kind.entry().arity),
            Content::Block(call) => {
                let count = self
                    .blocks
                    .get(&call.block)
                    .map_or(1, |definition| definition.body.entries().len());
                (count, Some(count))
            }
            Content::Port(Port::Input) => (0, Some(0)),
            Content::Port(Port::Output) => (1, Some(1)),
        }
    }

    /// Whether `content` has an output that a wire can leave from.
    #[must_use]
    pub fn has_output(content: &Content) -> bool {
        *content != Content::Port(Port::Output)
    }

    /// The same graph with another body at `place`.
    #[must_use]
    pub(super) fn with_body(&self, place: &Place, body: Body) -> Self {
        let mut graph = self.clone();
        match place {
            Place::Root => graph.body = body,
            Place::Block(name) => {
                if let Some(definition) = self.blocks.get(name) {
                    let definition = BlockDefinition {
                        body,
                        ..definition.as_ref().clone()
                    };
                    graph.blocks.insert(name.clone(), Arc::new(definition));
                }
            }
        }
        graph
    }
}
