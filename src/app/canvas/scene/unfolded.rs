//! Which blocks show their inside, and where nodes go when all of them do.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use egui::{Pos2, Vec2};

use super::item::Role;
use super::layout::{Layout, overhang};
use super::measure::NODE;
use super::outline::Outline;
use crate::diagram::{Wrap, arrangement};
use crate::graph::{Graph, Inference, NodeId, NodePath, Ways};

/// How the network is unfolded on the canvas. No part of the network and of what undo takes back.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Unfolded {
    /// The block instance whose inside fills the canvas; empty for the network itself.
    pub level: NodePath,
    /// Block instances whose inside is shown.
    pub opened: BTreeSet<NodePath>,
    /// How far nodes of the level show from where they are stored, while all blocks are open: columns that were even
    /// with folded blocks would be one long strip.
    pub spread: BTreeMap<NodeId, Vec2>,
    /// How wires are led between nodes that are spread.
    pub ways: Arc<Ways>,
}

impl Unfolded {
    /// Whether every block inside of the level is open.
    pub fn shows_everything(&self, inference: &Inference) -> bool {
        let mut inside = self.inside(inference).peekable();
        inside.peek().is_some() && inside.all(|path| self.opened.contains(path))
    }

    /// Opens every block inside of the level.
    pub fn open_all(&mut self, inference: &Inference) {
        let inside: Vec<NodePath> = self.inside(inference).cloned().collect();
        self.opened.extend(inside);
    }

    /// Folds every block inside of the level.
    pub fn fold_all(&mut self) {
        let level = &self.level;
        self.opened
            .retain(|path| path == level || !path.is_within(level));
        self.gather();
    }

    /// Shows the nodes of the level where they are stored.
    pub fn gather(&mut self) {
        self.spread.clear();
        self.ways = Arc::default();
    }

    /// Spreads the nodes of the level so that the opened blocks stand in even columns.
    pub fn spread_out(&mut self, graph: &Graph, outline: &Outline, layout: &Layout) {
        let item_of = |id: NodeId| outline.find(&outline.level.child(id));
        let size_of = |id: NodeId| {
            item_of(id)
                .map_or(NODE, |item| layout.rects[item].size())
                .into()
        };
        let place = outline.place_of_body(graph, None);
        let Some(body) = graph.body_of(&place) else {
            self.gather();
            return;
        };
        let found = arrangement(body, size_of, Wrap::Page);
        let offset = |(id, corner): (NodeId, [f32; 2])| {
            let item = &outline.items[item_of(id)?];
            let overhang = if item.role == Role::Opened {
                overhang(item.direction)
            } else {
                Vec2::ZERO
            };
            Some((id, Pos2::from(corner) + overhang - item.stored))
        };
        self.spread = found.positions.into_iter().filter_map(offset).collect();
        let led = found.ways.into_iter();
        let led = led.filter(|(_, way)| !way.strips.is_empty());
        self.ways = Arc::new(led.map(|(ends, way)| (ends, Arc::new(way))).collect());
    }

    fn inside<'a>(&'a self, inference: &'a Inference) -> impl Iterator<Item = &'a NodePath> {
        let is_inside = |path: &&NodePath| **path != self.level && path.is_within(&self.level);
        inference.blocks.keys().filter(is_inside)
    }
}
