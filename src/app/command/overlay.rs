//! The dialogs that lie over the window.

use super::{BlockDialog, Command, DocumentId, FileQuestion, Info};
use crate::text::say;
use egui::Key;
use std::path::PathBuf;

/// One dialog of the window's own.
#[derive(Debug, Clone, PartialEq)]
pub enum Overlay {
    /// Search for a command.
    CommandPalette,
    /// The presets.
    Gallery,
    /// All shortcuts.
    Shortcuts,
    /// Choose a layer or block to come behind the selected node.
    AddAfter,
    /// Choose the port that a wire from the selected node is to go to.
    ConnectTo,
    /// Choose the wire of the selected node to remove.
    Disconnect,
    /// Paste a summary to check the network against.
    Summary,
    /// Names and numbers around blocks.
    Block(BlockDialog),
    /// Version and licenses.
    About,
    /// Choose files, where the desktop has no dialog for that.
    Files(FileQuestion),
    /// What a crash has left.
    Recovery(Vec<LostProject>),
    /// Whether to end the training that runs.
    Training,
    /// What to do with unsaved changes before this command runs.
    Unsaved(Box<Command>),
    /// What to do with the unsaved changes of several documents before this command runs.
    SeveralUnsaved(Vec<UnsavedDocument>, Box<Command>),
    /// What to do about a file that somebody else has, or has written to.
    Disk(DiskQuestion),
}

/// A document with changes that are not saved.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnsavedDocument {
    /// Which one.
    pub id: DocumentId,
    /// What its tab says.
    pub title: String,
    /// Where it is saved.
    pub path: Option<PathBuf>,
    /// Whether it is to be saved.
    pub is_ticked: bool,
}

/// A question about a file that is not only ours.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum DiskQuestion {
    /// The file of the document in front was written to by somebody else.
    Changed {
        /// The file.
        path: PathBuf,
        /// Whether the user was about to save over it.
        is_saving: bool,
    },
    /// The file of the document in front is no longer there.
    Gone {
        /// Where it was.
        path: PathBuf,
    },
    /// A file to be opened is open in another window.
    Elsewhere {
        /// The file.
        path: PathBuf,
    },
    /// A file to be saved is there already.
    Exists {
        /// The file.
        path: PathBuf,
    },
}

impl Overlay {
    /// Those that stand alone as commands.
    pub const LISTED: [Self; 7] = [
        Self::CommandPalette,
        Self::AddAfter,
        Self::ConnectTo,
        Self::Disconnect,
        Self::Summary,
        Self::Shortcuts,
        Self::About,
    ];

    /// Its words and keys as a command.
    pub fn info(&self) -> Info {
        match self {
            Self::CommandPalette => Info::new(say("command-palette"), say("command-palette-help"))
                .ctrl(Key::K)
                .named("command-palette"),
            Self::AddAfter => Info::new(say("add-after"), say("add-after-help"))
                .key(Key::Insert)
                .named("add-after"),
            Self::ConnectTo => Info::new(say("connect-to"), say("connect-to-help"))
                .shift(Key::C)
                .named("connect-to"),
            Self::Disconnect => Info::new(say("disconnect"), say("disconnect-help"))
                .shift(Key::X)
                .named("disconnect"),
            Self::Gallery => Info::new(say("presets"), say("presets-help")),
            Self::Shortcuts => Info::new(
                say("keyboard-shortcuts-open"),
                say("keyboard-shortcuts-help"),
            )
            .key(Key::F1)
            .named("shortcuts"),
            Self::Summary => Info::new(
                say("check-against-summary"),
                say("check-against-summary-help"),
            )
            .named("check-summary"),
            Self::Block(_) => Info::new(say("blocks-open"), say("blocks-help")),
            Self::About => Info::new(say("about"), say("about-help")).named("about"),
            Self::Files(_) => Info::new(say("choose-files"), say("choose-files-help")),
            Self::Recovery(_) => Info::new(say("recover-open"), say("recover-help")),
            Self::Training => Info::new(say("stop-training-open"), say("stop-training-help")),
            Self::Unsaved(_) | Self::SeveralUnsaved(..) => {
                Info::new(say("unsaved-changes"), say("unsaved-changes-help"))
            }
            Self::Disk(_) => Info::new(say("changed-on-disk"), say("changed-on-disk-help")),
        }
    }
}

/// A project that was open and unsaved when Netsmith ended without closing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LostProject {
    /// Its name.
    pub name: String,
    /// Where it had been saved before.
    pub origin: Option<PathBuf>,
    /// When it was last kept, by the clock on the wall.
    pub written_at: Option<String>,
    /// Why it cannot be opened, with its file; `None` for one that can.
    pub fault: Option<String>,
}
