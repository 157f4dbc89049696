//! What can be asked of the canvas.

use crate::app::command::{Availability, Info};
use crate::app::workbench::Workbench;
use egui::Key;

/// One thing that a user can ask of the canvas.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum CanvasCommand {
    /// Larger.
    ZoomIn,
    /// Smaller.
    ZoomOut,
    /// One point of the graph is one point of the screen.
    ZoomToFull,
    /// The whole network in view.
    Fit,
    /// The selected nodes in view, moving no more than that takes.
    ShowSelection,
    /// A wire between the two selected nodes.
    Connect,
    /// Place every node anew.
    Arrange,
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
        Self::ShowSelection,
        Self::Connect,
        Self::Arrange,
        Self::OpenBlocks,
        Self::FoldBlocks,
    ];

    /// Its words and keys.
    pub fn info(&self) -> Info {
        match self {
            Self::ZoomIn => Info::new("Zoom in", "Show the network larger").ctrl(Key::Plus),
            Self::ZoomOut => Info::new("Zoom out", "Show the network smaller").ctrl(Key::Minus),
            Self::ZoomToFull => {
                Info::new("Zoom to 100 %", "Show the network at its own size").ctrl(Key::Num0)
            }
            Self::Fit => Info::new("Fit", "Show the whole network").key(Key::F),
            Self::ShowSelection => {
                Info::new("Show selection", "Bring the selected layers into view").ctrl(Key::J)
            }
            Self::Connect => {
                Info::new("Connect", "Draw a wire between the two selected layers").key(Key::C)
            }
            Self::Arrange => Info::new("Arrange", "Place every layer anew").ctrl(Key::L),
            Self::OpenBlocks => {
                Info::new("Open all blocks", "Show the layers inside every block").ctrl(Key::E)
            }
            Self::FoldBlocks => {
                Info::new("Fold all blocks", "Show every block as one box").ctrl_shift(Key::E)
            }
        }
    }

    /// Whether it can run now, and if not, why.
    pub fn availability(&self, workbench: &Workbench) -> Availability {
        match self {
            Self::ZoomIn | Self::ZoomOut | Self::ZoomToFull => Availability::Ready,
            Self::Connect => Availability::when(
                workbench.state.selection.len() == 2,
                "Select the two layers that a wire should connect",
            ),
            Self::ShowSelection => Availability::when(
                !workbench.state.selection.is_empty(),
                "Select a layer first",
            ),
            _ => Availability::when(!workbench.state.document.is_empty(), "The network is empty"),
        }
    }
}
