//! What the canvas's commands are called, and their keys.

use super::{Across, CanvasCommand, Choice, Side};
use crate::app::command::Info;
use crate::graph::Direction;
use crate::graph::edit::Way;
use egui::Key;

impl CanvasCommand {
    /// Its words and keys.
    #[expect(clippy::too_many_lines, reason = "a table with one command per line")]
    pub fn info(&self) -> Info {
        match self {
            Self::ZoomIn => Info::new("Zoom in", "Show the network larger").ctrl(Key::Plus),
            Self::ZoomOut => Info::new("Zoom out", "Show the network smaller").ctrl(Key::Minus),
            Self::ZoomToFull => {
                Info::new("Zoom to 100 %", "Show the network at its own size").ctrl(Key::Num0)
            }
            Self::Fit => Info::new("Fit", "Show the whole network").key(Key::F),
            Self::FitSelection => Info::new(
                "Fit selection",
                "Show the selected layers as large as they fit",
            )
            .shift(Key::F),
            Self::ShowSelection => {
                Info::new("Show selection", "Bring the selected layers into view").ctrl(Key::J)
            }
            Self::Uncover => Info::new(
                "Uncover selection",
                "Open the blocks around the selected layers and bring these into view",
            ),
            Self::Choose(choice) => choice.info(),
            Self::Align(side) => side.info(),
            Self::Distribute(across) => across.info(),
            Self::QuickAdd => Info::new(
                "Add here…",
                "Type what to add where the pointer is, behind the selected layer",
            )
            .key(Key::Slash),
            Self::Connect => {
                Info::new("Connect", "Draw a wire between the two selected layers").key(Key::C)
            }
            Self::CutWires => Info::new(
                "Cut wires",
                "Cut every wire that the next stroke crosses; Alt with a drag does the same",
            )
            .key(Key::X),
            Self::Straighten => Info::new(
                "Straighten wire",
                "Let the selected wire find its own way again",
            ),
            Self::Bypass => Info::new(
                "Bypass",
                "Let data pass by the selected layers, or put them to work again",
            )
            .key(Key::B),
            Self::MoveAlong(Way::Earlier) => Info::new(
                "Move earlier",
                "Let the selected layer change places with the one before it; Alt+Up in the outline",
            ),
            Self::MoveAlong(Way::Later) => Info::new(
                "Move later",
                "Let the selected layer change places with the one behind it; Alt+Down in the outline",
            ),
            Self::AddComment => Info::new(
                "Add comment",
                "Write a comment beside the layers; it changes nothing that is computed",
            )
            .key(Key::N),
            Self::FrameSelection => Info::new(
                "Frame selection",
                "Draw a titled frame around the selected layers; it moves them with it",
            )
            .shift(Key::N),
            Self::OpenMenu(..) | Self::OpenNoteMenu(..) => {
                Info::new("Menu", "Show what can be done with the selection")
            }
            Self::Rename => Info::new(
                "Rename",
                "Give the selected layer another name, or the network where nothing is selected; also by a double click on the name",
            )
            .key(Key::F2),
            Self::Replace => Info::new(
                "Replace by…",
                "Make the selected layers another kind and keep their wires",
            )
            .key(Key::R),
            Self::DeleteApart => Info::new(
                "Delete with wires",
                "Delete the selected layers and leave what was wired to them unwired",
            )
            .shift(Key::Delete),
            Self::Arrange => Info::new("Arrange", "Place every layer anew").ctrl(Key::L),
            Self::ArrangeSelection => {
                Info::new("Arrange selection", "Place the selected layers anew").ctrl_shift(Key::L)
            }
            Self::Turn(Direction::TopToBottom) => Info::new(
                "Flow from top to bottom",
                "Place every layer anew, with wires that run downwards",
            ),
            Self::Turn(Direction::LeftToRight) => Info::new(
                "Flow from left to right",
                "Place every layer anew, with wires that run to the right",
            ),
            Self::OpenInPlace => Info::new(
                "Open in place",
                "Show the layers inside the selected blocks among the others, or fold them",
            )
            .key(Key::E),
            Self::OpenBlocks => {
                Info::new("Open all blocks", "Show the layers inside every block").ctrl(Key::E)
            }
            Self::FoldBlocks => {
                Info::new("Fold all blocks", "Show every block as one box").ctrl_shift(Key::E)
            }
        }
    }
}

impl Choice {
    fn info(self) -> Info {
        match self {
            Self::Linked => Info::new(
                "Select linked",
                "Select everything that wires connect with the selection",
            )
            .key(Key::L),
            Self::Upstream => Info::new(
                "Select upstream",
                "Select everything that the selection gets data from",
            )
            .key(Key::OpenBracket),
            Self::Downstream => Info::new(
                "Select downstream",
                "Select everything that gets data from the selection",
            )
            .key(Key::CloseBracket),
            Self::SameKind => Info::new(
                "Select same kind",
                "Select every layer of the kinds that are selected",
            )
            .key(Key::K),
        }
    }
}

impl Side {
    fn info(self) -> Info {
        let (label, tooltip, key) = match self {
            Self::Left => ("Align left", "Bring left edges into line", Key::A),
            Self::Center => (
                "Align center",
                "Bring centers into line, below each other",
                Key::H,
            ),
            Self::Right => ("Align right", "Bring right edges into line", Key::D),
            Self::Top => ("Align top", "Bring upper edges into line", Key::W),
            Self::Middle => (
                "Align middle",
                "Bring centers into line, beside each other",
                Key::V,
            ),
            Self::Bottom => ("Align bottom", "Bring lower edges into line", Key::S),
        };
        Info::new(label, tooltip).alt(key)
    }
}

impl Across {
    fn info(self) -> Info {
        match self {
            Self::Columns => Info::new(
                "Distribute across",
                "Leave equal room between layers beside each other",
            ),
            Self::Rows => Info::new(
                "Distribute down",
                "Leave equal room between layers below each other",
            ),
        }
    }
}
