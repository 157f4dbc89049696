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
    /// `x` above a threshold, at most so much; below, a multiple of the distance from there.
    Clipped {
        /// The largest value; infinity for none.
        most: f32,
        /// The multiple.
        slope: f32,
        /// Numbers up to this one become zero.
        threshold: f32,
    },
    /// `x` above zero, this multiple of `exp(x) - 1` below.
    Elu(f32),
    /// `x · Φ(x)` with the normal distribution's cumulative function (Hendrycks and Gimpel 2016), not approximated.
    Gelu,
    /// `x · sigmoid(x)`
    Silu,
    /// Gelu by way of tanh.
    GeluApproximate,
    /// `x / 6 + 1/2` between 0 and 1.
    HardSigmoid,
    /// `x` times that.
    HardSilu,
    /// Elu with the constants of self-normalizing networks: what the exponential and what everything is multiplied by.
    Selu(f32, f32),
    /// `ln(1 + exp(x))`
    Softplus,
    /// `x / (1 + |x|)`
    Softsign,
    /// `x · tanh(softplus(x))`
    Mish,
    /// `exp(x)`
    Exponential,
}

impl Function {
    fn value(self, x: f32) -> f32 {
        match self {
            Self::Sigmoid => sigmoid(x),
            Self::Tanh => x.tanh(),
            Self::Leaky(slope) if x <= 0.0 => x * slope,
            Self::Clipped {
                slope, threshold, ..
            } if x < threshold => (x - threshold) * slope,
            // NaN stays NaN.
            Self::Clipped { most, .. } if x >= most => most,
            Self::Elu(alpha) if x <= 0.0 => alpha * x.exp_m1(),
            Self::Leaky(_) | Self::Clipped { .. } | Self::Elu(_) => x,
            Self::Gelu => x * normal_share(x),
            Self::Silu => x * sigmoid(x),
            Self::GeluApproximate => 0.5 * x * (1.0 + gelu_argument(x).tanh()),
            Self::HardSigmoid => hard_sigmoid(x),
            Self::HardSilu => x * hard_sigmoid(x),
            Self::Selu(alpha, scale) if x <= 0.0 => scale * alpha * x.exp_m1(),
            Self::Selu(_, scale) => scale * x,
            Self::Softplus => softplus(x),
            Self::Softsign => x / (1.0 + x.abs()),
            Self::Mish => x * softplus(x).tanh(),
            Self::Exponential => x.exp(),
        }
    }

    fn slope(self, x: f32) -> f32 {
        match self {
            Self::Sigmoid => sigmoid(x) * sigmoid(-x),
            Self::Tanh => 1.0 - x.tanh() * x.tanh(),
            Self::Leaky(slope) if x <= 0.0 => slope,
            Self::Clipped {
                slope, threshold, ..
            } if x <= threshold => slope,
            Self::Clipped { most, .. } if x >= most => 0.0,
            Self::Elu(alpha) if x <= 0.0 => alpha * x.exp(),
            Self::Leaky(_) | Self::Clipped { .. } | Self::Elu(_) => 1.0,
            Self::Gelu => normal_share(x) + x * normal_density(x),
            Self::Silu => sigmoid(x) * (1.0 + x * sigmoid(-x)),
            Self::GeluApproximate => {
                let tanh = gelu_argument(x).tanh();
                let inner = GELU_FACTOR * (1.0 + 3.0 * GELU_CUBE * x * x);
                0.5 * (1.0 + tanh) + 0.5 * x * (1.0 - tanh * tanh) * inner
            }
            Self::HardSigmoid => hard_sigmoid_slope(x),
            Self::HardSilu => hard_sigmoid(x) + x * hard_sigmoid_slope(x),
            // At zero itself the slope from above, as TensorFlow has it.
            Self::Selu(alpha, scale) if x < 0.0 => scale * alpha * x.exp(),
            Self::Selu(_, scale) => scale,
            Self::Softplus => sigmoid(x),
            Self::Softsign => (1.0 + x.abs()).powi(-2),
            Self::Mish => {
                let tanh = softplus(x).tanh();
                tanh + x * (1.0 - tanh * tanh) * sigmoid(x)
            }
            Self::Exponential => x.exp(),
        }
    }
}

/// The root of 2 / π.
const GELU_FACTOR: f32 = 0.797_884_6;
const GELU_CUBE: f32 = 0.044_715;

fn gelu_argument(x: f32) -> f32 {
    GELU_FACTOR * (x + GELU_CUBE * x * x * x)
}

fn hard_sigmoid(x: f32) -> f32 {
    (x / 6.0 + 0.5).clamp(0.0, 1.0)
}

fn hard_sigmoid_slope(x: f32) -> f32 {
    if x.abs() < 3.0 { 1.0 / 6.0 } else { 0.0 }
}

fn softplus(x: f32) -> f32 {
    x.max(0.0) + (-x.abs()).exp().ln_1p()
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
