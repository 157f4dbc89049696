//! Which blocks show their inside, and where nodes go when all of them do.

use std::collections::{BTreeMap, BTreeSet};

use egui::{Pos2, Vec2};

use super::item::Role;
use super::layout::{Layout, overhang};
use super::measure::NODE;
use super::outline::Outline;
use crate::diagram::{Wrap, arrange};
use crate::graph::{Graph, Inference, NodeId, NodePath};

/// How the network is unfolded on the canvas. No part of the network and of what undo takes back.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Unfolded {
    /// Block instances whose inside is shown.
    pub opened: BTreeSet<NodePath>,
    /// How far nodes at the top show from where they are stored, while all blocks are open: columns that were even
    /// with folded blocks would be one long strip.
    pub spread: BTreeMap<NodeId, Vec2>,
}

impl Unfolded {
    /// Whether every block is open.
    pub fn shows_everything(&self, inference: &Inference) -> bool {
        !inference.blocks.is_empty()
            && inference
                .blocks
                .keys()
                .all(|path| self.opened.contains(path))
    }
}

/// Spreads the nodes at the top so that the opened blocks stand in even columns.
pub fn spread(graph: &Graph, outline: &Outline, layout: &Layout) -> BTreeMap<NodeId, Vec2> {
    let item_of = |id: NodeId| outline.find(&NodePath::root(id));
    let size_of = |id: NodeId| {
        item_of(id)
            .map_or(NODE, |item| layout.rects[item].size())
            .into()
    };
    let places = arrange(&graph.body, size_of, Wrap::Page);
    let offset = |(id, corner): (NodeId, [f32; 2])| {
        let item = &outline.items[item_of(id)?];
        let overhang = if item.role == Role::Opened {
            overhang(item.direction)
        } else {
            Vec2::ZERO
        };
        Some((id, Pos2::from(corner) + overhang - item.stored))
    };
    places.into_iter().filter_map(offset).collect()
}
