//! A training as the window follows it: commands go in, events come out, what they say is kept.

use super::evaluating::EvaluationTask;
use super::record::{EpochRow, Place, Record};
use crate::app::document::Document;
use crate::app::learning::LoadedData;
use crate::data::{Contract, DataSource, Dataset};
use crate::engine::health::HealthLog;
use crate::engine::predict::Prediction;
use crate::engine::run::{
    EpochRecord, ModelMetadata, PinnedRecord, RateChange, StartingPoint, WeightsChoice,
};
use crate::engine::train::{BatchReport, Command, Ending, Event, TrainingHandle};
use crate::graph::{Flat, FlatLayer, StepSeconds};
use crate::message;
use crate::project::TrainingSettings;
use crate::recipe::Recipe;
use crate::text::Message;
use std::path::PathBuf;
use std::sync::Arc;

/// Where a run is in its life.
#[derive(Debug, Clone, PartialEq)]
pub enum Stage {
    /// The network is being built.
    Starting,
    /// It learns.
    Running,
    /// It holds between two batches.
    Paused,
    /// It was asked to end.
    Stopping,
    /// It went through all of its epochs.
    Done,
    /// It ended before its last epoch, as asked.
    Stopped,
    /// It failed, for this reason.
    Failed(Message),
}

impl Stage {
    /// Whether the thread is at work or waits for the user.
    pub fn is_live(&self) -> bool {
        matches!(
            self,
            Self::Starting | Self::Running | Self::Paused | Self::Stopping
        )
    }
}

/// What a run was begun with.
#[derive(Debug, Clone)]
pub struct Begun {
    /// The network as trained.
    pub network: Flat,
    /// The project's name.
    pub name: String,
    /// "HappyModel on builtin:happy".
    pub title: Message,
    /// Epochs in all.
    pub epochs: usize,
    /// Pictures in an epoch.
    pub images: usize,
    /// What pictures go through on their way into the network.
    pub contract: Contract,
    /// What the trained network is measured on.
    pub evaluation: Option<EvaluationTask>,
    /// Where the run is kept.
    pub folder: Option<PathBuf>,
}

impl Begun {
    /// Whether `document` still holds the network that is trained; where its nodes lie and what they are called does
    /// not matter.
    pub fn is_of(&self, document: &Document) -> bool {
        let network = document.inference().flat();
        network.is_ok_and(|network| network.renamed_since(&self.network).is_some())
    }

    /// What must be known to ask the network about a picture.
    pub fn metadata(&self) -> ModelMetadata {
        let data = self
            .evaluation
            .as_ref()
            .map(|evaluation| &evaluation.data.train);
        let names = |of: fn(&Dataset) -> &[String]| data.map(|data| of(data).to_vec());
        ModelMetadata {
            contract: self.contract,
            classes: names(Dataset::classes).unwrap_or_default(),
            own_classes: names(Dataset::own_classes).unwrap_or_default(),
            appearance: None,
        }
    }
}

/// One run, live or over.
#[derive(Debug)]
pub struct Run {
    /// What it was begun with.
    pub begun: Begun,
    /// Where it is in its life.
    pub stage: Stage,
    /// Curves, epochs, progress.
    pub record: Record,
    /// The layer that a failure was traced to.
    pub faulty_layer: Option<String>,
    /// By what it was trained, where that was in an earlier session.
    past: Option<TrainingSettings>,
    /// Whether it holds weights of another program, and trained nothing.
    is_brought: bool,
    handle: Option<TrainingHandle>,
    /// Events that were handed in and not yet taken.
    told: Vec<Event>,
}

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
    /// Follows the training behind `handle`; without one, a test hands in the events.
    pub fn new(begun: Begun, handle: Option<TrainingHandle>) -> Self {
        let record = Record::new(begun.title.clone(), begun.epochs);
        Self {
            begun,
            stage: Stage::Starting,
            record,
            faulty_layer: None,
            past: None,
            is_brought: false,
            handle,
            told: Vec::new(),
        }
    }

    /// A run of an earlier session, which went by `settings` and ended as `stage` says.
    pub fn over(
        begun: Begun,
        settings: TrainingSettings,
        stage: Stage,
        history: &[EpochRecord],
        (health, pinned, rate_changes): (HealthLog, Vec<PinnedRecord>, Vec<RateChange>),
    ) -> Self {
        let batches = begun.images.div_ceil(settings.recipe.batch_size.max(1));
        let mut run = Self {
            past: Some(settings),
            stage,
            ..Self::new(begun, None)
        };
        for epoch in history {
            run.record.past_epoch(row(epoch));
            run.record.lag = epoch.lag;
        }
        run.record.health = health;
        run.record.pinned = pinned;
        run.record.rate_changes = rate_changes;
        run.record.place.batches = batches;
        run
    }

    /// The same run as one that holds weights of another program, or not.
    #[must_use]
    pub fn brought(self, is_brought: bool) -> Self {
        Self { is_brought, ..self }
    }

    /// Whether it holds weights of another program, and trained nothing.
    pub fn is_brought(&self) -> bool {
        self.is_brought
    }

    /// The weights that `document` begins with although it is another network by now: those of another program, and those that
    /// layers were frozen to keep; `None` where there are none, or none of its layers is as it was.
    pub fn weights_brought_for(&self, document: &Document) -> Option<StartingPoint> {
        let now = document.inference().flat().ok()?;
        let is_wanted = self.is_brought || now.layers.iter().any(|layer| layer.is_frozen);
        let run = self.begun.folder.clone().filter(|_| is_wanted)?;
        let is_in = |layer: &FlatLayer| {
            let mut before = self.begun.network.layers.iter();
            before.any(|old| old.name == layer.name && old.layer == layer.layer)
        };
        let has_weights = |index: usize| !now.weights_of(index).is_empty();
        let mut layers = now.layers.iter().enumerate();
        let is_any = layers.any(|(index, layer)| has_weights(index) && is_in(layer));
        is_any.then_some(StartingPoint {
            run,
            choice: WeightsChoice::Latest,
        })
    }

    /// The data that it went by, where that was in an earlier session.
    pub fn past_source(&self) -> Option<DataSource> {
        self.past.as_ref()?.source()
    }

    /// What it is, or was, trained by, where that is known.
    pub fn recipe(&self) -> Option<&Recipe> {
        let live = self.begun.evaluation.as_ref().map(|task| &task.recipe);
        live.or_else(|| self.past.as_ref().map(|settings| &settings.recipe))
    }

    /// What the network that it left is measured on, with the data set at hand; `None` where that is another one than it
    /// learned from.
    pub fn evaluation(&self, data: Option<&Arc<LoadedData>>) -> Option<EvaluationTask> {
        let of_past = || {
            let (settings, data) = (self.past.as_ref()?, data?);
            let is_same = settings.source().is_none_or(|source| source == data.source);
            is_same.then(|| EvaluationTask::new(settings, data))
        };
        self.begun.evaluation.clone().or_else(of_past)
    }

    /// Whether there is something to go on from: weights and what the optimizer remembers, in a folder.
    pub fn can_go_on(&self) -> bool {
        let has_learned = !self.record.rows.is_empty() || self.stage == Stage::Stopped;
        !self.stage.is_live() && has_learned && self.begun.folder.is_some()
    }

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
            Event::Epoch(epoch) => self.epoch(&epoch),
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

    /// Asks the training for something; `false` where it is over or too busy to be asked.
    pub fn ask(&mut self, command: Command) -> bool {
        if matches!(command, Command::Stop) {
            self.stage = Stage::Stopping;
        }
        self.handle
            .as_ref()
            .is_some_and(|handle| handle.send(command))
    }

    /// Ends the training and waits for that; events that were not taken are lost.
    pub fn shut_down(&mut self) {
        if let Some(handle) = self.handle.take() {
            handle.stop_and_join();
        }
    }

    fn started(&mut self, history: &[EpochRecord], epochs: usize, steps: usize) {
        self.stage = Stage::Running;
        self.record.place = Place {
            epoch: history.len() + 1,
            epochs,
            batches: steps,
            ..Place::default()
        };
        for epoch in history {
            self.record.past_epoch(row(epoch));
            self.record.lag = epoch.lag;
        }
    }

    fn epoch(&mut self, epoch: &EpochRecord) {
        self.record.epoch(row(epoch));
        self.record.lag = epoch.lag;
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
            .rows
            .last()
            .map_or_else(by_pace, |row| row.seconds);
        let seconds = epoch_seconds * place.epochs as f64 * (1.0 - place.share());
        seconds.is_finite().then_some(seconds)
    }

    fn ended(&mut self, stage: Stage, ending: Box<Ending>) -> Effect {
        self.stage = stage;
        Effect::Ended(ending)
    }
}

fn row(epoch: &EpochRecord) -> EpochRow {
    EpochRow {
        epoch: epoch.epoch,
        loss: epoch.train.loss,
        accuracy: epoch.train.accuracy,
        val_loss: epoch.validation.as_ref().map(|figures| figures.loss),
        val_accuracy: epoch.validation.as_ref().map(|figures| figures.accuracy),
        batch_val_loss: epoch.batch_validation.as_ref().map(|figures| figures.loss),
        batch_val_accuracy: epoch
            .batch_validation
            .as_ref()
            .map(|figures| figures.accuracy),
        learning_rate: epoch.learning_rate,
        seconds: epoch.seconds,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::run::Figures;

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
