//! The keys of the clipboard. The system's side of egui hands them over as events of their own, without saying which
//! keys were down; here they become keys again, so that the keymap decides about them as about all others.

use egui::{Event, Key, KeyboardShortcut, Modifiers};

/// The modifiers that were down when each of the events of a frame came.
#[derive(Debug, Clone, Copy)]
pub struct Held(Modifiers);

impl Held {
    /// As the frame began.
    pub fn at_start(modifiers: Modifiers) -> Self {
        Self(modifiers)
    }

    /// Goes on to `event`.
    pub fn go_on(&mut self, event: &Event) {
        match event {
            Event::ModifiersChanged(modifiers) | Event::Key { modifiers, .. } => {
                self.0 = *modifiers;
            }
            _ => {}
        }
    }

    /// The keys that `event` stands for: those of a pressed key, or of a cut, a copy or a paste that keys have asked for;
    /// `None` for what no keys have asked for, such as an answer from the clipboard or a key marked "Copy".
    pub fn keys_of(self, event: &Event) -> Option<KeyboardShortcut> {
        let Modifiers {
            alt,
            shift,
            command,
            ..
        } = self.0;
        let held = Modifiers {
            alt,
            shift,
            command,
            ..Modifiers::NONE
        };
        let with_shift_alone = shift && !command && !alt;
        // On Windows, Shift+Delete cuts and Shift+Insert pastes.
        let key = match event {
            Event::Key {
                key, pressed: true, ..
            } => *key,
            Event::Cut if command => Key::X,
            Event::Cut if with_shift_alone => Key::Delete,
            Event::Copy if command => Key::C,
            Event::Paste(_) if command => Key::V,
            Event::Paste(_) if with_shift_alone => Key::Insert,
            _ => return None,
        };
        Some(KeyboardShortcut::new(held, key))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::command::{Command, Keymap, second_keys};

    /// What egui-winit makes of keys; on Windows it takes some more for the clipboard's.
    fn as_sent(keys: KeyboardShortcut, is_windows: bool) -> Event {
        let KeyboardShortcut {
            modifiers,
            logical_key: key,
        } = keys;
        let shift = is_windows && modifiers.shift;
        if modifiers.command_only() && key == Key::X || shift && key == Key::Delete {
            Event::Cut
        } else if modifiers.command_only() && key == Key::C {
            Event::Copy
        } else if modifiers.command_only() && key == Key::V || shift && key == Key::Insert {
            Event::Paste("text".to_owned())
        } else {
            Event::Key {
                key,
                physical_key: None,
                pressed: true,
                repeat: false,
                modifiers,
            }
        }
    }

    #[test]
    fn the_keys_of_every_command_are_known_again_as_the_system_sends_them() {
        let keymap = Keymap::default();
        let listed = Command::listed().into_iter();
        let own = listed.filter_map(|command| keymap.keys(&command));
        let second = second_keys().map(|(keys, _)| keys);
        for keys in own.chain(second) {
            for is_windows in [false, true] {
                let held = Held::at_start(keys.modifiers);
                let event = as_sent(keys, is_windows);
                assert_eq!(held.keys_of(&event), Some(keys), "{event:?}");
            }
        }
    }

    #[test]
    fn a_clipboard_event_with_more_keys_down_is_those_keys() {
        let both = Modifiers::COMMAND | Modifiers::SHIFT;
        let mut held = Held::at_start(Modifiers::NONE);
        assert_eq!(held.keys_of(&Event::Copy), None);
        held.go_on(&Event::ModifiersChanged(both));
        let paste = Event::Paste(String::new());
        let keys = KeyboardShortcut::new(both, Key::V);
        assert_eq!(held.keys_of(&paste), Some(keys));
        held.go_on(&Event::ModifiersChanged(Modifiers::NONE));
        assert_eq!(held.keys_of(&paste), None);
    }
}
