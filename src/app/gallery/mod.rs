//! The presets as cards: a small picture, a size, a sentence. Shown as a dialog and on an empty canvas.

mod card;
mod start;

pub use start::start_ui;

use super::lesson::lessons_ui;
use super::look::size;
use super::widgets;
use crate::app::command::{Commands, TrainCommand, WindowCommand};
use crate::text::say;
use egui::ScrollArea;

/// Paints the gallery as the content of a dialog.
pub fn gallery_ui(ui: &mut egui::Ui, commands: &mut Commands) {
    // Beside the cards there is room for a scroll bar.
    const BAR: f32 = 10.0;
    let width = widgets::set_dialog_width(ui, card::Cards::MOST_WIDTH + BAR);
    let cards = card::Cards::new(width - BAR, true);
    widgets::title_ui(ui, say("new-from-preset-title"));
    widgets::muted_sentence_ui(ui, say("presets-work"));
    ui.add_space(size::UNIT);
    ScrollArea::vertical()
        .max_height(widgets::dialog_room(ui))
        .show(ui, |ui| {
            lessons_ui(ui, commands);
            ui.add_space(size::UNIT);
            cards.ui(ui, commands);
        });
    ui.add_space(size::PANEL_MARGIN);
    ui.horizontal(|ui| {
        if ui.button(say("cancel")).clicked() {
            commands.send(WindowCommand::CloseOverlay);
        }
        let beside = TrainCommand::PlainBesideResidual;
        let info = beside.info();
        if ui.button(info.label).on_hover_text(info.tooltip).clicked() {
            commands.send(WindowCommand::CloseOverlay);
            commands.send(beside);
        }
    });
}
