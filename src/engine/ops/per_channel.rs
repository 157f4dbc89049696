//! Channels by themselves and among themselves: factors and offsets, normalization within each image.

use burn::tensor::{Tensor, TensorData};

use netsmith_kernels::{self as kernels, AfterNormalization};

/// `maps · factor + offset` for each channel.
///
/// - `maps`: `[batch, height, width, channels]`
/// - `factor`, `offset`: `[channels]`
pub fn affine(maps: Tensor<4>, factor: Tensor<1>, offset: Tensor<1>) -> Tensor<4> {
    if kernels::runs_on(&maps) {
        return kernels::scaling(maps, factor, offset, AfterNormalization::Nothing);
    }
    maps * factor.unsqueeze::<4>() + offset.unsqueeze::<4>()
}

/// The same with constants; one number counts for all channels.
pub fn constant_affine(maps: Tensor<4>, factor: &[f32], offset: &[f32]) -> Tensor<4> {
    let [.., channels] = maps.dims();
    let device = maps.device().without_autodiff();
    let vector = |numbers: &[f32]| {
        let numbers: Vec<f32> = numbers.iter().copied().cycle().take(channels).collect();
        Tensor::from_data(TensorData::new(numbers, [channels]), &device)
    };
    let (factor, offset) = (vector(factor), vector(offset));
    affine(maps, factor, offset)
}

/// What is multiplied with and added to normalized maps, each `[channels]`, as far as it is there.
pub fn gamma_and_beta(
    normalized: Tensor<4>,
    gamma: Option<Tensor<1>>,
    beta: Option<Tensor<1>>,
) -> Tensor<4> {
    let [.., channels] = normalized.dims();
    let device = normalized.device().without_autodiff();
    match (gamma, beta) {
        (None, None) => normalized,
        (gamma, beta) => {
            let gamma = gamma.unwrap_or_else(|| Tensor::ones([channels], &device));
            let beta = beta.unwrap_or_else(|| Tensor::zeros([channels], &device));
            affine(normalized, gamma, beta)
        }
    }
}

/// Brings the channels of each pixel to mean 0 and variance 1 (Ba et al. 2016, arXiv:1607.06450).
pub fn layer_normalization(maps: Tensor<4>, epsilon: f64) -> Tensor<4> {
    normalized(maps, 3, epsilon)
}

/// Brings each group of channels to mean 0 and variance 1 over all pixels of an image (Wu and He 2018, arXiv:1803.08494).
pub fn group_normalization(maps: Tensor<4>, groups: usize, epsilon: f64) -> Tensor<4> {
    let [batch, height, width, channels] = maps.dims();
    let pixels = height * width;
    // [batch, pixels, groups, channels of a group] with the numbers of a group side by side.
    let grouped = maps.reshape([batch, pixels, groups, channels / groups]);
    let numbers = pixels * (channels / groups);
    let grouped = grouped
        .permute([0, 2, 1, 3])
        .reshape([batch, groups, 1, numbers]);
    normalized(grouped, 3, epsilon)
        .reshape([batch, groups, pixels, channels / groups])
        .permute([0, 2, 1, 3])
        .reshape([batch, height, width, channels])
}

fn normalized<const D: usize>(numbers: Tensor<D>, axis: usize, epsilon: f64) -> Tensor<D> {
    let centered = numbers.clone() - numbers.mean_dim(axis);
    let variance = (centered.clone() * centered.clone()).mean_dim(axis);
    centered / (variance + epsilon).sqrt()
}

/// Divides the channels of each pixel by the root of the sum of their squares, at least `epsilon`.
pub fn unit_normalization(maps: Tensor<4>, epsilon: f64) -> Tensor<4> {
    // A root of zero has no slope: below the square of epsilon nothing is taken.
    let squares = (maps.clone() * maps.clone()).sum_dim(3);
    maps / squares.clamp_min(epsilon * epsilon).sqrt()
}

/// `x` above zero, `slopes · x` from there on down.
///
/// - `maps`: `[batch, height, width, channels]`
/// - `slopes`: `[1, height, width, channels]`, 1 long where an axis shares its slopes
pub fn sloped(maps: Tensor<4>, slopes: Tensor<4>) -> Tensor<4> {
    let below = maps.clone().clamp_max(0.0);
    let above = burn::tensor::activation::relu(maps);
    above + below * slopes
}

#[cfg(test)]
mod tests {
    use super::super::slow::{Maps, assert_close, assert_gradient, device, numbers};
    use super::*;

    const EPSILON: f64 = 1e-3;

    /// `maps` with what `group` says brought to mean 0 and variance 1: equal numbers belong together.
    fn slow(maps: &Maps, group: impl Fn([usize; 4]) -> usize) -> Maps {
        let mut sums = std::collections::BTreeMap::<usize, (f64, f64, f64)>::new();
        let places = || {
            let [batch, height, width, channels] = maps.shape;
            (0..batch).flat_map(move |n| {
                (0..height).flat_map(move |y| {
                    (0..width).flat_map(move |x| (0..channels).map(move |c| [n, y, x, c]))
                })
            })
        };
        for at in places() {
            let entry = sums.entry(group(at)).or_default();
            entry.0 += 1.0;
            entry.1 += maps.at(at);
        }
        for at in places() {
            let entry = sums.get_mut(&group(at)).unwrap();
            entry.2 += (maps.at(at) - entry.1 / entry.0).powi(2);
        }
        Maps::from_fn(maps.shape, |at| {
            let (count, sum, squares) = sums[&group(at)];
            (maps.at(at) - sum / count) / (squares / count + EPSILON).sqrt()
        })
    }

    #[test]
    fn layer_normalization_goes_over_the_channels_of_a_pixel() {
        let maps = Maps::random([2, 3, 2, 5], 1);
        let slow = |maps: &Maps| slow(maps, |[n, y, x, _]| n * 100 + y * 10 + x);
        let fast = |maps| layer_normalization(maps, EPSILON);
        assert_close(
            &numbers(fast(maps.tensor(&device()))),
            &slow(&maps).values,
            1e-5,
        );
        assert_gradient(&maps, fast, slow);
    }

    #[test]
    fn group_normalization_goes_over_neighboring_channels_of_an_image() {
        let maps = Maps::random([2, 3, 2, 6], 2);
        for groups in [1, 3, 6] {
            let slow = |maps: &Maps| slow(maps, |[n, _, _, c]| n * 10 + c / (6 / groups));
            let fast = |maps| group_normalization(maps, groups, EPSILON);
            assert_close(
                &numbers(fast(maps.tensor(&device()))),
                &slow(&maps).values,
                1e-5,
            );
            assert_gradient(&maps, fast, slow);
        }
    }

    #[test]
    fn unit_vectors_have_length_1_and_zero_stays_zero() {
        let maps = Maps::random([2, 2, 2, 3], 3);
        let slow = |maps: &Maps| {
            Maps::from_fn(maps.shape, |[n, y, x, c]| {
                let length = (0..3).map(|c| maps.at([n, y, x, c]).powi(2)).sum::<f64>();
                maps.at([n, y, x, c]) / length.sqrt()
            })
        };
        let fast = |maps| unit_normalization(maps, 1e-12);
        assert_close(
            &numbers(fast(maps.tensor(&device()))),
            &slow(&maps).values,
            1e-5,
        );
        assert_gradient(&maps, fast, slow);
        let zeros = Maps::from_fn([1, 1, 1, 3], |_| 0.0);
        assert_eq!(numbers(fast(zeros.tensor(&device()))), [0.0; 3]);
    }
}
