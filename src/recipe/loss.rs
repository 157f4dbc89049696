//! What training minimizes.

use serde::{Deserialize, Serialize};

/// The losses on offer, spelled as in Keras.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Loss {
    /// `-(t log p + (1 - t) log(1 - p))`, averaged over units and images.
    BinaryCrossentropy,
    /// `-log p(true class)`, averaged over images. Keras's `sparse_categorical_crossentropy` on
    /// whole-number labels and `categorical_crossentropy` on one-hot labels are this same number.
    CategoricalCrossentropy,
    /// `(t - p)²`, averaged over units and images.
    MeanSquaredError,
}

impl Loss {
    /// Every loss, in the order of a menu.
    pub const ALL: [Self; 3] = [
        Self::BinaryCrossentropy,
        Self::CategoricalCrossentropy,
        Self::MeanSquaredError,
    ];

    /// The name in Keras and in files.
    pub fn name(self) -> &'static str {
        match self {
            Self::BinaryCrossentropy => "binary_crossentropy",
            Self::CategoricalCrossentropy => "categorical_crossentropy",
            Self::MeanSquaredError => "mean_squared_error",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_equal_the_words_in_files() {
        for loss in Loss::ALL {
            let text = serde_json::to_string(&loss).unwrap();
            assert_eq!(text, format!("\"{}\"", loss.name()));
        }
    }
}
