//! Stochastic gradient descent with momentum, as in Keras: the momentum holds steps, not gradients, so
//! a changed learning rate does not change what is already rolling.

use burn::tensor::Tensor;

use super::{Rule, StepPosition, take};
use crate::step::WeightPiece;

/// Plain descent, momentum (Polyak 1964) or Nesterov's (Sutskever et al. 2013, equations 3 and 4).
#[derive(Debug)]
pub struct Sgd {
    /// How much of the last step is taken again.
    pub momentum: f64,
    /// Whether the gradient counts as it will be after the momentum.
    pub nesterov: bool,
}

impl Rule for Sgd {
    fn slot_names(&self) -> &'static [&'static str] {
        if self.momentum > 0.0 {
            &["momentum"]
        } else {
            &[]
        }
    }

    fn moved(
        &self,
        weights: Tensor<1>,
        gradient: Tensor<1>,
        slots: &mut [Tensor<1>],
        step: StepPosition,
    ) -> Tensor<1> {
        let downhill = gradient * step.learning_rate;
        let [momentum] = slots else {
            return weights - downhill;
        };
        *momentum = take(momentum, &downhill) * self.momentum - downhill.clone();
        if self.nesterov {
            weights + momentum.clone() * self.momentum - downhill
        } else {
            weights + momentum.clone()
        }
    }

    #[expect(
        clippy::inline_always,
        reason = "only what is inlined is compiled for the machine's instructions"
    )]
    #[inline(always)]
    fn move_piece(&self, mut piece: WeightPiece<'_>, step: StepPosition) {
        let (rate, kept) = (step.learning_rate as f32, self.momentum as f32);
        let numbers = piece.weights.iter_mut().zip(piece.gradient);
        let [momentum] = piece.slots.as_mut_slice() else {
            for (weight, gradient) in numbers {
                *weight -= gradient * rate;
            }
            return;
        };
        for ((weight, gradient), momentum) in numbers.zip(momentum.iter_mut()) {
            let downhill = gradient * rate;
            *momentum = *momentum * kept - downhill;
            *weight += if self.nesterov {
                *momentum * kept - downhill
            } else {
                *momentum
            };
        }
    }
}
