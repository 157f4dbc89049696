//! `netsmith report`

use std::ffi::OsString;
use std::ops::ControlFlow;
use std::path::PathBuf;

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
use crate::tr;

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
    RunReport::expect_ending(&arguments.output).map_err(Failure::Usage)?;
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
    let file = report.as_file(&arguments.output).map_err(Failure::Job)?;
    write_atomically(&arguments.output, &file)?;
    let path = arguments.output.display().to_string();
    if output.is_json() {
        let is_measured = report.measured.is_ok();
        return output.json(&json!({"output": path, "bytes": file.len(), "measured": is_measured}));
    }
    note(&tr!("report-saved", path = %path));
    Ok(())
}
