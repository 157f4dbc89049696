//! The order in which Keras lists layers, and the one in which data reaches the nodes of a body.

use std::collections::BTreeSet;

use super::expand::ExpandedLayer;
use super::model::{Body, NodeId};

impl Body {
    /// Ids such that each comes after its inputs, branch by branch; nodes of a circle, which only a hostile file can
    /// hold, come anywhere.
    #[must_use]
    pub fn in_order_of_wires(&self) -> Vec<NodeId> {
        let mut seen = BTreeSet::new();
        let mut order = Vec::with_capacity(self.nodes.len());
        for id in self.nodes.keys() {
            let mut open = vec![(*id, false)];
            while let Some((id, inputs_done)) = open.pop() {
                if inputs_done {
                    order.push(id);
                } else if let (true, Some(node)) = (seen.insert(id), self.node(id)) {
                    open.push((id, true));
                    open.extend(node.inputs.iter().rev().map(|from| (*from, false)));
                }
            }
        }
        order
    }
}

/// Whoever takes the outputs of others.
pub trait TakesInputs {
    /// The indices of those others, in the order of its inputs.
    fn sources(&self) -> impl DoubleEndedIterator<Item = usize> + '_;
}

impl TakesInputs for ExpandedLayer {
    fn sources(&self) -> impl DoubleEndedIterator<Item = usize> + '_ {
        self.inputs.iter().flatten().copied()
    }
}

impl TakesInputs for &[usize] {
    fn sources(&self) -> impl DoubleEndedIterator<Item = usize> + '_ {
        self.iter().copied()
    }
}

/// Indices of `layers` in the order of Keras's summary: farthest from the output first; at equal distance,
/// in the order in which a walk from the outputs, first input first, comes back from them
/// (`keras/src/models/functional.py`, `map_graph_network`). Each layer comes after all of its inputs.
#[must_use]
pub fn keras_order(layers: &[impl TakesInputs]) -> Vec<usize> {
    let rank = walk_rank(layers);
    let distance = distance_to_output(layers);
    let mut order: Vec<usize> = (0..layers.len()).collect();
    order.sort_by_key(|index| (std::cmp::Reverse(distance[*index]), rank[*index]));
    order
}

/// The longest way from each layer to the end of the network, in layers.
fn distance_to_output(layers: &[impl TakesInputs]) -> Vec<usize> {
    let mut distance = vec![0; layers.len()];
    // Layers come after their inputs, so that walking backwards sees every consumer first.
    for (index, layer) in layers.iter().enumerate().rev() {
        for input in layer.sources() {
            distance[input] = distance[input].max(distance[index] + 1);
        }
    }
    distance
}

/// Layers that no other layer uses; the one at the end of the longest chain comes last, as the network's output.
fn sinks_shallowest_first(layers: &[impl TakesInputs]) -> Vec<usize> {
    let mut used = vec![false; layers.len()];
    let mut depth = vec![0; layers.len()];
    for (index, layer) in layers.iter().enumerate() {
        for input in layer.sources() {
            used[input] = true;
            depth[index] = depth[index].max(depth[input] + 1);
        }
    }
    let mut sinks: Vec<usize> = (0..layers.len()).filter(|index| !used[*index]).collect();
    sinks.sort_by_key(|index| (depth[*index], std::cmp::Reverse(*index)));
    sinks
}

fn walk_rank(layers: &[impl TakesInputs]) -> Vec<usize> {
    let mut rank = vec![usize::MAX; layers.len()];
    let mut next = 0;
    for sink in sinks_shallowest_first(layers) {
        let mut open = vec![(sink, false)];
        while let Some((index, done)) = open.pop() {
            if rank[index] != usize::MAX {
                continue;
            }
            if done {
                rank[index] = next;
                next += 1;
            } else {
                open.push((index, true));
                open.extend(layers[index].sources().rev().map(|input| (input, false)));
            }
        }
    }
    rank
}
