//! The presets as cards: a small picture, a size, a sentence. Shown as a dialog and on an empty canvas.

mod card;
mod start;

pub use start::start_ui;

use super::command::{Command, Commands};
use super::look::size;
use super::widgets;
use egui::ScrollArea;

/// Paints the gallery as the content of a dialog.
pub fn gallery_ui(ui: &mut egui::Ui, commands: &mut Commands) {
    ui.set_width(card::SIZE.x * 3.0 + card::GAP * 2.0);
    widgets::title_ui(ui, "New from preset");
    widgets::muted_ui(
        ui,
        "Each works as it is; input size and classes can be changed afterwards",
    );
    ui.add_space(size::UNIT);
    ScrollArea::vertical()
        .max_height(widgets::dialog_room(ui))
        .show(ui, |ui| card::cards_ui(ui, commands));
    ui.add_space(size::PANEL_MARGIN);
    if ui.button("Cancel").clicked() {
        commands.send(Command::CloseOverlay);
    }
}
