//! RMSprop as in Keras: epsilon is added before the root.

use burn::tensor::Tensor;

use super::{Rule, StepPosition, take};
use crate::step::WeightPiece;

/// Hinton 2012, lecture 6e, not centered.
#[derive(Debug)]
pub struct Rmsprop {
    /// How much of the mean square is kept from step to step.
    pub rho: f64,
    /// How much of the last step is taken again.
    pub momentum: f64,
    /// What is added before the root.
    pub epsilon: f64,
}

impl Rule for Rmsprop {
    fn slot_names(&self) -> &'static [&'static str] {
        if self.momentum > 0.0 {
            &["velocity", "momentum"]
        } else {
            &["velocity"]
        }
    }

    fn moved(
        &self,
        weights: Tensor<1>,
        gradient: Tensor<1>,
        slots: &mut [Tensor<1>],
        step: StepPosition,
    ) -> Tensor<1> {
        let Some((velocity, momentum)) = slots.split_first_mut() else {
            return weights;
        };
        *velocity =
            take(velocity, &gradient) * self.rho + gradient.clone().square() * (1.0 - self.rho);
        let change = gradient * step.learning_rate / (velocity.clone() + self.epsilon).sqrt();
        let [momentum] = momentum else {
            return weights - change;
        };
        *momentum = take(momentum, &change) * self.momentum + change;
        weights - momentum.clone()
    }

    #[expect(
        clippy::inline_always,
        reason = "only what is inlined is compiled for the machine's instructions"
    )]
    #[inline(always)]
    fn move_piece(&self, mut piece: WeightPiece<'_>, step: StepPosition) {
        let Some((velocity, momentum)) = piece.slots.split_first_mut() else {
            return;
        };
        let (rho, rest) = (self.rho as f32, (1.0 - self.rho) as f32);
        let (rate, epsilon) = (step.learning_rate as f32, self.epsilon as f32);
        let change = |gradient: f32, velocity: &mut f32| {
            *velocity = *velocity * rho + gradient * gradient * rest;
            gradient * rate / (*velocity + epsilon).sqrt()
        };
        let numbers = piece.weights.iter_mut().zip(piece.gradient);
        let numbers = numbers.zip(velocity.iter_mut());
        let [momentum] = momentum else {
            for ((weight, gradient), velocity) in numbers {
                *weight -= change(*gradient, velocity);
            }
            return;
        };
        let kept = self.momentum as f32;
        for (((weight, gradient), velocity), momentum) in numbers.zip(momentum.iter_mut()) {
            *momentum = *momentum * kept + change(*gradient, velocity);
            *weight -= *momentum;
        }
    }
}
