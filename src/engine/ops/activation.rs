//! Activation functions, with Keras's constants.

use burn::tensor::{Tensor, activation as burn_activation};

use crate::engine::kernel as kernels;
use crate::layer::Function;

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
        Function::Elu => kernels::Function::Elu,
        Function::Gelu => kernels::Function::Gelu,
        Function::Silu => kernels::Function::Silu,
        Function::Linear | Function::Relu | Function::Softmax => return None,
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
        Function::LeakyRelu => leaky_relu(maps),
        Function::Elu => elu(maps),
        Function::Gelu => burn_activation::gelu(maps),
        Function::Silu => burn_activation::silu(maps),
    }
}

/// `exp(x) / sum of exp(x)` along the last axis: the classes of an image, the channels of a pixel.
pub fn softmax<const D: usize>(maps: Tensor<D>) -> Tensor<D> {
    if kernels::runs_on(&maps) {
        return kernels::softmax(maps);
    }
    burn_activation::softmax(maps, D - 1)
}

/// `x` above zero, `0.2 x` from there on. Burn's own has the gradient 1 at zero itself, Keras's the slope.
fn leaky_relu(maps: Tensor<4>) -> Tensor<4> {
    let slope = Function::LEAKY_RELU_SLOPE;
    maps.clone() * slope + burn_activation::relu(maps) * (1.0 - slope)
}

/// `x` above zero, `exp(x) - 1` below. Burn's own takes the exponential of every number and so gives
/// NaN as the gradient of those above 88, where it overflows.
fn elu(maps: Tensor<4>) -> Tensor<4> {
    burn_activation::relu(maps.clone()) + (maps.clamp_max(0.0).exp() - 1.0)
}

#[cfg(test)]
mod tests {
    use super::super::slow::{Maps, assert_close, assert_gradient, device, numbers};
    use super::*;

    /// By definition, in double precision; the error function is Abramowitz and Stegun's series 7.1.6.
    fn slow(function: Function, x: f64) -> f64 {
        match function {
            Function::Linear | Function::Softmax => x,
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
        let elementwise = [
            Function::Linear,
            Function::Relu,
            Function::Sigmoid,
            Function::Tanh,
            Function::LeakyRelu,
            Function::Elu,
            Function::Gelu,
            Function::Silu,
        ];
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
}
