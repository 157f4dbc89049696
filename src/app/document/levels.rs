//! Which body fills the canvas: the network itself, or the inside of a block instance. No part of the network and of
//! what undo takes back, but undo shows the level in which it changed something.

use crate::app::command::Selection;
use crate::graph::{Graph, NodePath};
use std::collections::BTreeMap;

/// The level that is open, and what was selected in the others.
#[derive(Debug, Default)]
pub struct Levels {
    current: NodePath,
    left: BTreeMap<NodePath, Selection>,
    /// For each version of the network, the level in which the edit that led to it was made.
    of_versions: Vec<NodePath>,
}

impl Levels {
    /// The block instance whose inside is open; empty for the network itself.
    pub fn current(&self) -> &NodePath {
        &self.current
    }

    /// Opens `level`, where `selected` was the selection of the one before. Gives what was selected in `level` when it
    /// was left.
    pub(super) fn enter(&mut self, level: NodePath, selected: Selection) -> Selection {
        if level == self.current {
            return selected;
        }
        let left = std::mem::replace(&mut self.current, level);
        self.left.insert(left, selected);
        self.left.remove(&self.current).unwrap_or_default()
    }

    /// Remembers that the edit that led to the version at `index` was made in the open level.
    pub(super) fn note_version(&mut self, index: usize) {
        self.of_versions.resize(index, NodePath::default());
        self.of_versions.push(self.current.clone());
    }

    /// The level of the edit that a step through the history undoes or does again, from one version to another.
    pub(super) fn of_step(&self, from: usize, to: usize) -> NodePath {
        let edit = if to < from { to + 1 } else { to };
        self.of_versions.get(edit).cloned().unwrap_or_default()
    }

    /// Goes up as far as it takes for the open level to be there in `graph`.
    pub(super) fn settle(&mut self, graph: &Graph) {
        self.current = existing(&self.current, graph);
    }
}

/// `level`, or what is around it where that is no block instance of `graph`.
pub(super) fn existing(level: &NodePath, graph: &Graph) -> NodePath {
    let mut level = level.clone();
    while graph.place_in(&level).is_none() {
        level = level.around();
    }
    level
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::graph::NodeId;

    #[test]
    fn each_level_keeps_what_is_selected_in_it() {
        let mut levels = Levels::default();
        let block = NodePath::root(NodeId(1));
        let outside = Selection::only(block.clone());
        assert!(levels.enter(block.clone(), outside.clone()).is_empty());
        let inside = Selection::only(block.child(NodeId(3)));
        assert_eq!(levels.enter(NodePath::default(), inside.clone()), outside);
        assert_eq!(levels.enter(block, outside), inside);
    }

    #[test]
    fn a_step_through_the_history_knows_where_its_edit_was_made() {
        let mut levels = Levels::default();
        let block = NodePath::root(NodeId(1));
        levels.note_version(1);
        levels.enter(block.clone(), Selection::default());
        levels.note_version(2);
        assert_eq!(levels.of_step(2, 1), block);
        assert_eq!(levels.of_step(1, 0), NodePath::default());
        assert_eq!(levels.of_step(1, 2), block);
    }
}
