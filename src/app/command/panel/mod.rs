//! What can be asked about panels and workspaces, and what these are called.

mod name;
mod node;
mod workspace;

pub use name::Panel;
pub use node::{Group, LayoutNode, LayoutPart};
pub use workspace::Workspace;

use super::Info;
use crate::text::say;
use crate::tr;
use egui::Key;

/// One thing that a user can ask about where the panels lie.
#[derive(Debug, Clone, PartialEq)]
pub enum PanelCommand {
    /// Bring this workspace to the front.
    ShowWorkspace(Workspace),
    /// Lay out the workspace in front as it was at first.
    ResetWorkspace,
    /// Open this panel in the workspace in front and bring it to the front of its tabs.
    Show(Panel),
    /// Lead to this panel: where it is open, else in the workspace that it belongs to.
    LeadTo(Panel),
    /// Close this panel; it keeps its place.
    Close(Panel),
    /// Give this panel the whole window, or the others their room back.
    Maximize(Panel),
    /// Give the panel that was used last the whole window, or the others their room back.
    MaximizeUsed,
    /// Close the panel that was used last.
    CloseUsed,
    /// Lay out the workspace in front as a gesture has left it.
    Arrange(LayoutNode),
}

impl PanelCommand {
    /// What is done with panels and their places, in the order of the menu.
    pub const OF_PANELS: [Self; 3] = [Self::MaximizeUsed, Self::CloseUsed, Self::ResetWorkspace];

    /// Those that stand alone, in the order of the command palette.
    pub fn listed() -> impl Iterator<Item = Self> {
        let workspaces = Workspace::ALL.map(Self::ShowWorkspace);
        let panels = Panel::ALL.map(Self::Show);
        let all = workspaces.into_iter().chain(panels);
        all.chain(Self::OF_PANELS)
    }

    /// Its words and keys.
    pub fn info(&self) -> Info {
        match self {
            Self::ShowWorkspace(workspace) => workspace_info(*workspace),
            Self::ResetWorkspace => Info::new(say("reset-workspace"), say("reset-workspace-help"))
                .named("reset-workspace"),
            Self::Show(panel) | Self::LeadTo(panel) => panel_info(*panel),
            Self::Close(panel) => Info::new(
                tr!("close-panel", panel = %panel.label()),
                say("close-panel-help"),
            ),
            Self::Maximize(_) => Info::new(say("maximize"), say("maximize-help")),
            Self::MaximizeUsed => Info::new(say("maximize-panel"), say("maximize-panel-help"))
                .ctrl_shift(Key::M)
                .named("maximize-panel"),
            Self::CloseUsed => Info::new(say("close-this-panel"), say("close-this-panel-help"))
                .ctrl(Key::F4)
                .named("close-panel"),
            Self::Arrange(_) => Info::new(say("arrange-panels"), say("arrange-panels-help")),
        }
    }
}

fn workspace_info(workspace: Workspace) -> Info {
    let (key, name) = match workspace {
        Workspace::Build => (Key::Num1, "workspace-build"),
        Workspace::Data => (Key::Num2, "workspace-data"),
        Workspace::Train => (Key::Num3, "workspace-train"),
        Workspace::Test => (Key::Num4, "workspace-test"),
    };
    let label = tr!("workspace-of", workspace = %workspace.label());
    Info::new(label, workspace.tooltip()).alt(key).named(name)
}

fn panel_info(panel: Panel) -> Info {
    let info = |label: &'static str| Info::new(label, panel.tooltip());
    let info = match panel {
        Panel::Palette => info(say("show-layers-to-add")).ctrl_shift(Key::A),
        Panel::Outline => info(say("show-outline")).ctrl(Key::Num4),
        Panel::History => info(say("show-history")).ctrl_shift(Key::H),
        Panel::TrainingSettings => info(say("show-training-settings")),
        Panel::Curves => info(say("show-training-curves")),
        Panel::Results => info(say("show-results")),
        Panel::Canvas => info(say("show-canvas")),
        Panel::Inspector => info(say("show-inspector")),
        _ => Info::new(tr!("show-tab", tab = %panel.label()), panel.tooltip()),
    };
    info.found_by(panel.keywords()).named(panel.show_name())
}
