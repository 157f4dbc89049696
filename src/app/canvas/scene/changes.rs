//! Which shapes the last edit has changed: the old ones stay, struck through, until the next edit or Escape.

use std::collections::BTreeMap;

use super::item::Role;
use super::outline::Outline;
use crate::graph::NodePath;

/// Old shapes that are still shown.
#[derive(Debug, Clone, Default)]
pub struct Changes {
    old_shapes: BTreeMap<NodePath, String>,
}

impl Changes {
    /// The shapes that differ between two outlines of one network.
    pub fn between(before: &Outline, after: &Outline) -> Self {
        let changed = |item: &super::item::Item| {
            let old = &before.items[before.find(&item.path)?];
            let shown = matches!(item.role, Role::Layer | Role::Folded);
            (shown && old.shape != item.shape && !old.shape.is_empty())
                .then(|| (item.path.clone(), old.shape.clone()))
        };
        Self {
            old_shapes: after.items.iter().filter_map(changed).collect(),
        }
    }

    /// These changes as one with `earlier` ones of the same step, as while a number is typed: what was first counts,
    /// and what came back to it is no change.
    #[must_use]
    pub fn joined(mut self, earlier: Self, after: &Outline) -> Self {
        self.old_shapes.extend(earlier.old_shapes);
        self.old_shapes.retain(|path, old| {
            let item = after.find(path);
            item.is_some_and(|item| after.items[item].shape != *old)
        });
        self
    }

    /// The shape that the item at `path` had before.
    pub fn old_shape(&self, path: &NodePath) -> Option<&str> {
        self.old_shapes.get(path).map(String::as_str)
    }
}
