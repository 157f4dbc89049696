//! The bars of the window, and between them the panels.

use super::panes::Panes;
use super::tiles::{Shown, tiles_ui};
use crate::app::docking::{Panel, Workspace};
use crate::app::keyboard::note_press;
use crate::app::look::{Theme, size};
use egui::{CentralPanel, Frame};

/// Paints the whole window except for dialogs.
pub fn frame_ui(ui: &mut egui::Ui, mut panes: Panes<'_>) {
    let theme = Theme::of(ui);
    let bare = Frame::new().fill(theme.panel);
    egui::Panel::top("menu_bar")
        .exact_size(size::MENU_BAR_HEIGHT)
        .frame(bare)
        .show(ui, |ui| panes.menu_bar_ui(ui));
    egui::Panel::bottom("status_bar")
        .exact_size(size::STATUS_BAR_HEIGHT)
        .frame(bare)
        .show(ui, |ui| panes.status_bar_ui(ui));
    let workspaces = &panes.state().window.workspaces;
    let is_over_canvas = workspaces.front() == Workspace::Build && workspaces.shows(Panel::Canvas);
    if !is_over_canvas {
        panes.tabs_ui(ui);
    }
    let shown = CentralPanel::no_frame()
        .frame(bare)
        .show(ui, |ui| tiles_ui(ui, &mut panes));
    let Shown { canvas, aside } = shown.inner;
    note_press(ui, &aside);
    let over = canvas.filter(|_| is_over_canvas);
    panes.notices_ui(ui, over.unwrap_or(shown.response.rect));
}
