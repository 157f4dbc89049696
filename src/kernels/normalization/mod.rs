//! Batch normalization (Ioffe and Szegedy 2015, arXiv:1502.03167) on rows of channels, with what may follow it in
//! the same pass: the sum with a shortcut, and the relu.

mod gradients;

pub use gradients::{GradientSums, WayBack};

use super::buffer::Buffer;
use super::elementwise::relu;
use super::rows;

/// Mean and biased variance of each channel.
#[derive(Debug, Clone)]
pub struct Statistics {
    pub mean: Vec<f32>,
    pub variance: Vec<f32>,
}

/// `(x - mean) · factor + offset` for each channel.
#[derive(Debug, Clone)]
pub struct Scaling {
    pub mean: Vec<f32>,
    pub factor: Vec<f32>,
    pub offset: Vec<f32>,
}

/// The mean and the biased variance of each channel. Each piece is centered on its own mean before it is squared
/// and the pieces are joined as Chan, Golub and LeVeque do (1979), so that no digits cancel.
pub fn statistics(maps: &[f32], channels: usize) -> Statistics {
    let pieces = rows::gather(
        [maps, maps],
        channels,
        #[inline(always)]
        |[maps, _]| piece_statistics(maps, channels),
    );
    let count = maps.len() as f64 / channels as f64;
    let joined = |channel: usize| {
        let sum: f64 = pieces
            .iter()
            .map(|piece| piece.count * f64::from(piece.mean[channel]))
            .sum();
        let mean = sum / count;
        let squares: f64 = pieces
            .iter()
            .map(|piece| {
                let distance = f64::from(piece.mean[channel]) - mean;
                f64::from(piece.squares[channel]) + piece.count * distance * distance
            })
            .sum();
        (mean as f32, (squares / count) as f32)
    };
    let (mean, variance) = (0..channels).map(joined).unzip();
    Statistics { mean, variance }
}

/// `relu(maps · scaling)`, or without the relu.
pub fn apply(maps: &[f32], scaling: &Scaling, with_relu: bool) -> Buffer {
    let mut output = Buffer::of(maps.len());
    let channels = scaling.mean.len();
    rows::update(
        &mut output,
        maps,
        channels,
        #[inline(always)]
        |output, maps| {
            let pixels = output.chunks_exact_mut(channels);
            for (output, pixel) in pixels.zip(maps.chunks_exact(channels)) {
                if with_relu {
                    scaling.pixel(
                        output,
                        pixel,
                        #[inline(always)]
                        |_, sum| relu(sum),
                    );
                } else {
                    scaling.pixel(
                        output,
                        pixel,
                        #[inline(always)]
                        |_, sum| sum,
                    );
                }
            }
        },
    );
    output
}

/// `relu(maps · scaling + shortcut)`, in the shortcut's memory.
pub fn apply_to_shortcut(maps: &[f32], scaling: &Scaling, shortcut: &mut [f32]) {
    let channels = scaling.mean.len();
    rows::update(
        shortcut,
        maps,
        channels,
        #[inline(always)]
        |output, maps| {
            let pixels = output.chunks_exact_mut(channels);
            for (output, pixel) in pixels.zip(maps.chunks_exact(channels)) {
                scaling.pixel(
                    output,
                    pixel,
                    #[inline(always)]
                    |old, sum| relu(old + sum),
                );
            }
        },
    );
}

/// The same beside the shortcut, which somebody else needs, too.
pub fn apply_with_shortcut(maps: &[f32], scaling: &Scaling, shortcut: &[f32]) -> Buffer {
    let mut output = Buffer::of(maps.len());
    let channels = scaling.mean.len();
    rows::update_from_two(
        &mut output,
        [shortcut, maps],
        channels,
        #[inline(always)]
        |output, [shortcut, maps]| {
            let pixels = shortcut.chunks_exact(channels);
            let pixels = pixels.zip(maps.chunks_exact(channels));
            for (output, (shortcut, maps)) in output.chunks_exact_mut(channels).zip(pixels) {
                output.copy_from_slice(shortcut);
                scaling.pixel(
                    output,
                    maps,
                    #[inline(always)]
                    |old, sum| relu(old + sum),
                );
            }
        },
    );
    output
}

impl Statistics {
    /// What centered numbers of each channel are multiplied by: `1 / sqrt(variance + epsilon)`.
    pub fn normalize(&self, epsilon: f32) -> Vec<f32> {
        let of = |variance: &f32| 1.0 / (variance + epsilon).sqrt();
        self.variance.iter().map(of).collect()
    }
}

impl Scaling {
    /// The scaling that centers on `mean`, multiplies by `normalize` and `gamma` and adds `beta`.
    pub fn new(mean: &[f32], normalize: &[f32], gamma: &[f32], beta: &[f32]) -> Self {
        let factors = gamma.iter().zip(normalize);
        Self {
            mean: mean.to_vec(),
            factor: factors
                .map(|(gamma, normalize)| gamma * normalize)
                .collect(),
            offset: beta.to_vec(),
        }
    }

    /// `x · factor + offset`.
    pub fn of_constants(factor: &[f32], offset: &[f32]) -> Self {
        Self {
            mean: vec![0.0; factor.len()],
            factor: factor.to_vec(),
            offset: offset.to_vec(),
        }
    }

    #[inline(always)]
    fn pixel(&self, output: &mut [f32], maps: &[f32], finish: impl Fn(f32, f32) -> f32) {
        let channels = output.iter_mut().zip(maps).zip(self.channels());
        for ((output, number), (mean, factor, offset)) in channels {
            *output = finish(*output, (number - mean) * factor + offset);
        }
    }

    #[inline(always)]
    fn channels(&self) -> impl Iterator<Item = (f32, f32, f32)> {
        let factors = self.factor.iter().zip(&self.offset);
        let both = self.mean.iter().zip(factors);
        both.map(|(mean, (factor, offset))| (*mean, *factor, *offset))
    }
}

struct PieceStatistics {
    count: f64,
    mean: Vec<f32>,
    /// Sums of squared distances to the piece's own mean.
    squares: Vec<f32>,
}

#[inline(always)]
fn piece_statistics(maps: &[f32], channels: usize) -> PieceStatistics {
    let count = maps.len() / channels;
    let mut mean = vec![0.0; channels];
    for pixel in maps.chunks_exact(channels) {
        for (sum, number) in mean.iter_mut().zip(pixel) {
            *sum += number;
        }
    }
    for sum in &mut mean {
        *sum /= count as f32;
    }
    let mut squares = vec![0.0; channels];
    for pixel in maps.chunks_exact(channels) {
        for ((sum, number), mean) in squares.iter_mut().zip(pixel).zip(&mean) {
            let distance = number - mean;
            *sum += distance * distance;
        }
    }
    PieceStatistics {
        count: count as f64,
        mean,
        squares,
    }
}
