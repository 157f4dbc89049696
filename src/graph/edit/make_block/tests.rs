//! What becomes of a network when parts of it become blocks.

use super::super::super::problem::tests::chain;
use super::super::super::{broken_invariants, infer, library};
use super::super::{Edit, apply};
use super::*;
use crate::graph::{BlockCall, Content, Inference};
use crate::layer::{Kind, LayerSpec};
use std::collections::BTreeMap;

fn edited(graph: &Graph, edit: &Edit) -> Graph {
    let after = apply(graph, edit).unwrap();
    assert_eq!(broken_invariants(&after), Vec::<String>::new());
    after
}

fn ids(numbers: impl IntoIterator<Item = u64>) -> BTreeSet<NodeId> {
    numbers.into_iter().map(NodeId).collect()
}

/// Two convolutions of 8 and 16 filters, each with its activation, and what a network needs around them.
fn twice() -> Graph {
    chain([
        LayerSpec::new(Kind::Input),
        LayerSpec::new(Kind::Conv2D).with("filters", 8),
        LayerSpec::new(Kind::Activation),
        LayerSpec::new(Kind::Conv2D).with("filters", 16),
        LayerSpec::new(Kind::Activation),
        LayerSpec::new(Kind::Flatten),
        LayerSpec::new(Kind::Dense).with("activation", "softmax"),
    ])
}

fn renamed(graph: &Graph, names: &[(u64, &str)]) -> Graph {
    names.iter().fold(graph.clone(), |graph, (id, name)| {
        let edit = Edit::Rename {
            place: Place::Root,
            node: NodeId(*id),
            name: (*name).to_owned(),
        };
        edited(&graph, &edit)
    })
}

fn make_all(graph: &Graph, nodes: BTreeSet<NodeId>) -> Graph {
    let suggestion = suggest_block(graph, &Place::Root, &nodes).unwrap();
    let edit = Edit::MakeBlock {
        place: Place::Root,
        nodes,
        name: "stage".to_owned(),
        parameters: suggestion.parameters,
        with_repeats: true,
    };
    edited(graph, &edit)
}

fn names_and_shapes(inference: &Inference) -> Vec<(String, String)> {
    let row = |layer: &crate::graph::LayerReport| {
        (
            layer.name.to_string(),
            layer.output_shape.unwrap().to_string(),
        )
    };
    inference.layers.iter().map(row).collect()
}

#[test]
fn what_differs_between_equal_parts_becomes_a_parameter() {
    let suggestion = suggest_block(&twice(), &Place::Root, &ids([1, 2])).unwrap();
    assert_eq!(suggestion.use_count, 2);
    let expected = NewParameter {
        name: "filters".to_owned(),
        settings: vec![(NodeId(1), "filters".to_owned())],
    };
    assert_eq!(suggestion.parameters, [expected]);
}

#[test]
fn every_equal_part_becomes_an_instance_and_nothing_is_computed_otherwise() {
    let graph = renamed(
        &twice(),
        &[(1, "conv1"), (2, "relu1"), (3, "conv2"), (4, "relu2")],
    );
    let folded = make_all(&graph, ids([1, 2]));
    let calls: Vec<BTreeMap<String, Value>> = folded
        .body
        .nodes
        .values()
        .filter_map(|node| node.call().map(|call| call.arguments.clone()))
        .collect();
    let arguments = |filters: i64, number: i64| {
        BTreeMap::from([
            ("filters".to_owned(), Value::Int(filters)),
            ("number".to_owned(), Value::Int(number)),
        ])
    };
    assert_eq!(calls, [arguments(8, 1), arguments(16, 2)]);
    let (before, after) = (infer(&graph), infer(&folded));
    assert_eq!(names_and_shapes(&before), names_and_shapes(&after));
    assert_eq!((before.totals, after.problems), (after.totals, vec![]));
}

#[test]
fn names_without_a_pattern_stay_with_the_first_use() {
    let folded = make_all(&twice(), ids([1, 2]));
    let names: Vec<String> = names_and_shapes(&infer(&folded))
        .into_iter()
        .map(|(name, _)| name)
        .collect();
    assert_eq!(
        names[1..5],
        ["conv2d", "activation", "conv2d_2", "activation_2"].map(str::to_owned)
    );
    assert_eq!(infer(&folded).problems, []);
}

#[test]
fn without_its_repeats_a_block_stands_once() {
    let edit = Edit::MakeBlock {
        place: Place::Root,
        nodes: ids([1, 2]),
        name: "stage".to_owned(),
        parameters: vec![],
        with_repeats: true,
    };
    // The other part has other filters, and nobody wanted a parameter for them.
    let folded = edited(&twice(), &edit);
    assert_eq!(
        folded
            .body
            .nodes
            .values()
            .filter(|node| node.call().is_some())
            .count(),
        1
    );
    assert_eq!(
        names_and_shapes(&infer(&folded)),
        names_and_shapes(&infer(&twice()))
    );
}

#[test]
fn a_part_with_a_shortcut_takes_one_input() {
    let mut graph = library::with_block(&twice(), library::IDENTITY_BLOCK);
    let content = Content::Block(BlockCall {
        block: library::IDENTITY_BLOCK.to_owned(),
        arguments: [("filters".to_owned(), Value::List(vec![8, 8, 8]))].into(),
    });
    graph = edited(
        &graph,
        &Edit::InsertAfter {
            place: Place::Root,
            after: NodeId(2),
            content,
            position: None,
        },
    );
    let open = edited(
        &graph,
        &Edit::Ungroup {
            place: Place::Root,
            node: NodeId(7),
        },
    );
    let inside: BTreeSet<NodeId> = open
        .body
        .nodes
        .keys()
        .filter(|id| id.0 > 7)
        .copied()
        .collect();
    let folded = make_all(&open, inside);
    assert_eq!(folded.blocks["stage"].body.entries().len(), 1);
    assert_eq!(
        names_and_shapes(&infer(&folded)),
        names_and_shapes(&infer(&graph))
    );
}

#[test]
fn a_block_made_inside_another_hands_its_parameters_on() {
    let mut graph = library::with_block(&twice(), library::IDENTITY_BLOCK);
    let content = Content::Block(BlockCall {
        block: library::IDENTITY_BLOCK.to_owned(),
        arguments: [
            ("filters".to_owned(), Value::List(vec![8, 8, 8])),
            ("f".to_owned(), Value::Int(5)),
        ]
        .into(),
    });
    graph = edited(
        &graph,
        &Edit::InsertAfter {
            place: Place::Root,
            after: NodeId(2),
            content,
            position: None,
        },
    );
    let edit = Edit::MakeBlock {
        place: Place::Block(library::IDENTITY_BLOCK.to_owned()),
        nodes: ids([4, 5, 6]),
        name: "middle".to_owned(),
        parameters: vec![],
        with_repeats: true,
    };
    let nested = edited(&graph, &edit);
    let parameters: Vec<&str> = nested.blocks["middle"]
        .parameters
        .iter()
        .map(|known| known.name.as_str())
        .collect();
    assert_eq!(parameters, ["suffix", "f", "filters", "stage", "block"]);
    assert_eq!(
        names_and_shapes(&infer(&nested)),
        names_and_shapes(&infer(&graph))
    );
}

#[test]
fn a_taken_name_or_a_strange_parameter_is_refused() {
    let make = |name: &str, parameter: &str| Edit::MakeBlock {
        place: Place::Root,
        nodes: ids([1, 2]),
        name: name.to_owned(),
        parameters: vec![NewParameter {
            name: parameter.to_owned(),
            settings: vec![(NodeId(1), "filters".to_owned())],
        }],
        with_repeats: false,
    };
    let folded = edited(&twice(), &make("stage", "width"));
    assert_eq!(infer(&folded).problems, []);
    for (graph, name, parameter) in [
        (&folded, "stage", "width"),
        (&twice(), "stage", "2d"),
        (&twice(), "", "width"),
    ] {
        assert!(
            apply(graph, &make(name, parameter)).is_err(),
            "{name} {parameter}"
        );
    }
}

#[test]
fn a_block_is_named_after_what_is_in_it_and_after_no_other_block() {
    let suggestion = suggest_block(&twice(), &Place::Root, &ids([1, 2])).unwrap();
    assert_eq!(suggestion.name, "conv_block");
    let mut graph = twice();
    graph.blocks.insert("conv_block".to_owned(), Arc::default());
    let suggestion = suggest_block(&graph, &Place::Root, &ids([1, 2])).unwrap();
    assert_eq!(suggestion.name, "conv_block_1");
}

#[test]
fn every_setting_can_become_a_parameter_but_those_that_must_are_listed_apart() {
    let suggestion = suggest_block(&twice(), &Place::Root, &ids([1, 2])).unwrap();
    let others = suggestion.others;
    assert!(others.contains(&(NodeId(1), "kernel_size".to_owned())));
    assert!(others.contains(&(NodeId(2), "activation".to_owned())));
    assert!(!others.contains(&(NodeId(1), "filters".to_owned())));
}

#[test]
fn repeats_that_differ_in_more_than_the_parameters_are_not_counted() {
    let nodes = ids([1, 2]);
    let parameters = suggest_block(&twice(), &Place::Root, &nodes)
        .unwrap()
        .parameters;
    assert_eq!(repeat_count(&twice(), &Place::Root, &nodes, &parameters), 1);
    assert_eq!(repeat_count(&twice(), &Place::Root, &nodes, &[]), 0);
}
