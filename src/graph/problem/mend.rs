//! Every error that has a repair, repaired.

use std::collections::BTreeSet;

use super::super::edit::apply;
use super::super::infer::infer;
use super::super::model::{Graph, NodePath};
use super::rank::Cost;
use super::{Aim, Problem, Repair, Severity, judge};
use crate::text::Message;
use crate::tr;

/// As many repairs as are made in a row: far more than anyone's network needs, and an end where repairs take turns.
const MOST_REPAIRS: usize = 100;

/// How many layers are measured in all to find the repairs of one network: about a second. Behind so many faults, those that
/// come first are repaired first.
pub const MOST_MEASURED: usize = 200_000;

/// A network with its errors repaired as far as they can be.
#[derive(Clone, Debug)]
pub struct Mended {
    /// The network.
    pub graph: Graph,
    /// What was changed, sentence by sentence: which fault, and what was done about it.
    pub changes: Vec<String>,
    /// What is wrong still, errors first.
    pub left: Vec<Problem>,
}

/// Makes the first repair of each error of `graph` with regard to `aim`, until no error is left that has one; what deletes
/// something comes when nothing else is left to do, since another repair may have made it needless. `tell` is told, before
/// each try, how many repairs were made.
#[must_use]
pub fn mend(graph: &Graph, aim: &Aim, mut tell: impl FnMut(usize)) -> Mended {
    let mut graph = graph.clone();
    let mut changes = Vec::new();
    let mut search = Search::default();
    loop {
        let left = judge(&graph, &infer(&graph), aim);
        let count = changes.len();
        let repaired =
            search
                .repair(&graph, &left, || tell(count))
                .and_then(|(problem, repair)| {
                    let after = apply(&graph, &repair.edit).ok()?;
                    Some((after, change(problem, &repair.label)))
                });
        match repaired {
            Some((after, words)) if changes.len() < MOST_REPAIRS => {
                graph = after;
                changes.push(words);
            }
            _ => {
                return Mended {
                    graph,
                    changes,
                    left,
                };
            }
        }
    }
}

/// Looks for repairs in one version of a network after the other.
#[derive(Default)]
struct Search {
    measured: usize,
    /// Errors whose repair deletes something. They wait until nothing else is left to do.
    deleting: BTreeSet<Key>,
    /// Errors that had no repair in an earlier version. They are tried again after all others.
    hopeless: BTreeSet<Key>,
}

/// By what an error is known again in the next version.
type Key = (Option<NodePath>, String);

fn key(problem: &Problem) -> Key {
    (problem.path.clone(), problem.message.to_string())
}

impl Search {
    fn repair<'a>(
        &mut self,
        graph: &Graph,
        problems: &'a [Problem],
        mut tell: impl FnMut(),
    ) -> Option<(&'a Problem, &'a Repair)> {
        let errors = problems.iter().filter(|it| it.severity == Severity::Error);
        let (mut hopeless, mut deleting, mut fresh) = (Vec::new(), Vec::new(), Vec::new());
        for problem in errors {
            match key(problem) {
                key if self.hopeless.contains(&key) => hopeless.push(problem),
                key if self.deleting.contains(&key) => deleting.push(problem),
                _ => fresh.push(problem),
            }
        }
        for problem in fresh {
            match self.first_repair(problem, &mut tell) {
                Some(repair) if Cost::of(graph, &repair.edit) == Cost::Deletion => {
                    self.deleting.insert(key(problem));
                    deleting.push(problem);
                }
                Some(repair) => return Some((problem, repair)),
                None => {}
            }
        }
        let mut rest = deleting.into_iter().chain(hopeless);
        rest.find_map(|problem| Some((problem, self.first_repair(problem, &mut tell)?)))
    }

    fn first_repair<'a>(
        &mut self,
        problem: &'a Problem,
        mut tell: impl FnMut(),
    ) -> Option<&'a Repair> {
        while problem.known_repairs().is_none() && self.measured < MOST_MEASURED {
            tell();
            self.measured += problem.try_next_repair();
        }
        let found = problem.known_repairs().and_then(<[Repair]>::first);
        if found.is_none() {
            self.hopeless.insert(key(problem));
        }
        found
    }
}

/// "`fc` gives 1 number but the data has 6 classes: set units to 6".
fn change(problem: &Problem, label: &Message) -> String {
    let sentence = problem.sentence();
    // What is advised behind the semicolon, in Chinese a wide one, is what is done.
    let fault = sentence
        .split_once("; ")
        .or_else(|| sentence.split_once('；'));
    let fault = fault.map_or(sentence.as_str(), |(fault, _)| fault);
    tr!("problem-mended", problem = fault, repair = label.inside())
}

#[cfg(test)]
mod tests {
    use super::super::DataFacts;
    use super::*;
    use crate::graph::problem::tests::chain;
    use crate::layer::{Kind, LayerSpec};

    #[test]
    fn several_faults_are_repaired_one_after_the_other_and_told() {
        let graph = chain([
            LayerSpec::new(Kind::Input),
            LayerSpec::new(Kind::Conv2D).with("filters", 0),
            LayerSpec::new(Kind::Dense),
        ]);
        let aim = Aim {
            data: Some(DataFacts {
                class_count: 6,
                image: [64, 64, 3],
            }),
            loss: None,
        };
        let mended = mend(&graph, &aim, |_| {});
        assert_eq!(
            mended.changes,
            [
                "`conv2d` has a wrong setting: `filters` must be a whole number from 1 to 1,000,000, but is `0`: set \
                 filters back to 32",
                "`dense` needs a vector but gets the feature map (62, 62, 32): insert Flatten",
                "`dense` is the last layer but gives no probabilities: set activation to softmax, then set units to 6",
            ]
        );
        assert_eq!(mended.left, []);
    }

    #[test]
    fn what_deletes_waits_until_nothing_else_is_left() {
        let graph = chain([
            LayerSpec::new(Kind::Input),
            LayerSpec::new(Kind::Add),
            LayerSpec::new(Kind::Conv2D).with("filters", 0),
            LayerSpec::new(Kind::GlobalAveragePooling2D),
            LayerSpec::new(Kind::Dense).with("activation", "softmax"),
        ]);
        let mended = mend(&graph, &Aim::default(), |_| {});
        assert_eq!(
            mended.changes,
            [
                "`conv2d` has a wrong setting: `filters` must be a whole number from 1 to 1,000,000, but is `0`: set \
                 filters back to 32",
                "`add` needs at least 2 inputs but has 1: delete add and join its wires",
            ]
        );
    }
}
