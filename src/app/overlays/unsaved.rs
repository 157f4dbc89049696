//! The question before unsaved changes would be lost.

use crate::app::command::{Command, Commands};
use crate::app::look::size;
use crate::app::widgets;
use crate::app::workbench::Workbench;

/// Asks what to do with the changes before `next` runs.
pub fn unsaved_ui(
    ui: &mut egui::Ui,
    next: &Command,
    workbench: &Workbench,
    commands: &mut Commands,
) {
    ui.set_width(420.0);
    widgets::title_ui(ui, "Save the changes?");
    ui.add_space(4.0);
    let name = workbench.state.document.name();
    ui.label(format!(
        "{name} has changes that are not saved. Without saving they are lost."
    ));
    ui.add_space(size::PANEL_MARGIN);
    ui.horizontal(|ui| {
        widgets::main_button_ui(
            ui,
            &Command::SaveAnd(Box::new(next.clone())),
            workbench,
            commands,
        );
        widgets::command_button_ui(
            ui,
            &Command::DiscardAnd(Box::new(next.clone())),
            workbench,
            commands,
        );
        if ui.button("Cancel").clicked() {
            commands.send(Command::CloseOverlay);
        }
    });
}
