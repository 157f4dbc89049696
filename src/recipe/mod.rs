//! What a training run is asked to do: optimizer, loss, metrics, sizes, seed, device, as plain data.
//! Never trains, never knows Burn, a window or a file.

mod augmentation;
mod by_name;
mod described;
mod loss;
mod metric;
mod optimizer;
mod problem;
mod rates;
mod schedule;
mod stopping;
mod validation;
mod watch;

pub use augmentation::Augmentation;
pub use by_name::{NAMES, setting_label};
pub use described::{Described, NumberKind, NumberSpec, Numbers};
pub use loss::Loss;
pub use metric::Metric;
pub use optimizer::Optimizer;
pub use problem::RecipeProblem;
pub use schedule::{Progress, Schedule};
pub use stopping::{ClassWeights, Clipping, EarlyStopping, GradientCheckpointing};
pub use validation::{DEFAULT_SPLIT, HeldOut, TestData, Validation};
pub use watch::Watch;

use serde::{Deserialize, Serialize};

/// The largest accepted batch size. Larger batches than this never fit into memory as images.
pub const LARGEST_BATCH_SIZE: usize = 65_536;

/// The largest accepted number of threads. More than this is a slip of the keyboard.
pub const LARGEST_THREAD_COUNT: usize = 1_024;

/// Everything that training is asked to do, apart from the network and the data.
///
/// Two runs with equal recipes, networks and data on one device give equal losses.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Recipe {
    /// How gradients become steps.
    pub optimizer: Optimizer,
    /// The size of a step. Keras starts from [`Optimizer::default_learning_rate`].
    pub learning_rate: f64,
    /// How the size of a step changes over the epochs.
    pub schedule: Schedule,
    /// Epochs over which the size of a step rises from nearly nothing to begin with; 0 is none.
    pub warm_up: f64,
    /// How images are varied while training, one after the other.
    #[serde(deserialize_with = "augmentation::read_list")]
    pub augmentation: Vec<Augmentation>,
    /// What is minimized; `None` lets the network's last activation choose.
    pub loss: Option<Loss>,
    /// The share of certainty that is taken from the true class and given to all; Keras's `label_smoothing`.
    pub label_smoothing: f64,
    /// How much the images of each class count.
    pub class_weights: ClassWeights,
    /// What is done to gradients that are too long.
    pub clipping: Clipping,
    /// Whether a step takes less memory and more time.
    #[serde(skip_serializing_if = "GradientCheckpointing::is_off")]
    pub gradient_checkpointing: GradientCheckpointing,
    /// When training ends before its last epoch.
    pub early_stopping: EarlyStopping,
    /// What is reported beside the loss, in this order.
    pub metrics: Vec<Metric>,
    /// What tells which epoch is the best one, and when training gets no better: the highest value of a metric, or
    /// `None` for the lowest loss; of validation where there is any.
    pub monitor: Option<Metric>,
    /// Images per step.
    pub batch_size: usize,
    /// Passes over the training data.
    pub epochs: usize,
    /// What is looked at while training; nothing of it changes what is learned.
    #[serde(skip_serializing_if = "Watch::is_default")]
    pub watch: Watch,
    /// Where all randomness comes from: initial weights, order of images, dropout.
    pub seed: u64,
    /// The fraction of the training data held back for validation, when no validation data is given.
    pub validation_split: f64,
    /// The name of an entry of the device list.
    pub device: String,
    /// Threads that compute; `None` takes as many as the machine offers.
    pub threads: Option<usize>,
}

impl Default for Recipe {
    /// Keras's defaults; ten epochs and no validation split where Keras asks for an explicit choice.
    fn default() -> Self {
        let optimizer = Optimizer::default();
        Self {
            learning_rate: optimizer.default_learning_rate(),
            optimizer,
            schedule: Schedule::default(),
            warm_up: 0.0,
            augmentation: Vec::new(),
            loss: None,
            label_smoothing: 0.0,
            class_weights: ClassWeights::default(),
            clipping: Clipping::default(),
            gradient_checkpointing: GradientCheckpointing::default(),
            early_stopping: EarlyStopping::default(),
            metrics: vec![Metric::Accuracy],
            monitor: None,
            batch_size: 32,
            epochs: 10,
            watch: Watch::default(),
            seed: 0,
            validation_split: 0.0,
            device: "cpu".to_owned(),
            threads: None,
        }
    }
}

impl Recipe {
    /// All settings that cannot be trained with, in the order of the fields.
    pub fn problems(&self) -> Vec<RecipeProblem> {
        let mut problems = self.optimizer.problems();
        problems.extend(problem::positive("learning_rate", self.learning_rate));
        problems.extend(self.schedule.problems());
        problems.extend(problem::not_negative("warm_up", self.warm_up));
        problems.extend(self.augmentation.iter().flat_map(Described::problems));
        problems.extend(problem::fraction("label_smoothing", self.label_smoothing));
        problems.extend(self.clipping.problems());
        problems.extend(self.early_stopping.problems());
        problems.extend(self.metrics.iter().flat_map(Described::problems));
        problems.extend(problem::count(
            "batch_size",
            self.batch_size,
            LARGEST_BATCH_SIZE,
        ));
        problems.extend(problem::count("epochs", self.epochs, usize::MAX));
        problems.extend(problem::fraction("validation_split", self.validation_split));
        let threads = self.threads.unwrap_or(1);
        problems.extend(problem::count("threads", threads, LARGEST_THREAD_COUNT));
        problems
    }

    /// Refuses a recipe that cannot be trained with.
    ///
    /// # Errors
    /// The first of [`Recipe::problems`].
    pub fn check(&self) -> Result<(), RecipeProblem> {
        match self.problems().into_iter().next() {
            Some(problem) => Err(problem),
            None => Ok(()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_default_recipe_has_no_problems() {
        assert_eq!(Recipe::default().problems(), []);
    }

    #[test]
    fn a_recipe_survives_json() {
        let recipe = Recipe {
            optimizer: Optimizer::sgd(0.9, true),
            loss: Some(Loss::MeanSquaredError),
            metrics: vec![Metric::Accuracy, Metric::TopKAccuracy { k: 3 }],
            threads: Some(2),
            ..Recipe::default()
        };
        let text = serde_json::to_string(&recipe).unwrap();
        assert_eq!(serde_json::from_str::<Recipe>(&text).unwrap(), recipe);
    }

    #[test]
    fn fields_left_out_of_a_file_take_their_defaults() {
        let recipe: Recipe = serde_json::from_str(r#"{"epochs": 3}"#).unwrap();
        assert_eq!(
            recipe,
            Recipe {
                epochs: 3,
                ..Recipe::default()
            }
        );
    }

    #[test]
    fn every_impossible_setting_is_named() {
        let recipe = Recipe {
            learning_rate: f64::NAN,
            batch_size: 0,
            epochs: 0,
            validation_split: 1.0,
            threads: Some(0),
            ..Recipe::default()
        };
        let settings: Vec<_> = recipe.problems().iter().map(|p| p.setting).collect();
        assert_eq!(
            settings,
            [
                "learning_rate",
                "batch_size",
                "epochs",
                "validation_split",
                "threads"
            ]
        );
    }
}
