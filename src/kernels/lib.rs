//! Kernels of our own for the CPU device, with hand-written gradients, on dense channels-last f32 arrays;
//! Burn calls them through its extension point.
//! Never knows a layer, a parameter's name or a training loop; all `unsafe` of the engine stands here.
//!
//! Why they exist: Burn's flex device writes no gradients of its own for convolutions. The gradient of the
//! weights becomes a convolution whose window is a whole map, and each call turns the axes of its maps. What
//! else walks over whole batches is done in fewer passes here: `normalization` with what follows it,
//! `pooling` without turning axes, all results in memory that is used again (`buffer`).
#![allow(
    clippy::inline_always,
    reason = "only what is inlined into `simd::vectorized` is compiled for the machine's instructions"
)]

mod activation;
#[cfg(test)]
mod agreement;
mod buffer;
pub mod clock;
mod convolution;
mod dense;
mod depthwise;
mod direct;
mod elementwise;
mod exponential;
mod extension;
mod geometry;
mod groups;
mod lengths;
mod loss;
mod normalization;
pub mod optimizer;
mod pooling;
mod product;
mod rows;
mod simd;
mod small_maps;
mod softmax;
mod statistics;
mod step;
mod windows;
mod winograd;

#[cfg(test)]
#[path = "../../tests/support/random_cases.rs"]
mod random_cases;
#[cfg(test)]
#[path = "../../tests/support/rounded.rs"]
mod rounded;
#[cfg(test)]
#[path = "../../tests/support/slow.rs"]
#[allow(dead_code, reason = "the engine's tests use the rest of it")]
mod slow;

pub use activation::Function;
pub use buffer::Reserve;
pub use dense::DenseSizes;
pub use geometry::ConvolutionGeometry;
pub use lengths::lengths;
pub use loss::CrossEntropy;
pub use pooling::PoolingGeometry;
pub use simd::{
    Instructions, VARIABLE as SIMD_VARIABLE, asked_for as instructions_asked_for, instructions,
    vectorized,
};
pub use statistics::MapStatistics;
pub use step::WeightPiece;

use burn::backend::{Dispatch, Flex};
use burn::tensor::{DType, Device, Tensor};

use extension::{
    ConvolutionBackend, DenseBackend, ElementwiseBackend, LossBackend, NormalizationBackend,
    PoolingBackend, SoftmaxBackend, TransposedBackend,
};

/// Whether the kernels can take over the work on a tensor: f32 on Burn's flex device.
pub fn runs_on<const D: usize>(tensor: &Tensor<D>) -> bool {
    tensor.dtype() == DType::F32 && tensor.device().inner() == Device::flex()
}

/// Lets `look` see a tensor's numbers where they lie, in row-major order; `None` where they do not lie like that in the
/// machine's memory.
pub fn see<const D: usize, T>(tensor: &Tensor<D>, look: impl FnOnce(&[f32]) -> T) -> Option<T> {
    let tensor = tensor.clone().try_into_primitive::<Flex>().ok()?;
    tensor.as_slice::<f32>().map(look)
}

/// A copy of the tensor's numbers in memory that is used again; `None` where [`see`] sees nothing.
pub fn set_aside<const D: usize>(tensor: &Tensor<D>) -> Option<Tensor<D>> {
    let copy = see(tensor, buffer::Buffer::from_slice)?;
    let copy = extension::pooled(copy, tensor.dims());
    Some(Tensor::from_primitive::<Flex>(copy))
}

/// Convolves (in the field's sense: correlates) each map with the kernel; differentiable in all three.
///
/// - `maps`: `[batch, height, width, channels]`, where [`runs_on`] holds
/// - `kernel`: `[kernel_height, kernel_width, channels / groups, filters]`
/// - `bias`: `[filters]`
/// - returns `[batch, out_height, out_width, filters]`
pub fn conv2d(
    maps: Tensor<4>,
    kernel: Tensor<4>,
    bias: Option<Tensor<1>>,
    geometry: ConvolutionGeometry,
) -> Tensor<4> {
    let (maps, kernel) = (maps.into_dispatch(), kernel.into_dispatch());
    Tensor::from_dispatch(match bias {
        Some(bias) => Dispatch::conv2d_with_bias(maps, kernel, bias.into_dispatch(), geometry),
        None => Dispatch::conv2d_without_bias(maps, kernel, geometry),
    })
}

/// Puts a multiple of the kernel onto a larger map for each pixel; where they overlap, they add up. Differentiable in all three.
///
/// - `maps`: `[batch, height, width, channels]`, where [`runs_on`] holds
/// - `kernel`: `[kernel_height, kernel_width, filters, channels]`
/// - `bias`: `[filters]`
/// - `geometry`: that of [`ConvolutionGeometry::transposed`]
/// - returns `[batch, out_height, out_width, filters]`
pub fn conv2d_transpose(
    maps: Tensor<4>,
    kernel: Tensor<4>,
    bias: Option<Tensor<1>>,
    geometry: ConvolutionGeometry,
) -> Tensor<4> {
    let (maps, kernel) = (maps.into_dispatch(), kernel.into_dispatch());
    Tensor::from_dispatch(match bias {
        Some(bias) => {
            Dispatch::conv2d_transpose_with_bias(maps, kernel, bias.into_dispatch(), geometry)
        }
        None => Dispatch::conv2d_transpose_without_bias(maps, kernel, geometry),
    })
}

/// What follows a batch normalization in the same pass.
#[derive(Debug)]
#[expect(
    clippy::large_enum_variant,
    reason = "one lives at a time, for one call"
)]
pub enum AfterNormalization {
    /// Nothing.
    Nothing,
    /// `relu(normalized)`.
    Relu,
    /// `relu(normalized + shortcut)`, with a shortcut of the maps' shape.
    ShortcutAndRelu(Tensor<4>),
}

/// Normalizes each channel by the batch's own mean and biased variance; differentiable in maps, gamma, beta and
/// shortcut.
///
/// - `maps`: `[batch, height, width, channels]`, where [`runs_on`] holds
/// - `gamma`, `beta`: `[channels]`
/// - returns the output, shaped as the maps, and mean and variance, `[channels]`, without gradient
pub fn batch_normalization(
    maps: Tensor<4>,
    gamma: Tensor<1>,
    beta: Tensor<1>,
    epsilon: f64,
    after: AfterNormalization,
) -> (Tensor<4>, Tensor<1>, Tensor<1>) {
    let (maps, epsilon) = (maps.into_dispatch(), epsilon as f32);
    let (gamma, beta) = (gamma.into_dispatch(), beta.into_dispatch());
    let (output, mean, variance) = match after {
        AfterNormalization::Nothing => Dispatch::normalization(maps, gamma, beta, epsilon, false),
        AfterNormalization::Relu => Dispatch::normalization(maps, gamma, beta, epsilon, true),
        AfterNormalization::ShortcutAndRelu(shortcut) => {
            let shortcut = shortcut.into_dispatch();
            Dispatch::normalization_with_shortcut(maps, gamma, beta, shortcut, epsilon)
        }
    };
    (
        Tensor::from_dispatch(output),
        Tensor::from_dispatch(mean),
        Tensor::from_dispatch(variance),
    )
}

/// `maps · factor + offset` for each channel, and what follows; differentiable in all of them.
///
/// - `maps`: `[batch, height, width, channels]`, where [`runs_on`] holds
/// - `factor`, `offset`: `[channels]`
pub fn scaling(
    maps: Tensor<4>,
    factor: Tensor<1>,
    offset: Tensor<1>,
    after: AfterNormalization,
) -> Tensor<4> {
    let (maps, factor) = (maps.into_dispatch(), factor.into_dispatch());
    let offset = offset.into_dispatch();
    Tensor::from_dispatch(match after {
        AfterNormalization::Nothing => Dispatch::scaling(maps, factor, offset, false),
        AfterNormalization::Relu => Dispatch::scaling(maps, factor, offset, true),
        AfterNormalization::ShortcutAndRelu(shortcut) => {
            Dispatch::scaling_with_shortcut(maps, factor, offset, shortcut.into_dispatch())
        }
    })
}

/// The largest number of each window, NaN where there is one.
///
/// # Panics
/// For a window of more pixels than [`PoolingGeometry::fits`] allows.
pub fn max_pooling(maps: Tensor<4>, geometry: PoolingGeometry) -> Tensor<4> {
    Tensor::from_dispatch(Dispatch::pool_max(maps.into_dispatch(), geometry))
}

/// The mean of each window; padding is not counted.
pub fn average_pooling(maps: Tensor<4>, geometry: PoolingGeometry) -> Tensor<4> {
    Tensor::from_dispatch(Dispatch::pool_average(maps.into_dispatch(), geometry))
}

/// `max(maps, 0)`, NaN where there is one.
pub fn relu(maps: Tensor<4>) -> Tensor<4> {
    Tensor::from_dispatch(Dispatch::relu(maps.into_dispatch()))
}

/// The function of each number; differentiable.
pub fn activation(maps: Tensor<4>, function: Function) -> Tensor<4> {
    Tensor::from_dispatch(Dispatch::activation(maps.into_dispatch(), function))
}

/// `exp(x) / sum of exp(x)` along the last axis; differentiable.
pub fn softmax<const D: usize>(maps: Tensor<D>) -> Tensor<D> {
    let classes = maps.dims()[D - 1];
    Tensor::from_dispatch(Dispatch::softmax_rows(maps.into_dispatch(), classes))
}

/// The mean cross-entropy of logits, `[batch, units]`, `[1]`; differentiable in the logits.
pub fn cross_entropy(logits: Tensor<2>, targets: Tensor<2>, kind: CrossEntropy) -> Tensor<1> {
    let (logits, targets) = (logits.into_dispatch(), targets.into_dispatch());
    Tensor::from_dispatch(Dispatch::cross_entropy(logits, targets, kind))
}

/// The sum of two equally shaped tensors, in the memory of the first where nobody else holds it.
pub fn sum(first: Tensor<4>, second: Tensor<4>) -> Tensor<4> {
    Tensor::from_dispatch(Dispatch::sum(first.into_dispatch(), second.into_dispatch()))
}

/// `relu(first + second)` as [`sum`].
pub fn relu_sum(first: Tensor<4>, second: Tensor<4>) -> Tensor<4> {
    let (first, second) = (first.into_dispatch(), second.into_dispatch());
    Tensor::from_dispatch(Dispatch::relu_sum(first, second))
}

/// `features · kernel + bias`, `[images, inputs]` to `[images, units]`; differentiable in all three.
pub fn dense(features: Tensor<2>, kernel: Tensor<2>, bias: Tensor<1>) -> Tensor<2> {
    let ([images, inputs], [_, units]) = (features.dims(), kernel.dims());
    let sizes = DenseSizes {
        images,
        inputs,
        units,
    };
    let (features, kernel) = (features.into_dispatch(), kernel.into_dispatch());
    Tensor::from_dispatch(Dispatch::dense(
        features,
        kernel,
        bias.into_dispatch(),
        sizes,
    ))
}
