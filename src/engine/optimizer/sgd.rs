//! Stochastic gradient descent with momentum, as in Keras: the momentum holds steps, not gradients, so
//! a changed learning rate does not change what is already rolling.

use burn::tensor::Tensor;

use super::rule::{Rule, Step, take};

/// Plain descent, momentum (Polyak 1964) or Nesterov's (Sutskever et al. 2013, equations 3 and 4).
#[derive(Debug)]
pub(super) struct Sgd {
    pub momentum: f64,
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
        step: Step,
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
}
