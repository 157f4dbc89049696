//! Layers with several inputs.

use burn::tensor::{Tensor, activation};

use netsmith_kernels as kernels;

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
pub fn concatenate(first: Tensor<4>, mut others: Vec<Tensor<4>>) -> Tensor<4> {
    others.insert(0, first);
    Tensor::cat(others, 3)
}

/// What is made of the numbers at one place of several inputs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Merge {
    /// Their product.
    Multiply,
    /// The first less the second.
    Subtract,
    /// Their mean.
    Average,
    /// The largest.
    Maximum,
    /// The smallest.
    Minimum,
}

/// Merges inputs number by number; an axis of length 1 counts for all places along it.
pub fn merged(merge: Merge, first: Tensor<4>, others: Vec<Tensor<4>>) -> Tensor<4> {
    let count = 1 + others.len();
    let shape = others.iter().fold(first.dims(), |shape, other| {
        let other = other.dims();
        std::array::from_fn(|axis| shape[axis].max(other[axis]))
    });
    let whole = |maps: Tensor<4>| {
        if maps.dims() == shape {
            maps
        } else {
            maps.expand(shape)
        }
    };
    let merged = others.into_iter().fold(first, |merged, other| match merge {
        Merge::Multiply => merged * other,
        Merge::Subtract => merged - other,
        Merge::Average => merged + other,
        Merge::Maximum => largest(whole(merged), whole(other)),
        Merge::Minimum => -largest(-whole(merged), -whole(other)),
    });
    match merge {
        Merge::Average => merged / count as f32,
        _ => merged,
    }
}

/// The larger of two numbers; of equal ones the first, which then gets the gradient as in Keras.
fn largest(first: Tensor<4>, second: Tensor<4>) -> Tensor<4> {
    let is_second = second.clone().greater(first.clone());
    first.mask_where(is_second, second)
}

/// `first + scale · other`, for each of the others.
pub fn scaled_sum(
    first: Tensor<4>,
    others: impl IntoIterator<Item = Tensor<4>>,
    scale: f64,
) -> Tensor<4> {
    others
        .into_iter()
        .fold(first, |sum, next| sum + next * scale)
}

#[cfg(test)]
mod tests {
    use super::super::slow::{Maps, assert_close, assert_gradient, device, numbers};
    use super::*;

    /// Of three inputs, of which the second has one pixel and the third one channel.
    fn merged_slowly(merge: Merge, inputs: [&Maps; 3]) -> Maps {
        let [first, second, third] = inputs;
        Maps::from_fn(first.shape, |[n, y, x, c]| {
            let numbers = [
                first.at([n, y, x, c]),
                second.at([n, 0, 0, c]),
                third.at([n, y, x, 0]),
            ];
            match merge {
                Merge::Multiply => numbers.iter().product(),
                Merge::Subtract => numbers[0] - numbers[1] - numbers[2],
                Merge::Average => numbers.iter().sum::<f64>() / 3.0,
                Merge::Maximum => numbers.into_iter().fold(f64::NEG_INFINITY, f64::max),
                Merge::Minimum => numbers.into_iter().fold(f64::INFINITY, f64::min),
            }
        })
    }

    #[test]
    fn merged_inputs_and_their_gradients_equal_their_definition() {
        let first = Maps::random([2, 3, 2, 4], 1);
        let second = Maps::random([2, 1, 1, 4], 2);
        let third = Maps::random([2, 3, 2, 1], 3);
        let device = device();
        for merge in [
            Merge::Multiply,
            Merge::Subtract,
            Merge::Average,
            Merge::Maximum,
            Merge::Minimum,
        ] {
            let rest = || vec![second.tensor(&device), third.tensor(&device)];
            let found = numbers(merged(merge, first.tensor(&device), rest()));
            let expected = merged_slowly(merge, [&first, &second, &third]);
            assert_close(&found, &expected.values, 1e-6);
            assert_gradient(
                &first,
                |first| merged(merge, first, rest()),
                |first| merged_slowly(merge, [first, &second, &third]),
            );
            assert_gradient(
                &second,
                |second| {
                    let rest = vec![second, third.tensor(&device)];
                    merged(merge, first.tensor(&device), rest)
                },
                |second| merged_slowly(merge, [&first, second, &third]),
            );
        }
    }

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
        let both = concatenate(count(0, 2), vec![count(100, 1)]);
        assert_eq!(numbers(both), [0.0, 1.0, 100.0, 10.0, 11.0, 110.0]);
    }
}
