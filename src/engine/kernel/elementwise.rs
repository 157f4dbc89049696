//! Sums and activation functions, one number at a time.

use super::buffer::Buffer;
use super::normalization::rectify;
use super::rows;

/// A smooth function of one number, with its slope.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Function {
    /// `1 / (1 + exp(-x))`
    Sigmoid,
    /// `tanh(x)`
    Tanh,
    /// `x` above zero and this multiple of it from there on down.
    Leaky(f32),
    /// `x` above zero, `exp(x) - 1` below.
    Elu,
    /// `x · sigmoid(x)`
    Silu,
}

impl Function {
    fn value(self, x: f32) -> f32 {
        match self {
            Self::Sigmoid => sigmoid(x),
            Self::Tanh => x.tanh(),
            Self::Leaky(slope) if x <= 0.0 => x * slope,
            Self::Elu if x <= 0.0 => x.exp_m1(),
            Self::Leaky(_) | Self::Elu => x,
            Self::Silu => x * sigmoid(x),
        }
    }

    fn slope(self, x: f32) -> f32 {
        match self {
            Self::Sigmoid => sigmoid(x) * sigmoid(-x),
            Self::Tanh => 1.0 - x.tanh() * x.tanh(),
            Self::Leaky(slope) if x <= 0.0 => slope,
            Self::Elu if x <= 0.0 => x.exp(),
            Self::Leaky(_) | Self::Elu => 1.0,
            Self::Silu => sigmoid(x) * (1.0 + x * sigmoid(-x)),
        }
    }
}

fn sigmoid(x: f32) -> f32 {
    1.0 / (1.0 + (-x).exp())
}

/// The function of each number.
pub fn activated(numbers: &[f32], function: Function) -> Buffer {
    let mut output = Buffer::of(numbers.len());
    rows::update(&mut output, numbers, 1, |output, numbers| {
        for (output, number) in output.iter_mut().zip(numbers) {
            *output = function.value(*number);
        }
    });
    output
}

/// The gradient of the numbers, in the memory of the output's.
pub fn activation_gradient(gradient: &mut [f32], numbers: &[f32], function: Function) {
    rows::update(gradient, numbers, 1, |gradient, numbers| {
        for (gradient, number) in gradient.iter_mut().zip(numbers) {
            *gradient *= function.slope(*number);
        }
    });
}

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
