//! Every edit, by what a user expects of it; the invariants are checked after each.

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
        incoming: Vec::new(),
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
            incoming: Vec::new(),
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
fn an_ungrouped_block_computes_what_its_instance_computed() {
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
    let ungrouped = edited(
        &folded,
        &Edit::Ungroup {
            place: Place::Root,
            node: NodeId(5),
        },
    );
    let (before, after) = (infer(&folded), infer(&ungrouped));
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

fn with_identity(graph: &Graph, after: u64, letter: &str) -> Graph {
    let arguments = [
        ("block".to_owned(), Value::from(letter)),
        ("filters".to_owned(), Value::List(vec![8, 8, 32])),
    ];
    let call = BlockCall {
        block: library::IDENTITY_BLOCK.to_owned(),
        arguments: arguments.into(),
    };
    let graph = library::with_block(graph, library::IDENTITY_BLOCK);
    edited(
        &graph,
        &Edit::InsertAfter {
            place: Place::Root,
            after: NodeId(after),
            content: Content::Block(call),
        },
    )
}

fn letters(graph: &Graph) -> Vec<String> {
    let calls = graph.body.nodes.values().filter_map(|node| node.call());
    calls
        .map(|call| call.arguments["block"].to_string())
        .collect()
}

#[test]
fn a_block_repeated_stands_in_a_chain_with_layers_named_on() {
    let graph = with_identity(&happy(), 2, "b");
    let edit = Edit::Repeat {
        place: Place::Root,
        nodes: [NodeId(5)].into(),
        count: 4,
    };
    assert_eq!(edit.label(&graph), "repeat identity_block × 4");
    let chained = edited(&graph, &edit);
    assert_eq!(letters(&chained), ["b", "c", "d", "e"]);
    assert_eq!(
        [6, 7, 8].map(|id| inputs(&chained, id)),
        [5, 6, 7].map(|id| vec![NodeId(id)])
    );
    assert_eq!(inputs(&chained, 3), [NodeId(8)]);
    assert_eq!(infer(&chained).problems, []);
}

#[test]
fn layers_repeated_together_are_copied_together() {
    let edit = Edit::Repeat {
        place: Place::Root,
        nodes: [NodeId(1), NodeId(2)].into(),
        count: 3,
    };
    let chained = edited(&happy(), &edit);
    let names: Vec<String> = infer(&chained)
        .layers
        .iter()
        .map(|layer| layer.name.to_string())
        .collect();
    assert_eq!(
        names[1..7],
        [
            "conv2d",
            "activation",
            "conv2d_1",
            "activation_1",
            "conv2d_2",
            "activation_2"
        ]
        .map(str::to_owned)
    );
    for count in [0, 1, 101] {
        let edit = Edit::Repeat {
            place: Place::Root,
            nodes: [NodeId(1)].into(),
            count,
        };
        assert!(apply(&happy(), &edit).is_err());
    }
}

#[test]
fn a_detached_instance_follows_its_own_definition() {
    let graph = with_identity(&with_identity(&happy(), 2, "b"), 5, "c");
    let detached = edited(
        &graph,
        &Edit::Detach {
            place: Place::Root,
            nodes: [NodeId(5)].into(),
        },
    );
    assert_eq!(infer(&detached).totals, infer(&graph).totals);
    let place = Place::Block("identity_block_1".to_owned());
    let edit = Edit::InsertAfter {
        place,
        after: NodeId(3),
        content: layer(Kind::Dropout),
    };
    let inference = infer(&edited(&detached, &edit));
    assert_eq!(
        inference
            .layers
            .iter()
            .filter(|layer| layer.kind == Kind::Dropout)
            .count(),
        1
    );
}

#[test]
fn a_block_renamed_is_renamed_in_every_instance() {
    let graph = with_identity(&happy(), 2, "b");
    let rename = |name: &str| Edit::RenameBlock {
        block: library::IDENTITY_BLOCK.to_owned(),
        name: name.to_owned(),
    };
    let renamed = edited(&graph, &rename("residual"));
    assert!(
        renamed.blocks.contains_key("residual")
            && !renamed.blocks.contains_key(library::IDENTITY_BLOCK)
    );
    assert_eq!(infer(&renamed).totals, infer(&graph).totals);
    assert!(apply(&graph, &rename("a/b")).is_err());
}

#[test]
fn a_block_swapped_for_another_keeps_wires_and_the_arguments_that_fit() {
    let graph = library::with_block(
        &with_identity(&happy(), 2, "b"),
        library::CONVOLUTIONAL_BLOCK,
    );
    let call = BlockCall {
        block: library::CONVOLUTIONAL_BLOCK.to_owned(),
        arguments: Default::default(),
    };
    let swapped = edited(
        &graph,
        &Edit::Replace {
            place: Place::Root,
            node: NodeId(5),
            content: Content::Block(call),
        },
    );
    let node = swapped.body.node(NodeId(5)).unwrap();
    assert_eq!(node.inputs, [NodeId(2)]);
    let arguments = &node.call().unwrap().arguments;
    assert_eq!(arguments["filters"], Value::List(vec![8, 8, 32]));
    assert_eq!(arguments["block"], Value::from("b"));
    assert_eq!(infer(&swapped).problems, []);
}

#[test]
fn a_layer_replaced_keeps_the_settings_that_fit() {
    let replace = |kind: Kind| Edit::Replace {
        place: Place::Root,
        node: NodeId(1),
        content: layer(kind),
    };
    let pooled = edited(&happy(), &replace(Kind::MaxPooling2D));
    let value = |graph: &Graph, key: &str| {
        graph
            .body
            .node(NodeId(1))
            .unwrap()
            .layer()
            .unwrap()
            .value(key)
    };
    assert_eq!(value(&pooled, "padding"), Some(Value::from("same")));
    // Same padding is no setting of a dense layer.
    assert_eq!(
        value(&edited(&happy(), &replace(Kind::Dense)), "padding"),
        None
    );
}

#[test]
fn a_setting_made_a_parameter_keeps_its_value_in_every_instance() {
    let graph = with_identity(&with_identity(&happy(), 2, "b"), 5, "c");
    let edit = parameterize(
        &graph,
        library::IDENTITY_BLOCK,
        (NodeId(4), "padding"),
        None,
    )
    .unwrap();
    assert_eq!(
        edit.label(&graph),
        "make padding a parameter of identity_block"
    );
    let open = edited(&graph, &edit);
    assert_eq!(infer(&open).totals, infer(&graph).totals);
    let set = Edit::SetArgument {
        place: Place::Root,
        node: NodeId(5),
        parameter: "padding".to_owned(),
        value: Some(Value::from("valid")),
    };
    assert!(!infer(&edited(&open, &set)).problems.is_empty());
    assert!(parameterize(&open, library::IDENTITY_BLOCK, (NodeId(4), "padding"), None).is_err());
}

#[test]
fn a_pasted_copy_can_keep_the_wires_that_came_in() {
    let copied = fragment(&happy(), &Place::Root, &[NodeId(3)].into());
    let incoming = vec![IncomingWire {
        from: NodeId(2),
        to: NodeId(3),
        port: 0,
    }];
    let edit = Edit::Paste {
        place: Place::Root,
        fragment: copied,
        offset: [40.0, 40.0],
        incoming,
    };
    assert_eq!(inputs(&edited(&happy(), &edit), 5), [NodeId(2)]);
}

#[test]
fn expressions_resolve_to_what_the_instance_says() {
    let graph = with_identity(&happy(), 2, "b");
    let path = crate::graph::NodePath(vec![NodeId(5), NodeId(1)]);
    assert_eq!(
        graph.resolved(&path, &Value::from("=filters[2] * 2")),
        Ok(Value::Int(64))
    );
    assert!(graph.resolved(&path, &Value::from("=filters[3]")).is_err());
}
