//! Batch normalization (Ioffe and Szegedy 2015, arXiv:1502.03167), with Keras's statistics: the biased
//! variance normalizes the batch and feeds the moving variance.

use burn::tensor::{Tensor, activation, module};

use super::pixels;
use netsmith_kernels as kernels;
pub use netsmith_kernels::AfterNormalization;

/// What normalizing a training batch gives.
#[derive(Debug)]
pub struct BatchNormalizationOutput {
    /// The normalized maps, `[batch, height, width, channels]`.
    pub maps: Tensor<4>,
    /// The batch's mean per channel, `[channels]`, without gradient.
    pub mean: Tensor<1>,
    /// The batch's biased variance per channel, `[channels]`, without gradient.
    pub variance: Tensor<1>,
}

/// Normalizes each channel by the batch's own mean and variance, and does what follows.
///
/// - `maps`: `[batch, height, width, channels]`
/// - `gamma`, `beta`: `[channels]`
pub fn batch_normalization_training(
    maps: Tensor<4>,
    gamma: Tensor<1>,
    beta: Tensor<1>,
    epsilon: f64,
    after: AfterNormalization,
) -> BatchNormalizationOutput {
    if kernels::runs_on(&maps) {
        let (maps, mean, variance) =
            kernels::batch_normalization(maps, gamma, beta, epsilon, after);
        return BatchNormalizationOutput {
            maps,
            mean,
            variance,
        };
    }
    lowered(maps, gamma, beta, epsilon, after)
}

/// The normalization by Burn's own operations, for devices without kernels of ours.
fn lowered(
    maps: Tensor<4>,
    gamma: Tensor<1>,
    beta: Tensor<1>,
    epsilon: f64,
    after: AfterNormalization,
) -> BatchNormalizationOutput {
    let shape = maps.dims();
    // One row per pixel makes the channels the second axis, where Burn wants them, without a copy.
    let normalized = module::batch_norm_train(pixels(maps), gamma, beta, epsilon);
    BatchNormalizationOutput {
        maps: followed(normalized.output.reshape(shape), after),
        mean: normalized.mean,
        variance: normalized.variance,
    }
}

fn followed(normalized: Tensor<4>, after: AfterNormalization) -> Tensor<4> {
    match after {
        AfterNormalization::Nothing => normalized,
        AfterNormalization::Relu => activation::relu(normalized),
        AfterNormalization::ShortcutAndRelu(shortcut) => activation::relu(normalized + shortcut),
    }
}

/// Normalizes each channel by given statistics, and does what follows.
///
/// - `maps`: `[batch, height, width, channels]`
/// - `gamma`, `beta`, `mean`, `variance`: `[channels]`
pub fn batch_normalization_inference(
    maps: Tensor<4>,
    gamma: Tensor<1>,
    beta: Tensor<1>,
    mean: Tensor<1>,
    variance: Tensor<1>,
    epsilon: f64,
    after: AfterNormalization,
) -> Tensor<4> {
    // One factor and one offset per channel leave two passes over the maps instead of four.
    let factor = gamma / (variance + epsilon).sqrt();
    let offset = beta - mean * factor.clone();
    if kernels::runs_on(&maps) {
        return kernels::scaling(maps, factor, offset, after);
    }
    followed(
        maps * factor.unsqueeze::<4>() + offset.unsqueeze::<4>(),
        after,
    )
}

#[cfg(test)]
mod tests {
    use super::super::slow::{Maps, assert_close, assert_gradient, device, numbers};
    use super::*;

    const EPSILON: f64 = 1e-3;
    const GAMMA: [f64; 3] = [1.5, -0.5, 2.0];
    const BETA: [f64; 3] = [0.1, 0.2, -0.3];

    fn vector(values: &[f64]) -> Tensor<1> {
        let values: Vec<f32> = values.iter().map(|value| *value as f32).collect();
        Tensor::from_floats(values.as_slice(), &device())
    }

    fn statistics(maps: &Maps) -> (Vec<f64>, Vec<f64>) {
        let count = (maps.values.len() / 3) as f64;
        let channel = |c: usize| maps.values.iter().skip(c).step_by(3);
        let means: Vec<f64> = (0..3).map(|c| channel(c).sum::<f64>() / count).collect();
        let variance = |c: usize| channel(c).map(|v| (v - means[c]).powi(2)).sum::<f64>() / count;
        let variances = (0..3).map(variance).collect();
        (means, variances)
    }

    fn slow(maps: &Maps, means: &[f64], variances: &[f64]) -> Maps {
        Maps::from_fn(maps.shape, |at| {
            let c = at[3];
            (maps.at(at) - means[c]) / (variances[c] + EPSILON).sqrt() * GAMMA[c] + BETA[c]
        })
    }

    fn slow_training(maps: &Maps) -> Maps {
        let (means, variances) = statistics(maps);
        slow(maps, &means, &variances)
    }

    /// What may follow, with the shortcut's numbers.
    fn afters(shape: [usize; 4]) -> [(AfterNormalization, Option<Maps>); 3] {
        let shortcut = Maps::random(shape, 9);
        let tensor = shortcut.tensor(&device());
        [
            (AfterNormalization::Nothing, None),
            (
                AfterNormalization::Relu,
                Some(Maps::from_fn(shape, |_| 0.0)),
            ),
            (AfterNormalization::ShortcutAndRelu(tensor), Some(shortcut)),
        ]
    }

    fn followed_slowly(normalized: &Maps, shortcut: Option<&Maps>) -> Maps {
        Maps::from_fn(normalized.shape, |at| match shortcut {
            Some(shortcut) => (normalized.at(at) + shortcut.at(at)).max(0.0),
            None => normalized.at(at),
        })
    }

    type Training =
        fn(Tensor<4>, Tensor<1>, Tensor<1>, f64, AfterNormalization) -> BatchNormalizationOutput;
    const TRAININGS: [Training; 2] = [batch_normalization_training, lowered];

    #[test]
    fn training_normalizes_by_the_batch_with_the_biased_variance() {
        let maps = Maps::random([4, 3, 2, 3], 1);
        let (means, variances) = statistics(&maps);
        for normalize in TRAININGS {
            for (after, shortcut) in afters(maps.shape) {
                let maps_tensor = maps.tensor(&device());
                let output = normalize(maps_tensor, vector(&GAMMA), vector(&BETA), EPSILON, after);
                let expected = followed_slowly(&slow_training(&maps), shortcut.as_ref());
                assert_close(&numbers(output.maps), &expected.values, 1e-5);
                assert_close(&numbers(output.mean), &means, 1e-5);
                assert_close(&numbers(output.variance), &variances, 1e-5);
            }
        }
    }

    #[test]
    fn training_gradients_go_through_the_batch_statistics() {
        let maps = Maps::random([3, 2, 2, 3], 2);
        for normalize in TRAININGS {
            for which in 0..3 {
                let after = || afters(maps.shape).into_iter().nth(which).unwrap();
                let fast =
                    |maps| normalize(maps, vector(&GAMMA), vector(&BETA), EPSILON, after().0).maps;
                let slow = |maps: &Maps| followed_slowly(&slow_training(maps), after().1.as_ref());
                assert_gradient(&maps, fast, slow);
            }
        }
    }

    #[test]
    fn the_shortcut_gets_the_gradient_of_the_relu_sum() {
        let maps = Maps::random([3, 2, 2, 3], 2);
        let shortcut = Maps::random(maps.shape, 9);
        for normalize in TRAININGS {
            let fast = |shortcut| {
                let after = AfterNormalization::ShortcutAndRelu(shortcut);
                let maps = maps.tensor(&device());
                normalize(maps, vector(&GAMMA), vector(&BETA), EPSILON, after).maps
            };
            assert_gradient(&shortcut, fast, |shortcut| {
                followed_slowly(&slow_training(&maps), Some(shortcut))
            });
        }
    }

    #[test]
    fn inference_normalizes_by_the_moving_statistics() {
        let maps = Maps::random([2, 3, 2, 3], 3);
        let (means, variances) = ([0.5, -0.25, 0.0], [0.5, 2.0, 0.01]);
        for which in 0..3 {
            let after = || afters(maps.shape).into_iter().nth(which).unwrap();
            let fast = |maps| {
                let (gamma, beta) = (vector(&GAMMA), vector(&BETA));
                let (mean, variance) = (vector(&means), vector(&variances));
                batch_normalization_inference(maps, gamma, beta, mean, variance, EPSILON, after().0)
            };
            let slow =
                |maps: &Maps| followed_slowly(&slow(maps, &means, &variances), after().1.as_ref());
            let found = numbers(fast(maps.tensor(&device())));
            assert_close(&found, &slow(&maps).values, 1e-5);
            assert_gradient(&maps, fast, slow);
        }
    }
}
