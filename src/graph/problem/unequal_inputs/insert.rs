//! Layers that can be put on the branches, so that they meet.

use std::borrow::Cow;

use super::super::super::edit::{Edit, apply, id_after_ungroup};
use super::super::super::model::{NodeId, NodePath, Place};
use super::super::bring;
use super::super::{Repair, Site};
use super::meeting;
use crate::layer::{Kind, LayerSpec, Shape};
use crate::message;
use crate::text::Message;

/// In a larger network, no blocks inside of blocks are ungrouped to repair what is in them: it may have a thousand faults, and
/// each of them takes as long as an edit.
const MOST_LAYERS: usize = 20_000;

/// What goes on the wire into a port, in the order of the flow.
type OnPort = (usize, Vec<LayerSpec>);

pub(super) fn repairs(site: &Site<'_>, index: usize, inputs: &[(usize, Shape)]) -> Vec<Repair> {
    let is_sum = site.layer(index).kind == Kind::Add;
    let smaller = |from, to| {
        if is_sum {
            bring::projection(from, to)
        } else {
            Some(vec![bring::pooling(from, to)?])
        }
    };
    let larger = |from, to| Some(vec![bring::padding(from, to)?]);
    let mut offers: Vec<(Message, Vec<OnPort>)> = Vec::new();
    let shrunk = targets(inputs)
        .chain(common(inputs, usize::min))
        .find_map(|target| brought(inputs, target, is_sum, smaller));
    offers.extend(shrunk.map(|ports| (smaller_words(&ports, is_sum), ports)));
    let mut padded = targets(inputs).collect::<Vec<_>>();
    padded.reverse();
    let padded = padded
        .into_iter()
        .chain(common(inputs, usize::max))
        .find_map(|target| brought(inputs, target, is_sum, larger));
    offers.extend(padded.map(|ports| (larger_words(&ports), ports)));
    offers.extend(flattened(inputs).filter(|_| !is_sum).map(|ports| {
        let label = message!("repair-insert-flatten-before");
        (label, ports)
    }));
    let path = &site.layer(index).path;
    offers
        .into_iter()
        .filter_map(|(label, ports)| offer(site, path, label, ports))
        .collect()
}

/// The shapes that all branches could be brought to, the smallest map first; of equal ones that of the branch that comes
/// from farther down, so that the shortcut is what changes.
fn targets(inputs: &[(usize, Shape)]) -> impl Iterator<Item = Shape> {
    let mut targets = inputs.to_vec();
    let area = |shape: Shape| {
        shape
            .as_map()
            .map_or(0, |map| map[0].saturating_mul(map[1]))
    };
    targets.sort_by_key(|(from, shape)| (area(*shape), std::cmp::Reverse(*from)));
    targets.into_iter().map(|(_, shape)| shape)
}

/// The map that none of the branches has and all can be brought to.
fn common(inputs: &[(usize, Shape)], of: fn(usize, usize) -> usize) -> Option<Shape> {
    let mut inputs = inputs.to_vec();
    inputs.sort_by_key(|(from, _)| *from);
    let shapes: Vec<Shape> = inputs.into_iter().map(|(_, shape)| shape).collect();
    meeting(&shapes, of)
}

/// What each branch that differs from `target` needs; `None` where one cannot be brought there.
fn brought(
    inputs: &[(usize, Shape)],
    target: Shape,
    is_sum: bool,
    bring: impl Fn(Shape, Shape) -> Option<Vec<LayerSpec>>,
) -> Option<Vec<OnPort>> {
    let fits = |shape: Shape| {
        let is_wide = shape.dims().len() == target.dims().len();
        is_wide && (shape == target || !is_sum && shape.with_channels(1) == target.with_channels(1))
    };
    let ports = inputs.iter().enumerate();
    let odd = ports.filter(|(_, (_, shape))| !fits(*shape));
    odd.map(|(port, (_, shape))| Some((port, bring(*shape, target)?)))
        .collect()
}

/// Maps beside vectors can only be joined as vectors.
fn flattened(inputs: &[(usize, Shape)]) -> Option<Vec<OnPort>> {
    let is_map = |shape: &Shape| shape.as_map().is_some();
    let has_vector = inputs.iter().any(|(_, shape)| !is_map(shape));
    let ports = inputs.iter().enumerate();
    let maps = ports.filter(|(_, (_, shape))| is_map(shape));
    has_vector.then(|| {
        maps.map(|(port, _)| (port, vec![LayerSpec::new(Kind::Flatten)]))
            .collect()
    })
}

fn smaller_words(ports: &[OnPort], is_sum: bool) -> Message {
    match ports {
        [(_, specs)] if is_sum => message!("repair-add-on-shortcut", layers = bring::words(specs)),
        [(_, specs)] => message!("repair-insert-on-larger", layers = bring::words(specs)),
        _ if is_sum => message!("repair-add-convolutions"),
        _ => message!("repair-insert-pooling"),
    }
}

fn larger_words(ports: &[OnPort]) -> Message {
    message!("repair-insert-padding", branches = ports.len())
}

fn offer(site: &Site<'_>, path: &NodePath, label: Message, ports: Vec<OnPort>) -> Option<Repair> {
    let (place, to, mut edits) = reachable(site, path)?;
    for (port, specs) in ports {
        edits.extend(bring::on_wire(&place, to, port, specs));
    }
    Some(Repair {
        edit: Edit::Many {
            label: label.inside(),
            edits,
        },
        label,
    })
}

/// Where the node is after the blocks around it were ungrouped: other instances must not follow.
fn reachable(site: &Site<'_>, path: &NodePath) -> Option<(Place, NodeId, Vec<Edit>)> {
    // Each block but the last has to be ungrouped to know what comes of the next one.
    if path.0.len() > 2 && site.inference.layers.len() > MOST_LAYERS {
        return None;
    }
    let mut ids = path.0.iter().copied();
    let mut id = ids.next()?;
    let mut edits: Vec<Edit> = Vec::new();
    let mut graph = Cow::Borrowed(site.graph);
    for inner in ids {
        if let Some(done) = edits.last() {
            graph = Cow::Owned(apply(&graph, done).ok()?);
        }
        edits.push(Edit::Ungroup {
            place: Place::Root,
            node: id,
        });
        id = id_after_ungroup(&graph, &Place::Root, id, inner)?;
    }
    Some((Place::Root, id, edits))
}
