//! Weights that do not belong to a network, as sentences.

use thiserror::Error;

use crate::tr;

/// Why weights cannot be put into a network.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum WeightsMismatch {
    /// The network has a parameter that the weights lack.
    #[error("{}", tr!("weights-lack", name = %name))]
    Missing {
        /// The parameter's name.
        name: String,
    },
    /// The weights hold an array that the network has no place for.
    #[error("{}", tr!("weights-without-place", name = %name))]
    Unexpected {
        /// The array's name.
        name: String,
    },
    /// An array of another shape than the parameter.
    #[error("{}", tr!("weights-of-other-shape", name = %name, expected = format!("{:?}", expected), found = format!("{:?}", found)))]
    Shape {
        /// The parameter's name.
        name: String,
        /// The network's shape.
        expected: Vec<usize>,
        /// The array's shape.
        found: Vec<usize>,
    },
    /// An array whose numbers do not fill its shape.
    #[error("{}", tr!("weights-of-other-count", name = %name, expected = %expected, found = %found))]
    Length {
        /// The array's name.
        name: String,
        /// Numbers that the shape asks for.
        expected: usize,
        /// Numbers found.
        found: usize,
    },
}
