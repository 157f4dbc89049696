//! What can be asked about the history, the clipboard and the selection.

use super::{Info, Selection};
use crate::text::say;
use egui::Key;

/// One thing that a user can ask while editing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum EditCommand {
    /// Take back the last edit.
    Undo,
    /// Do again what was taken back.
    Redo,
    /// Make the version at this place of the history current.
    GoTo(usize),
    /// Copy the selected nodes and delete them.
    Cut,
    /// Copy the selected nodes.
    Copy,
    /// Ask the system for the clipboard's text.
    Paste,
    /// Ask the system for the clipboard's text, to be wired to what the copied nodes were wired to.
    PasteKeepingWires,
    /// Insert the nodes written in this text.
    PasteText(String),
    /// Insert the nodes written in this text, wired to what the copied nodes were wired to.
    PasteTextKeepingWires(String),
    /// Copy the selected nodes beside themselves.
    Duplicate,
    /// Delete the selected nodes.
    Delete,
    /// Select every node and note of the open level.
    SelectAll,
    /// Select nothing.
    SelectNone,
    /// Select exactly this.
    Select(Selection),
}

impl EditCommand {
    /// Those that stand alone, in the order of the command palette.
    pub const LISTED: [Self; 10] = [
        Self::Undo,
        Self::Redo,
        Self::Cut,
        Self::Copy,
        Self::Paste,
        Self::PasteKeepingWires,
        Self::Duplicate,
        Self::Delete,
        Self::SelectAll,
        Self::SelectNone,
    ];

    /// Its words and keys.
    pub fn info(&self) -> Info {
        match self {
            Self::Undo => Info::new(say("undo"), say("undo-help"))
                .ctrl(Key::Z)
                .named("undo"),
            Self::Redo => Info::new(say("redo"), say("redo-help"))
                .ctrl_shift(Key::Z)
                .named("redo"),
            Self::GoTo(_) => Info::new(say("go-to-version"), say("go-to-version-help")),
            Self::Cut => Info::new(say("cut"), say("cut-help"))
                .ctrl(Key::X)
                .named("cut"),
            Self::Copy => Info::new(say("copy"), say("copy-help"))
                .ctrl(Key::C)
                .named("copy"),
            Self::Paste | Self::PasteText(_) => Info::new(say("paste"), say("paste-help"))
                .ctrl(Key::V)
                .named("paste"),
            Self::PasteKeepingWires | Self::PasteTextKeepingWires(_) => {
                Info::new(say("paste-keeping-wires"), say("paste-keeping-wires-help"))
                    .ctrl_shift(Key::V)
                    .named("paste-keeping-wires")
            }
            Self::Duplicate => Info::new(say("duplicate"), say("duplicate-help"))
                .ctrl(Key::D)
                .named("duplicate"),
            Self::Delete => Info::new(say("delete"), say("delete-help"))
                .key(Key::Delete)
                .named("delete"),
            Self::SelectAll => Info::new(say("select-all"), say("select-all-layers-help"))
                .ctrl(Key::A)
                .named("select-all"),
            Self::SelectNone => Info::new(say("select-nothing"), say("select-nothing-help"))
                .key(Key::Escape)
                .named("select-none"),
            Self::Select(_) => Info::new(say("select"), say("select-help")),
        }
    }
}
