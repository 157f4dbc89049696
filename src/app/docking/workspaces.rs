//! The workspaces of a window, each with its layout, and which of them is in front.

use super::{Layout, Panel, Workspace, defaults};
use serde::{Deserialize, Serialize};

/// A panel that is set apart, as first shown, in points.
const APART_WIDTH: f32 = 312.0;
/// One that is read, in points.
const READING_WIDTH: f32 = 480.0;

/// The four workspaces of a window.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Workspaces {
    front: Workspace,
    build: Layout,
    data: Layout,
    train: Layout,
    test: Layout,
}

impl Default for Workspaces {
    fn default() -> Self {
        Self {
            front: Workspace::default(),
            build: defaults::layout(Workspace::Build),
            data: defaults::layout(Workspace::Data),
            train: defaults::layout(Workspace::Train),
            test: defaults::layout(Workspace::Test),
        }
    }
}

impl Workspaces {
    /// The workspace in front.
    pub fn front(&self) -> Workspace {
        self.front
    }

    /// How the one in front is laid out.
    pub fn layout(&self) -> &Layout {
        match self.front {
            Workspace::Build => &self.build,
            Workspace::Data => &self.data,
            Workspace::Train => &self.train,
            Workspace::Test => &self.test,
        }
    }

    /// How the one in front is laid out, to change it.
    pub fn layout_mut(&mut self) -> &mut Layout {
        match self.front {
            Workspace::Build => &mut self.build,
            Workspace::Data => &mut self.data,
            Workspace::Train => &mut self.train,
            Workspace::Test => &mut self.test,
        }
    }

    /// Whether `panel` shows in the workspace in front.
    pub fn shows(&self, panel: Panel) -> bool {
        self.layout().shows(panel)
    }

    /// Brings `workspace` to the front.
    pub fn show(&mut self, workspace: Workspace) {
        self.front = workspace;
    }

    /// Leads to `panel`: to the front in this workspace where it is open there, else to the workspace that it belongs to.
    pub fn lead_to(&mut self, panel: Panel) {
        if !self.layout().is_open(panel) {
            self.front = panel.home();
        }
        self.layout_mut().open(panel);
    }

    /// Opens `panel` in the workspace in front: where it is open, else before everything else and wide enough to read.
    pub fn open_to_read(&mut self, panel: Panel) {
        let layout = self.layout_mut();
        if layout.is_open(panel) {
            layout.open(panel);
        } else {
            layout.open_apart(panel, READING_WIDTH);
        }
    }

    /// Opens `panel` in every workspace, before everything else.
    pub fn open_everywhere(&mut self, panel: Panel) {
        for layout in self.layouts_mut() {
            layout.open_apart(panel, APART_WIDTH);
        }
    }

    /// Closes `panel` in every workspace.
    pub fn close_everywhere(&mut self, panel: Panel) {
        for layout in self.layouts_mut() {
            layout.close(panel);
        }
    }

    fn layouts_mut(&mut self) -> [&mut Layout; 4] {
        [
            &mut self.build,
            &mut self.data,
            &mut self.train,
            &mut self.test,
        ]
    }

    /// Lays out the workspace in front as it was at first.
    pub fn reset(&mut self) {
        *self.layout_mut() = defaults::layout(self.front);
    }

    /// Whether the workspace in front is laid out as it was at first.
    pub fn is_as_at_first(&self) -> bool {
        *self.layout() == defaults::layout(self.front)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_panel_is_shown_where_it_is_open_else_where_it_is_at_home() {
        let mut workspaces = Workspaces::default();
        workspaces.lead_to(Panel::Curves);
        assert_eq!(workspaces.front(), Workspace::Train);
        workspaces.show(Workspace::Build);
        workspaces.layout_mut().open(Panel::Curves);
        workspaces.lead_to(Panel::Curves);
        assert_eq!(workspaces.front(), Workspace::Build);
        assert!(workspaces.shows(Panel::Curves));
    }

    #[test]
    fn each_workspace_keeps_its_layout_and_is_reset_alone() {
        let mut workspaces = Workspaces::default();
        workspaces.layout_mut().close(Panel::Inspector);
        workspaces.show(Workspace::Train);
        workspaces.layout_mut().close(Panel::Canvas);
        workspaces.reset();
        assert!(workspaces.is_as_at_first());
        workspaces.show(Workspace::Build);
        assert!(!workspaces.layout().is_open(Panel::Inspector));
    }
}
