//! Commands about the network as a picture in a file.

use crate::app::command::{Availability, Commands, DiagramCommand};
use crate::app::state::State;
use crate::app::workbench::Workbench;

/// Does what `command` asks for; what follows from it is sent to `commands`.
pub fn apply(command: DiagramCommand, workbench: &mut Workbench, commands: &mut Commands) {
    let document = &workbench.tabs.front().document;
    let dialog = &mut workbench.training_panels.diagram;
    match command {
        DiagramCommand::Export => dialog.open(),
        DiagramCommand::Close => dialog.close(),
        DiagramCommand::Save => commands.send(dialog.file_question(document)),
    }
}

/// Whether it can run now, and if not, why.
pub fn availability(command: DiagramCommand, state: State<'_>) -> Availability {
    match command {
        DiagramCommand::Export | DiagramCommand::Save => {
            Availability::when(!state.document.is_empty(), "network-empty-preset")
        }
        DiagramCommand::Close => Availability::Ready,
    }
}
