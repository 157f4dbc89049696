//! Edits of blocks and of what is inside.

use super::*;

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
        position: None,
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
        position: None,
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
    let graph = with_identity(&with_identity(&happy(), 2, "b"), 2, "c");
    assert_eq!(infer(&graph).problems, []);
    let inference = infer(&with_dropout_in(library::IDENTITY_BLOCK, &graph));
    assert_eq!(dropouts(&inference), 2);
    assert_eq!(inference.problems, []);
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
            position: None,
        },
    )
}

fn with_dropout_in(block: &str, graph: &Graph) -> Graph {
    let edit = Edit::InsertAfter {
        place: Place::Block(block.to_owned()),
        after: NodeId(3),
        content: layer(Kind::Dropout),
        position: None,
    };
    edited(graph, &edit)
}

fn dropouts(inference: &Inference) -> usize {
    let layers = inference.layers.iter();
    layers.filter(|layer| layer.kind == Kind::Dropout).count()
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
    let inference = infer(&with_dropout_in("identity_block_1", &detached));
    assert_eq!(dropouts(&inference), 1);
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
fn expressions_resolve_to_what_the_instance_says() {
    let graph = with_identity(&happy(), 2, "b");
    let path = crate::graph::NodePath(vec![NodeId(5), NodeId(1)]);
    assert_eq!(
        graph.resolved(&path, &Value::from("=filters[2] * 2")),
        Ok(Value::Int(64))
    );
    assert!(graph.resolved(&path, &Value::from("=filters[3]")).is_err());
}
