//! Sums over the taps of each channel's own kernel, for every pixel of a result: of the output, or of the maps' gradient.

use rayon::prelude::*;

use super::super::buffer::Buffer;
use super::super::geometry::Tap;
use super::super::simd::vectorized_products;
use super::lanes::{LANES, Pixels, added, lanes};
use super::strip::{PIXELS, Plan, Strip};

/// Registers of sums at once: as many products as a machine has under way.
const REGISTERS: usize = 4;

/// What every pixel of a result is summed up from.
pub struct Pass<'a> {
    pub source: &'a [f32],
    pub source_size: [usize; 2],
    /// `[kernel_height, kernel_width, channels]`
    pub kernel: &'a [f32],
    pub kernel_width: usize,
    /// What the sums begin with, one for each channel.
    pub start: Option<&'a [f32]>,
    pub channels: usize,
    /// For each place of the result along an axis, the places of the source that it is summed up from.
    pub lines: Vec<Vec<Tap>>,
    pub columns: Vec<Vec<Tap>>,
    pub plan: Plan,
    /// How far the sources of a strip's pixels lie apart.
    pub source_step: usize,
}

impl Pass<'_> {
    /// The sums for each pixel of a result of this shape.
    pub fn run(&self, [batch, height, width, channels]: [usize; 4]) -> Buffer {
        let mut output = Buffer::of(batch * height * width * channels);
        output
            .par_chunks_mut((width * channels).max(1))
            .enumerate()
            .for_each(|(row, output)| {
                vectorized_products(
                    #[inline(always)]
                    |fused| self.row(fused, row / height, row % height, output),
                );
            });
        output
    }

    #[inline(always)]
    fn row(&self, fused: bool, map: usize, y: usize, output: &mut [f32]) {
        let lines = Lines {
            first_line: map * self.source_size[0],
            taps: &self.lines[y],
        };
        for strip in &self.plan.strips {
            match (strip.taps.as_slice(), self.source_step) {
                (&[a], 1) => self.strip::<1, 1>(fused, &lines, strip, [a], output),
                (&[a, b], 1) => self.strip::<2, 1>(fused, &lines, strip, [a, b], output),
                (&[a, b, c], 1) => self.strip::<3, 1>(fused, &lines, strip, [a, b, c], output),
                (&[a, b, c, d, e], 1) => {
                    self.strip::<5, 1>(fused, &lines, strip, [a, b, c, d, e], output);
                }
                (&[a, b, c], 2) => self.strip::<3, 2>(fused, &lines, strip, [a, b, c], output),
                (&[a, b, c, d, e], 2) => {
                    self.strip::<5, 2>(fused, &lines, strip, [a, b, c, d, e], output);
                }
                _ => {
                    for x in strip.pixels() {
                        self.pixel(fused, &lines, x, 0, output);
                    }
                }
            }
        }
        for &x in &self.plan.single {
            self.pixel(fused, &lines, x, 0, output);
        }
    }

    /// The sums of a strip's pixels: what they read is read once, and weights stay in registers for all of them.
    #[inline(always)]
    fn strip<const TAPS: usize, const STEP: usize>(
        &self,
        fused: bool,
        lines: &Lines<'_>,
        strip: &Strip,
        taps: [usize; TAPS],
        output: &mut [f32],
    ) {
        let channels = self.channels;
        let mut first = 0;
        while first + LANES <= channels {
            let mut sums = [[0.0; LANES]; PIXELS];
            if let Some(start) = self.start {
                sums = [lanes(start, first); PIXELS];
            }
            for line in lines.taps {
                let source = self.place(lines, line, strip.source) + first;
                let mut weights = [[0.0; LANES]; TAPS];
                for (weights, tap) in weights.iter_mut().zip(taps) {
                    *weights = lanes(self.kernel, self.tap(line, tap) + first);
                }
                let count = (PIXELS - 1) * STEP + TAPS;
                let source = Pixels::new(self.source, source, channels, count);
                for (pixel, sums) in sums.iter_mut().enumerate() {
                    for (tap, weights) in weights.iter().enumerate() {
                        let numbers = source.get(pixel * STEP + tap);
                        *sums = added(fused, *sums, numbers, *weights);
                    }
                }
            }
            for (x, sums) in strip.pixels().zip(&sums) {
                output[x * channels + first..][..LANES].copy_from_slice(sums);
            }
            first += LANES;
        }
        if first < channels {
            for x in strip.pixels() {
                self.pixel(fused, lines, x, first, output);
            }
        }
    }

    /// The sums of one pixel's channels from `first` on.
    #[inline(always)]
    fn pixel(
        &self,
        fused: bool,
        lines: &Lines<'_>,
        x: usize,
        mut first: usize,
        output: &mut [f32],
    ) {
        let pixel = &mut output[x * self.channels..][..self.channels];
        while first < self.channels {
            let taps = lines.taps.iter().flat_map(|line| {
                let columns = self.columns[x].iter();
                columns.map(move |column| {
                    let source = self.place(lines, line, column.place);
                    (source + first, self.tap(line, column.tap) + first)
                })
            });
            let left = self.channels - first;
            if left >= LANES * REGISTERS {
                self.block::<REGISTERS>(fused, taps, first, pixel);
                first += LANES * REGISTERS;
            } else if left >= LANES {
                self.block::<1>(fused, taps, first, pixel);
                first += LANES;
            } else {
                self.rest(taps, first, pixel);
                first = self.channels;
            }
        }
    }

    /// Where the numbers of a pixel of the source start.
    #[inline(always)]
    fn place(&self, lines: &Lines<'_>, line: &Tap, column: usize) -> usize {
        let [_, width] = self.source_size;
        ((lines.first_line + line.place) * width + column) * self.channels
    }

    /// Where the weights of a tap start.
    #[inline(always)]
    fn tap(&self, line: &Tap, column: usize) -> usize {
        (line.tap * self.kernel_width + column) * self.channels
    }

    /// The sums of `COUNT` registers of channels from `first` on.
    #[inline(always)]
    fn block<const COUNT: usize>(
        &self,
        fused: bool,
        taps: impl Iterator<Item = (usize, usize)>,
        first: usize,
        pixel: &mut [f32],
    ) {
        let mut sums = [[0.0; LANES]; COUNT];
        if let Some(start) = self.start {
            for (register, sums) in sums.iter_mut().enumerate() {
                *sums = lanes(start, first + register * LANES);
            }
        }
        for (source, tap) in taps {
            for (register, sums) in sums.iter_mut().enumerate() {
                let numbers = lanes(self.source, source + register * LANES);
                let weights = lanes(self.kernel, tap + register * LANES);
                *sums = added(fused, *sums, numbers, weights);
            }
        }
        for (register, sums) in sums.iter().enumerate() {
            let place = first + register * LANES;
            pixel[place..place + LANES].copy_from_slice(sums);
        }
    }

    /// The sums of the last channels, fewer than a register holds.
    #[inline(always)]
    fn rest(&self, taps: impl Iterator<Item = (usize, usize)>, first: usize, pixel: &mut [f32]) {
        let count = self.channels - first;
        let pixel = &mut pixel[first..];
        match self.start {
            Some(start) => pixel.copy_from_slice(&start[first..]),
            None => pixel.fill(0.0),
        }
        for (source, tap) in taps {
            let numbers = &self.source[source..source + count];
            let weights = &self.kernel[tap..tap + count];
            for ((sum, number), weight) in pixel.iter_mut().zip(numbers).zip(weights) {
                *sum += number * weight;
            }
        }
    }
}

/// The lines of the source that a row of the result is summed up from.
struct Lines<'a> {
    /// The first line of the map, counted from the first of all maps.
    first_line: usize,
    taps: &'a [Tap],
}
