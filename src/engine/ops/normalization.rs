//! Batch normalization (Ioffe and Szegedy 2015, arXiv:1502.03167), with Keras's statistics: the biased
//! variance normalises the batch and feeds the moving variance.

use burn::tensor::{Tensor, module};

use super::pixels;

/// What normalising a training batch gives.
#[derive(Debug)]
pub struct BatchNormalizationOutput {
    /// The normalised maps, `[batch, height, width, channels]`.
    pub maps: Tensor<4>,
    /// The batch's mean per channel, `[channels]`, without gradient.
    pub mean: Tensor<1>,
    /// The batch's biased variance per channel, `[channels]`, without gradient.
    pub variance: Tensor<1>,
}

/// Normalises each channel by the batch's own mean and variance.
///
/// - `maps`: `[batch, height, width, channels]`
/// - `gamma`, `beta`: `[channels]`
pub fn batch_normalization_training(
    maps: Tensor<4>,
    gamma: Tensor<1>,
    beta: Tensor<1>,
    epsilon: f64,
) -> BatchNormalizationOutput {
    let shape = maps.dims();
    // One row per pixel makes the channels the second axis, where Burn wants them, without a copy.
    let normalised = module::batch_norm_train(pixels(maps), gamma, beta, epsilon);
    BatchNormalizationOutput {
        maps: normalised.output.reshape(shape),
        mean: normalised.mean,
        variance: normalised.variance,
    }
}

/// Normalises each channel by given statistics.
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
) -> Tensor<4> {
    // One factor and one offset per channel leave two passes over the maps instead of four.
    let factor = gamma / (variance + epsilon).sqrt();
    let offset = beta - mean * factor.clone();
    maps * factor.unsqueeze::<4>() + offset.unsqueeze::<4>()
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

    #[test]
    fn training_normalises_by_the_batch_with_the_biased_variance() {
        let maps = Maps::random([4, 3, 2, 3], 1);
        let (means, variances) = statistics(&maps);
        let output = batch_normalization_training(
            maps.tensor(&device()),
            vector(&GAMMA),
            vector(&BETA),
            EPSILON,
        );
        assert_close(&numbers(output.maps), &slow_training(&maps).values, 1e-5);
        assert_close(&numbers(output.mean), &means, 1e-5);
        assert_close(&numbers(output.variance), &variances, 1e-5);
    }

    #[test]
    fn training_gradients_go_through_the_batch_statistics() {
        let maps = Maps::random([3, 2, 2, 3], 2);
        let fast =
            |maps| batch_normalization_training(maps, vector(&GAMMA), vector(&BETA), EPSILON).maps;
        assert_gradient(&maps, fast, slow_training);
    }

    #[test]
    fn inference_normalises_by_the_moving_statistics() {
        let maps = Maps::random([2, 3, 2, 3], 3);
        let (means, variances) = ([0.5, -0.25, 0.0], [0.5, 2.0, 0.01]);
        let found = batch_normalization_inference(
            maps.tensor(&device()),
            vector(&GAMMA),
            vector(&BETA),
            vector(&means),
            vector(&variances),
            EPSILON,
        );
        assert_close(
            &numbers(found),
            &slow(&maps, &means, &variances).values,
            1e-5,
        );
    }
}
