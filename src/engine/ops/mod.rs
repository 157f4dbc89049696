//! The arithmetic of every layer on channels-last tensors: the one door behind which Burn's stock
//! operations can be replaced by kernels of our own.
//! Never knows a graph, a parameter's name or a training loop.
//!
//! Every activation is a `Tensor<4>` of shape `[batch, height, width, channels]`; a vector of features
//! is a map of one pixel, `[batch, 1, 1, features]`. Burn's own operations want the channels second, so
//! the functions here turn the axes where they must and nowhere else.

mod activation;
mod arranging;
mod convolution;
mod cross_entropy;
mod dense;
mod dropout;
mod interpolating;
mod merge;
mod normalization;
mod padding;
mod per_channel;
mod pooling;
#[cfg(test)]
#[path = "../../../tests/support/slow.rs"]
#[allow(dead_code, reason = "the kernels' tests use the rest of it")]
pub(crate) mod slow;
mod transposed;
mod window;

pub use activation::{activation, clipped, elu, leaky, softmax};
pub use arranging::{cropping, nearest_up_sampling, permute, reshape};
pub use convolution::{ConvolutionOptions, conv2d, depthwise_kernel};
pub use cross_entropy::{
    binary_cross_entropy, binary_of_images, categorical_cross_entropy, categorical_of_images,
    mean_squared_error, sigmoid_binary_cross_entropy, sigmoid_of_images, softmax_cross_entropy,
    softmax_of_images, squared_error_of_images,
};
pub use dense::dense;
pub use dropout::{dropout, gaussian_dropout, gaussian_noise, standard_normal};
pub use interpolating::{Falloff, interpolating_up_sampling, shares};
pub use merge::{Merge, add, concatenate, merged, relu_sum, scaled_sum};
pub use normalization::{
    AfterNormalization, BatchNormalizationOutput, batch_normalization_inference,
    batch_normalization_training,
};
pub use padding::{flatten, zero_padding};
pub use per_channel::{
    constant_affine, gamma_and_beta, group_normalization, layer_normalization, sloped,
    unit_normalization,
};
pub use pooling::{average_pooling, global_average_pooling, global_max_pooling, max_pooling};
pub use transposed::conv2d_transpose;
pub use window::{Sides, Window};

use burn::tensor::Tensor;

/// `[batch, height, width, channels]` as Burn's `[batch, channels, height, width]`.
fn channels_second(maps: Tensor<4>) -> Tensor<4> {
    maps.permute([0, 3, 1, 2])
}

/// Burn's `[batch, channels, height, width]` as `[batch, height, width, channels]`.
fn channels_last(maps: Tensor<4>) -> Tensor<4> {
    maps.permute([0, 2, 3, 1])
}

/// `[batch, height, width, channels]` as one row per pixel, `[batch * height * width, channels]`.
fn pixels(maps: Tensor<4>) -> Tensor<2> {
    let [batch, height, width, channels] = maps.dims();
    maps.reshape([batch * height * width, channels])
}
