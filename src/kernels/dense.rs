//! The fully connected layer on slices.

use rayon::prelude::*;

use super::buffer::Buffer;
use super::product::{Matrix, Start, Target, Transposed, multiply};
use super::rows;
use super::simd::vectorized;

/// Up to this many units a tile of the product would mostly hold nothing.
const FEW_UNITS: usize = 4;
/// Inputs that one task looks at.
const INPUTS: usize = 4096;

/// The sizes of a dense layer on a batch.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DenseSizes {
    /// Rows of the features.
    pub images: usize,
    /// Numbers in a row.
    pub inputs: usize,
    /// Numbers that each row becomes.
    pub units: usize,
}

/// `features · kernel + bias`: `[images, inputs]` and `[inputs, units]` to `[images, units]`.
pub fn forward(features: &[f32], kernel: &[f32], bias: &[f32], sizes: &DenseSizes) -> Buffer {
    let DenseSizes {
        images,
        inputs,
        units,
    } = *sizes;
    let mut output = Buffer::of(images * units);
    if units <= FEW_UNITS {
        let columns = columns(kernel, units);
        output
            .par_chunks_mut(units.max(1))
            .zip(features.par_chunks(inputs.max(1)))
            .for_each(|(output, features)| {
                let columns = columns.chunks_exact(inputs.max(1)).zip(bias);
                for (output, (column, bias)) in output.iter_mut().zip(columns) {
                    *output = dot(features, column) + bias;
                }
            });
        return output;
    }
    multiply(
        Target::new(&mut output, images, units, units),
        inputs,
        &Matrix::new(features, images, inputs, inputs),
        &Matrix::new(kernel, inputs, units, units),
        Start::Bias(bias),
    );
    output
}

/// The gradient of the features, given the output's.
pub fn features_gradient(output_gradient: &[f32], kernel: &[f32], sizes: &DenseSizes) -> Buffer {
    let DenseSizes {
        images,
        inputs,
        units,
    } = *sizes;
    let mut gradient = Buffer::of(images * inputs);
    if units <= FEW_UNITS {
        let columns = columns(kernel, units);
        gradient
            .par_chunks_mut(inputs.max(1))
            .zip(output_gradient.par_chunks(units.max(1)))
            .for_each(|(gradient, output)| {
                gradient.fill(0.0);
                for (column, factor) in columns.chunks_exact(inputs.max(1)).zip(output) {
                    add_multiple(gradient, column, *factor);
                }
            });
        return gradient;
    }
    multiply(
        Target::new(&mut gradient, images, inputs, inputs),
        units,
        &Matrix::new(output_gradient, images, units, units),
        &Transposed(Matrix::new(kernel, inputs, units, units)),
        Start::Zero,
    );
    gradient
}

/// The gradient of the kernel, given the output's.
pub fn kernel_gradient(features: &[f32], output_gradient: &[f32], sizes: &DenseSizes) -> Buffer {
    let DenseSizes {
        images,
        inputs,
        units,
    } = *sizes;
    let mut gradient = Buffer::of(inputs * units);
    if units <= FEW_UNITS {
        gradient
            .par_chunks_mut(INPUTS * units)
            .enumerate()
            .for_each(|(part, gradient)| {
                let start = part * INPUTS;
                few_lines(gradient, features, output_gradient, sizes, start);
            });
        return gradient;
    }
    multiply(
        Target::new(&mut gradient, inputs, units, units),
        images,
        &Transposed(Matrix::new(features, images, inputs, inputs)),
        &Matrix::new(output_gradient, images, units, units),
        Start::Zero,
    );
    gradient
}

/// The gradient of the kernel's lines from `start` on.
fn few_lines(
    gradient: &mut [f32],
    features: &[f32],
    output_gradient: &[f32],
    sizes: &DenseSizes,
    start: usize,
) {
    let units = sizes.units;
    let count = gradient.len() / units;
    let mut columns = vec![0.0; gradient.len()];
    let images = features.chunks_exact(sizes.inputs);
    for (features, output) in images.zip(output_gradient.chunks_exact(units)) {
        let features = &features[start..start + count];
        for (column, factor) in columns.chunks_exact_mut(count).zip(output) {
            add_multiple(column, features, *factor);
        }
    }
    for (unit, column) in columns.chunks_exact(count).enumerate() {
        let places = gradient.iter_mut().skip(unit).step_by(units);
        places.zip(column).for_each(|(place, sum)| *place = *sum);
    }
}

/// A matrix with `units` columns, column after column.
fn columns(kernel: &[f32], units: usize) -> Vec<f32> {
    (0..units)
        .flat_map(|unit| kernel.iter().skip(unit).step_by(units).copied())
        .collect()
}

fn dot(first: &[f32], second: &[f32]) -> f32 {
    vectorized(
        #[inline(always)]
        || {
            let (first, first_rest) = first.as_chunks::<32>();
            let (second, second_rest) = second.as_chunks::<32>();
            let mut sums = [0.0; 32];
            for (first, second) in first.iter().zip(second) {
                for (sum, (a, b)) in sums.iter_mut().zip(first.iter().zip(second)) {
                    *sum += a * b;
                }
            }
            let rest: f32 = first_rest.iter().zip(second_rest).map(|(a, b)| a * b).sum();
            sums.iter().sum::<f32>() + rest
        },
    )
}

fn add_multiple(sums: &mut [f32], numbers: &[f32], factor: f32) {
    vectorized(
        #[inline(always)]
        || rows::add_multiple(sums, numbers, factor),
    );
}
