//! Poolings over windows.

use std::sync::Arc;

use burn::backend::autodiff::checkpoint::base::Checkpointer;
use burn::backend::autodiff::checkpoint::strategy::CheckpointStrategy;
use burn::backend::autodiff::grads::Gradients;
use burn::backend::autodiff::ops::{Backward, Ops};
use burn::backend::flex::FlexTensor;
use burn::backend::tensor::FloatTensor;
use burn::backend::{Autodiff, Backend, Flex, backend_extension};

use super::{numbers, pooled, register};
use crate::pooling::{self, Places, PoolingGeometry};

/// A backend with our poolings.
#[backend_extension(Flex, Autodiff)]
pub trait PoolingBackend: Backend {
    /// See [`max_pooling`](crate::max_pooling).
    fn pool_max(maps: FloatTensor<Self>, geometry: PoolingGeometry) -> FloatTensor<Self>;

    /// See [`average_pooling`](crate::average_pooling).
    fn pool_average(maps: FloatTensor<Self>, geometry: PoolingGeometry) -> FloatTensor<Self>;
}

impl PoolingBackend for Flex {
    fn pool_max(maps: FlexTensor, geometry: PoolingGeometry) -> FlexTensor {
        let output = pooling::max(numbers(&maps.to_contiguous()), &geometry);
        pooled(output, geometry.output_shape())
    }

    fn pool_average(maps: FlexTensor, geometry: PoolingGeometry) -> FlexTensor {
        let output = pooling::average(numbers(&maps.to_contiguous()), &geometry);
        pooled(output, geometry.output_shape())
    }
}

impl<C: CheckpointStrategy> PoolingBackend for Autodiff<Flex, C> {
    fn pool_max(maps: FloatTensor<Self>, geometry: PoolingGeometry) -> FloatTensor<Self> {
        let dense = maps.primitive().to_contiguous();
        let (output, places) = pooling::max_and_places(numbers(&dense), &geometry);
        let saved = || (Arc::new(places), geometry);
        let output = pooled(output, geometry.output_shape());
        register::<C, _, _, 1>(MaxBackward, [maps.node()], saved, output)
    }

    fn pool_average(maps: FloatTensor<Self>, geometry: PoolingGeometry) -> FloatTensor<Self> {
        let output = Flex::pool_average(maps.primitive().clone(), geometry);
        register::<C, _, _, 1>(AverageBackward, [maps.node()], || geometry, output)
    }
}

#[derive(Debug)]
struct MaxBackward;

impl Backward<Flex, 1> for MaxBackward {
    type State = (Arc<Places>, PoolingGeometry);

    fn backward(self, ops: Ops<Self::State, 1>, gradients: &mut Gradients, _: &mut Checkpointer) {
        let (places, geometry) = ops.state;
        let output = gradients.consume::<Flex>(&ops.node).to_contiguous();
        if let [Some(node)] = ops.parents {
            let gradient = pooling::max_gradient(numbers(&output), &places, &geometry);
            gradients.register::<Flex>(node.id, pooled(gradient, geometry.maps));
        }
    }
}

#[derive(Debug)]
struct AverageBackward;

impl Backward<Flex, 1> for AverageBackward {
    type State = PoolingGeometry;

    fn backward(self, ops: Ops<Self::State, 1>, gradients: &mut Gradients, _: &mut Checkpointer) {
        let geometry = ops.state;
        let output = gradients.consume::<Flex>(&ops.node).to_contiguous();
        if let [Some(node)] = ops.parents {
            let gradient = pooling::average_gradient(numbers(&output), &geometry);
            gradients.register::<Flex>(node.id, pooled(gradient, geometry.maps));
        }
    }
}
