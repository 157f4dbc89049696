//! Every sentence with which a run folder is refused.

use std::path::PathBuf;

use crate::engine::EngineError;
use crate::files::FileError;
use crate::project::ProjectError;
use crate::text::{Count, Message, counted};
use crate::{message, shown_as_message};

/// Why a run folder cannot be used as asked. Paths come last.
#[derive(Debug, thiserror::Error)]
pub enum RunError {
    /// There is no run.
    NotARun {
        /// The folder that was named.
        path: PathBuf,
    },
    /// A run that has reached its end.
    Finished {
        /// How many epochs it went through.
        epochs: usize,
        /// The folder.
        path: PathBuf,
    },
    /// A run that could be continued, but nobody asked for that.
    Unfinished {
        /// Epochs gone through.
        done: usize,
        /// Epochs asked for.
        epochs: usize,
        /// The folder.
        path: PathBuf,
    },
    /// Somebody else's files.
    Occupied {
        /// The file in the way.
        name: &'static str,
        /// The folder.
        path: PathBuf,
    },
    /// A second training of the same folder.
    Busy {
        /// The folder.
        path: PathBuf,
    },
    /// The folder cannot be moved into the trash or out of it.
    NotMoved {
        /// The system's words.
        reason: Message,
        /// The folder.
        path: PathBuf,
    },
    /// The folder cannot be made or used.
    Folder {
        /// Mostly the system's words.
        reason: Message,
        /// The folder.
        path: PathBuf,
    },
    /// A file of the run that cannot be understood.
    Damaged {
        /// The message that says what the file should be.
        expected: &'static str,
        /// What is wrong with it.
        reason: Message,
        /// The file.
        path: PathBuf,
    },
    /// A run that has learned nothing that could be asked.
    NoWeights {
        /// Why.
        reason: Message,
        /// The folder.
        path: PathBuf,
    },
    /// Going on with something else than what was begun.
    Changed {
        /// The message that says what differs.
        what: &'static str,
        /// How it was.
        before: Box<Message>,
        /// How it is.
        now: Box<Message>,
        /// The folder.
        path: PathBuf,
    },
    /// Going on with another network.
    OtherNetwork {
        /// The folder.
        path: PathBuf,
    },
    /// Weights beside another network than the one that they were trained in.
    NotAsTrained {
        /// The folder.
        path: PathBuf,
    },
    /// Weights after an epoch that were not kept.
    NotKept {
        /// The epoch.
        epoch: usize,
        /// The folder.
        path: PathBuf,
    },
    /// Weights of which no layer of a network can use any.
    NothingFits {
        /// The folder.
        path: PathBuf,
    },
    /// A run that went on from another one, of which nobody knows any more how it stood then.
    NotRepeatable {
        /// The folder.
        path: PathBuf,
    },
    /// A run that has not saved anything to go on from, or has lost it.
    NoCheckpoint {
        /// The folder.
        path: PathBuf,
    },
    /// A file could not be read or saved.
    File(#[from] FileError),
    /// The project in the folder cannot be read.
    Project(#[from] ProjectError),
    /// The weights cannot be read, saved or used.
    Engine(#[from] EngineError),
}

impl RunError {
    /// What it says, as data.
    #[must_use]
    pub fn message(&self) -> Message {
        match self {
            Self::NotARun { path } => message!("no-run-folder", path = path),
            Self::Finished { epochs, path } => message!(
                "run-is-finished",
                epochs = counted(Count(*epochs), "epoch"),
                path = path
            ),
            Self::Unfinished { done, epochs, path } => message!(
                "run-stopped-after",
                done = *done,
                epochs = counted(Count(*epochs), "epoch"),
                path = path
            ),
            Self::Occupied { name, path } => {
                message!("run-would-overwrite", name = *name, path = path)
            }
            Self::Busy { path } => message!("run-in-use", path = path),
            Self::Folder { reason, path } => {
                message!("run-unwritable", reason = reason, path = path)
            }
            Self::NotMoved { reason, path } => {
                message!("run-not-moved", reason = reason, path = path)
            }
            Self::Damaged {
                expected,
                reason,
                path,
            } => message!(
                "run-not-understood",
                expected = Message::new(expected),
                reason = reason,
                path = path
            ),
            Self::NoWeights { reason, path } => {
                message!("run-without-weights", reason = reason, path = path)
            }
            Self::Changed {
                what,
                before,
                now,
                path,
            } => message!(
                "run-begun-otherwise",
                what = Message::new(what),
                before = before.as_ref(),
                now = now.as_ref(),
                path = path
            ),
            Self::OtherNetwork { path } => message!("run-of-other-network", path = path),
            Self::NotAsTrained { path } => message!("run-network-changed", path = path),
            Self::NotKept { epoch, path } => {
                message!("run-epoch-not-kept", epoch = *epoch, path = path)
            }
            Self::NothingFits { path } => message!("run-nothing-fits", path = path),
            Self::NotRepeatable { path } => message!("run-not-repeatable", path = path),
            Self::NoCheckpoint { path } => message!("run-saved-nothing", path = path),
            Self::File(error) => error.message(),
            Self::Project(error) => error.message(),
            Self::Engine(error) => error.message(),
        }
    }
}

shown_as_message!(RunError);
