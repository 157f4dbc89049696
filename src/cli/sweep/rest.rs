//! What is left of a sweep, shared by all devices that train it: each takes the next run once it is free.

use std::collections::VecDeque;
use std::path::Path;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::thread;

use super::{Arguments, results};
use crate::cli::failure::Failure;
use crate::cli::output::{Output, note};
use crate::cli::train::{Turn, train_waiting};
use crate::engine::run::{Rivals, RunFolder, RunStart, RunState};
use crate::engine::sweep::Sweep;
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
    untaken: Mutex<VecDeque<Untaken>>,
}

/// A run that nobody has taken.
#[derive(Debug)]
struct Untaken {
    /// Its place in the sweep.
    place: usize,
    /// The device that it has begun on, where it has begun.
    begun: Option<String>,
}

impl<'a> Rest<'a> {
    /// What is left of `sweep` in `folder`. From now on a request to end is heard between two runs, too.
    pub fn of(sweep: &'a Sweep, folder: &'a Path, arguments: &'a Arguments) -> Self {
        let folders = sweep.folders(folder).into_iter().enumerate();
        let untaken = folders.filter(|(_, path)| is_open(path));
        let untaken = untaken.map(|(place, path)| Untaken {
            place,
            begun: begun_on(&path),
        });
        Self {
            arguments,
            sweep,
            folder,
            interrupt: Interrupt::catch(),
            untaken: Mutex::new(untaken.collect()),
        }
    }

    /// Whether anything is left to train, and nobody else does.
    pub fn is_left(&self) -> bool {
        let folders = self.sweep.folders(self.folder);
        folders.iter().any(|path| is_open(path))
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

    /// Trains one run after another on `device`, where it has not begun on another one, until none is left for it or one is
    /// stopped; for `None` each where it was planned for or has begun.
    pub fn train_on(&self, device: Option<&str>, output: &mut Output) -> Result<(), Failure> {
        while let Some(Untaken { place, begun }) = self.take(device) {
            let variant = &self.sweep.runs[place];
            let path = self.folder.join(&variant.folder);
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
            let turn = Turn {
                device: begun.as_deref().or(device),
                label: device.map(|_| variant.folder.as_str()),
                interrupt: &self.interrupt,
            };
            self.train_one(&path, &turn, output)?;
            if !matches!(state(&path), Some(RunState::Finished | RunState::Failed)) {
                break;
            }
            results::tell_run(self.sweep, variant, &path, output)?;
        }
        Ok(())
    }

    /// The next run for `device`; for `None`, the next one.
    fn take(&self, device: Option<&str>) -> Option<Untaken> {
        if self.interrupt.was_asked() {
            return None;
        }
        let mut untaken = self.untaken();
        let is_for_it = |run: &Untaken| {
            let begun = run.begun.as_deref();
            device.is_none() || begun.is_none() || begun == device
        };
        let next = untaken.iter().position(is_for_it)?;
        untaken.remove(next)
    }

    fn untaken(&self) -> MutexGuard<'_, VecDeque<Untaken>> {
        self.untaken.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Trains what waits in `path`. A run that fails or loses its device is told, and no failure of the sweep.
    fn train_one(&self, path: &Path, turn: &Turn<'_>, output: &mut Output) -> Result<(), Failure> {
        let place = RunPlace {
            path: path.to_owned(),
            start: if RunFolder::is_at(path) {
                RunStart::Resume
            } else {
                RunStart::New
            },
            options: RunOptions {
                keep_every: self.arguments.train.keep_every(),
                rivals: Rivals::beside(path),
                ..RunOptions::default()
            },
        };
        let trained = train_waiting(&self.arguments.train, place, turn, output);
        match (trained, state(path)) {
            // Asked for, and said by whoever looks at what is left.
            (Err(_), Some(RunState::Stopped)) if self.interrupt.was_asked() => Ok(()),
            (Err(failure), Some(RunState::Finished | RunState::Failed | RunState::Stopped)) => {
                warn(&failure);
                Ok(())
            }
            (done, _) => done,
        }
    }

    /// A run goes on where it has begun, or it would be another one.
    fn tell_those_of_others(&self, devices: &[String]) {
        for Untaken { place, begun } in self.untaken().iter() {
            if let Some(device) = begun.as_ref().filter(|device| !devices.contains(device)) {
                let run = &self.sweep.runs[*place].folder;
                let warning = message!("sweep-begun-elsewhere", run = run, device = device);
                note(&tr!("note-warning", warning = warning));
            }
        }
    }
}

/// Whether something is left to train in `path`. A window may have taken it out of the queue, or its owner thrown it away.
fn is_open(path: &Path) -> bool {
    let is_taken_or_over = matches!(
        state(path),
        Some(RunState::Finished | RunState::Failed | RunState::Running)
    );
    path.is_dir() && !is_taken_or_over
}

/// `None` where the run has not begun.
fn state(path: &Path) -> Option<RunState> {
    RunFolder::open(path).ok().map(|run| run.state())
}

/// The device that the run in `path` has begun on.
fn begun_on(path: &Path) -> Option<String> {
    let run = RunFolder::open(path).ok()?;
    Some(run.manifest().device.clone())
}

fn warn(failure: &Failure) {
    if let Some(reason) = failure.message() {
        note(&tr!("note-warning", warning = reason));
    }
}
