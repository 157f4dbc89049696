//! Opens every block until only layers are left, in topological order.

use super::binding::{bind_call, bind_layer, bind_name};
use super::expression::Scope;
use super::model::{Body, Content, Graph, Node, NodeId, NodePath, Port};
use super::wiring::{TopologicalOrder, Wiring};
use crate::layer::{Fault, Kind, Layer};
use crate::text::Message;

/// Blocks inside blocks inside blocks: far more than anyone builds, few enough to never exhaust the stack.
pub(super) const MAX_DEPTH: usize = 32;

/// More layers than any network has; a few nested repetitions could otherwise ask for billions.
pub const MAX_LAYERS: usize = 100_000;

/// More nodes of any kind, ends of blocks and bypassed ones included, than that many layers come with.
const MAX_NODES: usize = 4 * MAX_LAYERS;

/// One layer with its blocks opened.
#[derive(Clone, Debug)]
pub(super) struct ExpandedLayer {
    pub path: NodePath,
    pub name: String,
    pub kind: Kind,
    pub layer: Result<Layer, Fault>,
    /// Indices of the layers before it; `None` where the wire leads to something that has no layer behind it.
    pub inputs: Vec<Option<usize>>,
    /// Whether it is frozen, or a block around it.
    pub is_frozen: bool,
}

/// A block instance met on the way.
#[derive(Clone, Debug)]
pub(super) struct ExpandedBlock {
    pub path: NodePath,
    pub name: String,
    /// The layer whose output is the block's output.
    pub output: Option<usize>,
}

/// A fault of the structure itself, for the problems room to put into words.
#[derive(Clone, Debug)]
pub(super) enum StructureFault {
    /// These nodes wait for each other.
    Cycle(Vec<NodePath>),
    /// A node takes fewer inputs than it has.
    MissingInput {
        path: NodePath,
        name: String,
        least: usize,
        given: usize,
    },
    /// A block instance cannot be opened, or nothing comes out of it.
    Block {
        path: NodePath,
        name: String,
        fault: BlockFault,
    },
    /// A name cannot be filled in.
    Name {
        path: NodePath,
        name: String,
        message: Message,
    },
    /// The network has more layers than are opened; those behind are unknown.
    TooManyLayers,
}

/// What is wrong with a block instance.
#[derive(Clone, Debug)]
pub(super) enum BlockFault {
    /// There is no definition of its name.
    Missing,
    /// So many blocks stand around it that it may well contain itself.
    TooDeep,
    /// An argument names no parameter or cannot be calculated.
    Argument(Message),
    /// No wire inside leads to its output.
    NoOutput,
}

/// Everything that opening the blocks gave.
#[derive(Clone, Debug, Default)]
pub(super) struct Expansion {
    pub layers: Vec<ExpandedLayer>,
    pub blocks: Vec<ExpandedBlock>,
    /// Nodes that are bypassed, and the layer whose output they let through.
    pub bypassed: Vec<(NodePath, Option<usize>)>,
    pub faults: Vec<StructureFault>,
}

/// Opens all blocks of `graph`.
pub(super) fn expand(graph: &Graph) -> Expansion {
    let mut expander = Expander {
        graph,
        result: Expansion::default(),
        node_count: 0,
        is_full: false,
    };
    let frame = InstanceScope {
        scope: Scope::new(),
        instance: None,
        path: Vec::new(),
        arguments: Vec::new(),
        is_frozen: false,
    };
    expander.body(&graph.body, &frame);
    expander.result
}

struct Expander<'a> {
    graph: &'a Graph,
    result: Expansion,
    node_count: usize,
    /// Whether the budget is used up: then the rest is left closed.
    is_full: bool,
}

/// What is known while inside one block instance.
struct InstanceScope {
    scope: Scope,
    instance: Option<String>,
    path: Vec<NodeId>,
    /// The layers that enter the block, one per entry port.
    arguments: Vec<Option<usize>>,
    /// Whether all layers inside are frozen.
    is_frozen: bool,
}

impl InstanceScope {
    fn path_to(&self, id: NodeId) -> NodePath {
        let mut ids = Vec::with_capacity(self.path.len() + 1);
        ids.extend(&self.path);
        ids.push(id);
        NodePath(ids)
    }
}

impl Expander<'_> {
    /// Expands a body and gives the layer behind its output port.
    fn body(&mut self, body: &Body, frame: &InstanceScope) -> Option<usize> {
        let wiring = Wiring::new(body);
        let TopologicalOrder { sorted, stuck } = wiring.order();
        if !stuck.is_empty() {
            let paths = stuck
                .iter()
                .map(|number| frame.path_to(wiring.nodes[*number].0));
            let cycle = StructureFault::Cycle(paths.collect());
            self.result.faults.push(cycle);
        }
        let entries = body.entries();
        // The layer behind each node, by the node's number.
        let mut made: Vec<Option<usize>> = vec![None; wiring.nodes.len()];
        let mut output = None;
        for number in sorted {
            if !self.has_room() {
                return None;
            }
            let (id, node) = wiring.nodes[number];
            let sources = wiring.inputs(number).iter();
            let inputs: Vec<Option<usize>> = sources.map(|from| made[(*from)?]).collect();
            let source = match &node.content {
                _ if body.bypassed.contains(&id) => self.bypass(id, node, &inputs, frame),
                Content::Layer(_) => {
                    let is_frozen = frame.is_frozen || body.frozen.contains(&id);
                    self.layer(id, node, (inputs, is_frozen), frame)
                }
                Content::Block(_) => {
                    let is_frozen = frame.is_frozen || body.frozen.contains(&id);
                    self.block(id, node, (&inputs, is_frozen), frame)
                }
                Content::Port(Port::Input) => {
                    let index = entries.iter().position(|entry| *entry == id);
                    index.and_then(|index| frame.arguments.get(index).copied().flatten())
                }
                Content::Port(Port::Output) => {
                    output = inputs.first().copied().flatten();
                    output
                }
            };
            made[number] = source;
        }
        output
    }

    /// Takes one more node from the budget; says once that it is used up. Blocks count with the layers: nested ones
    /// without a layer inside could otherwise open for ever.
    fn has_room(&mut self) -> bool {
        self.node_count += 1;
        let opened = self.result.layers.len() + self.result.blocks.len();
        if !self.is_full && (opened >= MAX_LAYERS || self.node_count > MAX_NODES) {
            self.is_full = true;
            self.result.faults.push(StructureFault::TooManyLayers);
        }
        !self.is_full
    }

    fn layer(
        &mut self,
        id: NodeId,
        node: &Node,
        (inputs, is_frozen): (Vec<Option<usize>>, bool),
        frame: &InstanceScope,
    ) -> Option<usize> {
        let spec = node.layer()?;
        let path = frame.path_to(id);
        let name = self.name(node, &path, frame);
        self.check_inputs(node, &path, &name, inputs.len());
        let layer = bind_layer(spec, &frame.scope);
        self.result.layers.push(ExpandedLayer {
            path,
            name,
            kind: spec.kind,
            layer,
            inputs,
            is_frozen,
        });
        Some(self.result.layers.len() - 1)
    }

    /// Lets the first input through.
    fn bypass(
        &mut self,
        id: NodeId,
        node: &Node,
        inputs: &[Option<usize>],
        frame: &InstanceScope,
    ) -> Option<usize> {
        let path = frame.path_to(id);
        if inputs.is_empty() {
            let name = self.name(node, &path, frame);
            self.result.faults.push(StructureFault::MissingInput {
                path: path.clone(),
                name,
                least: 1,
                given: 0,
            });
        }
        let source = inputs.first().copied().flatten();
        self.result.bypassed.push((path, source));
        source
    }

    fn block(
        &mut self,
        id: NodeId,
        node: &Node,
        (inputs, is_frozen): (&[Option<usize>], bool),
        frame: &InstanceScope,
    ) -> Option<usize> {
        let path = frame.path_to(id);
        let name = self.name(node, &path, frame);
        self.check_inputs(node, &path, &name, inputs.len());
        match self.open(node, (&path, &name), (inputs, is_frozen), frame) {
            Ok(output) => output,
            Err(fault) => {
                let fault = StructureFault::Block { path, name, fault };
                self.result.faults.push(fault);
                None
            }
        }
    }

    fn open(
        &mut self,
        node: &Node,
        (path, name): (&NodePath, &str),
        (inputs, is_frozen): (&[Option<usize>], bool),
        frame: &InstanceScope,
    ) -> Result<Option<usize>, BlockFault> {
        let Some(call) = node.call() else {
            return Ok(None);
        };
        let definition = self.graph.blocks.get(&call.block).cloned();
        let definition = definition.ok_or(BlockFault::Missing)?;
        if path.0.len() > MAX_DEPTH {
            return Err(BlockFault::TooDeep);
        }
        if !definition.body.gives_something() {
            return Err(BlockFault::NoOutput);
        }
        let scope = bind_call(call, &definition, &frame.scope).map_err(BlockFault::Argument)?;
        let inner = InstanceScope {
            scope,
            instance: Some(name.to_owned()),
            path: path.0.clone(),
            arguments: inputs.to_vec(),
            is_frozen,
        };
        let output = self.body(&definition.body, &inner);
        self.result.blocks.push(ExpandedBlock {
            path: path.clone(),
            name: name.to_owned(),
            output,
        });
        Ok(output)
    }

    fn name(&mut self, node: &Node, path: &NodePath, frame: &InstanceScope) -> String {
        bind_name(&node.name, &frame.scope, frame.instance.as_deref()).unwrap_or_else(|message| {
            let (path, name) = (path.clone(), node.name.clone());
            self.result.faults.push(StructureFault::Name {
                path,
                name,
                message,
            });
            node.name.clone()
        })
    }

    fn check_inputs(&mut self, node: &Node, path: &NodePath, name: &str, given: usize) {
        let (least, _) = self.graph.input_limits(&node.content);
        if given < least {
            let (path, name) = (path.clone(), name.to_owned());
            self.result.faults.push(StructureFault::MissingInput {
                path,
                name,
                least,
                given,
            });
        }
    }
}
