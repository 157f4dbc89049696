//! Commands about runs in the list: what their owner says of them, the trash, what is begun from them.

use super::{opening, queue, train};
use crate::app::command::{Availability, Commands, RunsCommand, WindowCommand};
use crate::app::document::Document;
use crate::app::learning::Way;
use crate::app::training_panels::{report_question, show_folder, tensorboard_question};
use crate::app::workbench::Workbench;
use crate::engine::run::{RunError, RunFolder, delete_run, label_run, restore_run};
use crate::message;
use crate::project::Project;
use crate::text::Message;
use crate::tr;
use std::path::{Path, PathBuf};

/// Does what `command` asks for; what follows from it is sent to `commands`.
pub fn apply(
    command: RunsCommand,
    ctx: &egui::Context,
    workbench: &mut Workbench,
    commands: &mut Commands,
) {
    let said = |error: RunError| error.message();
    let done = match command {
        RunsCommand::Refresh => Ok(()),
        RunsCommand::Label(path, label) => label_run(&path, &label).map_err(said),
        RunsCommand::Delete(path) => delete_run(&path).map_err(said).map(|_| {
            commands.send(WindowCommand::Tell(message!("run-was-deleted")));
        }),
        RunsCommand::Restore(path) => restore_run(&path).map_err(said).map(|_| ()),
        RunsCommand::ShowFolder(path) => show_folder(&path),
        RunsCommand::ChooseStart(path, epoch) => choose_start((path, epoch), ctx, workbench),
        RunsCommand::RunAgain(path) => run_again(path, ctx, workbench, commands),
        RunsCommand::OpenAt(path, epoch) => open_at(path, epoch, ctx, workbench, commands),
        RunsCommand::StartQueue => {
            workbench.training_panels.queue.start();
            Ok(())
        }
        RunsCommand::HoldQueue => {
            workbench.training_panels.queue.hold();
            Ok(())
        }
        RunsCommand::MoveInQueue(path, is_earlier) => {
            queue::move_in_queue(&path, is_earlier, workbench)
        }
        RunsCommand::AskForTensorBoard(paths) => {
            workbench.training_panels.run_list.will_export(paths);
            commands.send(tensorboard_question());
            return;
        }
        RunsCommand::SaveReport(path) => {
            commands.send(report_question(path));
            Ok(())
        }
    };
    if let Err(fault) = done {
        commands.send(WindowCommand::Complain(fault.sentence()));
    }
    workbench.training_panels.run_list.refresh();
}

/// Whether `command` can run now, and why not.
pub fn availability(command: &RunsCommand, workbench: &Workbench) -> Availability {
    let is_queue_on = workbench.training_panels.queue.is_on();
    match command {
        RunsCommand::StartQueue => Availability::when(!is_queue_on, "queue-goes-on-already"),
        RunsCommand::HoldQueue => Availability::when(is_queue_on, "queue-does-not-run"),
        RunsCommand::Refresh
        | RunsCommand::Label(..)
        | RunsCommand::Delete(_)
        | RunsCommand::Restore(_)
        | RunsCommand::ShowFolder(_)
        | RunsCommand::ChooseStart(..)
        | RunsCommand::RunAgain(_)
        | RunsCommand::OpenAt(..)
        | RunsCommand::AskForTensorBoard(_)
        | RunsCommand::SaveReport(_)
        | RunsCommand::MoveInQueue(..) => Availability::Ready,
    }
}

fn choose_start(
    weights: (PathBuf, Option<usize>),
    ctx: &egui::Context,
    workbench: &mut Workbench,
) -> Result<(), Message> {
    let document = &workbench.tabs.front().document;
    let network = document.inference().flat().map_err(|reason| {
        message!(
            "not-trained-yet",
            network = document.name(),
            reason = reason
        )
    })?;
    let panels = &mut workbench.training_panels;
    let dialog = &mut panels.start_dialog;
    dialog.open(weights, (document.name(), network), panels.workers, ctx)
}

/// Opens the run's own project, so that what is trained can be seen, and trains it.
fn run_again(
    path: PathBuf,
    ctx: &egui::Context,
    workbench: &mut Workbench,
    commands: &mut Commands,
) -> Result<(), Message> {
    if let Some(other) = workbench.training() {
        return Err(message!("another-is-trained", network = other.name));
    }
    let (_, project) = project_of(&path).map_err(|error| error.message())?;
    opening::begin(Document::unsaved(project), workbench);
    train::begin(Way::Again(path), ctx, workbench, commands);
    Ok(())
}

fn open_at(
    path: PathBuf,
    epoch: usize,
    ctx: &egui::Context,
    workbench: &mut Workbench,
    commands: &mut Commands,
) -> Result<(), Message> {
    let (run, project) = project_of(&path).map_err(|error| error.message())?;
    let choice = run.choice_at(epoch);
    if choice.is_none() {
        let missing = message!("epoch-without-weights", epoch = epoch);
        commands.send(WindowCommand::Tell(missing));
    }
    let name = tr!("network-at-epoch", network = &project.name, epoch = epoch);
    opening::begin(Document::unsaved(Project { name, ..project }), workbench);
    let learning = &mut workbench.tabs.front_mut().learning;
    learning.bring_weights(path, choice, workbench.training_panels.tools(ctx))
}

fn project_of(path: &Path) -> Result<(RunFolder, Project), RunError> {
    let run = RunFolder::open(path)?;
    let mut project = run.project()?;
    project.id = run.manifest().project.clone().or(project.id);
    Ok((run, project))
}

/// Writes the runs for TensorBoard into the folder that the user has chosen.
pub fn export(
    folder: PathBuf,
    ctx: &egui::Context,
    workbench: &mut Workbench,
    commands: &mut Commands,
) {
    let workers = workbench.training_panels.workers;
    let list = &mut workbench.training_panels.run_list;
    if let Err(fault) = list.export(folder, workers, ctx) {
        commands.send(WindowCommand::Complain(fault));
    }
}
