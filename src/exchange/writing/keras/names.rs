//! Names of layers that Keras takes.

use std::collections::BTreeSet;

use super::Dialect;
use crate::graph::unique_name;

/// The names that are given out.
#[derive(Debug, Default)]
pub(super) struct Names {
    taken: BTreeSet<String>,
}

impl Names {
    /// The name itself, or the nearest one that `dialect` takes and nobody has; `stem` where no letter of it is left.
    pub fn fitting(&mut self, name: &str, stem: &str, dialect: Dialect) -> String {
        let fit: String = name
            .chars()
            .map(|letter| if fits(letter, dialect) { letter } else { '_' })
            .collect();
        let is_usable = match dialect {
            Dialect::Keras3 => !fit.is_empty(),
            // TensorFlow names its operations after layers, and an operation begins with a letter or a number.
            Dialect::Keras2 | Dialect::Browser => {
                fit.starts_with(|letter: char| letter.is_ascii_alphanumeric())
            }
        };
        self.unique(if is_usable { &fit } else { stem })
    }

    /// `name`, with a number behind it where somebody has it.
    pub fn unique(&mut self, name: &str) -> String {
        let name = if self.taken.contains(name) {
            let taken: BTreeSet<&str> = self.taken.iter().map(String::as_str).collect();
            unique_name(name, &taken)
        } else {
            name.to_owned()
        };
        self.taken.insert(name.clone());
        name
    }
}

fn fits(letter: char, dialect: Dialect) -> bool {
    match dialect {
        Dialect::Keras3 => letter != '/',
        Dialect::Keras2 | Dialect::Browser => {
            letter.is_ascii_alphanumeric() || matches!(letter, '_' | '.' | '-')
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_that_keras_forbids_are_changed_and_stay_unique() {
        let mut names = Names::default();
        let mut fitting = |name: &str, dialect| names.fitting(name, "conv2d", dialect);
        assert_eq!(fitting("a/b", Dialect::Keras3), "a_b");
        assert_eq!(fitting("a_b", Dialect::Keras3), "a_b_1");
        assert_eq!(fitting("卷积 1", Dialect::Keras3), "卷积 1");
        assert_eq!(fitting("卷积", Dialect::Keras2), "conv2d");
        assert_eq!(fitting("conv 2", Dialect::Keras2), "conv_2");
    }
}
