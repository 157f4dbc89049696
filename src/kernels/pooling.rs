//! Poolings of channels-last maps: a task is a line of the output, or of gradients a map.

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

    /// Numbers of a line of the output, at least one.
    fn line_length(&self) -> usize {
        (self.out[1] * self.maps[3]).max(1)
    }

    /// Each window's output pixel, tap and map pixel, as indices of their first channels, taps in order.
    #[inline(always)]
    fn for_each_tap(&self, mut visit: impl FnMut(usize, usize, usize)) {
        for out_y in 0..self.out[0] {
            for out_x in 0..self.out[1] {
                let output = (out_y * self.out[1] + out_x) * self.maps[3];
                self.for_each_tap_of(
                    [out_y, out_x],
                    #[inline(always)]
                    |tap, from| visit(output, tap, from),
                );
            }
        }
    }

    /// The taps of one window, and where the first channel of the pixel lies that each sees.
    #[inline(always)]
    fn for_each_tap_of(&self, [out_y, out_x]: [usize; 2], mut visit: impl FnMut(usize, usize)) {
        let [_, height, width, channels] = self.maps;
        let columns = self.taps(1, out_x, width);
        for tap_y in self.taps(0, out_y, height) {
            let y = out_y * self.strides[0] + tap_y - self.before[0];
            for tap_x in columns.clone() {
                let x = out_x * self.strides[1] + tap_x - self.before[1];
                visit(tap_y * self.size[1] + tap_x, (y * width + x) * channels);
            }
        }
    }

    /// The map that a line of the output sees, and the line's place there; lines are counted through the batch.
    fn seen<'a>(&self, maps: &'a [f32], line: usize) -> (&'a [f32], usize) {
        let map = line / self.out[0] * self.map_length();
        (&maps[map..map + self.map_length()], line % self.out[0])
    }

    /// The taps of a window on one axis that lie inside of the map.
    #[inline(always)]
    fn taps(&self, axis: usize, out: usize, length: usize) -> Range<usize> {
        let start = out * self.strides[axis];
        let first = self.before[axis].saturating_sub(start);
        let last = (length + self.before[axis]).saturating_sub(start);
        first..last.clamp(first, self.size[axis])
    }

    /// How many taps of a window lie inside of the map: what an average divides by.
    #[inline(always)]
    fn count(&self, [out_y, out_x]: [usize; 2]) -> f32 {
        let [_, height, width, _] = self.maps;
        (self.taps(0, out_y, height).len() * self.taps(1, out_x, width).len()) as f32
    }
}

/// Channels that are pooled at once, in registers; and of those that are left.
const LANES: usize = 16;
const FEW_LANES: usize = 4;

/// The largest number of each window, NaN where there is one.
pub fn max(maps: &[f32], geometry: &PoolingGeometry) -> Buffer {
    let mut output = Buffer::of(geometry.maps[0] * geometry.output_length());
    let lines = output.par_chunks_mut(geometry.line_length()).enumerate();
    lines.for_each(|(line, output)| max_of_line(maps, geometry, line, output, None));
    output
}

/// The same, and where each was found.
pub fn max_and_places(maps: &[f32], geometry: &PoolingGeometry) -> (Buffer, Places) {
    let mut output = Buffer::of(geometry.maps[0] * geometry.output_length());
    let mut places = vec![0; output.len()];
    let length = geometry.line_length();
    let lines = output
        .par_chunks_mut(length)
        .zip(places.par_chunks_mut(length));
    lines.enumerate().for_each(|(line, (output, places))| {
        max_of_line(maps, geometry, line, output, Some(places));
    });
    (output, places)
}

fn max_of_line(
    maps: &[f32],
    geometry: &PoolingGeometry,
    line: usize,
    output: &mut [f32],
    mut places: Option<&mut [u16]>,
) {
    let (map, out_y) = geometry.seen(maps, line);
    let channels = geometry.maps[3];
    vectorized(
        #[inline(always)]
        || {
            for (out_x, pixel) in output.chunks_exact_mut(channels).enumerate() {
                let window = [out_y, out_x];
                let places = places.as_deref_mut();
                let mut places = places.map(|places| &mut places[out_x * channels..][..channels]);
                let mut done = 0;
                done = max_of_lanes::<LANES>(map, geometry, window, done, pixel, &mut places);
                done = max_of_lanes::<FEW_LANES>(map, geometry, window, done, pixel, &mut places);
                max_of_lanes::<1>(map, geometry, window, done, pixel, &mut places);
            }
        },
    );
}

/// A window's channels from the first that is not done yet, as long as there are enough for `WIDTH` lanes. Returns how many are done then.
#[inline(always)]
fn max_of_lanes<const WIDTH: usize>(
    map: &[f32],
    geometry: &PoolingGeometry,
    window: [usize; 2],
    mut done: usize,
    pixel: &mut [f32],
    places: &mut Option<&mut [u16]>,
) -> usize {
    while let Some(output) = pixel[done..].first_chunk_mut::<WIDTH>() {
        let mut largest = [f32::NEG_INFINITY; WIDTH];
        let mut found = [0; WIDTH];
        geometry.for_each_tap_of(
            window,
            #[inline(always)]
            |tap, from| {
                let numbers = &map[from + done..][..WIDTH];
                for ((largest, found), number) in largest.iter_mut().zip(&mut found).zip(numbers) {
                    // As Burn does: NaN wins, and of several the last.
                    let wins = *number > *largest || number.is_nan();
                    *largest = if wins { *number } else { *largest };
                    *found = if wins { tap as u32 } else { *found };
                }
            },
        );
        *output = largest;
        if let Some(places) = places {
            let places = &mut places[done..done + WIDTH];
            for (place, found) in places.iter_mut().zip(found) {
                *place = found as u16;
            }
        }
        done += WIDTH;
    }
    done
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
    let mut output = Buffer::of(geometry.maps[0] * geometry.output_length());
    let lines = output.par_chunks_mut(geometry.line_length()).enumerate();
    lines.for_each(|(line, output)| {
        let (map, out_y) = geometry.seen(maps, line);
        vectorized(
            #[inline(always)]
            || {
                for (out_x, pixel) in output.chunks_exact_mut(channels).enumerate() {
                    pixel.fill(0.0);
                    geometry.for_each_tap_of(
                        [out_y, out_x],
                        #[inline(always)]
                        |_, from| add(pixel, &map[from..from + channels]),
                    );
                    let count = geometry.count([out_y, out_x]);
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
    let [_, _, _, channels] = geometry.maps;
    let [out_height, out_width] = geometry.out;
    gradient(
        geometry,
        #[inline(always)]
        |pixel, _, sums| {
            let place = pixel.start / channels;
            let window = [place / out_width % out_height, place % out_width];
            let share = 1.0 / geometry.count(window);
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
