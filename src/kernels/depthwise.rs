//! Convolution of each channel by itself, and its gradients, on slices.
//!
//! A matrix product of one column would leave all but one lane of a vector idle; here the lanes are neighboring channels. Each
//! pixel's sums stay in registers while its taps go by, and no padded copy of the maps is made.

use rayon::prelude::*;

use super::buffer::Buffer;
use super::geometry::{ConvolutionGeometry, Tap};
use super::rows::add;
use super::simd::{Instructions, instructions, vectorized};

/// Channels whose sums one register of the widest machines holds.
const LANES: usize = 16;
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
    let axes = [0, 1].map(|axis| geometry.taps(axis));
    let pass = Pass {
        source: maps,
        source_size: [height, width],
        kernel,
        start: bias,
        channels,
        axes,
        columns: geometry.kernel_shape()[1],
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
    let axes = [0, 1].map(|axis| geometry.taps_backwards(axis));
    let pass = Pass {
        source: output_gradient,
        source_size: [height, width],
        kernel,
        start: None,
        channels,
        axes,
        columns: geometry.kernel_shape()[1],
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
    let axes = [0, 1].map(|axis| geometry.taps(axis));
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
                    lines: &axes[0][row % out_height],
                    columns: &axes[1],
                    sizes: [geometry.maps_shape()[2], wide, channels],
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

/// Whether a product is added in one instruction; elsewhere `mul_add` would call a function.
fn is_fused() -> bool {
    cfg!(target_arch = "aarch64") || instructions() > Instructions::Baseline
}

/// What every pixel of a result is summed up from.
struct Pass<'a> {
    source: &'a [f32],
    source_size: [usize; 2],
    /// `[kernel_height, kernel_width, channels]`
    kernel: &'a [f32],
    /// What the sums begin with, one for each channel.
    start: Option<&'a [f32]>,
    channels: usize,
    /// For each place of the result along an axis, the places of the source that it is summed up from.
    axes: [Vec<Vec<Tap>>; 2],
    /// Taps in a line of the kernel.
    columns: usize,
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
        let [height, width] = self.source_size;
        for (x, pixel) in output.chunks_exact_mut(self.channels).enumerate() {
            let mut first = 0;
            while first < self.channels {
                let place = |line: &Tap, column: &Tap| {
                    let pixel = (map * height + line.place) * width + column.place;
                    let tap = line.tap * self.columns + column.tap;
                    (pixel * self.channels + first, tap * self.channels + first)
                };
                let taps = self.axes[0][y].iter();
                let taps = taps.flat_map(|line| {
                    let columns = self.axes[1][x].iter();
                    columns.map(move |column| place(line, column))
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

/// One row of the output's gradient, and what it says about the kernel.
struct KernelRow<'a> {
    map: &'a [f32],
    gradients: &'a [f32],
    /// The lines of the map that the row was summed up from.
    lines: &'a [Tap],
    /// For each pixel of the row, the columns of the map that it was summed up from.
    columns: &'a [Vec<Tap>],
    /// Width of the map, taps in a line of the kernel, channels.
    sizes: [usize; 3],
}

impl KernelRow<'_> {
    #[inline(always)]
    fn add_to<const FUSED: bool>(&self, sums: &mut [f32]) {
        let [width, wide, channels] = self.sizes;
        for line in self.lines {
            for tap in 0..wide {
                let sums = &mut sums[(line.tap * wide + tap) * channels..][..channels];
                let pixels = self.columns.iter().enumerate();
                let pixels = pixels.filter_map(|(x, columns)| {
                    let column = columns.iter().find(|column| column.tap == tap)?;
                    let pixel = line.place * width + column.place;
                    Some((pixel * channels, x * channels))
                });
                let mut first = 0;
                while first + LANES * REGISTERS <= channels {
                    self.block::<FUSED, REGISTERS>(pixels.clone(), first, sums);
                    first += LANES * REGISTERS;
                }
                while first + LANES <= channels {
                    self.block::<FUSED, 1>(pixels.clone(), first, sums);
                    first += LANES;
                }
                for (pixel, gradient) in pixels {
                    let numbers = &self.map[pixel + first..pixel + channels];
                    let gradients = &self.gradients[gradient + first..gradient + channels];
                    for ((sum, number), gradient) in
                        sums[first..].iter_mut().zip(numbers).zip(gradients)
                    {
                        *sum += number * gradient;
                    }
                }
            }
        }
    }

    #[inline(always)]
    fn block<const FUSED: bool, const COUNT: usize>(
        &self,
        pixels: impl Iterator<Item = (usize, usize)>,
        first: usize,
        sums: &mut [f32],
    ) {
        let mut found = [[0.0; LANES]; COUNT];
        for (pixel, gradient) in pixels {
            for (register, found) in found.iter_mut().enumerate() {
                let place = first + register * LANES;
                let numbers = lanes(self.map, pixel + place);
                let gradients = lanes(self.gradients, gradient + place);
                *found = added::<FUSED>(*found, numbers, gradients);
            }
        }
        add(&mut sums[first..], found.as_flattened());
    }
}

#[inline(always)]
fn lanes(numbers: &[f32], first: usize) -> [f32; LANES] {
    let mut lanes = [0.0; LANES];
    lanes.copy_from_slice(&numbers[first..first + LANES]);
    lanes
}

/// `sums + one · other`
#[inline(always)]
fn added<const FUSED: bool>(
    mut sums: [f32; LANES],
    one: [f32; LANES],
    other: [f32; LANES],
) -> [f32; LANES] {
    for ((sum, one), other) in sums.iter_mut().zip(one).zip(other) {
        *sum = if FUSED {
            one.mul_add(other, *sum)
        } else {
            one * other + *sum
        };
    }
    sums
}
