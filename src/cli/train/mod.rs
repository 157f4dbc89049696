//! `netsmith train`: what was asked, what becomes of it, and what is told about it.
//! Never trains by itself: the engine does, on a thread of its own.

pub(in crate::cli) mod arguments;
mod data;
mod freeze;
mod job;
mod report;
mod transfer;
mod trial;

pub use arguments::Arguments;
pub use trial::run_rates;

use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::sync::mpsc::RecvTimeoutError;
use std::time::Duration;

use super::device::reach;
use super::failure::Failure;
use super::output::{Output, note};
use super::summary::find;
use super::trained::newest_run;
use crate::engine::model::{ForeignFile, Model, Origin};
use crate::engine::run::{
    Fit, RunFolder, RunStart, StartingPoint, Untrained, WeightsChoice, check_folder,
};
use crate::engine::train::{Command, RunPlace, TrainingHandle, TrainingJob, spawn};
use crate::files::is_same_file;
use crate::interrupt::Interrupt;
use crate::message;
use crate::project::Project;
use crate::recipe::Recipe;
use crate::text::{list, say};
use crate::tr;
use report::Report;
use serde_json::json;
use tempfile::TempDir;

/// How long Ctrl-C may go unnoticed.
const GLANCE: Duration = Duration::from_millis(50);

/// Trains, telling each epoch.
pub fn run(arguments: &Arguments, output: &mut Output) -> Result<(), Failure> {
    if arguments.dry_run {
        return trial::run_dry(arguments, output);
    }
    let model = find(&arguments.model, &arguments.choices)?;
    let recipe = arguments.recipe(&model.project.recipe);
    recipe.check()?;
    if arguments.way.again {
        refuse_other_settings(&model, &recipe)?;
    }
    reach(&recipe.device)?;
    let place = arguments.place(&model.name);
    let before = if arguments.way.goes_on {
        Some(newest_run(&arguments.model)?)
    } else {
        None
    };
    match &before {
        // Without another place it may be the same run that goes on.
        Some(run)
            if arguments
                .out
                .as_ref()
                .is_none_or(|out| is_same_file(out, run.path())) =>
        {
            check_folder(run.path(), &RunStart::Resume)?;
        }
        _ => check_folder(&place.path, &place.start)?,
    }
    // Its folder is kept until the training is over, which reads it where it begins.
    let (job, _folder) = begun(arguments, model, recipe, place, before.as_ref(), output)?;
    let interrupt = Interrupt::catch();
    let report = Report::new(&job, arguments, None, output);
    follow(job, report, arguments, &interrupt)
}

/// The training that a run of these arguments begins with, told as `train` tells it, for whoever goes through it in another
/// place. What it reads its first weights from may be gone with the folder.
pub fn job_for_elsewhere(
    arguments: &Arguments,
    out: &Path,
    output: &mut Output,
) -> Result<(TrainingJob, Option<TempDir>), Failure> {
    let model = find(&arguments.model, &arguments.choices)?;
    let recipe = arguments.recipe(&model.project.recipe);
    recipe.check()?;
    let place = RunPlace {
        path: out.to_owned(),
        ..arguments.place(&model.name)
    };
    begun(arguments, model, recipe, place, None, output)
}

/// The training of `model` with the weights that it begins with; those of another program lie in a folder for as long as that
/// is kept.
fn begun(
    arguments: &Arguments,
    model: Model,
    recipe: Recipe,
    place: RunPlace,
    before: Option<&RunFolder>,
    output: &mut Output,
) -> Result<(TrainingJob, Option<TempDir>), Failure> {
    let foreign = match (&model.origin, before) {
        (Origin::Foreign(file), None) if arguments.way.starting_point().is_none() => {
            foreign_weights(file, &model.project)?
        }
        _ => None,
    };
    let (folder, point) = foreign.unzip();
    let point = arguments.way.starting_point().or(point);
    let point = point.or_else(|| arguments.transfer.starting_point(&model));
    let has_weights = point.is_some() || before.is_some();
    arguments.transfer.check(has_weights)?;
    let job = job::prepare(arguments, model, recipe, place, before, point.clone())?;
    if let Some(point) = point {
        tell_inheritance(&point, &job, output)?;
    }
    Ok((job, folder))
}

/// What a sweep varies: the project that would be trained, settled on its data, and where its runs are to lie.
pub fn project_to_vary(arguments: &Arguments) -> Result<(Project, PathBuf), Failure> {
    let model = find(&arguments.model, &arguments.choices)?;
    let recipe = arguments.recipe(&model.project.recipe);
    recipe.check()?;
    reach(&recipe.device)?;
    let place = arguments.place(&(model.name.clone() + "-sweep"));
    let folder = place.path.clone();
    let point = arguments.way.starting_point();
    let job = job::prepare(arguments, model, recipe, place, None, point)?;
    let project =
        Project::from_text(&job.project_text).map_err(|error| Failure::Job(error.message()))?;
    Ok((project.found_from(&folder.join("project.netsmith")), folder))
}

/// How one of several trainings is gone through.
#[derive(Debug)]
pub struct Turn<'a> {
    /// Where, if not where it was planned for.
    pub device: Option<&'a str>,
    /// What its lines begin with where others are told between them.
    pub label: Option<&'a str>,
    /// A request to end, which ends them all.
    pub interrupt: &'a Interrupt,
}

/// Trains what waits in a folder; of `arguments` only what concerns the telling counts.
pub fn train_waiting(
    arguments: &Arguments,
    place: RunPlace,
    turn: &Turn<'_>,
    output: &mut Output,
) -> Result<(), Failure> {
    let own = Arguments::of_waiting(&place.path);
    let own = Arguments {
        way: arguments.way.for_another_run(),
        profile: arguments.profile,
        watching: arguments.watching,
        ..own
    };
    let model = find(&own.model, &own.choices)?;
    let mut recipe = model.project.recipe.clone();
    if let Some(device) = turn.device {
        device.clone_into(&mut recipe.device);
    }
    reach(&recipe.device)?;
    check_folder(&place.path, &place.start)?;
    let point = own.way.starting_point();
    let job = job::prepare(&own, model, recipe, place, None, point)?;
    let report = Report::new(&job, &own, turn.label, output);
    follow(job, report, &own, turn.interrupt)
}

/// The weights of a file of another program as those of a run, which are gone with the folder that holds it.
fn foreign_weights(
    file: &ForeignFile,
    project: &Project,
) -> Result<Option<(TempDir, StartingPoint)>, Failure> {
    let (Some(weights), Some(metadata)) = (&file.weights, &file.metadata) else {
        return Ok(None);
    };
    let folder = tempfile::tempdir();
    let folder =
        folder.map_err(|error| Failure::Job(message!("no-folder-for-weights", error = %error)))?;
    let run = Untrained {
        project,
        weights,
        metadata,
        source: &file.path,
    };
    let run = run.save(&folder.path().join("run"))?;
    let point = StartingPoint {
        run: run.path().to_owned(),
        choice: WeightsChoice::Latest,
    };
    Ok(Some((folder, point)))
}

/// A run is repeated with its own settings, or it is none that is repeated.
fn refuse_other_settings(model: &Model, recipe: &Recipe) -> Result<(), Failure> {
    match &model.origin {
        Origin::Run(_) if model.project.recipe == *recipe => Ok(()),
        Origin::Run(_) => Err(Failure::Usage(message!("again-with-settings"))),
        _ => Err(Failure::Usage(message!(
            "again-without-run",
            name = &model.name
        ))),
    }
}

/// Says which layers begin with weights of the run, and which begin anew.
fn tell_inheritance(
    point: &StartingPoint,
    job: &TrainingJob,
    output: &mut Output,
) -> Result<(), Failure> {
    let inheritance = point.inheritance(&job.flat)?;
    let run = RunFolder::open(&point.run)?;
    let epoch = run.epoch_of(point.choice);
    let path = point.run.display().to_string();
    let source = run.manifest().imported.clone().unwrap_or(path);
    note(&tr!(
        "weights-of-run",
        run = &source,
        epoch = epoch,
        kept = inheritance.message()
    ));
    for layer in &inheritance.layers {
        if layer.fit != Fit::Kept {
            let line = tr!("layer-fit", name = &layer.name, fit = layer.fit.message());
            note(&format!("  {line}"));
        }
    }
    if !inheritance.unused.is_empty() {
        let unused = tr!("weights-unused", layers = list(&inheritance.unused));
        note(&format!("  {unused}"));
    }
    if !output.is_json() {
        return Ok(());
    }
    let layers = inheritance.layers.iter();
    let layers = layers.map(|layer| json!({"layer": layer.name, "fit": layer.fit.name()}));
    output.json(&json!({
        "event": "weights",
        "run": source,
        "epoch": epoch,
        "layers": layers.collect::<Vec<_>>(),
        "unused": inheritance.unused,
    }))
}

/// Follows the training to its end. Where nothing can be told any more, as with a full disk or a terminal that is gone, the
/// training is still brought to a good end first.
fn follow(
    job: TrainingJob,
    mut report: Report<'_>,
    arguments: &Arguments,
    interrupt: &Interrupt,
) -> Result<(), Failure> {
    if let Some(folder) = &arguments.way.tensorboard {
        report.write_event_files(folder)?;
    }
    let handle = spawn(job)?;
    let result = tell_all(&handle, interrupt, &mut report);
    // The process ends with this function; the thread may still be saving.
    handle.stop_and_join();
    result
}

/// Tells what the training tells, and hands a request to end on to it.
fn tell_all(
    handle: &TrainingHandle,
    interrupt: &Interrupt,
    report: &mut Report<'_>,
) -> Result<(), Failure> {
    let mut is_stopping = false;
    loop {
        if interrupt.was_asked() && !is_stopping {
            is_stopping = true;
            note(say("stopping-after-batch"));
            handle.send(Command::Stop);
        }
        match handle.events().recv_timeout(GLANCE) {
            Ok(event) => {
                if let ControlFlow::Break(result) = report.tell(event)? {
                    return result;
                }
            }
            Err(RecvTimeoutError::Timeout) => {}
            Err(RecvTimeoutError::Disconnected) => {
                return Err(Failure::Job(message!("training-without-word")));
            }
        }
    }
}
