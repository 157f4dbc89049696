//! The kernels against Burn's own operations, forward and backward, on random sizes, with every set of instructions that
//! the machine has.

mod convolution;
mod definitions;
mod other;
mod slices;
mod tiles;
mod transposed;

use crate::slow::Maps;
use proptest::prelude::*;

const EPSILON: f64 = 1e-3;

/// What the output is weighted by.
fn weights(shape: [usize; 4]) -> Maps {
    Maps::random(shape, 77)
}

/// Two of them: vertical and horizontal.
fn pair<T: std::fmt::Debug>(of: impl Strategy<Value = T> + Clone) -> impl Strategy<Value = [T; 2]> {
    (of.clone(), of).prop_map(|(vertical, horizontal)| [vertical, horizontal])
}
