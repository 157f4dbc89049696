//! Commands about the data set.

use crate::app::command::{
    Availability, Commands, DataCommand, OwnPictures, PanelCommand, WindowCommand,
};
use crate::app::docking::Panel;
use crate::app::learning::Learning;
use crate::app::training_panels::{
    TrainingPanels, added_question, data_question, folder_question, part_question,
};
use crate::app::widgets::sentence;
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
        DataCommand::ChoosePictures { class, is_folder } => {
            commands.send(added_question(class, is_folder));
        }
        DataCommand::AddPasted(class) => {
            let looked = workbench.training_panels.look_for_data(class, ctx);
            if let Err(fault) = looked {
                commands.send(WindowCommand::Complain(sentence(&fault).into()));
            }
        }
        DataCommand::Add(pictures) => add(pictures, None, workbench),
        DataCommand::AddCopied(copied) => {
            if let Some(tab) = workbench.tabs.tab_mut(copied.of) {
                tab.learning.add_pictures(copied, &mut tab.document);
            }
        }
        DataCommand::Cancel => {
            let front = workbench.tabs.front_mut();
            front.learning.cancel_data(&mut front.document);
        }
    }
}

/// Whether it can run now, and if not, why.
pub fn availability(command: &DataCommand, workbench: &Workbench) -> Availability {
    match command {
        DataCommand::ChoosePictures { .. } | DataCommand::AddPasted(_) | DataCommand::Add(_) => {
            let has_data = workbench.front().learning.data().is_some();
            Availability::when(has_data, "no-data-to-add-to")
        }
        DataCommand::Use(_)
        | DataCommand::Open
        | DataCommand::OpenFolder
        | DataCommand::OpenPart { .. }
        | DataCommand::AddCopied(_)
        | DataCommand::Cancel => Availability::Ready,
    }
}

/// Whether pictures that come to the window are for the data: where somebody looks at it.
pub fn is_looked_at(workbench: &Workbench) -> bool {
    TrainingPanels::is_data_looked_at(workbench.front(), &workbench.window)
}

/// Asks which class pictures are of, `class` first.
pub fn add(pictures: OwnPictures, class: Option<usize>, workbench: &mut Workbench) {
    let front = workbench.tabs.front();
    workbench
        .training_panels
        .add_to_data(pictures, class, front);
}

/// Learns from what was chosen or dropped.
pub fn take(
    path: PathBuf,
    ctx: &egui::Context,
    workbench: &mut Workbench,
    commands: &mut Commands,
) {
    choose(&DataSource::Path(path), ctx, workbench, commands);
}

/// Takes other data for a held-out part.
pub fn take_part(role: Role, path: PathBuf, workbench: &mut Workbench) {
    Learning::choose_part(role, &DataSource::Path(path), workbench.document_mut());
}

fn choose(
    source: &DataSource,
    ctx: &egui::Context,
    workbench: &mut Workbench,
    commands: &mut Commands,
) {
    let front = workbench.tabs.front_mut();
    let (learning, document) = (&mut front.learning, &mut front.document);
    learning.choose_data(source, workbench.training_panels.tools(ctx), document);
    commands.send(PanelCommand::LeadTo(Panel::Data));
}
