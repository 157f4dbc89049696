//! `netsmith export`

use std::ffi::OsString;
use std::path::PathBuf;

use clap::Args;
use clap::builder::PossibleValuesParser;
use serde_json::json;
use tempfile::TempDir;

use super::failure::Failure;
use super::foreign::ImportChoices;
use super::import::findings;
use super::output::{Output, note};
use super::summary::find;
use super::train;
use super::trained::newest_fitting;
use crate::engine::model::{ForeignFile, Origin};
use crate::engine::run::{RunFolder, WeightsChoice};
use crate::exchange::Report;
use crate::exchange::outgoing::{Choices, Format, Outgoing, Written, preview, refuse_taken, write};
use crate::text::say;
use crate::{message, tr};

#[derive(Debug, Args)]
#[command(about = say("help-export"))]
pub struct Arguments {
    #[arg(help = say("help-model"))]
    model: OsString,
    #[arg(
        help = say("help-export-format"),
        long,
        alias = "to",
        value_name = "FORMAT",
        value_parser = PossibleValuesParser::new(Format::ALL.iter().map(|format| format.id()))
    )]
    format: Option<String>,
    #[arg(help = say("help-export-out"), short, long, value_name = "FILE")]
    out: PathBuf,
    #[arg(help = say("help-best"), long)]
    best: bool,
    #[command(flatten)]
    content: Content,
    #[arg(help = say("help-export-preview"), long)]
    preview: bool,
    #[command(flatten)]
    choices: ImportChoices,
    #[arg(help = say("help-export-training"), last = true, value_name = "TRAINING")]
    training: Vec<OsString>,
}

/// What is in the file beside the network.
#[derive(Clone, Copy, Debug, Args)]
struct Content {
    #[arg(help = say("help-export-rescaling"), long)]
    rescaling: bool,
    #[arg(help = say("help-export-no-project"), long)]
    no_project: bool,
}

pub fn run(arguments: &Arguments, output: &mut Output) -> Result<(), Failure> {
    let format = format_of(arguments)?;
    if !format.is_folder() && !arguments.training.is_empty() {
        return Err(Failure::Usage(message!("export-training-unused")));
    }
    // What it reads its first weights from may be gone with the folder.
    let (outgoing, _folder) = if format.is_folder() {
        training(arguments, output)?
    } else {
        (outgoing(arguments)?, None)
    };
    let choices = Choices {
        rescaling: arguments.content.rescaling,
        holds_project: !arguments.content.no_project,
    };
    if arguments.preview {
        return tell(&preview(&outgoing, format, choices), &[], output);
    }
    let Written { files, report } = write(&outgoing, format, choices, &arguments.out)?;
    tell(&report, &files, output)?;
    if !output.is_json() {
        let saved: &[PathBuf] = if format.is_folder() {
            std::slice::from_ref(&arguments.out)
        } else {
            &files
        };
        for path in saved {
            note(&tr!("saved-to", path = %path.display()));
        }
    }
    Ok(())
}

/// The training that is to be gone through elsewhere. What keeps its folder from being written is said before any data is read.
fn training(
    arguments: &Arguments,
    output: &mut Output,
) -> Result<(Outgoing, Option<TempDir>), Failure> {
    let out = &arguments.out;
    if !arguments.preview {
        refuse_taken(out)?;
    }
    let words = train::Arguments::of_words(&arguments.model, &arguments.training);
    let words = words.map_err(Failure::Usage)?;
    let (job, folder) = train::job_for_elsewhere(&words, out, output)?;
    let outgoing = Outgoing::of_training(job).map_err(Failure::Job)?;
    Ok((outgoing, folder))
}

fn format_of(arguments: &Arguments) -> Result<Format, Failure> {
    let named = arguments.format.as_deref().and_then(Format::of_id);
    named
        .or_else(|| Format::of_path(&arguments.out))
        .ok_or_else(|| {
            let known = Format::ALL.iter().map(|format| format.id());
            Failure::Usage(message!(
                "export-format-unclear",
                known = crate::text::list(known),
                path = %arguments.out.display()
            ))
        })
}

/// The network that was named, with the weights of its run; a project that has not learned goes without.
fn outgoing(arguments: &Arguments) -> Result<Outgoing, Failure> {
    let choice = if arguments.best {
        WeightsChoice::Best
    } else {
        WeightsChoice::Latest
    };
    let model = find(&arguments.model, &arguments.choices)?;
    let of_run = |run: &RunFolder| -> Result<Outgoing, Failure> {
        let learned = run.weights(choice)?;
        Outgoing::of(&run.project()?, Some(learned)).map_err(Failure::Job)
    };
    let source = PathBuf::from(&arguments.model);
    let source = (!matches!(model.origin, Origin::Preset)).then_some(source);
    let outgoing = match model.origin {
        Origin::Run(run) => of_run(&run),
        Origin::Project(path) => match newest_fitting(&model.project, &path) {
            Some(run) => of_run(&run),
            None => Outgoing::of(&model.project, None).map_err(Failure::Job),
        },
        Origin::Foreign(file) => {
            let ForeignFile {
                weights, metadata, ..
            } = *file;
            Outgoing::of(&model.project, weights.zip(metadata)).map_err(Failure::Job)
        }
        Origin::Preset => Outgoing::of(&model.project, None).map_err(Failure::Job),
    };
    Ok(Outgoing {
        source,
        ..outgoing?
    })
}

fn tell(report: &Report, files: &[PathBuf], output: &mut Output) -> Result<(), Failure> {
    if output.is_json() {
        return output.json(&json!({
            "files": files.iter().map(|file| file.display().to_string()).collect::<Vec<_>>(),
            "taken": report.taken,
            "findings": findings(report),
        }));
    }
    for finding in &report.findings {
        note(&tr!(
            "export-finding",
            fate = finding.fate.message(),
            message = finding.sentence().inside()
        ));
    }
    note(&tr!("export-taken", count = report.taken));
    Ok(())
}
