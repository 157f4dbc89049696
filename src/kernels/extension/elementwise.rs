//! Sums and relus.

use burn::backend::autodiff::checkpoint::base::Checkpointer;
use burn::backend::autodiff::checkpoint::strategy::CheckpointStrategy;
use burn::backend::autodiff::grads::Gradients;
use burn::backend::autodiff::ops::{Backward, Ops};
use burn::backend::flex::FlexTensor;
use burn::backend::tensor::FloatTensor;
use burn::backend::{Autodiff, Backend, Flex, backend_extension};

use super::{changed, numbers, pooled, register};
use crate::activation::{self, Function};
use crate::elementwise;

/// A backend with our sums and relus.
#[backend_extension(Flex, Autodiff)]
pub trait ElementwiseBackend: Backend {
    /// `relu(maps)`
    fn relu(maps: FloatTensor<Self>) -> FloatTensor<Self>;

    /// The function of each number.
    fn activation(maps: FloatTensor<Self>, function: Function) -> FloatTensor<Self>;

    /// `first + second`
    fn sum(first: FloatTensor<Self>, second: FloatTensor<Self>) -> FloatTensor<Self>;

    /// `relu(first + second)`
    fn relu_sum(first: FloatTensor<Self>, second: FloatTensor<Self>) -> FloatTensor<Self>;
}

impl ElementwiseBackend for Flex {
    fn relu(maps: FlexTensor) -> FlexTensor {
        let maps = maps.to_contiguous();
        let output = elementwise::with_relu(numbers(&maps));
        pooled(output, maps.layout().shape().clone())
    }

    fn activation(maps: FlexTensor, function: Function) -> FlexTensor {
        let maps = maps.to_contiguous();
        let output = activation::activated(numbers(&maps), function);
        pooled(output, maps.layout().shape().clone())
    }

    fn sum(first: FlexTensor, second: FlexTensor) -> FlexTensor {
        let second = second.to_contiguous();
        changed(first, |first| elementwise::add(first, numbers(&second)))
    }

    fn relu_sum(first: FlexTensor, second: FlexTensor) -> FlexTensor {
        let second = second.to_contiguous();
        changed(first, |first| {
            elementwise::add_relu(first, numbers(&second));
        })
    }
}

impl<C: CheckpointStrategy> ElementwiseBackend for Autodiff<Flex, C> {
    fn relu(maps: FloatTensor<Self>) -> FloatTensor<Self> {
        let output = Flex::relu(maps.primitive().clone());
        let saved = output.clone();
        register::<C, _, _, 1>(Rectified, [maps.node()], || Some(saved), output)
    }

    fn activation(maps: FloatTensor<Self>, function: Function) -> FloatTensor<Self> {
        let saved = (maps.primitive().to_contiguous(), function);
        let parents = [maps.node()];
        let output = Flex::activation(maps.into_primitive(), function);
        register::<C, _, _, 1>(Activated, parents, || saved, output)
    }

    fn sum(first: FloatTensor<Self>, second: FloatTensor<Self>) -> FloatTensor<Self> {
        let parents = [first.node(), second.node()];
        let output = Flex::sum(first.into_primitive(), second.into_primitive());
        register::<C, _, _, 2>(Rectified, parents, || None, output)
    }

    fn relu_sum(first: FloatTensor<Self>, second: FloatTensor<Self>) -> FloatTensor<Self> {
        let parents = [first.node(), second.node()];
        let output = Flex::relu_sum(first.into_primitive(), second.into_primitive());
        let saved = output.clone();
        register::<C, _, _, 2>(Rectified, parents, || Some(saved), output)
    }
}

/// The gradient of a function of each number.
#[derive(Debug)]
struct Activated;

impl Backward<Flex, 1> for Activated {
    type State = (FlexTensor, Function);

    fn backward(self, ops: Ops<Self::State, 1>, gradients: &mut Gradients, _: &mut Checkpointer) {
        let (maps, function) = ops.state;
        let gradient = gradients.consume::<Flex>(&ops.node);
        if let [Some(node)] = ops.parents {
            let gradient = changed(gradient, |gradient| {
                activation::activation_gradient(gradient, numbers(&maps), function);
            });
            gradients.register::<Flex>(node.id, gradient);
        }
    }
}

/// The gradient of a sum of its parents, cut off where the output of the relu, if there is one, was.
#[derive(Debug)]
struct Rectified;

impl<const N: usize> Backward<Flex, N> for Rectified {
    type State = Option<FlexTensor>;

    fn backward(self, ops: Ops<Self::State, N>, gradients: &mut Gradients, _: &mut Checkpointer) {
        let mut gradient = gradients.consume::<Flex>(&ops.node);
        if let Some(output) = ops.state {
            let output = output.to_contiguous();
            gradient = changed(gradient, |gradient| {
                elementwise::cut(gradient, numbers(&output));
            });
        }
        for node in ops.parents.iter().flatten() {
            gradients.register::<Flex>(node.id, gradient.clone());
        }
    }
}
