//! What a network is validated on after each epoch, and what it is measured on at the end.

use serde::{Deserialize, Serialize};

use crate::message;
use crate::text::Message;

/// Where the pictures come from that the network is validated on.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Validation {
    /// Nobody chose: the data's own validation part or, where it has none, a share of the training part.
    #[default]
    Default,
    /// The part that the data itself sets aside for validation.
    ValidationPart,
    /// A share of the training part, [`Recipe::validation_split`](super::Recipe::validation_split).
    Split,
    /// The part that the data itself holds out for tests, as the course does: it is then no test any more.
    TestPart,
    /// Other data, as on the command line.
    Source(String),
    /// Nothing.
    None,
}

/// Where the pictures come from that the finished network is measured on.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TestData {
    /// The part that the data itself holds out.
    #[default]
    Own,
    /// The part that the data itself sets aside for validation; validation is then a share of the training part.
    ValidationPart,
    /// A share of the training part, which no training learns from.
    Split {
        /// The share, between 0 and 1.
        share: f64,
    },
    /// Other data, as on the command line.
    Source(String),
    /// Nothing.
    None,
}

/// Which parts a data set has beside the one to train on.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct HeldOut {
    /// One that it sets aside for validation itself.
    pub has_validation: bool,
    /// One for tests.
    pub has_test: bool,
}

/// The share that is split off where nobody named one: Keras's tutorials hold back as much.
pub const DEFAULT_SPLIT: f64 = 0.2;

impl Validation {
    /// Whether nobody chose.
    #[must_use]
    pub fn is_default(&self) -> bool {
        *self == Self::Default
    }

    /// What a menu calls it.
    #[must_use]
    pub fn label(&self) -> Message {
        match self {
            Self::Default => message!("validation-automatic"),
            Self::ValidationPart => message!("part-validation"),
            Self::Split => message!("validation-split"),
            Self::TestPart => message!("validation-test-part"),
            Self::Source(_) => message!("validation-other-data"),
            Self::None => message!("part-none"),
        }
    }
}

impl TestData {
    /// Whether nobody chose.
    #[must_use]
    pub fn is_own(&self) -> bool {
        *self == Self::Own
    }
}
