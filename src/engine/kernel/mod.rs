//! Kernels of our own for the CPU device, with hand-written gradients, on dense channels-last f32 arrays;
//! Burn calls them through its extension point.
//! Never knows a layer, a parameter's name or a training loop; all `unsafe` of the engine stands here, in
//! [`product`].
//!
//! Why they exist: Burn's flex device writes no gradients of its own for convolutions. The gradient of the
//! weights becomes a convolution whose window is a whole map, and each call turns the axes of its maps.

#[cfg(test)]
mod agreement;
mod convolution;
mod extension;
mod geometry;
mod patches;
mod product;

pub use geometry::ConvolutionGeometry;

use burn::backend::Dispatch;
use burn::tensor::{DType, Device, Tensor};

use extension::KernelBackend;

/// Whether the kernels can take over the work on these maps: f32 on Burn's flex device.
pub fn runs_on(maps: &Tensor<4>) -> bool {
    maps.dtype() == DType::F32 && maps.device().inner() == Device::flex()
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
