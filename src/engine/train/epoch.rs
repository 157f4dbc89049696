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
use crate::engine::evaluate::{Examination, evaluate};
use crate::engine::lag::{Lag, Sample, find_lag};
use crate::engine::metric::Tally;
use crate::engine::prefetch::Prefetch;
use crate::engine::run::{EpochRecord, Figures};
use crate::engine::step::StepOutcome;
use crate::engine::weights::first_non_finite;

/// Seconds of training between two reports on where they went.
const PROFILE_SECONDS: f64 = 1.0;

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
            self.batch(supply)?;
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
        let mut record = self.record(validation, started.elapsed().as_secs_f64());
        record.lag = self.lag(&record)?;
        self.close(record, line)?;
        self.send_profile(line);
        Ok(ControlFlow::Continue(()))
    }

    fn batch(&mut self, supply: &Prefetch<Batch>) -> Result<(), TrainError> {
        let started = Instant::now();
        let mut batch = supply.next()?;
        let outcome = self.step_on(&mut batch)?;
        let Batch {
            indices, labels, ..
        } = batch;
        if !outcome.loss.is_finite() {
            let trace = self.trace_batch(indices)?;
            return Err(self.non_finite(Some(outcome.loss), Some(self.position.step + 1), trace));
        }
        self.position
            .tally
            .add(outcome.loss, &outcome.predictions, &labels);
        self.position.step += 1;
        self.position.seconds += started.elapsed().as_secs_f64();
        Ok(())
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
    fn validate(
        &mut self,
        line: &mut Channels,
    ) -> Result<ControlFlow<(), Option<Tally>>, TrainError> {
        let data = Arc::clone(&self.data);
        let Some(part) = &data.validation else {
            return Ok(self.obey_in_validation(line)?.map_continue(|()| None));
        };
        let network = self.trainee.snapshot();
        let plan = BatchPlan::in_order(part.indices.clone(), self.recipe.batch_size)?;
        let metrics = self.recipe.metrics.clone();
        let examination = Examination {
            dataset: &part.dataset,
            plan: &plan,
            contract: &data.contract,
            loss: self.trainee.loss(),
            metrics: &metrics,
        };
        let epoch = self.epoch_number();
        let device = self.device.clone();
        let mut failure = None;
        let tally = evaluate(&network, &device, &examination, |step, steps| {
            line.send(Event::Validating { epoch, step, steps });
            self.obey_in_validation(line).unwrap_or_else(|error| {
                failure = Some(error);
                ControlFlow::Break(())
            })
        })?;
        match (tally, failure) {
            (_, Some(error)) => Err(error),
            (None, None) => Ok(ControlFlow::Break(())),
            (Some(tally), None) if tally.loss().is_finite() => {
                Ok(ControlFlow::Continue(Some(tally)))
            }
            (Some(tally), None) => {
                let trace = self.trace_validation(&plan)?;
                Err(self.non_finite(Some(tally.loss()), None, trace))
            }
        }
    }

    fn record(&self, validation: Option<Tally>, validation_seconds: f64) -> EpochRecord {
        EpochRecord {
            epoch: self.epoch_number(),
            train: Figures::of(&self.position.tally),
            validation: validation.as_ref().map(Figures::of),
            lag: None,
            learning_rate: self.trainee.optimizer().learning_rate(),
            seconds: self.position.seconds + validation_seconds,
            images_per_second: self.images_per_second(),
        }
    }

    /// Why the network does badly at rest, where it does well in training. Without validation pictures that shows only when
    /// the training is over.
    fn lag(&self, record: &EpochRecord) -> Result<Option<Lag>, TrainError> {
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

    /// Moves on to the next epoch, and tells about this one as soon as it is safe on the disk.
    fn close(&mut self, record: EpochRecord, line: &mut Channels) -> Result<(), TrainError> {
        let weights = self.trainee.snapshot().lent_weights()?;
        if let Some(weight) = first_non_finite(&weights)? {
            return Err(self.non_finite(None, None, Trace::Weight(weight)));
        }
        self.position.epochs_done += 1;
        self.position.step = 0;
        self.position.seconds = 0.0;
        let class_count = self.position.tally.confusion().class_count();
        self.position.tally = Tally::new(self.recipe.metrics.clone(), class_count);
        self.history.push(record.clone());
        if self.writer.is_some() {
            let checkpoint = self.checkpoint_of(weights);
            self.keep(|writer| writer.save_epoch(record.clone(), &checkpoint))?;
        }
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
