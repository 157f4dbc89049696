//! What can be asked about the history, the clipboard and the selection.

use super::{Info, Selection};
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
            Self::Undo => Info::new("Undo", "Take back the last edit").ctrl(Key::Z),
            Self::Redo => Info::new("Redo", "Do again what was taken back").ctrl_shift(Key::Z),
            Self::GoTo(_) => Info::new("Go to version", "Make this version the current one"),
            Self::Cut => Info::new("Cut", "Copy the selected layers and delete them").ctrl(Key::X),
            Self::Copy => Info::new("Copy", "Copy the selected layers").ctrl(Key::C),
            Self::Paste | Self::PasteText(_) => {
                Info::new("Paste", "Insert the copied layers").ctrl(Key::V)
            }
            Self::PasteKeepingWires | Self::PasteTextKeepingWires(_) => Info::new(
                "Paste keeping wires",
                "Insert the copied layers, wired to what the originals got their data from",
            )
            .ctrl_shift(Key::V),
            Self::Duplicate => {
                Info::new("Duplicate", "Copy the selected layers beside themselves").ctrl(Key::D)
            }
            Self::Delete => Info::new("Delete", "Delete the selected layers").key(Key::Delete),
            Self::SelectAll => Info::new("Select all", "Select every layer").ctrl(Key::A),
            Self::SelectNone => Info::new("Select nothing", "Clear the selection").key(Key::Escape),
            Self::Select(_) => Info::new("Select", "Select on the canvas"),
        }
    }
}
