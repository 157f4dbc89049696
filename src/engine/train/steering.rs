//! How a training follows commands, between two batches.

use std::ops::ControlFlow;

use image::DynamicImage;

use super::channels::Channels;
use super::command::Command;
use super::error::TrainError;
use super::event::Event;
use super::session::Session;
use crate::text::say;
use crate::tr;

impl Session {
    /// Follows all commands that have come, and holds while it is paused. Broken off where one of them was to stop.
    pub(super) fn obey(&mut self, line: &mut Channels) -> Result<ControlFlow<()>, TrainError> {
        let mut is_paused = false;
        loop {
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
                    Event::Paused
                }
                Some(Command::Resume) => {
                    is_paused = false;
                    Event::Resumed
                }
                Some(Command::SetLearningRate(learning_rate)) => {
                    self.set_learning_rate(learning_rate)
                }
                Some(Command::CheckpointNow) => self.checkpoint_now()?,
                Some(Command::Predict { request, images }) => self.predict(request, &images),
            };
            line.send(answer);
        }
    }

    fn checkpoint_now(&mut self) -> Result<Event, TrainError> {
        if !self.save_checkpoint()? {
            let message = say("no-folder-for-checkpoint");
            return Ok(Event::Refused(message.to_owned()));
        }
        Ok(Event::Checkpoint {
            epoch: self.epoch_number(),
            step: self.position.step,
        })
    }

    fn set_learning_rate(&mut self, learning_rate: f64) -> Event {
        if !(learning_rate.is_finite() && learning_rate > 0.0) {
            let message = tr!("learning-rate-refused", learning_rate = %learning_rate);
            return Event::Refused(message);
        }
        self.position.learning_rate = learning_rate / self.schedule_factor();
        self.follow_schedule();
        Event::LearningRate(learning_rate)
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
