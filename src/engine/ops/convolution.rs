//! Two-dimensional convolution.

use burn::tensor::{Tensor, module, ops::ConvOptions, s};

use netsmith_kernels::{self as kernels, ConvolutionGeometry};

use crate::layer::Padding;

use super::{Sides, Window, channels_last, channels_second, pixels, zero_padding};

/// How a kernel moves over a map.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ConvolutionOptions {
    /// The window; its size equals the kernel's.
    pub window: Window,
    /// Independent groups that channels are divided into; 1 connects all with all.
    pub groups: usize,
}

impl ConvolutionOptions {
    /// Of single pixels, all channels with all filters.
    pub const POINTWISE: Self = Self {
        window: Window {
            size: [1, 1],
            strides: [1, 1],
            dilation_rate: [1, 1],
            padding: Padding::Valid,
        },
        groups: 1,
    };

    /// Whether the convolution looks at single pixels, so that it is one matrix product.
    fn is_pointwise(&self) -> bool {
        self.window.size == [1, 1] && self.groups == 1
    }
}

/// Convolves (in the field's sense: correlates) each map, with `padded` zeros around it first, with the kernel.
///
/// - `maps`: `[batch, height, width, channels]`
/// - `kernel`: `[kernel_height, kernel_width, channels / groups, filters]`
/// - `bias`: `[filters]`
/// - `padded`: `[(top, bottom), (left, right)]`, beside what the options ask for
/// - returns `[batch, out_height, out_width, filters]`
pub fn conv2d(
    maps: Tensor<4>,
    kernel: Tensor<4>,
    bias: Option<Tensor<1>>,
    options: &ConvolutionOptions,
    padded: [Sides; 2],
) -> Tensor<4> {
    if kernels::runs_on(&maps) {
        let geometry = geometry(maps.dims(), kernel.dims(), options, padded);
        return kernels::conv2d(maps, kernel, bias, geometry);
    }
    lowered(maps, kernel, bias, options, padded)
}

/// The kernel of a depthwise convolution, `[kernel_height, kernel_width, channels, depth_multiplier]`, as that of one with
/// a group for each channel, `[kernel_height, kernel_width, 1, channels * depth_multiplier]`.
pub fn depthwise_kernel(kernel: Tensor<4>) -> Tensor<4> {
    let [height, width, channels, multiplier] = kernel.dims();
    kernel.reshape([height, width, 1, channels * multiplier])
}

fn geometry(
    maps: [usize; 4],
    kernel: [usize; 4],
    options: &ConvolutionOptions,
    padded: [Sides; 2],
) -> ConvolutionGeometry {
    let window = &options.window;
    let size = [0, 1].map(|axis| maps[axis + 1] + padded[axis].0 + padded[axis].1);
    let sides = window.sides(size);
    let both = |axis: usize| {
        let (before, after) = padded[axis];
        (sides[axis].0 + before, sides[axis].1 + after)
    };
    ConvolutionGeometry::new(
        maps,
        kernel,
        window.strides,
        window.dilation_rate,
        [both(0), both(1)],
        options.groups,
    )
}

/// The convolution by Burn's own operations, for devices without kernels of ours.
fn lowered(
    maps: Tensor<4>,
    kernel: Tensor<4>,
    bias: Option<Tensor<1>>,
    options: &ConvolutionOptions,
    padded: [Sides; 2],
) -> Tensor<4> {
    let maps = match padded {
        [(0, 0), (0, 0)] => maps,
        padded => zero_padding(maps, padded),
    };
    if options.is_pointwise() {
        return pointwise(maps, kernel, bias, options.window.strides);
    }
    let [_, height, width, _] = maps.dims();
    let window = &options.window;
    let burn_options = ConvOptions::new_with_padding(
        window.strides,
        window.sides([height, width]),
        window.dilation_rate,
        options.groups,
    );
    // Burn wants [filters, channels / groups, kernel_height, kernel_width].
    let kernel = kernel.permute([3, 2, 0, 1]);
    channels_last(module::conv2d(
        channels_second(maps),
        kernel,
        bias,
        burn_options,
    ))
}

/// A 1×1 convolution: with the channels last it is one matrix product over all pixels of the batch,
/// forward and backward, where Burn's convolution turns axes and copies.
fn pointwise(
    maps: Tensor<4>,
    kernel: Tensor<4>,
    bias: Option<Tensor<1>>,
    strides: [usize; 2],
) -> Tensor<4> {
    let [_, _, channels, filters] = kernel.dims();
    let maps = every_nth_pixel(maps, strides);
    let [batch, height, width, _] = maps.dims();
    let mut sums = pixels(maps).matmul(kernel.reshape([channels, filters]));
    if let Some(bias) = bias {
        sums = sums + bias.unsqueeze::<2>();
    }
    sums.reshape([batch, height, width, filters])
}

fn every_nth_pixel(maps: Tensor<4>, strides: [usize; 2]) -> Tensor<4> {
    if strides == [1, 1] {
        return maps;
    }
    maps.slice(s![.., ..;strides[0], ..;strides[1], ..])
}

#[cfg(test)]
mod tests {
    use super::super::slow::{Maps, assert_close, assert_gradient, device, numbers};
    use super::*;

    const NONE: [Sides; 2] = [(0, 0); 2];

    /// Convolution by its definition. `kernel` is `[height, width, channels / groups, filters]`.
    fn slow(maps: &Maps, kernel: &Maps, options: &ConvolutionOptions) -> Maps {
        let window = &options.window;
        let [batch, height, width, _] = maps.shape;
        let [kernel_height, kernel_width, channels, filters] = kernel.shape;
        let sides = window.sides([height, width]);
        let length = |axis: usize, size: usize| {
            let extent = (window.size[axis] - 1) * window.dilation_rate[axis] + 1;
            (size + sides[axis].0 + sides[axis].1 - extent) / window.strides[axis] + 1
        };
        let place = |axis: usize, out: usize, tap: usize| {
            (out * window.strides[axis] + tap * window.dilation_rate[axis]) as isize
                - sides[axis].0 as isize
        };
        let shape = [batch, length(0, height), length(1, width), filters];
        Maps::from_fn(shape, |[n, y, x, filter]| {
            let first_channel = filter / (filters / options.groups) * channels;
            let mut sum = 0.0;
            for ky in 0..kernel_height {
                for kx in 0..kernel_width {
                    for c in 0..channels {
                        let pixel =
                            maps.get(n, place(0, y, ky), place(1, x, kx), first_channel + c);
                        sum += pixel.unwrap_or(0.0) * kernel.at([ky, kx, c, filter]);
                    }
                }
            }
            sum
        })
    }

    fn options(
        size: [usize; 2],
        strides: [usize; 2],
        dilation: usize,
        padding: Padding,
        groups: usize,
    ) -> ConvolutionOptions {
        let window = Window {
            size,
            strides,
            dilation_rate: [dilation; 2],
            padding,
        };
        ConvolutionOptions { window, groups }
    }

    fn cases() -> [ConvolutionOptions; 9] {
        use Padding::{Same, Valid};
        [
            options([3, 3], [1, 1], 1, Valid, 1),
            options([3, 3], [1, 1], 1, Same, 1),
            // 7 and 6 pixels with stride 2: one axis needs an odd number of zeros.
            options([3, 3], [2, 2], 1, Same, 1),
            options([2, 4], [1, 3], 1, Same, 1),
            options([3, 2], [1, 1], 2, Same, 1),
            options([3, 3], [1, 1], 1, Same, 2),
            options([1, 1], [1, 1], 1, Valid, 1),
            options([1, 1], [2, 2], 1, Valid, 1),
            options([1, 1], [2, 3], 1, Same, 2),
        ]
    }

    #[test]
    fn convolutions_equal_their_definition() {
        let maps = Maps::random([2, 7, 6, 4], 1);
        for options in cases() {
            let [height, width] = options.window.size;
            let kernel = Maps::random([height, width, 4 / options.groups, 6], 2);
            let device = device();
            let expected = slow(&maps, &kernel, &options);
            for convolve in [conv2d, lowered] {
                let found = convolve(
                    maps.tensor(&device),
                    kernel.tensor(&device),
                    None,
                    &options,
                    NONE,
                );
                assert_eq!(found.dims(), expected.shape, "{options:?}");
                assert_close(&numbers(found), &expected.values, 1e-5);
            }
        }
    }

    #[test]
    fn zeros_around_the_maps_are_those_of_zero_padding() {
        let maps = Maps::random([2, 5, 4, 4], 1);
        let padded = [(1, 2), (3, 0)];
        for options in cases() {
            let [height, width] = options.window.size;
            let kernel = Maps::random([height, width, 4 / options.groups, 6], 2);
            let padding = |maps| zero_padding(maps, padded);
            let (maps, kernel) = (|| maps.tensor(&device()), || kernel.tensor(&device()));
            let expected = numbers(lowered(padding(maps()), kernel(), None, &options, NONE));
            for convolve in [conv2d, lowered] {
                let found = numbers(convolve(maps(), kernel(), None, &options, padded));
                assert_close(&found, &expected, 1e-5);
            }
        }
    }

    #[test]
    fn gradients_of_maps_and_kernel_equal_central_differences() {
        let maps = Maps::random([1, 7, 6, 4], 3);
        for options in cases() {
            let [height, width] = options.window.size;
            let kernel = Maps::random([height, width, 4 / options.groups, 4], 4);
            let device = device();
            for convolve in [conv2d, lowered] {
                assert_gradient(
                    &maps,
                    |maps| convolve(maps, kernel.tensor(&device), None, &options, NONE),
                    |maps| slow(maps, &kernel, &options),
                );
                assert_gradient(
                    &kernel,
                    |kernel| convolve(maps.tensor(&device), kernel, None, &options, NONE),
                    |kernel| slow(&maps, kernel, &options),
                );
            }
        }
    }

    #[test]
    fn a_bias_is_added_to_every_pixel_of_its_filter() {
        let device = device();
        for options in [cases()[0], cases()[6]] {
            let [height, width] = options.window.size;
            let maps = Maps::random([1, 4, 4, 4], 5).tensor(&device);
            let kernel = Maps::random([height, width, 4, 2], 6).tensor(&device);
            let bias = Tensor::from_floats([10.0, -20.0], &device);
            for convolve in [conv2d, lowered] {
                let without = numbers(convolve(maps.clone(), kernel.clone(), None, &options, NONE));
                let bias = Some(bias.clone());
                let with = numbers(convolve(maps.clone(), kernel.clone(), bias, &options, NONE));
                let added = without
                    .chunks(2)
                    .flat_map(|pair| [pair[0] + 10.0, pair[1] - 20.0]);
                assert_close(&with, &added.collect::<Vec<_>>(), 1e-6);
            }
        }
    }
}
