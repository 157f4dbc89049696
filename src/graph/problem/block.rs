//! Block instances that cannot be opened, or that give nothing.

use super::super::edit::Edit;
use super::super::expand::{BlockFault, MAX_DEPTH};
use super::super::library;
use super::super::model::{BlockCall, Content, Node, NodeId, NodePath, Place, Port};
use super::{Problem, Repair, Site, proof};
use crate::layer::Value;
use crate::message;

pub(super) fn problem(site: &Site<'_>, path: &NodePath, name: &str, fault: &BlockFault) -> Problem {
    let Some(call) = site.graph.node(path).and_then(Node::call) else {
        return Problem::error(path, name, message!("block-cannot-be-opened"));
    };
    let block = &call.block;
    let message = match fault {
        BlockFault::Missing => message!("block-missing", block = block),
        BlockFault::TooDeep => message!("block-too-deep", depth = MAX_DEPTH),
        BlockFault::Argument(reason) => message!("block-argument", reason = reason),
        BlockFault::NoOutput => message!("block-without-output", block = block),
    };
    let problem = Problem::error(path, name, message);
    let problem = match fault {
        BlockFault::Missing => problem.with_repairs(from_library(block)),
        BlockFault::TooDeep => problem,
        BlockFault::Argument(_) => problem.with_repairs(other_arguments(site, path, call)),
        BlockFault::NoOutput => problem.with_repairs(connect_output(site, block)),
    };
    problem.with_repairs(delete(site, path, name))
}

fn from_library(block: &str) -> Option<Repair> {
    let definition = library::blocks().get(block)?;
    Some(Repair {
        label: message!("repair-bring-block", block = block),
        edit: Edit::Define {
            name: block.to_owned(),
            definition: definition.as_ref().clone(),
        },
    })
}

/// Every argument that cannot be used goes: the parameter's default counts then.
fn other_arguments(site: &Site<'_>, path: &NodePath, call: &BlockCall) -> Option<Repair> {
    let (place, node) = site.locate(path)?;
    let definition = site.graph.blocks.get(&call.block)?;
    let repair = |(argument, value): (&String, &Value)| {
        let mut parameters = definition.parameters.iter();
        let known = parameters.find(|parameter| parameter.name == *argument);
        let label = match known {
            Some(_) if site.graph.resolved(path, value).is_ok() => return None,
            Some(known) => {
                message!("repair-argument-default", argument = argument, value = %known.default)
            }
            None => message!("repair-remove-argument", argument = argument),
        };
        Some(Repair {
            label,
            edit: Edit::SetArgument {
                place: place.clone(),
                node,
                parameter: argument.clone(),
                value: None,
            },
        })
    };
    let repairs: Vec<Repair> = call.arguments.iter().filter_map(repair).collect();
    // One of several would not be enough.
    (!repairs.is_empty()).then(|| proof::joined(repairs))
}

/// Where a single node inside of the block leads nowhere, its output is most likely the block's.
fn connect_output(site: &Site<'_>, block: &str) -> Option<Repair> {
    let place = Place::Block(block.to_owned());
    let body = site.graph.body_of(&place)?;
    let mut loose = body.loose_ends();
    let from = loose.next()?;
    if loose.next().is_some() {
        return None;
    }
    let source = body.node(from)?;
    let edit = match body.exit() {
        Some(to) => Edit::Connect {
            place,
            from,
            to,
            port: None,
        },
        None => Edit::Add {
            place,
            node: output_below(from, source),
        },
    };
    Some(Repair {
        label: message!("repair-connect-output", node = &source.name, block = block),
        edit,
    })
}

fn output_below(from: NodeId, source: &Node) -> Node {
    let [x, y] = source.position;
    Node {
        name: "out".to_owned(),
        position: [x, y + 100.0],
        content: Content::Port(Port::Output),
        inputs: vec![from],
    }
}

fn delete(site: &Site<'_>, path: &NodePath, name: &str) -> Option<Repair> {
    let has_input = !site.graph.node(path)?.inputs.is_empty();
    let label = if has_input {
        message!("repair-delete-rejoin", node = name)
    } else {
        message!("repair-delete", node = name)
    };
    site.deletion(path, label, true)
}

#[cfg(test)]
mod tests {
    use crate::graph::problem::tests::{assert_repair, chain};
    use crate::graph::{
        BlockCall, BlockDefinition, Content, Edit, Graph, NodeId, Parameter, Place, apply, library,
    };
    use crate::layer::{Kind, LayerSpec, Value};

    /// A network with an instance of the block `name` in its middle.
    fn with_instance(name: &str, arguments: &[(&str, Value)]) -> Graph {
        let graph = chain([
            LayerSpec::new(Kind::Input).with("shape", Value::List(vec![8, 8, 256])),
            LayerSpec::new(Kind::GlobalAveragePooling2D),
            LayerSpec::new(Kind::Dense).with("activation", "softmax"),
        ]);
        let graph = library::with_block(&graph, library::IDENTITY_BLOCK);
        let definition = BlockDefinition {
            parameters: vec![Parameter {
                name: "f".to_owned(),
                default: Value::Int(8),
                help: String::new(),
            }],
            ..BlockDefinition::default()
        };
        let define = Edit::Define {
            name: "empty".to_owned(),
            definition,
        };
        let arguments = arguments.iter().cloned();
        let call = BlockCall {
            block: name.to_owned(),
            arguments: arguments
                .map(|(key, value)| (key.to_owned(), value))
                .collect(),
        };
        let mut graph = apply(&graph, &define).unwrap();
        let mut node = graph.body.node(NodeId(1)).unwrap().clone();
        let pool = node.clone();
        node.content = Content::Block(call);
        node.name = "middle".to_owned();
        let id = graph.body.free_id();
        graph.body.nodes.insert(id, node.into());
        let pool = crate::graph::Node {
            inputs: vec![id],
            ..pool
        };
        graph.body.nodes.insert(NodeId(1), pool.into());
        graph
    }

    #[test]
    fn a_block_that_is_missing_is_brought_from_the_library_or_its_instance_deleted() {
        let mut graph = with_instance(library::IDENTITY_BLOCK, &[]);
        graph.blocks.clear();
        let sentence = "`middle` is a block `identity_block`, but the network has no block of that name; choose another \
                        one or delete it";
        assert_repair(&graph, sentence, "Bring identity_block from the library");
        assert_repair(&graph, sentence, "Delete middle and join its wires");
    }

    #[test]
    fn arguments_that_cannot_be_used_go() {
        let wrong = [("filters", Value::from("=size * 2"))];
        assert_repair(
            &with_instance(library::IDENTITY_BLOCK, &wrong),
            "`middle` cannot be opened: `size` stands for a block parameter, and here are none; write the value itself",
            "Set filters back to [64, 64, 256]",
        );
        let gone = [("width", Value::Int(3))];
        assert_repair(
            &with_instance("empty", &gone),
            "`middle` gives nothing: no wire leads to an output inside of its block `empty`; open the block and connect one",
            "Delete middle and join its wires",
        );
        let gone = [("filters", Value::from("=size")), ("width", Value::Int(3))];
        assert_repair(
            &with_instance(library::IDENTITY_BLOCK, &gone),
            "`middle` cannot be opened: `identity_block` has no parameter `width`; known are: f, filters, stage, block",
            "Set filters back to [64, 64, 256], then remove the argument width",
        );
    }

    #[test]
    fn the_only_loose_end_inside_becomes_the_output() {
        let graph = with_instance(library::IDENTITY_BLOCK, &[]);
        let place = Place::Block(library::IDENTITY_BLOCK.to_owned());
        let body = graph.body_of(&place).unwrap();
        let exit = body.exit().unwrap();
        let last = body.node(body.node(exit).unwrap().inputs[0]).unwrap();
        let label = format!("Connect {} with the output of identity_block", last.name);
        let edits = [
            Edit::Disconnect {
                place: place.clone(),
                to: exit,
                port: 0,
            },
            Edit::Remove {
                place,
                nodes: [exit].into(),
                rejoin: false,
            },
        ];
        for edit in edits {
            assert_repair(
                &apply(&graph, &edit).unwrap(),
                "`middle` gives nothing: no wire leads to an output inside of its block `identity_block`; open the block \
                 and connect one",
                &label,
            );
        }
    }
}
