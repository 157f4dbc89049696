//! A run as a folder: everything that is needed to repeat it, to look at it, and to go on with it.
//! Never trains, never leaves a file half written, and never overwrites a run that is not its own.
//!
//! ```text
//! project.netsmith         the network and the settings as trained
//! run.json                 device, seed, data, versions, state
//! history.jsonl            one line per epoch
//! history.csv              the same as a table
//! health.json              what was watched of the layers, every so many steps
//! pinned.jsonl             what the network says about pinned pictures, one line per epoch
//! weights.safetensors      the weights after the last epoch, with contract and class names
//! best.safetensors         the weights of the epoch with the lowest validation loss
//! checkpoint/              what else going on needs: where it stands, and what the optimizer remembers
//! start.safetensors        the weights of another run that it began with
//! epochs/0010.safetensors  the weights after other epochs, where that was asked for
//! label.json               what its owner says of it
//! waiting.json             its place in the queue, while it waits for its turn
//! waiting.netsmith         the project that it will train then
//! ```

mod beginning;
mod checkpoint;
mod error;
mod folder;
mod history;
mod inheritance;
#[cfg(test)]
mod interrupted;
mod listing;
mod lock;
mod manifest;
mod metadata;
mod outside;
mod pace;
mod parting;
mod pinned;
mod place;
mod resume_check;
mod rivals;
mod saver;
mod search;
mod structure;
mod tensorboard;
mod untrained;
mod waiting;
mod writer;

pub use beginning::{Resumed, RunStart, check_folder};
pub use checkpoint::{Checkpoint, Position};
pub use error::RunError;
pub(in crate::engine) use folder::{PROJECT, SWEEP, TEXT_LIMIT_BYTES};
pub use folder::{RunFolder, WeightsChoice};
pub use history::{EpochRecord, Figures, best_epoch, to_csv};
pub use inheritance::{Fit, Inheritance, LayerFit, Origin, StartingPoint};
pub use listing::{
    RunLabel, RunSummary, delete_run, label_of, label_run, name_of_run, restore_run, runs_in,
};
pub use manifest::{DatasetRecord, Manifest, RateChange, RateMark, RunState};
pub use metadata::ModelMetadata;
pub use outside::RunOutside;
pub use pace::Pace;
pub use parting::Parting;
pub use pinned::{MOST_PINNED, PinnedRecord};
pub use place::is_of_run;
pub use rivals::Rivals;
pub use saver::{RunEnd, RunSaver};
pub use search::{FoundRun, HOME, RunSearch};
pub use tensorboard::TensorBoard;
pub use untrained::{Untrained, free_folder};
pub use waiting::{
    Waiting, let_wait, next_order, waiting_in, waiting_project, waiting_project_path,
};
pub use writer::Records;

pub(super) use inheritance::merged;
pub(super) use resume_check::refuse_changes;
pub(super) use structure::structure_of;
