//! The bars of the window, and between them the panels.

use super::tiles::{Shown, tiles_ui};
use super::{menu_bar, notices, status_bar, tabs};
use crate::app::command::Commands;
use crate::app::docking::{Panel, Workspace};
use crate::app::keyboard::note_press;
use crate::app::look::{Theme, size};
use crate::app::panels::Panels;
use crate::app::workbench::Workbench;
use egui::{CentralPanel, Frame};

/// Paints the whole window except for dialogs.
pub fn frame_ui(
    ui: &mut egui::Ui,
    workbench: &mut Workbench,
    panels: &mut Panels,
    commands: &mut Commands,
) {
    let theme = Theme::of(ui);
    let bare = Frame::new().fill(theme.panel);
    egui::Panel::top("menu_bar")
        .exact_size(size::MENU_BAR_HEIGHT)
        .frame(bare)
        .show(ui, |ui| {
            menu_bar::menu_bar_ui(ui, workbench, &mut panels.tab_name, commands);
        });
    egui::Panel::bottom("status_bar")
        .exact_size(size::STATUS_BAR_HEIGHT)
        .frame(bare)
        .show(ui, |ui| {
            status_bar::status_bar_ui(ui, workbench, commands);
        });
    let workspaces = &workbench.window.workspaces;
    let is_over_canvas = workspaces.front() == Workspace::Build && workspaces.shows(Panel::Canvas);
    if !is_over_canvas {
        tabs::tabs_ui(ui, workbench, &mut panels.tab_name, commands);
    }
    let shown = CentralPanel::no_frame()
        .frame(bare)
        .show(ui, |ui| tiles_ui(ui, workbench, panels, commands));
    let Shown { canvas, aside } = shown.inner;
    note_press(ui, &aside);
    let over = canvas.filter(|_| is_over_canvas);
    let over = over.unwrap_or(shown.response.rect);
    notices::notices_ui(ui, over, &workbench.window.notices, commands);
}
