//! RMSprop as in Keras: epsilon is added before the root.

use burn::tensor::Tensor;

use super::rule::{Rule, Step, take};

/// Hinton 2012, lecture 6e, not centred.
#[derive(Debug)]
pub(super) struct Rmsprop {
    pub rho: f64,
    pub momentum: f64,
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
        step: Step,
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
}
