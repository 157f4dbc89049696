//! Why a file was refused: everything that was found, at once.

use super::report::{findings_as_text, groups_ui};
use crate::app::command::{Commands, ImportCommand, WindowCommand};
use crate::app::widgets;
use crate::exchange::Report;
use crate::files::name_of;
use crate::text::say;
use crate::tr;
use egui::{Context, ScrollArea};
use std::path::Path;

/// A file that cannot be had.
#[derive(Debug)]
pub struct Refused {
    file: String,
    report: Report,
}

impl Refused {
    /// The file at `path`, and all that was found in it.
    pub fn new(path: &Path, report: Report) -> Self {
        Self {
            file: name_of(path),
            report,
        }
    }

    /// Paints the dialog.
    pub fn ui(&self, ctx: &Context, commands: &mut Commands) {
        let modal = widgets::dialog(ctx, "import-refused");
        let shown = modal.show(ctx, |ui| {
            widgets::dialog_title_ui(ui, &tr!("refused-title", file = &self.file), 620.0);
            widgets::muted_sentence_ui(ui, say("refused-words"));
            ui.add_space(6.0);
            let room = widgets::dialog_room(ui);
            ScrollArea::vertical().max_height(room).show(ui, |ui| {
                ui.set_width(ui.available_width());
                groups_ui(ui, &self.report.findings, |_| None, commands);
            });
            ui.add_space(8.0);
            ui.horizontal(|ui| {
                if widgets::filled_button_ui(ui, say("close"), None, 96.0).clicked() {
                    commands.send(ImportCommand::Close);
                }
                if ui.button(say("copy-report")).clicked() {
                    let text = findings_as_text(&self.file, &self.report);
                    commands.send(WindowCommand::CopyText(text));
                }
            });
        });
        if shown.should_close() {
            commands.send(ImportCommand::Close);
        }
    }
}
