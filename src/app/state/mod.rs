//! What the window shows, as plain data: the document in front, and what is the window's own: the view, notices, the open
//! dialog, what the user has set. Never paints, never does I/O; only `apply` changes it.

mod awaited;
mod favorites;
mod handbook;
mod lesson;
mod library;
mod notice;
mod place;
mod recent;
mod search;
mod view;

pub use awaited::AwaitedText;
pub use favorites::Favorites;
pub use handbook::Handbook;
pub use lesson::{Judged, OpenLesson};
pub use library::BlockLibrary;
pub use notice::{Notice, Notices, Work};
pub use place::WindowPlace;
pub use recent::RecentFiles;
pub use search::{Replacing, Search};
pub use view::{View, Wheel};

use super::docking::Workspaces;
use super::document::{Document, Marks};
use crate::app::command::{Keymap, Overlay};
use std::path::PathBuf;

/// What panels read. They answer with commands.
#[derive(Debug, Clone, Copy)]
pub struct State<'a> {
    /// The document in front.
    pub document: &'a Document,
    /// What is the same whichever document is in front.
    pub window: &'a WindowState,
}

/// The same, for commands that change it.
#[derive(Debug)]
pub struct StateMut<'a> {
    /// The document in front.
    pub document: &'a mut Document,
    /// What is the same whichever document is in front.
    pub window: &'a mut WindowState,
}

/// What belongs to the window and not to a document.
#[derive(Debug, Default)]
pub struct WindowState {
    /// Theme, and how the canvas shows.
    pub view: View,
    /// Where the panels lie.
    pub workspaces: Workspaces,
    /// Where the window is on the screen.
    pub place: WindowPlace,
    /// Where it is to go once the screen is known, as it was left.
    pub(in crate::app) wanted_place: Option<WindowPlace>,
    /// What is looked for on the canvas.
    pub search: Search,
    /// What the user reaches for most in the palette.
    pub favorites: Favorites,
    /// Blocks that the user keeps.
    pub library: BlockLibrary,
    /// What was asked of the clipboard and has not come yet.
    pub awaited_text: Option<AwaitedText>,
    /// The user's own keys.
    pub keymap: Keymap,
    /// Files opened or saved before, latest first.
    pub recent: RecentFiles,
    /// The folder that files were chosen from last.
    pub last_folder: Option<PathBuf>,
    /// The pages of the handbook that were read.
    pub handbook: Handbook,
    /// The lesson that is open, if one is.
    pub lesson: Option<OpenLesson>,
    /// The dialog in front, if one is open.
    pub overlay: Option<Overlay>,
    /// Messages to the user.
    pub notices: Notices,
}

impl<'a> State<'a> {
    /// What the canvas points out: what an edit would change, else what was found, else what differs in a comparison.
    pub fn marks(self) -> &'a Marks {
        match &self.document.preview {
            Some(preview) => &preview.marks,
            None => self.window.search.marks().unwrap_or(self.document.marks()),
        }
    }
}

impl StateMut<'_> {
    /// To look at only.
    pub fn as_ref(&self) -> State<'_> {
        State {
            document: self.document,
            window: self.window,
        }
    }
}
