//! What can be asked of the canvas, and of the nodes on it.

mod words;

use super::NotePath;
use crate::graph::edit::WireDirection;
use crate::graph::{Direction, NodePath};
use egui::Pos2;

/// One thing that a user can ask of the canvas.
#[derive(Debug, Clone, PartialEq)]
pub enum CanvasCommand {
    /// Larger.
    ZoomIn,
    /// Smaller.
    ZoomOut,
    /// One point of the graph is one point of the screen.
    ZoomToFull,
    /// The whole network in view.
    Fit,
    /// The selected nodes in view, as large as they fit.
    FitSelection,
    /// The selected nodes in view, moving no more than that takes.
    ShowSelection,
    /// The selected nodes in view, with the blocks around them opened.
    Uncover,
    /// Select what is wired to the selection in this way.
    Choose(Choice),
    /// Bring one side of the selected nodes into line.
    Align(Side),
    /// Leave equal room between the selected nodes.
    Distribute(Across),
    /// A wire between the two selected nodes.
    Connect,
    /// The next stroke over the canvas cuts wires.
    CutWires,
    /// Let the selected nodes' inputs through as if the nodes were not there, or put them to work again.
    Bypass,
    /// Keep training from changing the weights of the selected nodes, or let it change them again.
    Freeze,
    /// The same for the selected nodes and all that data reaches them from.
    FreezeUpToHere,
    /// Let the selected nodes change places with their neighbor in the chain.
    MoveAlong(WireDirection),
    /// Ask what to add where the pointer is.
    QuickAdd,
    /// Give what is selected another name.
    Rename,
    /// Ask what the selected nodes should be instead.
    Replace,
    /// Delete the selected nodes and leave what was wired to them unwired.
    DeleteApart,
    /// Let the selected wire find its own way again.
    Straighten,
    /// Place every node anew.
    Arrange,
    /// Place the selected nodes anew.
    ArrangeSelection,
    /// Place every node anew, with wires that run this way.
    Turn(Direction),
    /// Show the menu of the selected nodes, this one among them, at a point of the screen.
    OpenMenu(NodePath, Pos2),
    /// Show the menu of the selected notes, this one among them, at a point of the screen.
    OpenNoteMenu(NotePath, Pos2),
    /// Write a comment in the middle of the view.
    AddComment,
    /// Draw a frame around the selected nodes.
    FrameSelection,
    /// Open the selected blocks in place, or fold them.
    OpenInPlace,
    /// Open every block.
    OpenBlocks,
    /// Fold every block.
    FoldBlocks,
}

/// What to select, starting from what is selected.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Choice {
    /// Everything that wires lead to, whichever way they run.
    Linked,
    /// Everything that data comes from.
    Upstream,
    /// Everything that data goes to.
    Downstream,
    /// Everything of the same layer kind or block, opened blocks included.
    SameKind,
}

/// What of the nodes comes into line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Side {
    /// Left edges.
    Left,
    /// Centers, so that nodes stand below each other.
    Center,
    /// Right edges.
    Right,
    /// Upper edges.
    Top,
    /// Centers, so that nodes stand beside each other.
    Middle,
    /// Lower edges.
    Bottom,
}

/// Between which nodes there is to be equal room.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Across {
    /// Those beside each other.
    Columns,
    /// Those below each other.
    Rows,
}

impl CanvasCommand {
    /// Those that stand alone, in the order of the command palette.
    pub const LISTED: &'static [Self] = &[
        Self::ZoomIn,
        Self::ZoomOut,
        Self::ZoomToFull,
        Self::Fit,
        Self::FitSelection,
        Self::ShowSelection,
        Self::Choose(Choice::Linked),
        Self::Choose(Choice::Upstream),
        Self::Choose(Choice::Downstream),
        Self::Choose(Choice::SameKind),
        Self::QuickAdd,
        Self::Connect,
        Self::CutWires,
        Self::Straighten,
        Self::Bypass,
        Self::Freeze,
        Self::FreezeUpToHere,
        Self::MoveAlong(WireDirection::Earlier),
        Self::MoveAlong(WireDirection::Later),
        Self::Rename,
        Self::Replace,
        Self::DeleteApart,
        Self::AddComment,
        Self::FrameSelection,
        Self::Align(Side::Left),
        Self::Align(Side::Center),
        Self::Align(Side::Right),
        Self::Align(Side::Top),
        Self::Align(Side::Middle),
        Self::Align(Side::Bottom),
        Self::Distribute(Across::Columns),
        Self::Distribute(Across::Rows),
        Self::Arrange,
        Self::ArrangeSelection,
        Self::Turn(Direction::TopToBottom),
        Self::Turn(Direction::LeftToRight),
        Self::OpenInPlace,
        Self::OpenBlocks,
        Self::FoldBlocks,
    ];

    /// Whether it only makes the canvas follow what was selected elsewhere.
    pub fn follows_selection(&self) -> bool {
        matches!(self, Self::ShowSelection | Self::Uncover)
    }

    /// Whether it says where nodes stand and what shows of them, and not what is wired.
    pub fn is_about_places(&self) -> bool {
        let opens = matches!(
            self,
            Self::OpenInPlace | Self::OpenBlocks | Self::FoldBlocks
        );
        opens || self.lines_up() || matches!(self, Self::Arrange | Self::Turn(_))
    }

    /// Whether it brings the selected nodes into line.
    pub(in crate::app) fn lines_up(&self) -> bool {
        matches!(
            self,
            Self::Align(_) | Self::Distribute(_) | Self::ArrangeSelection
        )
    }
}
