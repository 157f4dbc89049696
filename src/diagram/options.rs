//! What somebody who wants a diagram can choose.

use std::collections::BTreeSet;

pub use crate::graph::Direction;
use crate::graph::NodePath;

/// Which blocks show their inside.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Blocks {
    /// None: each is one box.
    #[default]
    Folded,
    /// None, and those in a row that are all alike are one box that says how many they are.
    Counted,
    /// All, however deep.
    Open,
    /// These instances, where the blocks around them are open too.
    Only(BTreeSet<NodePath>),
}

impl Blocks {
    pub(super) fn opens(&self, path: &NodePath) -> bool {
        match self {
            Self::Folded | Self::Counted => false,
            Self::Open => true,
            Self::Only(open) => open.contains(path),
        }
    }
}

/// Where a long network goes on in the next column, or in the next row where it runs from left to right.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Wrap {
    /// Where the whole comes closest to the shape of a page, at the ends of stages if possible.
    #[default]
    Page,
    /// Where the whole comes closest to these proportions, width in per cent of height.
    Like(u16),
    /// Nowhere.
    Never,
    /// After at most so many boxes in a row.
    Rows(usize),
}

/// How a network is laid out.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LayoutOptions {
    /// Which way the wires run.
    pub direction: Direction,
    /// Which blocks show their inside.
    pub blocks: Blocks,
    /// Where columns end.
    pub wrap: Wrap,
}
