//! Every error that has a repair, repaired.

use super::super::edit::apply;
use super::super::infer::infer;
use super::super::model::Graph;
use super::{Aim, Problem, Severity, judge};

/// As many repairs as are made in a row: far more than anyone's network needs, and an end where repairs take turns.
const MOST_REPAIRS: usize = 100;

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

/// Makes the first repair of each error of `graph` with regard to `aim`, until no error is left that has one.
#[must_use]
pub fn mend(graph: &Graph, aim: &Aim) -> Mended {
    let mut graph = graph.clone();
    let mut changes = Vec::new();
    loop {
        let left = judge(&graph, &infer(&graph), aim);
        let errors = left
            .iter()
            .filter(|problem| problem.severity == Severity::Error);
        let repaired = errors
            .filter_map(|problem| Some((problem, problem.repairs.first()?)))
            .find_map(|(problem, repair)| {
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

/// "`fc` gives 1 number but the data has 6 classes: set units to 6".
fn change(problem: &Problem, label: &str) -> String {
    let sentence = problem.sentence();
    // What is advised behind the semicolon is what is done.
    let fault = sentence.split("; ").next().unwrap_or(&sentence);
    format!("{fault}: {}", super::proof::uncapitalized(label))
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
        let mended = mend(&graph, &aim);
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
}
