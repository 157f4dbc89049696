//! Changing one place of a network and no other: the inside of a block is that of all its instances, unless this one gets a
//! copy of its own.

use std::collections::BTreeSet;

use super::super::expression::{identifiers, names_in};
use super::super::model::{Content, Graph, Node, NodeId, NodePath, Place};
use super::make_block::setting_value;
use super::{Edit, EditError, apply, refuse};
use crate::layer::Value;
use crate::message;

/// Edits made one after the other, and the network that they lead to. Paths name the same nodes all along.
#[derive(Debug)]
pub(super) struct Steps {
    graph: Graph,
    edits: Vec<Edit>,
}

impl Steps {
    pub fn new(graph: &Graph) -> Self {
        Self {
            graph: graph.clone(),
            edits: Vec::new(),
        }
    }

    /// The network so far.
    pub fn graph(&self) -> &Graph {
        &self.graph
    }

    pub fn into_edits(self) -> Vec<Edit> {
        self.edits
    }

    /// Makes one edit more.
    pub fn take(&mut self, edit: Edit) -> Result<(), EditError> {
        self.graph = apply(&self.graph, &edit)?;
        self.edits.push(edit);
        Ok(())
    }

    /// Where the node at `path` is defined.
    pub fn located(&self, path: &NodePath) -> Result<(Place, NodeId), EditError> {
        match self.graph.locate(path) {
            Some(found) => Ok(found),
            None => refuse(message!("no-such-node", id = %path.leaf().unwrap_or(NodeId(0)).0)),
        }
    }

    /// Whether what is around the node at `path` stands in no other place.
    pub fn is_alone(&self, path: &NodePath) -> bool {
        path.blocks_around()
            .all(|instance| self.use_count(&instance) < 2)
    }

    /// Gives each block instance around the node at `path` a block of its own, unless it has one.
    pub fn make_alone(&mut self, path: &NodePath) -> Result<(), EditError> {
        // From the outermost on: a copy of it uses the inner ones once more.
        for depth in 1..path.0.len() {
            let instance = NodePath(path.0[..depth].to_vec());
            if self.use_count(&instance) > 1 {
                let (place, id) = self.located(&instance)?;
                let nodes = BTreeSet::from([id]);
                self.take(Edit::Detach { place, nodes })?;
            }
        }
        Ok(())
    }

    /// How many nodes of all bodies are instances of the block that the one at `path` is of.
    fn use_count(&self, path: &NodePath) -> usize {
        let Some(call) = self.graph.node(path).and_then(Node::call) else {
            return 0;
        };
        let bodies = self.graph.blocks.values().map(|it| &it.body);
        let nodes = bodies
            .chain([&self.graph.body])
            .flat_map(|it| it.nodes.values());
        let calls = nodes.filter_map(|node| node.call());
        calls.filter(|other| other.block == call.block).count()
    }

    /// Sets a setting of the layer at `path`, or an argument of the instance there, in this place alone. Where it follows a
    /// parameter that decides nothing else, the instance around gives that another value.
    pub fn set(&mut self, path: &NodePath, key: &str, value: Value) -> Result<(), EditError> {
        if let Some((instance, parameter)) = self.followed(path, key) {
            return self.set(&instance, &parameter, value);
        }
        self.make_alone(path)?;
        let (place, node) = self.located(path)?;
        let is_instance = self.graph.node(path).is_some_and(|it| it.call().is_some());
        let (key, value) = (key.to_owned(), Some(value));
        self.take(if is_instance {
            Edit::SetArgument {
                place,
                node,
                parameter: key,
                value,
            }
        } else {
            Edit::Set {
                place,
                nodes: vec![node],
                key,
                value,
            }
        })
    }

    /// The instance around the node at `path` and its parameter that decides the setting `key` there and nothing besides.
    fn followed(&self, path: &NodePath, key: &str) -> Option<(NodePath, String)> {
        let instance = path.parent()?;
        let definition = self
            .graph
            .blocks
            .get(&self.graph.node(&instance)?.call()?.block)?;
        let value = setting_value(&self.graph, self.graph.node(path)?, key)?;
        let name = value.expression()?.trim();
        let is_parameter = definition.parameters.iter().any(|it| it.name == name);
        let users = definition.body.nodes.values();
        let uses: usize = users.map(|node| use_count_in(node, name)).sum();
        (is_parameter && uses == 1).then(|| (instance, name.to_owned()))
    }
}

/// How many settings, arguments and names of `node` refer to the parameter `name`.
fn use_count_in(node: &Node, name: &str) -> usize {
    let values = match &node.content {
        Content::Layer(spec) => &spec.settings,
        Content::Block(call) => &call.arguments,
        Content::Port(_) => return 0,
    };
    let in_values = values
        .values()
        .filter(|it| names_in(it).contains(name))
        .count();
    in_values + usize::from(identifiers(&node.name).contains(name))
}
