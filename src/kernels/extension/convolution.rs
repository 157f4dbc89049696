//! Convolution.

use burn::backend::autodiff::checkpoint::base::Checkpointer;
use burn::backend::autodiff::checkpoint::strategy::CheckpointStrategy;
use burn::backend::autodiff::grads::Gradients;
use burn::backend::autodiff::ops::{Backward, Ops};
use burn::backend::flex::FlexTensor;
use burn::backend::tensor::FloatTensor;
use burn::backend::{Autodiff, Backend, Flex, backend_extension};

use super::{numbers, pooled, register};
use crate::convolution;
use crate::geometry::ConvolutionGeometry;

/// A backend with our convolution. Extensions take no optional tensors, so a bias makes another operation.
#[backend_extension(Flex, Autodiff)]
pub trait ConvolutionBackend: Backend {
    /// See [`conv2d`](crate::conv2d).
    fn conv2d_without_bias(
        maps: FloatTensor<Self>,
        kernel: FloatTensor<Self>,
        geometry: ConvolutionGeometry,
    ) -> FloatTensor<Self>;

    /// See [`conv2d`](crate::conv2d).
    fn conv2d_with_bias(
        maps: FloatTensor<Self>,
        kernel: FloatTensor<Self>,
        bias: FloatTensor<Self>,
        geometry: ConvolutionGeometry,
    ) -> FloatTensor<Self>;
}

impl ConvolutionBackend for Flex {
    fn conv2d_without_bias(
        maps: FlexTensor,
        kernel: FlexTensor,
        geometry: ConvolutionGeometry,
    ) -> FlexTensor {
        forward(&maps, &kernel, None, &geometry)
    }

    fn conv2d_with_bias(
        maps: FlexTensor,
        kernel: FlexTensor,
        bias: FlexTensor,
        geometry: ConvolutionGeometry,
    ) -> FlexTensor {
        forward(&maps, &kernel, Some(&bias), &geometry)
    }
}

impl<C: CheckpointStrategy> ConvolutionBackend for Autodiff<Flex, C> {
    fn conv2d_without_bias(
        maps: FloatTensor<Self>,
        kernel: FloatTensor<Self>,
        geometry: ConvolutionGeometry,
    ) -> FloatTensor<Self> {
        let output = forward(maps.primitive(), kernel.primitive(), None, &geometry);
        let parents = [maps.node(), kernel.node()];
        let saved = || Saved::of::<C>(&maps, &kernel, geometry);
        register::<C, _, _, 2>(ConvolutionBackward, parents, saved, output)
    }

    fn conv2d_with_bias(
        maps: FloatTensor<Self>,
        kernel: FloatTensor<Self>,
        bias: FloatTensor<Self>,
        geometry: ConvolutionGeometry,
    ) -> FloatTensor<Self> {
        let primitives = (maps.primitive(), kernel.primitive(), bias.primitive());
        let output = forward(primitives.0, primitives.1, Some(primitives.2), &geometry);
        let parents = [maps.node(), kernel.node(), bias.node()];
        let saved = || Saved::of::<C>(&maps, &kernel, geometry);
        register::<C, _, _, 3>(ConvolutionBackward, parents, saved, output)
    }
}

/// What the backward pass needs of the forward pass, of a transposed convolution, too.
#[derive(Debug, Clone)]
pub struct Saved {
    pub maps: Option<FlexTensor>,
    pub kernel: Option<FlexTensor>,
    pub geometry: ConvolutionGeometry,
}

impl Saved {
    /// Maps and kernel are each needed for the gradient of the other.
    pub fn of<C: CheckpointStrategy>(
        maps: &FloatTensor<Autodiff<Flex, C>>,
        kernel: &FloatTensor<Autodiff<Flex, C>>,
        geometry: ConvolutionGeometry,
    ) -> Self {
        Self {
            maps: kernel.is_tracked().then(|| maps.primitive().clone()),
            kernel: maps.is_tracked().then(|| kernel.primitive().clone()),
            geometry,
        }
    }
}

/// The gradients of a convolution. Its parents are the maps, the kernel and perhaps the bias.
#[derive(Debug)]
struct ConvolutionBackward;

impl<const N: usize> Backward<Flex, N> for ConvolutionBackward {
    type State = Saved;

    fn backward(self, ops: Ops<Saved, N>, gradients: &mut Gradients, _: &mut Checkpointer) {
        let Saved {
            maps,
            kernel,
            geometry,
        } = ops.state;
        let output = gradients.consume::<Flex>(&ops.node).to_contiguous();
        let output = numbers(&output);
        let parent = |place: usize| ops.parents.get(place).and_then(Option::as_ref);
        // What no gradient is asked of, the images for example, is no parent.
        if let (Some(node), Some(kernel)) = (parent(0), kernel) {
            let kernel = kernel.to_contiguous();
            let gradient = convolution::maps_gradient(output, numbers(&kernel), &geometry);
            gradients.register::<Flex>(node.id, pooled(gradient, geometry.maps_shape()));
        }
        if let (Some(node), Some(maps)) = (parent(1), maps) {
            let maps = maps.to_contiguous();
            let gradient = convolution::kernel_gradient(numbers(&maps), output, &geometry);
            gradients.register::<Flex>(node.id, pooled(gradient, geometry.kernel_shape()));
        }
        if let Some(node) = parent(2) {
            let gradient = convolution::bias_gradient(output, geometry.filters());
            gradients.register::<Flex>(node.id, pooled(gradient, [geometry.filters()]));
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
    let bias = bias.map(FlexTensor::to_contiguous);
    let bias = bias.as_ref().map(numbers);
    let output = convolution::forward(numbers(&maps), numbers(&kernel), bias, geometry);
    pooled(output, geometry.output_shape())
}
