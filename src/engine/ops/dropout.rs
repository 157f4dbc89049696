//! Noise of training, drawn from generators of our own. Dropout (Srivastava et al. 2014) is inverted as in Keras: what is
//! kept is scaled up while training, so that inference changes nothing.

use burn::tensor::{Tensor, TensorData};
use rand::Rng;
use rand_chacha::ChaCha8Rng;

use crate::layer::NoiseShape;

/// Sets a share of `rate` of all values to zero and scales the others by `1 / (1 - rate)`; `shape` says which fall together.
///
/// The mask comes from `generator` and not from Burn's generator, which is one per process: equal seeds
/// then give equal steps whatever else is computed beside.
pub fn dropout(
    maps: Tensor<4>,
    rate: f64,
    shape: NoiseShape,
    generator: &mut ChaCha8Rng,
) -> Tensor<4> {
    if rate <= 0.0 {
        return maps;
    }
    let kept = (1.0 / (1.0 - rate)) as f32;
    let mask = drawn(&maps, shape, || {
        if generator.random::<f64>() < rate {
            0.0
        } else {
            kept
        }
    });
    maps * mask
}

/// Multiplies each number by a normal random one of mean 1.
pub fn gaussian_dropout(maps: Tensor<4>, deviation: f64, generator: &mut ChaCha8Rng) -> Tensor<4> {
    let factors = drawn(&maps, NoiseShape::Each, || {
        (1.0 + deviation * standard_normal(generator)) as f32
    });
    maps * factors
}

/// Adds a normal random number of mean 0 to each.
pub fn gaussian_noise(maps: Tensor<4>, deviation: f64, generator: &mut ChaCha8Rng) -> Tensor<4> {
    let noise = drawn(&maps, NoiseShape::Each, || {
        (deviation * standard_normal(generator)) as f32
    });
    maps + noise
}

/// Box and Muller's transform; one of its two numbers is enough here.
pub fn standard_normal(generator: &mut ChaCha8Rng) -> f64 {
    let radius = (-2.0 * (1.0 - generator.random::<f64>()).ln()).sqrt();
    radius * (std::f64::consts::TAU * generator.random::<f64>()).cos()
}

/// Numbers that go with `maps`, for each image as many as `shape` says.
fn drawn(maps: &Tensor<4>, shape: NoiseShape, draw: impl FnMut() -> f32) -> Tensor<4> {
    let [batch, height, width, channels] = maps.dims();
    let [tall, wide, deep] = shape.of([height, width, channels]);
    let shape = [batch, tall, wide, deep];
    let numbers: Vec<f32> = std::iter::repeat_with(draw)
        .take(shape.iter().product())
        .collect();
    Tensor::from_data(
        TensorData::new(numbers, shape),
        &maps.device().without_autodiff(),
    )
}

#[cfg(test)]
mod tests {
    use super::super::slow::{device, numbers};
    use super::*;
    use rand::SeedableRng;

    fn dropped(rate: f64, seed: u64) -> Vec<f64> {
        let ones = Tensor::ones([1, 100, 100, 1], &device());
        let mut generator = ChaCha8Rng::seed_from_u64(seed);
        numbers(dropout(ones, rate, NoiseShape::Each, &mut generator))
    }

    #[test]
    fn a_share_of_rate_is_dropped_and_the_rest_scaled_up() {
        let values = dropped(0.25, 1);
        let zeros = values.iter().filter(|value| **value == 0.0).count();
        // 10,000 draws: four standard deviations are 4 · sqrt(10,000 · 0.25 · 0.75) = 173.
        assert!(zeros.abs_diff(2_500) < 173, "{zeros}");
        let kept = f64::from(1.0_f32 / 0.75);
        assert!(
            values
                .iter()
                .all(|value| *value == 0.0 || (value - kept).abs() < 1e-6)
        );
    }

    #[test]
    fn equal_seeds_drop_the_same_values() {
        assert_eq!(dropped(0.5, 7), dropped(0.5, 7));
        assert_ne!(dropped(0.5, 7), dropped(0.5, 8));
    }

    #[test]
    fn a_rate_of_zero_changes_nothing() {
        assert!(dropped(0.0, 1).iter().all(|value| *value == 1.0));
    }

    #[test]
    fn what_shares_its_noise_falls_together() {
        let ones = || Tensor::ones([40, 3, 2, 5], &device());
        let mut generator = ChaCha8Rng::seed_from_u64(3);
        for shape in [NoiseShape::Sample, NoiseShape::Channel, NoiseShape::Pixel] {
            let found = numbers(dropout(ones(), 0.5, shape, &mut generator));
            let group = |at: usize| match shape {
                NoiseShape::Each => at,
                NoiseShape::Sample => at / 30,
                NoiseShape::Channel => at / 30 * 5 + at % 5,
                NoiseShape::Pixel => at / 5,
            };
            let mut of_groups = std::collections::BTreeMap::new();
            for (at, value) in found.iter().enumerate() {
                assert_eq!(
                    of_groups.entry(group(at)).or_insert(*value),
                    value,
                    "{shape:?}"
                );
            }
            let zeros = of_groups.values().filter(|value| **value == 0.0).count();
            assert!(0 < zeros && zeros < of_groups.len(), "{shape:?}");
        }
    }

    #[test]
    fn gaussian_noise_has_its_mean_and_deviation() {
        let ones = || Tensor::ones([1, 100, 100, 1], &device());
        let mut generator = ChaCha8Rng::seed_from_u64(5);
        let added = numbers(gaussian_noise(ones(), 0.3, &mut generator));
        let multiplied = numbers(gaussian_dropout(ones(), 0.3, &mut generator));
        for found in [added, multiplied] {
            let mean = found.iter().sum::<f64>() / 1e4;
            let variance = found.iter().map(|it| (it - mean).powi(2)).sum::<f64>() / 1e4;
            // Of 10,000 draws the mean is off by 0.003, the deviation by 0.002: four of those.
            assert!((mean - 1.0).abs() < 0.012, "{mean}");
            assert!((variance.sqrt() - 0.3).abs() < 0.009, "{variance}");
        }
    }
}
