//! A run folder as kept by the training that writes it: each of its files, and the order in which they are written.

use std::path::{Path, PathBuf};

use super::beginning::{Resumed, RunStart, begin, check_folder, refuse_state, resume};
use super::checkpoint::{self, Numbers};
use super::error::RunError;
use super::folder::{self, RunFolder};
use super::history::{self, EpochRecord, best_epoch};
use super::lock::RunLock;
use super::manifest::{Manifest, RateChange, RunState};
use super::metadata::ModelMetadata;
use super::pinned::{self, PinnedRecord};
use super::place::make_folder;
use super::waiting;
use crate::engine::health::HealthLog;
use crate::engine::weights::{self, Array};
use crate::files;

/// A run folder that is being written, locked against others.
#[derive(Debug)]
pub(super) struct RunWriter {
    path: PathBuf,
    manifest: Manifest,
    /// Epochs that the last checkpoint holds. A disk may refuse it after it took the history.
    epochs_kept: usize,
    /// Those in the folder, perhaps more.
    history: Vec<EpochRecord>,
    metadata: ModelMetadata,
    _lock: RunLock,
}

/// What a run tells in small files.
#[derive(Clone, Debug, Default)]
pub struct Records {
    /// One for each epoch.
    pub history: Vec<EpochRecord>,
    /// What was watched of the layers, where somebody does.
    pub health: Option<HealthLog>,
    /// What was said about pinned pictures.
    pub pinned: Vec<PinnedRecord>,
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

    /// Saves where the training stands. The numbers are let go of first, since the training waits for them to be its own
    /// again; the checkpoint holds last: killed before that, the run repeats what was after the one before.
    ///
    /// # Errors
    /// Where the disk refuses; the checkpoint that was there is then unchanged.
    pub fn save<A: Array>(
        &mut self,
        numbers: Numbers<A>,
        records: Records,
        let_go: impl FnOnce(),
    ) -> Result<(), RunError> {
        let epochs_done = numbers.checkpoint.position.epochs_done;
        let begun = checkpoint::begin(&self.path, numbers, &self.metadata.to_texts());
        let_go();
        let begun = begun?;
        self.save_records(records)?;
        begun.commit(&self.path)?;
        checkpoint::settle(&self.path)?;
        self.epochs_kept = epochs_done;
        self.set_state(RunState::Running, None)
    }

    /// Saves the small files.
    ///
    /// # Errors
    /// Where the disk refuses.
    pub fn save_records(&mut self, records: Records) -> Result<(), RunError> {
        let Records {
            history,
            health,
            pinned,
        } = records;
        if let Some(log) = health {
            self.write(folder::HEALTH, &log.to_text())?;
        }
        if !pinned.is_empty() {
            self.write(folder::PINNED, &pinned::to_text(&pinned))?;
        }
        self.history = history;
        self.write_history()
    }

    /// Notes, with the next state, that the run ended because it was clearly behind others.
    pub fn mark_behind(&mut self) {
        self.manifest.is_behind = true;
    }

    /// Notes how the run ended.
    ///
    /// # Errors
    /// Where the disk refuses.
    pub fn set_state(&mut self, state: RunState, message: Option<String>) -> Result<(), RunError> {
        self.manifest.state = state;
        self.manifest.message = message;
        self.manifest.epochs_done = self.epochs_kept;
        let kept = &self.history[..self.epochs_kept.min(self.history.len())];
        self.manifest.best_epoch = best_epoch(kept, self.manifest.monitor);
        self.manifest.touch();
        self.write(folder::MANIFEST, &self.manifest.to_text())?;
        if matches!(state, RunState::Finished | RunState::Failed) {
            waiting::is_over(&self.path);
        }
        Ok(())
    }

    /// Notes the learning rates that were given by hand so far.
    ///
    /// # Errors
    /// Where the disk refuses.
    pub fn note_rate_changes(&mut self, changes: Vec<RateChange>) -> Result<(), RunError> {
        self.manifest.rate_changes = changes;
        self.set_state(RunState::Running, None)
    }

    fn save_weights(&self, arrays: &[impl Array], name: &str) -> Result<(), RunError> {
        let texts = self.metadata.to_texts();
        Ok(weights::save(&self.path.join(name), arrays, &texts)?)
    }

    fn write_history(&self) -> Result<(), RunError> {
        self.write(folder::TABLE, &history::to_csv(&self.history))?;
        self.write(folder::HISTORY, &history::to_text(&self.history))
    }

    fn write(&self, name: &str, text: &str) -> Result<(), RunError> {
        let file = self.path.join(name);
        Ok(files::write_atomically(&file, text.as_bytes())?)
    }
}
