//! Commands about where the panels lie.

use crate::app::command::{Availability, PanelCommand};
use crate::app::docking::Panel;
use crate::app::keyboard::{Part, send_keyboard};
use crate::app::state::{State, StateMut};
use crate::text::say;

/// Does what `command` asks for.
pub fn apply(command: PanelCommand, ctx: &egui::Context, state: &mut StateMut<'_>) {
    let workspaces = &mut state.window.workspaces;
    match command {
        PanelCommand::ShowWorkspace(workspace) => workspaces.show(workspace),
        PanelCommand::ResetWorkspace => workspaces.reset(),
        PanelCommand::Show(panel) => {
            workspaces.layout_mut().open(panel);
            if panel == Panel::Outline {
                send_keyboard(ctx, Part::Outline);
            }
        }
        PanelCommand::LeadTo(panel) => workspaces.lead_to(panel),
        PanelCommand::Close(panel) => workspaces.layout_mut().close(panel),
        PanelCommand::Maximize(panel) => workspaces.layout_mut().toggle_maximized(panel),
        PanelCommand::Arrange(node) => workspaces.layout_mut().arrange(node),
    }
}

/// Whether it can run now, and if not, why.
pub fn availability(command: &PanelCommand, state: State<'_>) -> Availability {
    match command {
        PanelCommand::ResetWorkspace => Availability::when(
            !state.window.workspaces.is_as_at_first(),
            say("workspace-as-at-first"),
        ),
        PanelCommand::ShowWorkspace(_)
        | PanelCommand::Show(_)
        | PanelCommand::LeadTo(_)
        | PanelCommand::Close(_)
        | PanelCommand::Maximize(_)
        | PanelCommand::Arrange(_) => Availability::Ready,
    }
}

/// Whether it stands for something that is on now.
pub fn is_on(command: &PanelCommand, state: State<'_>) -> bool {
    let workspaces = &state.window.workspaces;
    match command {
        PanelCommand::ShowWorkspace(workspace) => workspaces.front() == *workspace,
        PanelCommand::Show(panel) => workspaces.shows(*panel),
        PanelCommand::ResetWorkspace
        | PanelCommand::LeadTo(_)
        | PanelCommand::Close(_)
        | PanelCommand::Maximize(_)
        | PanelCommand::Arrange(_) => false,
    }
}
