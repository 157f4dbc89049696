//! Judging a student's work: whether each check holds, and where not, what stands in the way, in words that help.

mod deeds;
mod structure;

use deeds::{judge_data, judge_figures, judge_runs, judge_training};
use structure::{judge_layers, judge_output, judge_pattern};

use super::check::{Bound, Check, Test};
use super::facts::{Facts, RunSeen};
use super::network::Network;
use super::words::relation;
use crate::graph::{NodePath, Severity};
use crate::layer::thousands;
use crate::message;
use crate::text::Message;

/// What is said of one check.
#[derive(Clone, Debug, PartialEq)]
pub struct Finding {
    /// Whether it holds.
    pub verdict: Verdict,
    /// What stands in the way.
    pub words: Option<Message>,
    /// The layers that this is about.
    pub layers: Vec<NodePath>,
}

/// Whether a check holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// It does.
    Holds,
    /// It does not.
    Fails,
    /// Nobody can say by what is known.
    Unknown,
}

impl Finding {
    fn holds() -> Self {
        Self {
            verdict: Verdict::Holds,
            words: None,
            layers: Vec::new(),
        }
    }

    fn fails(words: Message) -> Self {
        Self {
            verdict: Verdict::Fails,
            words: Some(words),
            layers: Vec::new(),
        }
    }

    fn unknown(words: Message) -> Self {
        Self {
            verdict: Verdict::Unknown,
            ..Self::fails(words)
        }
    }

    fn about(mut self, network: &Network<'_>, layers: impl IntoIterator<Item = usize>) -> Self {
        let paths = layers.into_iter().map(|layer| network.path(layer).clone());
        self.layers = paths.collect();
        self
    }
}

/// Whether `check` holds by `facts`.
#[must_use]
pub fn judge(check: &Check, facts: &Facts<'_>) -> Finding {
    match &check.test {
        Test::Layer(layer, count) => judge_layers(layer, *count, &Network::new(facts)),
        Test::Pattern(pattern, count) => judge_pattern(pattern, *count, &Network::new(facts)),
        Test::Output(tests) => judge_output(tests, &Network::new(facts)),
        Test::Parameters(bound) => judge_parameters(bound, facts),
        Test::Classes(bound) => judge_classes(bound, facts),
        Test::Computable => judge_obstacles(facts, |severity| severity == Severity::Error),
        Test::Complete => judge_obstacles(facts, |severity| severity != Severity::Warning),
        Test::Data { source, bounds } => judge_data(source.as_deref(), bounds, facts.data.as_ref()),
        Test::Training(tests) => judge_training(tests, facts),
        Test::Run {
            bounds,
            with,
            without,
        } => {
            let fits = |run: &&RunSeen| {
                with.iter().all(|kind| run.kinds.contains(kind))
                    && !without.iter().any(|kind| run.kinds.contains(kind))
            };
            let Some(runs) = &facts.runs else {
                return Finding::unknown(message!("lesson-runs-unknown"));
            };
            let trained = runs.iter().filter(|run| run.epochs > 0);
            judge_runs(
                bounds,
                &trained.clone().filter(fits).collect::<Vec<_>>(),
                trained.count(),
            )
        }
        Test::Evaluation(bounds) => match &facts.evaluation {
            None => Finding::unknown(message!("lesson-evaluation-unknown")),
            Some(figures) if figures.is_empty() => {
                Finding::fails(message!("lesson-nothing-measured"))
            }
            Some(figures) => judge_figures(bounds, |key| figures.get(key).copied()),
        },
        Test::Pictures(wanted) => match facts.pictures {
            None => Finding::unknown(message!("lesson-pictures-unknown")),
            Some(found) if found >= *wanted => Finding::holds(),
            Some(0) => Finding::fails(message!("lesson-no-pictures")),
            Some(found) => Finding::fails(message!(
                "lesson-too-few-pictures",
                found = found,
                wanted = *wanted
            )),
        },
    }
}

fn judge_parameters(bound: &Bound, facts: &Facts<'_>) -> Finding {
    let totals = facts.inference.totals;
    let found = totals.params.total();
    if totals.unknown_count > 0 {
        return Finding::fails(message!("lesson-shapes-unknown"));
    }
    if bound.holds(found as f64) {
        return Finding::holds();
    }
    Finding::fails(message!(
        "lesson-parameters-differ",
        found = thousands(found),
        wanted = relation(bound.op, &thousands(bound.wanted as u64))
    ))
}

fn judge_classes(bound: &Bound, facts: &Facts<'_>) -> Finding {
    let last = facts.inference.layers.last();
    let shape = last.and_then(|layer| layer.output_shape);
    let Some(units) = shape.and_then(|shape| shape.as_vector()) else {
        return Finding::fails(message!("lesson-no-classes"));
    };
    // One unit says yes or no.
    let found = units.max(2);
    if bound.holds(found as f64) {
        return Finding::holds();
    }
    Finding::fails(message!(
        "lesson-classes-differ",
        found = found,
        wanted = relation(bound.op, &bound.wanted.to_string())
    ))
}

/// Whether no problem of the network is as grave as `is_obstacle` says.
fn judge_obstacles(facts: &Facts<'_>, is_obstacle: impl Fn(Severity) -> bool) -> Finding {
    if facts.inference.layers.is_empty() {
        return Finding::fails(message!("lesson-no-layers"));
    }
    let mut problems = facts.inference.problems.iter();
    let obstacle = problems.find(|problem| is_obstacle(problem.severity));
    match obstacle {
        None => Finding::holds(),
        Some(problem) => Finding {
            layers: problem.path.clone().into_iter().collect(),
            ..Finding::fails(message!("lesson-has-problem", problem = problem.said()))
        },
    }
}
