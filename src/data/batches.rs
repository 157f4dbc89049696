//! The order in which images reach the network, and the batches themselves.
//!
//! Every epoch shuffles with a generator of its own, so that a run resumed at epoch 7 sees the batches that an
//! uninterrupted one would have seen.

use super::contract::Contract;
use super::dataset::Dataset;
use super::error::DataError;
use super::random::Random;

/// Which images form which batch, for any epoch.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BatchPlan {
    indices: Vec<usize>,
    batch_size: usize,
    shuffle_seed: Option<u64>,
}

impl BatchPlan {
    /// Batches in a new order each epoch, for training. `indices` are images of one data set.
    ///
    /// # Errors
    /// A sentence if there are no images or `batch_size` is 0.
    pub fn shuffled(indices: Vec<usize>, batch_size: usize, seed: u64) -> Result<Self, DataError> {
        Self::new(indices, batch_size, Some(seed))
    }

    /// Batches in the given order, for validation and prediction.
    ///
    /// # Errors
    /// A sentence if there are no images or `batch_size` is 0.
    pub fn in_order(indices: Vec<usize>, batch_size: usize) -> Result<Self, DataError> {
        Self::new(indices, batch_size, None)
    }

    fn new(
        indices: Vec<usize>,
        batch_size: usize,
        shuffle_seed: Option<u64>,
    ) -> Result<Self, DataError> {
        if indices.is_empty() {
            return Err(DataError::EmptyDataset);
        }
        if batch_size == 0 {
            return Err(DataError::ZeroBatch);
        }
        Ok(Self {
            indices,
            batch_size,
            shuffle_seed,
        })
    }

    /// Batches in one epoch; the last may be short, and a batch larger than the data set gives one short batch.
    pub fn batch_count(&self) -> usize {
        self.indices.len().div_ceil(self.batch_size)
    }

    /// Images in one epoch.
    pub fn image_count(&self) -> usize {
        self.indices.len()
    }

    /// The batches of one epoch, as lists of image indices. The same epoch always gives the same batches.
    pub fn epoch(&self, epoch: u64) -> Vec<Vec<usize>> {
        let mut order = self.indices.clone();
        if let Some(seed) = self.shuffle_seed {
            Random::new(seed, epoch).shuffle(&mut order);
        }
        order
            .chunks(self.batch_size)
            .map(<[usize]>::to_vec)
            .collect()
    }
}

/// Replaces `values` by the images of a batch, scaled: `[indices.len(), height, width, channels]`. Keeps the
/// vector's memory from batch to batch.
///
/// # Errors
/// A sentence if an index is past the end, or the images are not of the contract's size.
pub fn fill_batch(
    dataset: &Dataset,
    contract: &Contract,
    indices: &[usize],
    values: &mut Vec<f32>,
) -> Result<(), DataError> {
    if dataset.shape() != contract.shape() {
        return Err(DataError::ShapeMismatch {
            found: dataset.shape(),
            expected: contract.shape(),
        });
    }
    values.clear();
    values.reserve(indices.len().saturating_mul(dataset.shape().value_count()));
    for &index in indices {
        contract.scale_onto(&dataset.existing(index)?, values);
    }
    Ok(())
}

/// The labels of a batch, in the order of `indices`.
///
/// # Errors
/// [`DataError::IndexOutside`] if an index is past the end.
pub fn gather_labels(dataset: &Dataset, indices: &[usize]) -> Result<Vec<u32>, DataError> {
    indices
        .iter()
        .map(|&index| {
            dataset
                .labels()
                .get(index)
                .copied()
                .ok_or_else(|| dataset.missing(index))
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::super::dataset::samples::numbered;
    use super::super::shape::ImageShape;
    use super::*;

    #[test]
    fn each_picture_comes_once_an_epoch_and_the_last_batch_is_kept() {
        let plan = BatchPlan::shuffled((0..10).collect(), 4, 1).expect("plan");
        let batches = plan.epoch(0);
        assert_eq!(batches.iter().map(Vec::len).collect::<Vec<_>>(), [4, 4, 2]);
        assert_eq!(plan.batch_count(), 3);
        let mut all = batches.concat();
        all.sort_unstable();
        assert_eq!(all, (0..10).collect::<Vec<_>>());
    }

    #[test]
    fn a_resumed_run_sees_the_same_batches() {
        let plan = BatchPlan::shuffled((0..100).collect(), 16, 9).expect("plan");
        let seventh = plan.epoch(7);
        assert_eq!(
            BatchPlan::shuffled((0..100).collect(), 16, 9)
                .expect("plan")
                .epoch(7),
            seventh
        );
        assert_ne!(plan.epoch(8), seventh);
    }

    #[test]
    fn a_batch_larger_than_the_data_is_one_short_batch() {
        let plan = BatchPlan::in_order(vec![2, 0, 1], 64).expect("plan");
        assert_eq!(plan.epoch(5), [[2, 0, 1]]);
        assert_eq!(
            BatchPlan::in_order(vec![1], usize::MAX)
                .expect("plan")
                .batch_count(),
            1
        );
    }

    #[test]
    fn empty_plans_are_sentences() {
        assert_eq!(
            BatchPlan::in_order(Vec::new(), 4),
            Err(DataError::EmptyDataset)
        );
        assert_eq!(BatchPlan::in_order(vec![0], 0), Err(DataError::ZeroBatch));
    }

    #[test]
    fn a_batch_holds_scaled_pictures_in_order() {
        let data = numbered(&[0, 1, 0, 1], 2);
        let contract = Contract::new(data.shape())
            .with_scale(0.5, 1.0)
            .expect("finite");
        let mut values = vec![99.0; 3];
        fill_batch(&data, &contract, &[3, 1], &mut values).expect("fills");
        assert_eq!(values, [2.5, 2.5, 2.5, 2.5, 1.5, 1.5, 1.5, 1.5]);
        assert_eq!(gather_labels(&data, &[3, 1]), Ok(vec![1, 1]));
    }

    #[test]
    fn wrong_indices_and_sizes_are_sentences() {
        let data = numbered(&[0, 1], 2);
        let mut values = Vec::new();
        let error = fill_batch(&data, &Contract::new(data.shape()), &[2], &mut values);
        assert_eq!(
            error,
            Err(DataError::IndexOutside {
                index: 2,
                images: 2
            })
        );
        let other = Contract::new(ImageShape::course());
        assert!(matches!(
            fill_batch(&data, &other, &[0], &mut values),
            Err(DataError::ShapeMismatch { .. })
        ));
    }
}
