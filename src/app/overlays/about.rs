//! Version and licences.

use crate::app::command::{Commands, WindowCommand};
use crate::app::look::size;
use crate::app::widgets;

/// Paints what Netsmith is.
pub fn about_ui(ui: &mut egui::Ui, commands: &mut Commands) {
    widgets::set_dialog_width(ui, 400.0);
    widgets::title_ui(ui, "Netsmith");
    widgets::muted_ui(
        ui,
        concat!(
            "Version ",
            env!("CARGO_PKG_VERSION"),
            ", licensed MIT OR Apache-2.0"
        ),
    );
    ui.add_space(size::UNIT);
    ui.label(env!("CARGO_PKG_DESCRIPTION"));
    ui.add_space(size::UNIT);
    ui.label(
        "Typefaces: Inter, JetBrains Mono and Noto Sans SC, each under the SIL Open Font License 1.1. \
         Handwritten digits: UCI Machine Learning Repository, CC BY 4.0.",
    );
    ui.add_space(size::PANEL_MARGIN);
    if ui.button("Close").clicked() {
        commands.send(WindowCommand::CloseOverlay);
    }
}
