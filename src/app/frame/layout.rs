//! Where the panels lie.

use super::{bottom, menu_bar, notices, side, status_bar};
use crate::app::command::Commands;
use crate::app::gallery::start_ui;
use crate::app::look::{Theme, size};
use crate::app::panels::Panels;
use crate::app::workbench::Workbench;
use egui::{CentralPanel, Frame, Margin, Panel};

/// Paints the whole window except for dialogs.
pub fn frame_ui(
    ui: &mut egui::Ui,
    workbench: &mut Workbench,
    panels: &mut Panels,
    commands: &mut Commands,
) {
    let theme = Theme::of(ui);
    let bare = Frame::new().fill(theme.panel);
    let view = workbench.state.view.clone();

    Panel::top("menu_bar")
        .exact_size(size::MENU_BAR_HEIGHT)
        .frame(bare)
        .show(ui, |ui| {
            menu_bar::menu_bar_ui(ui, workbench, commands);
        });
    Panel::bottom("status_bar")
        .exact_size(size::STATUS_BAR_HEIGHT)
        .frame(bare)
        .show(ui, |ui| {
            status_bar::status_bar_ui(ui, workbench, commands);
        });
    if view.palette_open {
        let frame = bare.inner_margin(Margin {
            left: 12,
            right: 12,
            top: 4,
            bottom: 0,
        });
        let panel = Panel::left("palette")
            .default_size(size::PALETTE_WIDTH)
            .size_range(150.0..=360.0);
        panel
            .frame(frame)
            .show(ui, |ui| side::side_ui(ui, workbench, panels, commands));
    }
    if view.inspector_open {
        let panel = Panel::right("inspector")
            .default_size(size::INSPECTOR_WIDTH)
            .size_range(240.0..=520.0);
        panel
            .frame(bare)
            .show(ui, |ui| panels.inspector.ui(ui, &workbench.state, commands));
    }
    if view.bottom_open {
        let most = (ui.available_height() - 160.0).max(120.0);
        let panel = Panel::bottom("bottom")
            .resizable(true)
            .default_size(size::BOTTOM_HEIGHT);
        panel
            .size_range(120.0..=most)
            .frame(bare)
            .show(ui, |ui| bottom::bottom_ui(ui, workbench, panels, commands));
    }
    let canvas = Frame::new().fill(theme.canvas);
    let shown = CentralPanel::no_frame().frame(canvas).show(ui, |ui| {
        workbench.canvas.ui(ui, &workbench.state, commands);
    });
    if workbench.state.document.is_empty() {
        start_ui(ui, shown.response.rect, &workbench.state, commands);
    }
    notices::notices_ui(ui, shown.response.rect, &workbench.state.notices, commands);
}
