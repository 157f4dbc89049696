//! Why a layer cannot work with what it was given.

use super::shape::Shape;

/// A layer's refusal of its settings or inputs, in words, with its kind so that a repair can be found.
#[derive(Clone, Debug, PartialEq)]
pub struct Fault {
    /// What went wrong, as data.
    pub kind: FaultKind,
    /// What was expected and what was found; names no layer, so that it can follow one.
    pub message: String,
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
    pub(crate) fn setting(key: &str, message: String) -> Self {
        Self {
            kind: FaultKind::Setting {
                key: key.to_owned(),
            },
            message,
        }
    }

    pub(crate) fn too_large(what: &str) -> Self {
        let message =
            format!("{what} is too large to count; use smaller settings or a smaller input");
        Self {
            kind: FaultKind::TooLarge,
            message,
        }
    }

    pub(crate) fn needs_map(given: Shape) -> Self {
        let message = format!("needs a feature map (height, width, channels) but gets {given}");
        Self {
            kind: FaultKind::NeedsMap { given },
            message,
        }
    }

    pub(crate) fn needs_vector(given: Shape) -> Self {
        let message = format!(
            "needs a vector but gets the feature map {given}; insert Flatten or GlobalAveragePooling2D before it"
        );
        Self {
            kind: FaultKind::NeedsVector { given },
            message,
        }
    }
}
