//! The kernels as operations of Burn's flex backend, and their gradients for its autodiff: one trait, one file for
//! each kind of operation.
//! Never computes: tensors become slices here, and slices tensors.

mod convolution;
mod dense;
mod elementwise;
mod loss;
mod memory;
mod normalization;
mod pooling;
mod softmax;
mod transposed;

pub use convolution::ConvolutionBackend;
pub use dense::DenseBackend;
pub use elementwise::ElementwiseBackend;
pub use loss::LossBackend;
pub use memory::pooled;
pub use normalization::NormalizationBackend;
pub use pooling::PoolingBackend;
pub use softmax::SoftmaxBackend;
pub use transposed::TransposedBackend;

use burn::backend::Autodiff;
use burn::backend::Flex;
use burn::backend::autodiff::checkpoint::base::Checkpointer;
use burn::backend::autodiff::checkpoint::strategy::CheckpointStrategy;
use burn::backend::autodiff::grads::Gradients;
use burn::backend::autodiff::ops::{Backward, NodeGuard, Ops, OpsKind};
use burn::backend::flex::FlexTensor;
use burn::backend::tensor::FloatTensor;

use super::buffer::Buffer;
use crate::clock::{Attribution, Phase, place, time};

/// The numbers of a contiguous tensor.
fn numbers(tensor: &FlexTensor) -> &[f32] {
    tensor
        .as_slice::<f32>()
        .expect("callers ask for the kernels with f32 only and make their tensors contiguous")
}

/// Changes a tensor in place where nobody else holds its numbers, and otherwise a copy of it.
fn changed(tensor: FlexTensor, change: impl FnOnce(&mut [f32])) -> FlexTensor {
    let mut tensor = whole(tensor);
    if let Some(numbers) = tensor.try_storage_mut::<f32>() {
        change(numbers);
        return tensor;
    }
    let mut copy = Buffer::from_slice(numbers(&tensor));
    change(&mut copy);
    pooled(copy, tensor.layout().shape().clone())
}

/// A contiguous tensor that is all of its memory. Asked for a contiguous one, Burn hands out a second handle, which would look like
/// another holder, and a view of a part shares its memory with what lies beside it.
fn whole(tensor: FlexTensor) -> FlexTensor {
    let count = tensor.bytes().len() / size_of::<f32>();
    let is_whole = tensor
        .as_slice::<f32>()
        .is_some_and(|numbers| numbers.len() == count);
    if is_whole {
        tensor
    } else {
        tensor.to_contiguous()
    }
}

/// Puts an operation into autodiff's graph, with what its backward pass needs.
fn register<C, O, S, const N: usize>(
    operation: O,
    parents: [NodeGuard; N],
    saved: impl FnOnce() -> S,
    output: FlexTensor,
) -> FloatTensor<Autodiff<Flex, C>>
where
    C: CheckpointStrategy,
    S: Clone + Send + std::fmt::Debug + 'static,
    O: Backward<Flex, N, State = S>,
{
    let timed = Timed {
        operation,
        place: place(),
    };
    match timed.prepare::<C>(parents).compute_bound().stateful() {
        OpsKind::Tracked(prepared) => prepared.finish(saved(), output),
        OpsKind::UnTracked(prepared) => prepared.finish(output),
    }
}

/// An operation that remembers for whom it is done, so that a profile can tell what its gradient took.
#[derive(Debug)]
struct Timed<O> {
    operation: O,
    place: Option<Attribution>,
}

impl<O: Backward<Flex, N>, const N: usize> Backward<Flex, N> for Timed<O> {
    type State = O::State;

    fn backward(
        self,
        ops: Ops<O::State, N>,
        gradients: &mut Gradients,
        checkpointer: &mut Checkpointer,
    ) {
        time(self.place, Phase::Backward, || {
            self.operation.backward(ops, gradients, checkpointer);
        });
    }
}
