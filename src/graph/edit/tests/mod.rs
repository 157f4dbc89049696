//! Every edit, by what a user expects of it; the invariants are checked after each.

mod blocks;
mod layers;
mod parameters;

use super::super::problem::tests::chain;
use super::super::{broken_invariants, infer, library};
use super::*;
use crate::graph::{BlockCall, Content, Inference, Port};
use crate::layer::{Kind, LayerSpec, Value};
use std::sync::Arc;

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
