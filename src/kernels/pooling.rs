//! Poolings of channels-last maps, one map a task.

use std::ops::Range;

use rayon::prelude::*;

use super::buffer::Buffer;
use super::rows::{add, add_multiple};
use super::simd::vectorized;

/// The sizes of one pooling. Pairs are `[vertical, horizontal]`, in pixels.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PoolingGeometry {
    /// `[batch, height, width, channels]` of the maps.
    pub maps: [usize; 4],
    /// Of the window, vertical and horizontal.
    pub size: [usize; 2],
    /// From window to window.
    pub strides: [usize; 2],
    /// Pixels of padding before the map.
    pub before: [usize; 2],
    /// Height and width of the output.
    pub out: [usize; 2],
}

/// Where each largest number was found: the tap of its window, line by line.
pub type Places = Vec<u16>;

impl PoolingGeometry {
    /// `[batch, out_height, out_width, channels]`.
    pub fn output_shape(&self) -> [usize; 4] {
        [self.maps[0], self.out[0], self.out[1], self.maps[3]]
    }

    /// Whether `Places` can tell all taps of a window apart.
    pub fn fits(&self) -> bool {
        u16::try_from(self.size[0] * self.size[1]).is_ok()
    }

    fn map_length(&self) -> usize {
        self.maps[1] * self.maps[2] * self.maps[3]
    }

    fn output_length(&self) -> usize {
        self.out[0] * self.out[1] * self.maps[3]
    }

    /// Each window's output pixel, tap and map pixel, as indices of their first channels, taps in order.
    #[inline(always)]
    fn for_each_tap(&self, mut visit: impl FnMut(usize, usize, usize)) {
        let [_, height, width, channels] = self.maps;
        for out_y in 0..self.out[0] {
            for out_x in 0..self.out[1] {
                let output = (out_y * self.out[1] + out_x) * channels;
                let lines = self.taps(0, out_y, height);
                for tap_y in lines {
                    let y = out_y * self.strides[0] + tap_y - self.before[0];
                    for tap_x in self.taps(1, out_x, width) {
                        let x = out_x * self.strides[1] + tap_x - self.before[1];
                        let tap = tap_y * self.size[1] + tap_x;
                        visit(output, tap, (y * width + x) * channels);
                    }
                }
            }
        }
    }

    /// The taps of a window on one axis that lie inside of the map.
    #[inline(always)]
    fn taps(&self, axis: usize, out: usize, length: usize) -> Range<usize> {
        let start = out * self.strides[axis];
        let first = self.before[axis].saturating_sub(start);
        let last = (length + self.before[axis]).saturating_sub(start);
        first..last.clamp(first, self.size[axis])
    }

    /// How many taps of each window lie inside of the map: what an average divides by.
    fn counts(&self) -> Vec<f32> {
        let mut counts = vec![0.0; self.out[0] * self.out[1]];
        self.for_each_tap(|output, _, _| counts[output / self.maps[3]] += 1.0);
        counts
    }
}

/// The largest number of each window, NaN where there is one, and where it was found.
pub fn max(maps: &[f32], geometry: &PoolingGeometry) -> (Buffer, Places) {
    let channels = geometry.maps[3];
    let output_length = geometry.output_length();
    let mut output = Buffer::of(geometry.maps[0] * output_length);
    let mut places = vec![0; output.len()];
    output
        .par_chunks_mut(output_length.max(1))
        .zip(places.par_chunks_mut(output_length.max(1)))
        .zip(maps.par_chunks(geometry.map_length().max(1)))
        .for_each(|((output, places), map)| {
            vectorized(
                #[inline(always)]
                || {
                    output.fill(f32::NEG_INFINITY);
                    geometry.for_each_tap(
                        #[inline(always)]
                        |out, tap, from| {
                            let output = &mut output[out..out + channels];
                            let places = &mut places[out..out + channels];
                            keep_largest(output, places, tap as u16, &map[from..from + channels]);
                        },
                    );
                },
            );
        });
    (output, places)
}

#[inline(always)]
fn keep_largest(output: &mut [f32], places: &mut [u16], tap: u16, numbers: &[f32]) {
    for ((largest, place), number) in output.iter_mut().zip(places).zip(numbers) {
        // As Burn does: NaN wins, and of several the last.
        let wins = *number > *largest || number.is_nan();
        *largest = if wins { *number } else { *largest };
        *place = if wins { tap } else { *place };
    }
}

/// The gradient of the maps: each window's gradient goes to where its largest number was found.
pub fn max_gradient(output_gradient: &[f32], places: &[u16], geometry: &PoolingGeometry) -> Buffer {
    gradient(
        geometry,
        #[inline(always)]
        |pixel, tap, sums| {
            let found = output_gradient[pixel.clone()].iter().zip(&places[pixel]);
            for (sum, (output, place)) in sums.iter_mut().zip(found) {
                *sum += if *place == tap as u16 { *output } else { 0.0 };
            }
        },
    )
}

/// The mean of each window; padding is not counted.
pub fn average(maps: &[f32], geometry: &PoolingGeometry) -> Buffer {
    let channels = geometry.maps[3];
    let output_length = geometry.output_length();
    let counts = geometry.counts();
    let mut output = Buffer::of(geometry.maps[0] * output_length);
    output
        .par_chunks_mut(output_length.max(1))
        .zip(maps.par_chunks(geometry.map_length().max(1)))
        .for_each(|(output, map)| {
            vectorized(
                #[inline(always)]
                || {
                    output.fill(0.0);
                    geometry.for_each_tap(
                        #[inline(always)]
                        |out, _, from| {
                            let sums = &mut output[out..out + channels];
                            add(sums, &map[from..from + channels]);
                        },
                    );
                    for (pixel, count) in output.chunks_exact_mut(channels).zip(&counts) {
                        for sum in pixel {
                            *sum /= count;
                        }
                    }
                },
            );
        });
    output
}

/// The gradient of the maps: each pixel of a window gets its share.
pub fn average_gradient(output_gradient: &[f32], geometry: &PoolingGeometry) -> Buffer {
    let (counts, channels) = (geometry.counts(), geometry.maps[3]);
    gradient(
        geometry,
        #[inline(always)]
        |pixel, _, sums| {
            let share = 1.0 / counts[pixel.start / channels % counts.len()];
            add_multiple(sums, &output_gradient[pixel], share);
        },
    )
}

/// A gradient of the maps: `give` adds to a pixel of them what a window owes it, given the channels of the window's
/// output in the whole batch and the tap that the pixel is seen by.
fn gradient(
    geometry: &PoolingGeometry,
    give: impl Fn(Range<usize>, usize, &mut [f32]) + Sync,
) -> Buffer {
    let (channels, map_length) = (geometry.maps[3], geometry.map_length());
    let mut gradient = Buffer::of(geometry.maps[0] * map_length);
    gradient
        .par_chunks_mut(map_length.max(1))
        .enumerate()
        .for_each(|(map, gradient)| {
            let first = map * geometry.output_length();
            vectorized(
                #[inline(always)]
                || {
                    gradient.fill(0.0);
                    geometry.for_each_tap(
                        #[inline(always)]
                        |out, tap, to| {
                            let pixel = first + out..first + out + channels;
                            give(pixel, tap, &mut gradient[to..to + channels]);
                        },
                    );
                },
            );
        });
    gradient
}
