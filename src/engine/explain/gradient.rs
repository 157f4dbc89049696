//! Input gradients: which pixels a class's score changes with most (Simonyan et al. 2014, arXiv:1312.6034), and their mean
//! over noisy copies of the picture, SmoothGrad (Smilkov et al. 2017, arXiv:1706.03825).

use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::{RngCore, SeedableRng};

use super::slope::slope;
use super::{Heat, Subject};
use crate::engine::error::EngineError;

/// As many copies as SmoothGrad's figures begin to be clear with.
pub const NOISY_COPIES: usize = 25;
/// The noise's standard deviation as a share of the values' range; the paper finds 10 to 20 % best.
const NOISE: f32 = 0.15;
/// As many copies at once: a pass with gradients keeps every layer's output of each.
const BATCH_SIZE: usize = 5;

/// At each pixel the largest change among its channels.
///
/// # Errors
/// Where the picture does not fit the network, or the network cannot compute.
pub fn input_gradient(subject: &Subject<'_>, class: usize) -> Result<Heat, EngineError> {
    let gradients = gradients(subject, (subject.values.to_vec(), 1), class)?;
    Ok(largest_change(subject, &gradients))
}

/// The same for the mean of the gradients at each of `copies`; `None` where `is_canceled` says so before the end.
///
/// # Errors
/// As [`input_gradient`].
pub fn smooth_gradient(
    subject: &Subject<'_>,
    class: usize,
    copies: impl Iterator<Item = Vec<f32>>,
    is_canceled: &dyn Fn() -> bool,
) -> Result<Option<Heat>, EngineError> {
    let mut sums = vec![0.0_f64; subject.values.len()];
    let mut total = 0;
    let mut copies = copies.peekable();
    while copies.peek().is_some() {
        if is_canceled() {
            return Ok(None);
        }
        let batch: Vec<Vec<f32>> = copies.by_ref().take(BATCH_SIZE).collect();
        let count = batch.len();
        for gradient in gradients(subject, (batch.concat(), count), class)?.chunks_exact(sums.len())
        {
            for (sum, value) in sums.iter_mut().zip(gradient) {
                *sum += f64::from(*value);
            }
        }
        total += count;
    }
    let mean = |sum: &f64| (sum / total.max(1) as f64) as f32;
    let means: Vec<f32> = sums.iter().map(mean).collect();
    Ok(Some(largest_change(subject, &means)))
}

fn gradients(
    subject: &Subject<'_>,
    pictures: (Vec<f32>, usize),
    class: usize,
) -> Result<Vec<f32>, EngineError> {
    let input = subject.network.layer_names().next().unwrap_or_default();
    Ok(slope(subject, pictures, input, class)?.gradient.values)
}

fn largest_change(subject: &Subject<'_>, gradients: &[f32]) -> Heat {
    let [height, width, channels] = subject.sides();
    let largest = |pixel: &[f32]| pixel.iter().fold(0.0, |most: f32, v| most.max(v.abs()));
    Heat {
        height,
        width,
        values: gradients.chunks_exact(channels).map(largest).collect(),
    }
}

/// Copies of a picture, each with other noise; the same for the same seed.
#[derive(Debug)]
pub struct NoisyCopies<'a> {
    values: &'a [f32],
    deviation: f32,
    generator: ChaCha8Rng,
}

impl<'a> NoisyCopies<'a> {
    /// Copies of `values`, which lie within `range`.
    pub fn new(values: &'a [f32], range: [f32; 2], seed: u64) -> Self {
        Self {
            values,
            deviation: NOISE * (range[1] - range[0]),
            generator: ChaCha8Rng::seed_from_u64(seed),
        }
    }

    /// About normal, mean 0, standard deviation 1: the sum of twelve uniform numbers (Irwin and Hall).
    fn normal(&mut self) -> f32 {
        let sum: u64 = (0..12).map(|_| u64::from(self.generator.next_u32())).sum();
        (sum as f64 / f64::from(u32::MAX) - 6.0) as f32
    }
}

impl Iterator for NoisyCopies<'_> {
    type Item = Vec<f32>;

    fn next(&mut self) -> Option<Vec<f32>> {
        let values = self.values;
        let noisy = |value: &f32| value + self.deviation * self.normal();
        Some(values.iter().map(noisy).collect())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn noise_has_the_spread_that_was_asked_for_and_repeats_with_its_seed() {
        let values = vec![0.5; 4000];
        let copy = |seed| NoisyCopies::new(&values, [0.0, 2.0], seed).next().unwrap();
        let noise: Vec<f32> = copy(1).iter().map(|value| value - 0.5).collect();
        let mean = noise.iter().sum::<f32>() / 4000.0;
        let spread = (noise.iter().map(|v| v * v).sum::<f32>() / 4000.0).sqrt();
        // Of 4000 numbers: three standard errors.
        assert!(mean.abs() < 0.3 * 3.0 / 4000_f32.sqrt(), "{mean}");
        assert!(
            (spread - 0.3).abs() < 0.3 * 3.0 / 8000_f32.sqrt(),
            "{spread}"
        );
        assert_eq!(copy(1), copy(1));
        assert_ne!(copy(1), copy(2));
    }
}
