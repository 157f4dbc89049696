//! What the Compare tab offers while nothing is compared.

use crate::app::command::{Command, Commands};
use crate::app::look::size;
use crate::app::state::Overlay;
use crate::app::tabs::TabCommand;
use crate::app::widgets;
use crate::app::workbench::Workbench;

/// Paints the ways to begin.
pub fn start_ui(ui: &mut egui::Ui, workbench: &Workbench, commands: &mut Commands) {
    ui.add_space(size::UNIT);
    ui.label("Compare this network, layer by layer, with another one:");
    ui.add_space(size::UNIT);
    ui.horizontal_wrapped(|ui| {
        version_ui(ui, workbench, commands);
        document_ui(ui, workbench, commands);
        for command in [
            Command::CompareWithSaved,
            Command::CompareWithFile,
            Command::Show(Overlay::Summary),
        ] {
            widgets::command_button_ui(ui, &command, workbench, commands);
        }
    });
    ui.add_space(size::UNIT);
    widgets::muted_ui(
        ui,
        "What differs is marked on the canvas and listed here, and follows every edit",
    );
}

/// A menu of the other open networks.
fn document_ui(ui: &mut egui::Ui, workbench: &Workbench, commands: &mut Commands) {
    let in_front = workbench.document().id();
    ui.add_enabled_ui(workbench.tabs.count() > 1, |ui| {
        let menu = ui.menu_button("Compare with an open tab", |ui| {
            for (document, title) in workbench.tabs.documents().zip(workbench.tabs.titles()) {
                let id = document.id();
                if id != in_front && ui.button(title).clicked() {
                    commands.send(TabCommand::CompareWith(id));
                }
            }
        });
        menu.response
            .on_disabled_hover_text("No other network is open");
    });
}

/// A menu of the history's versions.
fn version_ui(ui: &mut egui::Ui, workbench: &Workbench, commands: &mut Commands) {
    let history = workbench.document().history();
    let earlier = history.versions().len() > 1;
    ui.add_enabled_ui(earlier, |ui| {
        let menu = ui.menu_button("Compare with a version", |ui| {
            for (index, version) in history.versions().iter().enumerate().rev() {
                let is_current = index == history.position();
                let name = format!("Version {}: {}", index + 1, version.label);
                if !is_current && ui.button(name).clicked() {
                    commands.send(Command::CompareWithVersion(index));
                }
            }
        });
        menu.response
            .on_disabled_hover_text("Nothing was changed yet, so there is only one version");
    });
}
