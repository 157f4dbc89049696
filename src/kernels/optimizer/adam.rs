//! Adam and AdamW as in Keras: the bias corrections go into the learning rate, and epsilon is added to
//! the uncorrected root.

use burn::tensor::Tensor;

use super::{Rule, StepPosition, take};
use crate::step::WeightPiece;

/// Kingma and Ba 2014, arXiv:1412.6980, the variant before section 2.1 ends ("epsilon hat"); with
/// `weight_decay` above 0 Loshchilov and Hutter 2017, arXiv:1711.05101.
#[derive(Debug)]
pub struct Adam {
    /// How much of the momentum is kept from step to step.
    pub beta_1: f64,
    /// How much of the mean square is kept from step to step.
    pub beta_2: f64,
    /// What is added to the root.
    pub epsilon: f64,
    /// Per step, `weight_decay · learning_rate` of each weight goes away before the gradient's step.
    pub weight_decay: f64,
}

impl Rule for Adam {
    fn slot_names(&self) -> &'static [&'static str] {
        &["momentum", "velocity"]
    }

    fn moved(
        &self,
        weights: Tensor<1>,
        gradient: Tensor<1>,
        slots: &mut [Tensor<1>],
        step: StepPosition,
    ) -> Tensor<1> {
        let [momentum, velocity] = slots else {
            return weights;
        };
        *momentum =
            take(momentum, &gradient) * self.beta_1 + gradient.clone() * (1.0 - self.beta_1);
        *velocity =
            take(velocity, &gradient) * self.beta_2 + gradient.square() * (1.0 - self.beta_2);

        let weights = match self.weight_decay {
            0.0 => weights,
            decay => weights * (1.0 - decay * step.learning_rate),
        };
        weights - momentum.clone() * self.rate(step) / (velocity.clone().sqrt() + self.epsilon)
    }

    #[expect(
        clippy::inline_always,
        reason = "only what is inlined is compiled for the machine's instructions"
    )]
    #[inline(always)]
    fn move_piece(&self, mut piece: WeightPiece<'_>, step: StepPosition) {
        let [momentum, velocity] = piece.slots.as_mut_slice() else {
            return;
        };
        let (beta_1, beta_2) = (self.beta_1 as f32, self.beta_2 as f32);
        let (rest_1, rest_2) = ((1.0 - self.beta_1) as f32, (1.0 - self.beta_2) as f32);
        let kept = (1.0 - self.weight_decay * step.learning_rate) as f32;
        let (rate, epsilon) = (self.rate(step) as f32, self.epsilon as f32);
        let remembered = momentum.iter_mut().zip(velocity.iter_mut());
        let numbers = piece.weights.iter_mut().zip(piece.gradient);
        for ((weight, gradient), (momentum, velocity)) in numbers.zip(remembered) {
            *momentum = *momentum * beta_1 + gradient * rest_1;
            *velocity = *velocity * beta_2 + gradient * gradient * rest_2;
            *weight = *weight * kept - *momentum * rate / (velocity.sqrt() + epsilon);
        }
    }
}

impl Adam {
    /// The learning rate with both bias corrections.
    fn rate(&self, step: StepPosition) -> f64 {
        // Keras rounds beta to float32 before raising it, even where it computes in float64: at the first
        // step that makes a difference of 6e-6, which a comparison with Keras would see.
        let correction = |beta: f64| 1.0 - f64::from(beta as f32).powf(step.number as f64);
        step.learning_rate * correction(self.beta_2).sqrt() / correction(self.beta_1)
    }
}
