//! The form of a comment or a frame: what it says, its color, its size.

use super::field::{Draft, Field, FieldKind, Outcome};
use super::header;
use super::row::form_row_ui;
use super::setting::{receive_keyboard, receive_keyboard_for_name};
use crate::app::command::{Command, Commands, NetworkCommand, NotePath};
use crate::app::look::{Theme, size, tint};
use crate::app::state::State;
use crate::app::widgets;
use crate::graph::edit::NoteChange;
use crate::graph::{Edit, Note, NoteId, NoteKind, Place, Tint};
use crate::layer::number_text;
use crate::text::say;
use crate::tr;
use egui::{ComboBox, Id, Response, Sense, TextEdit, Ui, vec2};

/// The note that the form is about.
struct Subject<'a> {
    place: Place,
    id: NoteId,
    note: &'a Note,
}

impl Subject<'_> {
    fn field(&self, name: &str) -> Id {
        Id::unique(("note", &self.place, self.id, name))
    }

    /// One step of undo for all that is typed into one field.
    fn gesture(&self, name: &str, change: NoteChange) -> Command {
        let edit = Edit::ChangeNote {
            place: self.place.clone(),
            note: self.id,
            change,
        };
        Command::Network(NetworkCommand::Gesture(
            format!("{name} {:?} {:?}", self.place, self.id),
            edit,
        ))
    }
}

/// Everything about the note at `path`.
pub fn note_ui(
    ui: &mut Ui,
    draft: &mut Draft,
    path: &NotePath,
    state: State<'_>,
    commands: &mut Commands,
) {
    let Some((place, note)) = path.locate(state.document.graph()) else {
        return;
    };
    let subject = Subject {
        place,
        id: path.id,
        note,
    };
    let line = match note.kind {
        NoteKind::Comment => say("note-comment"),
        NoteKind::Frame => say("note-frame"),
    };
    let title = header::title_block_ui(ui, &note.headline(), line, None);
    header::rename_by_title(&title, commands);
    text_ui(ui, &subject, commands);
    tint_ui(ui, &subject, commands);
    for (axis, label) in [(0, say("width")), (1, say("height"))] {
        side_ui(ui, draft, &subject, axis, label, commands);
    }
}

fn text_ui(ui: &mut Ui, subject: &Subject<'_>, commands: &mut Commands) {
    let mut text = subject.note.text.clone();
    let id = subject.field("text");
    receive_keyboard(ui.ctx(), id);
    receive_keyboard_for_name(ui.ctx(), id);
    let label = match subject.note.kind {
        NoteKind::Comment => say("note-text"),
        NoteKind::Frame => say("note-title"),
    };
    let response = form_row_ui(ui, label, say("note-text-help"), |ui, label| {
        let edit = match subject.note.kind {
            NoteKind::Comment => TextEdit::multiline(&mut text).desired_rows(4),
            NoteKind::Frame => TextEdit::singleline(&mut text),
        };
        let edit = edit.id(id).desired_width(f32::INFINITY);
        widgets::keep_undo_for_document(ui, id, |ui| ui.add(edit)).labelled_by(label.id)
    });
    if response.changed() {
        commands.send(subject.gesture("write", NoteChange::Text(text)));
    }
    if response.lost_focus() {
        commands.send(NetworkCommand::EndGesture);
    }
}

fn tint_ui(ui: &mut Ui, subject: &Subject<'_>, commands: &mut Commands) {
    let chosen = form_row_ui(ui, say("color"), say("note-color-help"), |ui, label| {
        tint_choice_ui(ui, subject, label)
    });
    if let Some(tint) = chosen {
        commands.send(subject.gesture("color", NoteChange::Tint(tint)));
        commands.send(NetworkCommand::EndGesture);
    }
}

fn tint_choice_ui(ui: &mut Ui, subject: &Subject<'_>, label: &Response) -> Option<Tint> {
    let mut chosen = None;
    let combo = ComboBox::from_id_salt(subject.field("color")).width(ui.available_width());
    let shown = combo
        .selected_text(subject.note.tint.message().to_string())
        .show_ui(ui, |ui| {
            for tint in Tint::ALL {
                ui.horizontal(|ui| {
                    let (swatch, _) = ui.allocate_exact_size(vec2(12.0, 12.0), Sense::hover());
                    let color = tint::color(tint, Theme::of(ui));
                    ui.painter().rect_filled(swatch, 3.0, color);
                    let is_current = tint == subject.note.tint;
                    if widgets::option_ui(ui, is_current, tint.message().to_string()).clicked() {
                        chosen = Some(tint);
                    }
                });
            }
        });
    shown.response.labelled_by(label.id);
    chosen
}

fn side_ui(
    ui: &mut Ui,
    draft: &mut Draft,
    subject: &Subject<'_>,
    axis: usize,
    label: &str,
    commands: &mut Commands,
) {
    let text = format!("{}", subject.note.size[axis]);
    let parse = |text: &str| match number_text::real(text) {
        Ok(side) => {
            let mut sides = subject.note.size;
            sides[axis] = side as f32;
            let changed = Note {
                size: sides,
                ..subject.note.clone()
            };
            match changed.fault() {
                None => Ok(NoteChange::Bounds(subject.note.position, sides)),
                Some(fault) => Err(tr!(
                    "note-fault",
                    kind = subject.note.kind.word(),
                    fault = fault
                )),
            }
        }
        Err(misread) => Err(misread.sentence(say("expected-points"))),
    };
    let outcome = form_row_ui(ui, label, say("note-size-help"), |ui, label| {
        ui.set_min_height(size::ROW_HEIGHT);
        let field = Field {
            id: subject.field(if axis == 0 { "width" } else { "height" }),
            kind: FieldKind::Number,
            text: &text,
            hint: "",
            parse: &parse,
            label,
            help: "",
        };
        draft.field_ui(ui, &field)
    });
    match outcome {
        Outcome::Quiet => {}
        Outcome::Changed(change) => commands.send(subject.gesture(label, change)),
        Outcome::TakenBack => commands.send(NetworkCommand::TakeBackGesture),
        Outcome::Left => commands.send(NetworkCommand::EndGesture),
    }
}
