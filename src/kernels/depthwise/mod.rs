//! Convolution of each channel by itself, and its gradients, on slices.
//!
//! A matrix product of one column would leave all but one lane of a vector idle; here the lanes are neighboring channels, and
//! sums stay in registers while the taps go by: those of a strip of neighboring pixels, or of many channels of a single one. No
//! padded copy of the maps is made: windows that reach over them lack some taps.

mod lanes;
mod strip;

use rayon::prelude::*;

use super::buffer::Buffer;
use super::geometry::{ConvolutionGeometry, Tap};
use super::rows::add;
use super::simd::{is_fused, vectorized};
use lanes::{LANES, Pixels, added, lanes};
use strip::{PIXELS, Plan, Strip};

/// Registers of sums at once: as many products as a machine has under way.
const REGISTERS: usize = 4;
/// Into how many parts the gradient of the kernel is summed, at most.
const PARTS: usize = 64;

/// The output, with `bias` where there is one.
pub fn forward(
    maps: &[f32],
    kernel: &[f32],
    bias: Option<&[f32]>,
    geometry: &ConvolutionGeometry,
) -> Buffer {
    let [_, height, width, channels] = geometry.maps_shape();
    let [lines, columns] = [0, 1].map(|axis| geometry.taps(axis));
    let [_, stride] = geometry.strides();
    let pass = Pass {
        source: maps,
        source_size: [height, width],
        kernel,
        kernel_width: geometry.kernel_shape()[1],
        start: bias,
        channels,
        plan: Plan::new(&columns, 1, stride),
        source_step: stride,
        lines,
        columns,
    };
    pass.run(geometry.output_shape())
}

/// The gradient of the maps, given the output's.
pub fn maps_gradient(
    output_gradient: &[f32],
    kernel: &[f32],
    geometry: &ConvolutionGeometry,
) -> Buffer {
    let [_, height, width, channels] = geometry.output_shape();
    let [lines, columns] = [0, 1].map(|axis| geometry.taps_backwards(axis));
    let [_, stride] = geometry.strides();
    let pass = Pass {
        source: output_gradient,
        source_size: [height, width],
        kernel,
        kernel_width: geometry.kernel_shape()[1],
        start: None,
        channels,
        plan: Plan::new(&columns, stride, 1),
        source_step: 1,
        lines,
        columns,
    };
    pass.run(geometry.maps_shape())
}

/// The gradient of the kernel, given the output's.
pub fn kernel_gradient(
    maps: &[f32],
    output_gradient: &[f32],
    geometry: &ConvolutionGeometry,
) -> Buffer {
    let [batch, out_height, out_width, channels] = geometry.output_shape();
    let [tall, wide, ..] = geometry.kernel_shape();
    let [lines, columns] = [0, 1].map(|axis| geometry.taps(axis));
    let [_, stride] = geometry.strides();
    let plan = Plan::new(&columns, 1, stride);
    let part = (batch * out_height).div_ceil(PARTS).max(1);
    let line = (out_width * channels).max(1);
    let parts: Vec<Buffer> = output_gradient
        .par_chunks(part * line)
        .enumerate()
        .map(|(index, gradients)| {
            let mut sums = Buffer::zeros(tall * wide * channels);
            for (row, gradients) in (index * part..).zip(gradients.chunks_exact(line)) {
                let row = KernelRow {
                    map: &maps[row / out_height * geometry.map_length()..],
                    gradients,
                    lines: &lines[row % out_height],
                    columns: &columns,
                    plan: &plan,
                    sizes: [geometry.maps_shape()[2], wide, channels],
                    stride,
                };
                if is_fused() {
                    vectorized(
                        #[inline(always)]
                        || row.add_to::<true>(&mut sums),
                    );
                } else {
                    vectorized(
                        #[inline(always)]
                        || row.add_to::<false>(&mut sums),
                    );
                }
            }
            sums
        })
        .collect();
    let mut gradient = Buffer::zeros(tall * wide * channels);
    for part in &parts {
        add(&mut gradient, part);
    }
    gradient
}

/// What every pixel of a result is summed up from.
struct Pass<'a> {
    source: &'a [f32],
    source_size: [usize; 2],
    /// `[kernel_height, kernel_width, channels]`
    kernel: &'a [f32],
    kernel_width: usize,
    /// What the sums begin with, one for each channel.
    start: Option<&'a [f32]>,
    channels: usize,
    /// For each place of the result along an axis, the places of the source that it is summed up from.
    lines: Vec<Vec<Tap>>,
    columns: Vec<Vec<Tap>>,
    plan: Plan,
    /// How far the sources of a strip's pixels lie apart.
    source_step: usize,
}

impl Pass<'_> {
    fn run(&self, [batch, height, width, channels]: [usize; 4]) -> Buffer {
        let mut output = Buffer::of(batch * height * width * channels);
        output
            .par_chunks_mut((width * channels).max(1))
            .enumerate()
            .for_each(|(row, output)| {
                if is_fused() {
                    vectorized(
                        #[inline(always)]
                        || self.row::<true>(row / height, row % height, output),
                    );
                } else {
                    vectorized(
                        #[inline(always)]
                        || self.row::<false>(row / height, row % height, output),
                    );
                }
            });
        output
    }

    #[inline(always)]
    fn row<const FUSED: bool>(&self, map: usize, y: usize, output: &mut [f32]) {
        let lines = Lines {
            first_line: map * self.source_size[0],
            taps: &self.lines[y],
        };
        for strip in &self.plan.strips {
            match (strip.taps.as_slice(), self.source_step) {
                (&[a], 1) => self.strip::<FUSED, 1, 1>(&lines, strip, [a], output),
                (&[a, b], 1) => self.strip::<FUSED, 2, 1>(&lines, strip, [a, b], output),
                (&[a, b, c], 1) => self.strip::<FUSED, 3, 1>(&lines, strip, [a, b, c], output),
                (&[a, b, c, d, e], 1) => {
                    self.strip::<FUSED, 5, 1>(&lines, strip, [a, b, c, d, e], output);
                }
                (&[a, b, c], 2) => self.strip::<FUSED, 3, 2>(&lines, strip, [a, b, c], output),
                (&[a, b, c, d, e], 2) => {
                    self.strip::<FUSED, 5, 2>(&lines, strip, [a, b, c, d, e], output);
                }
                _ => {
                    for x in strip.pixels() {
                        self.pixel::<FUSED>(&lines, x, 0, output);
                    }
                }
            }
        }
        for &x in &self.plan.single {
            self.pixel::<FUSED>(&lines, x, 0, output);
        }
    }

    /// The sums of a strip's pixels: what they read is read once, and weights stay in registers for all of them.
    #[inline(always)]
    fn strip<const FUSED: bool, const TAPS: usize, const STEP: usize>(
        &self,
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
                        *sums = added::<FUSED>(*sums, numbers, *weights);
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
                self.pixel::<FUSED>(lines, x, first, output);
            }
        }
    }

    /// The sums of one pixel's channels from `first` on.
    #[inline(always)]
    fn pixel<const FUSED: bool>(
        &self,
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
                self.block::<FUSED, REGISTERS>(taps, first, pixel);
                first += LANES * REGISTERS;
            } else if left >= LANES {
                self.block::<FUSED, 1>(taps, first, pixel);
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
    fn block<const FUSED: bool, const COUNT: usize>(
        &self,
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
                *sums = added::<FUSED>(*sums, numbers, weights);
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

/// One row of the output's gradient, and what it says about the kernel.
struct KernelRow<'a> {
    map: &'a [f32],
    gradients: &'a [f32],
    /// The lines of the map that the row was summed up from.
    lines: &'a [Tap],
    /// For each pixel of the row, the columns of the map that it was summed up from.
    columns: &'a [Vec<Tap>],
    plan: &'a Plan,
    /// Width of the map, taps in a line of the kernel, channels.
    sizes: [usize; 3],
    stride: usize,
}

impl KernelRow<'_> {
    #[inline(always)]
    fn add_to<const FUSED: bool>(&self, sums: &mut [f32]) {
        let [_, wide, channels] = self.sizes;
        for line in self.lines {
            let sums = &mut sums[line.tap * wide * channels..][..wide * channels];
            let done = match (wide, self.stride) {
                (3, 1) => self.strips::<FUSED, 3, 1>(line, sums),
                (5, 1) => self.strips::<FUSED, 5, 1>(line, sums),
                (3, 2) => self.strips::<FUSED, 3, 2>(line, sums),
                (5, 2) => self.strips::<FUSED, 5, 2>(line, sums),
                _ => 0,
            };
            for x in self.plan.strips.iter().flat_map(Strip::pixels) {
                self.pixel(line, x, done, sums);
            }
            for &x in &self.plan.single {
                self.pixel(line, x, 0, sums);
            }
        }
    }

    /// Adds what all strips say about one line of the kernel; returns how many channels of it are done.
    #[inline(always)]
    fn strips<const FUSED: bool, const TAPS: usize, const STEP: usize>(
        &self,
        line: &Tap,
        sums: &mut [f32],
    ) -> usize {
        let [width, _, channels] = self.sizes;
        // A strip without one of the taps lies in the padding, as no strip of the kernels here does.
        if self.plan.strips.iter().any(|strip| strip.taps.len() < TAPS) {
            return 0;
        }
        let mut first = 0;
        while first + LANES <= channels {
            let mut found = [[0.0; LANES]; TAPS];
            for strip in &self.plan.strips {
                let source = (line.place * width + strip.source) * channels + first;
                let count = (PIXELS - 1) * STEP + TAPS;
                let source = Pixels::new(self.map, source, channels, count);
                let pixels = strip.first * channels + first;
                let pixels = Pixels::new(self.gradients, pixels, channels, PIXELS);
                for pixel in 0..PIXELS {
                    let gradients = pixels.get(pixel);
                    for (tap, found) in found.iter_mut().enumerate() {
                        let numbers = source.get(pixel * STEP + tap);
                        *found = added::<FUSED>(*found, numbers, gradients);
                    }
                }
            }
            for (tap, found) in found.iter().enumerate() {
                add(&mut sums[tap * channels + first..][..LANES], found);
            }
            first += LANES;
        }
        first
    }

    /// Adds what one pixel says about the channels from `first` on.
    #[inline(always)]
    fn pixel(&self, line: &Tap, x: usize, first: usize, sums: &mut [f32]) {
        let [width, _, channels] = self.sizes;
        let gradients = &self.gradients[x * channels + first..(x + 1) * channels];
        for column in &self.columns[x] {
            let place = (line.place * width + column.place) * channels;
            let numbers = &self.map[place + first..place + channels];
            let sums = &mut sums[column.tap * channels + first..][..numbers.len()];
            for ((sum, number), gradient) in sums.iter_mut().zip(numbers).zip(gradients) {
                *sum += number * gradient;
            }
        }
    }
}
