//! What a crash has left, and what to do with it.

use crate::app::command::{Command, Commands};
use crate::app::look::size;
use crate::app::state::LostProject;
use crate::app::widgets;

/// Lists the lost projects, each with its two buttons.
pub fn recovery_ui(ui: &mut egui::Ui, lost: &[LostProject], commands: &mut Commands) {
    ui.set_width(460.0);
    widgets::title_ui(ui, "Unsaved work was found");
    ui.label("Netsmith did not close as it should. This was not saved:");
    ui.add_space(size::UNIT);
    for (index, project) in lost.iter().enumerate() {
        project_ui(ui, index, project, commands);
        ui.add_space(size::UNIT);
    }
    if ui
        .button("Decide later")
        .on_hover_text("Ask again at the next start")
        .clicked()
    {
        commands.send(Command::CloseOverlay);
    }
}

fn project_ui(ui: &mut egui::Ui, index: usize, project: &LostProject, commands: &mut Commands) {
    ui.label(&project.name);
    let origin = project.origin.as_ref().map_or_else(
        || "never saved".to_owned(),
        |path| format!("saved before as {}", path.display()),
    );
    let time = project.written_at.clone().unwrap_or_default();
    widgets::muted_ui(ui, format!("{time} · {origin}"));
    ui.horizontal(|ui| {
        if ui.button("Recover").clicked() {
            commands.send(Command::Recover(index));
        }
        if ui.button("Discard").clicked() {
            commands.send(Command::DiscardLost(index));
        }
    });
}
