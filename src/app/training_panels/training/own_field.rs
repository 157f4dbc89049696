//! The settings of the recipe itself: each with its words, how it is read and how it is shown.

use crate::layer::number_text;
use crate::recipe::{Recipe, setting_label};
use crate::text::say;

/// A setting of the recipe itself.
pub struct OwnField {
    /// Its name in a project file, by which the recipe names its problems.
    pub(super) key: &'static str,
    /// The message that explains it.
    pub(super) help: &'static str,
    pub(super) get: fn(&Recipe) -> String,
    pub(super) set: fn(&mut Recipe, &str) -> Result<(), String>,
}

impl OwnField {
    /// The message that stands beside it.
    pub(super) fn label(&self) -> &'static str {
        setting_label(self.key).expect("every setting of a recipe is called something")
    }
}

/// The step size.
pub static LEARNING_RATE: OwnField = OwnField {
    key: "learning_rate",
    help: "learning-rate-help",
    get: |recipe| real_text(recipe.learning_rate),
    set: |recipe, text| real(text).map(|value| recipe.learning_rate = value),
};

/// Epochs in which the step size rises.
pub static WARM_UP: OwnField = OwnField {
    key: "warm_up",
    help: "warm-up-help",
    get: |recipe| real_text(recipe.warm_up),
    set: |recipe, text| real(text).map(|value| recipe.warm_up = value),
};

/// Certainty that is given to all classes.
pub static LABEL_SMOOTHING: OwnField = OwnField {
    key: "label_smoothing",
    help: "label-smoothing-help",
    get: |recipe| real_text(recipe.label_smoothing),
    set: |recipe, text| share(text).map(|value| recipe.label_smoothing = value),
};

/// Pictures per step.
pub static BATCH_SIZE: OwnField = OwnField {
    key: "batch_size",
    help: "batch-size-help",
    get: |recipe| recipe.batch_size.to_string(),
    set: |recipe, text| whole(text).map(|value| recipe.batch_size = value),
};

/// Passes over the data.
pub static EPOCHS: OwnField = OwnField {
    key: "epochs",
    help: "epochs-help",
    get: |recipe| recipe.epochs.to_string(),
    set: |recipe, text| whole(text).map(|value| recipe.epochs = value),
};

/// Where randomness comes from.
pub static SEED: OwnField = OwnField {
    key: "seed",
    help: "seed-help",
    get: |recipe| recipe.seed.to_string(),
    set: |recipe, text| whole(text).map(|value| recipe.seed = value as u64),
};

/// Threads that compute.
pub static THREADS: OwnField = OwnField {
    key: "threads",
    help: "threads-help",
    get: |recipe| {
        recipe
            .threads
            .map(|threads| threads.to_string())
            .unwrap_or_default()
    },
    set: |recipe, text| {
        recipe.threads = if text.is_empty() {
            None
        } else {
            Some(whole(text)?)
        };
        Ok(())
    },
};

/// The share split off for validation.
pub static VALIDATION_SPLIT: OwnField = OwnField {
    key: "validation_split",
    help: "validation-share-help",
    get: |recipe| recipe.validation_split.to_string(),
    set: |recipe, text| share(text).map(|value| recipe.validation_split = value),
};

pub(super) fn whole(text: &str) -> Result<usize, String> {
    let expected = say("expected-whole-number");
    let number = number_text::whole(text).map_err(|misread| misread.sentence(expected))?;
    usize::try_from(number).map_err(|_| expected.to_owned())
}

/// As short as people write it: 0.001, 1e-7.
pub(super) fn real_text(value: f64) -> String {
    if value != 0.0 && value.abs() < 1e-4 {
        format!("{value:e}")
    } else {
        value.to_string()
    }
}

pub(super) fn real(text: &str) -> Result<f64, String> {
    let expected = say("expected-real");
    number_text::real(text).map_err(|misread| misread.sentence(expected))
}

/// A share as a number or in per cent.
fn share(text: &str) -> Result<f64, String> {
    match text.strip_suffix('%') {
        Some(percent) => real(percent.trim()).map(|percent| percent / 100.0),
        None => real(text),
    }
}
