//! Commands about where the panels lie.

use crate::app::command::{Availability, PanelCommand};
use crate::app::docking::{Layout, Panel, Workspace};
use crate::app::keyboard::{Region, send_keyboard, send_keyboard_to_panel, use_panel, used_panel};
use crate::app::state::{State, StateMut};

/// Does what `command` asks for.
pub fn apply(command: PanelCommand, ctx: &egui::Context, state: &mut StateMut<'_>) {
    let workspaces = &mut state.window.workspaces;
    let used = panel_in_use(ctx, workspaces.layout());
    match command {
        PanelCommand::ShowWorkspace(workspace) => {
            workspaces.show(workspace);
            send_keyboard_to_panel(ctx, main_panel(workspace));
        }
        PanelCommand::ResetWorkspace => workspaces.reset(),
        PanelCommand::Show(panel) => {
            workspaces.layout_mut().open(panel);
            use_panel(ctx, panel);
            if panel == Panel::Outline {
                send_keyboard(ctx, Region::Outline);
            } else {
                send_keyboard_to_panel(ctx, panel);
            }
        }
        PanelCommand::LeadTo(panel) => workspaces.lead_to(panel),
        PanelCommand::Close(panel) => workspaces.layout_mut().close(panel),
        PanelCommand::Maximize(panel) => workspaces.layout_mut().toggle_maximized(panel),
        PanelCommand::MaximizeUsed => {
            if let Some(panel) = used {
                workspaces.layout_mut().toggle_maximized(panel);
                send_keyboard_to_panel(ctx, panel);
            }
        }
        PanelCommand::CloseUsed => {
            if let Some(panel) = used {
                workspaces.layout_mut().close(panel);
            }
        }
        PanelCommand::Arrange(node) => workspaces.layout_mut().arrange(node),
    }
}

/// The panel that a workspace is for.
fn main_panel(workspace: Workspace) -> Panel {
    match workspace {
        Workspace::Build => Panel::Canvas,
        Workspace::Data => Panel::Data,
        Workspace::Train => Panel::TrainingSettings,
        Workspace::Test => Panel::Predict,
    }
}

/// The panel that is used: the one that has the whole window, else the last that the user has turned to, else the canvas,
/// else any that shows.
fn panel_in_use(ctx: &egui::Context, layout: &Layout) -> Option<Panel> {
    let shown = |panel: &Panel| layout.shows(*panel);
    let used = used_panel(ctx).filter(shown);
    let canvas = Some(Panel::Canvas).filter(shown);
    let any = || Panel::ALL.into_iter().find(shown);
    layout.maximized().or(used).or(canvas).or_else(any)
}

/// Whether it can run now, and if not, why.
pub fn availability(command: &PanelCommand, state: State<'_>) -> Availability {
    match command {
        PanelCommand::ResetWorkspace => Availability::when(
            !state.window.workspaces.is_as_at_first(),
            "workspace-as-at-first",
        ),
        PanelCommand::MaximizeUsed | PanelCommand::CloseUsed => Availability::when(
            !state.window.workspaces.layout().is_empty(),
            "no-panel-open",
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
        | PanelCommand::MaximizeUsed
        | PanelCommand::CloseUsed
        | PanelCommand::LeadTo(_)
        | PanelCommand::Close(_)
        | PanelCommand::Maximize(_)
        | PanelCommand::Arrange(_) => false,
    }
}
