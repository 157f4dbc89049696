//! `netsmith sweep`: one network trained again and again with other settings, each time as a run of its own.

mod rest;
mod results;

use std::path::{Path, PathBuf};

use clap::Args;

use super::device::reach;
use super::failure::Failure;
use super::output::{Output, note};
use super::train;
use crate::engine::run::{RunFolder, RunState};
use crate::engine::sweep::{Axis, Draw, Sweep, Variant};
use crate::message;
use crate::text::{Message, say};
use crate::tr;
use rest::Rest;

#[derive(Debug, Args)]
pub struct Arguments {
    #[command(flatten)]
    train: train::Arguments,
    #[arg(help = say("help-sweep-vary"), long, value_name = "NAME=A,B,…", value_parser = axis)]
    vary: Vec<Axis>,
    #[arg(help = say("help-sweep-random"), long, value_name = "N", requires = "vary")]
    random: Option<usize>,
    #[arg(help = say("help-sweep-stop-behind"), long, requires = "vary")]
    stop_behind: bool,
    #[arg(help = say("help-sweep-devices"), long, value_name = "DEVICE,…", value_delimiter = ',', conflicts_with_all = ["device", "profile"])]
    devices: Vec<String>,
}

fn axis(text: &str) -> Result<Axis, String> {
    Axis::parse(text).map_err(|fault| fault.to_string())
}

/// Plans a sweep, or takes up one that is there, and trains what is left of it.
pub fn run(arguments: &Arguments, output: &mut Output) -> Result<(), Failure> {
    let given = Path::new(&arguments.train.model);
    arguments.refuse_other_ways()?;
    for device in &arguments.devices {
        reach(device)?;
    }
    let folder = if Sweep::is_at(given) {
        if !arguments.vary.is_empty() {
            return Err(Failure::Usage(message!("sweep-goes-on", path = given)));
        }
        given.to_owned()
    } else {
        arguments.plan()?
    };
    let sweep = Sweep::open(&folder).map_err(Failure::Job)?;
    note(&tr!(
        "sweep-of-runs",
        count = sweep.runs.len(),
        path = folder.display().to_string()
    ));
    let rest = Rest::of(&sweep, &folder, arguments);
    match arguments.devices.as_slice() {
        [] => rest.train_on(None, output)?,
        devices => rest.share_out(devices, output)?,
    }
    if rest.is_left() {
        let stopped = message!("sweep-stopped", path = &folder);
        return Err(Failure::Job(stopped));
    }
    results::tell(&sweep, &folder, output)
}

impl Arguments {
    /// Each run of a sweep begins by itself.
    fn refuse_other_ways(&self) -> Result<(), Failure> {
        match self.train.other_way() {
            Some(way) => Err(Failure::Usage(message!("sweep-not-with", argument = way))),
            None => Ok(()),
        }
    }

    /// Writes the runs that are asked for; they wait for their turn.
    fn plan(&self) -> Result<PathBuf, Failure> {
        if self.vary.is_empty() {
            return Err(Failure::Usage(message!("sweep-without-axis")));
        }
        let (project, folder) = train::project_to_vary(&self.train)?;
        let draw = self.random.map(|count| Draw {
            count,
            seed: project.recipe.seed,
        });
        let sweep = Sweep::plan(&project, self.vary.clone(), draw, self.stop_behind);
        let sweep = sweep.map_err(Failure::Job)?;
        sweep.save(&folder, &project, 1).map_err(Failure::Job)?;
        Ok(folder)
    }
}

/// A figure of a run; nothing where it has none.
fn figure(value: Option<f64>) -> String {
    value.map_or_else(String::new, |value| format!("{value:.4}"))
}

/// What became of a run, in a word.
fn word(run: &RunFolder) -> Message {
    match run.state() {
        RunState::Finished if run.manifest().is_behind => message!("run-state-behind"),
        RunState::Finished => message!("run-state-finished"),
        RunState::Failed => message!("run-state-failed"),
        RunState::Stopped => message!("run-state-stopped"),
        RunState::Running => message!("run-state-running"),
        RunState::Waiting => message!("run-state-waiting"),
    }
}

/// The settings of one run, by name.
fn settings<'a>(
    sweep: &'a Sweep,
    variant: &'a Variant,
) -> impl Iterator<Item = (&'a str, &'a str)> {
    let names = sweep.axes.iter().map(|axis| axis.name.as_str());
    names.zip(variant.values.iter().map(String::as_str))
}
