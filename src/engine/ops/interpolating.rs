//! Maps made larger by sums over the pixels around each new one, as Keras's TensorFlow and JAX compute them: the centers of the
//! outer pixels stay half a pixel from the border, and what lies beyond it does not count.

use std::f64::consts::PI;

use burn::tensor::{Tensor, TensorData};

use crate::layer::Interpolation;

/// What a pixel counts, by how far its center lies from that of the new one, in pixels.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Falloff {
    /// A straight line down to 0 at a distance of 1.
    Linear,
    /// Keys's cubic with a = −1/2 (Keys, 1981).
    Cubic,
    /// Lanczos's window of this radius.
    Lanczos(u8),
}

impl Falloff {
    /// What stands between the pixels; `None` where each is only repeated.
    pub fn of(interpolation: Interpolation) -> Option<Self> {
        match interpolation {
            Interpolation::Nearest => None,
            Interpolation::Bilinear => Some(Self::Linear),
            Interpolation::Bicubic => Some(Self::Cubic),
            Interpolation::Lanczos3 => Some(Self::Lanczos(3)),
            Interpolation::Lanczos5 => Some(Self::Lanczos(5)),
        }
    }

    /// From here on nothing counts.
    fn radius(self) -> f64 {
        match self {
            Self::Linear => 1.0,
            Self::Cubic => 2.0,
            Self::Lanczos(radius) => f64::from(radius),
        }
    }

    fn at(self, distance: f64) -> f64 {
        let x = distance.abs();
        if x >= self.radius() {
            return 0.0;
        }
        match self {
            Self::Linear => 1.0 - x,
            Self::Cubic if x < 1.0 => ((1.5 * x - 2.5) * x) * x + 1.0,
            Self::Cubic => ((-0.5 * x + 2.5) * x - 4.0) * x + 2.0,
            // Both programs take it to be flat so close to the middle.
            Self::Lanczos(_) if x <= 1e-3 => 1.0,
            Self::Lanczos(radius) => {
                let radius = f64::from(radius);
                radius * (PI * x).sin() * (PI * x / radius).sin() / (PI * x).powi(2)
            }
        }
    }
}

/// `[batch, height, width, channels]` to `[batch, height * vertical, width * horizontal, channels]`, with `factors` as
/// `[vertical, horizontal]`.
pub fn interpolating_up_sampling(
    maps: Tensor<4>,
    factors: [usize; 2],
    falloff: Falloff,
) -> Tensor<4> {
    let [batch, height, width, channels] = maps.dims();
    let device = maps.device().without_autodiff();
    let [vertical, horizontal] = factors;
    let (tall, wide) = (height * vertical, width * horizontal);
    let shares = |length: usize, factor: usize| {
        let data = TensorData::new(
            shares(length, factor, falloff),
            [1, length * factor, length],
        );
        Tensor::<3>::from_data(data, &device)
    };
    let rows = maps.reshape([batch, height, width * channels]);
    let rows = shares(height, vertical).matmul(rows);
    let pixels = rows.reshape([batch * tall, width, channels]);
    let pixels = shares(width, horizontal).matmul(pixels);
    pixels.reshape([batch, tall, wide, channels])
}

/// What each of `length` pixels counts for each of `length * factor` new ones, `[length * factor, length]`; a row sums to 1.
pub fn shares(length: usize, factor: usize, falloff: Falloff) -> Vec<f32> {
    let mut shares = vec![0.0; length * factor * length];
    for (new, row) in shares.chunks_exact_mut(length.max(1)).enumerate() {
        let center = (new as f64 + 0.5) / factor as f64 - 0.5;
        let first = (center - falloff.radius()).ceil().max(0.0) as usize;
        let last = ((center + falloff.radius()).floor().max(0.0) as usize).min(length - 1);
        let counts: Vec<f64> = (first..=last)
            .map(|pixel| falloff.at(pixel as f64 - center))
            .collect();
        let sum: f64 = counts.iter().sum();
        for (share, count) in row[first..=last].iter_mut().zip(counts) {
            *share = (count / sum) as f32;
        }
    }
    shares
}

#[cfg(test)]
mod tests {
    use super::super::slow::{Maps, assert_close, assert_gradient, device, numbers};
    use super::*;

    #[test]
    fn every_falloff_counts_the_middle_whole_and_other_centers_not_at_all() {
        for falloff in [
            Falloff::Linear,
            Falloff::Cubic,
            Falloff::Lanczos(3),
            Falloff::Lanczos(5),
        ] {
            assert_eq!(falloff.at(0.0), 1.0);
            for distance in 1..6 {
                assert!(falloff.at(f64::from(distance)).abs() < 1e-12);
            }
        }
        // Keys: 9/16 half a pixel away, -1/16 one and a half.
        assert!((Falloff::Cubic.at(0.5) - 0.5625).abs() < 1e-12);
        assert!((Falloff::Cubic.at(1.5) + 0.0625).abs() < 1e-12);
    }

    #[test]
    fn new_pixels_are_means_of_those_around_and_gradients_go_back_the_same_way() {
        let maps = Maps::random([2, 3, 2, 3], 3);
        for falloff in [Falloff::Linear, Falloff::Cubic, Falloff::Lanczos(3)] {
            let slow = |maps: &Maps| {
                Maps::from_fn([2, 6, 6, 3], |[n, y, x, c]| {
                    let counts = |at: usize, factor: f64, length: usize| -> Vec<f64> {
                        let center = (at as f64 + 0.5) / factor - 0.5;
                        let counts = (0..length).map(|pixel| falloff.at(pixel as f64 - center));
                        let counts: Vec<f64> = counts.collect();
                        let sum: f64 = counts.iter().sum();
                        counts.into_iter().map(|count| count / sum).collect()
                    };
                    let mut sum = 0.0;
                    for (row, vertical) in counts(y, 2.0, 3).into_iter().enumerate() {
                        for (column, horizontal) in counts(x, 3.0, 2).into_iter().enumerate() {
                            sum += maps.at([n, row, column, c]) * vertical * horizontal;
                        }
                    }
                    sum
                })
            };
            let up = |maps| interpolating_up_sampling(maps, [2, 3], falloff);
            assert_close(
                &numbers(up(maps.tensor(&device()))),
                &slow(&maps).values,
                1e-5,
            );
            assert_gradient(&maps, up, slow);
        }
    }
}
