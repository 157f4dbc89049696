//! What can be asked around files beyond opening and saving: answers to what the disk has done meanwhile.

use super::{Command, Info};
use crate::app::document::DocumentId;
use std::path::PathBuf;

/// One thing that a user can ask of files.
#[derive(Debug, Clone, PartialEq)]
pub enum FileCommand {
    /// Open all work that a crash has left.
    RecoverAll,
    /// Save these documents, lose the changes of the others, and do this.
    SaveEach {
        /// Those to save.
        save: Vec<DocumentId>,
        /// Those to give up.
        discard: Vec<DocumentId>,
        /// What follows.
        next: Box<Command>,
    },
    /// Compare the network with its file, which somebody else has written to.
    CompareWithDisk,
    /// Take the file as it is now for the network; undo takes that back.
    Reload,
    /// Keep the network although its file has changed; what is in the file now will be overwritten by the next save.
    KeepMine,
    /// Keep the network although its file has changed, and write it over that.
    SaveOver,
    /// Write the network where its file was.
    SaveAgain,
    /// Save over a file that is there already.
    SaveAt(PathBuf),
    /// Open a file that another window has, as a network that was never saved.
    OpenCopy(PathBuf),
    /// Open a file although another window has it.
    OpenToo(PathBuf),
}

impl FileCommand {
    /// Its words.
    pub fn info(&self) -> Info {
        match self {
            Self::RecoverAll => Info::new("Recover all", "Open all work that a crash has left"),
            Self::SaveEach { discard, .. } if discard.is_empty() => {
                Info::new("Save all", "Save every network of the list, then go on")
            }
            Self::SaveEach { save, .. } if save.is_empty() => {
                Info::new("Do not save", "Go on without the changes")
            }
            Self::SaveEach { .. } => Info::new(
                "Save the ticked ones",
                "Save what is ticked, lose the changes of the others, then go on",
            ),
            Self::CompareWithDisk => Info::new(
                "Compare with the disk",
                "See which layers differ between the window and the disk; nothing is changed",
            ),
            Self::Reload => Info::new(
                "Reload",
                "Show the network as it is on the disk; undo brings yours back",
            ),
            Self::KeepMine => Info::new(
                "Keep mine",
                "Keep the network as it is here; the next save overwrites what is on the disk",
            ),
            Self::SaveOver => Info::new(
                "Save mine over it",
                "Overwrite what is on the disk with the network as it is here",
            ),
            Self::SaveAgain => Info::new("Save it again", "Write the network where its file was"),
            Self::SaveAt(_) => Info::new("Replace", "Overwrite the file that is there"),
            Self::OpenCopy(_) => Info::new(
                "Open a copy",
                "Open the network as one that was never saved, to be saved under another name",
            ),
            Self::OpenToo(_) => Info::new(
                "Open it here too",
                "Open the file in both windows; a save asks first where the other one has saved meanwhile",
            ),
        }
    }
}

impl From<FileCommand> for Command {
    fn from(command: FileCommand) -> Self {
        Self::File(command)
    }
}
