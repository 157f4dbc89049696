//! The settings of training as fields that describe themselves: label, help, how to read and how to show them.
//! Whether a value can be trained with is the recipe's own judgement.

use crate::layer::number_text;
use crate::recipe::{Optimizer, Recipe};
use crate::text::say;
use crate::tr;

/// One typed setting of a recipe.
pub struct RecipeField {
    /// Its name in a project file, by which the recipe names its problems.
    pub key: &'static str,
    /// The message that stands beside it.
    pub label: &'static str,
    /// The message that explains it.
    pub help: &'static str,
    get: fn(&Recipe) -> String,
    set: fn(&mut Recipe, &str) -> Result<(), String>,
}

impl RecipeField {
    /// The value as text.
    pub fn text(&self, recipe: &Recipe) -> String {
        (self.get)(recipe)
    }

    /// The recipe with the value that `text` stands for.
    ///
    /// # Errors
    /// A sentence where it stands for none, or where nothing can be trained with it.
    pub fn parse(&self, recipe: &Recipe, text: &str) -> Result<Recipe, String> {
        let mut changed = recipe.clone();
        (self.set)(&mut changed, text.trim())?;
        match changed
            .problems()
            .into_iter()
            .find(|problem| problem.setting == self.key)
        {
            None => Ok(changed),
            Some(problem) => Err(tr!(
                "recipe-expected",
                expected = &problem.expected,
                advice = &problem.advice
            )),
        }
    }
}

/// The step size.
pub const LEARNING_RATE: RecipeField = RecipeField {
    key: "learning_rate",
    label: "learning-rate",
    help: "learning-rate-help",
    get: |recipe| real_text(recipe.learning_rate),
    set: |recipe, text| real(text).map(|value| recipe.learning_rate = value),
};

/// Pictures per step.
pub const BATCH_SIZE: RecipeField = RecipeField {
    key: "batch_size",
    label: "batch-size",
    help: "batch-size-help",
    get: |recipe| recipe.batch_size.to_string(),
    set: |recipe, text| whole(text).map(|value| recipe.batch_size = value),
};

/// Passes over the data.
pub const EPOCHS: RecipeField = RecipeField {
    key: "epochs",
    label: "epochs",
    help: "epochs-help",
    get: |recipe| recipe.epochs.to_string(),
    set: |recipe, text| whole(text).map(|value| recipe.epochs = value),
};

/// Where randomness comes from.
pub const SEED: RecipeField = RecipeField {
    key: "seed",
    label: "seed",
    help: "seed-help",
    get: |recipe| recipe.seed.to_string(),
    set: |recipe, text| whole(text).map(|value| recipe.seed = value as u64),
};

/// Threads that compute.
pub const THREADS: RecipeField = RecipeField {
    key: "threads",
    label: "threads",
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
pub const VALIDATION_SPLIT: RecipeField = RecipeField {
    key: "validation_split",
    label: "validation-share-of-training",
    help: "validation-share-help",
    get: |recipe| recipe.validation_split.to_string(),
    set: |recipe, text| share(text).map(|value| recipe.validation_split = value),
};

/// The numbers that belong to the optimizer.
pub fn optimizer_fields(optimizer: &Optimizer) -> &'static [RecipeField] {
    match optimizer {
        Optimizer::Adam { .. } => &[BETA_1, BETA_2, EPSILON],
        Optimizer::Adamw { .. } => &[WEIGHT_DECAY, BETA_1, BETA_2, EPSILON],
        Optimizer::Rmsprop { .. } => &[RHO, MOMENTUM, EPSILON],
        Optimizer::Sgd { .. } => &[MOMENTUM],
    }
}

macro_rules! optimizer_field {
    ($name:ident, $key:ident, $label:literal, $help:literal, [$($optimizer:ident),+]) => {
        const $name: RecipeField = RecipeField {
            key: stringify!($key),
            label: $label,
            help: $help,
            get: |recipe| match &recipe.optimizer {
                $(Optimizer::$optimizer { $key, .. })|+ => real_text(*$key),
                #[allow(unreachable_patterns, reason = "some numbers belong to every optimizer")]
                _ => String::new(),
            },
            set: |recipe, text| {
                let value = real(text)?;
                match &mut recipe.optimizer {
                    $(Optimizer::$optimizer { $key, .. })|+ => *$key = value,
                    #[allow(unreachable_patterns, reason = "some numbers belong to every optimizer")]
                    _ => {}
                }
                Ok(())
            },
        };
    };
}

optimizer_field!(BETA_1, beta_1, "beta-1", "beta-1-help", [Adam, Adamw]);
optimizer_field!(BETA_2, beta_2, "beta-2", "beta-2-help", [Adam, Adamw]);
optimizer_field!(
    EPSILON,
    epsilon,
    "epsilon",
    "epsilon-help",
    [Adam, Adamw, Rmsprop]
);
optimizer_field!(RHO, rho, "rho", "beta-2-help", [Rmsprop]);
optimizer_field!(
    MOMENTUM,
    momentum,
    "momentum",
    "momentum-help",
    [Sgd, Rmsprop]
);
optimizer_field!(
    WEIGHT_DECAY,
    weight_decay,
    "weight-decay",
    "weight-decay-help",
    [Adamw]
);

fn whole(text: &str) -> Result<usize, String> {
    let expected = say("expected-whole-number");
    let number = number_text::whole(text).map_err(|misread| misread.sentence(expected))?;
    usize::try_from(number).map_err(|_| expected.to_owned())
}

/// As short as people write it: 0.001, 1e-7.
fn real_text(value: f64) -> String {
    if value != 0.0 && value.abs() < 1e-4 {
        format!("{value:e}")
    } else {
        value.to_string()
    }
}

fn real(text: &str) -> Result<f64, String> {
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

#[cfg(test)]
mod tests {
    use super::*;

    const ALL: [&RecipeField; 6] = [
        &LEARNING_RATE,
        &BATCH_SIZE,
        &EPOCHS,
        &SEED,
        &THREADS,
        &VALIDATION_SPLIT,
    ];

    #[test]
    fn what_a_field_shows_can_be_typed_back() {
        let recipe = Recipe {
            threads: Some(2),
            validation_split: 0.25,
            ..Recipe::default()
        };
        for field in ALL {
            assert_eq!(
                field.parse(&recipe, &field.text(&recipe)).as_ref(),
                Ok(&recipe),
                "{}",
                field.key
            );
        }
        for optimizer in Optimizer::all() {
            let recipe = Recipe {
                optimizer,
                ..Recipe::default()
            };
            for field in optimizer_fields(&recipe.optimizer) {
                assert_eq!(
                    field.parse(&recipe, &field.text(&recipe)).as_ref(),
                    Ok(&recipe),
                    "{}",
                    field.key
                );
            }
        }
    }

    #[test]
    fn a_field_refuses_what_the_recipe_refuses_and_what_is_no_number() {
        let recipe = Recipe::default();
        for (field, text) in [
            (LEARNING_RATE, "0"),
            (BATCH_SIZE, "0"),
            (EPOCHS, "many"),
            (VALIDATION_SPLIT, "1"),
        ] {
            let refusal = field.parse(&recipe, text).unwrap_err();
            assert!(refusal.starts_with("Expected"), "{refusal}");
        }
    }

    #[test]
    fn a_number_is_never_taken_for_another() {
        let recipe = Recipe::default();
        for (field, text) in [
            (EPOCHS, "1,5"),
            (EPOCHS, "1.5"),
            (EPOCHS, "-3"),
            (BATCH_SIZE, "1.000"),
            (LEARNING_RATE, "1,000"),
            (LEARNING_RATE, "inf"),
            (LEARNING_RATE, "1e-400"),
            (SEED, "-1"),
        ] {
            let refusal = field.parse(&recipe, text).unwrap_err();
            assert!(!refusal.is_empty(), "{} {text}", field.key);
        }
        let rate = |text| LEARNING_RATE.parse(&recipe, text).unwrap().learning_rate;
        assert_eq!((rate("0,001"), rate("1e-3")), (0.001, 0.001));
        assert_eq!(EPOCHS.parse(&recipe, "1,000").unwrap().epochs, 1000);
    }

    #[test]
    fn a_share_may_be_typed_in_per_cent_and_threads_may_be_left_out() {
        let recipe = VALIDATION_SPLIT.parse(&Recipe::default(), "20 %").unwrap();
        assert_eq!(recipe.validation_split, 0.2);
        let recipe = Recipe {
            threads: Some(4),
            ..recipe
        };
        assert_eq!(THREADS.parse(&recipe, "").unwrap().threads, None);
    }
}
