//! Weights that do not belong to a network, as sentences.

use thiserror::Error;

use crate::text::Message;
use crate::{message, shown_as_message};

/// Why weights cannot be put into a network.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum WeightsMismatch {
    /// The network has a parameter that the weights lack.
    Missing {
        /// The parameter's name.
        name: String,
    },
    /// The weights hold an array that the network has no place for.
    Unexpected {
        /// The array's name.
        name: String,
    },
    /// An array of another shape than the parameter.
    Shape {
        /// The parameter's name.
        name: String,
        /// The network's shape.
        expected: Vec<usize>,
        /// The array's shape.
        found: Vec<usize>,
    },
    /// An array whose numbers do not fill its shape.
    Length {
        /// The array's name.
        name: String,
        /// Numbers that the shape asks for.
        expected: usize,
        /// Numbers found.
        found: usize,
    },
}

impl WeightsMismatch {
    /// What it says, as data.
    #[must_use]
    pub fn message(&self) -> Message {
        match self {
            Self::Missing { name } => message!("weights-lack", name = name),
            Self::Unexpected { name } => message!("weights-without-place", name = name),
            Self::Shape {
                name,
                expected,
                found,
            } => message!(
                "weights-of-other-shape",
                name = name,
                expected = format!("{expected:?}"),
                found = format!("{found:?}")
            ),
            Self::Length {
                name,
                expected,
                found,
            } => message!(
                "weights-of-other-count",
                name = name,
                expected = *expected,
                found = *found
            ),
        }
    }
}

shown_as_message!(WeightsMismatch);
