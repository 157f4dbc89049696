//! What a part of a data set is for, and the names by which people call it.

use std::fmt;

use crate::message;
use crate::text::Message;

use serde::{Deserialize, Serialize};

/// What a part of a data set is for.
#[derive(
    Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// To learn from.
    #[default]
    Training,
    /// To look at after every epoch.
    Validation,
    /// To measure on at the end.
    Test,
}

/// How surely a name says what a part is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Sureness {
    /// `seg_pred`: images to predict, as a rule without labels.
    Predicting,
    /// `train_signs`, `images-test`: one word among others.
    AmongWords,
    /// `train`, `Testing`, `val2`: nothing else.
    Exact,
}

const TRAINING: [&str; 4] = ["train", "training", "trainset", "traindata"];
const VALIDATION: [&str; 5] = ["val", "valid", "validation", "dev", "valset"];
const TEST: [&str; 7] = [
    "test",
    "testing",
    "testset",
    "testdata",
    "evaluation",
    "eval",
    "holdout",
];
const PREDICTING: [&str; 4] = ["pred", "predict", "prediction", "predictions"];

impl Role {
    /// All of them, in the order in which they are used.
    pub const ALL: [Self; 3] = [Self::Training, Self::Validation, Self::Test];

    /// The word for it that files and programs know.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Training => "training",
            Self::Validation => "validation",
            Self::Test => "test",
        }
    }

    /// What it is called in a sentence, as data.
    #[must_use]
    pub fn message(self) -> Message {
        match self {
            Self::Training => message!("role-training"),
            Self::Validation => message!("role-validation"),
            Self::Test => message!("role-test"),
        }
    }

    /// The part that somebody names by one word, such as `train` or `dev`.
    pub fn named(text: &str) -> Option<Self> {
        match role_of_name(text)? {
            (role, Sureness::Exact) => Some(role),
            _ => None,
        }
    }
}

impl fmt::Display for Role {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.message().fmt(f)
    }
}

/// What a folder, file or array of this name is for, if the name says so.
pub(super) fn role_of_name(name: &str) -> Option<(Role, Sureness)> {
    let words = words_of(name);
    let mut found = words.iter().filter_map(|word| role_of_word(word));
    let (role, sureness) = found.next()?;
    Some(match sureness {
        Sureness::Exact if words.len() > 1 => (role, Sureness::AmongWords),
        _ => (role, sureness),
    })
}

pub(super) fn role_of_word(word: &str) -> Option<(Role, Sureness)> {
    let holds = |words: &[&str]| words.contains(&word);
    if holds(&TRAINING) {
        Some((Role::Training, Sureness::Exact))
    } else if holds(&VALIDATION) {
        Some((Role::Validation, Sureness::Exact))
    } else if holds(&TEST) {
        Some((Role::Test, Sureness::Exact))
    } else if holds(&PREDICTING) {
        Some((Role::Test, Sureness::Predicting))
    } else {
        None
    }
}

/// `TrainData` and `seg_train2` are two words each; digits at a word's end count it and say nothing.
pub(super) fn words_of(name: &str) -> Vec<String> {
    let mut words: Vec<String> = Vec::new();
    let mut is_new = true;
    let mut was_lower = false;
    for letter in name.chars() {
        if !letter.is_alphanumeric() {
            is_new = true;
            continue;
        }
        if is_new || (letter.is_uppercase() && was_lower) {
            words.push(String::new());
        }
        (is_new, was_lower) = (false, letter.is_lowercase());
        if let Some(word) = words.last_mut() {
            word.extend(letter.to_lowercase());
        }
    }
    let trimmed = words.into_iter().map(|word| {
        word.trim_end_matches(|c: char| c.is_ascii_digit())
            .to_owned()
    });
    trimmed.filter(|word| !word.is_empty()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_are_known_by_the_names_that_people_give_them() {
        for (name, role) in [
            ("train", Role::Training),
            ("Training", Role::Training),
            ("seg_train", Role::Training),
            ("train_signs", Role::Training),
            ("training_set", Role::Training),
            ("TrainImages", Role::Training),
            ("train2017", Role::Training),
            ("val", Role::Validation),
            ("VALID", Role::Validation),
            ("validation", Role::Validation),
            ("dev-set", Role::Validation),
            ("Testing", Role::Test),
            ("test1", Role::Test),
            ("seg_pred", Role::Test),
            ("evaluation", Role::Test),
        ] {
            assert_eq!(
                role_of_name(name).map(|(role, _)| role),
                Some(role),
                "{name}"
            );
        }
        for name in ["cat", "trainer", "invalid", "device", "contest", "0", ""] {
            assert_eq!(role_of_name(name), None, "{name}");
        }
        assert_eq!(Role::named("dev"), Some(Role::Validation));
        assert_eq!(Role::named("train_signs"), None);
        assert_eq!(Role::named("seg_pred"), None);
    }
}
