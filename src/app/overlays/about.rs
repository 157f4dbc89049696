//! Version and licenses.

use crate::app::command::{Commands, WindowCommand};
use crate::app::look::size;
use crate::app::widgets;
use crate::text::say;
use crate::tr;

/// Paints what Netsmith is.
pub fn about_ui(ui: &mut egui::Ui, commands: &mut Commands) {
    widgets::set_dialog_width(ui, 400.0);
    widgets::title_ui(ui, "Netsmith");
    widgets::muted_ui(
        ui,
        tr!("about-version", version = env!("CARGO_PKG_VERSION")),
    );
    ui.add_space(size::UNIT);
    ui.label(say("about-netsmith"));
    ui.add_space(size::UNIT);
    ui.label(say("about-typefaces"));
    ui.add_space(size::PANEL_MARGIN);
    if ui.button(say("close")).clicked() {
        commands.send(WindowCommand::CloseOverlay);
    }
}
