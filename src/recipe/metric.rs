//! What is reported beside the loss.

use super::described::choice;

choice! {
    /// The metrics on offer, spelled as in Keras.
    #[derive(Eq)]
    Metric {
        /// The share of images whose most probable class is the true one.
        Accuracy = "accuracy", "metric-accuracy", "metric-accuracy-help"
        /// The share of units on the right side of one half.
        BinaryAccuracy = "binary_accuracy", "metric-binary-accuracy", "metric-binary-accuracy-help"
        /// The share of images whose true class is among the `k` most probable ones.
        TopKAccuracy = "top_k_accuracy", "metric-top-k-accuracy", "metric-top-k-accuracy-help" {
            /// How many classes may be named.
            k: usize = 5, Count, "number-k", "number-k-help";
        }
        /// Of the images called a class, the share that is of it; averaged over classes.
        Precision = "precision", "metric-precision", "metric-precision-help"
        /// Of the images of a class, the share called so; averaged over classes.
        Recall = "recall", "metric-recall", "metric-recall-help"
        /// The harmonic mean of precision and recall; averaged over classes.
        F1 = "f1", "metric-f1", "metric-f1-help"
        /// The area under the ROC curve over all units, by 200 thresholds, as Keras's `AUC`.
        Auc = "auc", "metric-auc", "metric-auc-help"
    }
}
