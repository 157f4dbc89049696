//! What a training that takes a folder begins with: nothing, a checkpoint of the same run, or what another run leaves to it.

use std::path::{Path, PathBuf};

use super::checkpoint::{self, Checkpoint};
use super::error::RunError;
use super::folder::{self, RunFolder};
use super::history::EpochRecord;
use super::inheritance::StartingPoint;
use super::lock::RunLock;
use super::manifest::{Manifest, RateChange, RunState};
use super::pinned::PinnedRecord;
use super::place::{refuse_foreign_files, refuse_unwritable};
use super::resume_check::{adapt, refuse_changes};
use crate::engine::health::HealthLog;
use crate::engine::weights::NamedArray;
use crate::files;
use crate::graph::infer;
use crate::message;
use crate::project::Project;
use crate::text::{Count, counted};

/// How a folder is to be taken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RunStart {
    /// For a new run; any run that is already there is refused.
    New,
    /// To go on with the run that is there; a new one where there is none.
    Resume,
    /// For a new run that goes on from the weights and the optimizer's memory of the run in this other folder.
    From(PathBuf),
    /// To go on with the run that is there though it is over: what ends a training that gets no better waits anew.
    GoOn,
    /// For a new run that begins with weights of another one.
    Weights(StartingPoint),
    /// For a new run that repeats the run in this other folder.
    Again(PathBuf),
}

impl RunStart {
    /// Whether it is the run in the folder itself that goes on.
    #[must_use]
    pub fn goes_on(&self) -> bool {
        matches!(self, Self::Resume | Self::GoOn)
    }
}

/// A run that goes on.
#[derive(Debug, Default)]
pub struct Resumed {
    /// Where it stopped; `None` where it never came to a checkpoint.
    pub checkpoint: Option<Checkpoint>,
    /// The epochs before that.
    pub history: Vec<EpochRecord>,
    /// What was watched before that.
    pub health: HealthLog,
    /// What was said about pinned pictures before that.
    pub pinned: Vec<PinnedRecord>,
    /// Whether the checkpoint is that of another run, which went by other settings: the epoch under way begins anew.
    pub is_of_another: bool,
    /// Learning rates that were given by hand, some perhaps after the checkpoint.
    pub rate_changes: Vec<RateChange>,
    /// The best weights of that other run.
    pub(super) best: Option<Vec<NamedArray>>,
    /// Weights of another run to begin with.
    pub start: Option<Vec<NamedArray>>,
    /// The run that is repeated.
    pub repeated: Option<Vec<EpochRecord>>,
    /// The epoch from which on it is watched whether the training gets better.
    pub waits_from: usize,
}

/// Refuses a folder that cannot be taken as asked, before anything is loaded or written.
///
/// # Errors
/// The sentence for the user.
pub fn check_folder(path: &Path, start: &RunStart) -> Result<(), RunError> {
    if !RunFolder::is_at(path) {
        refuse_foreign_files(path)?;
        return refuse_unwritable(path);
    }
    if RunLock::is_taken(path) {
        return Err(RunError::Busy {
            path: path.to_owned(),
        });
    }
    refuse_unwritable(path)?;
    refuse_state(path, start)
}

/// Refuses a run that cannot be taken as asked, whoever has its folder.
pub(super) fn refuse_state(path: &Path, start: &RunStart) -> Result<(), RunError> {
    let folder = RunFolder::open(path)?;
    if start.goes_on() {
        return folder.refuse_lost_checkpoint();
    }
    let (done, epochs) = (folder.manifest().epochs_done, folder.manifest().epochs);
    match folder.state() {
        RunState::Finished => Err(RunError::Finished {
            epochs,
            path: path.to_owned(),
        }),
        _ => Err(RunError::Unfinished {
            done,
            epochs,
            path: path.to_owned(),
        }),
    }
}

/// What a new run begins with.
pub(super) fn begin(
    start: &RunStart,
    project_text: &str,
    manifest: &mut Manifest,
) -> Result<Resumed, RunError> {
    let absolute = |path: &Path| files::absolute(path).display().to_string();
    match start {
        RunStart::New | RunStart::Resume | RunStart::GoOn => Ok(Resumed::default()),
        RunStart::From(before) => {
            manifest.continues = Some(absolute(before));
            go_on_from(before, project_text)
        }
        RunStart::Weights(point) => {
            let network = Project::from_text(project_text)
                .ok()
                .and_then(|project| infer(&project.graph).flat().ok());
            let network = network.ok_or_else(|| RunError::NothingFits {
                path: point.run.clone(),
            })?;
            let (weights, origin) = point.load(&network)?;
            manifest.origin = Some(origin);
            Ok(Resumed {
                start: Some(weights),
                ..Resumed::default()
            })
        }
        RunStart::Again(before) => {
            let run = RunFolder::open(before)?;
            if run.manifest().continues.is_some() {
                return Err(RunError::NotRepeatable {
                    path: before.clone(),
                });
            }
            manifest.repeats = Some(absolute(before));
            manifest.origin.clone_from(&run.manifest().origin);
            // What was done by hand is done again.
            manifest
                .rate_changes
                .clone_from(&run.manifest().rate_changes);
            Ok(Resumed {
                rate_changes: run.manifest().rate_changes.clone(),
                start: run.start()?,
                repeated: Some(run.history()?),
                ..Resumed::default()
            })
        }
    }
}

/// What a folder holds to go on from, after making sure that it is the same training.
pub(super) fn resume(
    path: &Path,
    start: &RunStart,
    project_text: &str,
    manifest: &mut Manifest,
) -> Result<Resumed, RunError> {
    let folder = RunFolder::open(path)?;
    refuse_changes(&folder, project_text, manifest)?;
    manifest.remember(folder.manifest());
    if let Some(before) = folder.still_begins_with() {
        let begun = go_on_from(before, project_text)?;
        if begun.waits_from == folder.manifest().waits_from {
            return Ok(begun);
        }
        // The other run has gone on since.
        return Err(RunError::NoCheckpoint {
            path: path.to_owned(),
        });
    }
    let is_over = folder.state() == RunState::Finished;
    let rate_changes = manifest.rate_changes.clone();
    let checkpoint = folder.checkpoint()?;
    checkpoint::settle(path)?;
    let epochs_done = checkpoint
        .as_ref()
        .map_or(0, |checkpoint| checkpoint.position.epochs_done);
    let mut history = folder.history()?;
    // Lines after the checkpoint belong to an epoch that was not saved to its end.
    history.truncate(epochs_done);
    if history.len() < epochs_done {
        let reason = message!(
            "fewer-epochs-than-checkpoint",
            epochs = counted(Count(history.len()), "epoch"),
            checkpoint = epochs_done
        );
        let path = path.join(folder::HISTORY);
        return Err(RunError::Damaged {
            expected: "run-epoch-lines",
            reason,
            path,
        });
    }
    let repeated = manifest.repeats.as_ref().and_then(|run| {
        let run = RunFolder::open(Path::new(run)).ok()?;
        run.history().ok()
    });
    Ok(Resumed {
        start: folder.start()?.filter(|_| checkpoint.is_none()),
        waits_from: if is_over && *start == RunStart::GoOn {
            history.len()
        } else {
            folder.manifest().waits_from
        },
        checkpoint,
        history,
        health: folder.health(),
        pinned: pinned_until(&folder, epochs_done),
        repeated,
        rate_changes,
        ..Resumed::default()
    })
}

/// What the run in `folder` leaves to one that goes on from it by other settings.
fn go_on_from(folder: &Path, project_text: &str) -> Result<Resumed, RunError> {
    let (run, _lock) = (RunFolder::open(folder)?, RunLock::take(folder)?);
    let mut checkpoint = run.checkpoint()?.ok_or_else(|| RunError::NoCheckpoint {
        path: folder.to_owned(),
    })?;
    checkpoint::settle(folder)?;
    let mut best = run.best_weights()?;
    adapt(&mut checkpoint, best.as_mut(), &run, project_text)?;
    let mut history = run.history()?;
    let epochs_done = checkpoint.position.epochs_done;
    history.truncate(epochs_done);
    Ok(Resumed {
        checkpoint: Some(checkpoint),
        waits_from: history.len(),
        history,
        health: run.health(),
        pinned: pinned_until(&run, epochs_done),
        is_of_another: true,
        // It has a learning rate of its own.
        rate_changes: Vec::new(),
        best,
        ..Resumed::default()
    })
}

/// Lines after the checkpoint belong to epochs that are repeated.
fn pinned_until(folder: &RunFolder, epochs_done: usize) -> Vec<PinnedRecord> {
    let mut records = folder.pinned();
    records.retain(|record| record.epoch <= epochs_done);
    records
}
