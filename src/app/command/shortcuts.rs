//! Keys to commands.

use super::{Command, Commands};
use crate::app::workbench::Workbench;
use egui::{Key, KeyboardShortcut, Modifiers};

/// Sends the command of every shortcut pressed this frame. Call it after the panels, so that a field with
/// the keyboard keeps its own keys; while a dialog or a menu is open all keys are theirs.
/// `was_typing` says that a field had the keyboard before this frame: Escape and Enter have just left it.
pub fn consume_shortcuts(
    ctx: &egui::Context,
    was_typing: bool,
    workbench: &Workbench,
    commands: &mut Commands,
) {
    if ctx.memory(|memory| memory.top_modal_layer().is_some()) || egui::Popup::is_any_open(ctx) {
        return;
    }
    let typing = was_typing || ctx.text_edit_focused();
    for (shortcut, command) in by_modifiers() {
        if typing && belongs_to_fields(shortcut) {
            continue;
        }
        if command.availability(workbench).is_ready()
            && ctx.input_mut(|input| input.consume_shortcut(&shortcut))
        {
            commands.send(command);
        }
    }
    if !typing {
        clipboard_events(ctx, workbench, commands);
    }
}

/// All shortcuts, those with more modifiers first: egui takes Ctrl+Shift+S for Ctrl+S where that is asked
/// for before.
fn by_modifiers() -> Vec<(KeyboardShortcut, Command)> {
    let with_keys = |command: Command| command.info().shortcut.map(|shortcut| (shortcut, command));
    let mut shortcuts: Vec<_> = Command::listed()
        .into_iter()
        .filter_map(with_keys)
        .collect();
    shortcuts.sort_by_key(|(shortcut, _)| !shortcut.modifiers.shift);
    shortcuts
}

/// Keys that mean something inside a text field: those without Ctrl, and the editing ones with it.
fn belongs_to_fields(shortcut: KeyboardShortcut) -> bool {
    let editing = matches!(
        shortcut.logical_key,
        Key::A | Key::C | Key::V | Key::X | Key::Z | Key::Y
    );
    shortcut.modifiers == Modifiers::NONE || editing
}

/// egui turns the system's keys for the clipboard into events of their own.
fn clipboard_events(ctx: &egui::Context, workbench: &Workbench, commands: &mut Commands) {
    let events = ctx.input(|input| input.events.clone());
    for event in events {
        let command = match event {
            egui::Event::Copy => Command::Copy,
            egui::Event::Cut => Command::Cut,
            egui::Event::Paste(text) => Command::PasteText(text),
            _ => continue,
        };
        if command.availability(workbench).is_ready() {
            commands.send(command);
        }
    }
}
