//! Whether a network is as often right as it is sure: the reliability diagram and the expected calibration error.

use serde::Serialize;

use super::Judged;

/// Bins of equal width from 0 to 1, as scikit-learn's `calibration_curve` has them with `n_bins=10`.
pub const BINS: usize = 10;

/// The images that the network was about equally sure of.
#[derive(Debug, Clone, Copy, Default, PartialEq, Serialize)]
pub struct Bin {
    /// How many.
    pub count: u64,
    /// How sure it was, on average.
    pub confidence: f64,
    /// The share that it was right about.
    pub accuracy: f64,
}

/// How sure it was against how often it was right.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Calibration {
    /// From the least sure to the surest; a bin holds its upper edge and not its lower one.
    pub bins: Vec<Bin>,
    /// The expected calibration error: the mean distance of the two shares of a bin, weighted by its images.
    pub error: f64,
}

impl Calibration {
    /// Of all images that were asked about.
    #[must_use]
    pub fn of(judged: &[Judged]) -> Self {
        let mut bins = vec![Bin::default(); BINS];
        for judged in judged {
            let bin = &mut bins[bin_of(f64::from(judged.confidence))];
            bin.count += 1;
            bin.confidence += f64::from(judged.confidence);
            bin.accuracy += f64::from(u8::from(judged.is_right()));
        }
        for bin in &mut bins {
            let count = bin.count.max(1) as f64;
            bin.confidence /= count;
            bin.accuracy /= count;
        }
        let distances = bins
            .iter()
            .map(|bin| bin.count as f64 * (bin.accuracy - bin.confidence).abs());
        Self {
            error: distances.sum::<f64>() / judged.len().max(1) as f64,
            bins,
        }
    }

    /// The edges of a bin, the lower one first.
    #[must_use]
    pub fn edges(bin: usize) -> [f64; 2] {
        [bin, bin + 1].map(|edge| edge as f64 / BINS as f64)
    }
}

fn bin_of(confidence: f64) -> usize {
    // As numpy's `linspace` makes them, to the last bit: an even step, not a division for each.
    let step = 1.0 / BINS as f64;
    let is_below = |edge: &usize| (*edge as f64) * step < confidence;
    (1..BINS).filter(is_below).count()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn judged(confidence: f32, is_right: bool) -> Judged {
        Judged {
            image: 0,
            actual: 0,
            predicted: usize::from(!is_right),
            confidence,
            of_actual: 0.0,
        }
    }

    #[test]
    fn the_error_is_the_weighted_distance() {
        // Two at 0.5, of which one is right, and two at 0.75, both right: (2 · 0 + 2 · 0.25) / 4.
        let all = [(0.5, true), (0.5, false), (0.75, true), (0.75, true)];
        let all = all.map(|(confidence, is_right)| judged(confidence, is_right));
        let found = Calibration::of(&all);
        assert!((found.error - 0.125).abs() < 1e-12, "{}", found.error);
        assert_eq!((found.bins[4].count, found.bins[7].count), (2, 2));
    }

    #[test]
    fn nothing_is_no_error_and_certainty_is_in_the_last_bin() {
        assert_eq!(Calibration::of(&[]).error, 0.0);
        let sure = Calibration::of(&[judged(1.0, true)]);
        assert_eq!((sure.bins[9].count, sure.error), (1, 0.0));
    }
}
