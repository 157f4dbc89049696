//! A text field in the place of a note's text. Leaving it in any way keeps what is written; undo takes it back.

use egui::{Event, Frame, Key, Margin, Modifiers, TextEdit, Ui, vec2};

use super::holding::TITLE;
use crate::app::canvas::memory::{Canvas, Writing};
use crate::app::command::Commands;
use crate::app::look::{Theme, fonts, size, tint};
use crate::app::widgets;
use crate::graph::edit::NoteChange;
use crate::graph::{Edit, NoteKind};
use crate::text::say;

/// The least size of the field in screen points, however far the view is.
const LEAST_PX: egui::Vec2 = vec2(160.0, 26.0);

impl Canvas {
    /// Begins to write the note that was asked for, as soon as it is on the canvas.
    fn begin_to_write(&mut self) {
        let Some(index) = self
            .to_write
            .as_ref()
            .and_then(|path| self.scene.sheets.find(path))
        else {
            return;
        };
        self.to_write = None;
        let sheet = &self.scene.sheets.all[index];
        self.writing = Some(Writing {
            path: sheet.path.clone(),
            text: sheet.note.text.clone(),
            is_new: true,
        });
        self.camera.reveal(self.scene.sheets.rects[index]);
    }

    /// Paints the field, and sends its text when it is left.
    pub(in crate::app::canvas) fn writing_ui(&mut self, ui: &mut Ui, commands: &mut Commands) {
        self.begin_to_write();
        let Some(mut writing) = self.writing.take() else {
            return;
        };
        let Some(index) = self.scene.sheets.find(&writing.path) else {
            return;
        };
        let sheet = &self.scene.sheets.all[index];
        let rect = self.camera.screen_rect(self.scene.sheets.rects[index]);
        let is_frame = sheet.note.kind == NoteKind::Frame;
        let height = if is_frame {
            TITLE * self.camera.zoom()
        } else {
            rect.height()
        };
        let place = egui::Rect::from_min_size(rect.min, vec2(rect.width(), height).max(LEAST_PX));
        // In a title, Enter ends the writing as everywhere; in a comment, it begins a line.
        let is_done = is_frame
            && ui.input_mut(|input| input.consume_key(Modifiers::NONE, Key::Enter))
            || ui.input_mut(|input| input.consume_key(Modifiers::COMMAND, Key::Enter));
        let name = if is_frame {
            say("title-of-frame")
        } else {
            say("text-of-comment")
        };
        let response = ui.put(place, field(ui, &mut writing, sheet.id, sheet.note.tint));
        widgets::name(&response, name);
        if std::mem::take(&mut writing.is_new) {
            response.request_focus();
        } else if is_done || response.lost_focus() || !response.has_focus() {
            if writing.text.trim() != sheet.note.text {
                commands.send(Edit::ChangeNote {
                    place: sheet.place.clone(),
                    note: sheet.path.id,
                    change: NoteChange::Text(writing.text.trim().to_owned()),
                });
            }
            let id = sheet.id;
            let is_left_by_key = is_done || ui.input(|input| input.events.iter().any(is_escape));
            if is_left_by_key {
                ui.memory_mut(|memory| memory.request_focus(id));
            }
            return;
        }
        self.writing = Some(writing);
    }
}

fn field<'a>(
    ui: &Ui,
    writing: &'a mut Writing,
    id: egui::Id,
    tint: crate::graph::Tint,
) -> TextEdit<'a> {
    let theme = Theme::of(ui);
    let frame = Frame::new()
        .fill(tint::paper(tint, theme))
        .stroke(egui::Stroke::new(1.5, theme.accent))
        .corner_radius(size::FIELD_RADIUS);
    TextEdit::multiline(&mut writing.text)
        .id(id.with("text"))
        .font(fonts::text())
        .text_color(theme.text)
        .desired_rows(1)
        .desired_width(f32::INFINITY)
        .frame(frame.inner_margin(Margin::symmetric(8, 4)))
}

fn is_escape(event: &Event) -> bool {
    matches!(
        event,
        Event::Key {
            key: Key::Escape,
            pressed: true,
            ..
        }
    )
}
