//! The batches of a training, prepared ahead so that no step waits for its pictures.

use std::sync::Arc;

use super::job::TrainingData;
use super::session::Session;
use crate::data::{BatchPlan, VariedBatch, fill_batch, gather_labels};
use crate::engine::EngineError;
use crate::engine::evaluate::class_indices;
use crate::engine::prefetch::Prefetch;
use crate::recipe::{Augmentation, Recipe};

/// Batches that wait: one for the next step, and one in case that the thread is held up.
const CAPACITY: usize = 2;

/// A batch that is ready to be trained on.
#[derive(Debug)]
pub struct Batch {
    /// Which pictures of the data set it holds.
    pub indices: Vec<usize>,
    /// Their values, scaled and varied, one picture after another: `[count, height, width, channels]`.
    pub images: Vec<f32>,
    /// Their classes; of mixed pictures the one with the largest share.
    pub labels: Vec<usize>,
    /// The share of each class in each picture, `[count, classes]`, where pictures were mixed.
    pub shares: Option<Vec<f32>>,
}

/// Makes batches. The same pictures and step always give the same batch.
#[derive(Clone, Debug)]
pub struct BatchMaker {
    data: Arc<TrainingData>,
    augmentation: Vec<Augmentation>,
    seed: u64,
}

impl BatchMaker {
    /// A maker of batches of `data`, as the recipe says.
    pub fn new(data: Arc<TrainingData>, recipe: &Recipe) -> Self {
        Self {
            data,
            augmentation: recipe.augmentation.clone(),
            seed: recipe.seed,
        }
    }

    /// The batch of these pictures for the step after `step` others.
    ///
    /// # Errors
    /// Where the pictures do not fit the contract.
    pub fn make(&self, indices: Vec<usize>, step: u64) -> Result<Batch, EngineError> {
        let dataset = &self.data.train.dataset;
        let mut images = Vec::new();
        fill_batch(dataset, &self.data.contract, &indices, &mut images)?;
        let batch = VariedBatch {
            shape: dataset.shape(),
            range: self.data.contract.range(),
            seed: self.seed,
            step,
        };
        let mixture = batch.vary(&mut images, &self.augmentation);
        let labels = class_indices(&gather_labels(dataset, &indices)?);
        let classes = dataset.classes().len();
        let shares = mixture.map(|mixture| mixture.class_shares(&labels, classes));
        Ok(Batch {
            labels: match &shares {
                Some(shares) => shares.chunks_exact(classes).map(largest).collect(),
                None => labels,
            },
            indices,
            images,
            shares,
        })
    }
}

/// The first class of the largest share.
fn largest(shares: &[f32]) -> usize {
    let first_largest = |best: usize, (class, share): (usize, &f32)| {
        if *share > shares[best] { class } else { best }
    };
    shares.iter().enumerate().fold(0, first_largest)
}

impl Session {
    /// All batches from where the training stands to its last one, in order.
    pub(super) fn supply(&self) -> Result<Prefetch<Batch>, EngineError> {
        let maker = self.maker.clone();
        let left = batches_left(
            self.plan.clone(),
            self.position.epochs_done..self.recipe.epochs,
            self.position.step,
        );
        let steps = self.trainee.optimizer().steps_taken()..;
        let batches = left
            .zip(steps)
            .map(move |(indices, step)| maker.make(indices, step));
        Prefetch::start("netsmith-batches", "doing-preparing", CAPACITY, batches)
    }
}

/// The batches of some epochs, without the first `done` ones of the first epoch.
fn batches_left(
    plan: BatchPlan,
    epochs: std::ops::Range<usize>,
    done: usize,
) -> impl Iterator<Item = Vec<usize>> {
    epochs
        .flat_map(move |epoch| plan.epoch(epoch as u64))
        .skip(done)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_left_continues_where_a_training_stopped() {
        let plan = BatchPlan::shuffled((0..10).collect(), 4, 3).unwrap();
        let all: Vec<_> = batches_left(plan.clone(), 0..3, 0).collect();
        assert_eq!(all.len(), 9);
        assert_eq!(all[3..6], plan.epoch(1));
        let left: Vec<_> = batches_left(plan, 1..3, 2).collect();
        assert_eq!(left, all[5..]);
    }
}
