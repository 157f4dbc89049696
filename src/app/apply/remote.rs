//! Trainings on other machines: a project keeps the address of a server and never its token, which is asked for before the
//! first training of a session.

use crate::app::command::TrainCommand;
use crate::app::workbench::Workbench;
use crate::engine::remote::{RemoteAddress, is_known};

/// What is to be done now: `command`, or nothing where the token of the document's device has to be asked for first. The dialog
/// sends the command again.
pub fn after_token(command: TrainCommand, workbench: &mut Workbench) -> Option<TrainCommand> {
    if !computes(&command) || workbench.front().learning.is_busy() {
        return Some(command);
    }
    let name = workbench.document().settings().recipe.device.clone();
    let is_unknown = RemoteAddress::of_name(&name).is_ok_and(|address| !is_known(&address));
    if !is_unknown {
        return Some(command);
    }
    let dialog = &mut workbench.training_panels.remote_dialog;
    dialog.open(Some(&name), Some(command));
    None
}

/// Whether it begins something that the device is needed for.
fn computes(command: &TrainCommand) -> bool {
    matches!(
        command,
        TrainCommand::Train
            | TrainCommand::Continue
            | TrainCommand::StartAnew
            | TrainCommand::StartFrom(_)
            | TrainCommand::FindRate
            | TrainCommand::DryRun
    )
}
