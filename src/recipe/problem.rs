//! Settings that cannot be trained with, as sentences.

use std::fmt;

use crate::message;
use crate::text::Message;

/// One setting with a value that cannot be trained with.
#[derive(Debug, Clone, PartialEq)]
pub struct RecipeProblem {
    /// The setting as it is spelled in a project file.
    pub setting: &'static str,
    /// What the setting must be.
    pub expected: Message,
    /// What it is.
    pub found: String,
    /// What to do about it.
    pub advice: Message,
}

impl RecipeProblem {
    /// All of it.
    #[must_use]
    pub fn message(&self) -> Message {
        message!(
            "recipe-setting-refused",
            setting = self.setting,
            expected = &self.expected,
            found = &self.found,
            advice = &self.advice
        )
    }
}

impl fmt::Display for RecipeProblem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.message().fmt(f)
    }
}

impl std::error::Error for RecipeProblem {}

/// A number that must be finite and above zero.
pub(super) fn positive(setting: &'static str, value: f64) -> Option<RecipeProblem> {
    let accepted = value.is_finite() && value > 0.0;
    (!accepted).then(|| RecipeProblem {
        setting,
        expected: message!("recipe-above-zero"),
        found: value.to_string(),
        advice: message!("recipe-good-start"),
    })
}

/// A number that must be finite and not below zero.
pub(super) fn not_negative(setting: &'static str, value: f64) -> Option<RecipeProblem> {
    let accepted = value.is_finite() && value >= 0.0;
    (!accepted).then(|| RecipeProblem {
        setting,
        expected: message!("recipe-zero-or-above"),
        found: value.to_string(),
        advice: message!("recipe-zero-is-off"),
    })
}

/// A number that must lie in `[0, 1)`.
pub(super) fn fraction(setting: &'static str, value: f64) -> Option<RecipeProblem> {
    let accepted = (0.0..1.0).contains(&value);
    (!accepted).then(|| RecipeProblem {
        setting,
        expected: message!("recipe-fraction"),
        found: value.to_string(),
        advice: message!("recipe-one-leaves-nothing"),
    })
}

/// A whole number that must lie in `[1, largest]`.
pub(super) fn count(setting: &'static str, value: usize, largest: usize) -> Option<RecipeProblem> {
    let accepted = (1..=largest).contains(&value);
    (!accepted).then(|| RecipeProblem {
        setting,
        expected: match largest {
            usize::MAX => message!("recipe-one-or-more"),
            _ => message!("recipe-between-one-and", largest = largest),
        },
        found: value.to_string(),
        advice: message!("recipe-choose-in-range"),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_problem_says_what_was_expected_found_and_what_to_do() {
        let problem = count("batch_size", 0, 64).unwrap();
        assert_eq!(
            problem.to_string(),
            "batch_size must be between 1 and 64, but is 0; choose a number in that range"
        );
    }

    #[test]
    fn the_ends_of_a_range_are_told_apart() {
        assert_eq!(fraction("x", 0.0), None);
        assert!(fraction("x", 1.0).is_some());
        assert_eq!(not_negative("x", 0.0), None);
        assert!(positive("x", 0.0).is_some());
        assert!(positive("x", f64::INFINITY).is_some());
    }
}
