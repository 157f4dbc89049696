//! Why a layer cannot work with what it was given.

use super::shape::Shape;
use crate::message;
use crate::text::Message;

/// A layer's refusal of its settings or inputs, in words, with its kind so that a repair can be found.
#[derive(Clone, Debug, PartialEq)]
pub struct Fault {
    /// What went wrong, as data.
    pub kind: FaultKind,
    /// What was expected and what was found; names no layer, so that it can follow one.
    pub message: Message,
}

/// The kinds of faults that a layer can find by itself.
#[derive(Clone, Debug, PartialEq)]
pub enum FaultKind {
    /// A setting has a value that it does not accept.
    Setting {
        /// The setting's key.
        key: String,
    },
    /// Inputs that must agree do not.
    UnequalInputs,
    /// A kernel or pooling window is larger than the map that it should slide over.
    WindowTooLarge {
        /// The setting that holds the window's size: `kernel_size` or `pool_size`.
        key: &'static str,
        /// `[height, width]` that would fit.
        fitting: [usize; 2],
    },
    /// A vector was needed, a feature map was given.
    NeedsVector {
        /// What was given.
        given: Shape,
    },
    /// A feature map was needed, a vector was given.
    NeedsMap {
        /// What was given.
        given: Shape,
    },
    /// A number does not fit into 64 bits.
    TooLarge,
}

impl Fault {
    pub(crate) fn setting(key: &str, message: Message) -> Self {
        Self {
            kind: FaultKind::Setting {
                key: key.to_owned(),
            },
            message,
        }
    }

    /// A fault that a setting's own text has, with the setting before it.
    pub(crate) fn in_setting(key: &str, reason: Message) -> Self {
        Self::setting(
            key,
            message!("fault-in-setting", key = key, reason = reason),
        )
    }

    pub(crate) fn too_large(message: Message) -> Self {
        Self {
            kind: FaultKind::TooLarge,
            message,
        }
    }

    pub(crate) fn needs_map(given: Shape) -> Self {
        Self {
            kind: FaultKind::NeedsMap { given },
            message: message!("needs-map", shape = %given),
        }
    }

    pub(crate) fn needs_vector(given: Shape) -> Self {
        Self {
            kind: FaultKind::NeedsVector { given },
            message: message!("needs-vector", shape = %given),
        }
    }
}
