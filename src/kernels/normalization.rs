//! Batch normalization (Ioffe and Szegedy 2015, arXiv:1502.03167) on rows of channels, with what may follow it in
//! the same pass: the sum with a shortcut, and the relu.

use super::buffer::Buffer;
use super::elementwise::{let_through, relu};
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

/// The gradients of a normalization's inputs.
#[derive(Debug)]
pub struct Gradients {
    pub maps: Buffer,
    pub gamma: Buffer,
    pub beta: Buffer,
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
pub fn apply_with_shortcut(maps: &[f32], scaling: &Scaling, shortcut: &mut [f32]) {
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

/// The gradients, given the output's; where `with_relu` holds, it is first cut off where the output was. With `normalize`
/// they go through the batch's own statistics; without it, mean and factor are constants.
pub fn gradients(
    maps: &[f32],
    scaling: &Scaling,
    normalize: Option<&[f32]>,
    output_gradient: &[f32],
    with_relu: bool,
) -> Gradients {
    let channels = scaling.mean.len();
    let ones = vec![1.0; channels];
    let factors = normalize.unwrap_or(&ones);
    let sums = gradient_sums(maps, scaling, factors, output_gradient, with_relu);
    // Constants are moved by no number of the batch.
    let share = match normalize {
        Some(_) => channels as f32 / maps.len() as f32,
        None => 0.0,
    };
    let through = Through {
        scaling,
        normalize: factors,
        beta: sums.beta.iter().map(|sum| sum * share).collect(),
        gamma: sums.gamma.iter().map(|sum| sum * share).collect(),
    };
    let mut gradient = Buffer::of(maps.len());
    rows::update_from_two(
        &mut gradient,
        [output_gradient, maps],
        channels,
        #[inline(always)]
        |gradient, [output, maps]| through.piece(gradient, output, maps, with_relu),
    );
    Gradients {
        maps: gradient,
        gamma: Buffer::from_slice(&sums.gamma),
        beta: Buffer::from_slice(&sums.beta),
    }
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

/// Sums of the output's gradient, plain (beta's) and times the normalized maps (gamma's).
struct GradientSums {
    beta: Vec<f32>,
    gamma: Vec<f32>,
}

fn gradient_sums(
    maps: &[f32],
    scaling: &Scaling,
    normalize: &[f32],
    output_gradient: &[f32],
    with_relu: bool,
) -> GradientSums {
    let channels = scaling.mean.len();
    let pieces = rows::gather(
        [output_gradient, maps],
        channels,
        #[inline(always)]
        |[gradient, maps]| {
            let mut sums = GradientSums {
                beta: vec![0.0; channels],
                gamma: vec![0.0; channels],
            };
            let pixels = gradient.chunks_exact(channels);
            for (gradient, pixel) in pixels.zip(maps.chunks_exact(channels)) {
                if with_relu {
                    sums.add(gradient, pixel, scaling, normalize, let_through);
                } else {
                    sums.add(
                        gradient,
                        pixel,
                        scaling,
                        normalize,
                        #[inline(always)]
                        |g, _| g,
                    );
                }
            }
            sums
        },
    );
    let total = |of: fn(&GradientSums) -> &[f32]| {
        let sum = |channel: usize| {
            let pieces = pieces.iter().map(|sums| f64::from(of(sums)[channel]));
            pieces.sum::<f64>() as f32
        };
        (0..channels).map(sum).collect()
    };
    GradientSums {
        beta: total(|sums| &sums.beta),
        gamma: total(|sums| &sums.gamma),
    }
}

impl GradientSums {
    #[inline(always)]
    fn add(
        &mut self,
        gradient: &[f32],
        maps: &[f32],
        scaling: &Scaling,
        normalize: &[f32],
        cut: impl Fn(f32, f32) -> f32,
    ) {
        let sums = self.beta.iter_mut().zip(&mut self.gamma);
        let numbers = gradient.iter().zip(maps).zip(normalize);
        for (((beta, gamma), ((gradient, number), normalize)), (mean, factor, offset)) in
            sums.zip(numbers).zip(scaling.channels())
        {
            let centered = number - mean;
            let gradient = cut(*gradient, centered * factor + offset);
            *beta += gradient;
            *gamma += gradient * centered * normalize;
        }
    }
}

/// What leads from the output's gradient to the maps'.
struct Through<'a> {
    scaling: &'a Scaling,
    normalize: &'a [f32],
    /// The mean of the output's gradient.
    beta: Vec<f32>,
    /// The mean of the output's gradient times the normalized maps.
    gamma: Vec<f32>,
}

impl Through<'_> {
    #[inline(always)]
    fn piece(&self, gradient: &mut [f32], output: &[f32], maps: &[f32], with_relu: bool) {
        let channels = self.beta.len();
        let outputs = output
            .chunks_exact(channels)
            .zip(maps.chunks_exact(channels));
        for (gradient, (output, maps)) in gradient.chunks_exact_mut(channels).zip(outputs) {
            if with_relu {
                self.pixel(gradient, output, maps, let_through);
            } else {
                self.pixel(
                    gradient,
                    output,
                    maps,
                    #[inline(always)]
                    |g, _| g,
                );
            }
        }
    }

    #[inline(always)]
    fn pixel(
        &self,
        gradient: &mut [f32],
        output: &[f32],
        maps: &[f32],
        cut: impl Fn(f32, f32) -> f32,
    ) {
        let means = self.beta.iter().zip(&self.gamma).zip(self.normalize);
        let numbers = gradient.iter_mut().zip(output.iter().zip(maps));
        for (((gradient, (output, number)), ((beta, gamma), normalize)), (mean, factor, offset)) in
            numbers.zip(means).zip(self.scaling.channels())
        {
            let centered = number - mean;
            let cut = cut(*output, centered * factor + offset);
            *gradient = factor * (cut - beta - centered * normalize * gamma);
        }
    }
}
