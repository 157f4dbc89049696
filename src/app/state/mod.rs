//! What the window shows, as plain data: the document, the selection, the view, notices, the open dialog.
//! Never paints, never does I/O; only `apply` changes it.

mod document;
mod lesson;
mod notice;
mod overlay;
mod recent;
mod selection;
mod view;

pub use document::Document;
pub use lesson::Lesson;
pub use notice::{Notice, NoticeKind, Notices};
pub use overlay::{LostProject, Overlay};
pub use recent::RecentFiles;
pub use selection::Selection;
pub use view::{SideTab, Tab, ThemeChoice, View, Wheel};

use super::command::Keymap;
use super::settings::Settings;

/// Everything that panels read. They get it by shared reference and answer with commands.
#[derive(Debug)]
pub struct State {
    /// The open project.
    pub document: Document,
    /// What is selected on the canvas and in the tables.
    pub selection: Selection,
    /// Theme, open panels, current tab.
    pub view: View,
    /// The user's own keys.
    pub keymap: Keymap,
    /// Files opened or saved before, latest first.
    pub recent: RecentFiles,
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
            keymap: settings.keymap,
            recent: settings.recent,
            overlay: None,
            notices: Notices::default(),
        }
    }
}
