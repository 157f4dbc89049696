//! The menu of a note.

use egui::Ui;

use crate::app::canvas::memory::Canvas;
use crate::app::canvas::menu::{copying_lines_ui, line};
use crate::app::command::{Commands, NotePath};
use crate::app::state::State;
use crate::graph::edit::NoteChange;
use crate::graph::{Edit, NoteKind, Tint};
use crate::text::say;

impl Canvas {
    /// Lines for the note at `path`.
    pub(in crate::app::canvas) fn note_menu_ui(
        &mut self,
        ui: &mut Ui,
        path: &NotePath,
        state: State<'_>,
        commands: &mut Commands,
    ) {
        let Some((place, note)) = path.locate(state.document.graph()) else {
            return;
        };
        let words = match note.kind {
            NoteKind::Comment => say("write"),
            NoteKind::Frame => say("write-title"),
        };
        if line(ui, words, "Enter") {
            self.to_write = Some(path.clone());
        }
        ui.menu_button(say("color"), |ui| {
            for tint in Tint::ALL {
                if line(ui, &tint.message().to_string(), "") {
                    commands.send(Edit::ChangeNote {
                        place: place.clone(),
                        note: path.id,
                        change: NoteChange::Tint(tint),
                    });
                }
            }
        });
        ui.separator();
        copying_lines_ui(ui, state, commands);
    }
}
