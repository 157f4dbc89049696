//! Range, mean and deviation of a layer's output, and which of its channels are silent, in one pass on all threads.

use burn::tensor::Tensor;
use rayon::prelude::*;

use crate::{see, vectorized};

/// Numbers of a piece, which fits into the second cache.
const PIECE: usize = 16 * 1024;
/// Sums side by side: as many as a vector of the machine holds, twice.
const LANES: usize = 8;

/// What is known of some numbers.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct MapStatistics {
    /// The smallest one.
    pub least: f64,
    /// The largest one.
    pub most: f64,
    /// Their mean.
    pub mean: f64,
    /// Their standard deviation, of all of them.
    pub deviation: f64,
}

impl MapStatistics {
    /// The root of the mean square: the length of the numbers, whatever their count.
    pub fn size(&self) -> f64 {
        self.mean.hypot(self.deviation)
    }

    /// Of `[batch, height, width, channels]`; with `wants_silent` also the share of channels of which no number is above 0.
    pub fn of(maps: &Tensor<4>, wants_silent: bool) -> (Self, Option<f64>) {
        let [.., channels] = maps.dims();
        let of_rows = |numbers: &[f32]| Self::of_rows(numbers, channels, wants_silent);
        // Large maps are looked at where they lie: a copy of them costs more than that.
        see(maps, of_rows).unwrap_or_else(|| {
            let copied: Vec<f32> = maps.clone().into_data().iter::<f32>().collect();
            of_rows(&copied)
        })
    }

    /// The same of rows of `channels` numbers.
    fn of_rows(numbers: &[f32], channels: usize, wants_silent: bool) -> (Self, Option<f64>) {
        let channels = channels.max(1);
        let piece = (PIECE / channels).max(1) * channels;
        let found: Vec<(Sums, Vec<f32>)> = numbers
            .par_chunks(piece)
            .map(|numbers| {
                let sums = vectorized(
                    #[inline(always)]
                    || Sums::of(numbers),
                );
                let peaks = wants_silent.then(|| peaks(numbers, channels));
                (sums, peaks.unwrap_or_default())
            })
            .collect();
        let sums = found
            .iter()
            .map(|(sums, _)| *sums)
            .fold(Sums::NONE, Sums::and);
        let silent = wants_silent.then(|| {
            let of = |channel: usize| found.iter().any(|(_, peaks)| peaks[channel] > 0.0);
            let silent = (0..channels).filter(|channel| !of(*channel)).count();
            silent as f64 / channels as f64
        });
        (sums.statistics(numbers.len()), silent)
    }
}

/// The largest number of each channel.
fn peaks(numbers: &[f32], channels: usize) -> Vec<f32> {
    let mut peaks = vec![f32::NEG_INFINITY; channels];
    for row in numbers.chunks_exact(channels) {
        for (peak, number) in peaks.iter_mut().zip(row) {
            *peak = peak.max(*number);
        }
    }
    peaks
}

#[derive(Clone, Copy)]
struct Sums {
    sum: f64,
    squares: f64,
    least: f32,
    most: f32,
}

impl Sums {
    const NONE: Self = Self {
        sum: 0.0,
        squares: 0.0,
        least: f32::INFINITY,
        most: f32::NEG_INFINITY,
    };

    #[expect(
        clippy::inline_always,
        reason = "only what is inlined is compiled for the machine's instructions"
    )]
    #[inline(always)]
    fn of(numbers: &[f32]) -> Self {
        let mut lanes = [Self::NONE; LANES];
        let mut chunks = numbers.chunks_exact(LANES);
        for chunk in &mut chunks {
            for (lane, number) in lanes.iter_mut().zip(chunk) {
                lane.add(*number);
            }
        }
        for (lane, number) in lanes.iter_mut().zip(chunks.remainder()) {
            lane.add(*number);
        }
        lanes.into_iter().fold(Self::NONE, Self::and)
    }

    #[expect(
        clippy::inline_always,
        reason = "only what is inlined is compiled for the machine's instructions"
    )]
    #[inline(always)]
    fn add(&mut self, number: f32) {
        let wide = f64::from(number);
        self.sum += wide;
        self.squares += wide * wide;
        self.least = self.least.min(number);
        self.most = self.most.max(number);
    }

    fn and(self, other: Self) -> Self {
        Self {
            sum: self.sum + other.sum,
            squares: self.squares + other.squares,
            least: self.least.min(other.least),
            most: self.most.max(other.most),
        }
    }

    fn statistics(self, count: usize) -> MapStatistics {
        let count = count.max(1) as f64;
        let mean = self.sum / count;
        MapStatistics {
            least: self.least.into(),
            most: self.most.into(),
            mean,
            deviation: (self.squares / count - mean * mean).max(0.0).sqrt(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The definitions, one number after another.
    fn slow(numbers: &[f32], channels: usize) -> (MapStatistics, f64) {
        let wide: Vec<f64> = numbers.iter().map(|number| f64::from(*number)).collect();
        let count = wide.len() as f64;
        let mean = wide.iter().sum::<f64>() / count;
        let variance = wide.iter().map(|x| (x - mean).powi(2)).sum::<f64>() / count;
        let is_silent = |channel: &usize| {
            wide.iter()
                .skip(*channel)
                .step_by(channels)
                .all(|x| *x <= 0.0)
        };
        let silent = (0..channels).filter(is_silent).count() as f64 / channels as f64;
        let statistics = MapStatistics {
            least: wide.iter().copied().fold(f64::INFINITY, f64::min),
            most: wide.iter().copied().fold(f64::NEG_INFINITY, f64::max),
            mean,
            deviation: variance.sqrt(),
        };
        (statistics, silent)
    }

    #[test]
    fn one_pass_finds_what_the_definitions_say() {
        // More than one piece, a row that no lane divides, and one channel in five without a number above 0.
        for (rows, channels) in [(1, 1), (3, 5), (7_000, 5), (400, 130)] {
            let number = |index: usize| {
                let hash = (index as u32).wrapping_mul(0x9E37_79B9) >> 8;
                let value = hash as f32 / 16_777_216.0 * 4.0 - 1.0;
                if index % channels % 5 == 2 {
                    0.0
                } else {
                    value
                }
            };
            let numbers: Vec<f32> = (0..rows * channels).map(number).collect();
            let (found, silent) = MapStatistics::of_rows(&numbers, channels, true);
            let (expected, share) = slow(&numbers, channels);
            let pairs = [
                (found.least, expected.least),
                (found.most, expected.most),
                (found.mean, expected.mean),
                (found.deviation, expected.deviation),
                (silent.unwrap(), share),
            ];
            for (found, expected) in pairs {
                assert!((found - expected).abs() < 1e-9, "{found} for {expected}");
            }
        }
    }

    #[test]
    fn what_is_not_asked_for_is_not_told() {
        assert_eq!(MapStatistics::of_rows(&[0.0; 4], 2, false).1, None);
    }
}
