//! What a training tells: each event goes on record, and some of them mean something for the rest of the window.

use super::super::record::Place;
use super::{Run, Stage};
use crate::engine::predict::Prediction;
use crate::engine::run::EpochRecord;
use crate::engine::train::{BatchReport, Ending, Event, TrainingHandle};
use crate::graph::StepSeconds;
use crate::message;
use crate::text::Message;

/// What an event means for the rest of the window.
#[derive(Debug)]
pub enum Effect {
    /// It has begun, and its folder is there.
    Started,
    /// What each layer took in a step so far.
    Profiled(StepSeconds),
    /// A reading of what goes on in the layers, which is on record now.
    Watched,
    /// A prediction on pictures that were asked about.
    Predicted(u64, Result<Vec<Prediction>, String>),
    /// A checkpoint that was asked for is saved.
    Saved {
        /// The epoch under way, from 1.
        epoch: usize,
        /// Batches of it that are in it.
        step: usize,
    },
    /// Something worth a message: a command that was refused.
    Refused(Message),
    /// The run is over and left this network.
    Ended(Box<Ending>),
    /// The run is over and left nothing.
    Failed(Message),
}

impl Run {
    /// Takes everything that was told since the last look. Never waits.
    pub fn drain(&mut self) -> Vec<Effect> {
        // Asked before the events: what a thread sent before its end is then certainly among them.
        let is_over = self
            .handle
            .as_ref()
            .is_some_and(TrainingHandle::is_finished);
        let mut events = std::mem::take(&mut self.told);
        events.extend(
            self.handle
                .iter()
                .flat_map(|handle| handle.events().try_iter()),
        );
        let mut effects: Vec<Effect> = events
            .into_iter()
            .filter_map(|event| self.take(event))
            .collect();
        if is_over {
            self.handle = None;
            if self.stage.is_live() {
                let message = message!("training-ended-unexpectedly");
                self.stage = Stage::Failed(message.clone());
                effects.push(Effect::Failed(message));
            }
        }
        effects
    }

    /// Hands in an event, to be taken at the next look.
    pub fn tell(&mut self, event: Event) {
        self.told.push(event);
    }

    fn take(&mut self, event: Event) -> Option<Effect> {
        match event {
            Event::Started {
                history,
                epochs,
                steps,
            } => {
                self.started(&history, epochs, steps);
                return Some(Effect::Started);
            }
            Event::Batch(report) => self.batch(&report),
            Event::Epoch(epoch) => self.record.epoch(epoch),
            Event::Pinned(record) => self.record.pinned.push(record),
            Event::Health(reading) => {
                self.record.health.push(*reading);
                return Some(Effect::Watched);
            }
            Event::Paused => self.stage = Stage::Paused,
            Event::Resumed => self.stage = Stage::Running,
            Event::Profile(profile) => return Some(Effect::Profiled(profile.layer_seconds())),
            Event::LearningRate(rate) => self.record.learning_rate = Some(rate),
            Event::RateChanges(changes) => self.record.rate_changes = changes,
            Event::Checkpoint { epoch, step } => return Some(Effect::Saved { epoch, step }),
            Event::Validating { .. } => {}
            Event::Predicted {
                request,
                predictions,
            } => {
                return Some(Effect::Predicted(request, predictions));
            }
            Event::Refused(reason) => return Some(Effect::Refused(reason.into())),
            Event::Stopped(ending) => return Some(self.ended(Stage::Stopped, ending)),
            Event::Done(ending) => return Some(self.ended(Stage::Done, ending)),
            Event::Failed { message, layer } => {
                self.faulty_layer = layer;
                self.stage = Stage::Failed(message.clone());
                return Some(Effect::Failed(message));
            }
        }
        None
    }

    fn started(&mut self, history: &[EpochRecord], epochs: usize, steps: usize) {
        self.stage = Stage::Running;
        self.record.place = Place {
            epoch: history.len() + 1,
            epochs,
            batches: steps,
            ..Place::default()
        };
        self.remember(history);
    }

    /// Puts epochs of before on record.
    pub(super) fn remember(&mut self, history: &[EpochRecord]) {
        for epoch in history {
            self.record.past_epoch(epoch.clone());
        }
    }

    fn batch(&mut self, report: &BatchReport) {
        let place = Place {
            epoch: report.epoch,
            epochs: self.record.place.epochs,
            batch: report.step,
            batches: report.steps,
            images_per_second: report.images_per_second,
            seconds_left: None,
        };
        let seconds_left = self.seconds_left(&place);
        self.record.learning_rate = Some(report.learning_rate);
        self.record.batch(
            Place {
                seconds_left,
                ..place
            },
            report.loss,
            report.accuracy,
        );
    }

    /// An epoch that is over is the best measure of the next; before, the pace of the batches is.
    fn seconds_left(&self, place: &Place) -> Option<f64> {
        let by_pace = || self.begun.images as f64 / place.images_per_second;
        let epoch_seconds = self
            .record
            .epochs
            .last()
            .map_or_else(by_pace, |epoch| epoch.seconds);
        let seconds = epoch_seconds * place.epochs as f64 * (1.0 - place.share());
        seconds.is_finite().then_some(seconds)
    }

    fn ended(&mut self, stage: Stage, ending: Box<Ending>) -> Effect {
        self.stage = stage;
        Effect::Ended(ending)
    }
}

#[cfg(test)]
mod tests {
    use super::super::Begun;
    use super::*;
    use crate::data::Contract;
    use crate::engine::run::Figures;
    use crate::graph::Flat;

    fn run() -> Run {
        let begun = Begun {
            network: Flat { layers: Vec::new() },
            name: "A".to_owned(),
            title: "A on b".into(),
            epochs: 4,
            images: 100,
            contract: Contract::default(),
            evaluation: None,
            folder: None,
        };
        Run::new(begun, None)
    }

    fn batch(epoch: usize, step: usize) -> Event {
        Event::Batch(BatchReport {
            epoch,
            step,
            steps: 10,
            loss: 0.5,
            accuracy: 0.5,
            images_per_second: 50.0,
            learning_rate: 0.001,
        })
    }

    #[test]
    fn time_left_follows_the_pace_and_then_the_last_epoch() {
        let mut run = run();
        run.take(Event::Started {
            history: Vec::new(),
            epochs: 4,
            steps: 10,
        });
        run.take(batch(1, 5));
        // 3.5 epochs of 100 pictures at 50 a second.
        assert_eq!(run.record.place.seconds_left, Some(7.0));
        let figures = Figures {
            loss: 0.5,
            accuracy: 0.5,
            others: Vec::new(),
        };
        run.take(Event::Epoch(EpochRecord {
            epoch: 1,
            train: figures,
            seconds: 3.0,
            ..EpochRecord::default()
        }));
        run.take(batch(2, 10));
        assert_eq!(run.record.place.seconds_left, Some(6.0));
    }

    #[test]
    fn the_stage_follows_the_events() {
        let mut run = run();
        assert_eq!(run.stage, Stage::Starting);
        run.take(Event::Started {
            history: Vec::new(),
            epochs: 4,
            steps: 10,
        });
        run.take(Event::Paused);
        assert_eq!(run.stage, Stage::Paused);
        run.take(Event::Resumed);
        assert_eq!(run.stage, Stage::Running);
        run.take(Event::Failed {
            message: "the loss is NaN".into(),
            layer: None,
        });
        assert_eq!(run.stage, Stage::Failed("the loss is NaN".into()));
        assert!(!run.stage.is_live());
    }
}
