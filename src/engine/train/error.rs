//! Why a training ended before its time, as sentences.

use super::non_finite::NonFinite;
use crate::data::DataError;
use crate::engine::EngineError;
use crate::engine::remote::{RemoteError, loss_of};
use crate::engine::run::RunError;
use crate::recipe::RecipeProblem;
use crate::text::Message;
use crate::{message, shown_as_message};

/// A failure of a training.
#[derive(Debug, thiserror::Error)]
pub enum TrainError {
    /// The network, the device or a batch.
    Engine(#[from] EngineError),
    /// The pictures.
    Data(#[from] DataError),
    /// The run folder.
    Run(#[from] RunError),
    /// A setting that cannot be trained with.
    Recipe(#[from] RecipeProblem),
    /// Numbers that are no numbers any more.
    NonFinite(NonFinite),
}

impl TrainError {
    /// The same failure as it looks to somebody who trained on `device`: where computing broke off because the connection to it is
    /// lost, that is the reason.
    #[must_use]
    pub(super) fn on(self, device: &str) -> Self {
        match (self, loss_of(device)) {
            (Self::Engine(error), _) => Self::Engine(error.on(device)),
            // Whoever saves reads the weights from the device.
            (Self::Run(_), Some(loss)) => Self::Engine(loss.into()),
            (error, _) => error,
        }
    }

    /// Whether the device is gone, and nothing else is wrong.
    pub(super) fn is_loss_of_device(&self) -> bool {
        matches!(
            self,
            Self::Engine(EngineError::Remote(RemoteError::Lost { .. }))
        )
    }

    /// What it says to whoever trained, as data.
    pub(super) fn told(&self) -> Message {
        if self.is_loss_of_device() {
            message!("training-lost-device", loss = self.message())
        } else {
            self.message()
        }
    }

    /// What it says, as data.
    #[must_use]
    pub fn message(&self) -> Message {
        match self {
            Self::Engine(error) => error.message(),
            Self::Data(error) => error.message(),
            Self::Run(error) => error.message(),
            Self::Recipe(error) => error.message(),
            Self::NonFinite(found) => found.message(),
        }
    }
}

shown_as_message!(TrainError);
