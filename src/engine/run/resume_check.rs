//! Whether what goes on is what was begun: network, settings, seed, device, data. Only epochs and threads may change.

use std::path::Path;

use super::checkpoint::Checkpoint;
use super::error::RunError;
use super::folder::{PROJECT, RunFolder};
use super::manifest::{DatasetRecord, Manifest};
use crate::engine::optimizer::OptimizerState;
use crate::engine::weights::NamedArray;
use crate::graph::{Flat, infer};
use crate::message;
use crate::project::{ContentError, Project};
use crate::recipe::{Described, Recipe};
use crate::text::Message;

/// One thing that must not change: what it is, how it was, how it is.
type Pair = (&'static str, Message, Message);

/// Refuses to go on with something else than what was begun.
///
/// # Errors
/// [`RunError::Changed`] with the first difference, [`RunError::OtherNetwork`].
pub(in crate::engine) fn refuse_changes(
    folder: &RunFolder,
    project_text: &str,
    now: &Manifest,
) -> Result<(), RunError> {
    let path = folder.path();
    // Killed before the project was written, the run has not begun anything that could differ.
    if !path.join(PROJECT).exists() {
        return Ok(());
    }
    let before = folder.project()?;
    let project = Project::from_text(project_text).map_err(|error| damaged(path, &error))?;
    let flats = (infer(&before.graph).flat(), infer(&project.graph).flat());
    let (flat_before, flat_now) = match flats {
        (Ok(before), Ok(now)) if now.is_like(&before) => (before, now),
        _ => {
            return Err(RunError::OtherNetwork {
                path: path.to_owned(),
            });
        }
    };
    let mut pairs = of_manifest(folder.manifest(), now);
    pairs.push((
        "what-frozen-layers",
        frozen(&flat_before),
        frozen(&flat_now),
    ));
    pairs.extend(of_recipe(&before.recipe, &project.recipe));
    match pairs.into_iter().find(|(_, before, now)| before != now) {
        Some((what, before, now)) => Err(RunError::Changed {
            what,
            before: Box::new(before),
            now: Box::new(now),
            path: path.to_owned(),
        }),
        None => Ok(()),
    }
}

/// Makes a checkpoint of `run` fit the network and the optimizer of another project: layers may be called something else,
/// and what one optimizer remembers is of no use to another.
///
/// # Errors
/// [`RunError::OtherNetwork`] where the weights do not fit.
pub(super) fn adapt(
    checkpoint: &mut Checkpoint,
    best: Option<&mut Vec<NamedArray>>,
    run: &RunFolder,
    project_text: &str,
) -> Result<(), RunError> {
    let path = run.path();
    let before = run.project()?;
    let project = Project::from_text(project_text).map_err(|error| damaged(path, &error))?;
    let renamed = match (infer(&before.graph).flat(), infer(&project.graph).flat()) {
        (Ok(before), Ok(now)) => now.renamed_since(&before),
        _ => None,
    };
    let renamed = renamed.ok_or_else(|| RunError::OtherNetwork {
        path: path.to_owned(),
    })?;
    let Checkpoint {
        weights, optimizer, ..
    } = checkpoint;
    if before.recipe.optimizer.name() != project.recipe.optimizer.name() {
        *optimizer = OptimizerState::default();
    }
    let arrays = weights.iter_mut().chain(&mut optimizer.slots);
    for array in arrays.chain(best.into_iter().flatten()) {
        let parts = array.name.split_once('/');
        if let Some((layer, rest)) = parts
            && let Some(layer) = renamed.get(layer)
        {
            array.name = format!("{layer}/{rest}");
        }
    }
    Ok(())
}

/// The layers that keep their weights.
fn frozen(flat: &Flat) -> Message {
    let frozen = flat.layers.iter().filter(|layer| layer.is_frozen);
    let names: Vec<&str> = frozen.map(|layer| layer.name.as_str()).collect();
    if names.is_empty() {
        message!("no-layers")
    } else {
        Message::words(names.join(", "))
    }
}

fn of_manifest(before: &Manifest, now: &Manifest) -> Vec<Pair> {
    let validation = |manifest: &Manifest| {
        manifest
            .validation
            .as_ref()
            .map_or_else(|| message!("no-pictures"), pictures)
    };
    vec![
        (
            "what-seed",
            Message::words(before.seed.to_string()),
            Message::words(now.seed.to_string()),
        ),
        (
            "what-device",
            Message::words(&before.device),
            Message::words(&now.device),
        ),
        ("what-data", pictures(&before.data), pictures(&now.data)),
        ("what-validation-data", validation(before), validation(now)),
    ]
}

fn of_recipe(before: &Recipe, now: &Recipe) -> Vec<Pair> {
    let pair = |what, text: fn(&Recipe) -> Message| (what, text(before), text(now));
    vec![
        pair("what-optimizer", |recipe| {
            Message::words(format!("{:?}", recipe.optimizer))
        }),
        pair("what-learning-rate", |recipe| {
            Message::words(recipe.learning_rate.to_string())
        }),
        pair("what-schedule", |recipe| {
            Message::words(recipe.schedule.written())
        }),
        pair("what-augmentation", |recipe| {
            let names = recipe.augmentation.iter().map(Described::written);
            Message::words(names.collect::<Vec<_>>().join(", "))
        }),
        pair("what-warm-up", |recipe| Message::words(recipe.warm_up)),
        pair("what-label-smoothing", |recipe| {
            Message::words(recipe.label_smoothing)
        }),
        pair("what-class-weights", |recipe| {
            Message::words(recipe.class_weights.written())
        }),
        pair("what-clipping", |recipe| {
            Message::words(recipe.clipping.written())
        }),
        pair("what-monitor", |recipe| {
            recipe.monitor.map_or_else(
                || message!("loss"),
                |metric| Message::words(metric.written()),
            )
        }),
        pair("what-batch-size", |recipe| {
            Message::words(recipe.batch_size)
        }),
        pair("what-loss", |recipe| {
            recipe.loss.map_or_else(
                || message!("loss-of-head"),
                |loss| Message::words(loss.name()),
            )
        }),
        pair("what-metrics", |recipe| {
            Message::words(format!("{:?}", recipe.metrics))
        }),
    ]
}

/// By content: the same pictures may lie somewhere else today.
fn pictures(record: &DatasetRecord) -> Message {
    let DatasetRecord {
        images,
        fingerprint,
        ..
    } = record;
    let short = fingerprint.get(..12).unwrap_or(fingerprint);
    message!(
        "pictures-of-fingerprint",
        images = *images,
        fingerprint = short
    )
}

fn damaged(path: &Path, error: &ContentError) -> RunError {
    RunError::Damaged {
        expected: "run-project-expected",
        reason: error.message(),
        path: path.join(PROJECT),
    }
}
