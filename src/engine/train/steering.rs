//! How a training follows commands, between two batches.

use std::ops::ControlFlow;

use image::DynamicImage;

use super::channels::Channels;
use super::command::Command;
use super::error::TrainError;
use super::event::Event;
use super::session::Session;
use crate::engine::run::{MOST_PINNED, PinnedRecord, RateChange};
use crate::text::say;
use crate::tr;

impl Session {
    /// Follows all commands that have come before the next batch, and holds while it is paused. Broken off where one of them
    /// was to stop.
    pub(super) fn obey(&mut self, line: &mut Channels) -> Result<ControlFlow<()>, TrainError> {
        let has_stepped = std::mem::take(&mut self.is_stepping);
        if has_stepped {
            line.send(Event::Paused);
        }
        self.obey_from(has_stepped, line)
    }

    /// The same between two batches of validation, which belong to the step before them.
    pub(super) fn obey_in_validation(
        &mut self,
        line: &mut Channels,
    ) -> Result<ControlFlow<()>, TrainError> {
        self.obey_from(false, line)
    }

    fn obey_from(
        &mut self,
        mut is_paused: bool,
        line: &mut Channels,
    ) -> Result<ControlFlow<()>, TrainError> {
        loop {
            self.check_saving()?;
            let command = if is_paused {
                Some(line.wait())
            } else {
                line.poll()
            };
            let answer = match command {
                None => return Ok(ControlFlow::Continue(())),
                Some(Command::Stop) => return Ok(ControlFlow::Break(())),
                Some(Command::Pause) => {
                    is_paused = true;
                    // However long it holds, it may be killed meanwhile.
                    self.save_unless_saved()?;
                    Event::Paused
                }
                Some(Command::Resume) => {
                    is_paused = false;
                    self.is_stepping = false;
                    Event::Resumed
                }
                Some(Command::StepOnce) => {
                    self.is_stepping = true;
                    return Ok(ControlFlow::Continue(()));
                }
                Some(Command::SetLearningRate(learning_rate)) => {
                    let answer = self.set_learning_rate(learning_rate)?;
                    line.send(Event::RateChanges(self.rate_changes.clone()));
                    answer
                }
                Some(Command::CheckpointNow) => self.checkpoint_now()?,
                Some(Command::Predict { request, images }) => self.predict(request, &images),
                Some(Command::Pin(pictures)) => {
                    self.pinned = pictures;
                    self.pinned.truncate(MOST_PINNED);
                    continue;
                }
            };
            line.send(answer);
        }
    }

    /// What the network says about the pinned pictures after the epoch that has just ended; `None` where there are none.
    pub(super) fn pinned_record(&self) -> Result<Option<PinnedRecord>, TrainError> {
        if self.pinned.is_empty() {
            return Ok(None);
        }
        let images: Vec<DynamicImage> =
            self.pinned.iter().map(|(_, image)| image.clone()).collect();
        let said = self.predictor().predict(&images)?;
        let names = self.pinned.iter().map(|(name, _)| name.as_str());
        let rows = said.iter().map(|prediction| &*prediction.probabilities);
        Ok(Some(PinnedRecord::of(self.epoch_number(), names.zip(rows))))
    }

    fn checkpoint_now(&mut self) -> Result<Event, TrainError> {
        if !self.save()? {
            let message = say("no-folder-for-checkpoint");
            return Ok(Event::Refused(message.to_owned()));
        }
        self.wait_for_saving()?;
        Ok(Event::Checkpoint {
            epoch: self.epoch_number(),
            step: self.position.step,
        })
    }

    fn set_learning_rate(&mut self, learning_rate: f64) -> Result<Event, TrainError> {
        if !(learning_rate.is_finite() && learning_rate > 0.0) {
            let message = tr!("learning-rate-refused", learning_rate = %learning_rate);
            return Ok(Event::Refused(message));
        }
        let (epoch, step) = self.next_place();
        let change = RateChange {
            epoch,
            step,
            learning_rate,
        };
        // What comes later was given to a training that went another way.
        self.rate_changes
            .retain(|known| known.place() < change.place());
        self.rate_changes.push(change);
        self.use_rate(learning_rate);
        let changes = self.rate_changes.clone();
        if let Some(saver) = &mut self.saver {
            saver.note_rate_changes(changes)?;
        }
        Ok(Event::LearningRate(learning_rate))
    }

    /// Where the next batch is: its epoch, 1 for the first, and how many batches of that come before it.
    fn next_place(&self) -> (usize, usize) {
        if self.position.step < self.plan.batch_count() {
            (self.epoch_number(), self.position.step)
        } else {
            (self.epoch_number() + 1, 0)
        }
    }

    /// Takes steps of this size from the next one on, and what the schedule makes of it later.
    fn use_rate(&mut self, learning_rate: f64) {
        self.position.learning_rate = learning_rate / self.schedule_factor();
        self.follow_schedule();
    }

    /// Does again what was done by hand before the next batch, where the run is repeated from before that.
    pub(super) fn repeat_rate_change(&mut self) {
        let place = self.next_place();
        let mut changes = self.rate_changes.iter();
        if let Some(change) = changes.find(|change| change.place() == place) {
            self.use_rate(change.learning_rate);
        }
    }

    fn predict(&self, request: u64, images: &[DynamicImage]) -> Event {
        let predictions = self
            .predictor()
            .predict(images)
            .map_err(|error| error.to_string());
        Event::Predicted {
            request,
            predictions,
        }
    }
}
