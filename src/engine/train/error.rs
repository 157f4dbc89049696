//! Why a training ended before its time, as sentences.

use super::non_finite::NonFinite;
use crate::data::DataError;
use crate::engine::EngineError;
use crate::engine::run::RunError;
use crate::recipe::RecipeProblem;

/// A failure of a training.
#[derive(Debug, thiserror::Error)]
pub enum TrainError {
    /// The network, the device or a batch.
    #[error(transparent)]
    Engine(#[from] EngineError),
    /// The pictures.
    #[error(transparent)]
    Data(#[from] DataError),
    /// The run folder.
    #[error(transparent)]
    Run(#[from] RunError),
    /// A setting that cannot be trained with.
    #[error(transparent)]
    Recipe(#[from] RecipeProblem),
    /// Numbers that are no numbers any more.
    #[error("{0}")]
    NonFinite(NonFinite),
}
