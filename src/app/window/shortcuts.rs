//! Keys to commands.

use crate::app::command::{Command, Commands, EditCommand, Keymap, Offers, second_keys};
use crate::app::held::Held;
use crate::app::keyboard::letters_are_commands;
use crate::app::widgets::undo_goes_to_document;
use egui::{Key, KeyboardShortcut, Modifiers};

/// Who gets the keys, from least to most greedy.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum KeyOwner {
    /// The window: every shortcut works.
    #[default]
    Window,
    /// A text field: it keeps the keys that mean something to it.
    Field,
    /// A dialog or menu: all keys are its own.
    Dialog,
}

impl KeyOwner {
    /// Who has the keys at this moment.
    pub fn now(ctx: &egui::Context) -> Self {
        let has_modal = ctx.memory(|memory| memory.top_modal_layer().is_some());
        if has_modal || egui::Popup::is_any_open(ctx) {
            Self::Dialog
        } else if ctx.text_edit_focused() {
            Self::Field
        } else {
            Self::Window
        }
    }
}

/// Sends the command of every shortcut pressed this frame. Call it after the panels. `before` had the keys and
/// `held` were the modifiers when the frame began: the Escape that closes a menu or leaves a field does nothing else.
/// `awaits_text` where the clipboard has been asked for its text.
pub fn consume_shortcuts(
    ctx: &egui::Context,
    (before, held): (KeyOwner, Held),
    (offers, awaits_text): (&dyn Offers, bool),
    commands: &mut Commands,
) {
    let owner = before.max(KeyOwner::now(ctx));
    if owner == KeyOwner::Dialog {
        return;
    }
    // Most frames bring no key, and whether a command can run is not always cheap to say.
    if is_key_pressed(ctx) {
        take_keys(ctx, owner, offers, commands);
    }
    if owner == KeyOwner::Window {
        clipboard_events(ctx, held, (offers, awaits_text), commands);
    }
}

fn is_key_pressed(ctx: &egui::Context) -> bool {
    let is_press =
        |event: &egui::Event| matches!(event, egui::Event::Key { pressed, .. } if *pressed);
    ctx.input(|input| input.events.iter().any(is_press))
}

fn take_keys(ctx: &egui::Context, owner: KeyOwner, offers: &dyn Offers, commands: &mut Commands) {
    let passes_undo = undo_goes_to_document(ctx);
    let letters_are_commands = letters_are_commands(ctx);
    for (shortcut, command) in by_modifiers(offers.keymap()) {
        if is_letter(shortcut) && !letters_are_commands {
            continue;
        }
        let is_undo = matches!(
            command,
            Command::Edit(EditCommand::Undo | EditCommand::Redo)
        );
        if owner == KeyOwner::Field && belongs_to_fields(shortcut) && !(is_undo && passes_undo) {
            continue;
        }
        if offers.availability(&command).is_ready()
            && ctx.input_mut(|input| input.consume_shortcut(&shortcut))
        {
            commands.send(command);
        }
    }
}

/// All shortcuts as the user has set them, those with more modifiers first: egui takes Ctrl+Shift+S for Ctrl+S where that is asked
/// for before.
fn by_modifiers(keymap: &Keymap) -> Vec<(KeyboardShortcut, Command)> {
    let with_keys = |command: Command| keymap.keys(&command).map(|keys| (keys, command));
    let mut shortcuts: Vec<_> = Command::listed()
        .into_iter()
        .filter_map(with_keys)
        .collect();
    // The user's own keys come before those that are only brought along.
    shortcuts.extend(second_keys());
    shortcuts.sort_by_key(|(shortcut, _)| {
        let Modifiers { alt, shift, .. } = shortcut.modifiers;
        std::cmp::Reverse(u8::from(alt) + u8::from(shift))
    });
    shortcuts
}

/// Keys that write something.
fn is_letter(shortcut: KeyboardShortcut) -> bool {
    let Modifiers { alt, command, .. } = shortcut.modifiers;
    let is_written = shortcut.logical_key.name().chars().count() == 1
        || matches!(
            shortcut.logical_key,
            Key::Slash | Key::OpenBracket | Key::CloseBracket
        );
    !alt && !command && is_written
}

/// Keys that mean something inside a text field: those without Ctrl, and the editing ones with it.
fn belongs_to_fields(shortcut: KeyboardShortcut) -> bool {
    let editing = matches!(
        shortcut.logical_key,
        Key::A | Key::C | Key::V | Key::W | Key::X | Key::Z | Key::Y
    );
    // Where Alt and a digit write nothing, they lead to a workspace from wherever one writes.
    let alt_writes = cfg!(target_os = "macos");
    let is_digit = shortcut.logical_key.name().parse::<u8>().is_ok();
    let leads_away = shortcut.modifiers.alt && is_digit && !alt_writes;
    !(shortcut.modifiers.command || leads_away) || editing
}

/// Text that was asked for goes where it was asked for; what keys have sent runs the command of these keys.
fn clipboard_events(
    ctx: &egui::Context,
    mut held: Held,
    (offers, awaits_text): (&dyn Offers, bool),
    commands: &mut Commands,
) {
    let events = ctx.input(|input| input.events.clone());
    for event in events {
        held.go_on(&event);
        let usual = match event {
            egui::Event::Copy => Command::Edit(EditCommand::Copy),
            egui::Event::Cut => Command::Edit(EditCommand::Cut),
            egui::Event::Paste(_) => Command::Edit(EditCommand::Paste),
            _ => continue,
        };
        let is_answer = awaits_text && usual == Command::Edit(EditCommand::Paste);
        let keys = held.keys_of(&event).filter(|_| !is_answer);
        let Some(meant) = meant_by(keys, usual, offers.keymap()) else {
            continue;
        };
        let command = match (meant, event) {
            (Command::Edit(EditCommand::Paste), egui::Event::Paste(text)) => {
                Command::Edit(EditCommand::PasteText(text))
            }
            (Command::Edit(EditCommand::PasteKeepingWires), egui::Event::Paste(text)) => {
                Command::Edit(EditCommand::PasteTextKeepingWires(text))
            }
            (command, _) => command,
        };
        if offers.availability(&command).is_ready() {
            commands.send(command);
        }
    }
}

/// What an event of the clipboard that is `usual` otherwise means, where `keys` have sent it.
fn meant_by(keys: Option<KeyboardShortcut>, usual: Command, keymap: &Keymap) -> Option<Command> {
    match keys {
        None => Some(usual),
        // Keys that only Windows takes for the clipboard mean that where they mean nothing else.
        Some(keys) if !keys.modifiers.command => keymap.runs(keys).or(Some(usual)),
        Some(keys) => keymap.runs(keys),
    }
}
