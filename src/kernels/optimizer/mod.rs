//! How gradients become steps: Keras's formulas, on any device and, for the CPU, in place.
//! Never decides a learning rate and never knows a parameter's name.

mod adam;
mod rmsprop;
mod sgd;

pub use adam::Adam;
pub use rmsprop::Rmsprop;
pub use sgd::Sgd;

use burn::tensor::Tensor;

use crate::simd::vectorized;
use crate::step::WeightPiece;

/// Where in the training a step stands.
#[derive(Debug, Clone, Copy)]
pub struct StepPosition {
    /// The size of the step.
    pub learning_rate: f64,
    /// 1 for the first step.
    pub number: u64,
}

/// A formula from gradient to step.
pub trait Rule: std::fmt::Debug + Send + Sync {
    /// Names of what is remembered per weight, as Keras calls them. All start at zero.
    fn slot_names(&self) -> &'static [&'static str];

    /// The weights after the step, on any device. Everything is flat, `[count]`; `slots` come in the order of
    /// [`Rule::slot_names`] and are replaced by what is to be remembered.
    fn moved(
        &self,
        weights: Tensor<1>,
        gradient: Tensor<1>,
        slots: &mut [Tensor<1>],
        step: StepPosition,
    ) -> Tensor<1>;

    /// The same step in place, in one pass, for the CPU.
    fn move_in_place(&self, piece: WeightPiece<'_>, step: StepPosition) {
        vectorized(
            #[inline(always)]
            || self.move_piece(piece, step),
        );
    }

    /// The loop of [`Rule::move_in_place`]; always inlined, because only so it is compiled for the machine.
    fn move_piece(&self, piece: WeightPiece<'_>, step: StepPosition);
}

/// Takes a slot out to be computed with, so that its memory can be used again.
///
/// The slot then holds `placeholder` until it is given its next value.
pub fn take(slot: &mut Tensor<1>, placeholder: &Tensor<1>) -> Tensor<1> {
    std::mem::replace(slot, placeholder.clone())
}
