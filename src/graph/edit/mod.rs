//! Every change that a user can make to a network, as data, and the one function that makes it.
//! Never changes a graph in place, and never leaves one that breaks an invariant.

mod blocks;
mod insert;
mod nodes;
mod paste;
mod settings;
mod wires;

use std::collections::BTreeSet;

use super::model::{BlockDefinition, Body, Content, Graph, Node, NodeId, Place};
use crate::layer::Value;

pub(super) use blocks::id_after_detach;
pub use paste::fragment;

/// One change to a network.
#[derive(Clone, Debug, PartialEq)]
pub enum Edit {
    /// Adds a node; its name is made unique, its id is the body's next free one.
    Add {
        /// Where.
        place: Place,
        /// The node.
        node: Node,
    },
    /// Puts a new node behind `after`: whatever used `after` uses the new node instead.
    InsertAfter {
        /// Where.
        place: Place,
        /// The node before the new one.
        after: NodeId,
        /// What the new one is.
        content: Content,
    },
    /// Puts a new node on the wire that enters `to` at `port`.
    InsertOnWire {
        /// Where.
        place: Place,
        /// The node that the wire enters.
        to: NodeId,
        /// Its input port.
        port: usize,
        /// What the new one is.
        content: Content,
        /// Where on the canvas; `None` puts it halfway.
        position: Option<[f32; 2]>,
    },
    /// Removes nodes and their wires.
    Remove {
        /// Where.
        place: Place,
        /// Which.
        nodes: BTreeSet<NodeId>,
        /// Whether what used a removed node uses its first input instead.
        rejoin: bool,
    },
    /// Draws a wire. A port that has one already gets the new one instead; `None` takes the next free port.
    Connect {
        /// Where.
        place: Place,
        /// The node that the wire leaves.
        from: NodeId,
        /// The node that it enters.
        to: NodeId,
        /// The input port.
        port: Option<usize>,
    },
    /// Removes a wire; later ports of the node move up.
    Disconnect {
        /// Where.
        place: Place,
        /// The node that the wire enters.
        to: NodeId,
        /// The input port.
        port: usize,
    },
    /// Moves nodes on the canvas.
    Move {
        /// Where.
        place: Place,
        /// New upper left corners.
        positions: Vec<(NodeId, [f32; 2])>,
    },
    /// Gives a node another name.
    Rename {
        /// Where.
        place: Place,
        /// Which.
        node: NodeId,
        /// The new name.
        name: String,
    },
    /// Sets a setting of one or several layers; `None` goes back to the default.
    Set {
        /// Where.
        place: Place,
        /// Which; those without such a setting are left alone.
        nodes: Vec<NodeId>,
        /// The setting's key.
        key: String,
        /// Its value.
        value: Option<Value>,
    },
    /// Sets an argument of a block instance; `None` goes back to the parameter's default.
    SetArgument {
        /// Where.
        place: Place,
        /// Which.
        node: NodeId,
        /// The parameter's name.
        parameter: String,
        /// Its value.
        value: Option<Value>,
    },
    /// Makes a node something else and keeps its name, place and wires.
    Replace {
        /// Where.
        place: Place,
        /// Which.
        node: NodeId,
        /// What it becomes.
        content: Content,
    },
    /// Adds copies of all nodes of a fragment, and the block definitions that they need.
    Paste {
        /// Where.
        place: Place,
        /// What: see [`fragment`].
        fragment: Graph,
        /// Added to each position.
        offset: [f32; 2],
    },
    /// Adds a block definition, or replaces it in every instance.
    Define {
        /// Its name.
        name: String,
        /// The block.
        definition: BlockDefinition,
    },
    /// Removes a block definition that nothing uses.
    Undefine {
        /// Its name.
        name: String,
    },
    /// Replaces a block instance by copies of what is inside.
    Detach {
        /// Where.
        place: Place,
        /// The instance.
        node: NodeId,
    },
    /// Several edits as one step.
    Many {
        /// What the step is called.
        label: String,
        /// The edits, in order.
        edits: Vec<Edit>,
    },
}

/// Why an edit was refused, as a sentence; the graph is as it was.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct EditError(pub(super) String);

/// The graph after `edit`.
///
/// # Errors
/// A sentence where the edit makes no sense on this graph.
pub fn apply(graph: &Graph, edit: &Edit) -> Result<Graph, EditError> {
    match edit {
        Edit::Add { place, node } => nodes::add(graph, place, node),
        Edit::InsertAfter {
            place,
            after,
            content,
        } => insert::after(graph, place, *after, content),
        Edit::InsertOnWire {
            place,
            to,
            port,
            content,
            position,
        } => insert::on_wire(graph, place, (*to, *port), content, *position),
        Edit::Remove {
            place,
            nodes,
            rejoin,
        } => nodes::remove(graph, place, nodes, *rejoin),
        Edit::Connect {
            place,
            from,
            to,
            port,
        } => wires::connect(graph, place, *from, *to, *port),
        Edit::Disconnect { place, to, port } => wires::disconnect(graph, place, *to, *port),
        Edit::Move { place, positions } => nodes::relocate(graph, place, positions),
        Edit::Rename { place, node, name } => nodes::rename(graph, place, *node, name),
        Edit::Set {
            place,
            nodes,
            key,
            value,
        } => settings::set(graph, place, nodes, key, value.as_ref()),
        Edit::SetArgument {
            place,
            node,
            parameter,
            value,
        } => settings::set_argument(graph, place, *node, parameter, value.as_ref()),
        Edit::Replace {
            place,
            node,
            content,
        } => nodes::replace(graph, place, *node, content),
        Edit::Paste {
            place,
            fragment,
            offset,
        } => paste::paste(graph, place, fragment, *offset),
        Edit::Define { name, definition } => blocks::define(graph, name, definition),
        Edit::Undefine { name } => blocks::undefine(graph, name),
        Edit::Detach { place, node } => blocks::detach(graph, place, *node),
        Edit::Many { edits, .. } => edits
            .iter()
            .try_fold(graph.clone(), |graph, edit| apply(&graph, edit)),
    }
}

impl Edit {
    /// What the edit does, for the undo menu: "set filters of conv1". `graph` is the one before the edit.
    #[must_use]
    pub fn label(&self, graph: &Graph) -> String {
        let name = |place: &Place, id: &NodeId| {
            graph
                .body_of(place)
                .and_then(|body| body.node(*id))
                .map_or("a layer", |node| &node.name)
                .to_owned()
        };
        match self {
            Self::Add { node, .. } => format!("add {}", describe(&node.content)),
            Self::InsertAfter { content, .. } | Self::InsertOnWire { content, .. } => {
                format!("insert {}", describe(content))
            }
            Self::Remove { place, nodes, .. } => match nodes.first() {
                Some(only) if nodes.len() == 1 => format!("delete {}", name(place, only)),
                _ => format!("delete {} layers", nodes.len()),
            },
            Self::Connect {
                place, from, to, ..
            } => format!("connect {} with {}", name(place, from), name(place, to)),
            Self::Disconnect { place, to, .. } => format!("disconnect {}", name(place, to)),
            Self::Move { place, positions } => match positions[..] {
                [(only, _)] => format!("move {}", name(place, &only)),
                _ => format!("move {} layers", positions.len()),
            },
            Self::Rename { place, node, .. } => format!("rename {}", name(place, node)),
            Self::Set {
                place, nodes, key, ..
            } => match nodes[..] {
                [only] => format!("set {key} of {}", name(place, &only)),
                _ => format!("set {key} of {} layers", nodes.len()),
            },
            Self::SetArgument {
                place,
                node,
                parameter,
                ..
            } => format!("set {parameter} of {}", name(place, node)),
            Self::Replace {
                place,
                node,
                content,
            } => {
                format!("turn {} into {}", name(place, node), describe(content))
            }
            Self::Paste { fragment, .. } => match fragment.body.nodes.len() {
                1 => "paste a layer".to_owned(),
                count => format!("paste {count} layers"),
            },
            Self::Define { name, .. } => format!("define block {name}"),
            Self::Undefine { name } => format!("remove block {name}"),
            Self::Detach { place, node } => format!("detach {}", name(place, node)),
            Self::Many { label, .. } => label.clone(),
        }
    }
}

fn describe(content: &Content) -> String {
    match content {
        Content::Layer(spec) => spec.kind.to_string(),
        Content::Block(call) => call.block.clone(),
        Content::Port(_) => "a port".to_owned(),
    }
}

fn refuse<T>(message: impl Into<String>) -> Result<T, EditError> {
    Err(EditError(message.into()))
}

fn body<'a>(graph: &'a Graph, place: &Place) -> Result<&'a Body, EditError> {
    graph.body_of(place).ok_or_else(|| match place {
        Place::Block(name) => EditError(format!("there is no block called `{name}`")),
        Place::Root => EditError("the network is missing".to_owned()),
    })
}

fn node(body: &Body, id: NodeId) -> Result<&Node, EditError> {
    body.node(id)
        .ok_or_else(|| EditError(format!("there is no node {} here any more", id.0)))
}

#[cfg(test)]
mod tests {
    use super::super::problem::tests::chain;
    use super::super::{broken_invariants, infer, library};
    use super::*;
    use crate::graph::BlockCall;
    use crate::layer::{Kind, LayerSpec};

    fn happy() -> Graph {
        chain([
            LayerSpec::new(Kind::Input),
            LayerSpec::new(Kind::Conv2D).with("padding", "same"),
            LayerSpec::new(Kind::Activation),
            LayerSpec::new(Kind::Flatten),
            LayerSpec::new(Kind::Dense).with("activation", "softmax"),
        ])
    }

    fn edited(graph: &Graph, edit: &Edit) -> Graph {
        let after = apply(graph, edit).unwrap();
        assert_eq!(
            broken_invariants(&after),
            Vec::<String>::new(),
            "after {}",
            edit.label(graph)
        );
        after
    }

    fn inputs(graph: &Graph, id: u64) -> Vec<NodeId> {
        graph.body.node(NodeId(id)).unwrap().inputs.clone()
    }

    fn layer(kind: Kind) -> Content {
        Content::Layer(LayerSpec::new(kind))
    }

    #[test]
    fn deleting_a_layer_cuts_its_wires_and_rejoining_bridges_them() {
        let cut = edited(
            &happy(),
            &Edit::Remove {
                place: Place::Root,
                nodes: [NodeId(2)].into(),
                rejoin: false,
            },
        );
        assert_eq!(inputs(&cut, 3), []);
        let nodes = [NodeId(1), NodeId(2)].into();
        let bridged = edited(
            &happy(),
            &Edit::Remove {
                place: Place::Root,
                nodes,
                rejoin: true,
            },
        );
        assert_eq!(inputs(&bridged, 3), [NodeId(0)]);
    }

    #[test]
    fn a_layer_dropped_on_a_wire_stands_between_its_ends() {
        let edit = Edit::InsertOnWire {
            place: Place::Root,
            to: NodeId(2),
            port: 0,
            content: layer(Kind::BatchNormalization),
            position: None,
        };
        let graph = edited(&happy(), &edit);
        assert_eq!(inputs(&graph, 2), [NodeId(5)]);
        assert_eq!(inputs(&graph, 5), [NodeId(1)]);
        assert!(infer(&graph).problems.is_empty());
    }

    #[test]
    fn a_layer_inserted_after_another_takes_over_everything_that_used_it() {
        let edit = Edit::InsertAfter {
            place: Place::Root,
            after: NodeId(1),
            content: layer(Kind::Dropout),
        };
        let graph = edited(&happy(), &edit);
        assert_eq!(inputs(&graph, 2), [NodeId(5)]);
        assert_eq!(graph.body.node(NodeId(5)).unwrap().name, "dropout");
    }

    #[test]
    fn a_wire_that_would_close_a_circle_is_refused() {
        let edit = Edit::Connect {
            place: Place::Root,
            from: NodeId(3),
            to: NodeId(1),
            port: None,
        };
        let message = apply(&happy(), &edit).unwrap_err().to_string();
        assert_eq!(
            message,
            "a wire from `flatten` to `conv2d` would close a circle; data flows one way only"
        );
    }

    #[test]
    fn a_new_wire_replaces_the_one_that_its_port_had() {
        let edit = Edit::Connect {
            place: Place::Root,
            from: NodeId(0),
            to: NodeId(3),
            port: None,
        };
        assert_eq!(inputs(&edited(&happy(), &edit), 3), [NodeId(0)]);
    }

    #[test]
    fn setting_a_value_to_its_default_forgets_it() {
        let set = |value: Option<Value>| Edit::Set {
            place: Place::Root,
            nodes: vec![NodeId(1)],
            key: "filters".to_owned(),
            value,
        };
        let wide = edited(&happy(), &set(Some(Value::Int(64))));
        assert_ne!(wide, happy());
        assert_eq!(edited(&wide, &set(Some(Value::Int(32)))), happy());
        assert_eq!(edited(&wide, &set(None)), happy());
    }

    #[test]
    fn a_name_that_is_taken_or_malformed_is_refused() {
        let rename = |name: &str| Edit::Rename {
            place: Place::Root,
            node: NodeId(1),
            name: name.to_owned(),
        };
        for name in ["flatten", "", " ", "a/b", "a\nb"] {
            assert!(apply(&happy(), &rename(name)).is_err(), "{name:?}");
        }
        assert_eq!(
            edited(&happy(), &rename(" stem "))
                .body
                .node(NodeId(1))
                .unwrap()
                .name,
            "stem"
        );
    }

    #[test]
    fn a_copy_keeps_inner_wires_and_gets_new_names() {
        let copied = fragment(&happy(), &Place::Root, &[NodeId(1), NodeId(2)].into());
        let edit = Edit::Paste {
            place: Place::Root,
            fragment: copied,
            offset: [40.0, 40.0],
        };
        let graph = edited(&happy(), &edit);
        assert_eq!(inputs(&graph, 5), []);
        assert_eq!(inputs(&graph, 6), [NodeId(5)]);
        assert_eq!(graph.body.node(NodeId(5)).unwrap().name, "conv2d_1");
    }

    #[test]
    fn pasting_a_block_that_differs_from_its_namesake_keeps_both() {
        let ours = library::with_block(&happy(), library::IDENTITY_BLOCK);
        let mut theirs = library::with_block(&Graph::default(), library::IDENTITY_BLOCK);
        let call = BlockCall {
            block: library::IDENTITY_BLOCK.to_owned(),
            arguments: Default::default(),
        };
        let node = Node {
            name: "x".to_owned(),
            position: [0.0; 2],
            content: Content::Block(call),
            inputs: vec![],
        };
        theirs = edited(
            &theirs,
            &Edit::Add {
                place: Place::Root,
                node,
            },
        );
        let place = Place::Block(library::IDENTITY_BLOCK.to_owned());
        theirs = edited(
            &theirs,
            &Edit::Rename {
                place,
                node: NodeId(1),
                name: "other{stage}".to_owned(),
            },
        );
        let graph = edited(
            &ours,
            &Edit::Paste {
                place: Place::Root,
                fragment: theirs,
                offset: [0.0; 2],
            },
        );
        assert_eq!(
            graph.blocks[library::IDENTITY_BLOCK],
            ours.blocks[library::IDENTITY_BLOCK]
        );
        assert!(graph.blocks.contains_key("identity_block_1"));
        assert_eq!(
            graph.body.node(NodeId(5)).unwrap().call().unwrap().block,
            "identity_block_1"
        );
    }

    #[test]
    fn a_block_can_not_be_put_into_itself() {
        let graph = library::with_block(&happy(), library::IDENTITY_BLOCK);
        let call = BlockCall {
            block: library::IDENTITY_BLOCK.to_owned(),
            arguments: Default::default(),
        };
        let place = Place::Block(library::IDENTITY_BLOCK.to_owned());
        let edit = Edit::InsertAfter {
            place,
            after: NodeId(1),
            content: Content::Block(call),
        };
        assert_eq!(
            apply(&graph, &edit).unwrap_err().to_string(),
            "the block `identity_block` cannot contain itself"
        );
    }

    #[test]
    fn a_detached_block_computes_what_its_instance_computed() {
        let graph = library::with_block(&happy(), library::CONVOLUTIONAL_BLOCK);
        let call = BlockCall {
            block: library::CONVOLUTIONAL_BLOCK.to_owned(),
            arguments: Default::default(),
        };
        let edit = Edit::InsertAfter {
            place: Place::Root,
            after: NodeId(2),
            content: Content::Block(call),
        };
        let folded = edited(&graph, &edit);
        let detached = edited(
            &folded,
            &Edit::Detach {
                place: Place::Root,
                node: NodeId(5),
            },
        );
        let (before, after) = (infer(&folded), infer(&detached));
        assert_eq!(after.problems, []);
        assert_eq!(before.totals, after.totals);
        let names = |inference: &crate::graph::Inference| -> Vec<String> {
            inference
                .layers
                .iter()
                .map(|layer| layer.name.to_string())
                .collect()
        };
        assert_eq!(names(&before), names(&after));
    }

    #[test]
    fn an_edit_of_a_block_definition_reaches_every_instance() {
        let mut graph = library::with_block(&happy(), library::IDENTITY_BLOCK);
        for letter in ["b", "c"] {
            let arguments = [
                ("block".to_owned(), Value::from(letter)),
                ("filters".to_owned(), Value::List(vec![8, 8, 32])),
            ];
            let call = BlockCall {
                block: library::IDENTITY_BLOCK.to_owned(),
                arguments: arguments.into(),
            };
            let content = Content::Block(call);
            graph = edited(
                &graph,
                &Edit::InsertAfter {
                    place: Place::Root,
                    after: NodeId(2),
                    content,
                },
            );
        }
        assert_eq!(infer(&graph).problems, []);
        let place = Place::Block(library::IDENTITY_BLOCK.to_owned());
        let edit = Edit::InsertAfter {
            place,
            after: NodeId(3),
            content: layer(Kind::Dropout),
        };
        let inference = infer(&edited(&graph, &edit));
        assert_eq!(
            inference
                .layers
                .iter()
                .filter(|layer| layer.kind == Kind::Dropout)
                .count(),
            2
        );
        assert_eq!(inference.problems, []);
    }

    #[test]
    fn several_edits_are_one_step_or_none() {
        let rename = |name: &str| Edit::Rename {
            place: Place::Root,
            node: NodeId(1),
            name: name.to_owned(),
        };
        let edit = Edit::Many {
            label: "rename twice".to_owned(),
            edits: vec![rename("a"), rename("flatten")],
        };
        assert!(apply(&happy(), &edit).is_err());
        assert_eq!(edit.label(&happy()), "rename twice");
    }
}
