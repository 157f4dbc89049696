//! Layers with several inputs.

use burn::tensor::{Tensor, activation};

use crate::engine::kernel as kernels;

/// The sum of equally shaped tensors, in the order given. `first` stands apart so that there is one.
pub fn add(first: Tensor<4>, others: impl IntoIterator<Item = Tensor<4>>) -> Tensor<4> {
    others.into_iter().fold(first, |sum, next| {
        if kernels::runs_on(&sum) {
            kernels::sum(sum, next)
        } else {
            sum + next
        }
    })
}

/// `relu(first + second)`.
pub fn relu_sum(first: Tensor<4>, second: Tensor<4>) -> Tensor<4> {
    if kernels::runs_on(&first) {
        return kernels::relu_sum(first, second);
    }
    activation::relu(first + second)
}

/// The tensors' channels one after another: `[batch, height, width, sum of channels]`.
pub fn concatenate(inputs: Vec<Tensor<4>>) -> Tensor<4> {
    Tensor::cat(inputs, 3)
}

#[cfg(test)]
mod tests {
    use super::super::slow::{Maps, device, numbers};
    use super::*;

    #[test]
    fn adding_sums_all_inputs() {
        let ones = || Tensor::<4>::ones([1, 1, 2, 1], &device());
        assert_eq!(numbers(add(ones(), [ones(), ones()])), [3.0, 3.0]);
    }

    #[test]
    fn concatenating_puts_channels_one_after_another() {
        let count = |first: usize, channels| {
            Maps::from_fn([1, 1, 2, channels], move |[_, _, x, c]| {
                (first + x * 10 + c) as f64
            })
            .tensor(&device())
        };
        let both = concatenate(vec![count(0, 2), count(100, 1)]);
        assert_eq!(numbers(both), [0.0, 1.0, 100.0, 10.0, 11.0, 110.0]);
    }
}
