//! Keeping training from changing the weights of nodes, as Keras's `trainable = False` does.

use std::collections::BTreeSet;

use super::super::model::{Content, Graph, Node, NodeId, NodePath, Place};
use super::{EditError, body, node, refuse};
use crate::message;

pub(super) fn freeze(
    graph: &Graph,
    place: &Place,
    ids: &BTreeSet<NodeId>,
    is_on: bool,
) -> Result<Graph, EditError> {
    let mut body = body(graph, place)?.clone();
    for id in ids {
        let node = node(&body, *id)?;
        if !can_be_frozen(node) {
            return refuse(message!("no-weights-to-freeze", name = %node.name));
        }
        if is_on {
            body.frozen.insert(*id);
        } else {
            body.frozen.remove(id);
        }
    }
    Ok(graph.with_body(place, body))
}

/// Whether a node can be frozen: a layer, or a block with all that is in it.
#[must_use]
pub fn can_be_frozen(node: &Node) -> bool {
    !matches!(node.content, Content::Port(_))
}

impl Graph {
    /// Whether training leaves the weights of the node at `path` as they are: it is frozen, or a block around it.
    #[must_use]
    pub fn is_frozen(&self, path: &NodePath) -> bool {
        let mut around = (1..=path.0.len()).map(|depth| NodePath(path.0[..depth].to_vec()));
        around.any(|path| {
            let Some((place, id)) = self.locate(&path) else {
                return false;
            };
            let body = self.body_of(&place);
            body.is_some_and(|body| body.frozen.contains(&id))
        })
    }
}

#[cfg(test)]
mod tests {
    use super::super::apply;
    use super::*;
    use crate::graph::problem::tests::chain;
    use crate::graph::{BlockCall, Edit, infer, library};
    use crate::layer::{Kind, LayerSpec};

    fn freeze(ids: impl IntoIterator<Item = u64>, is_on: bool) -> Edit {
        Edit::Freeze {
            place: Place::Root,
            nodes: ids.into_iter().map(NodeId).collect(),
            is_on,
        }
    }

    fn network() -> Graph {
        chain([
            LayerSpec::new(Kind::Input),
            LayerSpec::new(Kind::Conv2D).with("filters", 4),
            LayerSpec::new(Kind::BatchNormalization),
            LayerSpec::new(Kind::Flatten),
            LayerSpec::new(Kind::Dense).with("units", 2),
        ])
    }

    #[test]
    fn a_frozen_layer_keeps_all_of_its_weights() {
        let before = infer(&network()).totals.params;
        let frozen = apply(&network(), &freeze([1, 2], true)).unwrap();
        let inference = infer(&frozen);
        // (3·3·3 + 1)·4 of the convolution, 2·4 of gamma and beta.
        let moved = (27 + 1) * 4 + 8;
        assert_eq!(inference.totals.params.trainable, before.trainable - moved);
        assert_eq!(inference.totals.params.total(), before.total());
        let flags: Vec<bool> = inference
            .flat()
            .unwrap()
            .layers
            .iter()
            .map(|layer| layer.is_frozen)
            .collect();
        assert_eq!(flags, [false, true, true, false, false]);
        assert_eq!(apply(&frozen, &freeze([1, 2], false)).unwrap(), network());
    }

    #[test]
    fn weights_of_before_still_fit() {
        let (before, after) = (network(), apply(&network(), &freeze([1], true)).unwrap());
        let flat = |graph: &Graph| infer(graph).flat().unwrap();
        assert!(flat(&after).is_like(&flat(&before)));
    }

    #[test]
    fn it_is_kept_in_the_file_in_the_word_of_keras_and_old_files_lack_it() {
        let frozen = apply(&network(), &freeze([1], true)).unwrap();
        let text = frozen.to_json();
        assert_eq!(text.matches("\"trainable\": false").count(), 1);
        assert_eq!(Graph::from_json(&text).unwrap(), frozen);
        assert!(!network().to_json().contains("trainable"));
    }

    #[test]
    fn a_frozen_block_freezes_every_layer_inside_and_no_other_instance() {
        let call = |block: &str| BlockCall {
            block: block.to_owned(),
            arguments: std::collections::BTreeMap::new(),
        };
        let mut graph = chain([LayerSpec::new(Kind::Input)]);
        graph.blocks = library::blocks().clone();
        let name = graph.blocks.keys().next().unwrap().clone();
        for after in [0, 1] {
            let edit = Edit::InsertAfter {
                place: Place::Root,
                after: NodeId(after),
                content: Content::Block(call(&name)),
                position: None,
            };
            graph = apply(&graph, &edit).unwrap();
        }
        let frozen = apply(&graph, &freeze([1], true)).unwrap();
        for layer in infer(&frozen).layers {
            let is_inside = layer.path.0.first() == Some(&NodeId(1));
            assert_eq!(layer.is_frozen, is_inside, "{:?}", layer.path);
            assert_eq!(frozen.is_frozen(&layer.path), is_inside);
        }
    }

    #[test]
    fn what_is_removed_is_frozen_no_more() {
        let frozen = apply(&network(), &freeze([2], true)).unwrap();
        let edit = Edit::Remove {
            place: Place::Root,
            nodes: [NodeId(2)].into(),
            rejoin: true,
        };
        assert!(apply(&frozen, &edit).unwrap().body.frozen.is_empty());
        let none = Edit::Freeze {
            place: Place::Root,
            nodes: [NodeId(99)].into(),
            is_on: true,
        };
        assert!(apply(&network(), &none).is_err());
    }
}
