//! The short glide of nodes from where they were to where they are now, so that the eye can follow.

use std::collections::BTreeMap;

use egui::Rect;

use super::outline::Outline;
use crate::app::look::size::{LONG_MOTION_SECONDS, MOTION_SECONDS};
use crate::graph::NodePath;

/// Where items were when something moved them.
#[derive(Debug, Clone, Default)]
pub struct Motion {
    from: BTreeMap<NodePath, Rect>,
    started_seconds: Option<f64>,
}

/// From this many items on, the eye needs longer to follow.
const MANY: usize = 4;

impl Motion {
    /// Begins a glide from `before`, what was shown last, to what `outline` and `after` say. Items that were not
    /// there come out of the block around them.
    pub fn begin(before: (&Outline, &[Rect]), outline: &Outline, after: &[Rect]) -> Self {
        let mut from = BTreeMap::new();
        for (index, item) in outline.items.iter().enumerate() {
            let own = before.0.find(&item.path);
            let around = item
                .parent
                .and_then(|parent| before.0.find(&outline.items[parent].path));
            let rect = match (own, around) {
                (Some(own), _) => before.1[own],
                (None, Some(around)) => {
                    Rect::from_min_size(before.1[around].min, after[index].size())
                }
                (None, None) => continue,
            };
            if rect.min.distance(after[index].min) > 0.5
                || rect.max.distance(after[index].max) > 0.5
            {
                from.insert(item.path.clone(), rect);
            }
        }
        Self {
            from,
            started_seconds: None,
        }
    }

    /// Whether anything is still moving.
    pub fn is_running(&self) -> bool {
        !self.from.is_empty()
    }

    /// The rectangles to show at `now_seconds`; ends the glide once it has arrived.
    pub fn rects(&mut self, now_seconds: f64, outline: &Outline, target: &[Rect]) -> Vec<Rect> {
        let started = *self.started_seconds.get_or_insert(now_seconds);
        let seconds = if self.from.len() < MANY {
            MOTION_SECONDS
        } else {
            LONG_MOTION_SECONDS
        };
        let share = ((now_seconds - started) as f32 / seconds).clamp(0.0, 1.0);
        let eased = 1.0 - (1.0 - share).powi(3);
        if share >= 1.0 {
            self.from.clear();
        }
        let glide = |(item, rect): (&super::item::Item, &Rect)| match self.from.get(&item.path) {
            Some(from) => from.lerp_towards(rect, eased),
            None => *rect,
        };
        outline.items.iter().zip(target).map(glide).collect()
    }
}
