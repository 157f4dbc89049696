//! A picture in front of a network.

use burn::tensor::{Device, Tensor};

use crate::engine::error::EngineError;
use crate::engine::guard::guard;
use crate::engine::metric::Predictions;
use crate::engine::{Network, image_tensor};

/// A network at rest, and what it is fed with.
#[derive(Debug, Clone, Copy)]
pub struct Subject<'a> {
    /// The network.
    pub network: &'a Network,
    /// Where it computes.
    pub device: &'a Device,
    /// The picture as the network gets it, `[height, width, channels]`.
    pub values: &'a [f32],
}

impl Subject<'_> {
    /// Height, width and channels of the picture.
    pub fn sides(&self) -> [usize; 3] {
        let shape = self.network.input_shape();
        shape.as_map().unwrap_or([1, 1, shape.channels()])
    }

    /// Pictures of the same size, one after the other, for the network.
    pub(super) fn images(&self, values: Vec<f32>, count: usize) -> Result<Tensor<4>, EngineError> {
        image_tensor(values, count, self.network.input_shape(), self.device)
    }

    /// The probability of `class` for each of `count` pictures.
    pub(super) fn probabilities(
        &self,
        values: Vec<f32>,
        count: usize,
        class: usize,
    ) -> Result<Vec<f32>, EngineError> {
        let images = self.images(values, count)?;
        let predictions = guard("doing-explaining", || {
            Ok(Predictions::of(&self.network.forward(images)))
        })?;
        if !predictions.are_finite() {
            return Err(EngineError::Diverged);
        }
        Ok(predictions.rows().map(|row| row[class]).collect())
    }
}
