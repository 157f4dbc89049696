//! What a network is validated on after each epoch.

use serde::{Deserialize, Serialize};

/// Where the pictures come from that the network is validated on.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Validation {
    /// Nobody chose: what the data suggests.
    #[default]
    Default,
    /// A share of the training part, [`Recipe::validation_split`](super::Recipe::validation_split).
    Split,
    /// The part that the data set itself holds out for tests.
    TestPart,
    /// Nothing.
    None,
}

/// The share that is split off where nobody named one.
pub const DEFAULT_SPLIT: f64 = 0.2;

impl Validation {
    /// Every choice that can be made, in the order of a menu.
    pub const ALL: [Self; 3] = [Self::TestPart, Self::Split, Self::None];

    /// Whether nobody chose.
    #[must_use]
    pub fn is_default(&self) -> bool {
        *self == Self::Default
    }

    /// What a menu calls it.
    #[must_use]
    pub const fn label(&self) -> &'static str {
        match self {
            Self::Default => "Automatic",
            Self::Split => "Split",
            Self::TestPart => "Test part",
            Self::None => "None",
        }
    }
}
