//! What the window shows, as plain data: the document, the selection, the view, notices, the open dialog.
//! Never paints, never does I/O; only `apply` changes it.

mod awaited;
mod comparison;
mod document;
mod findings;
mod levels;
mod marks;
mod notice;
mod overlay;
mod preview;
mod recent;
mod search;
mod selection;
mod settings_change;
mod shelf;
mod standing;
mod view;

pub use awaited::AwaitedText;
pub use comparison::{Comparison, ComparisonResult, Counterpart, OtherNetwork};
pub use document::{Document, DocumentId};
pub use marks::{MarkKind, Marks, NodeMark};
pub use notice::{Notice, NoticeKind, Notices, Work};
pub use overlay::{DiskQuestion, LostProject, Overlay, UnsavedDocument};
pub use preview::Preview;
pub use recent::RecentFiles;
pub use search::{Replacing, Search, What};
pub use selection::{NotePath, Selection};
pub use settings_change::SettingsChange;
pub use shelf::Shelf;
pub use standing::Standing;
pub use view::{SideTab, Tab, ThemeChoice, View, Wheel};

use super::blocks::BlockLibrary;
use super::command::Keymap;
use super::settings::Settings;
use crate::graph::Measure;
use std::path::PathBuf;

/// Everything that panels read. They get it by shared reference and answer with commands.
#[derive(Debug)]
pub struct State {
    /// The open project.
    pub document: Document,
    /// What is selected on the canvas and in the tables.
    pub selection: Selection,
    /// Theme, open panels, current tab.
    pub view: View,
    /// What the nodes show as heat.
    pub heat: Option<Measure>,
    /// An edit that is looked at before it is done.
    pub preview: Option<Preview>,
    /// What is looked for on the canvas.
    pub search: Search,
    /// What the user reaches for most in the palette.
    pub shelf: Shelf,
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
    /// The dialog in front, if one is open.
    pub overlay: Option<Overlay>,
    /// Messages to the user.
    pub notices: Notices,
}

impl State {
    /// An empty network in a window as `settings` left it.
    pub fn new(settings: Settings) -> Self {
        Self {
            document: Document::empty(),
            selection: Selection::default(),
            view: settings.view,
            heat: None,
            preview: None,
            search: Search::default(),
            shelf: settings.shelf,
            library: settings.library,
            awaited_text: None,
            keymap: settings.keymap,
            recent: settings.recent,
            last_folder: settings.last_folder,
            overlay: None,
            notices: Notices::default(),
        }
    }

    /// What the canvas points out: what an edit would change, else what was found, else what differs in a
    /// comparison.
    pub fn marks(&self) -> &Marks {
        match &self.preview {
            Some(preview) => &preview.marks,
            None => self.search.marks().unwrap_or(self.document.marks()),
        }
    }
}
