//! `netsmith summary`

use std::ffi::{OsStr, OsString};
use std::path::Path;

use clap::Args;
use serde::Serialize;

use super::failure::Failure;
use super::foreign::{self, ImportChoices, is_foreign};
use super::names;
use super::output::{Output, note};
use crate::engine::model::{Model, ModelError};
use crate::exchange::{Choices, fault_of_folder};
use crate::graph::{
    Explanation, Inference, SummaryRow, explained, infer, keras_table, summary_rows,
};
use crate::layer::{Shape, Step, shown, thousands};
use crate::project::{preset, presets};
use crate::text::say;
use crate::{message, tr};

#[derive(Debug, Args)]
#[command(about = say("help-summary"))]
pub struct Arguments {
    #[arg(help = say("help-model"))]
    model: OsString,
    #[arg(help = say("help-formulas"), long)]
    formulas: bool,
    #[command(flatten)]
    choices: ImportChoices,
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
    #[serde(skip_serializing_if = "Option::is_none")]
    explained: Option<Explained>,
}

/// What a layer does, and how its numbers come about.
#[derive(Serialize)]
struct Explained {
    words: String,
    formulas: Vec<Formula>,
}

#[derive(Serialize)]
struct Formula {
    of: &'static str,
    letters: &'static str,
    numbers: String,
    result: u64,
}

pub fn run(arguments: &Arguments, output: &mut Output) -> Result<(), Failure> {
    let model = find(&arguments.model, &arguments.choices)?;
    let inference = infer(&model.project.graph);
    if output.is_json() {
        return output.json(&summary(&model.name, &inference, arguments.formulas));
    }
    output.text(&keras_table(&model.name, &inference))?;
    if arguments.formulas {
        write_formulas(&inference, output)?;
    }
    if !inference.is_complete() {
        note(say("network-has-problems"));
    }
    Ok(())
}

/// [`Model::find`] with a hint at a preset of a similar name; also a file of another program, read as `choices` say.
pub fn find(text: &OsStr, choices: &ImportChoices) -> Result<Model, Failure> {
    let is_preset = text.to_str().and_then(preset).is_some();
    let path = Path::new(text);
    let choices = choices.choices();
    if let Some(fault) = fault_of_folder(path).filter(|_| !is_preset) {
        return Err(fault.into());
    }
    if !is_preset && is_foreign(path) {
        return Ok(foreign::model(path, &choices)?);
    }
    if choices != Choices::default() {
        return Err(Failure::Usage(
            message!("choices-without-file", model = %path.display()),
        ));
    }
    Model::find(text).map_err(|error| match &error {
        ModelError::Unknown { name, .. } => {
            let known = presets().iter().map(|preset| preset.id);
            Failure::Job(names::with_hint(error.message(), name, known))
        }
        _ => error.into(),
    })
}

/// Below the table, layer by layer, what it does and how its numbers come about.
fn write_formulas(inference: &Inference, output: &mut Output) -> Result<(), Failure> {
    for report in &inference.layers {
        let class = report.kind.entry().keras_class;
        let name = format!("{} ({class})", shown(&report.name));
        output.lines([String::new(), name])?;
        let Some(Explanation { words, steps }) = explained(inference, report) else {
            output.line(say("how-it-computes-unknown"))?;
            continue;
        };
        output.line(&words.to_string())?;
        output.lines(steps.iter().map(line_of))?;
    }
    Ok(())
}

fn line_of(step: &Step) -> String {
    tr!(
        "formula-line",
        quantity = step.quantity.label(),
        equation = step.equation(),
        result = thousands(step.result)
    )
}

fn explained_row(inference: &Inference, row: &SummaryRow) -> Option<Explained> {
    let Explanation { words, steps } = explained(inference, inference.layer(&row.path)?)?;
    let formula = |step: Step| Formula {
        of: step.quantity.key(),
        letters: step.formula,
        numbers: step.filled,
        result: step.result,
    };
    Some(Explained {
        words: words.to_string(),
        formulas: steps.into_iter().map(formula).collect(),
    })
}

fn summary<'a>(model: &'a str, inference: &Inference, with_formulas: bool) -> Summary<'a> {
    let totals = inference.totals;
    let layer = |row: SummaryRow| {
        let wanted = with_formulas.then_some(());
        let explained = wanted.and_then(|()| explained_row(inference, &row));
        layer(row, explained)
    };
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

fn layer(row: SummaryRow, explained: Option<Explained>) -> Layer {
    Layer {
        name: row.name,
        class: row.class,
        output_shape: row.output_shape,
        params: row.params,
        trainable_params: row.trainable_params,
        inputs: row.inputs,
        macs: row.macs,
        block: (!row.blocks.is_empty()).then(|| row.blocks.join("/")),
        explained,
    }
}
