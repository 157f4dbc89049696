//! Dropout (Srivastava et al. 2014), inverted as in Keras: what is kept is scaled up while training, so
//! that inference changes nothing.

use burn::tensor::{Tensor, TensorData};
use rand::Rng;
use rand_chacha::ChaCha8Rng;

/// Sets a share of `rate` of all values to zero and scales the others by `1 / (1 - rate)`.
///
/// The mask comes from `generator` and not from Burn's generator, which is one per process: equal seeds
/// then give equal steps whatever else is computed beside.
pub fn dropout(maps: Tensor<4>, rate: f64, generator: &mut ChaCha8Rng) -> Tensor<4> {
    if rate <= 0.0 {
        return maps;
    }
    let shape = maps.dims();
    let kept = (1.0 / (1.0 - rate)) as f32;
    let mask: Vec<f32> = (0..shape.iter().product())
        .map(|_| {
            if generator.random::<f64>() < rate {
                0.0
            } else {
                kept
            }
        })
        .collect();
    let mask = Tensor::from_data(
        TensorData::new(mask, shape),
        &maps.device().without_autodiff(),
    );
    maps * mask
}

#[cfg(test)]
mod tests {
    use super::super::slow::{device, numbers};
    use super::*;
    use rand::SeedableRng;

    fn dropped(rate: f64, seed: u64) -> Vec<f64> {
        let ones = Tensor::ones([1, 100, 100, 1], &device());
        numbers(dropout(ones, rate, &mut ChaCha8Rng::seed_from_u64(seed)))
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
}
