//! Sums and relus, one number at a time.

use rayon::prelude::*;

use super::buffer::Buffer;
use super::rows;
use super::simd::vectorized;

/// `sum + other`, in the memory of `sum`.
pub fn add(sum: &mut [f32], other: &[f32]) {
    combine(
        sum,
        other,
        #[inline(always)]
        |sum, other| sum + other,
    );
}

/// Adds `row` to each row of `sum`.
pub fn add_to_rows(sum: &mut [f32], row: &[f32]) {
    sum.par_chunks_exact_mut(row.len().max(1)).for_each(|sum| {
        vectorized(
            #[inline(always)]
            || rows::add(sum, row),
        );
    });
}

/// `relu(sum + other)`, in the memory of `sum`.
pub fn add_relu(sum: &mut [f32], other: &[f32]) {
    combine(
        sum,
        other,
        #[inline(always)]
        |sum, other| relu(sum + other),
    );
}

/// `relu(number)` for each number.
pub fn with_relu(numbers: &[f32]) -> Buffer {
    mapped(numbers, relu)
}

/// The gradient that a relu lets through, in its memory, given the relu's output.
pub fn cut(gradient: &mut [f32], output: &[f32]) {
    combine(gradient, output, let_through);
}

/// `max(x, 0)`, except that NaN stays NaN, as in Burn and PyTorch.
#[inline(always)]
pub fn relu(number: f32) -> f32 {
    if number <= 0.0 { 0.0 } else { number }
}

/// A gradient as the relu lets it through, by the relu's input or output: both are above zero together.
#[inline(always)]
pub fn let_through(gradient: f32, number: f32) -> f32 {
    if number <= 0.0 { 0.0 } else { gradient }
}

/// `function(number)` for each number.
pub fn mapped(numbers: &[f32], function: impl Fn(f32) -> f32 + Sync) -> Buffer {
    let mut output = Buffer::of(numbers.len());
    rows::update(
        &mut output,
        numbers,
        1,
        #[inline(always)]
        |output, numbers| {
            for (output, number) in output.iter_mut().zip(numbers) {
                *output = function(*number);
            }
        },
    );
    output
}

/// Replaces each number of `target` by a function of it and of the one beside it.
pub fn combine(target: &mut [f32], source: &[f32], function: impl Fn(f32, f32) -> f32 + Sync) {
    rows::update(
        target,
        source,
        1,
        #[inline(always)]
        |target, source| {
            for (target, source) in target.iter_mut().zip(source) {
                *target = function(*target, *source);
            }
        },
    );
}
