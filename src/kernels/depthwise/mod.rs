//! Convolution of each channel by itself, and its gradients, on slices.
//!
//! A matrix product of one column would leave all but one lane of a vector idle; here the lanes are neighboring channels, and
//! sums stay in registers while the taps go by: those of a strip of neighboring pixels, or of many channels of a single one. No
//! padded copy of the maps is made: windows that reach over them lack some taps.

mod kernel_gradient;
mod lanes;
mod pass;
mod strip;

pub use kernel_gradient::kernel_gradient;

use super::buffer::Buffer;
use super::geometry::ConvolutionGeometry;
use pass::Pass;
use strip::Plan;

/// The output, with `bias` where there is one.
pub fn forward(
    maps: &[f32],
    kernel: &[f32],
    bias: Option<&[f32]>,
    geometry: &ConvolutionGeometry,
) -> Buffer {
    let [_, height, width, channels] = geometry.maps_shape();
    let [lines, columns] = [0, 1].map(|axis| geometry.taps(axis));
    let [_, stride] = geometry.strides();
    let pass = Pass {
        source: maps,
        source_size: [height, width],
        kernel,
        kernel_width: geometry.kernel_shape()[1],
        start: bias,
        channels,
        plan: Plan::new(&columns, 1, stride),
        source_step: stride,
        lines,
        columns,
    };
    pass.run(geometry.output_shape())
}

/// The gradient of the maps, given the output's.
pub fn maps_gradient(
    output_gradient: &[f32],
    kernel: &[f32],
    geometry: &ConvolutionGeometry,
) -> Buffer {
    let [_, height, width, channels] = geometry.output_shape();
    let [lines, columns] = [0, 1].map(|axis| geometry.taps_backwards(axis));
    let [_, stride] = geometry.strides();
    let pass = Pass {
        source: output_gradient,
        source_size: [height, width],
        kernel,
        kernel_width: geometry.kernel_shape()[1],
        start: None,
        channels,
        plan: Plan::new(&columns, stride, 1),
        source_step: 1,
        lines,
        columns,
    };
    pass.run(geometry.maps_shape())
}
