//! What can be asked of the canvas. Never does anything itself; the canvas does.

mod words;

use crate::app::command::Availability;
use crate::app::document::NotePath;
use crate::app::state::State;
use crate::app::workbench::Workbench;
use crate::diagram::MOST_NODES;
use crate::graph::edit::Way;
use crate::graph::{Direction, NodePath};
use egui::Pos2;

use super::align::{Across, Side};
use super::choose::Choice;

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
    /// Let the selected nodes change places with their neighbour in the chain.
    MoveAlong(Way),
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
        Self::MoveAlong(Way::Earlier),
        Self::MoveAlong(Way::Later),
        Self::Rename,
        Self::Replace,
        Self::DeleteApart,
        Self::AddComment,
        Self::FrameSelection,
        Self::Align(Side::Left),
        Self::Align(Side::Centre),
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

    /// Whether it says where nodes stand and what shows of them, and not what is wired.
    pub fn is_about_places(&self) -> bool {
        let opens = matches!(
            self,
            Self::OpenInPlace | Self::OpenBlocks | Self::FoldBlocks
        );
        opens || self.lines_up() || matches!(self, Self::Arrange | Self::Turn(_))
    }

    /// Whether it brings the selected nodes into line.
    pub(super) fn lines_up(&self) -> bool {
        matches!(
            self,
            Self::Align(_) | Self::Distribute(_) | Self::ArrangeSelection
        )
    }

    /// Whether it can run now, and if not, why.
    pub fn availability(&self, workbench: &Workbench) -> Availability {
        let (state, canvas) = (workbench.state(), &workbench.front().canvas);
        let selected = state.document.selection.len();
        match self {
            Self::ZoomIn
            | Self::ZoomOut
            | Self::ZoomToFull
            | Self::QuickAdd
            | Self::OpenNoteMenu(..) => Availability::Ready,
            Self::Rename => Availability::when(
                selected < 2,
                "Select one layer; only one can be renamed at a time",
            ),
            Self::Connect => Availability::when(
                selected == 2,
                "Select the two layers that a wire should connect",
            ),
            Self::FitSelection
            | Self::ShowSelection
            | Self::Uncover
            | Self::Choose(_)
            | Self::Replace
            | Self::Bypass
            | Self::MoveAlong(_)
            | Self::OpenMenu(..)
            | Self::FrameSelection
            | Self::DeleteApart => Availability::when(selected > 0, "Select a layer first"),
            Self::Align(_) | Self::ArrangeSelection => {
                Availability::when(selected > 1, "Select two layers or more first")
            }
            Self::Distribute(_) => {
                Availability::when(selected > 2, "Select three layers or more first")
            }
            Self::Straighten => Availability::when(
                canvas.can_straighten(state),
                "Click a wire that is led through points first",
            ),
            Self::OpenInPlace => Availability::when(has_block(state), "Select a block first"),
            Self::OpenBlocks if state.document.is_empty() => {
                Availability::when(false, "The network is empty")
            }
            Self::OpenBlocks => Availability::when(
                can_open_all(state),
                "All blocks together hold more nodes than a canvas can show; open single ones",
            ),
            Self::AddComment
            | Self::CutWires
            | Self::Fit
            | Self::Arrange
            | Self::Turn(_)
            | Self::FoldBlocks => {
                Availability::when(!state.document.is_empty(), "The network is empty")
            }
        }
    }
}

/// A few nested blocks may hold a hundred thousand layers.
fn can_open_all(state: State<'_>) -> bool {
    let inference = state.document.inference();
    inference.layers.len() + inference.blocks.len() <= MOST_NODES
}

fn has_block(state: State<'_>) -> bool {
    let graph = state.document.graph();
    let mut nodes = state
        .document
        .selection
        .iter()
        .filter_map(|path| graph.node(path));
    nodes.any(|node| node.call().is_some())
}
