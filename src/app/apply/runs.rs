//! Commands about runs in the list: what their owner says of them, the trash.

use crate::app::command::{Availability, Commands, RunsCommand, WindowCommand};
use crate::app::training_panels::show_folder;
use crate::app::workbench::Workbench;
use crate::engine::run::{delete_run, label_run, restore_run};
use crate::message;

/// Does what `command` asks for; what follows from it is sent to `commands`.
pub fn apply(command: RunsCommand, workbench: &mut Workbench, commands: &mut Commands) {
    let done = match command {
        RunsCommand::Refresh => Ok(()),
        RunsCommand::Label(path, label) => label_run(&path, &label),
        RunsCommand::Delete(path) => delete_run(&path).map(|_| {
            commands.send(WindowCommand::Tell(message!("run-was-deleted")));
        }),
        RunsCommand::Restore(path) => restore_run(&path).map(|_| ()),
        RunsCommand::ShowFolder(path) => {
            if let Err(fault) = show_folder(&path) {
                commands.send(WindowCommand::Complain(fault));
            }
            Ok(())
        }
    };
    if let Err(fault) = done {
        commands.send(WindowCommand::Complain(fault.message()));
    }
    workbench.training_panels.run_list.refresh();
}

/// Whether it can run now: always.
pub fn availability(command: &RunsCommand) -> Availability {
    match command {
        RunsCommand::Refresh
        | RunsCommand::Label(..)
        | RunsCommand::Delete(_)
        | RunsCommand::Restore(_)
        | RunsCommand::ShowFolder(_) => Availability::Ready,
    }
}
