//! What a network is wanted for, and the one judgement of whether it will do: command line, window and training ask here.

use super::super::model::Graph;
use super::super::report::Inference;
use super::{DataFacts, Problem, Severity, Site, candidates, data, loss, proof};
use crate::recipe::Loss;

/// What a network is to learn, as far as it must be made for that.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Aim {
    /// The data set; `None` where none was chosen.
    pub data: Option<DataFacts>,
    /// The loss that the user chose; `None` where the network's end chooses.
    pub loss: Option<Loss>,
}

/// Everything that keeps `graph` from being trained for `aim`, and warnings; errors first. What is still missing is an
/// error here: whoever asks wants to begin.
#[must_use]
pub fn judge(graph: &Graph, inference: &Inference, aim: &Aim) -> Vec<Problem> {
    let mut problems = find_all(graph, inference, aim);
    for problem in &mut problems {
        if problem.severity == Severity::Unfinished {
            problem.severity = Severity::Error;
        }
    }
    problems.sort_by_key(|problem| problem.severity);
    problems
}

/// All problems of a network with regard to what it is wanted for. A repair of one of them leaves none at its layer, be it
/// of the network alone or not.
#[must_use]
pub fn find_all(graph: &Graph, inference: &Inference, aim: &Aim) -> Vec<Problem> {
    if *aim == Aim::default() {
        return inference.problems.clone();
    }
    let besides = besides(&Site::new(graph, inference), aim);
    let problems = merged(inference.problems.clone(), besides);
    proof::grounded(graph, aim, problems)
}

/// Problems between a network and what it is wanted for, besides those of the network alone.
#[must_use]
pub fn find_for(graph: &Graph, inference: &Inference, aim: &Aim) -> Vec<Problem> {
    let mut all = find_all(graph, inference, aim);
    all.retain(|problem| problem.is_of_aim);
    all
}

/// Problems between a network and data, besides those of the network alone.
#[must_use]
pub fn find_with_data(graph: &Graph, inference: &Inference, facts: &DataFacts) -> Vec<Problem> {
    let aim = Aim {
        data: Some(facts.clone()),
        loss: None,
    };
    find_for(graph, inference, &aim)
}

/// [`find_all`] of a network whose problems were not looked for yet.
pub(super) fn candidates_for(graph: &Graph, inference: &Inference, aim: &Aim) -> Vec<Problem> {
    let alone = candidates(graph, &inference.structure, inference);
    merged(alone, besides(&Site::new(graph, inference), aim))
}

fn besides(site: &Site<'_>, aim: &Aim) -> Vec<Problem> {
    let mut problems: Vec<Problem> = loss::find(site, aim.loss).into_iter().collect();
    if let Some(facts) = &aim.data {
        // Squared distances can be learned without probabilities.
        let has_end = aim.loss.is_some_and(Loss::takes_any_numbers);
        problems.extend(data::find(site, facts, has_end));
    }
    for problem in &mut problems {
        problem.is_of_aim = true;
    }
    problems
}

/// Both lists, errors first; what is known of a node with regard to an aim stands for what is merely missing there.
fn merged(alone: Vec<Problem>, besides: Vec<Problem>) -> Vec<Problem> {
    let is_said = |problem: &Problem| {
        problem.severity == Severity::Unfinished
            && besides.iter().any(|other| other.path == problem.path)
    };
    let mut problems: Vec<Problem> = alone
        .into_iter()
        .filter(|problem| !is_said(problem))
        .collect();
    problems.extend(besides);
    problems.sort_by_key(|problem| problem.severity);
    problems
}
