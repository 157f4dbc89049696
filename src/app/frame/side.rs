//! The left side: a strip of tabs, and the tab in front.

use super::strip::{Tab as StripTab, strip_ui};
use crate::app::command::{Command, Commands, Offers, SideTab, ViewCommand};
use crate::app::panels::Panels;
use crate::app::workbench::Workbench;

/// Paints the tabs and what the current one shows.
pub fn side_ui(
    ui: &mut egui::Ui,
    workbench: &Workbench,
    panels: &mut Panels,
    commands: &mut Commands,
) {
    let current = workbench.window.view.side;
    let tabs = SideTab::ALL.map(|side| {
        let command = Command::View(ViewCommand::ShowSide(side));
        StripTab {
            label: side.label(),
            tooltip: workbench.tooltip(&command, ui.ctx()),
            is_current: side == current,
            command,
        }
    });
    strip_ui(ui, &tabs, commands);
    ui.add_space(8.0);
    match current {
        SideTab::Add => panels
            .palette
            .ui(ui, workbench.state(), workbench, commands),
        SideTab::Outline => panels.outline.ui(ui, workbench.state(), commands),
        SideTab::History => panels.history.ui(ui, workbench.state(), commands),
    }
}
