//! The weights of a run: which of them are kept, and in which file.

use std::collections::BTreeMap;
use std::path::PathBuf;

use super::super::error::RunError;
use super::super::history::EpochRecord;
use super::super::manifest::{Manifest, RunState};
use super::super::metadata::ModelMetadata;
use super::{BEST, EPOCHS_FOLDER, RunFolder, START, WEIGHTS};
use crate::engine::weights::{self, NamedArray};
use crate::message;

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
    pub(in crate::engine::run) fn file(self) -> String {
        match self {
            Self::Latest => WEIGHTS.to_owned(),
            Self::Best => BEST.to_owned(),
            Self::Epoch(epoch) => format!("{EPOCHS_FOLDER}/{epoch:04}.safetensors"),
        }
    }
}

impl RunFolder {
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
    pub(in crate::engine::run) fn shapes(
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
    pub(in crate::engine::run) fn start(&self) -> Result<Option<Vec<NamedArray>>, RunError> {
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
    pub(in crate::engine::run) fn best_weights(&self) -> Result<Option<Vec<NamedArray>>, RunError> {
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
}

fn metadata_of(texts: &BTreeMap<String, String>, file: PathBuf) -> Result<ModelMetadata, RunError> {
    ModelMetadata::from_texts(texts).map_err(|reason| RunError::Damaged {
        expected: "run-weights-expected",
        reason,
        path: file,
    })
}
