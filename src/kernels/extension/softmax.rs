//! Softmax.

use burn::backend::autodiff::checkpoint::base::Checkpointer;
use burn::backend::autodiff::checkpoint::strategy::CheckpointStrategy;
use burn::backend::autodiff::grads::Gradients;
use burn::backend::autodiff::ops::{Backward, Ops};
use burn::backend::flex::FlexTensor;
use burn::backend::tensor::FloatTensor;
use burn::backend::{Autodiff, Backend, Flex, backend_extension};

use super::{changed, numbers, pooled, register};
use crate::softmax;

/// A backend with our softmax.
#[backend_extension(Flex, Autodiff)]
pub trait SoftmaxBackend: Backend {
    /// `exp(x) / sum of exp(x)` along each row of that many classes.
    fn softmax_rows(maps: FloatTensor<Self>, classes: usize) -> FloatTensor<Self>;
}

impl SoftmaxBackend for Flex {
    fn softmax_rows(maps: FlexTensor, classes: usize) -> FlexTensor {
        let maps = maps.to_contiguous();
        let output = softmax::softmax(numbers(&maps), classes);
        pooled(output, maps.layout().shape().clone())
    }
}

impl<C: CheckpointStrategy> SoftmaxBackend for Autodiff<Flex, C> {
    fn softmax_rows(maps: FloatTensor<Self>, classes: usize) -> FloatTensor<Self> {
        let parents = [maps.node()];
        let output = Flex::softmax_rows(maps.into_primitive(), classes);
        let saved = (output.clone(), classes);
        register::<C, _, _, 1>(Softmax, parents, || saved, output)
    }
}

/// The gradient of a softmax, by its output.
#[derive(Debug)]
struct Softmax;

impl Backward<Flex, 1> for Softmax {
    type State = (FlexTensor, usize);

    fn backward(self, ops: Ops<Self::State, 1>, gradients: &mut Gradients, _: &mut Checkpointer) {
        let (output, classes) = ops.state;
        let gradient = gradients.consume::<Flex>(&ops.node);
        if let [Some(node)] = ops.parents {
            let gradient = changed(gradient, |gradient| {
                softmax::softmax_gradient(gradient, numbers(&output), classes);
            });
            gradients.register::<Flex>(node.id, gradient);
        }
    }
}
