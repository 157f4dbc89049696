//! What is left of a sweep, shared by all devices that train it: each takes the next run once it is free.

use std::collections::VecDeque;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};
use std::thread;

use super::{Arguments, results};
use crate::cli::failure::Failure;
use crate::cli::output::{Output, note};
use crate::cli::train::{Turn, train_waiting};
use crate::engine::run::{Rivals, RunFolder, RunStart, RunState};
use crate::engine::sweep::{Sweep, Variant};
use crate::engine::train::{RunOptions, RunPlace};
use crate::interrupt::Interrupt;
use crate::message;
use crate::tr;

/// The runs that are not over.
#[derive(Debug)]
pub struct Rest<'a> {
    arguments: &'a Arguments,
    sweep: &'a Sweep,
    folder: &'a Path,
    interrupt: Interrupt,
    /// Places in the sweep of those that nobody has taken.
    untaken: Mutex<VecDeque<usize>>,
}

impl<'a> Rest<'a> {
    /// What is left of `sweep` in `folder`. From now on a request to end is heard between two runs, too.
    pub fn of(sweep: &'a Sweep, folder: &'a Path, arguments: &'a Arguments) -> Self {
        let rest = Self {
            arguments,
            sweep,
            folder,
            interrupt: Interrupt::catch(),
            untaken: Mutex::default(),
        };
        let open = (0..sweep.runs.len()).filter(|place| rest.is_open(*place));
        Self {
            untaken: Mutex::new(open.collect()),
            ..rest
        }
    }

    /// Whether anything is left to train, and nobody else does.
    pub fn is_left(&self) -> bool {
        (0..self.sweep.runs.len()).any(|place| self.is_open(place))
    }

    /// Trains one run after another, each where it was planned for or has begun.
    pub fn train_here(&self, output: &mut Output) -> Result<(), Failure> {
        self.train_on(None, output)
    }

    /// Trains as many runs at a time as there are devices. A device that is lost, or cannot go on, leaves the rest to the others.
    pub fn share_out(&self, devices: &[String], output: &Output) -> Result<(), Failure> {
        self.tell_those_of_others(devices);
        thread::scope(|scope| {
            for device in devices {
                let mut output = Output::new(output.is_json());
                let train = move || {
                    if let Err(failure) = self.train_on(Some(device), &mut output) {
                        warn(&failure);
                    }
                };
                thread::Builder::new()
                    .name("netsmith-sweep".to_owned())
                    .spawn_scoped(scope, train)
                    .map_err(|error| {
                        Failure::Job(message!("no-thread-for-this", error = %error))
                    })?;
            }
            Ok(())
        })
    }

    /// Until nothing is left for `device`, or a run is stopped.
    fn train_on(&self, device: Option<&str>, output: &mut Output) -> Result<(), Failure> {
        while let Some(place) = self.take(device) {
            let variant = &self.sweep.runs[place];
            let path = self.path_of(place);
            let line = message!(
                "sweep-run",
                number = place + 1,
                count = self.sweep.runs.len(),
                settings = self.sweep.words(variant)
            );
            match device {
                None => note(&line.to_string()),
                Some(device) => note(&tr!("sweep-run-on", run = line, device = device)),
            }
            self.train_one(variant, &path, device, output)?;
            if !is_over(&path) {
                break;
            }
            results::tell_run(self.sweep, variant, &path, output)?;
        }
        Ok(())
    }

    /// The next run for `device`; for `None`, the next one.
    fn take(&self, device: Option<&str>) -> Option<usize> {
        let mut untaken = self.untaken.lock().unwrap_or_else(PoisonError::into_inner);
        let is_for_it = |place: &usize| {
            let begun = begun_on(&self.path_of(*place));
            device.is_none() || begun.is_none() || begun.as_deref() == device
        };
        let next = untaken.iter().position(is_for_it)?;
        untaken.remove(next).filter(|_| !self.interrupt.was_asked())
    }

    /// Trains what waits in `path`. A run that fails or loses its device is told, and no failure of the sweep.
    fn train_one(
        &self,
        variant: &Variant,
        path: &Path,
        device: Option<&str>,
        output: &mut Output,
    ) -> Result<(), Failure> {
        let begun = begun_on(path);
        let place = RunPlace {
            path: path.to_owned(),
            start: match begun {
                Some(_) => RunStart::Resume,
                None => RunStart::New,
            },
            options: RunOptions {
                keep_every: self.arguments.train.keep_every(),
                rivals: Rivals::beside(path),
                ..RunOptions::default()
            },
        };
        let turn = Turn {
            device: begun.as_deref().or(device),
            label: device.map(|_| variant.folder.as_str()),
            interrupt: &self.interrupt,
        };
        let trained = train_waiting(&self.arguments.train, place, &turn, output);
        match (trained, state(path)) {
            (Err(failure), Some(RunState::Finished | RunState::Failed)) => warn(&failure),
            (Err(failure), Some(RunState::Stopped)) if !self.interrupt.was_asked() => {
                warn(&failure);
            }
            (Err(_), Some(RunState::Stopped)) => {}
            (done, _) => return done,
        }
        Ok(())
    }

    /// A run goes on where it has begun, or it would be another one.
    fn tell_those_of_others(&self, devices: &[String]) {
        for place in 0..self.sweep.runs.len() {
            let path = self.path_of(place);
            let begun = begun_on(&path).filter(|device| !devices.contains(device));
            if let Some(device) = begun.filter(|_| self.is_open(place)) {
                let run = &self.sweep.runs[place].folder;
                let warning = message!("sweep-begun-elsewhere", run = run, device = device);
                note(&tr!("note-warning", warning = warning));
            }
        }
    }

    /// A window may have taken it out of the queue, or its owner thrown it away.
    fn is_open(&self, place: usize) -> bool {
        let path = self.path_of(place);
        path.is_dir() && !is_over(&path) && state(&path) != Some(RunState::Running)
    }

    fn path_of(&self, place: usize) -> PathBuf {
        self.folder.join(&self.sweep.runs[place].folder)
    }
}

/// `None` where the run has not begun.
fn state(path: &Path) -> Option<RunState> {
    RunFolder::open(path).ok().map(|run| run.state())
}

fn is_over(path: &Path) -> bool {
    matches!(state(path), Some(RunState::Finished | RunState::Failed))
}

/// The device that the run in `path` has begun on.
fn begun_on(path: &Path) -> Option<String> {
    let run = RunFolder::is_at(path).then(|| RunFolder::open(path).ok()?.project().ok());
    run.flatten().map(|project| project.recipe.device)
}

fn warn(failure: &Failure) {
    if let Some(reason) = failure.message() {
        note(&tr!("note-warning", warning = reason));
    }
}
