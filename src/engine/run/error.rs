//! Every sentence with which a run folder is refused.

use std::path::PathBuf;

use crate::engine::EngineError;
use crate::files::FileError;
use crate::layer::counted;
use crate::project::ProjectError;
use crate::tr;

/// Why a run folder cannot be used as asked. Paths come last.
#[derive(Debug, thiserror::Error)]
pub enum RunError {
    /// There is no run.
    #[error("{}", tr!("no-run-folder", path = %path.display()))]
    NotARun {
        /// The folder that was named.
        path: PathBuf,
    },
    /// A run that has reached its end.
    #[error("{}", tr!("run-is-finished", epochs = %counted(*epochs, "epoch"), path = %path.display()))]
    Finished {
        /// How many epochs it went through.
        epochs: usize,
        /// The folder.
        path: PathBuf,
    },
    /// A run that could be continued, but nobody asked for that.
    #[error("{}", tr!("run-stopped-after", done = %done, epochs = %counted(*epochs, "epoch"), path = %path.display()))]
    Unfinished {
        /// Epochs gone through.
        done: usize,
        /// Epochs asked for.
        epochs: usize,
        /// The folder.
        path: PathBuf,
    },
    /// Somebody else's files.
    #[error("{}", tr!("run-would-overwrite", name = %name, path = %path.display()))]
    Occupied {
        /// The file in the way.
        name: &'static str,
        /// The folder.
        path: PathBuf,
    },
    /// A second training of the same folder.
    #[error("{}", tr!("run-in-use", path = %path.display()))]
    Busy {
        /// The folder.
        path: PathBuf,
    },
    /// The folder cannot be made or used.
    #[error("{}", tr!("run-unwritable", reason = %reason, path = %path.display()))]
    Folder {
        /// The system's words.
        reason: String,
        /// The folder.
        path: PathBuf,
    },
    /// A file of the run that cannot be understood.
    #[error("{}", tr!("run-not-understood", expected = %expected, reason = %reason, path = %path.display()))]
    Damaged {
        /// What the file should be.
        expected: &'static str,
        /// What is wrong with it.
        reason: String,
        /// The file.
        path: PathBuf,
    },
    /// A run that has learned nothing that could be asked.
    #[error("{}", tr!("run-without-weights", reason = %reason, path = %path.display()))]
    NoWeights {
        /// Why.
        reason: String,
        /// The folder.
        path: PathBuf,
    },
    /// Going on with something else than what was begun.
    #[error("{}", tr!("run-begun-otherwise", what = %what, before = %before, now = %now, path = %path.display()))]
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
    #[error("{}", tr!("run-of-other-network", path = %path.display()))]
    OtherNetwork {
        /// The folder.
        path: PathBuf,
    },
    /// Weights beside another network than the one that they were trained in.
    #[error("{}", tr!("run-network-changed", path = %path.display()))]
    NotAsTrained {
        /// The folder.
        path: PathBuf,
    },
    /// A run that has not saved anything to go on from, or has lost it.
    #[error("{}", tr!("run-saved-nothing", path = %path.display()))]
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
