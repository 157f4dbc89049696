//! Sums and activation functions, one number at a time.

use super::buffer::Buffer;
use super::normalization::rectify;
use super::rows;

/// `sum + other`, in the memory of `sum`.
pub fn add(sum: &mut [f32], other: &[f32]) {
    rows::update(
        sum,
        other,
        1,
        #[inline(always)]
        |sum, other| {
            for (sum, other) in sum.iter_mut().zip(other) {
                *sum += other;
            }
        },
    );
}

/// `relu(sum + other)`, in the memory of `sum`.
pub fn add_rectified(sum: &mut [f32], other: &[f32]) {
    rows::update(
        sum,
        other,
        1,
        #[inline(always)]
        |sum, other| {
            for (sum, other) in sum.iter_mut().zip(other) {
                *sum = rectify(*sum + other);
            }
        },
    );
}

/// `relu(number)` for each number.
pub fn rectified(numbers: &[f32]) -> Buffer {
    let mut output = Buffer::of(numbers.len());
    rows::update(
        &mut output,
        numbers,
        1,
        #[inline(always)]
        |output, numbers| {
            for (output, number) in output.iter_mut().zip(numbers) {
                *output = rectify(*number);
            }
        },
    );
    output
}

/// The gradient that a rectifier lets through, in its memory, given the rectifier's output.
pub fn cut(gradient: &mut [f32], output: &[f32]) {
    rows::update(
        gradient,
        output,
        1,
        #[inline(always)]
        |gradient, output| {
            for (gradient, output) in gradient.iter_mut().zip(output) {
                *gradient = if *output <= 0.0 { 0.0 } else { *gradient };
            }
        },
    );
}
