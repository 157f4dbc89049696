//! What is looked at while training.

use serde::{Deserialize, Serialize};

/// What a training tells beside loss and metrics. Nothing of it changes what is learned.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Watch {
    /// Gradients, updates and activations of every layer, every so many steps.
    pub health: bool,
    /// The validation figures with each batch normalized by its own statistics, beside the usual ones.
    pub batch_statistics: bool,
}

impl Default for Watch {
    fn default() -> Self {
        Self {
            health: true,
            batch_statistics: false,
        }
    }
}

impl Watch {
    /// Whether nobody chose anything else.
    #[must_use]
    pub fn is_default(&self) -> bool {
        *self == Self::default()
    }
}
