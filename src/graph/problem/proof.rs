//! Repairs are tried before they are offered. Never offers one that leaves an error where it was to be repaired, or that
//! breaks a layer that worked.

use std::collections::BTreeSet;

use super::super::edit::{Edit, apply};
use super::super::infer::measured;
use super::super::model::Graph;
use super::super::report::Inference;
use super::{Problem, Repair, Severity};

/// How many layers are measured in all for the repairs of one network: some milliseconds, as an edit may take. Behind so
/// many faults, those that come first are repaired first.
const BUDGET_LAYERS: usize = 1_200;

/// However large the network, so many repairs are tried: enough for the first fault of it.
const LEAST_TRIES: usize = 6;

/// However small it is, no more than these: whoever has so many faults repairs some of them first.
const MOST_TRIES: usize = 40;

/// As many repairs of one node as may follow each other.
const MOST_STEPS: usize = 4;

/// `problems` of `graph` with those of their repairs that work. `find` finds all problems of another graph, and thinks of
/// repairs without trying them.
pub(super) fn proven(
    graph: &Graph,
    inference: &Inference,
    mut problems: Vec<Problem>,
    find: impl Fn(&Graph, &Inference) -> Vec<Problem>,
) -> Vec<Problem> {
    if problems.iter().all(|problem| problem.repairs.is_empty()) {
        return problems;
    }
    let known = inference.layers.iter();
    let known = known.filter(|layer| layer.output_shape.is_some());
    let faulty = problems.iter().chain(&inference.problems);
    let faulty: BTreeSet<&str> = faulty.map(|problem| problem.node.as_str()).collect();
    let sound: BTreeSet<String> = known
        .map(|layer| layer.name.to_string())
        .filter(|name| !faulty.contains(name.as_str()))
        .collect();
    let affordable = BUDGET_LAYERS / inference.layers.len().max(1);
    let mut trial = Trial {
        graph,
        sound,
        find,
        tries_left: affordable.clamp(LEAST_TRIES, MOST_TRIES),
    };
    // Every fault gets its turn before rows of repairs are looked for.
    let tried: Vec<_> = problems.iter().map(|problem| trial.each(problem)).collect();
    for (problem, (mut working, begun)) in problems.iter_mut().zip(tried) {
        if working.is_empty() {
            working.extend(trial.first_row(problem, begun));
        }
        problem.repairs = working;
    }
    problems
}

/// A repair that was made and is not enough: the network after it, and what is left at the layer.
struct Begun {
    repair: Repair,
    graph: Graph,
    left: Vec<Problem>,
}

struct Trial<'a, F> {
    graph: &'a Graph,
    /// Layers that nothing is wrong with, and that a repair must leave so.
    sound: BTreeSet<String>,
    find: F,
    tries_left: usize,
}

/// What became of a repair.
enum Outcome {
    Works,
    /// The node has these problems left.
    Left(Box<Graph>, Vec<Problem>),
    Fails,
}

impl<F: Fn(&Graph, &Inference) -> Vec<Problem>> Trial<'_, F> {
    /// The repairs of `problem` that work by themselves, and those that may be the first of a row.
    fn each(&mut self, problem: &Problem) -> (Vec<Repair>, Vec<Begun>) {
        let mut working = Vec::new();
        let mut begun = Vec::new();
        for repair in &problem.repairs {
            match self.outcome(self.graph, problem, &repair.edit) {
                Outcome::Works => working.push(repair.clone()),
                Outcome::Left(graph, left) => begun.push(Begun {
                    repair: repair.clone(),
                    graph: *graph,
                    left,
                }),
                Outcome::Fails => {}
            }
        }
        (working, begun)
    }

    /// The first row of repairs that works.
    fn first_row(&mut self, problem: &Problem, begun: Vec<Begun>) -> Option<Repair> {
        begun
            .into_iter()
            .find_map(|begun| self.row(problem, vec![begun.repair], &begun.graph, &begun.left))
    }

    /// `done`, which led to `graph`, and what has to follow until the node has no problem left.
    fn row(
        &mut self,
        problem: &Problem,
        done: Vec<Repair>,
        graph: &Graph,
        left: &[Problem],
    ) -> Option<Repair> {
        if done.len() >= MOST_STEPS {
            return None;
        }
        for repair in left.iter().flat_map(|problem| &problem.repairs) {
            let mut steps = done.clone();
            steps.push(repair.clone());
            match self.outcome(graph, problem, &repair.edit) {
                Outcome::Works => return Some(joined(steps)),
                Outcome::Left(graph, left) => {
                    if let Some(row) = self.row(problem, steps, &graph, &left) {
                        return Some(row);
                    }
                }
                Outcome::Fails => {}
            }
        }
        None
    }

    fn outcome(&mut self, graph: &Graph, problem: &Problem, edit: &Edit) -> Outcome {
        if self.tries_left == 0 {
            return Outcome::Fails;
        }
        self.tries_left -= 1;
        let Ok(repaired) = apply(graph, edit) else {
            return Outcome::Fails;
        };
        let inference = measured(&repaired);
        let found = (self.find)(&repaired, &inference);
        let is_broken = |found: &Problem| {
            found.severity == Severity::Error && self.sound.contains(found.node.as_str())
        };
        if found.iter().any(is_broken) {
            return Outcome::Fails;
        }
        let left: Vec<Problem> = found
            .into_iter()
            .filter(|found| is_of(problem, found, &repaired))
            .collect();
        if left.is_empty() {
            Outcome::Works
        } else {
            Outcome::Left(Box::new(repaired), left)
        }
    }
}

/// Whether `found`, in the repaired network, is as bad as `problem` and at the same node. A node that a repair took out of
/// its block is known by its name.
fn is_of(problem: &Problem, found: &Problem, repaired: &Graph) -> bool {
    let is_there = |problem: &Problem| match &problem.path {
        Some(path) => repaired.node(path).is_some(),
        None => false,
    };
    let is_same_node = if is_there(problem) {
        found.path == problem.path
    } else if problem.node.is_empty() {
        found.message == problem.message
    } else {
        found.node == problem.node
    };
    is_same_node && (found.severity == Severity::Error || found.severity == problem.severity)
}

fn joined(steps: Vec<Repair>) -> Repair {
    let labels: Vec<String> = steps
        .iter()
        .enumerate()
        .map(|(index, step)| match index {
            0 => step.label.clone(),
            _ => uncapitalized(&step.label),
        })
        .collect();
    let label = labels.join(", then ");
    let edits = steps.into_iter().map(|step| step.edit).collect();
    Repair {
        edit: Edit::Many {
            label: uncapitalized(&label),
            edits,
        },
        label,
    }
}

/// For the middle of a sentence.
pub(super) fn uncapitalized(words: &str) -> String {
    let mut letters = words.chars();
    let first = letters.next().map(|first| first.to_lowercase().to_string());
    first.unwrap_or_default() + letters.as_str()
}
