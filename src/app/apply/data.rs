//! Commands about the data set.

use crate::app::command::{Commands, DataCommand, PanelCommand};
use crate::app::docking::Panel;
use crate::app::learning::Learning;
use crate::app::training_panels::{data_question, folder_question, part_question};
use crate::app::workbench::Workbench;
use crate::data::{DataSource, Role};
use std::path::PathBuf;

/// Does what `command` asks for; what follows from it is sent to `commands`.
pub fn apply(
    command: DataCommand,
    ctx: &egui::Context,
    workbench: &mut Workbench,
    commands: &mut Commands,
) {
    match command {
        DataCommand::Use(source) => choose(&source, ctx, workbench, commands),
        DataCommand::Open => commands.send(data_question()),
        DataCommand::OpenFolder => commands.send(folder_question()),
        DataCommand::OpenPart { role, is_folder } => commands.send(part_question(role, is_folder)),
        DataCommand::Cancel => {
            let front = workbench.tabs.front_mut();
            front.learning.cancel_data(&mut front.document);
        }
    }
}

/// Learns from what was chosen or dropped.
pub fn take(
    paths: Vec<PathBuf>,
    ctx: &egui::Context,
    workbench: &mut Workbench,
    commands: &mut Commands,
) {
    if let Some(path) = paths.into_iter().next() {
        choose(&DataSource::Path(path), ctx, workbench, commands);
    }
}

/// Takes other data for a held-out part.
pub fn take_part(role: Role, paths: Vec<PathBuf>, workbench: &mut Workbench) {
    if let Some(path) = paths.into_iter().next() {
        Learning::choose_part(role, &DataSource::Path(path), workbench.document_mut());
    }
}

fn choose(
    source: &DataSource,
    ctx: &egui::Context,
    workbench: &mut Workbench,
    commands: &mut Commands,
) {
    let Workbench {
        tabs,
        training_panels,
        ..
    } = workbench;
    let front = tabs.front_mut();
    let (learning, document) = (&mut front.learning, &mut front.document);
    learning.choose_data(source, training_panels.tools(ctx), document);
    commands.send(PanelCommand::LeadTo(Panel::Data));
}
