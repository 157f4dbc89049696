//! `netsmith summary`

use std::ffi::{OsStr, OsString};

use clap::Args;
use serde::Serialize;

use super::failure::Failure;
use super::names;
use super::output::{Output, note};
use crate::engine::model::{Model, ModelError};
use crate::graph::{Inference, SummaryRow, infer, keras_table, summary_rows};
use crate::layer::Shape;
use crate::project::presets;
use crate::text::say;

#[derive(Debug, Args)]
#[command(about = say("help-summary"))]
pub struct Arguments {
    #[arg(help = say("help-model"))]
    model: OsString,
}

#[derive(Serialize)]
struct Summary<'a> {
    model: &'a str,
    layers: Vec<Layer>,
    total_params: u64,
    trainable_params: u64,
    non_trainable_params: u64,
    macs: u64,
    complete: bool,
}

#[derive(Serialize)]
struct Layer {
    name: String,
    #[serde(rename = "type")]
    class: &'static str,
    output_shape: Option<Shape>,
    params: Option<u64>,
    trainable_params: Option<u64>,
    inputs: Vec<String>,
    macs: Option<u64>,
    block: Option<String>,
}

pub fn run(arguments: &Arguments, output: &mut Output) -> Result<(), Failure> {
    let model = find(&arguments.model)?;
    let inference = infer(&model.project.graph);
    if output.is_json() {
        return output.json(&summary(&model.name, &inference));
    }
    output.text(&keras_table(&model.name, &inference))?;
    if !inference.is_complete() {
        note(say("network-has-problems"));
    }
    Ok(())
}

/// [`Model::find`] with a hint at a preset of a similar name.
pub fn find(text: &OsStr) -> Result<Model, Failure> {
    Model::find(text).map_err(|error| match &error {
        ModelError::Unknown { name, .. } => {
            let known = presets().iter().map(|preset| preset.id);
            Failure::Job(names::with_hint(error.message(), name, known))
        }
        _ => error.into(),
    })
}

fn summary<'a>(model: &'a str, inference: &Inference) -> Summary<'a> {
    let totals = inference.totals;
    Summary {
        model,
        layers: summary_rows(inference).into_iter().map(layer).collect(),
        total_params: totals.params.total(),
        trainable_params: totals.params.trainable,
        non_trainable_params: totals.params.non_trainable,
        macs: totals.macs,
        complete: totals.unknown_count == 0 && inference.is_complete(),
    }
}

fn layer(row: SummaryRow) -> Layer {
    Layer {
        name: row.name,
        class: row.class,
        output_shape: row.output_shape,
        params: row.params,
        trainable_params: row.trainable_params,
        inputs: row.inputs,
        macs: row.macs,
        block: (!row.blocks.is_empty()).then(|| row.blocks.join("/")),
    }
}
