//! What training minimizes.

use super::described::choice;

choice! {
    /// The losses on offer, spelled as in Keras.
    #[derive(Eq)]
    Loss {
        /// `-(t log p + (1 - t) log(1 - p))`, averaged over units and images.
        BinaryCrossentropy = "binary_crossentropy", "loss-binary-crossentropy", "loss-binary-crossentropy-help"
        /// `-log p(true class)`, averaged over images. Keras's `sparse_categorical_crossentropy` on
        /// whole-number labels and `categorical_crossentropy` on one-hot labels are this same number.
        CategoricalCrossentropy = "categorical_crossentropy", "loss-categorical-crossentropy", "loss-categorical-crossentropy-help"
        /// `(t - p)²`, averaged over units and images.
        MeanSquaredError = "mean_squared_error", "loss-mean-squared-error", "loss-mean-squared-error-help"
    }
}

impl Loss {
    /// Whether it says something of any numbers; the others need probabilities.
    pub fn takes_any_numbers(self) -> bool {
        match self {
            Self::MeanSquaredError => true,
            Self::BinaryCrossentropy | Self::CategoricalCrossentropy => false,
        }
    }
}
