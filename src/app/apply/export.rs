//! Commands about the network as a file of another program.

use crate::app::command::{Availability, Commands, ExportCommand};
use crate::app::state::State;
use crate::app::workbench::Workbench;
use std::path::PathBuf;

/// Does what `command` asks for; what follows from it is sent to `commands`.
pub fn apply(command: ExportCommand, workbench: &mut Workbench, commands: &mut Commands) {
    let dialog = &mut workbench.training_panels.export;
    match command {
        ExportCommand::Open => dialog.open(),
        ExportCommand::Close => dialog.close(),
        ExportCommand::Write => {
            let name = workbench.tabs.front().document.name();
            commands.send(dialog.file_question(name));
        }
    }
}

/// Whether it can run now, and if not, why.
pub fn availability(command: ExportCommand, state: State<'_>) -> Availability {
    match command {
        ExportCommand::Open | ExportCommand::Write => {
            Availability::when(!state.document.is_empty(), "network-empty-preset")
        }
        ExportCommand::Close => Availability::Ready,
    }
}

/// Writes what the dialog has previewed where the user has said.
pub fn write(
    path: PathBuf,
    ctx: &egui::Context,
    workbench: &mut Workbench,
    commands: &mut Commands,
) {
    let of = workbench.document().id();
    let panels = &mut workbench.training_panels;
    let workers = panels.workers;
    panels.export.write(path, of, (workers, ctx), commands);
}
