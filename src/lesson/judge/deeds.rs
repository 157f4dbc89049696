//! What a network learns from, how, and what became of that.

use super::super::check::{Bound, Op, TrainingTest};
use super::super::facts::{DataSeen, Facts, RunSeen};
use super::super::words::relation;
use super::{Finding, Verdict};
use crate::recipe::{Described, Recipe};
use crate::text::Message;
use crate::{message, tr};

pub(super) fn judge_data(
    source: Option<&str>,
    bounds: &[Bound],
    data: Option<&DataSeen>,
) -> Finding {
    let Some(data) = data else {
        return Finding::fails(message!("lesson-no-data"));
    };
    if let Some(wanted) = source.filter(|wanted| !is_source(&data.source, wanted)) {
        return Finding::fails(message!(
            "lesson-data-differs",
            found = &data.source,
            wanted = wanted
        ));
    }
    for bound in bounds {
        let found = match bound.key.as_str() {
            "classes" => data.classes,
            _ => data.images,
        };
        match found {
            None => return Finding::unknown(message!("lesson-data-not-read")),
            Some(found) if bound.holds(found as f64) => {}
            Some(found) => return Finding::fails(figure_differs(bound, found as f64)),
        }
    }
    Finding::holds()
}

/// Whether data from `found` is what a lesson calls `wanted`: a built-in set with other numbers is the same one, and of a
/// file the name counts, wherever it lies.
fn is_source(found: &str, wanted: &str) -> bool {
    let of_builtin = |text: &str| {
        let name = text.strip_prefix("builtin:")?;
        Some(
            name.split([':', '?', ','])
                .next()
                .unwrap_or_default()
                .to_owned(),
        )
    };
    let name = |text: &str| {
        text.rsplit(['/', '\\'])
            .next()
            .unwrap_or_default()
            .to_owned()
    };
    match (of_builtin(found), of_builtin(wanted)) {
        (Some(found), Some(wanted)) => found == wanted,
        (None, None) => name(found) == name(wanted),
        _ => false,
    }
}

fn figure_differs(bound: &Bound, found: f64) -> Message {
    let found = (found * 1e4).round() / 1e4;
    message!(
        "lesson-figure-differs",
        key = &bound.key,
        found = %found,
        wanted = relation(bound.op, &bound.wanted.to_string())
    )
}

pub(super) fn judge_training(tests: &[TrainingTest], facts: &Facts<'_>) -> Finding {
    for test in tests {
        let found = training_words(&test.key, facts);
        let holds = match number_of(&test.key, facts.recipe) {
            Some(number) => test
                .wanted
                .first()
                .and_then(|wanted| wanted.parse().ok())
                .is_some_and(|wanted| test.op.holds(number, wanted)),
            None => {
                let has = test.wanted.iter().any(|wanted| found.contains(wanted));
                has == (test.op == Op::Equal)
            }
        };
        if !holds {
            let found = match number_of(&test.key, facts.recipe) {
                Some(number) => number.to_string(),
                None if found.is_empty() => tr!("lesson-none"),
                None => found.join(", "),
            };
            return Finding::fails(message!(
                "lesson-training-differs",
                key = facts
                    .recipe
                    .label_of(&test.key)
                    .unwrap_or_else(|| Message::words(&test.key)),
                found = found,
                wanted = relation(test.op, &test.wanted.join(" | "))
            ));
        }
    }
    Finding::holds()
}

/// The words of a setting; a list for those that hold several.
fn training_words(key: &str, facts: &Facts<'_>) -> Vec<String> {
    let recipe = facts.recipe;
    let names: Vec<&str> = match key {
        "optimizer" => vec![recipe.optimizer.name()],
        "loss" => facts.loss.iter().map(Described::name).collect(),
        "schedule" => vec![recipe.schedule.name()],
        "metrics" => recipe.metrics.iter().map(Described::name).collect(),
        "augmentation" => recipe.augmentation.iter().map(Described::name).collect(),
        _ => Vec::new(),
    };
    names.into_iter().map(str::to_owned).collect()
}

fn number_of(key: &str, recipe: &Recipe) -> Option<f64> {
    Some(match key {
        "epochs" => recipe.epochs as f64,
        "batch_size" => recipe.batch_size as f64,
        "learning_rate" => recipe.learning_rate,
        "validation_split" => recipe.validation_split,
        "warm_up" => recipe.warm_up,
        "label_smoothing" => recipe.label_smoothing,
        "seed" => recipe.seed as f64,
        _ => return None,
    })
}

/// Whether one of the runs that fit is as asked; else how far the best of them is from it.
pub(super) fn judge_runs(bounds: &[Bound], fitting: &[&RunSeen], trained: usize) -> Finding {
    let figure = |run: &RunSeen, key: &str| match key {
        "epochs" => Some(run.epochs as f64),
        "layers" => Some(run.layers as f64),
        key => run.best.get(key).copied(),
    };
    let judged = fitting
        .iter()
        .map(|run| judge_figures(bounds, |key| figure(run, key)));
    let mut nearest = None;
    for finding in judged {
        if finding.verdict == Verdict::Holds {
            return finding;
        }
        nearest = Some(finding);
    }
    nearest.unwrap_or_else(|| match trained {
        0 => Finding::fails(message!("lesson-nothing-trained")),
        _ => Finding::fails(message!("lesson-other-network-trained")),
    })
}

pub(super) fn judge_figures(bounds: &[Bound], figure: impl Fn(&str) -> Option<f64>) -> Finding {
    for bound in bounds {
        match figure(&bound.key) {
            None => {
                return Finding::fails(message!("lesson-figure-missing", key = &bound.key));
            }
            Some(found) if bound.holds(found) => {}
            Some(found) => return Finding::fails(figure_differs(bound, found)),
        }
    }
    Finding::holds()
}
