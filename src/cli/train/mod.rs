//! `netsmith train`: what was asked, what becomes of it, and what is told about it.
//! Never trains by itself: the engine does, on a thread of its own.

mod arguments;
mod data;
mod job;
mod report;

pub use arguments::Arguments;

use std::ops::ControlFlow;
use std::sync::mpsc::RecvTimeoutError;
use std::time::Duration;

use super::failure::Failure;
use super::output::{Output, note};
use super::summary::find;
use super::trained::newest_run;
use crate::engine::device::device_named;
use crate::engine::run::{RunStart, check_folder};
use crate::engine::train::{Command, TrainingHandle, TrainingJob, spawn};
use crate::files::is_same_file;
use crate::interrupt::Interrupt;
use crate::message;
use crate::text::say;
use report::Report;

/// How long Ctrl-C may go unnoticed.
const GLANCE: Duration = Duration::from_millis(50);

/// Trains, telling each epoch.
pub fn run(arguments: &Arguments, output: &mut Output) -> Result<(), Failure> {
    let model = find(&arguments.model)?;
    let recipe = arguments.recipe(&model.project.recipe);
    recipe.check()?;
    device_named(&recipe.device).map_err(|error| Failure::Usage(error.message()))?;
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
    let job = job::prepare(arguments, model, recipe, place, before.as_ref())?;
    follow(job, arguments.profile, output)
}

/// Follows the training to its end. Where nothing can be told any more, as with a full disk or a terminal that is gone, the
/// training is still brought to a good end first.
fn follow(job: TrainingJob, profile: bool, output: &mut Output) -> Result<(), Failure> {
    let mut report = Report::new(&job, profile, output);
    let interrupt = Interrupt::catch();
    let handle = spawn(job)?;
    let result = tell_all(&handle, &interrupt, &mut report);
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
