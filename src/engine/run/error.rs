//! Every sentence with which a run folder is refused.

use std::path::PathBuf;

use crate::engine::EngineError;
use crate::files::FileError;
use crate::layer::counted;
use crate::project::ProjectError;

/// Why a run folder cannot be used as asked. Paths come last.
#[derive(Debug, thiserror::Error)]
pub enum RunError {
    /// There is no run.
    #[error("expected a run folder, found no `run.json` in it; name the folder that training printed: {}", path.display())]
    NotARun {
        /// The folder that was named.
        path: PathBuf,
    },
    /// A run that has reached its end.
    #[error("the folder holds a finished run of {}; choose another folder: {}", counted(*epochs, "epoch"), path.display())]
    Finished {
        /// How many epochs it went through.
        epochs: usize,
        /// The folder.
        path: PathBuf,
    },
    /// A run that could be continued, but nobody asked for that.
    #[error(
        "the folder holds a run that stopped after {done} of {}; go on with it (--resume) or choose another \
         folder: {}", counted(*epochs, "epoch"), path.display()
    )]
    Unfinished {
        /// Epochs gone through.
        done: usize,
        /// Epochs asked for.
        epochs: usize,
        /// The folder.
        path: PathBuf,
    },
    /// Somebody else's files.
    #[error("the folder already holds a `{name}` that the run would overwrite; choose another folder: {}", path.display())]
    Occupied {
        /// The file in the way.
        name: &'static str,
        /// The folder.
        path: PathBuf,
    },
    /// A second training of the same folder.
    #[error("another training is writing into this folder; wait for its end or choose another folder: {}", path.display())]
    Busy {
        /// The folder.
        path: PathBuf,
    },
    /// The folder cannot be made or used.
    #[error("the run folder cannot be written to ({reason}); choose another folder: {}", path.display())]
    Folder {
        /// The system's words.
        reason: String,
        /// The folder.
        path: PathBuf,
    },
    /// A file of the run that cannot be understood.
    #[error("expected {expected}, but it cannot be understood ({reason}); copy the run again or train anew: {}", path.display())]
    Damaged {
        /// What the file should be.
        expected: &'static str,
        /// What is wrong with it.
        reason: String,
        /// The file.
        path: PathBuf,
    },
    /// A run that has learned nothing that could be asked.
    #[error("the run has no weights, because {reason}: {}", path.display())]
    NoWeights {
        /// Why.
        reason: String,
        /// The folder.
        path: PathBuf,
    },
    /// Going on with something else than what was begun.
    #[error("the run was begun with {what} {before}, but now it is {now}; repeat its command or choose another folder: {}", path.display())]
    Changed {
        /// What differs.
        what: &'static str,
        /// How it was.
        before: String,
        /// How it is.
        now: String,
        /// The folder.
        path: PathBuf,
    },
    /// Going on with another network.
    #[error("the run was begun with another network; repeat its command or choose another folder: {}", path.display())]
    OtherNetwork {
        /// The folder.
        path: PathBuf,
    },
    /// Weights beside another network than the one that they were trained in.
    #[error(
        "the network in `project.netsmith` was changed after it was trained, so the weights do not fit it any more; put \
         the file back as it was, or train the changed network in a folder of its own: {}", path.display()
    )]
    NotAsTrained {
        /// The folder.
        path: PathBuf,
    },
    /// A run that has not saved anything to go on from, or has lost it.
    #[error(
        "the run saved nothing to go on from, or it is gone; copy the whole run again or train anew in another folder: {}",
        path.display()
    )]
    NoCheckpoint {
        /// The folder.
        path: PathBuf,
    },
    /// A file could not be read or saved.
    #[error(transparent)]
    File(#[from] FileError),
    /// The project in the folder cannot be read.
    #[error(transparent)]
    Project(#[from] ProjectError),
    /// The weights cannot be read, saved or used.
    #[error(transparent)]
    Engine(#[from] EngineError),
}
