//! The kernels against Burn's own operations, forward and backward, on random sizes.

mod convolution;
mod other;

use proptest::prelude::*;

/// Two of them: vertical and horizontal.
fn pair<T: std::fmt::Debug>(of: impl Strategy<Value = T> + Clone) -> impl Strategy<Value = [T; 2]> {
    (of.clone(), of).prop_map(|(vertical, horizontal)| [vertical, horizontal])
}
