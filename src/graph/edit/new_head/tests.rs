//! Another head, by what a user expects of it.

use super::super::apply;
use super::*;
use crate::graph::edit::NewParameter;
use crate::graph::problem::tests::chain;
use crate::graph::{BlockCall, infer};
use crate::layer::Shape;
use std::collections::BTreeMap;

fn conv(filters: i64) -> LayerSpec {
    LayerSpec::new(Kind::Conv2D).with("filters", filters)
}

fn dense(units: i64, activation: &str) -> LayerSpec {
    LayerSpec::new(Kind::Dense)
        .with("units", units)
        .with("activation", activation)
}

fn pool() -> LayerSpec {
    LayerSpec::new(Kind::GlobalAveragePooling2D)
}

fn layer(kind: Kind) -> LayerSpec {
    LayerSpec::new(kind)
}

/// The network behind the edit, with the names of its layers and of those that are frozen.
fn replaced(graph: &Graph, freezes_base: bool) -> (Graph, Vec<String>, Vec<String>) {
    let head = new_head(graph, &infer(graph), 6, freezes_base).unwrap();
    let after = apply(graph, &head.edit).unwrap();
    let flat = infer(&after).flat().unwrap();
    let last = flat.layers.last().unwrap();
    assert_eq!(last.output_shape, Shape::vector(6));
    assert_eq!(last.layer.function(), Function::Softmax);
    assert!(infer(&after).problems.is_empty());
    let names = |frozen: bool| {
        let layers = flat
            .layers
            .iter()
            .filter(|layer| !frozen || layer.is_frozen);
        layers.map(|layer| layer.name.clone()).collect()
    };
    (after, names(false), names(true))
}

#[test]
fn the_last_dense_makes_way_for_one_of_another_name() {
    let graph = chain([layer(Kind::Input), conv(4), pool(), dense(1000, "softmax")]);
    let (after, names, frozen) = replaced(&graph, true);
    assert_eq!(names.last().unwrap(), "dense_1");
    assert_eq!(frozen, ["conv2d"]);
    let (_, _, frozen) = replaced(&after, false);
    assert_eq!(frozen, ["conv2d"], "what is frozen stays so");
    let head = new_head(&graph, &infer(&graph), 6, true).unwrap();
    let replaced = head.replaced.unwrap();
    assert_eq!(
        (replaced.name.as_str(), replaced.unit_count),
        ("dense", 1000)
    );
    assert_eq!((replaced.block, replaced.is_block_shared), (None, false));
    assert_eq!(head.base_count, 1);
}

#[test]
fn logits_and_a_function_of_their_own_become_softmax() {
    for end in [
        vec![dense(1000, "linear")],
        vec![dense(1, "sigmoid")],
        vec![
            dense(1, "linear"),
            layer(Kind::Activation).with("activation", "sigmoid"),
        ],
        vec![dense(9, "linear"), layer(Kind::Softmax)],
        vec![dense(9, "linear"), layer(Kind::Dropout)],
    ] {
        let start = [layer(Kind::Input), conv(4), pool()];
        let graph = chain(start.into_iter().chain(end));
        let (_, names, frozen) = replaced(&graph, true);
        assert!(names.contains(&"dense_1".to_owned()), "{names:?}");
        assert_eq!(frozen, ["conv2d"]);
    }
}

#[test]
fn a_convolution_that_makes_the_classes_is_a_head() {
    let graph = chain([
        layer(Kind::Input),
        conv(4),
        conv(10).with("activation", "relu"),
        pool(),
        layer(Kind::Activation).with("activation", "softmax"),
    ]);
    let (_, names, frozen) = replaced(&graph, true);
    assert!(names.contains(&"conv2d_2".to_owned()), "{names:?}");
    assert_eq!(frozen, ["conv2d"]);
}

#[test]
fn a_network_without_a_head_gets_one_and_keeps_all_that_it_sees() {
    let normalized = [
        layer(Kind::Input),
        conv(4),
        layer(Kind::BatchNormalization),
        layer(Kind::ReLU),
    ];
    let graph = chain(normalized.clone());
    let (_, names, frozen) = replaced(&graph, true);
    assert_eq!(
        names[names.len() - 2..],
        ["global_average_pooling2d", "dense"]
    );
    assert_eq!(frozen, ["conv2d", "batch_normalization"]);
    let pooled = chain(normalized.into_iter().chain([pool()]));
    let (_, names, frozen) = replaced(&pooled, true);
    assert_eq!(names.last().unwrap(), "dense");
    assert_eq!(frozen, ["conv2d", "batch_normalization"]);
}

#[test]
fn a_network_that_ends_in_two_places_says_so() {
    let mut graph = chain([layer(Kind::Input), conv(4), pool()]);
    let edit = Edit::Disconnect {
        place: Place::Root,
        to: NodeId(2),
        port: 0,
    };
    graph = apply(&graph, &edit).unwrap();
    let refused = new_head(&graph, &infer(&graph), 6, true).unwrap_err();
    assert_eq!(refused.message().code(), "new-head-without-end");
}

#[test]
fn the_base_alone_is_frozen_without_another_head() {
    let graph = chain([layer(Kind::Input), conv(4), pool(), dense(6, "softmax")]);
    let edit = freeze_base(&graph, &infer(&graph)).unwrap().unwrap();
    let after = apply(&graph, &edit).unwrap();
    assert_eq!(after.body.frozen.iter().collect::<Vec<_>>(), [&NodeId(1)]);
}

#[test]
fn a_head_for_as_many_classes_stays_and_says_probabilities() {
    let graph = chain([layer(Kind::Input), conv(4), pool(), dense(6, "linear")]);
    let (_, names, _) = replaced(&graph, false);
    assert_eq!(names.last().unwrap(), "dense");
}

fn block(graph: &Graph, nodes: &[u64], name: &str, parameters: Vec<NewParameter>) -> Graph {
    let edit = Edit::MakeBlock {
        place: Place::Root,
        nodes: nodes.iter().copied().map(NodeId).collect(),
        name: name.to_owned(),
        parameters,
        with_repeats: false,
    };
    apply(graph, &edit).unwrap()
}

/// The network with one more instance of `block` behind its end.
fn once_more(graph: &Graph, block: &str) -> Graph {
    let call = BlockCall {
        block: block.to_owned(),
        arguments: BTreeMap::new(),
    };
    let edit = Edit::InsertAfter {
        place: Place::Root,
        after: graph.body.loose_ends().next().unwrap(),
        content: Content::Block(call),
        position: None,
    };
    apply(graph, &edit).unwrap()
}

/// Two layers of ten numbers each, as a block, and that once more behind it.
fn two_of_one_block(parameters: Vec<NewParameter>) -> Graph {
    let graph = chain([
        layer(Kind::Input),
        layer(Kind::Flatten),
        dense(10, "relu"),
        dense(10, "softmax"),
    ]);
    once_more(&block(&graph, &[2, 3], "pair", parameters), "pair")
}

fn units(graph: &Graph) -> Vec<usize> {
    let layers = infer(graph).layers;
    let dense = layers.iter().filter(|layer| layer.kind == Kind::Dense);
    dense
        .map(|layer| layer.output_shape.unwrap().channels())
        .collect()
}

#[test]
fn a_head_inside_a_block_is_replaced_there() {
    let graph = chain([
        layer(Kind::Input),
        conv(4),
        conv(8),
        pool(),
        dense(10, "softmax"),
    ]);
    let graph = block(&graph, &[2, 3, 4], "classifier", Vec::new());
    let (after, names, frozen) = replaced(&graph, true);
    assert_eq!(names.last().unwrap(), "dense_1");
    assert_eq!(frozen, ["conv2d", "conv2d_1"]);
    assert_eq!(after.blocks.len(), 1);
    let head = new_head(&graph, &infer(&graph), 6, true).unwrap();
    assert_eq!(head.base_count, 2);
    let replaced = head.replaced.unwrap();
    assert_eq!(replaced.block.as_deref(), Some("classifier"));
    assert!(!replaced.is_block_shared);
}

#[test]
fn a_block_that_is_in_other_places_stays_as_it_is_there() {
    let graph = two_of_one_block(Vec::new());
    let (after, _, frozen) = replaced(&graph, true);
    assert_eq!(units(&after), [10, 10, 10, 6]);
    assert_eq!(after.blocks["pair"], graph.blocks["pair"]);
    assert_eq!(frozen.len(), 3);
    let head = new_head(&graph, &infer(&graph), 6, true).unwrap();
    assert!(head.replaced.unwrap().is_block_shared);
}

#[test]
fn a_block_that_takes_the_number_of_classes_gets_another_one() {
    let parameter = NewParameter {
        name: "classes".to_owned(),
        settings: vec![(NodeId(3), "units".to_owned())],
    };
    let graph = two_of_one_block(vec![parameter]);
    let (after, _, frozen) = replaced(&graph, false);
    assert_eq!(units(&after), [10, 10, 10, 6]);
    assert_eq!(after.blocks, graph.blocks);
    assert!(frozen.is_empty());
}

#[test]
fn a_head_inside_of_blocks_inside_of_blocks_is_replaced_there() {
    let graph = two_of_one_block(Vec::new());
    let ends: Vec<u64> = graph.body.nodes.keys().map(|id| id.0).skip(2).collect();
    let graph = block(&graph, &ends, "outer", Vec::new());
    let (after, _, frozen) = replaced(&graph, true);
    assert_eq!(units(&after), [10, 10, 10, 6]);
    assert_eq!(frozen.len(), 3);
    // The outer one stands in one place and needs no copy; of the inner one, the first instance keeps what it had.
    let names: Vec<&String> = after.blocks.keys().collect();
    assert_eq!(names, ["outer", "pair", "pair_1"]);
}

#[test]
fn a_head_in_a_frozen_block_learns_and_what_is_beside_it_stays_frozen() {
    let graph = chain([
        layer(Kind::Input),
        conv(4),
        conv(8),
        pool(),
        dense(10, "softmax"),
    ]);
    let graph = block(&graph, &[2, 3, 4], "classifier", Vec::new());
    let end = graph.body.loose_ends().next().unwrap();
    let edit = Edit::Freeze {
        place: Place::Root,
        nodes: BTreeSet::from([end]),
        is_on: true,
    };
    let graph = apply(&graph, &edit).unwrap();
    let (_, _, frozen) = replaced(&graph, false);
    assert_eq!(frozen, ["conv2d_1"]);
}

#[test]
fn the_new_name_is_that_of_no_layer_anywhere() {
    let graph = chain([
        layer(Kind::Input),
        layer(Kind::Flatten),
        dense(10, "relu"),
        dense(10, "relu"),
        dense(10, "softmax"),
    ]);
    // Inside of the block, the names of the layers outside are free.
    let names = [(4, "free"), (2, "dense_2"), (4, "dense")];
    let graph = names.into_iter().fold(graph, |graph, (node, name)| {
        let edit = Edit::Rename {
            place: Place::Root,
            node: NodeId(node),
            name: name.to_owned(),
        };
        apply(&graph, &edit).unwrap()
    });
    let graph = block(&graph, &[4], "classifier", Vec::new());
    let (_, names, _) = replaced(&graph, false);
    assert_eq!(names[2..], ["dense_2", "dense_1", "dense_3"]);
}
