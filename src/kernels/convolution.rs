//! Convolution and its three gradients on slices, as matrix products over all windows of a batch; or by what takes fewer
//! multiplications: channels each on their own (`depthwise`), maps as rows (`small_maps`), 3×3 kernels on tiles (`winograd`); or
//! without copies of the windows, where channels are few (`direct`).
//! Sizes alone decide between them, the batch's among them: a picture's last digits may be others in a batch of another size.
//!
//! All arrays are dense and shaped as [`ConvolutionGeometry`] says. Each number of a result is summed in an
//! order that the sizes and the number of threads fix, so equal calls give equal bits.

use rayon::prelude::*;

use super::buffer::Buffer;
use super::depthwise;
use super::direct;
use super::geometry::{ConvolutionGeometry, Padded};
use super::groups::JoinedGroups;
use super::product::{Matrix, Start, Target, Transposed, multiply, multiply_here};
use super::rows::add;
use super::small_maps::SmallMaps;
use super::windows::{TransposedWindows, TurnedKernel, Windows, scatter_add, turned_kernel};
use super::winograd;

/// Numbers of windows that are written out at once where a stride makes their gradients overlap unevenly.
const SCATTERED_NUMBERS: usize = 1 << 20;
/// Up to this many filters the packing of windows takes as long as their products: each thread then packs some of the
/// windows for all numbers of the kernel, instead of all windows for some of them.
const FEW_FILTERS: usize = 32;
/// Pixels whose gradients one task sums up for the bias.
const BIAS_PIXELS: usize = 1024;

/// The output, with `bias` where there is one.
pub fn forward(
    maps: &[f32],
    kernel: &[f32],
    bias: Option<&[f32]>,
    geometry: &ConvolutionGeometry,
) -> Buffer {
    if geometry.is_depthwise() {
        return depthwise::forward(maps, kernel, bias, geometry);
    }
    if let Some(joined) = JoinedGroups::of(geometry) {
        return forward(maps, &joined.kernel(kernel), bias, joined.geometry());
    }
    if let Some(small) = SmallMaps::of(geometry) {
        return small.forward(maps, kernel, bias);
    }
    if winograd::is_worth(geometry) {
        return winograd::forward(maps, kernel, bias, geometry);
    }
    if direct::is_worth(geometry) {
        let (length, filters) = (geometry.window_length(), geometry.filters());
        let kernel = Matrix::new(kernel, length, filters, filters);
        return direct::forward(maps, &kernel, bias, geometry);
    }
    forward_by_windows(maps, kernel, bias, geometry)
}

/// The output as a product over all windows.
pub fn forward_by_windows(
    maps: &[f32],
    kernel: &[f32],
    bias: Option<&[f32]>,
    geometry: &ConvolutionGeometry,
) -> Buffer {
    let (windows, length) = (geometry.windows(), geometry.window_length());
    let (filters, own) = (geometry.filters(), geometry.group_filters());
    let padded = Padded::new(maps, geometry);
    let mut output = Buffer::of(windows * filters);
    for group in 0..geometry.groups() {
        let first = group * own;
        let target = Target::new(&mut output[first..], windows, own, filters);
        let right = Matrix::new(&kernel[first..], length, own, filters);
        let start = bias.map_or(Start::Zero, |bias| Start::Bias(&bias[first..first + own]));
        if geometry.is_pointwise() {
            let left = Matrix::new(maps, windows, length, length);
            multiply(target, length, &left, &right, start);
        } else {
            let left = Windows::new(padded.maps(), padded.geometry(), group);
            multiply(target, length, &left, &right, start);
        }
    }
    output
}

/// The gradient of the maps, given the output's.
pub fn maps_gradient(
    output_gradient: &[f32],
    kernel: &[f32],
    geometry: &ConvolutionGeometry,
) -> Buffer {
    if geometry.is_depthwise() {
        return depthwise::maps_gradient(output_gradient, kernel, geometry);
    }
    if let Some(joined) = JoinedGroups::of(geometry) {
        return maps_gradient(output_gradient, &joined.kernel(kernel), joined.geometry());
    }
    if let Some(small) = SmallMaps::of(geometry) {
        return small.maps_gradient(output_gradient, kernel);
    }
    match geometry.turned() {
        Some(turned) if winograd::is_worth(&turned) => winograd::forward(
            output_gradient,
            &turned_kernel(kernel, geometry),
            None,
            &turned,
        ),
        Some(turned) if direct::is_worth(&turned) => {
            let kernel = TurnedKernel {
                kernel,
                geometry,
                group: 0,
            };
            direct::forward(output_gradient, &kernel, None, &turned)
        }
        Some(_) if geometry.is_pointwise() => {
            let mut gradient = Buffer::of(geometry.windows() * geometry.window_length());
            windows_gradient(output_gradient, kernel, geometry, 0, &mut gradient);
            gradient
        }
        Some(turned) => turned_gradient(output_gradient, kernel, geometry, &turned),
        None => scattered_gradient(output_gradient, kernel, geometry),
    }
}

/// The gradient of the kernel, given the output's.
pub fn kernel_gradient(
    maps: &[f32],
    output_gradient: &[f32],
    geometry: &ConvolutionGeometry,
) -> Buffer {
    if geometry.is_depthwise() {
        return depthwise::kernel_gradient(maps, output_gradient, geometry);
    }
    if let Some(joined) = JoinedGroups::of(geometry) {
        let gradient = kernel_gradient(maps, output_gradient, joined.geometry());
        return joined.kernel_gradient(&gradient);
    }
    if let Some(small) = SmallMaps::of(geometry) {
        return small.kernel_gradient(maps, output_gradient);
    }
    if winograd::is_worth(geometry) {
        return winograd::kernel_gradient(maps, output_gradient, geometry);
    }
    if direct::is_worth_for_kernel(geometry) {
        return direct::kernel_gradient(maps, output_gradient, geometry);
    }
    kernel_gradient_by_windows(maps, output_gradient, geometry)
}

/// The gradient of the kernel as a product over all windows.
pub fn kernel_gradient_by_windows(
    maps: &[f32],
    output_gradient: &[f32],
    geometry: &ConvolutionGeometry,
) -> Buffer {
    let (windows, length) = (geometry.windows(), geometry.window_length());
    let (filters, own) = (geometry.filters(), geometry.group_filters());
    let padded = Padded::new(maps, geometry);
    if own <= FEW_FILTERS && geometry.groups() == 1 && !geometry.is_pointwise() {
        return few_filters_gradient(&padded, output_gradient);
    }
    let mut gradient = Buffer::of(length * filters);
    for group in 0..geometry.groups() {
        let first = group * own;
        let target = Target::new(&mut gradient[first..], length, own, filters);
        let right = Matrix::new(&output_gradient[first..], windows, own, filters);
        if geometry.is_pointwise() {
            let left = Transposed(Matrix::new(maps, windows, length, length));
            multiply(target, windows, &left, &right, Start::Zero);
        } else {
            let left = TransposedWindows(Windows::new(padded.maps(), padded.geometry(), group));
            multiply(target, windows, &left, &right, Start::Zero);
        }
    }
    gradient
}

/// The gradient of a kernel with few filters: summed over parts of the batch, turned so that windows are packed in
/// long pieces.
fn few_filters_gradient(padded: &Padded<'_>, output_gradient: &[f32]) -> Buffer {
    let geometry = padded.geometry();
    let (length, filters) = (geometry.window_length(), geometry.filters());
    let part = geometry
        .windows()
        .div_ceil(rayon::current_num_threads())
        .max(1);
    let parts: Vec<Buffer> = output_gradient
        .par_chunks(part * filters)
        .enumerate()
        .map(|(index, pixels)| {
            let windows = pixels.len() / filters;
            let left = Transposed(Matrix::new(pixels, windows, filters, filters));
            let right = Windows::new(padded.maps(), geometry, 0).starting_with(index * part);
            let mut turned = Buffer::of(filters * length);
            let target = Target::new(&mut turned, filters, length, length);
            multiply_here(target, windows, &left, &right, Start::Zero);
            turned
        })
        .collect();
    let mut gradient = Buffer::zeros(length * filters);
    for turned in &parts {
        for (filter, numbers) in turned.chunks_exact(length).enumerate() {
            let places = gradient.iter_mut().skip(filter).step_by(filters);
            places.zip(numbers).for_each(|(sum, number)| *sum += number);
        }
    }
    gradient
}

/// The gradient of the bias, given the output's.
pub fn bias_gradient(output_gradient: &[f32], filters: usize) -> Buffer {
    let parts: Vec<Vec<f32>> = output_gradient
        .par_chunks((BIAS_PIXELS * filters).max(1))
        .map(|pixels| {
            let mut sums = vec![0.0; filters];
            for pixel in pixels.chunks_exact(filters) {
                add(&mut sums, pixel);
            }
            sums
        })
        .collect();
    let mut sums = Buffer::zeros(filters);
    for part in &parts {
        add(&mut sums, part);
    }
    sums
}

/// The gradients of what the windows of one group see, one window a row.
fn windows_gradient(
    output_gradient: &[f32],
    kernel: &[f32],
    geometry: &ConvolutionGeometry,
    group: usize,
    rows: &mut [f32],
) {
    let length = geometry.window_length();
    let (filters, own) = (geometry.filters(), geometry.group_filters());
    let windows = rows.len() / length;
    let first = group * own;
    let left = Matrix::new(&output_gradient[first..], windows, own, filters);
    let right = Transposed(Matrix::new(&kernel[first..], length, own, filters));
    let target = Target::new(rows, windows, length, length);
    multiply(target, own, &left, &right, Start::Zero);
}

/// Without strides the gradient is a convolution itself, of the output's gradient with the kernel turned around.
pub fn turned_gradient(
    output_gradient: &[f32],
    kernel: &[f32],
    geometry: &ConvolutionGeometry,
    turned: &ConvolutionGeometry,
) -> Buffer {
    let (channels, own) = (turned.filters(), turned.group_filters());
    let padded = Padded::new(output_gradient, turned);
    let mut gradient = Buffer::of(turned.windows() * channels);
    for group in 0..turned.groups() {
        let target = Target::new(
            &mut gradient[group * own..],
            turned.windows(),
            own,
            channels,
        );
        let left = Windows::new(padded.maps(), padded.geometry(), group);
        let right = TurnedKernel {
            kernel,
            geometry,
            group,
        };
        multiply(target, turned.window_length(), &left, &right, Start::Zero);
    }
    gradient
}

/// With strides the windows' gradients are written out, some maps at a time, and added where they overlap.
fn scattered_gradient(
    output_gradient: &[f32],
    kernel: &[f32],
    geometry: &ConvolutionGeometry,
) -> Buffer {
    let (per_map, map_length) = (geometry.windows_per_map(), geometry.map_length());
    let (length, filters) = (geometry.window_length(), geometry.filters());
    let [batch, ..] = geometry.maps_shape();
    let mut gradient = Buffer::zeros(batch * map_length);
    let maps_at_once = (SCATTERED_NUMBERS / (per_map * length).max(1)).clamp(1, batch.max(1));
    let mut rows = Buffer::of(maps_at_once * per_map * length);
    for first_map in (0..batch).step_by(maps_at_once) {
        let maps = first_map..(first_map + maps_at_once).min(batch);
        let output_gradient = &output_gradient[first_map * per_map * filters..];
        let rows = &mut rows[..maps.len() * per_map * length];
        for group in 0..geometry.groups() {
            windows_gradient(output_gradient, kernel, geometry, group, rows);
            gradient[maps.start * map_length..maps.end * map_length]
                .par_chunks_mut(map_length.max(1))
                .zip(rows.par_chunks((per_map * length).max(1)))
                .zip(maps.clone())
                .for_each(|((gradient, rows), map)| {
                    let windows = map * per_map..(map + 1) * per_map;
                    scatter_add(rows, geometry, group, windows, gradient);
                });
        }
    }
    gradient
}
