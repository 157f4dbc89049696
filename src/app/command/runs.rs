//! What can be asked about runs in a list.

use super::Info;
use crate::engine::run::RunLabel;
use crate::text::say;
use std::path::PathBuf;

/// One thing that a user can ask about a run in the list. Opening one is a matter of files.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum RunsCommand {
    /// Look again which runs there are.
    Refresh,
    /// Write beside a run what its owner says of it.
    Label(PathBuf, Box<RunLabel>),
    /// Move a run into the trash beside it.
    Delete(PathBuf),
    /// Move a run out of the trash.
    Restore(PathBuf),
    /// Show a run's folder in the desktop's file manager.
    ShowFolder(PathBuf),
}

impl RunsCommand {
    /// Its words and keys.
    pub fn info(&self) -> Info {
        match self {
            Self::Refresh => Info::new(say("refresh-runs"), say("refresh-runs-help")),
            Self::Label(..) => Info::new(say("label-run"), say("label-run-help")),
            Self::Delete(_) => Info::new(say("delete-run"), say("delete-run-help")),
            Self::Restore(_) => Info::new(say("restore-run"), say("restore-run-help")),
            Self::ShowFolder(_) => Info::new(say("open-run-folder"), say("open-run-folder-help")),
        }
    }
}
