//! Two-dimensional convolution backwards.

use burn::tensor::{Tensor, ops::PadMode, s};
use netsmith_kernels::{self as kernels, ConvolutionGeometry};

use super::{ConvolutionOptions, Window, conv2d, zero_padding};
use crate::layer::Padding;

/// Puts a multiple of the kernel onto a larger map for each pixel; where they overlap, they add up.
///
/// - `maps`: `[batch, height, width, channels]`
/// - `kernel`: `[kernel_height, kernel_width, filters, channels]`
/// - `bias`: `[filters]`
/// - `window`: strides are those of the larger map, over which kernels may reach where padding is `same`
/// - `size`: `[out_height, out_width]`, as the layer says it
/// - returns `[batch, out_height, out_width, filters]`
pub fn conv2d_transpose(
    maps: Tensor<4>,
    kernel: Tensor<4>,
    bias: Option<Tensor<1>>,
    window: &Window,
    size: [usize; 2],
) -> Tensor<4> {
    let [_, height, width, _] = maps.dims();
    let cut = [cut(window, 0, height, size), cut(window, 1, width, size)];
    if kernels::runs_on(&maps) {
        let geometry = ConvolutionGeometry::transposed(
            maps.dims(),
            kernel.dims(),
            window.strides,
            window.dilation_rate,
            cut,
            size,
        );
        return kernels::conv2d_transpose(maps, kernel, bias, geometry);
    }
    lowered(maps, kernel, bias, window, size)
}

/// Pixels from the first one that came in to the last, and those over which the kernels of all of them reach.
fn extent(window: &Window, axis: usize, length: usize) -> (usize, usize) {
    let reach = (window.size[axis] - 1) * window.dilation_rate[axis];
    let apart = (length - 1) * window.strides[axis] + 1;
    (apart, apart + reach)
}

/// What the convolution that it turns around would have padded before an axis, as TensorFlow divides it.
fn cut(window: &Window, axis: usize, length: usize, size: [usize; 2]) -> usize {
    let (_, all) = extent(window, axis, length);
    match window.padding {
        Padding::Valid => 0,
        Padding::Same => all.saturating_sub(size[axis]) / 2,
    }
}

/// As a convolution of maps with zeros between their pixels, for devices without kernels of ours.
fn lowered(
    maps: Tensor<4>,
    kernel: Tensor<4>,
    bias: Option<Tensor<1>>,
    window: &Window,
    size: [usize; 2],
) -> Tensor<4> {
    let [_, height, width, _] = maps.dims();
    let along = |axis: usize, length: usize| {
        let (apart, all) = extent(window, axis, length);
        let cut = cut(window, axis, length, size);
        // Every place from which a kernel reaches the first and the last pixel made.
        let before = all - apart - cut;
        (apart, (before, (size[axis] + cut).saturating_sub(apart)))
    };
    let ((tall, vertical), (wide, horizontal)) = (along(0, height), along(1, width));
    let spread = spread(maps, window.strides).slice(s![.., 0..tall, 0..wide, ..]);
    let padded = zero_padding(spread, [vertical, horizontal]);
    let options = ConvolutionOptions {
        window: Window {
            strides: [1, 1],
            padding: Padding::Valid,
            ..*window
        },
        groups: 1,
    };
    // Turned around, and [kernel_height, kernel_width, channels, filters] as convolutions want it.
    let kernel = kernel.flip([0, 1]).permute([0, 1, 3, 2]);
    conv2d(padded, kernel, bias, &options, [(0, 0); 2])
}

/// Zeros behind each pixel, so that neighbors lie `strides` apart.
fn spread(maps: Tensor<4>, strides: [usize; 2]) -> Tensor<4> {
    if strides == [1, 1] {
        return maps;
    }
    let [batch, height, width, channels] = maps.dims();
    let [vertical, horizontal] = strides;
    let rows = maps.reshape([batch * height, 1, width, channels]);
    let rows = rows.pad(
        [(0, 0), (0, vertical - 1), (0, 0), (0, 0)],
        PadMode::Constant(0.0),
    );
    let pixels = rows.reshape([batch * height * vertical, width, 1, channels]);
    let pixels = pixels.pad(
        [(0, 0), (0, 0), (0, horizontal - 1), (0, 0)],
        PadMode::Constant(0.0),
    );
    pixels.reshape([batch, height * vertical, width * horizontal, channels])
}

#[cfg(test)]
mod tests {
    use super::super::slow::{Maps, assert_close, assert_gradient, device, numbers};
    use super::*;

    /// By its definition: each pixel adds its multiple of the kernel.
    fn slow(maps: &Maps, kernel: &Maps, window: &Window, [tall, wide]: [usize; 2]) -> Maps {
        let [batch, height, width, channels] = maps.shape;
        let [kernel_height, kernel_width, filters, _] = kernel.shape;
        let before = |axis: usize, length: usize, made: usize| {
            let reach = (window.size[axis] - 1) * window.dilation_rate[axis];
            let all = (length - 1) * window.strides[axis] + 1 + reach;
            match window.padding {
                Padding::Valid => 0,
                Padding::Same => all.saturating_sub(made) / 2,
            }
        };
        let (above, before) = (before(0, height, tall), before(1, width, wide));
        let mut made = Maps::from_fn([batch, tall, wide, filters], |_| 0.0);
        for n in 0..batch {
            for y in 0..height {
                for x in 0..width {
                    for ky in 0..kernel_height {
                        for kx in 0..kernel_width {
                            let to_y = y * window.strides[0] + ky * window.dilation_rate[0];
                            let to_x = x * window.strides[1] + kx * window.dilation_rate[1];
                            let (Some(to_y), Some(to_x)) =
                                (to_y.checked_sub(above), to_x.checked_sub(before))
                            else {
                                continue;
                            };
                            if to_y >= tall || to_x >= wide {
                                continue;
                            }
                            for filter in 0..filters {
                                let place = ((n * tall + to_y) * wide + to_x) * filters + filter;
                                for c in 0..channels {
                                    made.values[place] +=
                                        maps.at([n, y, x, c]) * kernel.at([ky, kx, filter, c]);
                                }
                            }
                        }
                    }
                }
            }
        }
        made
    }

    #[test]
    fn convolutions_backwards_equal_their_definition_and_its_gradients() {
        let maps = Maps::random([2, 3, 4, 3], 1);
        let cases = [
            ([3, 3], [1, 1], 1, Padding::Valid, [5, 6]),
            ([3, 3], [2, 2], 1, Padding::Same, [6, 8]),
            ([3, 2], [2, 3], 1, Padding::Valid, [7, 12]),
            ([4, 4], [2, 2], 1, Padding::Same, [6, 8]),
            ([1, 2], [3, 2], 1, Padding::Same, [9, 8]),
            ([2, 3], [1, 1], 2, Padding::Same, [3, 4]),
            // With paddings at the end: more than the kernels fill, and less than the strides would make.
            ([3, 2], [2, 3], 1, Padding::Valid, [8, 11]),
            ([3, 2], [2, 3], 1, Padding::Same, [5, 9]),
        ];
        for (size, strides, dilation, padding, made) in cases {
            let window = Window {
                size,
                strides,
                dilation_rate: [dilation; 2],
                padding,
            };
            let kernel = Maps::random([size[0], size[1], 2, 3], 2);
            let device = device();
            let expected = slow(&maps, &kernel, &window, made);
            for convolve in [conv2d_transpose, lowered] {
                let backwards = |maps, kernel| convolve(maps, kernel, None, &window, made);
                let found = backwards(maps.tensor(&device), kernel.tensor(&device));
                assert_eq!(found.dims(), expected.shape, "{window:?}");
                assert_close(&numbers(found), &expected.values, 1e-5);
                assert_gradient(
                    &maps,
                    |maps| backwards(maps, kernel.tensor(&device)),
                    |maps| slow(maps, &kernel, &window, made),
                );
                assert_gradient(
                    &kernel,
                    |kernel| backwards(maps.tensor(&device), kernel),
                    |kernel| slow(&maps, kernel, &window, made),
                );
            }
        }
    }
}
