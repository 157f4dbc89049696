//! `netsmith predict`

use std::ffi::OsString;
use std::path::{Path, PathBuf};

use clap::Args;
use serde::Serialize;

use super::failure::Failure;
use super::output::{Output, note};
use super::progress;
use super::trained::Trained;
use crate::data::decode_file;
use crate::engine::predict::{Prediction, Predictor};
use crate::engine::run::WeightsChoice;
use crate::text::{Message, say};
use crate::{message, tr};

#[derive(Debug, Args)]
#[command(about = say("help-predict"))]
pub struct Arguments {
    #[arg(help = say("help-predict-model"), value_name = "RUN")]
    model: OsString,
    #[arg(help = say("help-predict-images"), required = true)]
    images: Vec<PathBuf>,
    #[arg(help = say("help-best"), long)]
    best: bool,
}

#[derive(Serialize)]
struct Row {
    image: String,
    class: String,
    index: usize,
    probabilities: Vec<f32>,
}

pub fn run(arguments: &Arguments, output: &mut Output) -> Result<(), Failure> {
    let choice = if arguments.best {
        WeightsChoice::Best
    } else {
        WeightsChoice::Latest
    };
    let trained = Trained::find(&arguments.model, choice)?;
    let (predictor, classes) = (&trained.predictor, trained.classes());
    let mut rows = Vec::new();
    let mut unreadable_count = 0;
    let bar = progress::asked(arguments.images.len());
    for path in &arguments.images {
        // One by one: a thousand photographs at once would not fit into memory. Each is told when it is known.
        match prediction_on(path, predictor, &classes)? {
            Ok(row) if output.is_json() => rows.push(row),
            Ok(row) => bar.suspend(|| output.line(&text(&row)))?,
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
    let prediction = predictor.predict(&[image])?.into_iter().next();
    let row = prediction.map(|prediction| row(path, prediction, classes));
    Ok(row.ok_or_else(|| message!("network-said-nothing")))
}

fn row(path: &Path, prediction: Prediction, classes: &[String]) -> Row {
    let Prediction {
        index,
        class,
        probabilities,
        ..
    } = prediction;
    Row {
        image: path.display().to_string(),
        class: classes.get(index).cloned().unwrap_or(class),
        index,
        probabilities,
    }
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
