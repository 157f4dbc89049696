//! Which shapes an edit has changed: the old ones stay for a moment, struck through.

use std::collections::BTreeMap;

use super::item::Role;
use super::outline::Outline;
use crate::graph::NodePath;

/// How long an old shape stays, in seconds.
const SHOWN_SECONDS: f64 = 1.2;

/// Old shapes that are still shown.
#[derive(Debug, Clone, Default)]
pub struct Changes {
    old_shapes: BTreeMap<NodePath, String>,
    began_seconds: Option<f64>,
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
            began_seconds: None,
        }
    }

    /// Forgets what was shown long enough; gives the seconds until that, or `None` where there is nothing.
    pub fn tick(&mut self, now_seconds: f64) -> Option<f64> {
        if self.old_shapes.is_empty() {
            return None;
        }
        let left = *self.began_seconds.get_or_insert(now_seconds) + SHOWN_SECONDS - now_seconds;
        if left <= 0.0 {
            *self = Self::default();
            return None;
        }
        Some(left)
    }

    /// The shape that the item at `path` had before.
    pub fn old_shape(&self, path: &NodePath) -> Option<&str> {
        self.old_shapes.get(path).map(String::as_str)
    }

    /// Whether nothing has changed.
    pub fn is_empty(&self) -> bool {
        self.old_shapes.is_empty()
    }
}
