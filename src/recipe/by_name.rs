//! Settings by their names in project files, as texts: what a sweep varies. A number of a choice is named after the choice:
//! `optimizer.momentum`.

use std::str::FromStr;

use super::{Augmentation, Described, Loss, Metric, Numbers, Recipe};
use crate::message;
use crate::text::Message;

/// The settings that a sweep can vary, in the order of a form; each choice also has its numbers.
pub const NAMES: [&str; 15] = [
    "optimizer",
    "learning_rate",
    "schedule",
    "warm_up",
    "augmentation",
    "loss",
    "label_smoothing",
    "class_weights",
    "clipping",
    "early_stopping",
    "monitor",
    "batch_size",
    "epochs",
    "seed",
    "validation_split",
];

/// The message of what stands beside a setting in a form, by its name in project files; `None` where no recipe has it.
#[must_use]
pub fn setting_label(name: &str) -> Option<&'static str> {
    Some(match name {
        "optimizer" => "optimizer",
        "learning_rate" => "learning-rate",
        "schedule" => "schedule",
        "warm_up" => "warm-up",
        "augmentation" => "augmentation",
        "loss" => "loss",
        "label_smoothing" => "label-smoothing",
        "class_weights" => "class-weights",
        "clipping" => "clipping",
        "gradient_checkpointing" => "gradient-checkpointing",
        "early_stopping" => "early-stopping",
        "metrics" => "metrics",
        "monitor" => "monitor",
        "batch_size" => "batch-size",
        "epochs" => "epochs",
        "seed" => "seed",
        "validation_split" => "validation-share-of-training",
        "device" => "device",
        "threads" => "threads",
        _ => return None,
    })
}

impl Recipe {
    /// What the setting called `name` in project files is called in a form, a number of a choice behind the choice; `None` where
    /// this recipe has no such setting.
    #[must_use]
    pub fn label_of(&self, name: &str) -> Option<Message> {
        let Some((choice, key)) = name.split_once('.') else {
            return setting_label(name).map(Message::new);
        };
        let mut numbers = self.numbers_of(choice)?.numbers().iter();
        let spec = numbers.find(|spec| spec.key == key)?;
        let choice = Message::new(setting_label(choice)?);
        Some(message!(
            "setting-owned",
            of = choice,
            setting = spec.name()
        ))
    }

    /// Every name that [`Self::set_by_name`] knows for this recipe.
    #[must_use]
    pub fn setting_names(&self) -> Vec<String> {
        let numbers = |choice: &str| -> Vec<String> {
            let keys = self.numbers_of(choice).map(Numbers::numbers);
            let keys = keys.unwrap_or_default().iter();
            keys.map(|spec| format!("{choice}.{}", spec.key)).collect()
        };
        let with_numbers = |name: &&str| {
            let mut names = vec![(*name).to_owned()];
            names.extend(numbers(name));
            names
        };
        NAMES.iter().flat_map(with_numbers).collect()
    }

    /// Changes the setting called `name` to what `text` says; `None` where there is no such setting.
    ///
    /// # Errors
    /// What was expected instead of `text`.
    pub fn set_by_name(&mut self, name: &str, text: &str) -> Option<Result<(), Message>> {
        if let Some((choice, key)) = name.split_once('.') {
            return self.set_number_of(choice, key, text);
        }
        let done = match name {
            "optimizer" => choose(text, &mut self.optimizer).inspect(|()| {
                // Another optimizer wants another size of steps.
                self.learning_rate = self.optimizer.default_learning_rate();
            }),
            "learning_rate" => read(text, &mut self.learning_rate),
            "schedule" => choose(text, &mut self.schedule),
            "warm_up" => read(text, &mut self.warm_up),
            "augmentation" => augmentations(text).map(|all| self.augmentation = all),
            "loss" => Loss::parse(text).map(|loss| self.loss = Some(loss)),
            "label_smoothing" => read(text, &mut self.label_smoothing),
            "class_weights" => choose(text, &mut self.class_weights),
            "clipping" => choose(text, &mut self.clipping),
            "early_stopping" => choose(text, &mut self.early_stopping),
            "monitor" => Metric::parse(text).map(|metric| {
                self.monitor = Some(metric);
                if !self.metrics.contains(&metric) {
                    self.metrics.push(metric);
                }
            }),
            "batch_size" => read(text, &mut self.batch_size),
            "epochs" => read(text, &mut self.epochs),
            "seed" => read(text, &mut self.seed),
            "validation_split" => read(text, &mut self.validation_split),
            _ => return None,
        };
        Some(done.and_then(|()| self.check().map_err(|problem| problem.message())))
    }

    fn numbers_of(&self, choice: &str) -> Option<&dyn Numbers> {
        Some(match choice {
            "optimizer" => &self.optimizer,
            "schedule" => &self.schedule,
            "class_weights" => &self.class_weights,
            "clipping" => &self.clipping,
            "early_stopping" => &self.early_stopping,
            _ => return None,
        })
    }

    fn set_number_of(
        &mut self,
        choice: &str,
        key: &str,
        text: &str,
    ) -> Option<Result<(), Message>> {
        self.numbers_of(choice)?;
        let mut number = 0.0;
        if let Err(fault) = read(text, &mut number) {
            return Some(Err(fault));
        }
        let is_known = match choice {
            "optimizer" => self.optimizer.set_number(key, number),
            "schedule" => self.schedule.set_number(key, number),
            "class_weights" => self.class_weights.set_number(key, number),
            "clipping" => self.clipping.set_number(key, number),
            _ => self.early_stopping.set_number(key, number),
        };
        is_known.then(|| self.check().map_err(|problem| problem.message()))
    }
}

fn choose<T: Described>(text: &str, choice: &mut T) -> Result<(), Message> {
    *choice = T::parse(text)?;
    Ok(())
}

fn read<T: FromStr>(text: &str, number: &mut T) -> Result<(), Message> {
    let read = text.parse();
    *number = read.map_err(|_| message!("expected-number-found", found = text))?;
    Ok(())
}

/// `none`, or several joined by `+`.
fn augmentations(text: &str) -> Result<Vec<Augmentation>, Message> {
    if text == "none" {
        return Ok(Vec::new());
    }
    text.split('+').map(Augmentation::parse).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::recipe::{Optimizer, Schedule};

    #[test]
    fn every_setting_is_found_by_its_name_and_nothing_else_is() {
        let recipe = Recipe::default();
        let values = [
            "sgd",
            "0.1",
            "cosine",
            "2",
            "flip+noise",
            "mean_squared_error",
            "0.1",
            "balanced",
            "norm",
            "on",
            "accuracy",
            "16",
            "3",
            "7",
            "0.25",
        ];
        for (name, value) in NAMES.iter().zip(values) {
            let mut changed = recipe.clone();
            changed.set_by_name(name, value).unwrap().unwrap();
            let is_default = matches!(*name, "monitor") && changed == recipe;
            assert!(changed != recipe && !is_default, "{name}");
        }
        let mut same = recipe.clone();
        assert!(same.set_by_name("units", "3").is_none());
        assert!(same.set_by_name("optimizer.units", "3").is_none());
        assert_eq!(same, recipe);
    }

    #[test]
    fn a_choice_brings_its_numbers() {
        let mut recipe = Recipe::default();
        recipe.set_by_name("optimizer", "sgd").unwrap().unwrap();
        recipe
            .set_by_name("optimizer.momentum", "0.9")
            .unwrap()
            .unwrap();
        recipe
            .set_by_name("schedule", "step:factor=0.5")
            .unwrap()
            .unwrap();
        assert_eq!(recipe.optimizer.number("momentum"), Some(0.9));
        assert_eq!(
            recipe.learning_rate,
            Optimizer::named("sgd").unwrap().default_learning_rate()
        );
        assert_eq!(recipe.schedule, Schedule::Step { factor: 0.5 });
        assert!(
            recipe
                .setting_names()
                .contains(&"schedule.factor".to_owned())
        );
    }

    #[test]
    fn every_setting_has_the_words_of_the_form() {
        let mut recipe = Recipe::default();
        recipe.set_by_name("optimizer", "sgd").unwrap().unwrap();
        for name in recipe.setting_names() {
            assert!(recipe.label_of(&name).is_some(), "{name}");
        }
        let words = |name: &str| recipe.label_of(name).map(|label| label.to_string());
        assert_eq!(words("learning_rate").unwrap(), "Learning rate");
        assert_eq!(words("optimizer.momentum").unwrap(), "Optimizer: Momentum");
        assert_eq!(words("optimizer.beta_1"), None);
        assert_eq!(words("units"), None);
    }

    #[test]
    fn what_is_no_value_is_said() {
        let mut recipe = Recipe::default();
        let mut refused = |name: &str, text: &str| {
            let fault = recipe.set_by_name(name, text).unwrap().unwrap_err();
            fault.to_string()
        };
        assert!(refused("batch_size", "many").contains("`many`"));
        assert!(refused("batch_size", "0").contains("batch_size"));
        assert!(refused("optimizer", "best").contains("adam"));
    }
}
