//! Commands about the network as a file of another program.

use crate::app::command::{Availability, Commands, ExportCommand};
use crate::app::state::State;
use crate::app::workbench::Workbench;
use std::path::PathBuf;

/// Does what `command` asks for; what follows from it is sent to `commands`.
pub fn apply(command: ExportCommand, workbench: &mut Workbench, commands: &mut Commands) {
    let Workbench {
        tabs,
        training_panels,
        ..
    } = workbench;
    match command {
        ExportCommand::Open => training_panels.export.open(),
        ExportCommand::Close => training_panels.export.close(),
        ExportCommand::Write => {
            let name = tabs.front().document.name();
            commands.send(training_panels.export.file_question(name));
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
    paths: Vec<PathBuf>,
    ctx: &egui::Context,
    workbench: &mut Workbench,
    commands: &mut Commands,
) {
    let Workbench {
        tabs,
        training_panels,
        ..
    } = workbench;
    let of = tabs.front().document.id();
    if let Some(path) = paths.into_iter().next() {
        let workers = training_panels.workers;
        training_panels
            .export
            .write(path, of, (workers, ctx), commands);
    }
}
