//! Reading a network of another program in the background, and keeping its weights as a run of no epochs: while the network is
//! nowhere saved, where runs of such networks are kept.

use super::fault::Fault;
use crate::app::command::DocumentId;
use crate::app::document::Arrival;
use crate::app::jobs::{Job, Outlet, Step, Workers};
use crate::app::learning::new_folder_in;
use crate::exchange::{Choices, ImportError, Imported, open};
use crate::graph::infer;
use crate::project::{Link, Project, ProjectId};
use crate::text::Message;
use std::path::{Path, PathBuf};

/// Which file is to be read.
#[derive(Debug, Clone)]
pub struct Wish {
    /// The file.
    pub path: PathBuf,
    /// What is chosen where the file leaves something open.
    pub choices: Choices,
    /// The document that was read from it before and makes room, where nothing was done to it since.
    pub instead_of: Option<DocumentId>,
}

/// A network that was read.
#[derive(Debug)]
pub struct Arrived {
    /// The network, with an identity that its run knows it by.
    pub project: Project,
    /// Where it comes from; `None` for a project of our own, which a drawing held.
    pub arrival: Option<Arrival>,
    /// What was asked for.
    pub wish: Wish,
}

/// A file that is being read.
#[derive(Debug)]
pub struct Reading {
    /// Which one, and why.
    pub wish: Wish,
    job: Job<Result<Arrived, Fault>>,
}

impl Reading {
    /// Begins to read; weights are kept in `home`.
    ///
    /// # Errors
    /// A sentence where the system gives no thread.
    pub fn start(
        wish: Wish,
        home: PathBuf,
        workers: Workers,
        ctx: &egui::Context,
    ) -> Result<Self, Message> {
        let wanted = wish.clone();
        let work = move |outlet: &Outlet<_>| outlet.send(read(wanted, &home, outlet));
        let job = Job::start(workers, "read-network", 1, ctx, work)?;
        Ok(Self { wish, job })
    }

    /// Looks for the result. Never waits.
    pub fn poll(&self) -> Step<Result<Arrived, Fault>> {
        self.job.poll()
    }
}

fn read<T: Send + 'static>(wish: Wish, home: &Path, outlet: &Outlet<T>) -> Result<Arrived, Fault> {
    let as_of = Arrival::look_at(&wish.path);
    let is_canceled = || outlet.is_canceled();
    let mut imported = open(&wish.path, &wish.choices, &is_canceled)?;
    if imported.is_drawing {
        // A project of ours comes back as it was left.
        let project = imported.project;
        return Ok(Arrived {
            project,
            arrival: None,
            wish,
        });
    }
    if let Some(stem) = wish.path.file_stem() {
        imported.project.name = stem.to_string_lossy().into_owned();
    }
    imported.project.id = Some(ProjectId::random());
    if outlet.is_canceled() {
        return Err(Fault::Canceled);
    }
    let kept = keep(&imported, home, &wish.path);
    let (run, fault) = match kept {
        Ok(run) => (run, None),
        // The network is of use without.
        Err(error) => (None, Some(error.message())),
    };
    imported.project.runs = run.iter().map(|run| Link::to(run)).collect();
    let arrival = Arrival {
        path: wish.path.clone(),
        as_of,
        writer: imported.writer,
        report: imported.report,
        layer_count: infer(&imported.project.graph).totals.layer_count,
        names: imported.names,
        open: imported.open,
        choices: wish.choices.clone(),
        run,
        fault,
    };
    Ok(Arrived {
        project: imported.project,
        arrival: Some(arrival),
        wish,
    })
}

/// Keeps the weights in a folder of their own, where there are any.
pub(super) fn keep(
    imported: &Imported,
    home: &Path,
    source: &Path,
) -> Result<Option<PathBuf>, ImportError> {
    let folder = new_folder_in(home, &imported.project.name);
    let run = imported.save_run(&folder, source)?;
    Ok(run.map(|run| run.path().to_owned()))
}
