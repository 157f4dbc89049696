//! The queue of runs that wait for their turn. What waits lies on the disk, where other windows and the command line see it,
//! too; here is only whether the next one is begun.

use crate::app::jobs::{Job, Outlet, Step, Workers};
use crate::engine::run::{waiting_in, waiting_project};
use crate::project::Project;
use crate::text::Message;
use std::path::PathBuf;

/// A run whose turn it is.
#[derive(Debug)]
pub struct Next {
    /// Its folder.
    pub folder: PathBuf,
    /// What it trains.
    pub project: Box<Project>,
}

/// Whose turn it is.
#[derive(Debug)]
pub enum Turn {
    /// Nobody knows yet.
    Unknown,
    /// Nothing waits.
    Nobody,
    /// This run's.
    Of(Next),
}

/// What a look at the queue has found; `None` where nothing waits.
type Looked = Result<Option<Next>, Message>;

/// Whether what waits is begun, and whose turn it is.
#[derive(Debug, Default)]
pub struct Queue {
    is_on: bool,
    looking: Option<Job<Looked>>,
    /// Whose turn it was last.
    pub current: Option<PathBuf>,
}

impl Queue {
    /// Whether the next one is begun once the one before it is over.
    pub fn is_on(&self) -> bool {
        self.is_on
    }

    /// Begins what waits.
    pub fn start(&mut self) {
        self.is_on = true;
        self.current = None;
    }

    /// Begins nothing any more; a training that is under way goes on.
    pub fn hold(&mut self) {
        self.is_on = false;
        self.looking = None;
    }

    /// Looks whose turn it is. Never waits.
    ///
    /// # Errors
    /// A sentence where the system gives no thread, or what waits cannot be read.
    pub fn next(
        &mut self,
        homes: Vec<PathBuf>,
        workers: Workers,
        ctx: &egui::Context,
    ) -> Result<Turn, Message> {
        let job = match self.looking.take() {
            Some(job) => job,
            None => Job::start(workers, "netsmith-queue", 1, ctx, move |outlet| {
                look(&homes, outlet);
            })?,
        };
        match job.poll() {
            Step::Running => {
                self.looking = Some(job);
                Ok(Turn::Unknown)
            }
            Step::Ended => Ok(Turn::Nobody),
            Step::Result(looked) => Ok(looked?.map_or(Turn::Nobody, Turn::Of)),
        }
    }
}

fn look(homes: &[PathBuf], outlet: &Outlet<Looked>) {
    let next = waiting_in(homes).into_iter().next().map(|(_, folder)| {
        let project = waiting_project(&folder).map_err(|error| error.message())?;
        let project = Box::new(project);
        Ok(Next { folder, project })
    });
    outlet.send(next.transpose());
}
