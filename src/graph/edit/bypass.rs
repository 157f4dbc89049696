//! Letting a node's input through as if the node were not there, without taking the node away.

use std::collections::BTreeSet;

use super::super::model::{Content, Graph, NodeId, Place};
use super::nodes::remove;
use super::{EditError, body, node, refuse};
use crate::message;

pub(super) fn bypass(
    graph: &Graph,
    place: &Place,
    ids: &BTreeSet<NodeId>,
    is_on: bool,
) -> Result<Graph, EditError> {
    let mut body = body(graph, place)?.clone();
    for id in ids {
        let node = node(&body, *id)?;
        if is_on && !can_be_bypassed(graph, &node.content) {
            return refuse(message!("no-input-to-pass", name = %node.name));
        }
        if is_on {
            body.bypassed.insert(*id);
        } else {
            body.bypassed.remove(id);
        }
    }
    Ok(graph.with_body(place, body))
}

/// Whether a node with this content can let its input through.
#[must_use]
pub fn can_be_bypassed(graph: &Graph, content: &Content) -> bool {
    !matches!(content, Content::Port(_)) && graph.input_limits(content).1 != Some(0)
}

impl Graph {
    /// The network that is built: without the nodes that are bypassed. Everything else keeps its id.
    #[must_use]
    pub fn without_bypassed(&self) -> Self {
        let places =
            std::iter::once(Place::Root).chain(self.blocks.keys().cloned().map(Place::Block));
        places.fold(self.clone(), |graph, place| {
            let ids: BTreeSet<NodeId> = graph
                .body_of(&place)
                .map(|body| body.bypassed.iter().copied().collect())
                .unwrap_or_default();
            if ids.is_empty() {
                return graph;
            }
            remove(&graph, &place, &ids, true).unwrap_or(graph)
        })
    }
}

#[cfg(test)]
mod tests {
    use super::super::apply;
    use super::*;
    use crate::graph::problem::tests::chain;
    use crate::graph::{Edit, NodePath, infer};
    use crate::layer::{Kind, LayerSpec, Shape};

    fn network() -> Graph {
        chain([
            LayerSpec::new(Kind::Input),
            LayerSpec::new(Kind::Conv2D).with("strides", [2, 2]),
            LayerSpec::new(Kind::Flatten),
            LayerSpec::new(Kind::Dense).with("activation", "softmax"),
        ])
    }

    fn bypass(ids: impl IntoIterator<Item = u64>, is_on: bool) -> Edit {
        Edit::Bypass {
            place: Place::Root,
            nodes: ids.into_iter().map(NodeId).collect(),
            is_on,
        }
    }

    #[test]
    fn a_bypassed_layer_lets_its_input_through_and_comes_back() {
        let without = apply(&network(), &bypass([1], true)).unwrap();
        let inference = infer(&without);
        assert_eq!(inference.problems, []);
        assert_eq!(inference.totals.layer_count, 3);
        let shape = inference.output_shape(&NodePath::root(NodeId(1)));
        assert_eq!(shape, Some(Shape::map(64, 64, 3)));
        let flat = inference.flat().unwrap();
        assert_eq!(flat.layers[1].inputs, [0]);
        assert_eq!(apply(&without, &bypass([1], false)).unwrap(), network());
    }

    #[test]
    fn a_bypassed_layer_without_a_wire_is_a_problem() {
        let without = apply(&network(), &bypass([1], true)).unwrap();
        let edit = Edit::Disconnect {
            place: Place::Root,
            to: NodeId(1),
            port: 0,
        };
        let inference = infer(&apply(&without, &edit).unwrap());
        assert!(
            inference.problems[0].sentence().contains("has no input"),
            "{:?}",
            inference.problems
        );
    }

    #[test]
    fn an_input_cannot_be_bypassed_and_what_becomes_one_no_longer_is() {
        assert!(apply(&network(), &bypass([0], true)).is_err());
        let without = apply(&network(), &bypass([1], true)).unwrap();
        let edit = Edit::Replace {
            place: Place::Root,
            node: NodeId(1),
            content: Content::Layer(LayerSpec::new(Kind::Input)),
        };
        assert!(apply(&without, &edit).unwrap().body.bypassed.is_empty());
    }

    #[test]
    fn a_bypass_survives_a_file_and_leaves_the_built_network() {
        let without = apply(&network(), &bypass([1], true)).unwrap();
        assert_eq!(Graph::from_json(&without.to_json()).unwrap(), without);
        let built = without.without_bypassed();
        assert!(built.body.node(NodeId(1)).is_none());
        assert_eq!(built.body.node(NodeId(2)).unwrap().inputs, [NodeId(0)]);
    }
}
