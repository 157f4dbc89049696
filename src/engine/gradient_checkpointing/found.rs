//! Gradients that were found on one way back or on several.

use burn::tensor::{Gradients, Tensor};

/// What one step found out about the weights.
pub struct FoundGradients {
    all: Vec<Gradients>,
}

impl From<Gradients> for FoundGradients {
    fn from(gradients: Gradients) -> Self {
        Self {
            all: vec![gradients],
        }
    }
}

impl From<Vec<Gradients>> for FoundGradients {
    fn from(all: Vec<Gradients>) -> Self {
        Self { all }
    }
}

impl FoundGradients {
    /// The gradient by a weight; `None` where it has none. A weight whose size adds to the loss has one from there, too.
    pub fn of<const D: usize>(&self, weight: &Tensor<D>) -> Option<Tensor<D>> {
        let found = self.all.iter().filter_map(|found| weight.grad(found));
        found.reduce(|sum, other| sum + other)
    }

    /// The same, taken out.
    pub fn take<const D: usize>(&mut self, weight: &Tensor<D>) -> Option<Tensor<D>> {
        let found = self.all.iter_mut();
        let found = found.filter_map(|found| weight.grad_remove(found));
        found.reduce(|sum, other| sum + other)
    }
}
