//! Layers in a row as a graph that can be read: each in its place, wires led around them.

use super::Named;
use crate::diagram::{NODE_SIZE, Wrap, arrangement};
use crate::graph::{Body, Content, Edit, EditError, Graph, Node, NodeId, Place, apply};
use std::sync::Arc;

/// The network of these layers, laid out.
pub(super) fn graph(layers: &[Named<'_>]) -> Result<Graph, EditError> {
    let id = |index: usize| NodeId(index as u64);
    let nodes = layers
        .iter()
        .enumerate()
        .map(|(index, Named { layer, name })| {
            let node = Node {
                name: (*name).to_owned(),
                position: [0.0, index as f32 * NODE_SIZE[1]],
                content: Content::Layer(layer.spec.clone()),
                inputs: layer.inputs.iter().map(|from| id(*from)).collect(),
            };
            (id(index), Arc::new(node))
        });
    let is_frozen = |(_, Named { layer, .. }): &(usize, &Named<'_>)| !layer.is_trained;
    let frozen = layers.iter().enumerate().filter(is_frozen);
    let body = Body {
        nodes: nodes.collect(),
        frozen: frozen.map(|(index, _)| id(index)).collect(),
        ..Body::default()
    };
    let found = arrangement(&body, |_| NODE_SIZE, Wrap::Page);
    let graph = Graph {
        body,
        ..Graph::default()
    };
    let placed = apply(
        &graph,
        &Edit::Move {
            place: Place::Root,
            positions: found.positions,
        },
    )?;
    apply(
        &placed,
        &Edit::Lay {
            place: Place::Root,
            ways: found.ways,
        },
    )
}
