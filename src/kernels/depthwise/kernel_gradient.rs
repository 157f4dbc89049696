//! What a row of the output's gradient says about each channel's own kernel.

use rayon::prelude::*;

use super::super::buffer::Buffer;
use super::super::geometry::{ConvolutionGeometry, Tap};
use super::super::rows::add;
use super::super::simd::vectorized_products;
use super::lanes::{LANES, Pixels, added};
use super::strip::{PIXELS, Plan, Strip};

/// Into how many parts the gradient of the kernel is summed, at most.
const PARTS: usize = 64;

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
                vectorized_products(
                    #[inline(always)]
                    |fused| row.add_to(fused, &mut sums),
                );
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
    fn add_to(&self, fused: bool, sums: &mut [f32]) {
        let [_, wide, channels] = self.sizes;
        for line in self.lines {
            let sums = &mut sums[line.tap * wide * channels..][..wide * channels];
            let done = match (wide, self.stride) {
                (3, 1) => self.strips::<3, 1>(fused, line, sums),
                (5, 1) => self.strips::<5, 1>(fused, line, sums),
                (3, 2) => self.strips::<3, 2>(fused, line, sums),
                (5, 2) => self.strips::<5, 2>(fused, line, sums),
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
    fn strips<const TAPS: usize, const STEP: usize>(
        &self,
        fused: bool,
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
                        *found = added(fused, *found, numbers, gradients);
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
