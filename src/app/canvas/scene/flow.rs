//! One geometry for both directions: what runs to the right is turned, as if it ran downwards, and turned back.

use egui::{Pos2, Rect, Vec2};

use crate::graph::Direction;

/// Points, sizes and rectangles seen as if wires ran downwards. Turning twice gives back what was there.
pub trait Transposed {
    /// The same thing where wires run downwards.
    #[must_use]
    fn transposed(self, direction: Direction) -> Self;
}

impl Transposed for Pos2 {
    fn transposed(self, direction: Direction) -> Self {
        match direction {
            Direction::TopToBottom => self,
            Direction::LeftToRight => Self::new(self.y, self.x),
        }
    }
}

impl Transposed for Vec2 {
    fn transposed(self, direction: Direction) -> Self {
        match direction {
            Direction::TopToBottom => self,
            Direction::LeftToRight => Self::new(self.y, self.x),
        }
    }
}

impl Transposed for Rect {
    fn transposed(self, direction: Direction) -> Self {
        Self {
            min: self.min.transposed(direction),
            max: self.max.transposed(direction),
        }
    }
}
