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

    /// From the symmetric beta distribution over `0.0..=1.0`: two draws from a gamma distribution, and the share of the
    /// first in their sum. Where both are too small for a number, 1.
    pub(super) fn beta(&mut self, alpha: f64) -> f64 {
        let (one, other) = (self.gamma(alpha), self.gamma(alpha));
        if one + other > 0.0 {
            one / (one + other)
        } else {
            1.0
        }
    }

    /// By Marsaglia and Tsang (2000), "A simple method for generating gamma variables".
    fn gamma(&mut self, shape: f64) -> f64 {
        // Below 1 by the one above, their section 6.
        let boost = match shape {
            small if small < 1.0 => self.open_unit().powf(small.recip()),
            _ => 1.0,
        };
        let d = (if shape < 1.0 { shape + 1.0 } else { shape }) - 1.0 / 3.0;
        let c = (9.0 * d).sqrt().recip();
        loop {
            let x = self.exact_normal();
            let v = (1.0 + c * x).powi(3);
            if v > 0.0 && self.open_unit().ln() < 0.5 * x * x + d - d * v + d * v.ln() {
                return boost * d * v;
            }
        }
    }

    /// By Box and Muller (1958).
    fn exact_normal(&mut self) -> f64 {
        let length = (-2.0 * self.open_unit().ln()).sqrt();
        length * (std::f64::consts::TAU * self.open_unit()).cos()
    }

    /// Uniform in `0.0..1.0` without its ends.
    fn open_unit(&mut self) -> f64 {
        // 52 bits and a half of the last one: never 0, never 1.
        ((self.0.next_u64() >> 12) as f64 + 0.5) / (1_u64 << 52) as f64
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

    /// Moments of the beta distribution: mean 1/2, variance 1 / (4 (2 α + 1)); shares below a tenth by SciPy 1.17's
    /// `beta(α, α).cdf(0.1)`.
    #[test]
    fn shares_of_a_mix_follow_the_beta_distribution() {
        for (alpha, below_a_tenth) in [(0.2, 0.336_690), (1.0, 0.1), (4.0, 0.002_728)] {
            let mut random = Random::new(5, 0);
            let shares: Vec<f64> = (0..20_000).map(|_| random.beta(alpha)).collect();
            let mean = shares.iter().sum::<f64>() / 20_000.0;
            let variance = shares
                .iter()
                .map(|share| (share - mean).powi(2))
                .sum::<f64>()
                / 20_000.0;
            let low = shares.iter().filter(|share| **share < 0.1).count() as f64 / 20_000.0;
            // Four standard errors of 20,000 draws are 0.012 at most, of a share as well.
            assert!((mean - 0.5).abs() < 0.014, "{alpha} {mean}");
            assert!(
                (variance - 0.25 / (2.0 * alpha + 1.0)).abs() < 0.01,
                "{alpha} {variance}"
            );
            assert!((low - below_a_tenth).abs() < 0.014, "{alpha} {low}");
        }
        let tiny = Random::new(1, 1).beta(1e-3);
        assert!((0.0..=1.0).contains(&tiny), "{tiny}");
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
