//! A field that shows a value and takes a typed one, at once while it is valid. Undo in it is the document's; what is refused
//! leaves the value as it was before the typing began, and says so.

use crate::app::look::{Theme, fonts, size};
use crate::app::widgets::{keep_undo_for_document, select_all, select_nothing, select_on_arrival};
use crate::layer::number_text;
use crate::tr;

use super::dragging::dragged;
use egui::{Frame, Id, Key, Margin, Modifiers, Response, RichText, Stroke, TextEdit, vec2};

/// The text of the one field that has the keyboard; every other field shows its value.
#[derive(Debug, Default)]
pub struct Draft {
    typing: Option<Typing>,
    refused: Option<Refused>,
}

/// What is typed into the field that has the keyboard.
#[derive(Debug)]
struct Typing {
    id: Id,
    text: String,
    /// The value when the typing began.
    before: String,
    /// The value as the field was last told.
    shown: String,
    /// Why the text stands for no value.
    fault: Option<String>,
    /// Whether something typed is the value now.
    is_taken: bool,
    /// Whether the last frame changed the value, so that another one is expected.
    has_changed: bool,
    /// Whether a press of the pointer brought the keyboard here and has not ended yet.
    is_pressed: bool,
    /// How far that press has been dragged to the right, in screen points, Shift counting less; `None` while it may still be a
    /// click.
    dragged: Option<f32>,
}

/// A text that was left behind in a field and stands for no value.
#[derive(Debug)]
struct Refused {
    id: Id,
    words: String,
    /// The value that stayed: another one makes the words untrue.
    value: String,
    /// The last frame that showed it: a field that was out of sight has forgotten.
    frame: u64,
}

/// With Shift, the same way changes a number by this much of that.
const FINE_DRAG: f32 = 0.1;

/// What happened to a field in this frame.
#[derive(Debug, Clone, PartialEq)]
pub enum Outcome<T> {
    /// Nothing.
    Quiet,
    /// The user typed this value; more may follow.
    Changed(T),
    /// What was typed became a text that is no value: what it changed is to be taken back.
    TakenBack,
    /// The user came to the field or left it: the next change is a step of its own.
    Left,
}

/// What a field holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FieldKind {
    /// Letters: a name.
    Words,
    /// Digits: a click selects them all, arrows count them up and down, and a drag to the side changes them.
    Number,
}

/// One field: what it shows, and how to read what is typed.
pub struct Field<'a, T> {
    /// Its identity.
    pub id: Id,
    /// What it holds.
    pub kind: FieldKind,
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

impl Typing {
    fn new(id: Id, text: &str) -> Self {
        Self {
            id,
            text: text.to_owned(),
            before: text.to_owned(),
            shown: text.to_owned(),
            fault: None,
            is_taken: false,
            has_changed: false,
            is_pressed: false,
            dragged: None,
        }
    }
}

impl Draft {
    /// Whether a text is being typed for the field `id`.
    pub fn is_open(&self, id: Id) -> bool {
        self.typing.as_ref().is_some_and(|typing| typing.id == id)
    }

    /// Begins to type `text` for the field `id`, whose value is `value` until then.
    pub fn open(&mut self, id: Id, text: &str, value: &str) {
        self.typing = Some(Typing {
            text: text.to_owned(),
            ..Typing::new(id, value)
        });
    }

    /// Paints `field` and answers what happened.
    pub fn field_ui<T>(&mut self, ui: &mut egui::Ui, field: &Field<'_, T>) -> Outcome<T> {
        self.follow_value(ui, field);
        self.give_text_back(ui, field);
        let mine = self.typing.as_ref().filter(|typing| typing.id == field.id);
        let mut text = mine
            .map_or(field.text, |typing| typing.text.as_str())
            .to_owned();
        let is_faulty = mine.is_some_and(|typing| typing.fault.is_some());
        let stepped = mine.is_some() && step_with_arrows(ui, field, &mut text);
        let response = text_edit_ui(ui, field, &mut text, is_faulty);
        self.fault_ui(ui, field);
        self.arrive(ui, field, &response, &text);
        let moved = self.drag(ui, field, &response);
        let is_moved = moved.is_some();
        text = moved.unwrap_or(text);
        let outcome = if response.changed() || stepped || is_moved {
            self.take(field, text)
        } else {
            Outcome::Quiet
        };
        if response.lost_focus() {
            self.leave(ui, field.id);
        }
        let is_turn = response.gained_focus() || response.lost_focus();
        match outcome {
            Outcome::Quiet if is_turn => Outcome::Left,
            outcome => outcome,
        }
    }

    /// A value that changed by other means than typing, as undo does it, replaces what was typed.
    fn follow_value<T>(&mut self, ui: &egui::Ui, field: &Field<'_, T>) {
        let Some(typing) = self.typing.as_mut().filter(|typing| typing.id == field.id) else {
            return;
        };
        let is_own = std::mem::take(&mut typing.has_changed);
        if typing.shown == field.text {
            return;
        }
        field.text.clone_into(&mut typing.shown);
        if !is_own {
            *typing = Typing::new(field.id, field.text);
            select_all(ui, field.id, field.text);
        }
    }

    /// Undo gives back the field's text before it takes back anything of the document.
    fn give_text_back<T>(&mut self, ui: &egui::Ui, field: &Field<'_, T>) {
        let mine = self.typing.as_mut().filter(|typing| typing.id == field.id);
        let Some(typing) = mine.filter(|typing| typing.fault.is_some()) else {
            return;
        };
        let has_keyboard = ui.memory(|memory| memory.has_focus(field.id));
        if has_keyboard && ui.input_mut(|input| input.consume_key(Modifiers::COMMAND, Key::Z)) {
            *typing = Typing::new(field.id, field.text);
            select_all(ui, field.id, field.text);
        }
    }

    /// Takes what was typed for the value, or remembers why it cannot be one.
    fn take<T>(&mut self, field: &Field<'_, T>, text: String) -> Outcome<T> {
        self.refused = None;
        let mine = self.typing.take().filter(|typing| typing.id == field.id);
        let mut typing = mine.unwrap_or_else(|| Typing::new(field.id, field.text));
        // A text that replaces another one begins anew: it takes nothing back that was typed before it. A drag goes on.
        let is_dragged = typing.dragged.is_some();
        if !is_dragged && !text.starts_with(&typing.text) && !typing.text.starts_with(&text) {
            typing = Typing::new(field.id, field.text);
        }
        typing.text = text;
        let outcome = match (field.parse)(&typing.text) {
            Ok(value) => {
                typing.fault = None;
                typing.is_taken = true;
                typing.has_changed = true;
                Outcome::Changed(value)
            }
            Err(fault) => {
                typing.fault = Some(fault);
                typing.has_changed = typing.is_taken;
                if std::mem::take(&mut typing.is_taken) {
                    (field.parse)(&typing.before).map_or(Outcome::TakenBack, Outcome::Changed)
                } else {
                    Outcome::Quiet
                }
            }
        };
        self.typing = Some(typing);
        outcome
    }

    /// The keyboard comes: Tab selects what stands there, a click does so with a number.
    fn arrive<T>(&mut self, ui: &egui::Ui, field: &Field<'_, T>, response: &Response, text: &str) {
        if response.gained_focus() && !self.is_open(field.id) {
            self.finish(ui);
            select_on_arrival(ui, response, text);
            // A command may send the keyboard to what is out of sight.
            response.scroll_to_me(None);
            let mut typing = Typing::new(field.id, field.text);
            typing.is_pressed = ui.input(|input| input.pointer.any_down());
            self.typing = Some(typing);
            self.refused = self.refused.take().filter(|it| it.id != field.id);
        }
        let mine = self.typing.as_mut().filter(|typing| typing.id == field.id);
        if let Some(typing) = mine.filter(|_| ui.input(|input| !input.pointer.any_down()))
            && std::mem::take(&mut typing.is_pressed)
            // However long the button was held: a slow machine makes every press long.
            && typing.dragged.is_none()
            && field.kind == FieldKind::Number
        {
            select_all(ui, field.id, text);
        }
    }

    /// A press that is dragged to the side changes a number, and gives the keyboard back when it ends.
    fn drag<T>(
        &mut self,
        ui: &egui::Ui,
        field: &Field<'_, T>,
        response: &Response,
    ) -> Option<String> {
        let has_keyboard = ui.memory(|memory| memory.has_focus(field.id));
        if field.kind == FieldKind::Words {
            return None;
        }
        if response.hovered() && !has_keyboard {
            ui.ctx().set_cursor_icon(egui::CursorIcon::ResizeHorizontal);
        }
        let mine = self.typing.as_mut().filter(|typing| typing.id == field.id);
        let typing = mine.filter(|typing| typing.is_pressed || typing.dragged.is_some())?;
        if !response.dragged() {
            if typing.dragged.is_some() && response.drag_stopped() {
                ui.memory_mut(|memory| memory.surrender_focus(field.id));
            }
            return None;
        }
        ui.ctx().set_cursor_icon(egui::CursorIcon::ResizeHorizontal);
        let is_fine = ui.input(|input| input.modifiers.shift);
        let by = response.drag_delta().x * if is_fine { FINE_DRAG } else { 1.0 };
        if typing.dragged.is_none() && by == 0.0 {
            return None;
        }
        let way = typing.dragged.unwrap_or_default() + by;
        typing.dragged = Some(way);
        select_nothing(ui, field.id);
        let next = dragged(&typing.before, way, is_fine)?;
        let is_new = next != typing.text && (field.parse)(&next).is_ok();
        is_new.then_some(next)
    }

    /// The keyboard has left the field `id`; it may be in another one already, whose typing goes on.
    fn leave(&mut self, ui: &egui::Ui, id: Id) {
        if self.is_open(id) {
            self.finish(ui);
        }
    }

    /// The typing is over; a text that is no value leaves a word about it.
    fn finish(&mut self, ui: &egui::Ui) {
        let Some(typing) = self.typing.take() else {
            return;
        };
        let Typing {
            id, fault, before, ..
        } = typing;
        self.refused = fault.map(|fault| Refused {
            id,
            words: match before.as_str() {
                "" => fault,
                before => tr!("field-stays", fault = %fault, before = %before),
            },
            value: before,
            frame: ui.ctx().cumulative_frame_nr(),
        });
    }

    /// What is wrong with the text that stands in the field, or that was left there.
    fn fault_ui<T>(&mut self, ui: &mut egui::Ui, field: &Field<'_, T>) {
        let mine = self.typing.as_ref().filter(|typing| typing.id == field.id);
        let typed = mine.and_then(|typing| typing.fault.clone());
        let now = ui.ctx().cumulative_frame_nr();
        let left = self.refused.as_mut().filter(|left| left.id == field.id);
        let left = left.filter(|left| now <= left.frame + 1 && left.value == field.text);
        let left = left.map(|left| {
            left.frame = now;
            left.words.clone()
        });
        if let Some(words) = typed.or(left) {
            let words = RichText::new(words).font(fonts::small());
            ui.add(egui::Label::new(words.color(Theme::of(ui).error)).wrap());
        }
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
    let response =
        keep_undo_for_document(ui, field.id, |ui| ui.add(edit)).labelled_by(field.label.id);
    if field.help.is_empty() {
        response
    } else {
        response.on_hover_text(field.help)
    }
}

/// Arrow keys count a whole number up and down, with Shift by tens. Answers whether they did.
fn step_with_arrows<T>(ui: &egui::Ui, field: &Field<'_, T>, text: &mut String) -> bool {
    if field.kind == FieldKind::Words {
        return false;
    }
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
    let (Some(step), Ok(number)) = (step, number_text::whole(text)) else {
        return false;
    };
    let next = number.saturating_add(step).to_string();
    let valid = (field.parse)(&next).is_ok();
    if valid {
        *text = next;
    }
    valid
}
