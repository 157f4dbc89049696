//! Writing runs for TensorBoard, in the background.

use super::RunList;
use crate::app::command::{Commands, WindowCommand};
use crate::app::jobs::{Job, Outlet, Step, Workers};
use crate::engine::run::{RunError, RunFolder, TensorBoard};
use crate::files::name_of;
use crate::message;
use crate::text::Message;
use std::path::{Path, PathBuf};

/// What is to be written, and what is being written.
#[derive(Debug, Default)]
pub struct Export {
    runs: Vec<PathBuf>,
    writing: Option<(PathBuf, Job<Result<(), Message>>)>,
}

impl Export {
    /// Tells what has become of it. Never waits.
    pub fn drain(&mut self, commands: &mut Commands) {
        let Some((folder, job)) = &self.writing else {
            return;
        };
        match job.poll() {
            Step::Running => return,
            Step::Result(Ok(())) => {
                let written = message!("tensorboard-written", path = folder);
                commands.send(WindowCommand::Tell(written));
            }
            Step::Result(Err(fault)) => commands.send(WindowCommand::Complain(fault.sentence())),
            Step::Ended => {
                let ended = message!("saving-ended", path = folder);
                commands.send(WindowCommand::Complain(ended));
            }
        }
        self.writing = None;
    }
}

impl RunList {
    /// Notes which runs are to be written once the user has said where to.
    pub fn will_export(&mut self, runs: Vec<PathBuf>) {
        self.export.runs = runs;
    }

    /// Writes them into `folder`.
    ///
    /// # Errors
    /// A sentence where the system gives no thread.
    pub fn export(
        &mut self,
        folder: PathBuf,
        workers: Workers,
        ctx: &egui::Context,
    ) -> Result<(), Message> {
        let runs = std::mem::take(&mut self.export.runs);
        let target = folder.clone();
        let work = move |outlet: &Outlet<Result<(), Message>>| {
            let written = runs.iter().try_for_each(|run| write(run, &target));
            outlet.send(written.map_err(|error| error.message()));
        };
        let job = Job::start(workers, "netsmith-export", 1, ctx, work)?;
        self.export.writing = Some((folder, job));
        Ok(())
    }
}

fn write(run: &Path, folder: &Path) -> Result<(), RunError> {
    TensorBoard::export(&RunFolder::open(run)?, &name_of(run), folder)
}
