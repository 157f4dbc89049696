//! A field that shows a value and takes a typed one, at once while it is valid.

use crate::app::look::{Theme, fonts, size};
use egui::{Frame, Id, Key, Margin, Modifiers, Response, Stroke, TextEdit, vec2};

/// The text of the one field that has the keyboard; every other field shows its value.
#[derive(Debug, Default)]
pub struct Draft {
    id: Option<Id>,
    text: String,
    fault: Option<String>,
}

/// What happened to a field in this frame.
#[derive(Debug, Clone, PartialEq)]
pub enum Outcome<T> {
    /// Nothing.
    Quiet,
    /// The user typed this value; more may follow.
    Changed(T),
    /// The user left the field.
    Left,
}

/// One field: what it shows, and how to read what is typed.
pub struct Field<'a, T> {
    /// Its identity.
    pub id: Id,
    /// The value as text.
    pub text: &'a str,
    /// What it shows while it is empty.
    pub hint: &'a str,
    /// Reads a typed text, or says what was expected.
    pub parse: &'a dyn Fn(&str) -> Result<T, String>,
    /// The label beside it.
    pub label: &'a Response,
    /// One sentence for the tooltip.
    pub help: &'a str,
}

impl Draft {
    /// Whether a text is being typed for the field `id`.
    pub fn is_open(&self, id: Id) -> bool {
        self.id == Some(id)
    }

    /// Begins to type `text` for the field `id`.
    pub fn open(&mut self, id: Id, text: &str) {
        *self = Self {
            id: Some(id),
            text: text.to_owned(),
            fault: None,
        };
    }

    /// Paints `field` and answers what happened.
    pub fn field_ui<T>(&mut self, ui: &mut egui::Ui, field: &Field<'_, T>) -> Outcome<T> {
        let mine = self.id == Some(field.id);
        let mut text = if mine {
            self.text.clone()
        } else {
            field.text.to_owned()
        };
        let stepped = mine && step_with_arrows(ui, field, &mut text);
        let fault = self.fault.clone().filter(|_| mine);
        let response = text_edit_ui(ui, field, &mut text, fault.is_some());
        if let Some(fault) = fault {
            ui.colored_label(
                Theme::of(ui).error,
                egui::RichText::new(fault).font(fonts::small()),
            );
        }
        if response.gained_focus() {
            *self = Self {
                id: Some(field.id),
                text: text.clone(),
                fault: None,
            };
        }
        if response.lost_focus() {
            *self = Self::default();
            return Outcome::Left;
        }
        if !(response.changed() || stepped) {
            return Outcome::Quiet;
        }
        let parsed = (field.parse)(&text);
        *self = Self {
            id: Some(field.id),
            text,
            fault: parsed.as_ref().err().cloned(),
        };
        parsed.map_or(Outcome::Quiet, Outcome::Changed)
    }
}

fn text_edit_ui<T>(
    ui: &mut egui::Ui,
    field: &Field<'_, T>,
    text: &mut String,
    faulty: bool,
) -> Response {
    let theme = Theme::of(ui);
    let focused = ui.memory(|memory| memory.has_focus(field.id));
    let line = match (faulty, focused) {
        (true, _) => theme.error,
        (false, true) => theme.accent,
        (false, false) => theme.border,
    };
    let frame = Frame::new()
        .fill(theme.raised)
        .stroke(Stroke::new(1.0, line))
        .corner_radius(size::FIELD_RADIUS);
    let edit = TextEdit::singleline(text)
        .id(field.id)
        .frame(frame.inner_margin(Margin::symmetric(9, 4)))
        .desired_width(f32::INFINITY)
        .min_size(vec2(0.0, size::ROW_HEIGHT))
        .hint_text(field.hint.to_owned());
    let response = ui.add(edit).labelled_by(field.label.id);
    if field.help.is_empty() {
        response
    } else {
        response.on_hover_text(field.help)
    }
}

/// Arrow keys count a whole number up and down, with Shift by tens. Answers whether they did.
fn step_with_arrows<T>(ui: &egui::Ui, field: &Field<'_, T>, text: &mut String) -> bool {
    let pressed = |modifiers, key| ui.input_mut(|input| input.consume_key(modifiers, key));
    let step = [
        (Modifiers::SHIFT, Key::ArrowUp, 10),
        (Modifiers::SHIFT, Key::ArrowDown, -10),
        (Modifiers::NONE, Key::ArrowUp, 1),
        (Modifiers::NONE, Key::ArrowDown, -1),
    ]
    .into_iter()
    .find(|(modifiers, key, _)| pressed(*modifiers, *key))
    .map(|(_, _, step)| step);
    let (Some(step), Ok(number)) = (step, text.trim().parse::<i64>()) else {
        return false;
    };
    let next = number.saturating_add(step).to_string();
    let valid = (field.parse)(&next).is_ok();
    if valid {
        *text = next;
    }
    valid
}
