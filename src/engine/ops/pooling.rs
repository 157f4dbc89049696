//! Poolings: over windows and over whole maps.

use burn::tensor::{
    Tensor, module,
    ops::{AvgPoolOptions, MaxPoolOptions},
};

use super::{Window, channels_last, channels_second};
use netsmith_kernels::{self as kernels, PoolingGeometry};

/// The largest value in each window; what is padded never wins.
///
/// `[batch, height, width, channels]` to `[batch, out_height, out_width, channels]`
pub fn max_pooling(maps: Tensor<4>, window: &Window) -> Tensor<4> {
    let geometry = geometry(maps.dims(), window);
    if kernels::runs_on(&maps) && geometry.fits() {
        return kernels::max_pooling(maps, geometry);
    }
    lowered_max(maps, window)
}

/// The mean of each window; what is padded is not counted, as in Keras.
///
/// `[batch, height, width, channels]` to `[batch, out_height, out_width, channels]`
pub fn average_pooling(maps: Tensor<4>, window: &Window) -> Tensor<4> {
    if kernels::runs_on(&maps) {
        let geometry = geometry(maps.dims(), window);
        return kernels::average_pooling(maps, geometry);
    }
    lowered_average(maps, window)
}

fn geometry(maps: [usize; 4], window: &Window) -> PoolingGeometry {
    let sides = window.sides([maps[1], maps[2]]);
    let out = |axis: usize| {
        let (before, after) = sides[axis];
        (maps[axis + 1] + before + after)
            .checked_sub(window.size[axis])
            .map(|free| free / window.strides[axis] + 1)
            .expect("shape inference refuses a window larger than its padded map")
    };
    PoolingGeometry {
        maps,
        size: window.size,
        strides: window.strides,
        before: sides.map(|(before, _)| before),
        out: [0, 1].map(out),
    }
}

/// Max pooling by Burn's own operations, for devices without kernels of ours.
fn lowered_max(maps: Tensor<4>, window: &Window) -> Tensor<4> {
    let [_, height, width, _] = maps.dims();
    let options = MaxPoolOptions {
        padding: window.sides([height, width]),
        ..MaxPoolOptions::new(window.size).with_stride(window.strides)
    };
    channels_last(module::max_pool2d(channels_second(maps), options))
}

/// Average pooling by Burn's own operations, for devices without kernels of ours.
fn lowered_average(maps: Tensor<4>, window: &Window) -> Tensor<4> {
    let [_, height, width, _] = maps.dims();
    let options = AvgPoolOptions {
        padding: window.sides([height, width]),
        count_include_pad: false,
        ..AvgPoolOptions::new(window.size).with_stride(window.strides)
    };
    channels_last(module::avg_pool2d(channels_second(maps), options))
}

/// The largest value of each channel: `[batch, height, width, channels]` to `[batch, 1, 1, channels]`.
pub fn global_max_pooling(maps: Tensor<4>) -> Tensor<4> {
    let [batch, height, width, channels] = maps.dims();
    let geometry = whole_map([batch, height, width, channels]);
    if kernels::runs_on(&maps) && geometry.fits() {
        return kernels::max_pooling(maps, geometry);
    }
    let largest = maps.reshape([batch, height * width, channels]).max_dim(1);
    largest.reshape([batch, 1, 1, channels])
}

/// The mean of each channel: `[batch, height, width, channels]` to `[batch, 1, 1, channels]`.
pub fn global_average_pooling(maps: Tensor<4>) -> Tensor<4> {
    let [batch, height, width, channels] = maps.dims();
    if kernels::runs_on(&maps) {
        return kernels::average_pooling(maps, whole_map([batch, height, width, channels]));
    }
    let mean = maps.reshape([batch, height * width, channels]).mean_dim(1);
    mean.reshape([batch, 1, 1, channels])
}

fn whole_map(maps: [usize; 4]) -> PoolingGeometry {
    PoolingGeometry {
        maps,
        size: [maps[1], maps[2]],
        strides: [1, 1],
        before: [0, 0],
        out: [1, 1],
    }
}

#[cfg(test)]
mod tests {
    use super::super::slow::{Maps, assert_close, assert_gradient, device, numbers};
    use super::*;
    use crate::layer::Padding;

    /// Pooling by its definition: `pool` sees the pixels of a window that lie on the map.
    fn slow(maps: &Maps, window: &Window, pool: fn(&[f64]) -> f64) -> Maps {
        let [batch, height, width, channels] = maps.shape;
        let sides = window.sides([height, width]);
        let length = |axis: usize, size: usize| {
            (size + sides[axis].0 + sides[axis].1 - window.size[axis]) / window.strides[axis] + 1
        };
        let shape = [batch, length(0, height), length(1, width), channels];
        Maps::from_fn(shape, |[n, y, x, c]| {
            let mut pixels = Vec::new();
            for ky in 0..window.size[0] {
                for kx in 0..window.size[1] {
                    let y = (y * window.strides[0] + ky) as isize - sides[0].0 as isize;
                    let x = (x * window.strides[1] + kx) as isize - sides[1].0 as isize;
                    pixels.extend(maps.get(n, y, x, c));
                }
            }
            pool(&pixels)
        })
    }

    fn largest(pixels: &[f64]) -> f64 {
        pixels.iter().copied().fold(f64::NEG_INFINITY, f64::max)
    }

    fn mean(pixels: &[f64]) -> f64 {
        pixels.iter().sum::<f64>() / pixels.len() as f64
    }

    fn windows() -> Vec<Window> {
        let window = |size, strides, padding| Window {
            size,
            strides,
            dilation_rate: [1, 1],
            padding,
        };
        vec![
            window([2, 2], [2, 2], Padding::Valid),
            window([2, 2], [2, 2], Padding::Same),
            window([3, 3], [2, 2], Padding::Same),
            window([3, 2], [1, 3], Padding::Same),
        ]
    }

    #[test]
    fn max_pooling_never_picks_padding() {
        // All below zero: a padding of zeros would win.
        let maps = Maps::from_fn([2, 7, 5, 3], |[n, y, x, c]| {
            -1.0 - ((n * 31 + y * 17 + x * 7 + c * 3) % 11) as f64
        });
        for window in windows() {
            let expected = slow(&maps, &window, largest);
            for pool in [max_pooling, lowered_max] {
                let found = pool(maps.tensor(&device()), &window);
                assert_eq!(found.dims(), expected.shape);
                assert_close(&numbers(found), &expected.values, 1e-6);
            }
        }
    }

    #[test]
    fn average_pooling_does_not_count_padding() {
        let maps = Maps::random([2, 7, 5, 3], 1);
        for window in windows() {
            let expected = slow(&maps, &window, mean);
            for pool in [average_pooling, lowered_average] {
                let found = pool(maps.tensor(&device()), &window);
                assert_eq!(found.dims(), expected.shape);
                assert_close(&numbers(found), &expected.values, 1e-5);
            }
        }
    }

    #[test]
    fn gradients_of_poolings_equal_central_differences() {
        let maps = Maps::random([1, 7, 5, 2], 2);
        for window in windows() {
            let max = |maps: &Maps| slow(maps, &window, largest);
            for pool in [max_pooling, lowered_max] {
                assert_gradient(&maps, |maps| pool(maps, &window), max);
            }
            let average = |maps: &Maps| slow(maps, &window, mean);
            for pool in [average_pooling, lowered_average] {
                assert_gradient(&maps, |maps| pool(maps, &window), average);
            }
        }
    }

    #[test]
    fn global_poolings_are_poolings_with_one_window() {
        let maps = Maps::random([2, 4, 5, 3], 3);
        let window = Window {
            size: [4, 5],
            strides: [1, 1],
            dilation_rate: [1, 1],
            padding: Padding::Valid,
        };
        assert_gradient(&maps, global_max_pooling, |maps| {
            slow(maps, &window, largest)
        });
        assert_gradient(&maps, global_average_pooling, |maps| {
            slow(maps, &window, mean)
        });
        let found = numbers(global_average_pooling(maps.tensor(&device())));
        assert_close(&found, &slow(&maps, &window, mean).values, 1e-6);
    }
}
