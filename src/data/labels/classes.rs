//! Which classes labels come to.

use std::collections::{BTreeMap, BTreeSet};

/// Labels that are numbers name the classes 0 to the largest, so that a validation folder in which one never occurs
/// still agrees with its training folder. Beyond this they are taken for words.
const LARGEST_NUMBER: usize = 999;

/// The classes that labels come to, in order: numbers from 0 to the largest, words sorted as Keras sorts them.
pub(in super::super) fn classes_of<S: AsRef<str>>(labels: &[S]) -> Vec<String> {
    let numbers: Option<Vec<usize>> = labels.iter().map(|label| number(label.as_ref())).collect();
    match numbers.and_then(|numbers| numbers.into_iter().max()) {
        Some(largest) => (0..=largest).map(|number| number.to_string()).collect(),
        None => {
            let distinct: BTreeSet<&str> = labels.iter().map(AsRef::as_ref).collect();
            distinct.into_iter().map(str::to_owned).collect()
        }
    }
}

/// Whether a label means a class: the same word, or the same number written otherwise (`02` and `2`).
pub(in super::super) fn is_same_class(class: &str, label: &str) -> bool {
    class == label || matches!((number(class), number(label)), (Some(a), Some(b)) if a == b)
}

pub(super) fn number(label: &str) -> Option<usize> {
    label
        .parse()
        .ok()
        .filter(|&number| number <= LARGEST_NUMBER)
}

/// The classes that labels come to, and how often each of them occurs.
pub(super) fn count(labels: &[&str]) -> Vec<(String, usize)> {
    let classes = classes_of(labels);
    let are_numbers = labels.iter().all(|label| number(label).is_some());
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    for label in labels {
        let key = match number(label) {
            Some(number) if are_numbers => number.to_string(),
            _ => (*label).to_owned(),
        };
        *counts.entry(key).or_default() += 1;
    }
    classes
        .into_iter()
        .map(|class| {
            let count = counts.get(&class).copied().unwrap_or(0);
            (class, count)
        })
        .collect()
}
