//! The fully connected layer.

use burn::backend::autodiff::checkpoint::base::Checkpointer;
use burn::backend::autodiff::checkpoint::strategy::CheckpointStrategy;
use burn::backend::autodiff::grads::Gradients;
use burn::backend::autodiff::ops::{Backward, Ops};
use burn::backend::flex::FlexTensor;
use burn::backend::tensor::FloatTensor;
use burn::backend::{Autodiff, Backend, Flex, backend_extension};

use super::{numbers, pooled, register};
use crate::convolution::bias_gradient;
use crate::dense::{self, DenseSizes};

/// A backend with our dense layer. Without a bias it is a product that Burn computes.
#[backend_extension(Flex, Autodiff)]
pub trait DenseBackend: Backend {
    /// See [`dense`](crate::dense()).
    fn dense(
        features: FloatTensor<Self>,
        kernel: FloatTensor<Self>,
        bias: FloatTensor<Self>,
        sizes: DenseSizes,
    ) -> FloatTensor<Self>;
}

impl DenseBackend for Flex {
    fn dense(
        features: FlexTensor,
        kernel: FlexTensor,
        bias: FlexTensor,
        sizes: DenseSizes,
    ) -> FlexTensor {
        let (features, kernel, bias) = (
            features.to_contiguous(),
            kernel.to_contiguous(),
            bias.to_contiguous(),
        );
        let output = dense::forward(numbers(&features), numbers(&kernel), numbers(&bias), &sizes);
        pooled(output, [sizes.images, sizes.units])
    }
}

impl<C: CheckpointStrategy> DenseBackend for Autodiff<Flex, C> {
    fn dense(
        features: FloatTensor<Self>,
        kernel: FloatTensor<Self>,
        bias: FloatTensor<Self>,
        sizes: DenseSizes,
    ) -> FloatTensor<Self> {
        let parents = [features.node(), kernel.node(), bias.node()];
        let saved = Saved {
            features: features.primitive().to_contiguous(),
            kernel: kernel.primitive().to_contiguous(),
            sizes,
        };
        let output = Flex::dense(
            features.into_primitive(),
            kernel.into_primitive(),
            bias.into_primitive(),
            sizes,
        );
        register::<C, _, _, 3>(DenseBackward, parents, || saved, output)
    }
}

#[derive(Debug, Clone)]
struct Saved {
    features: FlexTensor,
    kernel: FlexTensor,
    sizes: DenseSizes,
}

#[derive(Debug)]
struct DenseBackward;

impl Backward<Flex, 3> for DenseBackward {
    type State = Saved;

    fn backward(self, ops: Ops<Saved, 3>, gradients: &mut Gradients, _: &mut Checkpointer) {
        let Saved {
            features,
            kernel,
            sizes,
        } = ops.state;
        let output = gradients.consume::<Flex>(&ops.node).to_contiguous();
        let output = numbers(&output);
        let [of_features, of_kernel, of_bias] = ops.parents;
        if let Some(node) = of_features {
            let gradient = dense::features_gradient(output, numbers(&kernel), &sizes);
            gradients.register::<Flex>(node.id, pooled(gradient, [sizes.images, sizes.inputs]));
        }
        if let Some(node) = of_kernel {
            let gradient = dense::kernel_gradient(numbers(&features), output, &sizes);
            gradients.register::<Flex>(node.id, pooled(gradient, [sizes.inputs, sizes.units]));
        }
        if let Some(node) = of_bias {
            let gradient = bias_gradient(output, sizes.units);
            gradients.register::<Flex>(node.id, pooled(gradient, [sizes.units]));
        }
    }
}
