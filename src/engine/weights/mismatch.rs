//! Weights that do not belong to a network, as sentences.

use thiserror::Error;

/// Why weights cannot be put into a network.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum WeightsMismatch {
    /// The network has a parameter that the weights lack.
    #[error(
        "the weights hold no \"{name}\"; they belong to another network, or one of its layers was renamed"
    )]
    Missing {
        /// The parameter's name.
        name: String,
    },
    /// The weights hold an array that the network has no place for.
    #[error(
        "the network has no place for \"{name}\"; the weights belong to another network, or one of its \
         layers was removed or renamed"
    )]
    Unexpected {
        /// The array's name.
        name: String,
    },
    /// An array of another shape than the parameter.
    #[error(
        "\"{name}\" must have the shape {expected:?} but has {found:?} in the weights; give the layer the \
         size that it was trained with"
    )]
    Shape {
        /// The parameter's name.
        name: String,
        /// The network's shape.
        expected: Vec<usize>,
        /// The array's shape.
        found: Vec<usize>,
    },
    /// An array whose numbers do not fill its shape.
    #[error(
        "\"{name}\" must hold {expected} numbers for its shape but holds {found}; the weights are damaged"
    )]
    Length {
        /// The array's name.
        name: String,
        /// Numbers that the shape asks for.
        expected: usize,
        /// Numbers found.
        found: usize,
    },
}
