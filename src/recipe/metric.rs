//! What is reported beside the loss.

use serde::{Deserialize, Serialize};

use super::problem::{self, RecipeProblem};

/// The metrics on offer, spelled as in Keras.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "name", rename_all = "snake_case")]
pub enum Metric {
    /// The share of images whose most probable class is the true one.
    Accuracy,
    /// The share of units on the right side of one half.
    BinaryAccuracy,
    /// The share of images whose true class is among the `k` most probable ones.
    TopKAccuracy {
        /// How many classes may be named.
        k: usize,
    },
    /// Of the images called a class, the share that is of it; averaged over classes.
    Precision,
    /// Of the images of a class, the share called so; averaged over classes.
    Recall,
    /// The harmonic mean of precision and recall; averaged over classes.
    F1,
}

impl Metric {
    /// Every metric with its default setting, in the order of a menu.
    pub const ALL: [Self; 6] = [
        Self::Accuracy,
        Self::BinaryAccuracy,
        Self::TopKAccuracy { k: 5 },
        Self::Precision,
        Self::Recall,
        Self::F1,
    ];

    /// The name in files and in the columns of a history.
    pub fn name(&self) -> &'static str {
        match self {
            Self::Accuracy => "accuracy",
            Self::BinaryAccuracy => "binary_accuracy",
            Self::TopKAccuracy { .. } => "top_k_accuracy",
            Self::Precision => "precision",
            Self::Recall => "recall",
            Self::F1 => "f1",
        }
    }

    /// What is wrong with the metric's settings, if anything.
    pub(super) fn problem(&self) -> Option<RecipeProblem> {
        match self {
            Self::TopKAccuracy { k } => problem::count("top_k_accuracy", *k, usize::MAX),
            _ => None,
        }
    }
}
