//! `netsmith report`

use std::ffi::OsString;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

use clap::Args;
use serde_json::json;

use super::failure::Failure;
use super::output::{Output, note};
use super::progress;
use super::trained::newest_run;
use crate::engine::run::WeightsChoice;
use crate::files::write_atomically;
use crate::report::{RunReport, Watch};
use crate::text::say;
use crate::{message, tr};

#[derive(Debug, Args)]
#[command(about = say("help-report"))]
pub struct Arguments {
    #[arg(help = say("help-evaluate-model"), value_name = "RUN")]
    model: OsString,
    #[arg(help = say("help-report-output"), short, long, value_name = "FILE")]
    output: PathBuf,
    #[arg(help = say("help-best"), long)]
    best: bool,
}

pub fn run(arguments: &Arguments, output: &mut Output) -> Result<(), Failure> {
    refuse_other_endings(&arguments.output)?;
    let choice = if arguments.best {
        WeightsChoice::Best
    } else {
        WeightsChoice::Latest
    };
    let run = newest_run(&arguments.model)?;
    let (pictures, batches) = (progress::pictures(), progress::batches());
    let watch = Watch {
        reading: &|progress| pictures.tell(progress),
        measuring: &|step, steps| {
            batches.show(step, steps);
            ControlFlow::Continue(())
        },
    };
    let report = RunReport::read(run.path(), choice, &watch).map_err(Failure::Job)?;
    pictures.clear();
    batches.clear();
    if let Err(reason) = &report.measured {
        note(&tr!("report-not-measured", reason = reason));
    }
    let html = report.to_html();
    write_atomically(&arguments.output, html.as_bytes())?;
    let path = arguments.output.display().to_string();
    if output.is_json() {
        let is_measured = report.measured.is_ok();
        return output.json(&json!({"output": path, "bytes": html.len(), "measured": is_measured}));
    }
    note(&tr!("report-saved", path = %path));
    Ok(())
}

fn refuse_other_endings(path: &Path) -> Result<(), Failure> {
    let ending = path.extension().unwrap_or_default();
    match ending.to_string_lossy().to_lowercase().as_str() {
        "html" | "htm" => Ok(()),
        _ => Err(Failure::Usage(
            message!("report-ending", path = %path.display()),
        )),
    }
}
