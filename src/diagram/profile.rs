//! What diagrams are mostly wanted for, each a set of choices.

use super::options::{Blocks, Direction, LayoutOptions};
use super::sheet::Sheet;

/// One use of a diagram.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Profile {
    /// Every layer.
    Whole,
    /// Blocks folded, and those in a row counted.
    Counted,
    /// One page to print.
    Page,
    /// A slide of 16 : 9.
    Slide,
    /// A column of a paper.
    Column,
}

impl Profile {
    /// All of them, in the order of a list.
    pub const ALL: [Self; 5] = [
        Self::Whole,
        Self::Counted,
        Self::Page,
        Self::Slide,
        Self::Column,
    ];

    /// What is drawn, and which way.
    #[must_use]
    pub fn options(self) -> LayoutOptions {
        let (direction, blocks) = match self {
            Self::Whole => (Direction::TopToBottom, Blocks::Open),
            Self::Counted | Self::Page | Self::Column => (Direction::TopToBottom, Blocks::Counted),
            Self::Slide => (Direction::LeftToRight, Blocks::Counted),
        };
        LayoutOptions {
            direction,
            blocks,
            ..LayoutOptions::default()
        }
    }

    /// What it is put on.
    #[must_use]
    pub fn sheet(self) -> Option<Sheet> {
        match self {
            Self::Whole | Self::Counted => None,
            Self::Page => Some(Sheet::Page),
            Self::Slide => Some(Sheet::Slide),
            Self::Column => Some(Sheet::Column),
        }
    }
}
