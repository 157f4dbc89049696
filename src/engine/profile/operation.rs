//! The kinds of operation that a profile tells apart.

use crate::layer::{Family, Layer};
use crate::text::say;

/// A kind of operation, fused forms counted as what takes most of their time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Operation {
    /// Conv2D, with its bias.
    Convolution,
    /// Dense, with its bias.
    Dense,
    /// BatchNormalization.
    Normalization,
    /// Activation.
    Activation,
    /// Maximum and average pooling, global or not.
    Pooling,
    /// Add and Concatenate.
    Merging,
    /// ZeroPadding2D, Flatten, Dropout and what else moves numbers without arithmetic.
    Moving,
    /// The loss, and reading off what the network said.
    Loss,
    /// The optimizer's move.
    Optimizer,
    /// The rest of the step: bookkeeping, and gradients that nobody times one by one.
    Rest,
}

impl Operation {
    /// All kinds, in the order of a table.
    pub const ALL: [Self; 10] = [
        Self::Convolution,
        Self::Dense,
        Self::Normalization,
        Self::Activation,
        Self::Pooling,
        Self::Merging,
        Self::Moving,
        Self::Loss,
        Self::Optimizer,
        Self::Rest,
    ];

    /// What a layer does.
    pub fn of(layer: &Layer) -> Self {
        match layer.kind().entry().family {
            Family::Convolution => Self::Convolution,
            Family::Dense => Self::Dense,
            Family::Normalization => Self::Normalization,
            Family::Activation => Self::Activation,
            Family::Pooling => Self::Pooling,
            Family::Merge => Self::Merging,
            Family::Input | Family::Shape | Family::Regularization => Self::Moving,
        }
    }

    /// Its name for programs.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Convolution => "convolution",
            Self::Dense => "dense",
            Self::Normalization => "batch normalization",
            Self::Activation => "activation",
            Self::Pooling => "pooling",
            Self::Merging => "add, concatenate",
            Self::Moving => "padding, flatten, dropout",
            Self::Loss => "loss",
            Self::Optimizer => "optimizer",
            Self::Rest => "the rest",
        }
    }

    /// Its name in a table.
    pub fn label(self) -> &'static str {
        match self {
            Self::Convolution => say("operation-convolution"),
            Self::Dense => say("operation-dense"),
            Self::Normalization => say("operation-normalization"),
            Self::Activation => say("operation-activation"),
            Self::Pooling => say("operation-pooling"),
            Self::Merging => say("operation-merging"),
            Self::Moving => say("operation-moving"),
            Self::Loss => say("operation-loss"),
            Self::Optimizer => say("operation-optimizer"),
            Self::Rest => say("operation-rest"),
        }
    }
}
