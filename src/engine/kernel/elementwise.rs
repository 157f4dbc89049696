//! Sums and activation functions, one number at a time.

use super::buffer::Buffer;
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
    /// `x · Φ(x)` with the normal distribution's cumulative function (Hendrycks and Gimpel 2016), not approximated.
    Gelu,
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
            Self::Gelu => x * normal_share(x),
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
            Self::Gelu => normal_share(x) + x * normal_density(x),
            Self::Silu => sigmoid(x) * (1.0 + x * sigmoid(-x)),
        }
    }
}

/// The share of a standard normal distribution that lies below `x`. The complementary error function keeps its digits
/// far below zero.
fn normal_share(x: f32) -> f32 {
    0.5 * libm::erfcf(-x * std::f32::consts::FRAC_1_SQRT_2)
}

/// The density of a standard normal distribution.
fn normal_density(x: f32) -> f32 {
    const AT_ZERO: f32 = 0.398_942_3;
    AT_ZERO * (-0.5 * x * x).exp()
}

fn sigmoid(x: f32) -> f32 {
    1.0 / (1.0 + (-x).exp())
}

/// The function of each number.
pub fn activated(numbers: &[f32], function: Function) -> Buffer {
    mapped(numbers, |number| function.value(number))
}

/// The gradient of the numbers, in the memory of the output's.
pub fn activation_gradient(gradient: &mut [f32], numbers: &[f32], function: Function) {
    combine(gradient, numbers, |gradient, number| {
        gradient * function.slope(number)
    });
}

/// `sum + other`, in the memory of `sum`.
pub fn add(sum: &mut [f32], other: &[f32]) {
    combine(
        sum,
        other,
        #[inline(always)]
        |sum, other| sum + other,
    );
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

fn mapped(numbers: &[f32], function: impl Fn(f32) -> f32 + Sync) -> Buffer {
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
fn combine(target: &mut [f32], source: &[f32], function: impl Fn(f32, f32) -> f32 + Sync) {
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
