//! What can be asked about open documents.

use super::Info;
use egui::Key;

/// What tells the open documents apart, whatever they are called and wherever they are saved.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct DocumentId(pub u64);

/// One thing that a user can ask about tabs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum TabCommand {
    /// Show the tab to the right; after the last comes the first.
    Next,
    /// Show the tab to the left; before the first comes the last.
    Previous,
    /// Show this document.
    Show(DocumentId),
    /// Close the document in front.
    CloseFront,
    /// Close this document.
    Close(DocumentId),
    /// Close every document but the one in front.
    CloseOthers,
    /// Close every document but this one.
    CloseAllBut(DocumentId),
    /// Bring back the document that was closed last.
    Reopen,
    /// Move the tab in front one place to the left.
    MoveLeft,
    /// Move the tab in front one place to the right.
    MoveRight,
    /// Move the tab in front to this place.
    MoveTo(usize),
}

impl TabCommand {
    /// Those that stand alone, in the order of the command palette.
    pub const LISTED: [Self; 7] = [
        Self::Next,
        Self::Previous,
        Self::MoveLeft,
        Self::MoveRight,
        Self::CloseFront,
        Self::CloseOthers,
        Self::Reopen,
    ];

    /// Its words and keys.
    pub fn info(&self) -> Info {
        match self {
            Self::Next => {
                Info::new("Next tab", "Show the network in the tab to the right").ctrl(Key::Tab)
            }
            Self::Previous => Info::new("Previous tab", "Show the network in the tab to the left")
                .ctrl_shift(Key::Tab),
            Self::Show(_) => Info::new("Show tab", "Show the network in this tab"),
            Self::CloseFront => Info::new(
                "Close tab",
                "Close this network and ask about changes that are not saved",
            )
            .ctrl(Key::W),
            Self::Close(_) => Info::new("Close", "Close the network in this tab"),
            Self::CloseOthers | Self::CloseAllBut(_) => {
                Info::new("Close other tabs", "Close every network but this one")
            }
            Self::Reopen => Info::new(
                "Reopen closed tab",
                "Bring back the network that was closed last, with its history",
            )
            .ctrl_shift(Key::T),
            Self::MoveLeft => Info::new("Move tab left", "Give this tab the place to its left")
                .ctrl_shift(Key::PageUp),
            Self::MoveRight => Info::new("Move tab right", "Give this tab the place to its right")
                .ctrl_shift(Key::PageDown),
            Self::MoveTo(_) => Info::new("Move tab", "Give this tab another place"),
        }
    }
}
