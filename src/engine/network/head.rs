//! The end of a network: logits, and what turns them into probabilities.

use burn::tensor::{Tensor, activation};

use crate::engine::ops;
use crate::layer::{Function, Layer};

/// The last activation, split off so that losses can work on logits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Head {
    /// Each unit is a probability of its own.
    Sigmoid,
    /// The units share one probability.
    Softmax,
    /// The units are taken as they are.
    Linear,
}

impl Head {
    /// The head of a network that ends in this layer.
    pub fn of_last(last: &Layer) -> Self {
        Self::of(last.function()).unwrap_or(Self::Linear)
    }

    /// The head that a last activation makes; `None` for a function that stays part of the network.
    pub(super) fn of(function: Function) -> Option<Self> {
        match function {
            Function::Sigmoid => Some(Self::Sigmoid),
            Function::Softmax => Some(Self::Softmax),
            _ => None,
        }
    }
}

/// What a forward pass gives.
#[derive(Debug, Clone)]
pub struct Output {
    /// The last layer's sums before the head, `[batch, units]`.
    pub logits: Tensor<2>,
    /// What the head makes of them.
    pub head: Head,
}

impl Output {
    /// What the network says, `[batch, units]`: Keras's output of the same network.
    pub fn values(&self) -> Tensor<2> {
        match self.head {
            Head::Sigmoid => activation::sigmoid(self.logits.clone()),
            Head::Softmax => ops::softmax(self.logits.clone()),
            Head::Linear => self.logits.clone(),
        }
    }
}
