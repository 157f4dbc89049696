//! A training from its first batch, or from its checkpoint, to its last.

use std::ops::ControlFlow;
use std::sync::{Arc, OnceLock};

use burn::tensor::Device;
use image::DynamicImage;

use super::channels::Channels;
use super::error::TrainError;
use super::event::{Ending, Event};
use super::job::{RunPlace, Subset, TrainingData, TrainingJob};
use super::prepare::manifest;
use super::supply::BatchMaker;
use crate::data::BatchPlan;
use crate::engine::device::device_named;
use crate::engine::health::HealthLog;
use crate::engine::loss::class_weights;
use crate::engine::metric::Tally;
use crate::engine::optimizer::OptimizerState;
use crate::engine::predict::Predictor;
use crate::engine::run::{
    Checkpoint, EpochRecord, ModelMetadata, Parting, PinnedRecord, Position, RateChange, Resumed,
    Rivals, RunSaver, RunState, best_epoch, merged,
};
use crate::engine::{Network, Trainee};
use crate::recipe::Recipe;

/// A training under way. The methods of one epoch are in `epoch.rs`, the answers to commands in `steering.rs`.
#[derive(Debug)]
pub struct Session {
    pub(super) trainee: Trainee,
    pub(super) recipe: Recipe,
    pub(super) data: Arc<TrainingData>,
    /// What travels with the weights, once it was asked for: figures of the pictures are in it, which take a while to count.
    metadata: OnceLock<ModelMetadata>,
    pub(super) device: Device,
    pub(super) plan: BatchPlan,
    pub(super) maker: BatchMaker,
    pub(super) position: Position,
    pub(super) history: Vec<EpochRecord>,
    pub(super) health: HealthLog,
    /// Pictures of somebody's own, whose classes are told after each epoch, by their names.
    pub(super) pinned: Vec<(String, DynamicImage)>,
    pub(super) pinned_records: Vec<PinnedRecord>,
    pub(super) saver: Option<RunSaver>,
    /// The epoch from which on it is watched whether the training gets better.
    waits_from: usize,
    /// The run that is repeated.
    repeated: Option<Vec<EpochRecord>>,
    /// The other runs of the sweep.
    rivals: Option<Rivals>,
    /// Learning rates that were given by hand, in order.
    pub(super) rate_changes: Vec<RateChange>,
    /// Whether it holds after the next batch.
    pub(super) is_stepping: bool,
}

impl Session {
    /// Builds the network and takes the run folder; where a run goes on, everything is put back as it was.
    ///
    /// # Errors
    /// Where network, data, device or folder do not allow a training.
    pub fn start(job: TrainingJob, threads: usize) -> Result<Self, TrainError> {
        let TrainingJob {
            flat,
            project_text,
            data,
            recipe,
            run,
        } = job;
        let device = device_named(&recipe.device)?;
        let network = Network::build(&flat, recipe.seed, &device)?;
        let tally = Tally::new(recipe.metrics.clone(), network.class_count());
        let weights = class_weights(recipe.class_weights, &data.train.class_counts());
        let Subset { indices, .. } = data.train.clone();
        let data = Arc::new(data);
        let mut session = Self {
            trainee: Trainee::new(network, &recipe, &device)?.with_class_weights(weights),
            plan: BatchPlan::shuffled(indices, recipe.batch_size, recipe.seed)?,
            position: Position {
                epochs_done: 0,
                step: 0,
                tally,
                learning_rate: recipe.learning_rate,
                seconds: 0.0,
            },
            maker: BatchMaker::new(Arc::clone(&data), &recipe),
            metadata: OnceLock::new(),
            data,
            recipe,
            device,
            history: Vec::new(),
            health: HealthLog::default(),
            pinned: Vec::new(),
            pinned_records: Vec::new(),
            saver: None,
            waits_from: 0,
            repeated: None,
            rivals: None,
            rate_changes: Vec::new(),
            is_stepping: false,
        };
        if let Some(place) = run {
            session.take_folder(&place, &project_text, threads)?;
        }
        Ok(session)
    }

    fn take_folder(
        &mut self,
        place: &RunPlace,
        project_text: &str,
        threads: usize,
    ) -> Result<(), TrainError> {
        let recipe = &self.recipe;
        let mut manifest = manifest(recipe, &self.data, threads, project_text);
        manifest.keep_every = place.options.keep_every;
        self.rivals.clone_from(&place.options.rivals);
        let metadata = self.metadata();
        let (path, pace) = (&place.path, place.options.pace);
        let (saver, resumed) =
            RunSaver::take(path, &place.start, project_text, manifest, metadata, pace)?;
        self.saver = Some(saver);
        self.go_on_from(resumed)
    }

    fn go_on_from(&mut self, resumed: Resumed) -> Result<(), TrainError> {
        self.history = resumed.history;
        self.rate_changes = resumed.rate_changes;
        self.waits_from = resumed.waits_from;
        self.repeated = resumed.repeated;
        if let Some(start) = resumed.start {
            let own = self.trainee.snapshot().weights()?;
            let memory = OptimizerState::default();
            self.trainee.restore(merged(own, start), memory)?;
        }
        self.health = resumed.health;
        self.pinned_records = resumed.pinned;
        let Some(Checkpoint {
            position,
            weights,
            optimizer,
        }) = resumed.checkpoint
        else {
            return Ok(());
        };
        self.trainee.restore(weights, optimizer)?;
        self.health
            .forget_after(self.trainee.optimizer().steps_taken());
        if resumed.is_of_another {
            self.position.epochs_done = position.epochs_done;
            // From here on the run stands for itself.
            self.save()?;
            self.wait_for_saving()?;
        } else {
            self.position = position;
        }
        Ok(())
    }

    /// Trains until the last epoch or until it is stopped, and gives the last event.
    ///
    /// # Errors
    /// Whatever ends the training before its time; the run folder, if there is one, then says so.
    pub fn run(mut self, line: &mut Channels) -> Result<Event, TrainError> {
        line.send(Event::Started {
            history: self.history.clone(),
            epochs: self.recipe.epochs,
            steps: self.plan.batch_count(),
        });
        if !self.rate_changes.is_empty() {
            line.send(Event::RateChanges(self.rate_changes.clone()));
        }
        for record in &self.pinned_records {
            line.send(Event::Pinned(record.clone()));
        }
        for reading in self.health.readings() {
            line.send(Event::Health(Box::new(reading.clone())));
        }
        let ended = self.epochs(line).and_then(|ended| {
            // What ends well is saved to its last step.
            self.save_unless_saved()?;
            self.wait_for_saving()?;
            Ok(ended)
        });
        let is_behind = self.is_behind();
        match ended {
            Ok(ControlFlow::Continue(())) => {
                self.note_end(RunState::Finished, None, is_behind)?;
                Ok(Event::Done(Box::new(self.ending())))
            }
            Ok(ControlFlow::Break(())) => {
                self.note_end(RunState::Stopped, None, false)?;
                Ok(Event::Stopped(Box::new(self.ending())))
            }
            Err(error) => {
                let error = error.on(&self.recipe.device);
                // Nothing is wrong with a training whose server is gone: it waits for another connection.
                let state = if error.is_loss_of_device() {
                    RunState::Stopped
                } else {
                    RunState::Failed
                };
                // The first failure is the one to report, even where the disk refuses this note as well.
                if let Err(second) = self.note_end(state, Some(error.told().to_string()), false) {
                    tracing::debug!(%second, "the failure could not be noted");
                }
                Err(error)
            }
        }
    }

    fn epochs(&mut self, line: &mut Channels) -> Result<ControlFlow<()>, TrainError> {
        let supply = self.supply()?;
        while self.position.epochs_done < self.recipe.epochs
            && !self.gets_no_better()
            && !self.is_behind()
        {
            if self.epoch(&supply, line)?.is_break() {
                return Ok(ControlFlow::Break(()));
            }
        }
        Ok(ControlFlow::Continue(()))
    }

    /// Whether the recipe asks for an end, because what is watched got no better for long enough.
    fn gets_no_better(&self) -> bool {
        let watched = self.watched().skip(self.waits_from);
        self.recipe.early_stopping.is_due(watched)
    }

    /// Whether the other runs of its sweep leave it no hope.
    fn is_behind(&self) -> bool {
        let own: Vec<f64> = self.watched().collect();
        let is_over = self.position.epochs_done >= self.recipe.epochs;
        let rivals = self.rivals.as_ref().filter(|_| !is_over);
        rivals.is_some_and(|rivals| rivals.are_ahead_of(&own))
    }

    /// What is watched in each epoch so far; lower is better.
    fn watched(&self) -> impl Iterator<Item = f64> {
        let records = self.history.iter();
        records.map(|record| record.monitored(self.recipe.monitor))
    }

    /// Gives the optimizer the learning rate of the next step.
    pub(super) fn follow_schedule(&mut self) {
        let learning_rate = self.position.learning_rate * self.schedule_factor();
        self.trainee
            .optimizer_mut()
            .set_learning_rate(learning_rate);
    }

    /// What the schedule multiplies the learning rate by for the next step; never 0.
    pub(super) fn schedule_factor(&self) -> f64 {
        let Position {
            epochs_done, step, ..
        } = self.position;
        let place = (epochs_done, step, self.plan.batch_count());
        self.recipe.rate_factor(place, self.watched())
    }

    /// The epoch under way, 1 for the first.
    pub(super) fn epoch_number(&self) -> usize {
        self.position.epochs_done + 1
    }

    /// The network as it stands, for questions about pictures.
    pub(super) fn predictor(&self) -> Predictor {
        let lag = self.history.last().and_then(|record| record.lag);
        Predictor::new(self.trainee.snapshot(), self.metadata(), &self.device).with_lag(lag)
    }

    fn metadata(&self) -> ModelMetadata {
        let known = self.metadata.get_or_init(|| self.data.metadata());
        known.clone()
    }

    fn ending(&self) -> Ending {
        Ending {
            epochs: self.history.len(),
            best_epoch: best_epoch(&self.history, self.recipe.monitor),
            predictor: self.predictor().at_home(),
            parting: self
                .repeated
                .as_ref()
                .map(|before| Parting::of(before, &self.history)),
            is_behind: self.is_behind(),
        }
    }
}
