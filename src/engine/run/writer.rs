//! A run folder as kept by the training that writes it.

use std::io;
use std::path::{Path, PathBuf};

use super::checkpoint::{self, Checkpoint};
use super::error::RunError;
use super::folder::{self, RunFolder, WeightsChoice};
use super::history::{self, EpochRecord, best_epoch};
use super::inheritance::StartingPoint;
use super::lock::RunLock;
use super::manifest::{Manifest, RateChange, RunState};
use super::metadata::ModelMetadata;
use super::pinned::{self, PinnedRecord};
use super::resume_check::{adapt, refuse_changes};
use super::waiting;
use crate::engine::health::HealthLog;
use crate::engine::weights::{self, Array, NamedArray};
use crate::files::{self, said_by};
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

/// A run folder that is being written, locked against others.
#[derive(Debug)]
pub struct RunWriter {
    path: PathBuf,
    manifest: Manifest,
    history: Vec<EpochRecord>,
    /// Epochs that the last checkpoint holds. A disk may refuse it after it took the history.
    epochs_kept: usize,
    metadata: ModelMetadata,
    _lock: RunLock,
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
    best: Option<Vec<NamedArray>>,
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
fn refuse_state(path: &Path, start: &RunStart) -> Result<(), RunError> {
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

impl RunWriter {
    /// Takes the folder at `path`, which is made if missing, and writes what is known before the first batch.
    ///
    /// # Errors
    /// Where the folder is refused, was begun with something else, or cannot be written.
    pub fn take(
        path: &Path,
        start: &RunStart,
        project_text: &str,
        mut manifest: Manifest,
        metadata: ModelMetadata,
    ) -> Result<(Self, Resumed), RunError> {
        check_folder(path, start)?;
        make_folder(path)?;
        let lock = RunLock::take(path)?;
        let resumed = if RunFolder::is_at(path) {
            // Another training may have begun and ended here since the first look.
            refuse_state(path, start)?;
            resume(path, start, project_text, &mut manifest)?
        } else {
            begin(start, project_text, &mut manifest)?
        };
        manifest.waits_from = resumed.waits_from;
        let history = resumed.history.clone();
        let mut writer = Self {
            path: path.to_owned(),
            manifest,
            epochs_kept: history.len(),
            history,
            metadata,
            _lock: lock,
        };
        if let Some(start) = &resumed.start {
            writer.save_weights(start, folder::START)?;
        }
        // Only then: from here on the folder is known as a run that can be resumed.
        writer.set_state(RunState::Running, None)?;
        make_folder(&path.join(folder::CHECKPOINT_FOLDER))?;
        files::write_atomically(&path.join(folder::PROJECT), project_text.as_bytes())?;
        writer.write_history()?;
        if let Some(best) = &resumed.best {
            writer.save_weights(best, folder::BEST)?;
        }
        Ok((writer, resumed))
    }

    /// Saves where the training stands.
    ///
    /// # Errors
    /// Where the disk refuses; what was there before is then unchanged.
    pub fn save_checkpoint<A: Array>(
        &mut self,
        checkpoint: &Checkpoint<A>,
    ) -> Result<(), RunError> {
        self.save_weights(&checkpoint.weights, folder::WEIGHTS)?;
        checkpoint::save(&folder::checkpoint_path(&self.path), checkpoint)?;
        self.epochs_kept = checkpoint.position.epochs_done;
        Ok(())
    }

    /// Saves an epoch that has just ended. The checkpoint is written last: killed before that, the run repeats the epoch.
    ///
    /// # Errors
    /// Where the disk refuses.
    pub fn save_epoch<A: Array>(
        &mut self,
        record: EpochRecord,
        checkpoint: &Checkpoint<A>,
    ) -> Result<(), RunError> {
        let epoch = record.epoch;
        self.history.push(record);
        self.write_history()?;
        if best_epoch(&self.history, self.manifest.monitor) == Some(epoch) {
            self.save_weights(&checkpoint.weights, folder::BEST)?;
        }
        if self
            .manifest
            .keep_every
            .is_some_and(|every| epoch.is_multiple_of(every.max(1)))
        {
            make_folder(&self.path.join(folder::EPOCHS_FOLDER))?;
            self.save_weights(&checkpoint.weights, &WeightsChoice::Epoch(epoch).file())?;
        }
        self.save_checkpoint(checkpoint)?;
        self.set_state(RunState::Running, None)
    }

    /// Notes, with the next state, that the run ended because it was clearly behind others.
    pub fn mark_behind(&mut self) {
        self.manifest.is_behind = true;
    }

    /// Saves what was watched of the layers.
    ///
    /// # Errors
    /// Where the disk refuses.
    pub fn save_health(&mut self, log: &HealthLog) -> Result<(), RunError> {
        let file = self.path.join(folder::HEALTH);
        Ok(files::write_atomically(&file, log.to_text().as_bytes())?)
    }

    /// Saves what the network said about pinned pictures.
    ///
    /// # Errors
    /// Where the disk refuses.
    pub fn save_pinned(&mut self, records: &[PinnedRecord]) -> Result<(), RunError> {
        let file = self.path.join(folder::PINNED);
        Ok(files::write_atomically(
            &file,
            pinned::to_text(records).as_bytes(),
        )?)
    }

    /// Notes how the run ended.
    ///
    /// # Errors
    /// Where the disk refuses.
    pub fn set_state(&mut self, state: RunState, message: Option<String>) -> Result<(), RunError> {
        self.manifest.state = state;
        self.manifest.message = message;
        self.manifest.epochs_done = self.epochs_kept;
        self.manifest.best_epoch = best_epoch(&self.history, self.manifest.monitor);
        self.manifest.touch();
        let file = self.path.join(folder::MANIFEST);
        files::write_atomically(&file, self.manifest.to_text().as_bytes())?;
        if matches!(state, RunState::Finished | RunState::Failed) {
            waiting::is_over(&self.path);
        }
        Ok(())
    }

    /// Notes the learning rates that were given by hand so far.
    ///
    /// # Errors
    /// Where the disk refuses.
    pub fn note_rate_changes(&mut self, changes: &[RateChange]) -> Result<(), RunError> {
        self.manifest.rate_changes = changes.to_vec();
        self.set_state(RunState::Running, None)
    }

    fn save_weights(&self, arrays: &[impl Array], name: &str) -> Result<(), RunError> {
        let texts = self.metadata.to_texts();
        Ok(weights::save(&self.path.join(name), arrays, &texts)?)
    }

    fn write_history(&self) -> Result<(), RunError> {
        let table = history::to_csv(&self.history);
        files::write_atomically(&self.path.join(folder::TABLE), table.as_bytes())?;
        let text = history::to_text(&self.history);
        Ok(files::write_atomically(
            &self.path.join(folder::HISTORY),
            text.as_bytes(),
        )?)
    }
}

/// What a new run begins with.
fn begin(
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
fn resume(
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

fn refuse_foreign_files(path: &Path) -> Result<(), RunError> {
    let ours = [
        folder::PROJECT,
        folder::HISTORY,
        folder::TABLE,
        folder::WEIGHTS,
        folder::BEST,
        folder::START,
        folder::EPOCHS_FOLDER,
        folder::CHECKPOINT_FOLDER,
    ];
    match ours.into_iter().find(|name| path.join(name).exists()) {
        Some(name) => Err(RunError::Occupied {
            name,
            path: path.to_owned(),
        }),
        None => Ok(()),
    }
}

/// Tries it out: only making a folder and a file in it tells whether the system allows it. What was made is taken away again.
fn refuse_unwritable(path: &Path) -> Result<(), RunError> {
    let missing: Vec<&Path> = path
        .ancestors()
        .take_while(|folder| !folder.as_os_str().is_empty() && !folder.exists())
        .collect();
    let tried = make_folder(path).and_then(|()| {
        let file = tempfile::tempfile_in(path);
        file.map(drop).map_err(|error| unusable(path, &error))
    });
    for folder in missing {
        // One that was not made, or that somebody has put something into since, stays as it is.
        let _ = std::fs::remove_dir(folder);
    }
    tried
}

fn unusable(path: &Path, reason: &io::Error) -> RunError {
    RunError::Folder {
        reason: said_by(reason),
        path: path.to_owned(),
    }
}

pub(super) fn make_folder(path: &Path) -> Result<(), RunError> {
    std::fs::create_dir_all(path).map_err(|error| unusable(path, &error))
}
