//! Convolution of few channels, whose windows are read where they lie (direct convolution): to copy a window takes as long as to
//! multiply it with some dozen filters.
//!
//! A line of the kernel lies in the maps as one run of numbers, and the next window's run begins a few numbers later. So a tile of sums
//! takes its factors from the maps themselves, for all lines of the kernel one after the other. Numbers are summed in the order of
//! the product over all windows, so that both give the same bits.

use std::ops::Range;

use rayon::prelude::*;

use super::buffer::Buffer;
use super::geometry::{ConvolutionGeometry, Padded};
use super::product::{
    DEPTH, LeftSteps, OnTiles, Right, RightSteps, Start, Sums, Tile, Walk, chunks, tile_size,
    with_tile,
};
use super::rows::add;
use super::simd::vectorized;

/// The most numbers from window to window: where rows of a tile lie farther apart, copying them side by side is the sooner way.
/// Between 64 channels (a 1×1 convolution takes 3/4 of the time here) and 144 (it takes 1.5 times).
const STEP: usize = 64;
/// The most filters of a kernel whose gradient is computed here, since each of their tiles goes over the maps again: with 96 of 16
/// channels it takes as long, with 128 of 3 1.4 times. And the most numbers from window to window there.
const FILTERS: usize = 64;
const GRADIENT_STEP: usize = 32;
/// Windows that a task takes of a convolution whose windows all lie the same way apart.
const WINDOWS: usize = 240;

/// Whether a convolution is computed sooner here than as a product over its windows.
pub fn is_worth(geometry: &ConvolutionGeometry) -> bool {
    let [rows, _] = tile_size();
    fits(geometry) && step(geometry) <= STEP && line(geometry) >= rows
}

/// Whether the gradient of its kernel is.
pub fn is_worth_for_kernel(geometry: &ConvolutionGeometry) -> bool {
    let [rows, columns] = tile_size();
    let filters = geometry.filters();
    fits(geometry)
        && step(geometry) <= GRADIENT_STEP
        && geometry.run_length() >= rows
        && filters <= FILTERS
        && filters.is_multiple_of(columns)
}

/// Whether lines of the kernel are runs in the maps, and few enough that a tile sums them all up in one go.
fn fits(geometry: &ConvolutionGeometry) -> bool {
    geometry.groups() == 1
        && geometry.lines_are_runs()
        && (1..=DEPTH).contains(&geometry.window_length())
}

/// Windows that lie one step apart: those of a line of the output, or, where they are pixels, all.
fn line(geometry: &ConvolutionGeometry) -> usize {
    if geometry.is_pointwise() {
        return geometry.windows();
    }
    let [.., width, _] = geometry.output_shape();
    width
}

/// Numbers from window to window in a line.
fn step(geometry: &ConvolutionGeometry) -> usize {
    let [.., channels] = geometry.maps_shape();
    geometry.strides()[1] * channels
}

/// The output, with `bias` where there is one, of a convolution that [`is_worth`] it; the kernel has the windows' numbers as rows.
pub fn forward(
    maps: &[f32],
    kernel: &impl Right,
    bias: Option<&[f32]>,
    geometry: &ConvolutionGeometry,
) -> Buffer {
    let padded = Padded::new(maps, geometry);
    with_tile(Forward {
        windows: Windows::of(&padded),
        kernel,
        start: bias.map_or(Start::Zero, Start::Bias),
    })
}

/// The gradient of the kernel, given the output's, of a convolution that [`is_worth_for_kernel`] it.
pub fn kernel_gradient(
    maps: &[f32],
    output_gradient: &[f32],
    geometry: &ConvolutionGeometry,
) -> Buffer {
    let padded = Padded::new(maps, geometry);
    with_tile(KernelGradient {
        windows: Windows::of(&padded),
        output_gradient,
    })
}

/// The windows of a convolution where they lie. Steps are in numbers.
#[derive(Debug, Clone, Copy)]
struct Windows<'a> {
    maps: &'a [f32],
    geometry: &'a ConvolutionGeometry,
    /// Numbers of a run.
    run: usize,
    /// From window to window, down and to the right.
    steps: [usize; 2],
    /// From line to line of the kernel.
    tap_step: usize,
}

impl<'a> Windows<'a> {
    fn of(padded: &'a Padded<'_>) -> Self {
        let geometry = padded.geometry();
        let [_, _, width, channels] = geometry.maps_shape();
        let line = width * channels;
        Self {
            maps: padded.maps(),
            geometry,
            run: geometry.run_length(),
            steps: [geometry.strides()[0] * line, step(geometry)],
            tap_step: geometry.dilation_rate()[0] * line,
        }
    }

    /// The maps from the first window of a line of the output on; lines are counted through the batch.
    fn starting_with(&self, line: usize) -> &'a [f32] {
        let [_, height, ..] = self.geometry.output_shape();
        let map = line / height * self.geometry.map_length();
        &self.maps[map + line % height * self.steps[0]..]
    }
}

struct Forward<'a, K> {
    windows: Windows<'a>,
    kernel: &'a K,
    start: Start<'a>,
}

impl<K: Right> OnTiles for Forward<'_, K> {
    type Output = Buffer;

    fn compute<const ROWS: usize, const COLUMNS: usize>(self, tile: Tile<ROWS, COLUMNS>) -> Buffer {
        let geometry = self.windows.geometry;
        let filters = geometry.filters();
        let line = line(geometry);
        let part = if geometry.is_pointwise() {
            WINDOWS
        } else {
            line
        };
        let depth = geometry.window_length();
        let mut panels = Buffer::of(filters.next_multiple_of(COLUMNS) * depth);
        self.kernel
            .pack::<COLUMNS>(0..depth, 0..filters, &mut panels);
        let [_, step] = self.windows.steps;
        let walk = Walk {
            runs: geometry.kernel_shape()[0],
            length: self.windows.run,
            left: LeftSteps {
                run: self.windows.tap_step,
                row: step,
                depth: 1,
            },
            right: RightSteps {
                run: self.windows.run * COLUMNS,
                depth: COLUMNS,
            },
        };
        let mut output = Buffer::of(geometry.windows() * filters);
        let parts = output.par_chunks_mut(part * filters).enumerate();
        parts.for_each(|(index, target)| {
            let first = index * part;
            let windows = first % line..first % line + target.len() / filters;
            let maps = self.windows.starting_with(first / line);
            vectorized(
                #[inline(always)]
                || {
                    let mut sums = Sums::default();
                    let panels = panels.chunks_exact(COLUMNS * depth);
                    for (columns, panel) in chunks(0..filters, COLUMNS).zip(panels) {
                        for rows in chunks(windows.clone(), ROWS) {
                            // The last tile begins earlier, where it finds enough windows; what is not new stands already.
                            let start = rows.start.min(line - ROWS);
                            tile.multiply_in_place(&walk, &maps[start * step..], panel, &mut sums);
                            let new = &sums.0[rows.start - start..];
                            let pixels = &mut target[(rows.start - windows.start) * filters..];
                            self.write(pixels, columns.clone(), new);
                        }
                    }
                },
            );
        });
        output
    }
}

impl<K> Forward<'_, K> {
    /// Writes some numbers of pixels that follow one another.
    #[inline(always)]
    fn write<const COLUMNS: usize>(
        &self,
        pixels: &mut [f32],
        columns: Range<usize>,
        sums: &[[f32; COLUMNS]],
    ) {
        let filters = self.windows.geometry.filters();
        for (pixel, sums) in pixels.chunks_exact_mut(filters).zip(sums) {
            let numbers = &mut pixel[columns.clone()];
            self.start
                .write::<COLUMNS>(numbers, columns.start, true, sums);
        }
    }
}

struct KernelGradient<'a> {
    windows: Windows<'a>,
    output_gradient: &'a [f32],
}

impl OnTiles for KernelGradient<'_> {
    type Output = Buffer;

    fn compute<const ROWS: usize, const COLUMNS: usize>(self, tile: Tile<ROWS, COLUMNS>) -> Buffer {
        let geometry = self.windows.geometry;
        let filters = geometry.filters();
        let [batch, height, ..] = geometry.output_shape();
        let lines = batch * height;
        let part = lines.div_ceil(rayon::current_num_threads()).max(1);
        let parts: Vec<Buffer> = (0..lines)
            .into_par_iter()
            .step_by(part)
            .map(|first| {
                let lines = first..(first + part).min(lines);
                let mut gradient = Buffer::zeros(geometry.window_length() * filters);
                vectorized(
                    #[inline(always)]
                    || self.add_lines(tile, lines, &mut gradient),
                );
                gradient
            })
            .collect();
        let mut gradient = Buffer::zeros(geometry.window_length() * filters);
        for part in &parts {
            add(&mut gradient, part);
        }
        gradient
    }
}

impl KernelGradient<'_> {
    /// Adds what some lines of the output tell: as many at a time as a tile sums up in one go.
    #[inline(always)]
    fn add_lines<const ROWS: usize, const COLUMNS: usize>(
        &self,
        tile: Tile<ROWS, COLUMNS>,
        lines: Range<usize>,
        gradient: &mut [f32],
    ) {
        let [_, height, width, _] = self.windows.geometry.output_shape();
        let at_once = (DEPTH / width).max(1);
        let mut first = lines.start;
        while first < lines.end {
            let in_map = height - first % height;
            let count = at_once.min(in_map).min(lines.end - first);
            self.add_lines_of_map(tile, first..first + count, gradient);
            first += count;
        }
    }

    #[inline(always)]
    fn add_lines_of_map<const ROWS: usize, const COLUMNS: usize>(
        &self,
        tile: Tile<ROWS, COLUMNS>,
        lines: Range<usize>,
        gradient: &mut [f32],
    ) {
        let [_, _, width, filters] = self.windows.geometry.output_shape();
        let [down, right] = self.windows.steps;
        let walk = Walk {
            runs: lines.len(),
            length: width,
            left: LeftSteps {
                run: down,
                row: 1,
                depth: right,
            },
            right: RightSteps {
                run: width * filters,
                depth: filters,
            },
        };
        let maps = self.windows.starting_with(lines.start);
        let pixels = &self.output_gradient[lines.start * width * filters..];
        let mut sums = Sums::default();
        for columns in chunks(0..filters, COLUMNS) {
            for tap in 0..self.windows.geometry.kernel_shape()[0] {
                for rows in chunks(0..self.windows.run, ROWS) {
                    let start = rows.start.min(self.windows.run - ROWS);
                    let left = &maps[tap * self.windows.tap_step + start..];
                    tile.multiply_in_place(&walk, left, &pixels[columns.start..], &mut sums);
                    // The last tile begins earlier, as in `Forward`.
                    let new = &sums.0[rows.start - start..];
                    for (row, sums) in rows.zip(new) {
                        let place = (tap * self.windows.run + row) * filters;
                        add(&mut gradient[place..][columns.clone()], sums);
                    }
                }
            }
        }
    }
}
