//! The question before a training that runs would be ended by closing the window.

use crate::app::command::{Command, Commands, FileCommand, Offers, WindowCommand};
use crate::app::look::size;
use crate::app::widgets;

/// Asks whether to end the training of the network called `name` and close.
pub fn training_ui(
    ui: &mut egui::Ui,
    name: Option<&str>,
    offers: &dyn Offers,
    commands: &mut Commands,
) {
    widgets::set_dialog_width(ui, 420.0);
    widgets::title_ui(ui, "Stop the training?");
    ui.add_space(4.0);
    let name = name.unwrap_or("The network");
    ui.label(format!(
        "{name} is being trained. Stopping saves its run where it stands, so that it can be continued later."
    ));
    ui.add_space(size::PANEL_MARGIN);
    ui.horizontal(|ui| {
        if widgets::filled_button_ui(ui, "Keep training", None, 0.0).clicked() {
            commands.send(WindowCommand::CloseOverlay);
        }
        widgets::command_button_ui(
            ui,
            &Command::File(FileCommand::StopAndQuit),
            offers,
            commands,
        );
    });
}
