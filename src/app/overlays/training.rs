//! The question before a training that runs would be ended by closing the window.

use crate::app::command::{Command, Commands, FileCommand, Offers, WindowCommand};
use crate::app::look::size;
use crate::app::widgets;
use crate::text::say;
use crate::tr;

/// Asks whether to end the training of the network called `name` and close.
pub fn training_ui(
    ui: &mut egui::Ui,
    name: Option<&str>,
    offers: &dyn Offers,
    commands: &mut Commands,
) {
    widgets::dialog_title_ui(ui, say("stop-the-training"), 420.0);
    let name = name.unwrap_or(say("the-network"));
    ui.label(tr!("training-stops-saved", name = %name));
    ui.add_space(size::PANEL_MARGIN);
    ui.horizontal(|ui| {
        if widgets::filled_button_ui(ui, say("keep-training"), None, 0.0).clicked() {
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
