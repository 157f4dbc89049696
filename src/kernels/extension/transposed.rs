//! Transposed convolution: the gradient of a convolution as an operation of its own, whose gradients are convolutions.

use burn::backend::autodiff::checkpoint::base::Checkpointer;
use burn::backend::autodiff::checkpoint::strategy::CheckpointStrategy;
use burn::backend::autodiff::grads::Gradients;
use burn::backend::autodiff::ops::{Backward, Ops};
use burn::backend::flex::FlexTensor;
use burn::backend::tensor::FloatTensor;
use burn::backend::{Autodiff, Backend, Flex, backend_extension};

use super::convolution::Saved;
use super::{numbers, pooled, register};
use crate::convolution;
use crate::elementwise;
use crate::geometry::ConvolutionGeometry;

/// A backend with our transposed convolution. Extensions take no optional tensors, so a bias makes another operation.
#[backend_extension(Flex, Autodiff)]
pub trait TransposedBackend: Backend {
    /// See [`conv2d_transpose`](crate::conv2d_transpose).
    fn conv2d_transpose_without_bias(
        maps: FloatTensor<Self>,
        kernel: FloatTensor<Self>,
        geometry: ConvolutionGeometry,
    ) -> FloatTensor<Self>;

    /// See [`conv2d_transpose`](crate::conv2d_transpose).
    fn conv2d_transpose_with_bias(
        maps: FloatTensor<Self>,
        kernel: FloatTensor<Self>,
        bias: FloatTensor<Self>,
        geometry: ConvolutionGeometry,
    ) -> FloatTensor<Self>;
}

impl TransposedBackend for Flex {
    fn conv2d_transpose_without_bias(
        maps: FlexTensor,
        kernel: FlexTensor,
        geometry: ConvolutionGeometry,
    ) -> FlexTensor {
        forward(&maps, &kernel, None, &geometry)
    }

    fn conv2d_transpose_with_bias(
        maps: FlexTensor,
        kernel: FlexTensor,
        bias: FlexTensor,
        geometry: ConvolutionGeometry,
    ) -> FlexTensor {
        forward(&maps, &kernel, Some(&bias), &geometry)
    }
}

impl<C: CheckpointStrategy> TransposedBackend for Autodiff<Flex, C> {
    fn conv2d_transpose_without_bias(
        maps: FloatTensor<Self>,
        kernel: FloatTensor<Self>,
        geometry: ConvolutionGeometry,
    ) -> FloatTensor<Self> {
        let output = forward(maps.primitive(), kernel.primitive(), None, &geometry);
        let parents = [maps.node(), kernel.node()];
        let saved = || Saved::of::<C>(&maps, &kernel, geometry);
        register::<C, _, _, 2>(TransposedBackward, parents, saved, output)
    }

    fn conv2d_transpose_with_bias(
        maps: FloatTensor<Self>,
        kernel: FloatTensor<Self>,
        bias: FloatTensor<Self>,
        geometry: ConvolutionGeometry,
    ) -> FloatTensor<Self> {
        let primitives = (maps.primitive(), kernel.primitive(), bias.primitive());
        let output = forward(primitives.0, primitives.1, Some(primitives.2), &geometry);
        let parents = [maps.node(), kernel.node(), bias.node()];
        let saved = || Saved::of::<C>(&maps, &kernel, geometry);
        register::<C, _, _, 3>(TransposedBackward, parents, saved, output)
    }
}

/// The gradients of a transposed convolution. Its parents are the maps, the kernel and perhaps the bias.
#[derive(Debug)]
struct TransposedBackward;

impl<const N: usize> Backward<Flex, N> for TransposedBackward {
    type State = Saved;

    fn backward(self, ops: Ops<Saved, N>, gradients: &mut Gradients, _: &mut Checkpointer) {
        let Saved {
            maps,
            kernel,
            geometry,
        } = ops.state;
        // Seen from the convolution that is turned around, these are its maps.
        let output = gradients.consume::<Flex>(&ops.node).to_contiguous();
        let output = numbers(&output);
        let parent = |place: usize| ops.parents.get(place).and_then(Option::as_ref);
        // What no gradient is asked of, the images for example, is no parent.
        if let (Some(node), Some(kernel)) = (parent(0), kernel) {
            let kernel = kernel.to_contiguous();
            let gradient = convolution::forward(output, numbers(&kernel), None, &geometry);
            gradients.register::<Flex>(node.id, pooled(gradient, geometry.output_shape()));
        }
        if let (Some(node), Some(maps)) = (parent(1), maps) {
            let maps = maps.to_contiguous();
            let gradient = convolution::kernel_gradient(output, numbers(&maps), &geometry);
            gradients.register::<Flex>(node.id, pooled(gradient, geometry.kernel_shape()));
        }
        if let Some(node) = parent(2) {
            let [.., filters] = geometry.maps_shape();
            let gradient = convolution::bias_gradient(output, filters);
            gradients.register::<Flex>(node.id, pooled(gradient, [filters]));
        }
    }
}

fn forward(
    maps: &FlexTensor,
    kernel: &FlexTensor,
    bias: Option<&FlexTensor>,
    geometry: &ConvolutionGeometry,
) -> FlexTensor {
    let (maps, kernel) = (maps.to_contiguous(), kernel.to_contiguous());
    let mut output = convolution::maps_gradient(numbers(&maps), numbers(&kernel), geometry);
    if let Some(bias) = bias.map(FlexTensor::to_contiguous) {
        elementwise::add_to_rows(&mut output, numbers(&bias));
    }
    pooled(output, geometry.maps_shape())
}
