//! Hears the keys that a user presses for a command, before anything else does.

use crate::app::held::Held;
use egui::{Event, Key, KeyboardShortcut, Modifiers};

/// What a user pressed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Heard {
    /// These keys together.
    Keys(KeyboardShortcut),
    /// No keys from now on.
    Nothing,
    /// Leave everything as it was.
    Cancel,
}

/// What was pressed in this frame, if anything was. Everything pressed is taken, so that Escape does not close the
/// dialog and Ctrl+S does not save.
pub fn listen(ui: &egui::Ui) -> Option<Heard> {
    ui.input_mut(|input| {
        let mut heard = None;
        let mut held = Held::at_start(input.modifiers);
        input
            .events
            .retain(|event| match meaning(event, &mut held) {
                None => true,
                Some(found) => {
                    heard.get_or_insert(found);
                    false
                }
            });
        heard
    })
}

fn meaning(event: &Event, held: &mut Held) -> Option<Heard> {
    held.go_on(event);
    let ctrl = |key| Heard::Keys(KeyboardShortcut::new(Modifiers::COMMAND, key));
    match (held.keys_of(event), event) {
        (Some(keys), _) => Some(of_keys(keys)),
        // Keys that are marked so, and text that no keys have sent.
        (None, Event::Copy) => Some(ctrl(Key::C)),
        (None, Event::Cut) => Some(ctrl(Key::X)),
        (None, Event::Paste(_)) => Some(ctrl(Key::V)),
        _ => None,
    }
}

fn of_keys(keys: KeyboardShortcut) -> Heard {
    let is_alone = keys.modifiers == Modifiers::NONE;
    match keys.logical_key {
        Key::Escape if is_alone => Heard::Cancel,
        Key::Backspace if is_alone => Heard::Nothing,
        _ => Heard::Keys(keys),
    }
}
