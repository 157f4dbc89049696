//! `netsmith predict`

use std::ffi::OsString;
use std::path::{Path, PathBuf};

use clap::Args;
use serde::Serialize;

use super::failure::Failure;
use super::foreign::ImportChoices;
use super::output::{Output, note};
use super::progress;
use super::trained::Trained;
use crate::data::{Doubt, decode_file, doubts};
use crate::engine::predict::{Prediction, Predictor};
use crate::engine::run::WeightsChoice;
use crate::report::{PredictionRow, predictions_csv};
use crate::text::{Message, say};
use crate::{message, tr};

#[derive(Debug, Args)]
#[command(about = say("help-predict"))]
pub struct Arguments {
    #[arg(help = say("help-predict-model"), value_name = "RUN")]
    model: OsString,
    #[arg(help = say("help-predict-images"), required = true)]
    images: Vec<PathBuf>,
    #[arg(help = say("help-predict-csv"), long)]
    csv: bool,
    #[arg(help = say("help-best"), long)]
    best: bool,
    #[command(flatten)]
    choices: ImportChoices,
}

#[derive(Serialize)]
struct Row {
    image: String,
    class: String,
    index: usize,
    probabilities: Vec<f32>,
    /// The numbers before the last activation.
    logits: Vec<f32>,
    /// Why the answer may be a bad one.
    warnings: Vec<Warning>,
}

/// A reason to doubt an answer.
#[derive(Serialize)]
struct Warning {
    code: &'static str,
    message: String,
}

pub fn run(arguments: &Arguments, output: &mut Output) -> Result<(), Failure> {
    // clap does not see it where `--json` stands before the command.
    if arguments.csv && output.is_json() {
        return Err(Failure::Usage(message!("csv-or-json")));
    }
    let choice = if arguments.best {
        WeightsChoice::Best
    } else {
        WeightsChoice::Latest
    };
    let trained = Trained::find(&arguments.model, &arguments.choices, choice)?;
    let (predictor, classes) = (&trained.predictor, trained.classes());
    let mut rows = Vec::new();
    let mut unreadable_count = 0;
    let bar = progress::asked(arguments.images.len());
    for path in &arguments.images {
        // One by one: a thousand photographs at once would not fit into memory. Each is told when it is known.
        match prediction_on(path, predictor, &classes)? {
            Ok(row) if output.is_json() || arguments.csv => rows.push(row),
            Ok(row) => bar.suspend(|| told(&row, output))?,
            Err(reason) => {
                bar.suspend(|| {
                    note(&tr!("error-of-picture", path = %path.display(), reason = reason));
                });
                unreadable_count += 1;
            }
        }
        bar.inc(1);
    }
    bar.finish_and_clear();
    if output.is_json() {
        output.json(&rows)?;
    } else if arguments.csv {
        output.text(&csv_of(&classes, rows)?)?;
    }
    if let Some(lag) = predictor.lag() {
        note(&tr!("note-note", lag = lag.message()));
    }
    match unreadable_count {
        0 => Ok(()),
        1 if arguments.images.len() == 1 => Err(Failure::Job(message!("picture-unread"))),
        count => Err(Failure::Job(message!(
            "pictures-unread",
            count = count,
            all = arguments.images.len()
        ))),
    }
}

/// What the network says about one picture, or why it cannot be asked.
fn prediction_on(
    path: &Path,
    predictor: &Predictor,
    classes: &[String],
) -> Result<Result<Row, Message>, Failure> {
    if path.is_dir() {
        return Ok(Err(
            message!("folder-no-picture", example = %path.join("*.png").display()),
        ));
    }
    let image = match decode_file(path) {
        Ok(image) => image,
        Err(error) => return Ok(Err(error.message().without_path(path))),
    };
    let metadata = predictor.metadata();
    let (contract, appearance) = (&metadata.contract, metadata.appearance.as_ref());
    let prediction = predictor.predict(std::slice::from_ref(&image))?;
    let row = prediction.into_iter().next().map(|prediction| {
        let doubts = doubts(&image, &prediction.seen, contract, appearance);
        row(path, prediction, classes, &doubts)
    });
    Ok(row.ok_or_else(|| message!("network-said-nothing")))
}

fn row(path: &Path, prediction: Prediction, classes: &[String], doubts: &[Doubt]) -> Row {
    let Prediction {
        index,
        class,
        probabilities,
        logits,
        ..
    } = prediction;
    Row {
        image: path.display().to_string(),
        class: classes.get(index).cloned().unwrap_or(class),
        index,
        probabilities,
        logits,
        warnings: doubts
            .iter()
            .map(|doubt| Warning {
                code: doubt.code(),
                message: doubt.message().to_string(),
            })
            .collect(),
    }
}

/// Prints what was said, and below it on standard error why it may be wrong.
fn told(row: &Row, output: &mut Output) -> Result<(), Failure> {
    output.line(&text(row))?;
    for warning in &row.warnings {
        note(&tr!("note-warning", warning = &warning.message));
    }
    Ok(())
}

fn csv_of(classes: &[String], rows: Vec<Row>) -> Result<String, Failure> {
    let rows = rows.into_iter().map(|row| PredictionRow {
        picture: row.image,
        index: row.index,
        probabilities: row.probabilities,
        doubts: row.warnings.iter().map(|warning| warning.code).collect(),
    });
    let rows: Vec<PredictionRow> = rows.collect();
    let csv = predictions_csv(classes, &rows).map_err(Failure::Job)?;
    Ok(String::from_utf8_lossy(&csv).into_owned())
}

fn text(row: &Row) -> String {
    let probability = row
        .probabilities
        .get(row.index)
        .copied()
        .unwrap_or_default();
    tr!(
        "prediction-line",
        image = &row.image,
        class = &row.class,
        percent = format!("{:.1}", probability * 100.0)
    )
}
