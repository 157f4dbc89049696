//! Settings that cannot be trained with, as sentences.

use thiserror::Error;

/// One setting with a value that cannot be trained with.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("{setting} must be {expected}, but is {found}; {advice}")]
pub struct RecipeProblem {
    /// The setting as it is spelled in a project file.
    pub setting: &'static str,
    /// What the setting must be.
    pub expected: String,
    /// What it is.
    pub found: String,
    /// What to do about it.
    pub advice: &'static str,
}

/// A number that must be finite and above zero.
pub(super) fn positive(setting: &'static str, value: f64) -> Option<RecipeProblem> {
    let accepted = value.is_finite() && value > 0.0;
    (!accepted).then(|| RecipeProblem {
        setting,
        expected: "a number above 0".to_owned(),
        found: value.to_string(),
        advice: "0.001 is a good start for most settings of this kind",
    })
}

/// A number that must be finite and not below zero.
pub(super) fn not_negative(setting: &'static str, value: f64) -> Option<RecipeProblem> {
    let accepted = value.is_finite() && value >= 0.0;
    (!accepted).then(|| RecipeProblem {
        setting,
        expected: "0 or a number above it".to_owned(),
        found: value.to_string(),
        advice: "0 switches it off",
    })
}

/// A number that must lie in `[0, 1)`.
pub(super) fn fraction(setting: &'static str, value: f64) -> Option<RecipeProblem> {
    let accepted = (0.0..1.0).contains(&value);
    (!accepted).then(|| RecipeProblem {
        setting,
        expected: "at least 0 and below 1".to_owned(),
        found: value.to_string(),
        advice: "0 switches it off, 1 would leave nothing",
    })
}

/// A whole number that must lie in `[1, largest]`.
pub(super) fn count(setting: &'static str, value: usize, largest: usize) -> Option<RecipeProblem> {
    let accepted = (1..=largest).contains(&value);
    (!accepted).then(|| RecipeProblem {
        setting,
        expected: match largest {
            usize::MAX => "1 or more".to_owned(),
            _ => format!("between 1 and {largest}"),
        },
        found: value.to_string(),
        advice: "choose a number in that range",
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
