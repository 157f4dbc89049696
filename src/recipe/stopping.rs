//! When a training ends before its last epoch, which of its epochs is kept as the best one, and what else a step is told.

use super::described::choice;

choice! {
    /// Whether a training ends once it gets no better, as Keras's `EarlyStopping`.
    #[derive(Default)]
    EarlyStopping {
        /// It goes through all of its epochs.
        #[default]
        Off = "off", "early-stopping-off", "early-stopping-off-help"
        /// It ends after some epochs in which what is watched got no better.
        On = "on", "early-stopping-on", "early-stopping-on-help" {
            /// As many epochs.
            patience: usize = 5, Count, "number-patience", "number-patience-help";
            /// Less than this is no better.
            min_delta: f64 = 0.0, NotNegative, "number-min-delta", "number-min-delta-help";
        }
    }
}

impl EarlyStopping {
    /// Whether to end after epochs with these values of what is watched, lower being better.
    pub fn is_due(self, watched: impl IntoIterator<Item = f64>) -> bool {
        let Self::On {
            patience,
            min_delta,
        } = self
        else {
            return false;
        };
        let mut wait = Wait::default();
        for value in watched {
            wait.see(value, min_delta);
        }
        wait.epochs >= patience
    }
}

/// How many epochs in a row have got no better.
pub(super) struct Wait {
    best: f64,
    pub epochs: usize,
}

impl Default for Wait {
    fn default() -> Self {
        Self {
            best: f64::INFINITY,
            epochs: 0,
        }
    }
}

impl Wait {
    /// Takes the next epoch's value, lower being better; by `min_delta` or less is no better.
    pub fn see(&mut self, value: f64, min_delta: f64) {
        if value < self.best - min_delta {
            (self.best, self.epochs) = (value, 0);
        } else {
            self.epochs += 1;
        }
    }
}

choice! {
    /// What is done to gradients that are too long, as Keras's optimizers do by `clipnorm`, `clipvalue` and
    /// `global_clipnorm`.
    #[derive(Default)]
    Clipping {
        /// Nothing.
        #[default]
        Off = "off", "clipping-off", "clipping-off-help"
        /// The gradient of each weight array is shortened to a length.
        Norm = "norm", "clipping-norm", "clipping-norm-help" {
            /// The length.
            norm: f64 = 1.0, Positive, "number-norm", "number-norm-help";
        }
        /// All gradients together are shortened to a length.
        GlobalNorm = "global_norm", "clipping-global-norm", "clipping-global-norm-help" {
            /// The length.
            norm: f64 = 1.0, Positive, "number-norm", "number-norm-help";
        }
        /// Each number of a gradient is brought into a range around zero.
        Value = "value", "clipping-value", "clipping-value-help" {
            /// How far from zero.
            limit: f64 = 0.5, Positive, "number-limit", "number-limit-help";
        }
    }
}

choice! {
    /// Whether a step takes less memory and more time. Nothing of what is learned changes.
    #[derive(Default, Eq)]
    GradientCheckpointing {
        /// What the layers give is kept until their gradients are computed.
        #[default]
        Off = "off", "gradient-checkpointing-off", "gradient-checkpointing-off-help"
        /// What goes from block to block is kept, and what is between is computed once more.
        Blocks = "blocks", "gradient-checkpointing-blocks", "gradient-checkpointing-blocks-help"
    }
}

choice! {
    /// How much the images of each class count.
    #[derive(Default, Eq)]
    ClassWeights {
        /// All the same.
        #[default]
        Equal = "equal", "class-weights-equal", "class-weights-equal-help"
        /// Those of rare classes more: images / (classes × images of the class), as scikit-learn's `balanced`.
        Balanced = "balanced", "class-weights-balanced", "class-weights-balanced-help"
    }
}

impl GradientCheckpointing {
    /// Whether nobody asked for it.
    pub(super) fn is_off(&self) -> bool {
        *self == Self::Off
    }
}
