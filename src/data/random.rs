//! Random numbers that never change: the same seed gives the same shuffles and the same drawn images with every
//! version of every dependency, because what turns the generator's bits into numbers stands here.

use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::{RngCore, SeedableRng};

/// One independent stream of random numbers.
pub(super) struct Random(ChaCha8Rng);

impl Random {
    /// Streams of one seed do not overlap, so that each image or epoch can have one without knowing of the others.
    pub(super) fn new(seed: u64, stream: u64) -> Self {
        let mut generator = ChaCha8Rng::seed_from_u64(seed);
        generator.set_stream(stream);
        Self(generator)
    }

    /// Uniform in `0..bound`; 0 if `bound` is 0. Lemire's multiplication without rejection: its bias is below 2⁻³² for
    /// the sizes used here.
    pub(super) fn below(&mut self, bound: usize) -> usize {
        ((u128::from(self.0.next_u64()) * bound as u128) >> 64) as usize
    }

    /// Uniform in `0.0..1.0`.
    pub(super) fn unit(&mut self) -> f32 {
        // 24 bits are what an f32 holds exactly.
        (self.0.next_u32() >> 8) as f32 / (1_u32 << 24) as f32
    }

    /// Uniform in `low..high`.
    pub(super) fn range(&mut self, low: f32, high: f32) -> f32 {
        low + (high - low) * self.unit()
    }

    /// Uniform in `-half..half`.
    pub(super) fn around(&mut self, half: f32) -> f32 {
        self.range(-half, half)
    }

    /// True with this probability.
    pub(super) fn chance(&mut self, probability: f32) -> bool {
        self.unit() < probability
    }

    /// About normal, mean 0, standard deviation 1: the sum of eight bytes, so that noise needs no logarithm.
    pub(super) fn normal(&mut self) -> f32 {
        let sum: u32 = self
            .0
            .next_u64()
            .to_le_bytes()
            .into_iter()
            .map(u32::from)
            .sum();
        // Eight uniform bytes: mean 8 · 127.5, variance 8 · (256² − 1) / 12.
        (sum as f32 - 1020.0) / 209.02
    }

    /// One of `items`, which must not be empty.
    pub(super) fn pick<'a, T>(&mut self, items: &'a [T]) -> &'a T {
        &items[self.below(items.len())]
    }

    /// Puts `items` into a random order (Fisher and Yates).
    pub(super) fn shuffle<T>(&mut self, items: &mut [T]) {
        for last in (1..items.len()).rev() {
            items.swap(last, self.below(last + 1));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn streams_repeat_and_differ() {
        let order = |stream| {
            let mut items: Vec<usize> = (0..50).collect();
            Random::new(7, stream).shuffle(&mut items);
            items
        };
        assert_eq!(order(3), order(3));
        assert_ne!(order(3), order(4));
        let mut sorted = order(3);
        sorted.sort_unstable();
        assert_eq!(sorted, (0..50).collect::<Vec<_>>());
    }

    #[test]
    fn noise_has_mean_0_and_deviation_1() {
        let mut random = Random::new(1, 0);
        let values: Vec<f32> = (0..10_000).map(|_| random.normal()).collect();
        let mean = values.iter().sum::<f32>() / 10_000.0;
        let variance = values
            .iter()
            .map(|value| (value - mean).powi(2))
            .sum::<f32>()
            / 10_000.0;
        // Four standard errors of 10,000 draws are 0.04 and 0.06.
        assert!(
            mean.abs() < 0.04 && (variance - 1.0).abs() < 0.06,
            "{mean} {variance}"
        );
    }
}
