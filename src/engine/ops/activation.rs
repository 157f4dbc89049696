//! Activation functions, with Keras's constants.

use burn::tensor::{Tensor, activation as burn_activation};

use crate::layer::Function;
use netsmith_kernels as kernels;

/// Applies the function to each value; softmax to each pixel's channels.
pub fn activation(function: Function, maps: Tensor<4>) -> Tensor<4> {
    match kernel(function) {
        Some(kernel) if kernels::runs_on(&maps) => kernels::activation(maps, kernel),
        _ => lowered(function, maps),
    }
}

/// The kernel of a function of each number.
fn kernel(function: Function) -> Option<kernels::Function> {
    Some(match function {
        Function::Sigmoid => kernels::Function::Sigmoid,
        Function::Tanh => kernels::Function::Tanh,
        Function::LeakyRelu => kernels::Function::Leaky(Function::LEAKY_RELU_SLOPE as f32),
        Function::Elu => kernels::Function::Elu(1.0),
        Function::Gelu => kernels::Function::Gelu,
        Function::Silu => kernels::Function::Silu,
        Function::GeluApproximate => kernels::Function::GeluApproximate,
        Function::Relu6 => kernels::Function::Clipped {
            most: 6.0,
            slope: 0.0,
            threshold: 0.0,
        },
        Function::HardSigmoid => kernels::Function::HardSigmoid,
        Function::HardSilu => kernels::Function::HardSilu,
        Function::Selu => {
            kernels::Function::Selu(Function::SELU_ALPHA as f32, Function::SELU_SCALE as f32)
        }
        Function::Softplus => kernels::Function::Softplus,
        Function::Softsign => kernels::Function::Softsign,
        Function::Mish => kernels::Function::Mish,
        Function::Exponential => kernels::Function::Exponential,
        Function::Linear | Function::Relu | Function::Softmax | Function::LogSoftmax => {
            return None;
        }
    })
}

fn lowered(function: Function, maps: Tensor<4>) -> Tensor<4> {
    match function {
        Function::Linear => maps,
        Function::Relu if kernels::runs_on(&maps) => kernels::relu(maps),
        Function::Relu => burn_activation::relu(maps),
        Function::Sigmoid => burn_activation::sigmoid(maps),
        Function::Softmax => softmax(maps),
        Function::Tanh => burn_activation::tanh(maps),
        Function::LeakyRelu => lowered_leaky(maps, Function::LEAKY_RELU_SLOPE),
        Function::Elu => lowered_elu(maps, 1.0),
        Function::Gelu => burn_activation::gelu(maps),
        Function::Silu => burn_activation::silu(maps),
        Function::GeluApproximate => {
            let cubes = maps.clone() * maps.clone() * maps.clone();
            let inner = (maps.clone() + cubes * 0.044_715) * (2.0 / std::f64::consts::PI).sqrt();
            maps * (burn_activation::tanh(inner) + 1.0) * 0.5
        }
        Function::Relu6 => maps.clamp(0.0, 6.0),
        Function::HardSigmoid => hard_sigmoid(maps),
        Function::HardSilu => maps.clone() * hard_sigmoid(maps),
        Function::Selu => lowered_elu(maps, Function::SELU_ALPHA) * Function::SELU_SCALE,
        Function::Softplus => burn_activation::softplus(maps, 1.0),
        Function::Softsign => maps.clone() / (maps.abs() + 1.0),
        Function::Mish => {
            maps.clone() * burn_activation::tanh(burn_activation::softplus(maps, 1.0))
        }
        Function::Exponential => maps.exp(),
        Function::LogSoftmax => burn_activation::log_softmax(maps, 3),
    }
}

/// `x` above zero, `slope · x` from there on down.
pub fn leaky(maps: Tensor<4>, slope: f64) -> Tensor<4> {
    if kernels::runs_on(&maps) {
        return kernels::activation(maps, kernels::Function::Leaky(slope as f32));
    }
    lowered_leaky(maps, slope)
}

/// `x` above zero, `alpha · (exp(x) - 1)` below.
pub fn elu(maps: Tensor<4>, alpha: f64) -> Tensor<4> {
    if kernels::runs_on(&maps) {
        return kernels::activation(maps, kernels::Function::Elu(alpha as f32));
    }
    lowered_elu(maps, alpha)
}

/// `x` from `threshold` on, at most `most` where there is a limit; below, `slope · (x - threshold)`.
pub fn clipped(maps: Tensor<4>, most: Option<f64>, slope: f64, threshold: f64) -> Tensor<4> {
    if kernels::runs_on(&maps) {
        let function = kernels::Function::Clipped {
            most: most.map_or(f32::INFINITY, |most| most as f32),
            slope: slope as f32,
            threshold: threshold as f32,
        };
        return kernels::activation(maps, function);
    }
    lowered_clipped(maps, most, slope, threshold)
}

fn lowered_clipped(maps: Tensor<4>, most: Option<f64>, slope: f64, threshold: f64) -> Tensor<4> {
    let is_below = maps.clone().lower_elem(threshold);
    let below = (maps.clone() - threshold) * slope;
    let above = match most {
        Some(most) => maps.clamp_max(most),
        None => maps,
    };
    above.mask_where(is_below, below)
}

/// `exp(x) / sum of exp(x)` along the last axis: the classes of an image, the channels of a pixel.
pub fn softmax<const D: usize>(maps: Tensor<D>) -> Tensor<D> {
    if kernels::runs_on(&maps) {
        return kernels::softmax(maps);
    }
    burn_activation::softmax(maps, D - 1)
}

/// Burn's own has the gradient 1 at zero itself, Keras's the slope.
fn lowered_leaky(maps: Tensor<4>, slope: f64) -> Tensor<4> {
    maps.clone() * slope + burn_activation::relu(maps) * (1.0 - slope)
}

/// Burn's own takes the exponential of every number and so gives NaN as the gradient of those above 88, where it overflows.
fn lowered_elu(maps: Tensor<4>, alpha: f64) -> Tensor<4> {
    burn_activation::relu(maps.clone()) + (maps.clamp_max(0.0).exp() - 1.0) * alpha
}

fn hard_sigmoid(maps: Tensor<4>) -> Tensor<4> {
    (maps / 6.0 + 0.5).clamp(0.0, 1.0)
}

#[cfg(test)]
mod tests {
    use super::super::slow::{Maps, assert_close, assert_gradient, device, numbers};
    use super::*;
    use crate::layer::Choice;

    /// By definition, in double precision; the error function is Abramowitz and Stegun's series 7.1.6.
    fn slow(function: Function, x: f64) -> f64 {
        match function {
            Function::Linear | Function::Softmax | Function::LogSoftmax => x,
            Function::Relu => x.max(0.0),
            Function::Sigmoid => 1.0 / (1.0 + (-x).exp()),
            Function::Tanh => x.tanh(),
            Function::LeakyRelu => {
                if x > 0.0 {
                    x
                } else {
                    0.2 * x
                }
            }
            Function::Elu => {
                if x > 0.0 {
                    x
                } else {
                    x.exp() - 1.0
                }
            }
            Function::Gelu => 0.5 * x * (1.0 + error_function(x / 2.0_f64.sqrt())),
            Function::Silu => x / (1.0 + (-x).exp()),
            Function::GeluApproximate => {
                let inner = (2.0 / std::f64::consts::PI).sqrt() * (x + 0.044_715 * x.powi(3));
                0.5 * x * (1.0 + inner.tanh())
            }
            Function::Relu6 => x.clamp(0.0, 6.0),
            Function::HardSigmoid => ((x + 3.0) / 6.0).clamp(0.0, 1.0),
            Function::HardSilu => x * ((x + 3.0) / 6.0).clamp(0.0, 1.0),
            Function::Selu => {
                let elu = if x > 0.0 {
                    x
                } else {
                    Function::SELU_ALPHA * (x.exp() - 1.0)
                };
                Function::SELU_SCALE * elu
            }
            Function::Softplus => x.exp().ln_1p(),
            Function::Softsign => x / (1.0 + x.abs()),
            Function::Mish => x * x.exp().ln_1p().tanh(),
            Function::Exponential => x.exp(),
        }
    }

    fn error_function(x: f64) -> f64 {
        let mut term = x;
        let mut sum = x;
        for n in 1..60 {
            term *= 2.0 * x * x / (2.0 * f64::from(n) + 1.0);
            sum += term;
        }
        std::f64::consts::FRAC_2_SQRT_PI * (-x * x).exp() * sum
    }

    #[test]
    fn each_function_and_its_gradient_equal_their_definition() {
        let mut maps = Maps::random([1, 5, 5, 2], 1);
        maps.values.iter_mut().for_each(|value| *value *= 4.0);
        let rows = [Function::Softmax, Function::LogSoftmax];
        let all = Function::ALL.iter().copied();
        let elementwise = all.filter(|function| !rows.contains(function));
        for function in elementwise {
            let slow = |maps: &Maps| Maps::from_fn(maps.shape, |at| slow(function, maps.at(at)));
            for activation in [activation, lowered] {
                let found = numbers(activation(function, maps.tensor(&device())));
                assert_close(&found, &slow(&maps).values, 1e-5);
                assert_gradient(&maps, |maps| activation(function, maps), slow);
            }
        }
    }

    #[test]
    fn softmax_shares_one_among_the_channels_of_a_pixel() {
        let maps = Maps::random([2, 2, 2, 3], 2);
        let slow = |maps: &Maps| {
            Maps::from_fn(maps.shape, |[n, y, x, c]| {
                let sum: f64 = (0..3).map(|c| maps.at([n, y, x, c]).exp()).sum();
                maps.at([n, y, x, c]).exp() / sum
            })
        };
        let found = numbers(activation(Function::Softmax, maps.tensor(&device())));
        assert_close(&found, &slow(&maps).values, 1e-5);
        assert_gradient(&maps, |maps| activation(Function::Softmax, maps), slow);
    }

    #[test]
    fn the_logarithm_of_softmax_is_that() {
        let maps = Maps::random([2, 2, 2, 3], 4);
        let slow = |maps: &Maps| {
            Maps::from_fn(maps.shape, |[n, y, x, c]| {
                let sum: f64 = (0..3).map(|c| maps.at([n, y, x, c]).exp()).sum();
                maps.at([n, y, x, c]) - sum.ln()
            })
        };
        let fast = |maps| activation(Function::LogSoftmax, maps);
        assert_close(
            &numbers(fast(maps.tensor(&device()))),
            &slow(&maps).values,
            1e-5,
        );
        assert_gradient(&maps, fast, slow);
    }

    #[test]
    fn relus_with_settings_equal_their_definition() {
        let mut maps = Maps::random([1, 5, 5, 2], 5);
        maps.values.iter_mut().for_each(|value| *value *= 4.0);
        for (most, slope, threshold) in [
            (None, 0.0, 0.0),
            (Some(2.0), 0.0, 0.0),
            (None, 0.25, 1.0),
            (Some(2.5), 0.5, 0.5),
        ] {
            let value = |x: f64| match most {
                _ if x < threshold => slope * (x - threshold),
                Some(most) => x.min(most),
                None => x,
            };
            let slow = |maps: &Maps| Maps::from_fn(maps.shape, |at| value(maps.at(at)));
            for function in [clipped, lowered_clipped] {
                let fast = |maps| function(maps, most, slope, threshold);
                assert_close(
                    &numbers(fast(maps.tensor(&device()))),
                    &slow(&maps).values,
                    1e-6,
                );
                assert_gradient(&maps, fast, slow);
            }
        }
    }
}
