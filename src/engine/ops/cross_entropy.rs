//! Losses: on logits where the last activation allows it, because a logarithm of a rounded probability
//! loses what training needs most; on probabilities, clipped as in Keras, otherwise.
//!
//! All take and return without names: values and targets `[batch, units]`, targets from 0 to 1, the result one number, `[1]`,
//! or one for each image.

use burn::tensor::{Tensor, activation};

use netsmith_kernels::{self as kernels, CrossEntropy};

/// Keras's fuzz factor: probabilities are kept this far from 0 and 1 before their logarithm.
const EPSILON: f64 = 1e-7;

/// Categorical cross-entropy of `softmax(logits)`, averaged over images.
pub fn softmax_cross_entropy(logits: Tensor<2>, targets: Tensor<2>) -> Tensor<1> {
    if kernels::runs_on(&logits) {
        return kernels::cross_entropy(logits, targets, CrossEntropy::Softmax);
    }
    lowered_softmax(logits, targets)
}

fn lowered_softmax(logits: Tensor<2>, targets: Tensor<2>) -> Tensor<1> {
    softmax_of_images(logits, targets).mean()
}

/// Binary cross-entropy of `sigmoid(logits)`, averaged over units and images.
pub fn sigmoid_binary_cross_entropy(logits: Tensor<2>, targets: Tensor<2>) -> Tensor<1> {
    if kernels::runs_on(&logits) {
        return kernels::cross_entropy(logits, targets, CrossEntropy::Sigmoid);
    }
    lowered_sigmoid(logits, targets)
}

/// `-log p` is `-log_sigmoid(±logit)`: exact to the last digit even where the probability rounds to 1.
fn lowered_sigmoid(logits: Tensor<2>, targets: Tensor<2>) -> Tensor<1> {
    sigmoid_of_images(logits, targets).mean()
}

/// [`softmax_cross_entropy`] of each image, `[batch, 1]`.
pub fn softmax_of_images(logits: Tensor<2>, targets: Tensor<2>) -> Tensor<2> {
    -(activation::log_softmax(logits, 1) * targets).sum_dim(1)
}

/// [`sigmoid_binary_cross_entropy`] of each image, `[batch, 1]`.
pub fn sigmoid_of_images(logits: Tensor<2>, targets: Tensor<2>) -> Tensor<2> {
    let of_ones = activation::log_sigmoid(logits.clone()) * targets.clone();
    let of_zeros = activation::log_sigmoid(-logits) * (-targets + 1.0);
    -(of_ones + of_zeros).mean_dim(1)
}

/// Categorical cross-entropy of values that are not a softmax: scaled to sum one, then clipped.
pub fn categorical_cross_entropy(values: Tensor<2>, targets: Tensor<2>) -> Tensor<1> {
    categorical_of_images(values, targets).mean()
}

/// Binary cross-entropy of values that are not a sigmoid, clipped.
pub fn binary_cross_entropy(values: Tensor<2>, targets: Tensor<2>) -> Tensor<1> {
    binary_of_images(values, targets).mean()
}

/// The squared distance to the targets, averaged over units and images.
pub fn mean_squared_error(values: Tensor<2>, targets: Tensor<2>) -> Tensor<1> {
    squared_error_of_images(values, targets).mean()
}

/// [`categorical_cross_entropy`] of each image, `[batch, 1]`.
pub fn categorical_of_images(values: Tensor<2>, targets: Tensor<2>) -> Tensor<2> {
    let sums = values.clone().sum_dim(1);
    let probabilities = (values / sums).clamp(EPSILON, 1.0 - EPSILON);
    -(probabilities.log() * targets).sum_dim(1)
}

/// [`binary_cross_entropy`] of each image, `[batch, 1]`.
pub fn binary_of_images(values: Tensor<2>, targets: Tensor<2>) -> Tensor<2> {
    let probabilities = values.clamp(EPSILON, 1.0 - EPSILON);
    let of_ones = probabilities.clone().log() * targets.clone();
    let of_zeros = (-probabilities + 1.0).log() * (-targets + 1.0);
    -(of_ones + of_zeros).mean_dim(1)
}

/// [`mean_squared_error`] of each image, `[batch, 1]`.
pub fn squared_error_of_images(values: Tensor<2>, targets: Tensor<2>) -> Tensor<2> {
    (values - targets).square().mean_dim(1)
}

#[cfg(test)]
mod tests {
    use super::super::slow::{assert_close, device, numbers};
    use super::*;

    fn matrix<const N: usize>(rows: [[f32; N]; 2]) -> Tensor<2> {
        Tensor::from_data(rows, &device())
    }

    const ONE_HOT: [[f32; 3]; 2] = [[0.0, 1.0, 0.0], [1.0, 0.0, 0.0]];

    #[test]
    fn softmax_cross_entropy_is_the_mean_of_minus_log_probability() {
        let logits = matrix([[1.0, 2.0, 3.0], [0.5, 0.5, 0.5]]);
        let first = (1f64.exp() + 2f64.exp() + 3f64.exp()).ln() - 2.0;
        let expected = (first + 3f64.ln()) / 2.0;
        for loss in [softmax_cross_entropy, lowered_softmax] {
            let found = numbers(loss(logits.clone(), matrix(ONE_HOT)));
            assert_close(&found, &[expected], 1e-6);
        }
    }

    #[test]
    fn sigmoid_cross_entropy_keeps_its_digits_where_probabilities_round_to_one() {
        // -log(sigmoid(20)) = log(1 + e^-20) = 2.0611537e-9; 1 - p would round to 0 in float32.
        for loss in [sigmoid_binary_cross_entropy, lowered_sigmoid] {
            let found = numbers(loss(matrix([[20.0], [-20.0]]), matrix([[1.0], [0.0]])));
            assert!((found[0] / 2.061_153_6e-9 - 1.0).abs() < 1e-5, "{found:?}");
        }
    }

    #[test]
    fn sigmoid_cross_entropy_has_the_textbook_gradient() {
        // d/dx = (sigmoid(x) - t) / count, also at x = 0.
        let logits = matrix([[0.0], [2.0]]).require_grad();
        let loss = sigmoid_binary_cross_entropy(logits.clone(), matrix([[1.0], [0.0]]));
        let gradients = loss.backward();
        let found = numbers(
            logits
                .grad(&gradients)
                .expect("the logits are part of the graph"),
        );
        assert_close(&found, &[-0.25, 0.5 / (1.0 + (-2f64).exp())], 1e-6);
    }

    /// The gradient of a loss that is scaled afterwards.
    fn gradient(
        loss: fn(Tensor<2>, Tensor<2>) -> Tensor<1>,
        logits: Tensor<2>,
        targets: Tensor<2>,
    ) -> Vec<f64> {
        let logits = logits.require_grad();
        let gradients = (loss(logits.clone(), targets) * 3.0).backward();
        numbers(
            logits
                .grad(&gradients)
                .expect("logits are part of the graph"),
        )
    }

    #[test]
    fn gradients_on_logits_equal_burns() {
        let logits = || matrix([[1.0, -2.0, 0.5], [40.0, 0.0, -90.0]]);
        let targets = || matrix(ONE_HOT);
        let found = gradient(softmax_cross_entropy, logits(), targets());
        let expected = gradient(lowered_softmax, logits(), targets());
        assert_close(&found, &expected, 1e-6);
        let found = gradient(sigmoid_binary_cross_entropy, logits(), targets());
        let expected = gradient(lowered_sigmoid, logits(), targets());
        assert_close(&found, &expected, 1e-6);
    }

    #[test]
    fn losses_on_probabilities_equal_those_on_logits() {
        let logits = matrix([[1.0, -2.0, 0.5], [0.25, 0.0, -1.0]]);
        let on_logits = numbers(softmax_cross_entropy(logits.clone(), matrix(ONE_HOT)));
        let softmax = activation::softmax(logits.clone(), 1);
        let found = numbers(categorical_cross_entropy(softmax, matrix(ONE_HOT)));
        assert_close(&found, &on_logits, 1e-5);

        let on_logits = numbers(sigmoid_binary_cross_entropy(
            logits.clone(),
            matrix(ONE_HOT),
        ));
        let found = numbers(binary_cross_entropy(
            activation::sigmoid(logits),
            matrix(ONE_HOT),
        ));
        assert_close(&found, &on_logits, 1e-5);
    }

    #[test]
    fn a_certain_mistake_costs_the_clipped_logarithm_and_not_infinity() {
        let found = numbers(binary_cross_entropy(
            matrix([[0.0], [0.0]]),
            matrix([[1.0], [0.0]]),
        ));
        // -log(1e-7) / 2 = 8.059.
        assert_close(&found, &[-(1e-7f64.ln()) / 2.0], 1e-4);
    }

    #[test]
    fn squared_distances_are_averaged_over_units_and_images() {
        let found = numbers(mean_squared_error(
            matrix([[1.0, 0.0, 0.5], [0.0, 0.0, 0.0]]),
            matrix(ONE_HOT),
        ));
        assert_close(&found, &[(1.0 + 1.0 + 0.25 + 1.0) / 6.0], 1e-6);
    }
}
