//! The fully connected layer.

use burn::tensor::Tensor;

use super::pixels;
use netsmith_kernels as kernels;

/// `features · kernel + bias` for each image.
///
/// - `features`: `[batch, 1, 1, inputs]`
/// - `kernel`: `[inputs, units]`
/// - `bias`: `[units]`
/// - returns `[batch, 1, 1, units]`
pub fn dense(features: Tensor<4>, kernel: Tensor<2>, bias: Option<Tensor<1>>) -> Tensor<4> {
    let [batch, height, width, _] = features.dims();
    let [_, units] = kernel.dims();
    let features = pixels(features);
    if kernels::runs_on(&features) {
        let bias = bias.unwrap_or_else(|| Tensor::zeros([units], &kernel.device().inner()));
        let sums = kernels::dense(features, kernel, bias);
        return sums.reshape([batch, height, width, units]);
    }
    let mut sums = features.matmul(kernel);
    if let Some(bias) = bias {
        sums = sums + bias.unsqueeze::<2>();
    }
    sums.reshape([batch, height, width, units])
}
