//! One epoch: batches, validation, and putting both on record.

use std::ops::ControlFlow;
use std::sync::Arc;
use std::time::Instant;

use super::channels::Channels;
use super::error::TrainError;
use super::event::{BatchReport, Event};
use super::non_finite::{NonFinite, Trace};
use super::session::Session;
use super::supply::Batch;
use crate::data::BatchPlan;
use crate::engine::EngineError;
use crate::engine::evaluate::{Examination, evaluate, evaluate_by_batches};
use crate::engine::health::{HealthReading, LayerHealth};
use crate::engine::lag::{Lag, Sample, find_lag};
use crate::engine::metric::Tally;
use crate::engine::prefetch::Prefetch;
use crate::engine::run::{EpochRecord, Figures};
use crate::engine::step::StepOutcome;

/// Seconds of training between two reports on where they went.
const PROFILE_SECONDS: f64 = 1.0;

/// What one validation comes to.
#[derive(Debug, Default)]
struct Validation {
    /// With the moving averages; `None` without validation pictures.
    at_rest: Option<Tally>,
    /// With each batch's own statistics, where that was asked for.
    by_batch: Option<Tally>,
}

/// Whether batch norm goes by its moving averages, or by each batch's own statistics.
#[derive(Debug, Clone, Copy)]
enum AtRest {
    Yes,
    No,
}

impl Session {
    /// Goes through what is left of the epoch under way. Broken off where a stop was asked for.
    pub(super) fn epoch(
        &mut self,
        supply: &Prefetch<Batch>,
        line: &mut Channels,
    ) -> Result<ControlFlow<()>, TrainError> {
        let mut next_profile = self.position.seconds + PROFILE_SECONDS;
        while self.position.step < self.plan.batch_count() {
            if self.obey(line)?.is_break() {
                return Ok(ControlFlow::Break(()));
            }
            self.repeat_rate_change();
            self.follow_schedule();
            let reading = self.batch(supply)?;
            if let Some(reading) = reading {
                line.send(Event::Health(Box::new(reading)));
            }
            line.send(Event::Batch(self.report()));
            if self.position.seconds >= next_profile {
                next_profile = self.position.seconds + PROFILE_SECONDS;
                self.send_profile(line);
            }
        }
        let started = Instant::now();
        let ControlFlow::Continue(validation) = self.validate(line)? else {
            return Ok(ControlFlow::Break(()));
        };
        let mut record = self.record(&validation, started.elapsed().as_secs_f64());
        record.lag = self.lag(&record)?;
        self.close(record, line)?;
        self.send_profile(line);
        Ok(ControlFlow::Continue(()))
    }

    /// Takes one step, and a reading of it where one is due.
    fn batch(&mut self, supply: &Prefetch<Batch>) -> Result<Option<HealthReading>, TrainError> {
        let started = Instant::now();
        let mut batch = supply.next()?;
        let (outcome, layers) = if self.wants_reading() {
            let images = std::mem::take(&mut batch.images);
            let shares = batch.shares.as_deref();
            let (outcome, layers) = self.trainee.step_watched(images, &batch.labels, shares)?;
            (outcome, Some(layers))
        } else {
            (self.step_on(&mut batch)?, None)
        };
        let Batch {
            indices, labels, ..
        } = batch;
        let batch = self.position.step + 1;
        if !outcome.loss.is_finite() {
            let trace = self.trace_batch(indices)?;
            // A weight that is not finite was made so by the step before.
            let made_before = usize::from(matches!(trace, Trace::Weight(_)) && batch > 1);
            return Err(self.non_finite(Some(outcome.loss), Some(batch - made_before), trace));
        }
        if let Some(weight) = outcome.broken_gradient {
            let trace = Trace::Gradient(weight);
            return Err(self.non_finite(Some(outcome.loss), Some(batch), trace));
        }
        self.position
            .tally
            .add(outcome.loss, &outcome.predictions, &labels);
        self.position.step += 1;
        self.position.seconds += started.elapsed().as_secs_f64();
        Ok(layers.map(|layers| self.keep_reading(layers)))
    }

    fn wants_reading(&self) -> bool {
        let steps_taken = self.trainee.optimizer().steps_taken();
        self.recipe.watch.health && self.health.is_due(steps_taken)
    }

    /// Puts the figures of the step just taken on record.
    fn keep_reading(&mut self, layers: Vec<LayerHealth>) -> HealthReading {
        let steps = self.plan.batch_count().max(1) as f64;
        let reading = HealthReading {
            step: self.trainee.optimizer().steps_taken(),
            epoch: self.position.epochs_done as f64 + self.position.step as f64 / steps,
            layers,
        };
        self.health.push(reading.clone());
        reading
    }

    /// Takes a step on a batch, whose images go into it.
    pub(super) fn step_on(&mut self, batch: &mut Batch) -> Result<StepOutcome, EngineError> {
        let images = std::mem::take(&mut batch.images);
        match &batch.shares {
            None => self.trainee.step(images, &batch.labels),
            Some(shares) => self.trainee.step_on_mixed(images, &batch.labels, shares),
        }
    }

    fn send_profile(&self, line: &mut Channels) {
        if let Some(profile) = self.trainee.profile() {
            line.send(Event::Profile(Box::new(profile)));
        }
    }

    fn report(&self) -> BatchReport {
        let position = &self.position;
        BatchReport {
            epoch: self.epoch_number(),
            step: position.step,
            steps: self.plan.batch_count(),
            loss: position.tally.loss(),
            accuracy: position.tally.accuracy(),
            images_per_second: self.images_per_second(),
            learning_rate: self.trainee.optimizer().learning_rate(),
        }
    }

    fn images_per_second(&self) -> f64 {
        // A clock too coarse for one batch must not give infinity, which JSON cannot hold.
        self.position.tally.images() as f64 / self.position.seconds.max(1e-9)
    }

    /// The figures on the validation data, if there are any; commands are followed between its batches.
    fn validate(&mut self, line: &mut Channels) -> Result<ControlFlow<(), Validation>, TrainError> {
        let data = Arc::clone(&self.data);
        let Some(part) = &data.validation else {
            let none = |()| Validation::default();
            return Ok(self.obey_in_validation(line)?.map_continue(none));
        };
        let plan = BatchPlan::in_order(part.indices.clone(), self.recipe.batch_size)?;
        let ControlFlow::Continue(at_rest) = self.measure(&plan, AtRest::Yes, line)? else {
            return Ok(ControlFlow::Break(()));
        };
        if !at_rest.loss().is_finite() {
            let trace = self.trace_validation(&plan)?;
            return Err(self.non_finite(Some(at_rest.loss()), None, trace));
        }
        let mut validation = Validation {
            at_rest: Some(at_rest),
            by_batch: None,
        };
        if self.recipe.watch.batch_statistics && self.trainee.snapshot().has_moving_averages() {
            // Mixed: data is often sorted by class, and one class has other statistics than all.
            let plan = BatchPlan::shuffled(part.indices.clone(), self.recipe.batch_size, 0)?;
            let ControlFlow::Continue(by_batch) = self.measure(&plan, AtRest::No, line)? else {
                return Ok(ControlFlow::Break(()));
            };
            validation.by_batch = Some(by_batch).filter(|tally| tally.loss().is_finite());
        }
        Ok(ControlFlow::Continue(validation))
    }

    /// The figures on the validation data, in the batches of `plan`.
    fn measure(
        &mut self,
        plan: &BatchPlan,
        at_rest: AtRest,
        line: &mut Channels,
    ) -> Result<ControlFlow<(), Tally>, TrainError> {
        let data = Arc::clone(&self.data);
        let part = data.validation.as_ref().unwrap_or(&data.train);
        let metrics = self.recipe.metrics.clone();
        let examination = Examination {
            dataset: &part.dataset,
            plan,
            contract: &data.contract,
            loss: self.trainee.loss(),
            metrics: &metrics,
        };
        let (epoch, network) = (self.epoch_number(), self.trainee.snapshot());
        let device = self.device.clone();
        let mut failure = None;
        let between = |step, steps| {
            line.send(Event::Validating { epoch, step, steps });
            self.obey_in_validation(line).unwrap_or_else(|error| {
                failure = Some(error);
                ControlFlow::Break(())
            })
        };
        let tally = match at_rest {
            AtRest::Yes => evaluate(&network, &device, &examination, between),
            AtRest::No => evaluate_by_batches(&network, &device, &examination, between),
        }?;
        match (tally, failure) {
            (_, Some(error)) => Err(error),
            (None, None) => Ok(ControlFlow::Break(())),
            (Some(tally), None) => Ok(ControlFlow::Continue(tally)),
        }
    }

    fn record(&self, validation: &Validation, validation_seconds: f64) -> EpochRecord {
        EpochRecord {
            epoch: self.epoch_number(),
            train: Figures::of(&self.position.tally),
            validation: validation.at_rest.as_ref().map(Figures::of),
            batch_validation: validation.by_batch.as_ref().map(Figures::of),
            lag: None,
            learning_rate: self.trainee.optimizer().learning_rate(),
            seconds: self.position.seconds + validation_seconds,
            images_per_second: self.images_per_second(),
        }
    }

    /// Why the network does badly at rest, where it does well in training. Without validation pictures that shows only when
    /// the training is over.
    fn lag(&self, record: &EpochRecord) -> Result<Option<Lag>, TrainError> {
        if let (Some(rested), Some(by_batch)) = (&record.validation, &record.batch_validation) {
            let images = self.data.validation_count();
            return Ok(Lag::between(images, rested.accuracy, by_batch.accuracy));
        }
        let rested = record.validation.as_ref().map(|figures| figures.accuracy);
        let is_last = record.epoch == self.recipe.epochs;
        if rested.is_none() && !is_last {
            return Ok(None);
        }
        let part = self.data.validation.as_ref().unwrap_or(&self.data.train);
        let sample = Sample {
            dataset: &part.dataset,
            indices: &part.indices,
            contract: &self.data.contract,
            batch_size: self.recipe.batch_size,
        };
        let network = self.trainee.snapshot();
        let device = self.device.clone().inner();
        Ok(find_lag(
            &network,
            &device,
            sample,
            record.train.accuracy,
            rested,
        )?)
    }

    /// Moves on to the next epoch, and tells about this one, which is being saved then where that is due.
    fn close(&mut self, record: EpochRecord, line: &mut Channels) -> Result<(), TrainError> {
        let weights = self.weights_of_epoch()?;
        if let Some(record) = self.pinned_record()? {
            self.pinned_records.push(record.clone());
            line.send(Event::Pinned(record));
        }
        self.position.epochs_done += 1;
        self.position.step = 0;
        self.position.seconds = 0.0;
        let class_count = self.position.tally.confusion().class_count();
        self.position.tally = Tally::new(self.recipe.metrics.clone(), class_count);
        self.history.push(record.clone());
        self.save_epoch(&record, weights)?;
        line.send(Event::Epoch(record));
        Ok(())
    }

    pub(super) fn non_finite(
        &self,
        loss: Option<f64>,
        batch: Option<usize>,
        trace: Trace,
    ) -> TrainError {
        TrainError::NonFinite(NonFinite {
            loss,
            epoch: self.epoch_number(),
            batch,
            trace,
            learning_rate: self.trainee.optimizer().learning_rate(),
        })
    }
}
