//! The settings of training as fields that describe themselves: label, help, how to read and how to show them.
//! Whether a value can be trained with is the recipe's own judgement.

use super::own_field::{OwnField, THREADS, real, real_text, whole};
use crate::recipe::{NumberKind, NumberSpec, Numbers, Recipe};
use crate::text::{Message, say};
use crate::tr;

/// One typed setting of a recipe.
#[derive(Clone, Copy)]
pub enum RecipeField {
    /// A setting of the recipe itself.
    Own(&'static OwnField),
    /// A number of something that was chosen.
    Of(Slot, &'static NumberSpec),
}

/// A choice of the recipe that may have numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Slot {
    /// How gradients become steps.
    Optimizer,
    /// How the learning rate changes.
    Schedule,
    /// What is done to gradients that are too long.
    Clipping,
    /// When training ends before its last epoch.
    EarlyStopping,
    /// One of the augmentations, by its place.
    Augmentation(usize),
    /// One of the metrics, by its place.
    Metric(usize),
}

impl Slot {
    /// What was chosen; `None` for a place that there is none at.
    pub fn chosen(self, recipe: &Recipe) -> Option<&dyn Numbers> {
        Some(match self {
            Self::Optimizer => &recipe.optimizer,
            Self::Schedule => &recipe.schedule,
            Self::Clipping => &recipe.clipping,
            Self::EarlyStopping => &recipe.early_stopping,
            Self::Augmentation(place) => recipe.augmentation.get(place)?,
            Self::Metric(place) => recipe.metrics.get(place)?,
        })
    }

    fn chosen_mut(self, recipe: &mut Recipe) -> Option<&mut dyn Numbers> {
        Some(match self {
            Self::Optimizer => &mut recipe.optimizer,
            Self::Schedule => &mut recipe.schedule,
            Self::Clipping => &mut recipe.clipping,
            Self::EarlyStopping => &mut recipe.early_stopping,
            Self::Augmentation(place) => recipe.augmentation.get_mut(place)?,
            Self::Metric(place) => recipe.metrics.get_mut(place)?,
        })
    }

    /// A field for each number of what was chosen.
    pub fn fields(self, recipe: &Recipe) -> impl Iterator<Item = RecipeField> {
        let numbers = self.chosen(recipe).map_or(&[][..], Numbers::numbers);
        numbers.iter().map(move |spec| RecipeField::Of(self, spec))
    }
}

impl RecipeField {
    /// What tells it from the others.
    pub fn id(self) -> (Option<Slot>, &'static str) {
        match self {
            Self::Own(field) => (None, field.key),
            Self::Of(slot, spec) => (Some(slot), spec.key),
        }
    }

    fn key(self) -> &'static str {
        self.id().1
    }

    /// What stands beside it, to be said inside of a sentence, too.
    pub fn name(self) -> Message {
        match self {
            Self::Own(field) => Message::new(field.label()),
            Self::Of(_, spec) => spec.name(),
        }
    }

    /// What stands beside it.
    pub fn label(self) -> &'static str {
        match self {
            Self::Own(field) => say(field.label()),
            Self::Of(_, spec) => spec.label(),
        }
    }

    /// One sentence.
    pub fn help(self) -> &'static str {
        match self {
            Self::Own(field) => say(field.help),
            Self::Of(_, spec) => spec.help(),
        }
    }

    /// Whether it is on or off, where it can be nothing else.
    pub fn is_on(self, recipe: &Recipe) -> Option<bool> {
        match self {
            Self::Of(slot, spec) if spec.kind == NumberKind::Switch => {
                let value = slot.chosen(recipe)?.number(spec.key)?;
                Some(value != 0.0)
            }
            _ => None,
        }
    }

    /// What stands in the field while it is empty.
    pub fn hint(self) -> &'static str {
        if self.key() == THREADS.key {
            say("all-threads")
        } else {
            ""
        }
    }

    /// The value as text.
    pub fn text(self, recipe: &Recipe) -> String {
        match self {
            Self::Own(field) => (field.get)(recipe),
            Self::Of(slot, spec) => {
                let value = slot
                    .chosen(recipe)
                    .and_then(|chosen| chosen.number(spec.key));
                value.map(real_text).unwrap_or_default()
            }
        }
    }

    /// The recipe with the value that `text` stands for.
    ///
    /// # Errors
    /// A sentence where it stands for none, or where nothing can be trained with it.
    pub fn parse(self, recipe: &Recipe, text: &str) -> Result<Recipe, String> {
        let mut changed = recipe.clone();
        match self {
            Self::Own(field) => (field.set)(&mut changed, text.trim())?,
            Self::Of(slot, spec) => {
                let value = match spec.kind {
                    NumberKind::Count => whole(text.trim())? as f64,
                    _ => real(text.trim())?,
                };
                if let Some(chosen) = slot.chosen_mut(&mut changed) {
                    chosen.set_number(spec.key, value);
                }
            }
        }
        let problems = changed.problems().into_iter();
        match problems
            .into_iter()
            .find(|problem| problem.setting == self.key())
        {
            None => Ok(changed),
            Some(problem) => Err(tr!(
                "recipe-expected",
                expected = &problem.expected,
                advice = &problem.advice
            )),
        }
    }

    /// The recipe with a switch turned.
    pub fn switched(self, recipe: &Recipe, is_on: bool) -> Recipe {
        let mut changed = recipe.clone();
        if let Self::Of(slot, spec) = self
            && let Some(chosen) = slot.chosen_mut(&mut changed)
        {
            chosen.set_number(spec.key, f64::from(u8::from(is_on)));
        }
        changed
    }
}

#[cfg(test)]
mod tests {
    use super::super::own_field::{
        BATCH_SIZE, EPOCHS, LABEL_SMOOTHING, LEARNING_RATE, SEED, VALIDATION_SPLIT, WARM_UP,
    };
    use super::*;
    use crate::recipe::{Augmentation, Clipping, Described, EarlyStopping, Optimizer, Schedule};

    const ALL: [&OwnField; 8] = [
        &LEARNING_RATE,
        &WARM_UP,
        &LABEL_SMOOTHING,
        &BATCH_SIZE,
        &EPOCHS,
        &SEED,
        &THREADS,
        &VALIDATION_SPLIT,
    ];

    fn assert_typed_back(field: RecipeField, recipe: &Recipe) {
        let typed = field.parse(recipe, &field.text(recipe));
        assert_eq!(typed.as_ref(), Ok(recipe), "{:?}", field.id());
    }

    #[test]
    fn what_a_field_shows_can_be_typed_back() {
        let recipe = Recipe {
            threads: Some(2),
            validation_split: 0.25,
            ..Recipe::default()
        };
        for field in ALL {
            assert_typed_back(RecipeField::Own(field), &recipe);
        }
    }

    #[test]
    fn every_number_of_every_choice_has_a_field() {
        let mut recipes: Vec<(Slot, Recipe)> = Vec::new();
        let mut add = |slot, change: &dyn Fn(&mut Recipe)| {
            let mut recipe = Recipe::default();
            change(&mut recipe);
            recipes.push((slot, recipe));
        };
        for optimizer in Optimizer::all() {
            add(Slot::Optimizer, &|recipe| recipe.optimizer = optimizer);
        }
        for schedule in Schedule::all() {
            add(Slot::Schedule, &|recipe| recipe.schedule = schedule);
        }
        for clipping in Clipping::all() {
            add(Slot::Clipping, &|recipe| recipe.clipping = clipping);
        }
        for stopping in EarlyStopping::all() {
            add(Slot::EarlyStopping, &|recipe| {
                recipe.early_stopping = stopping;
            });
        }
        for augmentation in Augmentation::all() {
            add(Slot::Augmentation(0), &|recipe| {
                recipe.augmentation = vec![augmentation];
            });
        }
        for (slot, recipe) in recipes {
            for field in slot.fields(&recipe) {
                match field.is_on(&recipe) {
                    Some(is_on) => assert_eq!(field.switched(&recipe, is_on), recipe),
                    None => assert_typed_back(field, &recipe),
                }
            }
        }
    }

    #[test]
    fn a_field_refuses_what_the_recipe_refuses_and_what_is_no_number() {
        let recipe = Recipe::default();
        for (field, text) in [
            (&LEARNING_RATE, "0"),
            (&BATCH_SIZE, "0"),
            (&EPOCHS, "many"),
            (&VALIDATION_SPLIT, "1"),
        ] {
            let refusal = RecipeField::Own(field).parse(&recipe, text).unwrap_err();
            assert!(refusal.starts_with("Expected"), "{refusal}");
        }
    }

    #[test]
    fn a_number_is_never_taken_for_another() {
        let recipe = Recipe::default();
        for (field, text) in [
            (&EPOCHS, "1,5"),
            (&EPOCHS, "1.5"),
            (&EPOCHS, "-3"),
            (&BATCH_SIZE, "1.000"),
            (&LEARNING_RATE, "1,000"),
            (&LEARNING_RATE, "inf"),
            (&LEARNING_RATE, "1e-400"),
            (&SEED, "-1"),
        ] {
            let refusal = RecipeField::Own(field).parse(&recipe, text).unwrap_err();
            assert!(!refusal.is_empty(), "{} {text}", field.key);
        }
        let rate = |text| {
            RecipeField::Own(&LEARNING_RATE)
                .parse(&recipe, text)
                .unwrap()
                .learning_rate
        };
        assert_eq!((rate("0,001"), rate("1e-3")), (0.001, 0.001));
        assert_eq!(
            RecipeField::Own(&EPOCHS)
                .parse(&recipe, "1,000")
                .unwrap()
                .epochs,
            1000
        );
    }

    #[test]
    fn a_share_may_be_typed_in_per_cent_and_threads_may_be_left_out() {
        let recipe = RecipeField::Own(&VALIDATION_SPLIT)
            .parse(&Recipe::default(), "20 %")
            .unwrap();
        assert_eq!(recipe.validation_split, 0.2);
        let recipe = Recipe {
            threads: Some(4),
            ..recipe
        };
        assert_eq!(
            RecipeField::Own(&THREADS)
                .parse(&recipe, "")
                .unwrap()
                .threads,
            None
        );
    }
}
