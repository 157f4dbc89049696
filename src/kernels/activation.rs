//! Activation functions and their slopes, each as a loop of its own: one loop that asked for every number which function it
//! is would not become vector instructions.

use super::buffer::Buffer;
use super::elementwise::{combine, mapped};
use super::exponential::exp;

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

/// The function of each number.
pub fn activated(numbers: &[f32], function: Function) -> Buffer {
    match function {
        Function::Sigmoid => mapped(numbers, sigmoid),
        Function::Tanh => mapped(numbers, f32::tanh),
        Function::Leaky(slope) => mapped(
            numbers,
            #[inline(always)]
            |x| if x <= 0.0 { x * slope } else { x },
        ),
        Function::Clipped {
            most,
            slope,
            threshold,
        } => mapped(
            numbers,
            #[inline(always)]
            |x| clipped(x, most, slope, threshold),
        ),
        Function::Elu(alpha) => mapped(numbers, |x| elu(x, alpha)),
        Function::Gelu => mapped(numbers, |x| x * normal_share(x)),
        Function::Silu => mapped(
            numbers,
            #[inline(always)]
            |x| x * sigmoid(x),
        ),
        Function::GeluApproximate => mapped(numbers, |x| 0.5 * x * (1.0 + gelu_argument(x).tanh())),
        Function::HardSigmoid => mapped(numbers, hard_sigmoid),
        Function::HardSilu => mapped(
            numbers,
            #[inline(always)]
            |x| x * hard_sigmoid(x),
        ),
        Function::Selu(alpha, scale) => mapped(numbers, |x| scale * elu(x, alpha)),
        Function::Softplus => mapped(numbers, softplus),
        Function::Softsign => mapped(
            numbers,
            #[inline(always)]
            |x| x / (1.0 + x.abs()),
        ),
        Function::Mish => mapped(numbers, |x| x * softplus(x).tanh()),
        Function::Exponential => mapped(numbers, exp),
    }
}

/// The gradient of the numbers, in the memory of the output's.
pub fn activation_gradient(gradient: &mut [f32], numbers: &[f32], function: Function) {
    match function {
        Function::Sigmoid => through(gradient, numbers, sigmoid_slope),
        Function::Tanh => through(gradient, numbers, |x| 1.0 - x.tanh() * x.tanh()),
        Function::Leaky(slope) => through(
            gradient,
            numbers,
            #[inline(always)]
            |x| if x <= 0.0 { slope } else { 1.0 },
        ),
        Function::Clipped {
            most,
            slope,
            threshold,
        } => through(
            gradient,
            numbers,
            #[inline(always)]
            |x| clipped_slope(x, most, slope, threshold),
        ),
        Function::Elu(alpha) => through(gradient, numbers, |x| {
            if x <= 0.0 { alpha * x.exp() } else { 1.0 }
        }),
        Function::Gelu => through(gradient, numbers, |x| {
            normal_share(x) + x * normal_density(x)
        }),
        Function::Silu => through(gradient, numbers, silu_slope),
        Function::GeluApproximate => through(gradient, numbers, gelu_approximate_slope),
        Function::HardSigmoid => through(gradient, numbers, hard_sigmoid_slope),
        Function::HardSilu => through(
            gradient,
            numbers,
            #[inline(always)]
            |x| hard_sigmoid(x) + x * hard_sigmoid_slope(x),
        ),
        // At zero itself the slope from above, as TensorFlow has it.
        Function::Selu(alpha, scale) => through(gradient, numbers, |x| {
            if x < 0.0 {
                scale * alpha * x.exp()
            } else {
                scale
            }
        }),
        Function::Softplus => through(gradient, numbers, sigmoid),
        Function::Softsign => through(
            gradient,
            numbers,
            #[inline(always)]
            |x| 1.0 / ((1.0 + x.abs()) * (1.0 + x.abs())),
        ),
        Function::Mish => through(gradient, numbers, |x| {
            let tanh = softplus(x).tanh();
            tanh + x * (1.0 - tanh * tanh) * sigmoid(x)
        }),
        Function::Exponential => through(gradient, numbers, exp),
    }
}

/// Multiplies each gradient by the slope at the number beside it.
fn through(gradient: &mut [f32], numbers: &[f32], slope: impl Fn(f32) -> f32 + Sync) {
    combine(
        gradient,
        numbers,
        #[inline(always)]
        |gradient, number| gradient * slope(number),
    );
}

/// NaN stays NaN.
#[inline(always)]
fn clipped(x: f32, most: f32, slope: f32, threshold: f32) -> f32 {
    let above = if x >= most { most } else { x };
    if x < threshold {
        (x - threshold) * slope
    } else {
        above
    }
}

#[inline(always)]
fn clipped_slope(x: f32, most: f32, slope: f32, threshold: f32) -> f32 {
    let above = if x >= most { 0.0 } else { 1.0 };
    if x <= threshold { slope } else { above }
}

fn elu(x: f32, alpha: f32) -> f32 {
    if x <= 0.0 { alpha * x.exp_m1() } else { x }
}

#[inline(always)]
fn sigmoid(x: f32) -> f32 {
    1.0 / (1.0 + exp(-x))
}

/// `sigmoid(x) · sigmoid(-x)`, which is the same on both sides of zero.
#[inline(always)]
fn sigmoid_slope(x: f32) -> f32 {
    let tail = exp(-x.abs());
    tail / ((1.0 + tail) * (1.0 + tail))
}

/// `sigmoid(x) · (1 + x · sigmoid(-x))`, both by the exponential that does not overflow.
#[inline(always)]
fn silu_slope(x: f32) -> f32 {
    let tail = exp(-x.abs());
    let (large, small) = (1.0 / (1.0 + tail), tail / (1.0 + tail));
    let (own, other) = if x < 0.0 {
        (small, large)
    } else {
        (large, small)
    };
    own * (1.0 + x * other)
}

/// The root of 2 / π.
const GELU_FACTOR: f32 = 0.797_884_6;
const GELU_CUBE: f32 = 0.044_715;

fn gelu_argument(x: f32) -> f32 {
    GELU_FACTOR * (x + GELU_CUBE * x * x * x)
}

fn gelu_approximate_slope(x: f32) -> f32 {
    let tanh = gelu_argument(x).tanh();
    let inner = GELU_FACTOR * (1.0 + 3.0 * GELU_CUBE * x * x);
    0.5 * (1.0 + tanh) + 0.5 * x * (1.0 - tanh * tanh) * inner
}

#[inline(always)]
fn hard_sigmoid(x: f32) -> f32 {
    (x / 6.0 + 0.5).clamp(0.0, 1.0)
}

#[inline(always)]
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

#[cfg(test)]
mod tests {
    use super::super::simd::threads::with_each;
    use super::*;

    /// Both in double precision: a value and its slope.
    fn exact(function: Function, x: f64) -> [f64; 2] {
        let own = 1.0 / (1.0 + (-x).exp());
        let slope = own / (1.0 + x.exp());
        match function {
            Function::Sigmoid => [own, slope],
            Function::Silu => [x * own, own + x * slope],
            Function::Exponential => [x.exp(), x.exp()],
            _ => [
                x.clamp(0.0, 6.0),
                if x > 0.0 && x < 6.0 { 1.0 } else { 0.0 },
            ],
        }
    }

    #[test]
    fn what_is_computed_in_vectors_is_right_on_every_machine() {
        let relu6 = Function::Clipped {
            most: 6.0,
            slope: 0.0,
            threshold: 0.0,
        };
        let numbers: Vec<f32> = (-2_000..2_000).map(|index| index as f32 / 23.0).collect();
        for function in [
            Function::Sigmoid,
            Function::Silu,
            Function::Exponential,
            relu6,
        ] {
            let each = with_each(|| {
                let mut slopes = vec![1.0; numbers.len()];
                activation_gradient(&mut slopes, &numbers, function);
                [activated(&numbers, function).to_vec(), slopes]
            });
            for (instructions, found) in each {
                for (index, &x) in numbers.iter().enumerate() {
                    for (found, exact) in found.iter().zip(exact(function, x.into())) {
                        let off = (f64::from(found[index]) - exact).abs();
                        // Where a slope crosses zero it is the small difference of two terms.
                        let crosses = function == Function::Silu && (-2.0..-0.5).contains(&x);
                        let allowed = 1e-6 * exact.abs() + if crosses { 1e-7 } else { 0.0 };
                        let what = format!("{function:?} of {x} with {instructions:?}");
                        assert!(off <= allowed, "{what}: {} for {exact}", found[index]);
                    }
                }
            }
        }
    }
}
