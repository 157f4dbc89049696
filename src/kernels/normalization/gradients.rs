//! The way back through a normalization: two passes over the maps, because no number's gradient is known before the sums over the
//! whole batch are.

use super::super::buffer::Buffer;
use super::super::elementwise::let_through;
use super::super::rows;
use super::Scaling;

/// A normalization that was done, and what it was done to.
pub struct WayBack<'a> {
    maps: &'a [f32],
    scaling: &'a Scaling,
    /// What centered numbers were multiplied by; ones where mean and factor are constants.
    normalize: Vec<f32>,
    /// The part that each number has in the batch's statistics; none in constants.
    share: f32,
}

/// Sums of the output's gradient for each channel.
#[derive(Default)]
pub struct GradientSums {
    /// The gradient of beta: plain.
    pub beta: Vec<f32>,
    /// The gradient of gamma: times the normalized maps.
    pub gamma: Vec<f32>,
}

impl<'a> WayBack<'a> {
    /// With `normalize` the way leads through the batch's own statistics; without it, mean and factor are constants.
    pub fn new(maps: &'a [f32], scaling: &'a Scaling, normalize: Option<&[f32]>) -> Self {
        let channels = scaling.mean.len();
        let (normalize, share) = match normalize {
            Some(normalize) => (normalize.to_vec(), channels as f32 / maps.len() as f32),
            None => (vec![1.0; channels], 0.0),
        };
        Self {
            maps,
            scaling,
            normalize,
            share,
        }
    }

    /// Replaces the output's gradient by the maps'; `with_relu` it is first cut off where the output was.
    pub fn through(&self, gradient: &mut [f32], with_relu: bool) -> GradientSums {
        let sums = if with_relu {
            self.sums(gradient, let_through)
        } else {
            self.sums(gradient, uncut)
        };
        let means = self.means(&sums);
        rows::update(
            gradient,
            self.maps,
            self.channels(),
            #[inline(always)]
            |gradient, maps| {
                for (gradient, maps) in self.pixels_mut(gradient).zip(self.pixels(maps)) {
                    if with_relu {
                        means.pixel(gradient, maps, let_through);
                    } else {
                        means.pixel(gradient, maps, uncut);
                    }
                }
            },
        );
        sums
    }

    /// Cuts off the output's gradient where `output`, the relu of a sum, was; what is left is the shortcut's gradient, too.
    pub fn cut(&self, gradient: &mut [f32], output: &[f32]) -> GradientSums {
        let pieces = rows::update_and_gather(
            gradient,
            [output, self.maps],
            self.channels(),
            #[inline(always)]
            |gradient, [output, maps]| {
                let mut sums = self.no_sums();
                let pixels = self.pixels(output).zip(self.pixels(maps));
                for (gradient, (output, maps)) in self.pixels_mut(gradient).zip(pixels) {
                    for (gradient, output) in gradient.iter_mut().zip(output) {
                        *gradient = let_through(*gradient, *output);
                    }
                    sums.add(gradient, maps, self, uncut);
                }
                sums
            },
        );
        self.joined(&pieces)
    }

    /// The maps' gradient, given that of the output, cut off already, and its sums.
    pub fn maps_gradient(&self, output_gradient: &[f32], sums: &GradientSums) -> Buffer {
        let means = self.means(sums);
        let mut gradient = Buffer::of(self.maps.len());
        rows::update_from_two(
            &mut gradient,
            [output_gradient, self.maps],
            self.channels(),
            #[inline(always)]
            |gradient, [output, maps]| {
                let pixels = self.pixels(output).zip(self.pixels(maps));
                for (gradient, (output, maps)) in self.pixels_mut(gradient).zip(pixels) {
                    gradient.copy_from_slice(output);
                    means.pixel(gradient, maps, uncut);
                }
            },
        );
        gradient
    }

    fn sums(&self, gradient: &[f32], cut: impl Fn(f32, f32) -> f32 + Copy + Sync) -> GradientSums {
        let pieces = rows::gather(
            [gradient, self.maps],
            self.channels(),
            #[inline(always)]
            |[gradient, maps]| {
                let mut sums = self.no_sums();
                for (gradient, maps) in self.pixels(gradient).zip(self.pixels(maps)) {
                    sums.add(gradient, maps, self, cut);
                }
                sums
            },
        );
        self.joined(&pieces)
    }

    fn no_sums(&self) -> GradientSums {
        let zeros = || vec![0.0; self.channels()];
        GradientSums {
            beta: zeros(),
            gamma: zeros(),
        }
    }

    fn joined(&self, pieces: &[GradientSums]) -> GradientSums {
        let total = |of: fn(&GradientSums) -> &[f32]| {
            let sum = |channel: usize| {
                let pieces = pieces.iter().map(|sums| f64::from(of(sums)[channel]));
                pieces.sum::<f64>() as f32
            };
            (0..self.channels()).map(sum).collect()
        };
        GradientSums {
            beta: total(|sums| &sums.beta),
            gamma: total(|sums| &sums.gamma),
        }
    }

    fn means(&self, sums: &GradientSums) -> Means<'_> {
        let mean = |sums: &[f32]| sums.iter().map(|sum| sum * self.share).collect();
        Means {
            way: self,
            beta: mean(&sums.beta),
            gamma: mean(&sums.gamma),
        }
    }

    fn channels(&self) -> usize {
        self.scaling.mean.len()
    }

    #[inline(always)]
    fn pixels<'b>(&self, numbers: &'b [f32]) -> impl Iterator<Item = &'b [f32]> + use<'b> {
        numbers.chunks_exact(self.channels())
    }

    #[inline(always)]
    fn pixels_mut<'b>(
        &self,
        numbers: &'b mut [f32],
    ) -> impl Iterator<Item = &'b mut [f32]> + use<'b> {
        numbers.chunks_exact_mut(self.channels())
    }
}

impl GradientSums {
    #[inline(always)]
    fn add(
        &mut self,
        gradient: &[f32],
        maps: &[f32],
        way: &WayBack<'_>,
        cut: impl Fn(f32, f32) -> f32,
    ) {
        let sums = self.beta.iter_mut().zip(&mut self.gamma);
        let numbers = gradient.iter().zip(maps).zip(&way.normalize);
        for (((beta, gamma), ((gradient, number), normalize)), (mean, factor, offset)) in
            sums.zip(numbers).zip(way.scaling.channels())
        {
            let centered = number - mean;
            let gradient = cut(*gradient, centered * factor + offset);
            *beta += gradient;
            *gamma += gradient * centered * normalize;
        }
    }
}

/// Means over the batch, without which the maps' gradient is what is left.
struct Means<'a> {
    way: &'a WayBack<'a>,
    /// Of the output's gradient.
    beta: Vec<f32>,
    /// Of the output's gradient times the normalized maps.
    gamma: Vec<f32>,
}

impl Means<'_> {
    #[inline(always)]
    fn pixel(&self, gradient: &mut [f32], maps: &[f32], cut: impl Fn(f32, f32) -> f32) {
        let means = self.beta.iter().zip(&self.gamma).zip(&self.way.normalize);
        let numbers = gradient.iter_mut().zip(maps);
        for (((gradient, number), ((beta, gamma), normalize)), (mean, factor, offset)) in
            numbers.zip(means).zip(self.way.scaling.channels())
        {
            let centered = number - mean;
            let cut = cut(*gradient, centered * factor + offset);
            *gradient = factor * (cut - beta - centered * normalize * gamma);
        }
    }
}

/// A gradient as it comes back where no relu was.
#[inline(always)]
fn uncut(gradient: f32, _: f32) -> f32 {
    gradient
}
