//! Adam and AdamW as in Keras: the bias corrections go into the learning rate, and epsilon is added to
//! the uncorrected root.

use burn::tensor::Tensor;

use super::rule::{Rule, Step, take};

/// Kingma and Ba 2014, arXiv:1412.6980, the variant before section 2.1 ends ("epsilon hat"); with
/// `weight_decay` above 0 Loshchilov and Hutter 2017, arXiv:1711.05101.
#[derive(Debug)]
pub(super) struct Adam {
    pub beta_1: f64,
    pub beta_2: f64,
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
        step: Step,
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
        // Keras rounds beta to float32 before raising it, even where it computes in float64: at the first
        // step that makes a difference of 6e-6, which a comparison with Keras would see.
        let correction = |beta: f64| 1.0 - f64::from(beta as f32).powf(step.number as f64);
        let rate = step.learning_rate * correction(self.beta_2).sqrt() / correction(self.beta_1);
        weights - momentum.clone() * rate / (velocity.clone().sqrt() + self.epsilon)
    }
}
