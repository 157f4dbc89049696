//! Hears the keys that a user presses for a command, before anything else does.

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
        input.events.retain(|event| match meaning(event) {
            None => true,
            Some(found) => {
                heard.get_or_insert(found);
                false
            }
        });
        heard
    })
}

fn meaning(event: &Event) -> Option<Heard> {
    let ctrl = |key| Heard::Keys(KeyboardShortcut::new(Modifiers::COMMAND, key));
    match event {
        // egui turns the system's keys for the clipboard into events of their own.
        Event::Copy => Some(ctrl(Key::C)),
        Event::Cut => Some(ctrl(Key::X)),
        Event::Paste(_) => Some(ctrl(Key::V)),
        Event::Key {
            key,
            pressed: true,
            modifiers,
            ..
        } => Some(of_key(*key, *modifiers)),
        _ => None,
    }
}

fn of_key(key: Key, modifiers: Modifiers) -> Heard {
    let held = Modifiers {
        alt: modifiers.alt,
        shift: modifiers.shift,
        command: modifiers.command,
        ..Modifiers::NONE
    };
    match key {
        Key::Escape if held == Modifiers::NONE => Heard::Cancel,
        Key::Backspace if held == Modifiers::NONE => Heard::Nothing,
        key => Heard::Keys(KeyboardShortcut::new(held, key)),
    }
}
