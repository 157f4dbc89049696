//! One geometry for both directions: what runs to the right is turned, as if it ran downwards, and turned back.

use egui::{Pos2, Rect, Vec2};

use crate::graph::Direction;

/// Points, sizes and rectangles seen as if wires ran downwards. Turning twice gives back what was there.
pub trait Turned {
    /// The same thing where wires run downwards.
    #[must_use]
    fn turned(self, direction: Direction) -> Self;
}

impl Turned for Pos2 {
    fn turned(self, direction: Direction) -> Self {
        match direction {
            Direction::TopToBottom => self,
            Direction::LeftToRight => Self::new(self.y, self.x),
        }
    }
}

impl Turned for Vec2 {
    fn turned(self, direction: Direction) -> Self {
        match direction {
            Direction::TopToBottom => self,
            Direction::LeftToRight => Self::new(self.y, self.x),
        }
    }
}

impl Turned for Rect {
    fn turned(self, direction: Direction) -> Self {
        Self {
            min: self.min.turned(direction),
            max: self.max.turned(direction),
        }
    }
}
