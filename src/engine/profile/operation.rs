//! The kinds of operation that a profile tells apart: which one a layer is, and what it is called.

use crate::layer::{Family, Layer};
use crate::text::say;
use netsmith_kernels::clock::Operation;

/// What a layer does.
pub fn operation_of(layer: &Layer) -> Operation {
    match layer.kind().entry().family {
        Family::Convolution => Operation::Convolution,
        Family::Dense => Operation::Dense,
        Family::Normalization => Operation::Normalization,
        Family::Activation => Operation::Activation,
        Family::Pooling => Operation::Pooling,
        Family::Merge => Operation::Merging,
        Family::Input | Family::Shape | Family::Regularization => Operation::Moving,
    }
}

/// Its name in a table.
pub fn operation_label(operation: Operation) -> &'static str {
    match operation {
        Operation::Convolution => say("operation-convolution"),
        Operation::Dense => say("operation-dense"),
        Operation::Normalization => say("operation-normalization"),
        Operation::Activation => say("operation-activation"),
        Operation::Pooling => say("operation-pooling"),
        Operation::Merging => say("operation-merging"),
        Operation::Moving => say("operation-moving"),
        Operation::Loss => say("operation-loss"),
        Operation::Optimizer => say("operation-optimizer"),
        Operation::Rest => say("operation-rest"),
    }
}
