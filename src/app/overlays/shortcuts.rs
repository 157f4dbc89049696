//! F1: all shortcuts.

use crate::app::command::{Command, Commands};
use crate::app::look::{Theme, fonts, size};
use crate::app::widgets;
use egui::{Grid, RichText, ScrollArea};

/// Paints the list of shortcuts.
pub fn shortcuts_ui(ui: &mut egui::Ui, commands: &mut Commands) {
    ui.set_width(420.0);
    widgets::title_ui(ui, "Keyboard shortcuts");
    ui.add_space(size::UNIT);
    let room = widgets::dialog_room(ui).min(480.0);
    ScrollArea::vertical()
        .auto_shrink([false, true])
        .max_height(room)
        .show(ui, |ui| {
            Grid::new("shortcuts")
                .num_columns(2)
                .spacing([32.0, 6.0])
                .show(ui, |ui| {
                    for command in Command::listed() {
                        let info = command.info();
                        let Some(shortcut) = info.shortcut else {
                            continue;
                        };
                        ui.label(info.label);
                        let keys = ui.ctx().format_shortcut(&shortcut);
                        ui.label(
                            RichText::new(keys)
                                .font(fonts::mono())
                                .color(Theme::of(ui).muted),
                        );
                        ui.end_row();
                    }
                });
        });
    ui.add_space(size::PANEL_MARGIN);
    if ui.button("Close").clicked() {
        commands.send(Command::CloseOverlay);
    }
}
