//! What can be asked of the window itself: dialogs, messages, keys, favorites.

use super::{Command, DocumentId, Info, Overlay, PaletteItem};
use crate::text::{Message, say};
use crate::tr;
use egui::KeyboardShortcut;

/// One thing that a user or a panel can ask of the window.
#[derive(Debug, Clone, PartialEq)]
pub enum WindowCommand {
    /// Open a dialog of the window's own.
    Show(Overlay),
    /// Close the open dialog.
    CloseOverlay,
    /// Let this command run on these keys from now on, or on none; another that had them loses them.
    SetKeys(Box<Command>, Option<KeyboardShortcut>),
    /// Let every command run on the keys that it came with.
    ResetKeys,
    /// Keep this among what was added last.
    Remember(PaletteItem),
    /// Give this a star in the palette, or take it back.
    ToggleFavorite(PaletteItem),
    /// Tell the user, briefly, that something was done.
    Tell(Message),
    /// Tell the user that something could not be done: a sentence with what to do, without a final dot.
    Complain(Message),
    /// Tell something about this document, in front or not; about the whole window where there is none.
    Announce(NoticeKind, Option<DocumentId>, Message),
    /// Remove the notice at this place.
    Dismiss(usize),
    /// Put this text on the clipboard.
    CopyText(String),
}

/// How much a notice matters.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NoticeKind {
    /// Something was done.
    Done,
    /// Something could not be done; stays until it is closed, or until the document that it is about has gone on.
    Error,
    /// Something is wrong for as long as this stands; goes when it is right again.
    Standing(&'static str),
}

impl WindowCommand {
    /// Its words and keys.
    pub fn info(&self) -> Info {
        match self {
            Self::Show(overlay) => overlay.info(),
            Self::CloseOverlay => Info::new(say("close"), say("close-this-dialog-help")),
            Self::SetKeys(..) => Info::new(say("set-keys"), say("set-keys-help")),
            Self::ResetKeys => Info::new(say("reset-all-keys"), say("reset-all-keys-help")),
            Self::Remember(_) => Info::new(say("remember"), say("remember-help")),
            Self::ToggleFavorite(item) => Info::new(
                tr!("favorite-name", name = %item.name()),
                say("favorite-help"),
            ),
            Self::Tell(_) | Self::Complain(_) | Self::Announce(..) => {
                Info::new(say("tell"), say("tell-help"))
            }
            Self::Dismiss(_) => Info::new(say("dismiss"), say("dismiss-help")),
            Self::CopyText(_) => Info::new(say("copy-text"), say("copy-text-help")),
        }
    }
}
