//! Cross-entropies on logits.

use burn::backend::autodiff::checkpoint::base::Checkpointer;
use burn::backend::autodiff::checkpoint::strategy::CheckpointStrategy;
use burn::backend::autodiff::grads::Gradients;
use burn::backend::autodiff::ops::{Backward, Ops};
use burn::backend::flex::FlexTensor;
use burn::backend::tensor::FloatTensor;
use burn::backend::{Autodiff, Backend, Flex, backend_extension};

use super::{changed, numbers, pooled, register};
use crate::buffer::Buffer;
use crate::loss::{self, CrossEntropy};

/// A backend with our cross-entropies.
#[backend_extension(Flex, Autodiff)]
pub trait LossBackend: Backend {
    /// See [`cross_entropy`](crate::cross_entropy).
    fn cross_entropy(
        logits: FloatTensor<Self>,
        targets: FloatTensor<Self>,
        kind: CrossEntropy,
    ) -> FloatTensor<Self>;
}

impl LossBackend for Flex {
    fn cross_entropy(logits: FlexTensor, targets: FlexTensor, kind: CrossEntropy) -> FlexTensor {
        computed(&logits, &targets, kind).0
    }
}

impl<C: CheckpointStrategy> LossBackend for Autodiff<Flex, C> {
    fn cross_entropy(
        logits: FloatTensor<Self>,
        targets: FloatTensor<Self>,
        kind: CrossEntropy,
    ) -> FloatTensor<Self> {
        let (loss, gradient) = computed(logits.primitive(), targets.primitive(), kind);
        register::<C, _, _, 1>(LossBackward, [logits.node()], || gradient, loss)
    }
}

/// The loss, `[1]`, and its gradient by the logits.
fn computed(
    logits: &FlexTensor,
    targets: &FlexTensor,
    kind: CrossEntropy,
) -> (FlexTensor, FlexTensor) {
    let (logits, targets) = (logits.to_contiguous(), targets.to_contiguous());
    let shape = logits.layout().shape().clone();
    let units = shape[1];
    let (loss, gradient) = loss::cross_entropy(kind, numbers(&logits), numbers(&targets), units);
    (
        pooled(Buffer::from_slice(&[loss]), [1]),
        pooled(gradient, shape),
    )
}

/// The gradient was found with the loss; what follows the loss only scales it.
#[derive(Debug)]
struct LossBackward;

impl Backward<Flex, 1> for LossBackward {
    type State = FlexTensor;

    fn backward(self, ops: Ops<FlexTensor, 1>, gradients: &mut Gradients, _: &mut Checkpointer) {
        let outer = gradients.consume::<Flex>(&ops.node).to_contiguous();
        let factor = numbers(&outer)[0];
        if let [Some(node)] = ops.parents {
            let gradient = changed(ops.state, |gradient| {
                for number in gradient {
                    *number *= factor;
                }
            });
            gradients.register::<Flex>(node.id, gradient);
        }
    }
}
