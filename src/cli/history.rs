//! `netsmith history`

use std::path::PathBuf;

use clap::Args;
use serde_json::Value;

use super::failure::Failure;
use super::output::{Output, note};
use crate::engine::run::{RunFolder, TensorBoard, to_csv};
use crate::text::say;
use crate::tr;

#[derive(Debug, Args)]
#[command(about = say("help-history"))]
pub struct Arguments {
    #[arg(help = say("help-history-run"), required = true, value_name = "RUN")]
    runs: Vec<PathBuf>,
    #[arg(help = say("help-history-tensorboard"), long, value_name = "DIR")]
    tensorboard: Option<PathBuf>,
}

/// Tells the epochs of runs, as a table or for TensorBoard.
pub fn run(arguments: &Arguments, output: &mut Output) -> Result<(), Failure> {
    for path in &arguments.runs {
        let run = RunFolder::open(path)?;
        if let Some(folder) = &arguments.tensorboard {
            let name = path.canonicalize().unwrap_or_else(|_| path.clone());
            let name = name.file_name().unwrap_or_default().to_string_lossy();
            TensorBoard::export(&run, &name, folder)?;
            let place = folder.join(&*name);
            note(&tr!(
                "event-files-written",
                folder = place.display().to_string()
            ));
        } else if output.is_json() {
            for record in run.history()? {
                output.json(&Value::Object(record.to_json()))?;
            }
        } else {
            output.text(&to_csv(&run.history()?))?;
        }
    }
    Ok(())
}
