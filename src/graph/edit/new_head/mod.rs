//! A network that tells some classes apart learns to tell others apart: its head, the layer that makes one number for each
//! class, makes way for a new one where it stands, and the layers before it, its base, may be frozen.

#[cfg(test)]
mod tests;

use std::collections::BTreeSet;

use super::super::binding::bind_name;
use super::super::model::{Content, Graph, NodeId, NodePath, Place};
use super::super::naming::{names, unique_name};
use super::super::report::{Inference, LayerReport};
use super::alone::Steps;
use super::{Edit, EditError, refuse};
use crate::layer::{Function, Kind, Layer, LayerSpec, Passes, Value};
use crate::message;

/// A head for other classes.
#[derive(Clone, Debug, PartialEq)]
pub struct NewHead {
    /// The head that makes way; `None` where the network has none, and one is put behind it.
    pub replaced: Option<OldHead>,
    /// How many layers with weights stand before it.
    pub base_count: usize,
    /// What puts it in, in one step.
    pub edit: Edit,
}

/// The head that makes way.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OldHead {
    /// Its name.
    pub name: String,
    /// How many numbers it makes.
    pub unit_count: usize,
    /// The block that it stands in, if it stands in one.
    pub block: Option<String>,
    /// Whether a block around it stands in other places, too, which stay as they are.
    pub is_block_shared: bool,
}

impl OldHead {
    /// How many classes it tells apart: one number, for or against, tells two.
    #[must_use]
    pub fn class_count(&self) -> usize {
        self.unit_count.max(2)
    }
}

/// The edit that gives the network a head for `class_count` classes, under a name that no layer had, so that it begins with
/// weights of its own whatever the network has learned; a head for so many classes stays. Where `freezes_base`, the layers
/// before it are frozen. A head inside a block is replaced there, and in this place alone.
///
/// # Errors
/// A sentence where the network does not end in one place.
pub fn new_head(
    graph: &Graph,
    inference: &Inference,
    class_count: usize,
    freezes_base: bool,
) -> Result<NewHead, EditError> {
    let end = end(graph, inference)?;
    let units = i64::try_from(class_count).unwrap_or(i64::MAX);
    let last = &inference.layers[end];
    let mut steps = Steps::new(graph);
    let head = maker(inference, end).map(|index| &inference.layers[index]);
    let mut replaced = None;
    if let Some(head) = head {
        let before = head.output_shape.map_or(0, |shape| shape.channels());
        let is_block_shared = !steps.is_alone(&head.path);
        let ends_in_softmax = function(last) == Function::Softmax;
        // What has the right number of classes stays as it is.
        if before != class_count {
            resize(&mut steps, inference, head, units)?;
        }
        if !ends_in_softmax {
            give_probabilities(&mut steps, head, last)?;
        }
        replaced = Some(OldHead {
            name: head.name.to_string(),
            unit_count: before,
            block: block_around(graph, &head.path),
            is_block_shared,
        });
    } else {
        append(&mut steps, last, units)?;
    }
    let base_count = free_head(&mut steps, inference, head, freezes_base)?;
    Ok(NewHead {
        replaced,
        base_count,
        edit: Edit::Many {
            label: message!("step-new-head", classes = class_count),
            edits: steps.into_edits(),
        },
    })
}

/// The edit that freezes every layer with weights but the head; `None` where there is nothing to freeze.
///
/// # Errors
/// As [`new_head`].
pub fn freeze_base(graph: &Graph, inference: &Inference) -> Result<Option<Edit>, EditError> {
    let end = end(graph, inference)?;
    let head = maker(inference, end).map(|index| &inference.layers[index]);
    let mut steps = Steps::new(graph);
    free_head(&mut steps, inference, head, true)?;
    Ok(Edit::joined(
        message!("step-freeze-base"),
        steps.into_edits(),
    ))
}

/// The layer that the network ends in.
fn end(graph: &Graph, inference: &Inference) -> Result<usize, EditError> {
    let mut ends = graph.body.loose_ends();
    let (Some(id), None) = (ends.next(), ends.next()) else {
        return refuse(message!("new-head-without-end"));
    };
    let index = match inference.blocks.get(&NodePath::root(id)) {
        Some(block) => block.output,
        None => inference.index_of(&NodePath::root(id)),
    };
    match index {
        Some(index) if inference.layers[index].output_shape.is_some() => Ok(index),
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

fn block_around(graph: &Graph, path: &NodePath) -> Option<String> {
    let call = graph.node(&path.parent()?)?.call()?;
    Some(call.block.clone())
}

/// The head with another size and another name.
fn resize(
    steps: &mut Steps,
    inference: &Inference,
    head: &LayerReport,
    units: i64,
) -> Result<(), EditError> {
    if let Some(key) = head.kind.entry().size_key() {
        steps.set(&head.path, key, Value::Int(units))?;
    }
    // Where an argument of the block has decided the size, other places keep the block with its names: weights of another
    // size are no longer taken over anyway.
    if !steps.is_alone(&head.path) {
        return Ok(());
    }
    let (place, node) = steps.located(&head.path)?;
    let name = free_name(steps.graph(), inference, &head.path)?;
    steps.take(Edit::Rename { place, node, name })
}

/// A name for the node at `path` under which its layer is called like none of `inference`, wherever that is.
fn free_name(graph: &Graph, inference: &Inference, path: &NodePath) -> Result<String, EditError> {
    let Some((place, node)) = graph.locate(path) else {
        return refuse(message!("new-head-without-end"));
    };
    let body = super::body(graph, &place)?;
    let own = &super::node(body, node)?.name;
    let scope = graph.scope_at(path).map_err(EditError)?;
    let instance = path.parent().and_then(|it| graph.bound_name(&it));
    let known: BTreeSet<&str> = inference.layers.iter().map(|it| &*it.name).collect();
    let mut refused: Vec<String> = Vec::new();
    loop {
        let taken = names(body)
            .into_iter()
            .chain(refused.iter().map(String::as_str));
        let name = unique_name(own, &taken.collect());
        let full = bind_name(&name, &scope, instance.as_deref()).map_err(EditError)?;
        if !known.contains(full.as_str()) {
            return Ok(name);
        }
        refused.push(name);
    }
}

/// Softmax where the network ends.
fn give_probabilities(
    steps: &mut Steps,
    head: &LayerReport,
    last: &LayerReport,
) -> Result<(), EditError> {
    let has_function = last.kind.entry().setting("activation").is_some();
    // A convolution's function is there before its map is pooled.
    let is_own = head.path == last.path || is_probability(function(last));
    if has_function && is_own {
        return steps.set(&last.path, "activation", Value::from("softmax"));
    }
    let softmax = LayerSpec::new(Kind::Activation).with("activation", "softmax");
    put_behind(steps, root_of(last), softmax).map(drop)
}

/// A head behind a network that ends in what it sees.
fn append(steps: &mut Steps, last: &LayerReport, units: i64) -> Result<(), EditError> {
    let mut end = root_of(last);
    if last.output_shape.is_some_and(|it| it.as_map().is_some()) {
        let pool = LayerSpec::new(Kind::GlobalAveragePooling2D);
        end = put_behind(steps, end, pool)?;
    }
    let dense = LayerSpec::new(Kind::Dense)
        .with("units", units)
        .with("activation", "softmax");
    put_behind(steps, end, dense).map(drop)
}

/// Its node on the canvas of the whole network, itself or the block around it.
fn root_of(layer: &LayerReport) -> NodeId {
    layer.path.0.first().copied().unwrap_or(NodeId(0))
}

/// Puts a layer behind the node `after` of the whole network, and gives its id.
fn put_behind(steps: &mut Steps, after: NodeId, spec: LayerSpec) -> Result<NodeId, EditError> {
    let id = steps.graph().body.free_id();
    steps.take(Edit::InsertAfter {
        place: Place::Root,
        after,
        content: Content::Layer(spec),
        position: None,
    })?;
    Ok(id)
}

/// Has the head learn, and freezes what has weights before it where `freezes_base`; else only that stays frozen which was. Goes
/// from the whole network into the blocks around the head. Gives how many layers stand before it.
fn free_head(
    steps: &mut Steps,
    inference: &Inference,
    head: Option<&LayerReport>,
    freezes_base: bool,
) -> Result<usize, EditError> {
    let Some(head) = head else {
        let (nodes, count) = base_in(steps.graph(), inference, None)?;
        if freezes_base {
            freeze(steps, &NodePath::default(), nodes, true)?;
        }
        return Ok(count);
    };
    let (mut freezes, mut base_count) = (freezes_base, 0);
    for depth in 1..=head.path.0.len() {
        let here = NodePath(head.path.0[..depth].to_vec());
        let (nodes, count) = base_in(steps.graph(), inference, Some(&here))?;
        base_count += count;
        let (place, id) = steps.located(&here)?;
        let was_frozen = super::body(steps.graph(), &place)?.frozen.contains(&id);
        if freezes {
            freeze(steps, &here.around(), nodes, true)?;
        }
        if was_frozen {
            freeze(steps, &here.around(), BTreeSet::from([id]), false)?;
        }
        // What a frozen block holds is frozen with it.
        freezes = freezes || was_frozen;
    }
    Ok(base_count)
}

/// Freezes nodes inside the block instance `around`, in this place alone; the empty path is the network itself.
fn freeze(
    steps: &mut Steps,
    around: &NodePath,
    nodes: BTreeSet<NodeId>,
    is_on: bool,
) -> Result<(), EditError> {
    let Some(first) = nodes.first() else {
        return Ok(());
    };
    let inside = around.child(*first);
    steps.make_alone(&inside)?;
    let (place, _) = steps.located(&inside)?;
    steps.take(Edit::Freeze {
        place,
        nodes,
        is_on,
    })
}

/// The nodes with weights that stand before the node at `before` in its own body, in the whole network where there is none; and
/// how many layers with weights these are.
fn base_in(
    graph: &Graph,
    inference: &Inference,
    before: Option<&NodePath>,
) -> Result<(BTreeSet<NodeId>, usize), EditError> {
    let around = before.map(NodePath::around).unwrap_or_default();
    let place = graph.place_in(&around).unwrap_or(Place::Root);
    let body = super::body(graph, &place)?;
    let head = before.and_then(NodePath::leaf);
    let upstream: Option<BTreeSet<NodeId>> = head.map(|head| body.upstream(head).collect());
    let is_before = |id: NodeId| {
        let reaches = upstream.as_ref().is_none_or(|ids| ids.contains(&id));
        Some(id) != head && reaches
    };
    let mut nodes = BTreeSet::new();
    let mut count = 0;
    for layer in &inference.layers {
        let has_weights = layer.params.is_some_and(|params| params.total() > 0);
        let inside = layer.path.0.strip_prefix(&around.0[..]);
        let id = inside.and_then(<[NodeId]>::first).copied();
        if let Some(id) = id.filter(|id| has_weights && is_before(*id)) {
            nodes.insert(id);
            count += 1;
        }
    }
    Ok((nodes, count))
}
