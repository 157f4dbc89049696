//! Convolution and its three gradients on slices: tiles of windows, packed per thread, times the kernel.
//!
//! All arrays are dense and shaped as [`ConvolutionGeometry`] says. Each number of a result is summed in an
//! order that the sizes and the number of threads fix, so equal calls give equal bits.

use std::ops::Range;

use rayon::prelude::*;

use super::geometry::ConvolutionGeometry;
use super::patches::{gather, scatter_add, with_scratch};
use super::product::{Matrix, MatrixMut, Workers, multiply, multiply_add};

/// Numbers of a packed tile: an eighth of a megabyte stays in a core's second cache beside its share of
/// the kernel. Half of it and twice as much measured slower.
const TILE_NUMBERS: usize = 32 * 1024;
/// Windows of a tile: fewer starve the product, more gain nothing.
const TILE_WINDOWS: Range<usize> = 64..1024;
/// A kernel gradient up to this many numbers is summed by each thread for itself and then together.
const PRIVATE_NUMBERS: usize = 64 * 1024;
/// Pixels whose gradients one task sums up for the bias.
const BIAS_PIXELS: usize = 4096;

/// The output, with `bias` where there is one.
pub fn forward(
    maps: &[f32],
    kernel: &[f32],
    bias: Option<&[f32]>,
    geometry: &ConvolutionGeometry,
) -> Vec<f32> {
    let filters = geometry.filters();
    let mut output = vec![0.0; geometry.windows() * filters];
    let tile = tile_windows(geometry.windows(), geometry.window_length());
    output
        .par_chunks_mut((tile * filters).max(1))
        .enumerate()
        .for_each(|(index, pixels)| {
            if let Some(bias) = bias {
                pixels
                    .chunks_exact_mut(filters)
                    .for_each(|pixel| pixel.copy_from_slice(bias));
            }
            let start = index * tile;
            let windows = start..start + pixels.len() / filters;
            forward_tile(maps, kernel, geometry, windows, pixels);
        });
    output
}

/// The gradient of the maps, given the output's.
pub fn maps_gradient(
    output_gradient: &[f32],
    kernel: &[f32],
    geometry: &ConvolutionGeometry,
) -> Vec<f32> {
    let map_length = geometry.map_length();
    let [batch, ..] = geometry.maps_shape();
    let mut gradient = vec![0.0; batch * map_length];
    if geometry.is_pointwise() {
        let (windows, filters) = (geometry.windows(), geometry.filters());
        let channels = geometry.window_length();
        multiply(
            MatrixMut::new(&mut gradient, windows, channels, channels),
            Matrix::new(output_gradient, windows, filters, filters),
            Matrix::new(kernel, channels, filters, filters).transposed(),
            Workers::Pool,
        );
        return gradient;
    }
    // Windows overlap inside of a map and never between maps: whole maps are what threads can share out.
    let tile = tile_windows(geometry.windows(), geometry.window_length());
    let maps = (tile / geometry.windows_per_map().max(1)).max(1);
    gradient
        .par_chunks_mut((maps * map_length).max(1))
        .enumerate()
        .for_each(|(index, chunk)| {
            maps_gradient_of(output_gradient, kernel, geometry, index * maps, tile, chunk);
        });
    gradient
}

/// The gradient of the kernel, given the output's.
pub fn kernel_gradient(
    maps: &[f32],
    output_gradient: &[f32],
    geometry: &ConvolutionGeometry,
) -> Vec<f32> {
    let (length, filters) = (geometry.window_length(), geometry.filters());
    let threads = rayon::current_num_threads();
    // A small kernel is summed over parts of the batch at once, a large one line by line.
    let copies = if length * filters <= PRIVATE_NUMBERS {
        threads
    } else {
        1
    };
    let windows_per_copy = geometry.windows().div_ceil(copies).max(1);
    let line_length = length.div_ceil(threads.div_ceil(copies)).max(1);
    let mut sums = vec![0.0; copies * length * filters];
    sums.par_chunks_mut((length * filters).max(1))
        .enumerate()
        .for_each(|(copy, sum)| {
            let start = (copy * windows_per_copy).min(geometry.windows());
            let windows = start..(start + windows_per_copy).min(geometry.windows());
            sum.par_chunks_mut(line_length * filters)
                .enumerate()
                .for_each(|(line, lines)| {
                    let start = line * line_length;
                    let wanted = start..start + lines.len() / filters;
                    add_kernel_gradient(maps, output_gradient, geometry, &windows, &wanted, lines);
                });
        });
    add_up(sums, length * filters)
}

/// The gradient of the bias, given the output's.
pub fn bias_gradient(output_gradient: &[f32], filters: usize) -> Vec<f32> {
    let parts: Vec<Vec<f32>> = output_gradient
        .par_chunks((BIAS_PIXELS * filters).max(1))
        .map(|pixels| {
            let mut sums = vec![0.0; filters];
            for pixel in pixels.chunks_exact(filters) {
                add_to(&mut sums, pixel);
            }
            sums
        })
        .collect();
    let mut sums = vec![0.0; filters];
    for part in &parts {
        add_to(&mut sums, part);
    }
    sums
}

/// Adds the products of some windows to their pixels.
fn forward_tile(
    maps: &[f32],
    kernel: &[f32],
    geometry: &ConvolutionGeometry,
    windows: Range<usize>,
    pixels: &mut [f32],
) {
    let (length, filters) = (geometry.window_length(), geometry.filters());
    let group_filters = geometry.group_filters();
    let all = 0..length;
    for group in 0..geometry.groups() {
        let first = group * group_filters;
        let kernel = Matrix::new(&kernel[first..], length, group_filters, filters);
        let pixels = MatrixMut::new(&mut pixels[first..], windows.len(), group_filters, filters);
        with_windows(maps, geometry, group, windows.clone(), &all, |rows| {
            multiply_add(pixels, rows, kernel, Workers::This);
        });
    }
}

/// The gradient of some whole maps, which start with map number `first_map`.
fn maps_gradient_of(
    output_gradient: &[f32],
    kernel: &[f32],
    geometry: &ConvolutionGeometry,
    first_map: usize,
    tile: usize,
    maps: &mut [f32],
) {
    let (length, filters) = (geometry.window_length(), geometry.filters());
    let group_filters = geometry.group_filters();
    let per_map = geometry.windows_per_map();
    let end = (first_map + maps.len() / geometry.map_length()) * per_map;
    for start in (first_map * per_map..end).step_by(tile) {
        let windows = start..(start + tile).min(end);
        for group in 0..geometry.groups() {
            let first = group * group_filters;
            let pixels = &output_gradient[windows.start * filters + first..];
            let pixels = Matrix::new(pixels, windows.len(), group_filters, filters);
            let kernel = Matrix::new(&kernel[first..], length, group_filters, filters);
            with_scratch(windows.len() * length, |rows| {
                let target = MatrixMut::new(rows, windows.len(), length, length);
                multiply(target, pixels, kernel.transposed(), Workers::This);
                scatter_add(rows, geometry, group, windows.clone(), first_map, maps);
            });
        }
    }
}

/// Adds what some windows give to the `wanted` lines of the kernel's gradient.
fn add_kernel_gradient(
    maps: &[f32],
    output_gradient: &[f32],
    geometry: &ConvolutionGeometry,
    windows: &Range<usize>,
    wanted: &Range<usize>,
    lines: &mut [f32],
) {
    let (filters, group_filters) = (geometry.filters(), geometry.group_filters());
    let tile = most_tile_windows(wanted.len());
    for start in windows.clone().step_by(tile) {
        let tile = start..(start + tile).min(windows.end);
        for group in 0..geometry.groups() {
            let first = group * group_filters;
            let pixels = &output_gradient[tile.start * filters + first..];
            let pixels = Matrix::new(pixels, tile.len(), group_filters, filters);
            let lines = MatrixMut::new(&mut lines[first..], wanted.len(), group_filters, filters);
            with_windows(maps, geometry, group, tile.clone(), wanted, |rows| {
                multiply_add(lines, rows.transposed(), pixels, Workers::This);
            });
        }
    }
}

/// Lends the `wanted` numbers of some windows as a matrix with one window a row: the maps themselves
/// where they are that matrix, and otherwise a packed copy.
fn with_windows(
    maps: &[f32],
    geometry: &ConvolutionGeometry,
    group: usize,
    windows: Range<usize>,
    wanted: &Range<usize>,
    work: impl FnOnce(Matrix<'_>),
) {
    let (count, length) = (windows.len(), wanted.len());
    if geometry.is_pointwise() {
        let channels = geometry.window_length();
        let rows = &maps[windows.start * channels + wanted.start..];
        work(Matrix::new(rows, count, length, channels));
        return;
    }
    with_scratch(count * length, |rows| {
        gather(maps, geometry, group, windows, wanted, rows);
        work(Matrix::new(rows, count, length, length));
    });
}

/// Windows of a tile, so that all threads get equally many tiles.
fn tile_windows(windows: usize, length: usize) -> usize {
    let tiles = windows
        .div_ceil(most_tile_windows(length))
        .next_multiple_of(rayon::current_num_threads());
    windows.div_ceil(tiles.max(1)).max(1)
}

fn most_tile_windows(length: usize) -> usize {
    (TILE_NUMBERS / length.max(1)).clamp(TILE_WINDOWS.start, TILE_WINDOWS.end)
}

/// The sum of arrays that lie one after the other.
fn add_up(mut arrays: Vec<f32>, length: usize) -> Vec<f32> {
    let (first, others) = arrays.split_at_mut(length);
    for other in others.chunks_exact(length.max(1)) {
        add_to(first, other);
    }
    arrays.truncate(length);
    arrays
}

fn add_to(sums: &mut [f32], numbers: &[f32]) {
    for (sum, number) in sums.iter_mut().zip(numbers) {
        *sum += number;
    }
}
