//! Which keys run which command: those that the command came with, or those that the user gave it.

use super::{BlockCommand, CanvasCommand, Command, EditCommand, TabCommand, ViewCommand};
use crate::text::say;
use crate::tr;
use egui::{Key, KeyboardShortcut, Modifiers};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// The user's own keys, stored with the settings. A command that is not in it has the keys that it came with.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Keymap {
    /// Keys as text, "Ctrl+Shift+K", by the command's stable name; an empty text for no keys.
    changed: BTreeMap<String, String>,
}

impl Keymap {
    /// The keys of `command`.
    pub fn keys(&self, command: &Command) -> Option<KeyboardShortcut> {
        let info = command.info();
        match self.changed.get(info.stable_name().as_ref()) {
            None => info.shortcut,
            Some(text) if text.is_empty() => None,
            // Keys that this version cannot read are no reason to leave the command without any.
            Some(text) => from_text(text).or(info.shortcut),
        }
    }

    /// Whether `command` has other keys than it came with.
    pub fn is_changed(&self, command: &Command) -> bool {
        self.changed
            .contains_key(command.info().stable_name().as_ref())
    }

    /// Whether any command has other keys than it came with.
    pub fn has_changes(&self) -> bool {
        !self.changed.is_empty()
    }

    /// The listed command that `keys` run.
    pub(in crate::app) fn runs(&self, keys: KeyboardShortcut) -> Option<Command> {
        let mut listed = Command::listed().into_iter();
        let own = listed.find(|command| self.keys(command) == Some(keys));
        let second = || {
            second_keys()
                .into_iter()
                .find(|(second, _)| *second == keys)
        };
        own.or_else(|| second().map(|(_, command)| command))
    }

    /// The other listed command that `keys` already run.
    pub fn owner(&self, keys: KeyboardShortcut, other_than: &Command) -> Option<Command> {
        let listed = Command::listed().into_iter();
        let mut with_these = listed.filter(|command| self.keys(command) == Some(keys));
        with_these
            .find(|command| command != other_than)
            .or_else(|| {
                let second = second_keys().into_iter();
                second
                    .filter(|(second, command)| *second == keys && command != other_than)
                    .map(|(_, command)| command)
                    .next()
            })
    }

    /// Gives `keys` to `command`, or takes its keys away. Another command that had them loses them.
    pub(in crate::app) fn give(&mut self, command: &Command, keys: Option<KeyboardShortcut>) {
        if let Some(keys) = keys {
            let others = Command::listed().into_iter();
            let losers: Vec<Command> = others
                .filter(|other| other != command && self.keys(other) == Some(keys))
                .collect();
            for loser in losers {
                let name = loser.info().stable_name().into_owned();
                self.changed.insert(name, String::new());
            }
        }
        let info = command.info();
        let name = info.stable_name();
        if keys == info.shortcut {
            self.changed.remove(name.as_ref());
        } else {
            let text = keys.map(to_text).unwrap_or_default();
            self.changed.insert(name.into_owned(), text);
        }
    }

    /// The keys of `command` in words, "Ctrl+S"; empty where it has none.
    pub fn text(&self, command: &Command, ctx: &egui::Context) -> String {
        let keys = self.keys(command);
        keys.map(|keys| text_of_keys(keys, ctx)).unwrap_or_default()
    }

    /// `words` and the keys of `command`: "Go up (Alt+Up)".
    pub fn after_words(&self, words: String, command: &Command, ctx: &egui::Context) -> String {
        match self.text(command, ctx) {
            keys if keys.is_empty() => words,
            keys => tr!("command-with-keys", command = words, keys = keys),
        }
    }

    /// Gives every command the keys that it came with.
    pub(in crate::app) fn reset(&mut self) {
        self.changed.clear();
    }
}

/// Keys that people bring along from other programs.
pub(in crate::app) fn second_keys() -> [(KeyboardShortcut, Command); 7] {
    [
        (
            KeyboardShortcut::new(Modifiers::COMMAND, Key::Y),
            Command::Edit(EditCommand::Redo),
        ),
        (
            KeyboardShortcut::new(Modifiers::NONE, Key::Backspace),
            Command::Edit(EditCommand::Delete),
        ),
        (
            KeyboardShortcut::new(Modifiers::COMMAND, Key::PageDown),
            Command::Tab(TabCommand::Next),
        ),
        (
            KeyboardShortcut::new(Modifiers::COMMAND, Key::PageUp),
            Command::Tab(TabCommand::Previous),
        ),
        // The key of the plus sign, without the Shift that many keyboards ask for.
        (
            KeyboardShortcut::new(Modifiers::COMMAND, Key::Equals),
            Command::Canvas(CanvasCommand::ZoomIn),
        ),
        (
            KeyboardShortcut::new(Modifiers::ALT, Key::Equals),
            Command::View(ViewCommand::LargerText),
        ),
        // With nothing to delete, it leads back as in a list of files.
        (
            KeyboardShortcut::new(Modifiers::NONE, Key::Backspace),
            Command::Block(BlockCommand::Leave),
        ),
    ]
}

/// Why `keys` cannot be given to a command, as a sentence.
pub fn why_reserved(keys: KeyboardShortcut) -> Option<&'static str> {
    const MOVES: [Key; 7] = [
        Key::ArrowUp,
        Key::ArrowDown,
        Key::ArrowLeft,
        Key::ArrowRight,
        Key::Tab,
        Key::Enter,
        Key::Space,
    ];
    let is_plain = !keys.modifiers.command && !keys.modifiers.alt;
    let is_arrow = MOVES[..4].contains(&keys.logical_key);
    // With Alt, arrows walk along the wires before any command hears of them.
    let walks = is_arrow && !keys.modifiers.command;
    (walks || (is_plain && MOVES.contains(&keys.logical_key))).then_some(say("keys-that-move"))
}

fn to_text(keys: KeyboardShortcut) -> String {
    let Modifiers {
        alt,
        shift,
        command,
        ..
    } = keys.modifiers;
    let held = [(command, "Ctrl+"), (alt, "Alt+"), (shift, "Shift+")];
    let held = held.iter().filter(|(is_held, _)| *is_held);
    let held: String = held.map(|(_, word)| *word).collect();
    held + keys.logical_key.name()
}

fn from_text(text: &str) -> Option<KeyboardShortcut> {
    let mut modifiers = Modifiers::NONE;
    let mut rest = text;
    for (word, modifier) in [
        ("Ctrl+", Modifiers::COMMAND),
        ("Alt+", Modifiers::ALT),
        ("Shift+", Modifiers::SHIFT),
    ] {
        if let Some(after) = rest.strip_prefix(word) {
            modifiers |= modifier;
            rest = after;
        }
    }
    let key = Key::from_name(rest)?;
    Some(KeyboardShortcut::new(modifiers, key))
}

/// Keys as a menu shows them: "Ctrl+Z", and a sign alone as it stands on its key.
pub(in crate::app) fn text_of_keys(keys: KeyboardShortcut, ctx: &egui::Context) -> String {
    if keys.modifiers.is_none() {
        keys.logical_key.symbol_or_name().to_owned()
    } else {
        ctx.format_shortcut(&keys)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::command::FileCommand;

    fn ctrl(key: Key) -> KeyboardShortcut {
        KeyboardShortcut::new(Modifiers::COMMAND, key)
    }

    #[test]
    fn keys_survive_their_text() {
        let held = [
            Modifiers::NONE,
            Modifiers::COMMAND | Modifiers::SHIFT,
            Modifiers::ALT,
        ];
        for modifiers in held {
            for key in Key::ALL {
                let keys = KeyboardShortcut::new(modifiers, *key);
                assert_eq!(from_text(&to_text(keys)), Some(keys));
            }
        }
        assert_eq!(from_text("Hyper+Q"), None);
    }

    #[test]
    fn keys_that_are_given_are_taken_from_the_command_that_had_them() {
        let mut keymap = Keymap::default();
        let keys = ctrl(Key::S);
        assert_eq!(
            keymap.owner(keys, &Command::Edit(EditCommand::Undo)),
            Some(Command::File(FileCommand::Save))
        );
        keymap.give(&Command::Edit(EditCommand::Undo), Some(keys));
        assert_eq!(keymap.keys(&Command::Edit(EditCommand::Undo)), Some(keys));
        assert_eq!(keymap.keys(&Command::File(FileCommand::Save)), None);
        keymap.reset();
        assert_eq!(keymap.keys(&Command::File(FileCommand::Save)), Some(keys));
    }

    #[test]
    fn keys_are_stored_under_names_that_stay() {
        let mut keymap = Keymap::default();
        keymap.give(&Command::File(FileCommand::SaveAs), Some(ctrl(Key::U)));
        let stored = serde_json::to_string(&keymap).unwrap();
        assert_eq!(stored, r#"{"save-as":"Ctrl+U"}"#);
    }

    #[test]
    fn keys_that_a_command_came_with_are_no_change() {
        let mut keymap = Keymap::default();
        keymap.give(&Command::File(FileCommand::Save), None);
        assert!(keymap.is_changed(&Command::File(FileCommand::Save)));
        keymap.give(&Command::File(FileCommand::Save), Some(ctrl(Key::S)));
        assert!(!keymap.has_changes());
    }

    #[test]
    fn the_second_keys_have_an_owner_too() {
        let keymap = Keymap::default();
        assert_eq!(
            keymap.owner(ctrl(Key::Y), &Command::File(FileCommand::Save)),
            Some(Command::Edit(EditCommand::Redo))
        );
    }
}
