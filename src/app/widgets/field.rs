//! What text fields have in common.

use egui::text::{CCursor, CCursorRange};
use egui::text_edit::TextEditState;
use egui::{Context, Event, Id, Key, Response, Ui};

/// Selects the whole `text` of the field `id`: typing replaces it.
pub fn select_all(ui: &Ui, id: Id, text: &str) {
    select_first(ui, id, text.chars().count());
}

/// Selects the first `count` letters of the field `id`.
pub fn select_first(ui: &Ui, id: Id, count: usize) {
    let mut field = TextEditState::load(ui.ctx(), id).unwrap_or_default();
    let first = CCursorRange::two(CCursor::new(0), CCursor::new(count));
    field.cursor.set_char_range(Some(first));
    field.store(ui.ctx(), id);
}

/// Selects nothing of the field `id`, wherever the pointer goes over it.
pub fn select_nothing(ui: &Ui, id: Id) {
    if let Some(mut field) = TextEditState::load(ui.ctx(), id) {
        field.cursor.set_char_range(None);
        field.store(ui.ctx(), id);
    }
}

/// Selects what stands in a field of one line that the keyboard has just come to by Tab or by a command. A press of the
/// pointer says itself where to go on.
pub fn select_on_arrival(ui: &Ui, response: &Response, text: &str) {
    let is_pressed = ui.input(|input| input.pointer.any_down());
    if response.gained_focus() && !is_pressed {
        select_all(ui, response.id, text);
    }
}

/// Paints a field whose text becomes an edit of the document as it is typed: the keys of undo and redo go past it, to the
/// document. egui would undo letters, and so edit once more.
pub fn keep_undo_for_document<R>(ui: &mut Ui, id: Id, paint: impl FnOnce(&mut Ui) -> R) -> R {
    if !ui.memory(|memory| memory.has_focus(id)) {
        return paint(ui);
    }
    let frame = ui.ctx().cumulative_frame_nr();
    ui.data_mut(|data| data.insert_temp(passes_on(), frame));
    let events = ui.input_mut(|input| {
        let events = input.events.clone();
        input.events.retain(|event| !is_undo_key(event));
        events
    });
    let painted = paint(ui);
    ui.input_mut(|input| input.events = events);
    painted
}

/// Whether undo and redo go past the field that had the keyboard in this frame, to the document.
pub fn undo_goes_to_document(ctx: &Context) -> bool {
    let frame: Option<u64> = ctx.data(|data| data.get_temp(passes_on()));
    frame == Some(ctx.cumulative_frame_nr())
}

fn passes_on() -> Id {
    Id::unique("field-passes-undo-on")
}

fn is_undo_key(event: &Event) -> bool {
    matches!(
        event,
        Event::Key { key: Key::Z | Key::Y, modifiers, .. } if modifiers.command
    )
}
