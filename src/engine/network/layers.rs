//! The layers that own parameters, and any layer as a part of a Burn module.

use burn::module::{Module, Param};
use burn::tensor::Tensor;

use super::stateless::Stateless;
use crate::engine::ops::{self, AfterNormalization, ConvolutionOptions, Sides};
use crate::layer::Function;

/// Any layer, as a part of a Burn module.
#[derive(Module, Debug)]
pub(super) enum LayerModule {
    Convolution(Convolution),
    Normalization(Normalization),
    FullyConnected(FullyConnected),
    Stateless(Stateless),
}

/// `Conv2D` with its weights.
#[derive(Module, Debug)]
pub(super) struct Convolution {
    /// `[kernel_height, kernel_width, channels / groups, filters]`
    pub kernel: Param<Tensor<4>>,
    /// `[filters]`
    pub bias: Option<Param<Tensor<1>>>,
    #[module(skip)]
    pub options: ConvolutionOptions,
}

/// `BatchNormalization` with its weights and moving statistics, all `[channels]`.
#[derive(Module, Debug)]
pub(super) struct Normalization {
    pub gamma: Param<Tensor<1>>,
    pub beta: Param<Tensor<1>>,
    pub moving_mean: Param<Tensor<1>>,
    pub moving_variance: Param<Tensor<1>>,
    #[module(skip)]
    pub momentum: f64,
    #[module(skip)]
    pub epsilon: f64,
}

/// `Dense` with its weights.
#[derive(Module, Debug)]
pub(super) struct FullyConnected {
    /// `[inputs, units]`
    pub kernel: Param<Tensor<2>>,
    /// `[units]`
    pub bias: Option<Param<Tensor<1>>>,
    #[module(skip)]
    pub activation: Function,
}

/// What a training batch found out about the channels, each `[channels]`.
#[derive(Debug)]
pub(super) struct BatchStatistics {
    pub mean: Tensor<1>,
    pub variance: Tensor<1>,
}

impl Convolution {
    /// Convolves the maps with `padded` zeros around them.
    pub fn forward(&self, maps: Tensor<4>, padded: [Sides; 2]) -> Tensor<4> {
        ops::conv2d(
            maps,
            self.kernel.val(),
            value_of(self.bias.as_ref()),
            &self.options,
            padded,
        )
    }
}

impl FullyConnected {
    pub fn forward(&self, features: Tensor<4>) -> Tensor<4> {
        let sums = ops::dense(features, self.kernel.val(), value_of(self.bias.as_ref()));
        ops::activation(self.activation, sums)
    }
}

impl Normalization {
    /// Normalizes by the moving statistics.
    pub fn forward_inference(&self, maps: Tensor<4>, after: AfterNormalization) -> Tensor<4> {
        ops::batch_normalization_inference(
            maps,
            self.gamma.val(),
            self.beta.val(),
            self.moving_mean.val(),
            self.moving_variance.val(),
            self.epsilon,
            after,
        )
    }

    /// Normalizes by the batch's own statistics and returns them.
    pub fn forward_training(
        &self,
        maps: Tensor<4>,
        after: AfterNormalization,
    ) -> (Tensor<4>, BatchStatistics) {
        let output = ops::batch_normalization_training(
            maps,
            self.gamma.val(),
            self.beta.val(),
            self.epsilon,
            after,
        );
        let statistics = BatchStatistics {
            mean: output.mean,
            variance: output.variance,
        };
        (output.maps, statistics)
    }

    /// Moves the statistics towards a batch: `moving · momentum + batch · (1 - momentum)`.
    pub fn update(&mut self, batch: BatchStatistics) {
        move_towards(&mut self.moving_mean, batch.mean, self.momentum);
        move_towards(&mut self.moving_variance, batch.variance, self.momentum);
    }
}

fn move_towards(moving: &mut Param<Tensor<1>>, batch: Tensor<1>, momentum: f64) {
    let next = moving.val() * momentum + batch * (1.0 - momentum);
    // Without detaching, each step would hang on to the graph of the one before.
    *moving = Param::initialized(moving.id, next.detach());
}

fn value_of(parameter: Option<&Param<Tensor<1>>>) -> Option<Tensor<1>> {
    parameter.map(Param::val)
}
