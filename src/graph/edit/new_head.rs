//! A network that tells some classes apart learns to tell others apart: its head, the layer that makes one number for each
//! class, makes way for a new one, and the layers before it, its base, may be frozen.

use std::collections::BTreeSet;

use super::super::model::{Graph, NodeId, Place};
use super::super::naming::{names, unique_name};
use super::super::report::{Inference, LayerReport};
use super::{Edit, EditError, refuse};
use crate::graph::Content;
use crate::layer::{Function, Kind, Layer, LayerSpec, Passes, Value};
use crate::message;

/// A head for other classes.
#[derive(Clone, Debug, PartialEq)]
pub struct NewHead {
    /// The head that makes way, and how many classes it tells apart; `None` where the network has none, and one is put behind
    /// it.
    pub replaced: Option<(String, usize)>,
    /// How many layers with weights stand before it.
    pub base_count: usize,
    /// What puts it in, in one step.
    pub edit: Edit,
}

/// The edit that gives the network a head for `class_count` classes, under a name that no layer had, so that it begins with
/// weights of its own whatever the network has learned; a head for so many classes stays. Where `freezes_base`, the layers
/// before it are frozen.
///
/// # Errors
/// A sentence where the network does not end in one place, or its head stands inside a block.
pub fn new_head(
    graph: &Graph,
    inference: &Inference,
    class_count: usize,
    freezes_base: bool,
) -> Result<NewHead, EditError> {
    let end = end(graph, inference)?;
    let units = i64::try_from(class_count).unwrap_or(i64::MAX);
    let last = &inference.layers[end];
    let (replaced, base, mut edits) = match maker(inference, end) {
        Some(index) => {
            let head = &inference.layers[index];
            let [id] = head.path.0[..] else {
                return refuse(message!("new-head-in-block", name = %head.name));
            };
            let before = head.output_shape.map_or(0, |shape| shape.channels());
            let end_of_classes = probabilities(graph, inference, (index, end));
            let mut edits = Vec::new();
            // What has the right number of classes stays as it is.
            if before != class_count || end_of_classes.is_some() {
                edits = resized(graph, (id, head), units);
                edits.extend(end_of_classes);
            }
            // One number, for or against, tells two classes apart.
            let before = before.max(2);
            (Some((head.name.to_string(), before)), Some(id), edits)
        }
        None => (None, None, appended(graph, last, units)),
    };
    let nodes = base_nodes(graph, inference, base);
    let base_count = nodes.len();
    if freezes_base && !nodes.is_empty() {
        edits.push(freeze(nodes, true));
    }
    if let Some(id) = base.filter(|id| graph.body.frozen.contains(id)) {
        edits.push(freeze(BTreeSet::from([id]), false));
    }
    let label = message!("step-new-head", classes = class_count);
    Ok(NewHead {
        replaced,
        base_count,
        edit: Edit::Many { label, edits },
    })
}

/// The edit that freezes every layer with weights but the head; `None` where there is nothing to freeze.
///
/// # Errors
/// As [`new_head`].
pub fn freeze_base(graph: &Graph, inference: &Inference) -> Result<Option<Edit>, EditError> {
    let end = end(graph, inference)?;
    let head = maker(inference, end).and_then(|index| inference.layers[index].path.0.first());
    let nodes = base_nodes(graph, inference, head.copied());
    Ok((!nodes.is_empty()).then(|| freeze(nodes, true)))
}

fn freeze(nodes: BTreeSet<NodeId>, is_on: bool) -> Edit {
    Edit::Freeze {
        place: Place::Root,
        nodes,
        is_on,
    }
}

/// The layer that the network ends in.
fn end(graph: &Graph, inference: &Inference) -> Result<usize, EditError> {
    let mut ends = graph.body.loose_ends();
    let (Some(id), None) = (ends.next(), ends.next()) else {
        return refuse(message!("new-head-without-end"));
    };
    let mut inside = inference.layers.iter().enumerate();
    let last = inside.rfind(|(_, layer)| layer.path.0.first() == Some(&id));
    match last {
        Some((index, layer)) if layer.output_shape.is_some() => Ok(index),
        _ => refuse(message!("new-head-without-end")),
    }
}

/// The layer that makes the numbers that a network ends in, where these are numbers for classes: probabilities, or what nothing
/// was done to since. What has gone through ReLU or normalization is what the network sees, and not what it says.
fn maker(inference: &Inference, end: usize) -> Option<usize> {
    inference.layers[end].output_shape?.as_vector()?;
    let gives_probabilities = is_probability(function(&inference.layers[end]));
    let mut index = end;
    loop {
        let layer = &inference.layers[index];
        let entry = layer.kind.entry();
        let has_weights = layer.params.is_none_or(|params| params.total() > 0);
        let is_changed = !matches!(
            function(layer),
            Function::Linear | Function::Softmax | Function::Sigmoid
        ) || matches!(layer.kind, Kind::LeakyReLU | Kind::ELU)
            || has_weights && entry.size_key().is_none();
        if is_changed && !gives_probabilities {
            return None;
        }
        if entry.size_key().is_some() {
            return Some(index);
        }
        let [Some(input)] = layer.inputs[..] else {
            return None;
        };
        let channels = |index: usize| {
            let shape = inference.layers[index].output_shape;
            shape.map(|shape| shape.channels())
        };
        let passes_on = matches!(entry.passes, Passes::Numbers | Passes::Channels);
        // Flatten makes several numbers of a channel, unless the map is one pixel.
        if !passes_on || channels(input) != channels(index) {
            return None;
        }
        index = input;
    }
}

fn function(layer: &LayerReport) -> Function {
    layer
        .layer
        .as_ref()
        .map_or(Function::Linear, Layer::function)
}

fn is_probability(function: Function) -> bool {
    matches!(function, Function::Softmax | Function::Sigmoid)
}

/// The head with another size and another name.
fn resized(graph: &Graph, (id, head): (NodeId, &LayerReport), units: i64) -> Vec<Edit> {
    let place = Place::Root;
    let mut edits = Vec::new();
    if let Some(key) = head.kind.entry().size_key() {
        edits.push(Edit::Set {
            place: place.clone(),
            nodes: vec![id],
            key: key.to_owned(),
            value: Some(Value::Int(units)),
        });
    }
    let name = unique_name(&head.name, &names(&graph.body));
    edits.push(Edit::Rename {
        place,
        node: id,
        name,
    });
    edits
}

/// Softmax where the network ends, if it is not there.
fn probabilities(
    graph: &Graph,
    inference: &Inference,
    (head, end): (usize, usize),
) -> Option<Edit> {
    let last = &inference.layers[end];
    if function(last) == Function::Softmax {
        return None;
    }
    let (place, id) = graph.locate(&last.path)?;
    let has_function = last.kind.entry().setting("activation").is_some();
    // A convolution's function is there before its map is pooled.
    let is_own = head == end || is_probability(function(last));
    if has_function && is_own {
        return Some(Edit::Set {
            place,
            nodes: vec![id],
            key: "activation".to_owned(),
            value: Some(Value::from("softmax")),
        });
    }
    let softmax = LayerSpec::new(Kind::Activation).with("activation", "softmax");
    Some(behind(*last.path.0.first()?, softmax))
}

/// A head behind a network that ends in what it sees.
fn appended(graph: &Graph, last: &LayerReport, units: i64) -> Vec<Edit> {
    let dense = LayerSpec::new(Kind::Dense)
        .with("units", units)
        .with("activation", "softmax");
    let Some(end) = last.path.0.first() else {
        return Vec::new();
    };
    let is_map = last
        .output_shape
        .is_some_and(|shape| shape.as_map().is_some());
    if !is_map {
        return vec![behind(*end, dense)];
    }
    let pool = LayerSpec::new(Kind::GlobalAveragePooling2D);
    let pool_id = graph.body.free_id();
    vec![behind(*end, pool), behind(pool_id, dense)]
}

fn behind(after: NodeId, spec: LayerSpec) -> Edit {
    Edit::InsertAfter {
        place: Place::Root,
        after,
        content: Content::Layer(spec),
        position: None,
    }
}

/// The nodes of the network that have weights, but for the head and what follows upon it.
fn base_nodes(graph: &Graph, inference: &Inference, head: Option<NodeId>) -> BTreeSet<NodeId> {
    let with_weights = inference.layers.iter().filter(|layer| {
        let params = layer.params;
        params.is_some_and(|params| params.total() > 0)
    });
    let with_weights = with_weights.filter_map(|layer| layer.path.0.first().copied());
    let mut nodes: BTreeSet<NodeId> = with_weights.collect();
    if let Some(head) = head {
        let before: BTreeSet<NodeId> = graph.body.upstream(head).collect();
        nodes.retain(|id| *id != head && before.contains(id));
    }
    nodes
}

#[cfg(test)]
mod tests {
    use super::super::apply;
    use super::*;
    use crate::graph::infer;
    use crate::graph::problem::tests::chain;
    use crate::layer::Shape;

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
        assert_eq!(head.replaced, Some(("dense".to_owned(), 1000)));
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
}
