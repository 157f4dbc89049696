//! A run as a folder: everything that is needed to repeat it, to look at it, and to go on with it.
//! Never trains, never leaves a file half written, and never overwrites a run that is not its own.
//!
//! ```text
//! project.netsmith         the network and the settings as trained
//! run.json                 device, seed, data, versions, state
//! history.jsonl            one line per epoch
//! weights.safetensors      the weights after the last epoch, with contract and class names
//! best.safetensors         the weights of the epoch with the lowest validation loss
//! checkpoint/              everything else that going on needs
//! label.json               what its owner says of it
//! ```

mod checkpoint;
mod error;
mod folder;
mod history;
mod listing;
mod lock;
mod manifest;
mod metadata;
mod resume_check;
mod search;
mod writer;

pub use checkpoint::{Checkpoint, Position};
pub use error::RunError;
pub(in crate::engine) use folder::PROJECT;
pub use folder::{RunFolder, WeightsChoice};
pub use history::{EpochRecord, Figures, best_epoch};
pub use listing::{RunLabel, RunSummary, delete_run, label_run, restore_run, runs_in};
pub use manifest::{DatasetRecord, Manifest, RunState};
pub use metadata::ModelMetadata;
pub use search::{FoundRun, HOME, RunSearch};
pub use writer::{Resumed, RunStart, RunWriter, check_folder};

pub(super) use manifest::structure_of;
pub(super) use resume_check::refuse_changes;
