//! A few real batches before a training: how long it will take and how much memory. Keeps nothing: no run, no weights.

use std::ops::ControlFlow;
use std::time::Instant;

use super::error::TrainError;
use super::job::TrainingJob;
use super::session::Session;
use crate::data::BatchPlan;
use crate::engine::Network;
use crate::engine::device::thread_pool;
use crate::engine::evaluate::{Examination, evaluate};
use crate::engine::guard;
use crate::engine::memory::{Needs, available_bytes, forget_peak, peak_bytes};
use crate::layer::bytes;
use crate::message;
use crate::recipe::GradientCheckpointing;
use crate::text::Message;
use netsmith_kernels::Reserve;

/// Batches that are measured, after one that makes threads and buffers ready.
const MEASURED: usize = 3;

/// How long a training takes and how much memory.
#[derive(Clone, Debug, PartialEq)]
pub struct Estimate {
    /// Seconds of each batch that was measured.
    pub batch_seconds: Vec<f64>,
    /// Seconds of a batch of validation; `None` where there is none.
    pub validation_batch_seconds: Option<f64>,
    /// Batches of an epoch.
    pub batches: usize,
    /// Batches of its validation.
    pub validation_batches: usize,
    /// Epochs in all.
    pub epochs: usize,
    /// Memory that it is reckoned to take at its peak.
    pub needed_bytes: u64,
    /// How much of it gradient checkpointing saves, or would save.
    pub saved: Saved,
    /// Memory that there was before; `None` where the system does not say.
    pub available_bytes: Option<u64>,
    /// The most that the program held while it was measured; `None` where the system does not say.
    pub peak_bytes: Option<u64>,
}

/// Memory that gradient checkpointing is reckoned to save.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Saved {
    /// So many bytes less than without it.
    Already(u64),
    /// With it, so many bytes less would do.
    Possible(u64),
}

impl Saved {
    /// In a sentence; `None` where there is nothing to be saved.
    #[must_use]
    pub fn message(self) -> Option<Message> {
        match self {
            Self::Already(0) | Self::Possible(0) => None,
            Self::Already(saved) => Some(message!("checkpointing-saves", saved = bytes(saved))),
            Self::Possible(saved) => {
                Some(message!("checkpointing-would-save", saved = bytes(saved)))
            }
        }
    }

    fn of(network: &Network, batch_size: usize, chosen: GradientCheckpointing) -> Self {
        let of_picture = network.bytes_saved_by_parts();
        let saved = of_picture.saturating_mul(batch_size as u64);
        match chosen {
            GradientCheckpointing::Off => Self::Possible(saved),
            GradientCheckpointing::Blocks => Self::Already(saved),
        }
    }
}

impl Estimate {
    /// Seconds of an epoch with its validation: by the quickest, the mean and the slowest of the batches.
    #[must_use]
    pub fn epoch_seconds(&self) -> [f64; 3] {
        let seconds = self.batch_seconds.iter().copied();
        let count = self.batch_seconds.len().max(1) as f64;
        let of_batch = [
            seconds.clone().fold(f64::INFINITY, f64::min),
            seconds.clone().sum::<f64>() / count,
            seconds.fold(0.0, f64::max),
        ];
        let validation =
            self.validation_batch_seconds.unwrap_or(0.0) * self.validation_batches as f64;
        of_batch.map(|seconds| seconds * self.batches as f64 + validation)
    }

    /// Seconds of all epochs, in the same three ways.
    #[must_use]
    pub fn training_seconds(&self) -> [f64; 3] {
        self.epoch_seconds()
            .map(|seconds| seconds * self.epochs as f64)
    }

    /// What memory it takes, and how much there is, in a sentence.
    #[must_use]
    pub fn memory(&self) -> Message {
        let needed = bytes(self.needed_bytes);
        match (self.peak_bytes, self.available_bytes) {
            (Some(peak), Some(available)) => message!(
                "estimated-memory",
                peak = bytes(peak),
                needed = needed,
                available = bytes(available)
            ),
            _ => message!("reckoned-memory", needed = needed),
        }
    }
}

/// Trains on a few batches as `job` asks for, and forgets it all. `goes_on` may break it off between two batches.
///
/// # Errors
/// Where network, data or device allow no training, or where it was broken off.
pub fn dry_run(
    job: TrainingJob,
    goes_on: &(dyn Fn() -> bool + Sync),
) -> Result<Option<Estimate>, TrainError> {
    job.recipe.check()?;
    let pool = thread_pool(job.recipe.threads)?;
    let threads = pool.current_num_threads();
    let mut found = Ok(None);
    let _reserve = Reserve::hold();
    let device = job.recipe.device.clone();
    let guarded = guard("doing-training", || {
        found = pool.install(|| measured(TrainingJob { run: None, ..job }, threads, goes_on));
        Ok(())
    });
    let found = guarded.map_err(TrainError::from).and(found);
    found.map_err(|error| error.on(&device))
}

fn measured(
    job: TrainingJob,
    threads: usize,
    goes_on: &(dyn Fn() -> bool + Sync),
) -> Result<Option<Estimate>, TrainError> {
    let available = available_bytes();
    forget_peak();
    let (flat, batch_size) = (job.flat.clone(), job.recipe.batch_size);
    let checkpointing = job.recipe.gradient_checkpointing;
    let mut session = Session::start(job, threads)?;
    let epochs = (0..).flat_map(|epoch| session.plan.epoch(epoch));
    let batches: Vec<Vec<usize>> = epochs.take(1 + MEASURED).collect();
    let (batch_count, images) = (session.plan.batch_count(), session.plan.image_count());
    let mut batch_seconds = Vec::new();
    for (step, indices) in batches.into_iter().enumerate() {
        if !goes_on() {
            return Ok(None);
        }
        let mut batch = session.maker.make(indices, step as u64)?;
        let begun = Instant::now();
        session.step_on(&mut batch)?;
        batch_seconds.push(begun.elapsed().as_secs_f64());
    }
    batch_seconds.remove(0);
    let batch_size = batch_size.min(images);
    let validation = validation_seconds(&session)?;
    Ok(Some(Estimate {
        batch_seconds,
        validation_batch_seconds: validation.map(|(seconds, _)| seconds),
        batches: batch_count,
        validation_batches: validation.map_or(0, |(_, batches)| batches),
        epochs: session.recipe.epochs,
        needed_bytes: Needs::of(&flat, checkpointing).bytes(batch_size),
        saved: Saved::of(&session.trainee.snapshot(), batch_size, checkpointing),
        available_bytes: available,
        peak_bytes: peak_bytes(),
    }))
}

/// What a batch of validation takes, and how many there are; the second of two, as the first makes buffers ready.
fn validation_seconds(session: &Session) -> Result<Option<(f64, usize)>, TrainError> {
    let Some(part) = &session.data.validation else {
        return Ok(None);
    };
    let size = session.recipe.batch_size;
    let network = session.trainee.snapshot();
    let sample = part.indices.iter().copied().take(2 * size).collect();
    let plan = BatchPlan::in_order(sample, size)?;
    let mut begun = Instant::now();
    let examination = Examination {
        dataset: &part.dataset,
        plan: &plan,
        contract: &session.data.contract,
        loss: session.trainee.loss(),
        metrics: &session.recipe.metrics,
    };
    evaluate(&network, &session.device, &examination, |_, _| {
        begun = Instant::now();
        ControlFlow::Continue(())
    })?;
    let seconds = begun.elapsed().as_secs_f64();
    Ok(Some((seconds, part.indices.len().div_ceil(size))))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_epoch_is_its_batches_and_its_validation() {
        let estimate = Estimate {
            batch_seconds: vec![0.25, 0.5, 0.375],
            validation_batch_seconds: Some(0.125),
            batches: 8,
            validation_batches: 4,
            epochs: 10,
            needed_bytes: 0,
            saved: Saved::Possible(0),
            available_bytes: None,
            peak_bytes: None,
        };
        assert_eq!(estimate.epoch_seconds(), [2.5, 3.5, 4.5]);
        assert_eq!(estimate.training_seconds(), [25.0, 35.0, 45.0]);
    }
}
