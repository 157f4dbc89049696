//! What of a training goes into its run folder, and when.

use super::error::TrainError;
use super::non_finite::Trace;
use super::session::Session;
use crate::engine::run::{Checkpoint, EpochRecord, Records, RunEnd, RunState, best_epoch};
use crate::engine::weights::{LentArray, first_non_finite};

impl Session {
    /// Refuses weights that are no numbers, which must not be saved over others; `weights` come back.
    fn finite(
        &self,
        weights: Vec<LentArray>,
        step: Option<usize>,
    ) -> Result<Vec<LentArray>, TrainError> {
        match first_non_finite(&weights)? {
            Some(weight) => Err(self.non_finite(None, step, Trace::Weight(weight))),
            None => Ok(weights),
        }
    }

    /// The weights after the epoch that has just ended, where they are numbers.
    pub(super) fn weights_of_epoch(&self) -> Result<Vec<LentArray>, TrainError> {
        self.finite(self.trainee.snapshot().lent_weights()?, None)
    }

    /// Saves an epoch that has just ended, with its `weights`, where that is due; the weights of the best epoch wait for that
    /// otherwise.
    pub(super) fn save_epoch(
        &mut self,
        record: &EpochRecord,
        weights: Vec<LentArray>,
    ) -> Result<(), TrainError> {
        let steps_taken = self.trainee.optimizer().steps_taken();
        let is_best = best_epoch(&self.history, self.recipe.monitor) == Some(record.epoch);
        let Some(saver) = &mut self.saver else {
            return Ok(());
        };
        saver.check()?;
        if saver.is_due(record.epoch) {
            self.save_with(weights)?;
        } else if is_best {
            saver.hold_best(record.epoch, steps_taken, weights);
        }
        Ok(())
    }

    /// Begins to save where it stands; `false` without a run folder.
    pub(super) fn save(&mut self) -> Result<bool, TrainError> {
        if self.saver.is_none() {
            return Ok(false);
        }
        let weights = self.trainee.snapshot().lent_weights()?;
        let weights = self.finite(weights, Some(self.position.step))?;
        self.save_with(weights)?;
        Ok(true)
    }

    /// The same where the folder does not hold this place yet.
    pub(super) fn save_unless_saved(&mut self) -> Result<(), TrainError> {
        let place = (self.position.epochs_done, self.position.step);
        let is_saved = self
            .saver
            .as_ref()
            .is_none_or(|saver| saver.has_saved(place));
        if !is_saved {
            self.save()?;
        }
        Ok(())
    }

    fn save_with(&mut self, weights: Vec<LentArray>) -> Result<(), TrainError> {
        let checkpoint = Checkpoint {
            position: self.position.clone(),
            weights,
            optimizer: self.trainee.optimizer().lent_state(),
        };
        let records = self.records();
        if let Some(saver) = &mut self.saver {
            let loan = saver.save(checkpoint, records)?;
            self.trainee.wait_before_moving(loan);
        }
        Ok(())
    }

    /// Waits until everything is in the folder.
    pub(super) fn wait_for_saving(&mut self) -> Result<(), TrainError> {
        match &mut self.saver {
            Some(saver) => Ok(saver.wait()?),
            None => Ok(()),
        }
    }

    /// Looks whether the disk has refused something meanwhile.
    pub(super) fn check_saving(&mut self) -> Result<(), TrainError> {
        match &mut self.saver {
            Some(saver) => Ok(saver.check()?),
            None => Ok(()),
        }
    }

    /// What was watched may be ahead of the checkpoint that goes with it: it is watched again then.
    fn records(&self) -> Records {
        Records {
            history: self.history.clone(),
            health: self.recipe.watch.health.then(|| self.health.clone()),
            pinned: self.pinned_records.clone(),
        }
    }

    /// Notes in the folder how the run ended. Where it failed, that is told of epochs as well that were not saved.
    pub(super) fn note_end(
        &mut self,
        state: RunState,
        message: Option<String>,
        is_behind: bool,
    ) -> Result<(), TrainError> {
        let records = (state == RunState::Failed).then(|| self.records());
        match &mut self.saver {
            Some(saver) => Ok(saver.note_end(RunEnd {
                state,
                message,
                is_behind,
                records,
            })?),
            None => Ok(()),
        }
    }
}
