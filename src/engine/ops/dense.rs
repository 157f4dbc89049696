//! The fully connected layer.

use burn::tensor::Tensor;

use super::pixels;

/// `features · kernel + bias` for each image.
///
/// - `features`: `[batch, 1, 1, inputs]`
/// - `kernel`: `[inputs, units]`
/// - `bias`: `[units]`
/// - returns `[batch, 1, 1, units]`
pub fn dense(features: Tensor<4>, kernel: Tensor<2>, bias: Option<Tensor<1>>) -> Tensor<4> {
    let [batch, height, width, _] = features.dims();
    let [_, units] = kernel.dims();
    let mut sums = pixels(features).matmul(kernel);
    if let Some(bias) = bias {
        sums = sums + bias.unsqueeze::<2>();
    }
    sums.reshape([batch, height, width, units])
}
