//! A training as the window follows it: commands go in, events come out, what they say is kept.

mod begun;
mod told;

pub use begun::Begun;
pub use told::Effect;

use super::evaluating::EvaluationTask;
use super::record::Record;
use crate::app::document::Document;
use crate::app::learning::LoadedData;
use crate::data::DataSource;
use crate::engine::health::HealthLog;
use crate::engine::run::{EpochRecord, PinnedRecord, RateChange, StartingPoint, WeightsChoice};
use crate::engine::train::{Command, Event, TrainingHandle};
use crate::graph::FlatLayer;
use crate::project::TrainingSettings;
use crate::recipe::Recipe;
use crate::text::Message;
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
        run.remember(history);
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
        let has_learned = !self.record.epochs.is_empty() || self.stage == Stage::Stopped;
        !self.stage.is_live() && has_learned && self.begun.folder.is_some()
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
}
