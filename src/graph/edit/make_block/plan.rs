//! Building the definition and the instances, once it is known what belongs to them.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::super::notes::copy_notes;
use super::super::paste::copy_drawing;
use super::super::subgraph::Subgraph;
use super::super::{EditError, refuse};
use super::names::Names;
use super::repeats::Occurrence;
use super::{NewParameter, parameters};
use crate::graph::binding::bind_value;
use crate::graph::expression::Scope;
use crate::graph::holding::going_along;
use crate::graph::model::{
    BlockCall, BlockDefinition, Body, Content, Graph, Node, NodeId, Parameter, Place, Port,
};
use crate::graph::naming::{names as names_of_body, unique_name};
use crate::layer::Value;
use crate::message;
use crate::tr;

/// From one row of nodes to the next inside a block, in graph units.
const ROW_STEP: f32 = 104.0;

/// Everything that is decided before anything is built.
pub(super) struct BlockPlan<'a> {
    pub graph: &'a Graph,
    pub place: &'a Place,
    pub body: &'a Body,
    pub names: Names,
    pub handed_on: Vec<Parameter>,
    pub parameters: &'a [NewParameter],
    pub uses: &'a [Occurrence],
}

impl BlockPlan<'_> {
    /// What every instance will open into.
    ///
    /// # Errors
    /// A sentence where two parameters have one name.
    pub fn definition(&self, part: &Subgraph) -> Result<BlockDefinition, EditError> {
        let parameters = self.definition_parameters();
        let mut seen = BTreeSet::new();
        if let Some(twice) = parameters
            .iter()
            .find(|parameter| !seen.insert(&parameter.name))
        {
            return refuse(message!("parameter-taken-around", name = %twice.name));
        }
        Ok(BlockDefinition {
            summary: String::new(),
            parameters,
            body: self.inside(part),
        })
    }

    fn definition_parameters(&self) -> Vec<Parameter> {
        let scope = self.scope_around();
        let own = self.parameters.iter().map(|parameter| {
            let value = self.value(&self.uses[0], parameter);
            let default = bind_value(&value, &scope).unwrap_or(value);
            Parameter {
                name: parameter.name.clone(),
                default,
                help: String::new(),
            }
        });
        let naming = self.names.argument.iter().map(|(name, values)| Parameter {
            name: name.clone(),
            default: values[0].clone(),
            help: tr!("parameter-used-in-names"),
        });
        own.chain(naming)
            .chain(self.handed_on.iter().cloned())
            .collect()
    }

    /// What the parameters of the block around are where an instance says nothing.
    fn scope_around(&self) -> Scope {
        let Place::Block(outer) = self.place else {
            return Scope::new();
        };
        let definition = self.graph.blocks.get(outer);
        let parameters = definition
            .iter()
            .flat_map(|definition| &definition.parameters);
        parameters
            .map(|parameter| (parameter.name.clone(), parameter.default.clone()))
            .collect()
    }

    fn value(&self, occurrence: &Occurrence, parameter: &NewParameter) -> Value {
        let (id, key) = &parameter.settings[0];
        let value = parameters::value_in(self.graph, self.body, occurrence, (*id, key));
        value.unwrap_or_else(|| Value::from(""))
    }

    /// The body of the definition: one entry per source, the nodes, the output.
    fn inside(&self, part: &Subgraph) -> Body {
        let first_inside = part.sources.len() as u64;
        let ids: BTreeMap<NodeId, NodeId> = part
            .sources
            .iter()
            .chain(&part.order)
            .zip(0..)
            .map(|(old, new)| (*old, NodeId(new)))
            .collect();
        let corner = corner(self.body, &part.order);
        let mut inside = self.entries(part, &ids, corner);
        for id in &part.order {
            if let Some(node) = self.body.node(*id) {
                let member = self.member(*id, node, &ids, corner);
                inside.nodes.insert(ids[id], Arc::new(member));
            }
        }
        let last = NodeId(first_inside + part.order.len() as u64);
        let below = inside
            .nodes
            .values()
            .map(|node| node.position[1])
            .fold(0.0, f32::max)
            + ROW_STEP;
        let column = inside
            .node(ids[&part.exit])
            .map_or(0.0, |node| node.position[0]);
        let out = port(
            Port::Output,
            "out".to_owned(),
            [column, below],
            vec![ids[&part.exit]],
        );
        inside.nodes.insert(last, Arc::new(out));
        let inner = |id: NodeId| part.contains(id).then(|| ids[&id]);
        copy_drawing(
            self.body,
            &mut inside,
            inner,
            [-corner[0], ROW_STEP - corner[1]],
        );
        copy_notes(
            &self.notes_along(),
            &mut inside,
            [-corner[0], ROW_STEP - corner[1]],
        );
        inside.drawing.direction = self.body.drawing.direction;
        inside
    }

    /// A body with nothing but the notes that belong to the chosen nodes.
    fn notes_along(&self) -> Body {
        let mut alone = Body::default();
        for id in going_along(self.body, &self.chosen()) {
            let note = self.body.drawing.notes.get(&id).cloned();
            alone.drawing.notes.extend(note.map(|note| (id, note)));
        }
        alone
    }

    /// The nodes that the definition is made of.
    fn chosen(&self) -> BTreeSet<NodeId> {
        self.uses[0].nodes.values().copied().collect()
    }

    /// One entry per source, above the node that takes it first.
    fn entries(&self, part: &Subgraph, ids: &BTreeMap<NodeId, NodeId>, corner: [f32; 2]) -> Body {
        let mut inside = Body::default();
        for (index, id) in part.sources.iter().enumerate() {
            let position = [self.column_of_user(part, *id) - corner[0], 0.0];
            let name = if index == 0 {
                "in".to_owned()
            } else {
                format!("in_{index}")
            };
            let entry = port(Port::Input, name, position, Vec::new());
            inside.nodes.insert(ids[id], Arc::new(entry));
        }
        inside
    }

    fn member(
        &self,
        id: NodeId,
        node: &Node,
        ids: &BTreeMap<NodeId, NodeId>,
        corner: [f32; 2],
    ) -> Node {
        let [x, y] = node.position;
        Node {
            name: self.names.templates.get(&id).unwrap_or(&node.name).clone(),
            position: [x - corner[0], y - corner[1] + ROW_STEP],
            content: self.with_expressions(id, &node.content),
            inputs: node.inputs.iter().map(|from| ids[from]).collect(),
        }
    }

    /// The left edge of the first node that takes its input from `source`.
    fn column_of_user(&self, part: &Subgraph, source: NodeId) -> f32 {
        let users = part.order.iter().filter_map(|id| self.body.node(*id));
        let user = users.into_iter().find(|node| node.inputs.contains(&source));
        user.map_or(0.0, |node| node.position[0])
    }

    fn with_expressions(&self, id: NodeId, content: &Content) -> Content {
        let mut content = content.clone();
        for parameter in self.parameters {
            let expression = Value::Text(format!("={}", parameter.name));
            for (_, key) in parameter.settings.iter().filter(|(of, _)| *of == id) {
                match &mut content {
                    Content::Layer(spec) => spec.settings.insert(key.clone(), expression.clone()),
                    Content::Block(call) => call.arguments.insert(key.clone(), expression.clone()),
                    Content::Port(_) => None,
                };
            }
        }
        content
    }

    /// The body with an instance in the place of each use.
    pub fn folded(&self, block: &str) -> Body {
        let mut folded = self.body.clone();
        let first = folded.free_id().0;
        let instance_of: BTreeMap<NodeId, NodeId> = self
            .uses
            .iter()
            .zip(first..)
            .map(|(occurrence, id)| (occurrence.exit, NodeId(id)))
            .collect();
        let outside = |from: &NodeId| instance_of.get(from).copied().unwrap_or(*from);
        for id in self
            .uses
            .iter()
            .flat_map(|occurrence| occurrence.nodes.values())
        {
            folded.nodes.remove(id);
        }
        for id in self.notes_along().drawing.notes.keys() {
            folded.drawing.notes.remove(id);
        }
        for (index, occurrence) in self.uses.iter().enumerate() {
            let members: Vec<NodeId> = occurrence.nodes.values().copied().collect();
            let instance = Node {
                name: unique_name(block, &names_of_body(&folded)),
                position: corner(self.body, &members),
                content: Content::Block(BlockCall {
                    block: block.to_owned(),
                    arguments: self.arguments(index),
                }),
                inputs: occurrence.sources.iter().map(outside).collect(),
            };
            folded
                .nodes
                .insert(instance_of[&occurrence.exit], Arc::new(instance));
        }
        let ids: Vec<NodeId> = folded.nodes.keys().copied().collect();
        for id in ids {
            let Some(node) = folded.node(id).filter(|node| {
                node.inputs
                    .iter()
                    .any(|from| instance_of.contains_key(from))
            }) else {
                continue;
            };
            let inputs = node.inputs.iter().map(outside).collect();
            let changed = Node {
                inputs,
                ..node.clone()
            };
            folded.nodes.insert(id, Arc::new(changed));
        }
        folded
    }

    /// The arguments of the use at `index`, all of them, so that a later default changes none.
    fn arguments(&self, index: usize) -> BTreeMap<String, Value> {
        let own = self.parameters.iter().map(|parameter| {
            (
                parameter.name.clone(),
                self.value(&self.uses[index], parameter),
            )
        });
        let naming = self
            .names
            .argument
            .iter()
            .map(|(name, values)| (name.clone(), values[index].clone()));
        let handed_on = self.handed_on.iter().map(|parameter| {
            (
                parameter.name.clone(),
                Value::Text(format!("={}", parameter.name)),
            )
        });
        own.chain(naming).chain(handed_on).collect()
    }
}

fn port(port: Port, name: String, position: [f32; 2], inputs: Vec<NodeId>) -> Node {
    Node {
        name,
        position,
        content: Content::Port(port),
        inputs,
    }
}

/// The upper left corner of what surrounds `ids`.
fn corner(body: &Body, ids: &[NodeId]) -> [f32; 2] {
    let least = |axis: usize| {
        let nodes = ids.iter().filter_map(|id| body.node(*id));
        nodes
            .map(|node| node.position[axis])
            .fold(f32::INFINITY, f32::min)
    };
    [least(0), least(1)]
}
