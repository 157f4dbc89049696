//! A run folder as seen by somebody who only looks.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use super::checkpoint::{self, Checkpoint};
use super::error::RunError;
use super::history::{self, EpochRecord};
use super::lock::RunLock;
use super::manifest::{Manifest, RunState};
use super::metadata::ModelMetadata;
use super::pinned::{self, PinnedRecord};
use crate::engine::health::HealthLog;
use crate::engine::weights::{self, NamedArray};
use crate::files;
use crate::graph::Flat;
use crate::message;
use crate::project::Project;

pub(in crate::engine) const PROJECT: &str = "project.netsmith";
/// What a folder of several runs says of them.
pub(in crate::engine) const SWEEP: &str = "sweep.json";
pub(super) const MANIFEST: &str = "run.json";
pub(super) const HISTORY: &str = "history.jsonl";
pub(super) const HEALTH: &str = "health.json";
pub(super) const PINNED: &str = "pinned.jsonl";
pub(super) const WEIGHTS: &str = "weights.safetensors";
pub(super) const BEST: &str = "best.safetensors";
pub(super) const TABLE: &str = "history.csv";
/// What it began with, where that was of another run.
pub(super) const START: &str = "start.safetensors";
pub(super) const EPOCHS_FOLDER: &str = "epochs";
pub(super) const CHECKPOINT_FOLDER: &str = "checkpoint";

/// `run.json` and `history.jsonl` are text; a million epochs fit.
pub(in crate::engine) const TEXT_LIMIT_BYTES: u64 = 256 << 20;

/// Which of a run's weights are meant.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum WeightsChoice {
    /// Those after the last epoch.
    #[default]
    Latest,
    /// Those of the epoch with the lowest validation loss.
    Best,
    /// Those after this epoch, where they were kept.
    Epoch(usize),
}

impl WeightsChoice {
    /// The file that they lie in, inside of the run's folder.
    pub(super) fn file(self) -> String {
        match self {
            Self::Latest => WEIGHTS.to_owned(),
            Self::Best => BEST.to_owned(),
            Self::Epoch(epoch) => format!("{EPOCHS_FOLDER}/{epoch:04}.safetensors"),
        }
    }
}

/// A run folder that exists.
#[derive(Clone, Debug)]
pub struct RunFolder {
    path: PathBuf,
    manifest: Manifest,
}

impl RunFolder {
    /// Whether `path` looks like a run folder.
    #[must_use]
    pub fn is_at(path: &Path) -> bool {
        path.join(MANIFEST).is_file()
    }

    /// Looks into a run folder.
    ///
    /// # Errors
    /// Where it is none, or its `run.json` cannot be understood.
    pub fn open(path: &Path) -> Result<Self, RunError> {
        if !Self::is_at(path) {
            return Err(RunError::NotARun {
                path: path.to_owned(),
            });
        }
        let file = path.join(MANIFEST);
        let text = read_text(&file)?;
        let manifest = Manifest::from_text(&text).map_err(|reason| RunError::Damaged {
            expected: "run-description",
            reason,
            path: file,
        })?;
        Ok(Self {
            path: path.to_owned(),
            manifest,
        })
    }

    /// Where it is.
    #[must_use]
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Where the network and settings as trained lie.
    #[must_use]
    pub fn project_path(&self) -> PathBuf {
        self.path.join(PROJECT)
    }

    /// What `run.json` says.
    #[must_use]
    pub fn manifest(&self) -> &Manifest {
        &self.manifest
    }

    /// How the run stands: one that says it runs but is nobody's was killed.
    #[must_use]
    pub fn state(&self) -> RunState {
        match self.manifest.state {
            RunState::Running if !RunLock::is_taken(&self.path) => RunState::Stopped,
            state => state,
        }
    }

    /// The network and settings as trained.
    ///
    /// # Errors
    /// Where the project cannot be read.
    pub fn project(&self) -> Result<Project, RunError> {
        Ok(Project::load(&self.project_path())?)
    }

    /// Refuses a network that is not the one that was trained here.
    ///
    /// # Errors
    /// [`RunError::NotAsTrained`].
    pub fn refuse_another(&self, flat: &Flat) -> Result<(), RunError> {
        if self.manifest.denies(flat) {
            return Err(RunError::NotAsTrained {
                path: self.path.clone(),
            });
        }
        Ok(())
    }

    /// The last epoch when somebody goes on who now asks for trainings of `asked` epochs. A run that was broken off goes
    /// to the end that it was begun for, unless the wish has changed since; one that is through goes on for as long again.
    ///
    /// # Errors
    /// Where the project in the folder cannot be read.
    pub fn last_epoch_for(&self, asked: usize) -> Result<usize, RunError> {
        let Manifest {
            epochs_done: done,
            epochs: end,
            ..
        } = self.manifest;
        Ok(match self.end_begun_for(asked)? {
            Some(end) => end,
            None if done < end && asked > done => asked,
            None => done.saturating_add(asked),
        })
    }

    /// The last epoch that the run was begun for, where it was broken off before and trainings are still to be of `asked`
    /// epochs: more than `asked` where it goes on from another run.
    ///
    /// # Errors
    /// Where the project in the folder cannot be read.
    pub fn end_begun_for(&self, asked: usize) -> Result<Option<usize>, RunError> {
        let is_broken_off = self.manifest.epochs_done < self.manifest.epochs;
        let is_wanted_still = is_broken_off && asked == self.project()?.recipe.epochs;
        Ok(is_wanted_still.then_some(self.manifest.epochs))
    }

    /// The epochs gone through.
    ///
    /// # Errors
    /// Where `history.jsonl` cannot be read.
    pub fn history(&self) -> Result<Vec<EpochRecord>, RunError> {
        let file = self.path.join(HISTORY);
        if !file.exists() {
            return Ok(Vec::new());
        }
        history::from_text(&read_text(&file)?).map_err(|line| RunError::Damaged {
            expected: "run-epoch-lines",
            reason: message!("at-line", line = line),
            path: file,
        })
    }

    /// What was watched of the layers; nothing where nobody watched, or where the file cannot be read: it repeats nothing that
    /// going on needs.
    #[must_use]
    pub fn health(&self) -> HealthLog {
        let text = read_text(&self.path.join(HEALTH)).ok();
        let log = text.and_then(|text| HealthLog::from_text(&text));
        log.unwrap_or_default()
    }

    /// What the network said about pinned pictures after each epoch; nothing where there were none.
    #[must_use]
    pub fn pinned(&self) -> Vec<PinnedRecord> {
        let text = read_text(&self.path.join(PINNED)).ok();
        text.map_or_else(Vec::new, |text| pinned::from_text(&text))
    }

    /// The epoch that weights were saved after; `None` where the run has none, or its history cannot be read.
    #[must_use]
    pub fn record(&self, choice: WeightsChoice) -> Option<EpochRecord> {
        let epoch = self.epoch_of(choice);
        let history = self.history().ok()?;
        history.into_iter().find(|record| record.epoch == epoch)
    }

    /// Weights with what must be known beside them.
    ///
    /// # Errors
    /// Where there are none yet, or the file cannot be read.
    pub fn weights(
        &self,
        choice: WeightsChoice,
    ) -> Result<(Vec<NamedArray>, ModelMetadata), RunError> {
        let file = self.file_of(choice)?;
        let (arrays, texts) = weights::load(&file)?;
        Ok((arrays, metadata_of(&texts, file)?))
    }

    /// The names and shapes of the weights alone.
    ///
    /// # Errors
    /// As [`Self::weights`].
    pub(super) fn shapes(
        &self,
        choice: WeightsChoice,
    ) -> Result<Vec<(String, Vec<usize>)>, RunError> {
        Ok(weights::load_shapes(&self.file_of(choice)?)?)
    }

    fn file_of(&self, choice: WeightsChoice) -> Result<PathBuf, RunError> {
        let file = self.path.join(choice.file());
        match choice {
            _ if file.exists() => Ok(file),
            WeightsChoice::Epoch(epoch) if self.path.join(WEIGHTS).exists() => {
                Err(RunError::NotKept {
                    epoch,
                    path: self.path.clone(),
                })
            }
            _ => Err(self.without_weights()),
        }
    }

    /// Which weights are those after `epoch`; `None` where they were not kept.
    #[must_use]
    pub fn choice_at(&self, epoch: usize) -> Option<WeightsChoice> {
        let kept = WeightsChoice::Epoch(epoch);
        let Manifest {
            best_epoch,
            epochs_done,
            ..
        } = self.manifest;
        // Those of a run that was stopped may be of the middle of an epoch.
        let is_last = epochs_done == epoch && self.state() == RunState::Finished;
        match () {
            () if self.path.join(kept.file()).exists() => Some(kept),
            () if is_last => Some(WeightsChoice::Latest),
            () if best_epoch == Some(epoch) => Some(WeightsChoice::Best),
            () => None,
        }
    }

    /// The epochs whose weights were kept besides the best and the latest, in order.
    #[must_use]
    pub fn kept_epochs(&self) -> Vec<usize> {
        let entries = std::fs::read_dir(self.path.join(EPOCHS_FOLDER));
        let names = entries.into_iter().flatten().flatten();
        let epoch = |name: &std::ffi::OsStr| {
            let number = name.to_str()?.strip_suffix(".safetensors")?;
            number.parse().ok()
        };
        let mut epochs: Vec<usize> = names
            .filter_map(|entry| epoch(&entry.file_name()))
            .collect();
        epochs.sort_unstable();
        epochs
    }

    /// The epoch after which the weights were saved.
    #[must_use]
    pub fn epoch_of(&self, choice: WeightsChoice) -> usize {
        match choice {
            WeightsChoice::Latest => self.manifest.epochs_done,
            WeightsChoice::Best => self.manifest.best_epoch.unwrap_or_default(),
            WeightsChoice::Epoch(epoch) => epoch,
        }
    }

    /// What it began with, where that was of another run.
    ///
    /// # Errors
    /// Where the file cannot be read.
    pub(super) fn start(&self) -> Result<Option<Vec<NamedArray>>, RunError> {
        let file = self.path.join(START);
        if !file.exists() {
            return Ok(None);
        }
        Ok(Some(weights::load(&file)?.0))
    }

    /// What must be known beside the latest weights; `None` before the first.
    ///
    /// # Errors
    /// Where the file cannot be read.
    pub fn metadata(&self) -> Result<Option<ModelMetadata>, RunError> {
        let file = self.path.join(WEIGHTS);
        if !file.exists() {
            return Ok(None);
        }
        metadata_of(&weights::load_texts(&file)?, file).map(Some)
    }

    /// The weights of the best epoch; `None` before the first.
    ///
    /// # Errors
    /// Where the file cannot be read.
    pub(super) fn best_weights(&self) -> Result<Option<Vec<NamedArray>>, RunError> {
        if !self.path.join(BEST).exists() {
            return Ok(None);
        }
        Ok(Some(self.weights(WeightsChoice::Best)?.0))
    }

    /// Why there are none.
    fn without_weights(&self) -> RunError {
        let message = self.manifest.message.as_deref();
        let reason = match (self.state(), message) {
            (RunState::Failed, Some(message)) => message!("run-training-failed", message = message),
            (RunState::Running, _) => message!("run-first-epoch-running"),
            _ => message!("run-ended-before-epoch"),
        };
        RunError::NoWeights {
            reason,
            path: self.path.clone(),
        }
    }

    /// Where the run can go on; `None` before its first checkpoint.
    ///
    /// # Errors
    /// Where the checkpoint cannot be read, or is gone.
    pub fn checkpoint(&self) -> Result<Option<Checkpoint>, RunError> {
        self.refuse_lost_checkpoint()?;
        if !checkpoint::is_in(&self.path) {
            return Ok(None);
        }
        checkpoint::load(&self.path).map(Some)
    }

    /// The run whose checkpoint this one has yet to make its own: it was killed before it saved anything.
    pub(super) fn still_begins_with(&self) -> Option<&Path> {
        let Manifest {
            state, epochs_done, ..
        } = self.manifest;
        let before = self.manifest.continues.as_deref()?;
        let has_own = state != RunState::Running
            || epochs_done > self.manifest.waits_from
            || checkpoint::is_in(&self.path);
        (!has_own).then(|| Path::new(before))
    }

    /// Going on without its checkpoint, a run would begin anew in silence, over what it has.
    ///
    /// # Errors
    /// [`RunError::NoCheckpoint`] where there must have been one.
    pub(super) fn refuse_lost_checkpoint(&self) -> Result<(), RunError> {
        if checkpoint::is_in(&self.path) {
            return Ok(());
        }
        let Manifest {
            state, epochs_done, ..
        } = self.manifest;
        if self.still_begins_with().is_some() {
            return Ok(());
        }
        // Its folder is made before anything that training gives.
        let has_folder = self.path.join(CHECKPOINT_FOLDER).exists();
        let has = |name: &str| self.path.join(name).exists();
        let was_trained =
            has(WEIGHTS) || has(BEST) || self.history().is_ok_and(|epochs| !epochs.is_empty());
        let had_one = epochs_done > 0
            || matches!(state, RunState::Stopped | RunState::Finished)
            || (!has_folder && was_trained);
        if had_one {
            return Err(RunError::NoCheckpoint {
                path: self.path.clone(),
            });
        }
        Ok(())
    }
}

fn metadata_of(texts: &BTreeMap<String, String>, file: PathBuf) -> Result<ModelMetadata, RunError> {
    ModelMetadata::from_texts(texts).map_err(|reason| RunError::Damaged {
        expected: "run-weights-expected",
        reason,
        path: file,
    })
}

fn read_text(path: &Path) -> Result<String, RunError> {
    let bytes = files::read_limited(path, TEXT_LIMIT_BYTES)?;
    String::from_utf8(bytes).map_err(|_| RunError::Damaged {
        expected: "run-text-expected",
        reason: message!("no-utf-8"),
        path: path.to_owned(),
    })
}
