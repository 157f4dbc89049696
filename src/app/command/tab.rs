//! What can be asked about open documents.

use super::Info;
use crate::text::say;
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
            Self::Next => Info::new(say("next-tab"), say("next-tab-help"))
                .ctrl(Key::Tab)
                .named("tab-next"),
            Self::Previous => Info::new(say("previous-tab"), say("previous-tab-help"))
                .ctrl_shift(Key::Tab)
                .named("tab-previous"),
            Self::Show(_) => Info::new(say("show-this-tab"), say("show-this-tab-help")),
            Self::CloseFront => Info::new(say("close-tab"), say("close-tab-help"))
                .ctrl(Key::W)
                .named("tab-close"),
            Self::Close(_) => Info::new(say("close"), say("close-this-tab-help")),
            Self::CloseOthers | Self::CloseAllBut(_) => {
                Info::new(say("close-other-tabs"), say("close-other-tabs-help"))
                    .named("tab-close-others")
            }
            Self::Reopen => Info::new(say("reopen-closed-tab"), say("reopen-closed-tab-help"))
                .ctrl_shift(Key::T)
                .named("tab-reopen"),
            Self::MoveLeft => Info::new(say("move-tab-left"), say("move-tab-left-help"))
                .ctrl_shift(Key::PageUp)
                .named("tab-move-left"),
            Self::MoveRight => Info::new(say("move-tab-right"), say("move-tab-right-help"))
                .ctrl_shift(Key::PageDown)
                .named("tab-move-right"),
            Self::MoveTo(_) => Info::new(say("move-tab"), say("move-tab-help")),
        }
    }
}
