//! Which items something is wrong with, and what.

use std::collections::BTreeMap;

use super::scene::outline::Outline;
use crate::graph::{Problem, Severity};

/// The worst problem of each item that has one. What is wrong inside of a folded block is the block's.
#[derive(Debug, Default)]
pub struct ItemProblems<'a> {
    worst: BTreeMap<usize, &'a Problem>,
}

impl<'a> ItemProblems<'a> {
    /// Finds the items that `problems`, errors first, are about.
    pub fn new(outline: &Outline, problems: &'a [Problem]) -> Self {
        let mut worst = BTreeMap::new();
        // What is merely missing is no problem of the layer that stands there.
        let wrong = problems
            .iter()
            .filter(|problem| problem.severity != Severity::Unfinished);
        for problem in wrong {
            let path = problem.path.as_ref();
            if let Some(item) = path.and_then(|path| outline.find_around(path)) {
                worst.entry(item).or_insert(problem);
            }
        }
        Self { worst }
    }

    /// How bad it is.
    pub fn severity(&self, item: usize) -> Option<Severity> {
        self.worst.get(&item).map(|problem| problem.severity)
    }

    /// What is wrong, as a sentence.
    pub fn sentence(&self, item: usize) -> Option<String> {
        self.worst.get(&item).map(|problem| problem.sentence())
    }
}
