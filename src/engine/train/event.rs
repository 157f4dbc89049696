//! What a training tells.

use crate::engine::health::HealthReading;
use crate::engine::predict::{Prediction, Predictor};
use crate::engine::profile::Profile;
use crate::engine::run::{EpochRecord, Parting, PinnedRecord, RateChange};
use crate::text::Message;

/// One message from a training. [`Event::Stopped`], [`Event::Failed`] and [`Event::Done`] are each the last one.
#[derive(Debug)]
pub enum Event {
    /// The network is built and the first batch is next.
    Started {
        /// Epochs gone through before, when a run goes on; empty for a new one.
        history: Vec<EpochRecord>,
        /// Epochs in all.
        epochs: usize,
        /// Batches in an epoch.
        steps: usize,
    },
    /// A batch is done. Those that nobody collects are left out.
    Batch(BatchReport),
    /// Pictures of the validation data that have been gone through.
    Validating {
        /// The epoch, 1 for the first.
        epoch: usize,
        /// Batches done.
        step: usize,
        /// Batches in all.
        steps: usize,
    },
    /// Where the time of a step goes, over all steps so far; about once a second, and after each epoch.
    Profile(Box<Profile>),
    /// What goes on in the layers, every so many steps; the reading comes before the report of its batch.
    Health(Box<HealthReading>),
    /// What the network says about pinned pictures at the end of an epoch, of which the figures follow.
    Pinned(PinnedRecord),
    /// An epoch is done. Where there is a run folder, it is being saved, or is with a later one ([`crate::engine::run::Pace`]).
    Epoch(EpochRecord),
    /// A checkpoint that was asked for is saved.
    Checkpoint {
        /// The epoch under way, 1 for the first.
        epoch: usize,
        /// Batches of it that are in the checkpoint.
        step: usize,
    },
    /// It holds.
    Paused,
    /// It goes on.
    Resumed,
    /// Steps have another size from now on.
    LearningRate(f64),
    /// Everything that was changed by hand so far, in order.
    RateChanges(Vec<RateChange>),
    /// The answer to [`super::Command::Predict`].
    Predicted {
        /// The sender's number.
        request: u64,
        /// A prediction on each picture, or why there is none.
        predictions: Result<Vec<Prediction>, String>,
    },
    /// A command could not be followed; the training goes on.
    Refused(String),
    /// It ended as asked, before its last epoch.
    Stopped(Box<Ending>),
    /// It failed.
    Failed {
        /// Why, and what to do.
        message: Message,
        /// The layer that the fault was traced to.
        layer: Option<String>,
    },
    /// It went through all of its epochs.
    Done(Box<Ending>),
}

/// A training between two batches, as a progress bar shows it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct BatchReport {
    /// The epoch under way, 1 for the first.
    pub epoch: usize,
    /// Batches of it that are done.
    pub step: usize,
    /// Batches in an epoch.
    pub steps: usize,
    /// The mean loss over the epoch's pictures so far, as Keras shows it.
    pub loss: f64,
    /// The accuracy over the epoch's pictures so far.
    pub accuracy: f64,
    /// Pictures trained on in a second, over the epoch so far.
    pub images_per_second: f64,
    /// The size of the last step.
    pub learning_rate: f64,
}

/// What is left of a training.
#[derive(Debug)]
pub struct Ending {
    /// Epochs gone through, resumed ones included.
    pub epochs: usize,
    /// The one with the lowest validation loss (training loss without validation); `None` before the first.
    pub best_epoch: Option<usize>,
    /// The network as it stands.
    pub predictor: Predictor,
    /// How far it went as the run that it repeats, where it repeats one.
    pub parting: Option<Parting>,
    /// Whether it ended because it was clearly behind the other runs of its sweep.
    pub is_behind: bool,
}

impl Event {
    /// Whether nothing comes after it.
    #[must_use]
    pub fn is_last(&self) -> bool {
        matches!(self, Self::Stopped(_) | Self::Failed { .. } | Self::Done(_))
    }

    /// Whether a later one of its kind says the same better.
    pub(super) fn is_passing(&self) -> bool {
        matches!(
            self,
            Self::Batch(_) | Self::Validating { .. } | Self::Profile(_)
        )
    }
}
