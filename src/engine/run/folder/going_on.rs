//! Where and how far a run can go on.

use std::path::Path;

use super::super::checkpoint::{self, Checkpoint};
use super::super::error::RunError;
use super::super::manifest::{Manifest, RunState};
use super::{BEST, CHECKPOINT_FOLDER, RunFolder, WEIGHTS};

impl RunFolder {
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
    pub(in crate::engine::run) fn still_begins_with(&self) -> Option<&Path> {
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
    pub(in crate::engine::run) fn refuse_lost_checkpoint(&self) -> Result<(), RunError> {
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
