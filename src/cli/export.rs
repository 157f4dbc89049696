//! `netsmith export`

use std::ffi::OsString;
use std::path::PathBuf;

use clap::Args;
use clap::builder::PossibleValuesParser;
use serde_json::json;

use super::failure::Failure;
use super::foreign::ImportChoices;
use super::import::findings;
use super::output::{Output, note};
use super::summary::find;
use super::trained::newest_fitting;
use crate::engine::model::{ForeignFile, Origin};
use crate::engine::run::{RunFolder, WeightsChoice};
use crate::exchange::Report;
use crate::exchange::outgoing::{Choices, Format, Outgoing, Written, preview, write};
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
    let outgoing = outgoing(arguments)?;
    let choices = Choices {
        rescaling: arguments.content.rescaling,
        holds_project: !arguments.content.no_project,
    };
    if arguments.preview {
        return tell(&preview(&outgoing, format, choices), &[], output);
    }
    let Written { files, report } = write(&outgoing, format, choices, &arguments.out)?;
    tell(&report, &files, output)
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
    for file in files {
        note(&tr!("saved-to", path = %file.display()));
    }
    Ok(())
}
