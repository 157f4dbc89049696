//! Everything that can be asked of the window, once: menus, the command palette, shortcuts, tooltips and
//! context menus all come from this list. Never does anything itself; `apply` does.

mod availability;
mod clipboard;
mod file;
mod info;
mod keymap;
mod listed;
mod shortcuts;
mod sink;
mod stable;
mod words;

pub use availability::Availability;
pub(in crate::app) use clipboard::Held;
pub use file::FileCommand;
pub use info::Info;
pub(in crate::app) use keymap::text_of_keys;
pub use keymap::{Keymap, why_reserved};
pub use sink::Commands;

pub(in crate::app) use shortcuts::{KeyOwner, consume_shortcuts};

use crate::app::bench::BenchCommand;
use crate::app::blocks::BlockCommand;
use crate::app::canvas::CanvasCommand;
use crate::app::document::{DocumentId, Selection, SettingsChange};
use crate::app::files::{FileAnswer, FileQuestion};
use crate::app::find::FindCommand;
use crate::app::palette::PaletteItem;
use crate::app::state::{NoticeKind, Overlay, SideTab, Tab, ThemeChoice};
use crate::app::tabs::TabCommand;
use crate::graph::{Edit, Listing, Measure, NodePath};
use egui::KeyboardShortcut;
use std::path::PathBuf;

/// One thing that can be asked of the window, by a user or by a panel.
#[derive(Debug, Clone, PartialEq)]
pub enum Command {
    /// Begin an empty network.
    New,
    /// Show the presets.
    NewFromPreset,
    /// Begin with the preset of this name.
    LoadPreset(String),
    /// Ask for a file and open it.
    Open,
    /// Ask for a run folder and open what was trained in it.
    OpenRun,
    /// Open this project file or run folder.
    OpenPath(PathBuf),
    /// Save where it was saved before, or ask.
    Save,
    /// Ask where to save.
    SaveAs,
    /// Close the window.
    Quit,
    /// End the training that runs, saving it where it stands, and close the window.
    StopAndQuit,
    /// Save, then do this; the answer to the question about unsaved changes.
    SaveAnd(Box<Command>),
    /// Do this and lose the changes.
    DiscardAnd(Box<Command>),
    /// Open the lost project at this place of the list.
    Recover(usize),
    /// Forget the lost project at this place of the list.
    DiscardLost(usize),
    /// Give the network another name; what is typed until the gesture ends is one step of undo.
    RenameProject(String),
    /// Put a question for files to the user; the answer comes as [`Command::Answered`].
    AskFile(FileQuestion),
    /// The user chose files.
    Answered(FileAnswer),

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
    /// Change the graph, as one step of undo.
    Edit(Edit),
    /// Change the graph, as one step of undo, and select what that adds to the inside of this block instance; the empty
    /// path is the network itself.
    EditAndSelect(NodePath, Edit),
    /// Change the graph; edits of one unfinished gesture of this name join into one step of undo.
    Gesture(String, Edit),
    /// The gesture is finished: the mouse button is up, the field is left.
    EndGesture,
    /// Take back what the unfinished gesture has done.
    TakeBackGesture,
    /// Add a layer or block after the selected node.
    Add(PaletteItem),
    /// Keep this among what was added last.
    Remember(PaletteItem),
    /// Give this a star in the palette, or take it back.
    ToggleFavourite(PaletteItem),

    /// Learn this, in this way, from now on; one step of undo.
    ChangeSettings(SettingsChange),

    /// Look at what this edit would do, or at nothing.
    Preview(Option<Box<Edit>>),
    /// Compare the network with the version at this place of its history.
    CompareWithVersion(usize),
    /// Compare the network with what is saved of it.
    CompareWithSaved,
    /// Ask for a file and compare the network with it.
    CompareWithFile,
    /// Compare the network with a pasted summary.
    CompareWithSummary(Box<Listing>),
    /// Compare the network with nothing any more.
    StopComparing,
    /// Show the other network beside the open one, or only the open one.
    ToggleSideBySide,
    /// Show what layers cost as heat on the canvas, or nothing.
    ShowHeat(Option<Measure>),

    /// Paint in this theme.
    SetTheme(ThemeChoice),
    /// Let this command run on these keys from now on, or on none; another that had them loses them.
    SetKeys(Box<Command>, Option<KeyboardShortcut>),
    /// Let every command run on the keys that it came with.
    ResetKeys,
    /// Show or hide the small map of the network.
    ToggleMinimap,
    /// Bring this tab of the left side to the front.
    ShowSide(SideTab),
    /// Go with the keyboard to the first setting of what is selected.
    EditSettings,
    /// Let a mouse wheel over the canvas zoom, or move the view.
    ToggleWheelZoom,
    /// Let nodes that are dragged snap to the dots of the canvas, or not.
    ToggleSnapToGrid,
    /// Show or hide the left side.
    TogglePalette,
    /// Show or hide the inspector.
    ToggleInspector,
    /// Show or hide the bottom area.
    ToggleBottom,
    /// Bring this tab of the bottom area to the front.
    ShowTab(Tab),
    /// Open a dialog of the window's own.
    Show(Overlay),
    /// Close the open dialog.
    CloseOverlay,
    /// Go to the field for the name of what is selected; of the network, where nothing is.
    EditName,
    /// Tell the user, briefly, that something was done.
    Tell(String),
    /// Tell the user that something could not be done: a sentence with what to do, without a final dot.
    Complain(String),
    /// Tell something about this document, in front or not; about the whole window where there is none.
    Announce(NoticeKind, Option<DocumentId>, String),
    /// Remove the notice at this place.
    Dismiss(usize),
    /// Put this text on the clipboard.
    CopyText(String),

    /// Something about files and what the disk has done meanwhile.
    File(FileCommand),
    /// Something about tabs.
    Tab(TabCommand),
    /// Something for the bar that finds layers.
    Find(FindCommand),
    /// Something for blocks.
    Block(BlockCommand),
    /// Something for the canvas.
    Canvas(CanvasCommand),
    /// Something for data, training or prediction.
    Bench(BenchCommand),
}

impl Command {
    /// Whether another document may be in front afterwards.
    pub(in crate::app) fn shows_another_document(&self) -> bool {
        matches!(
            self,
            Self::File(_)
                | Self::New
                | Self::LoadPreset(_)
                | Self::OpenPath(_)
                | Self::Recover(_)
                | Self::Quit
                | Self::Tab(_)
        )
    }
}

impl From<CanvasCommand> for Command {
    fn from(command: CanvasCommand) -> Self {
        Self::Canvas(command)
    }
}

impl From<BlockCommand> for Command {
    fn from(command: BlockCommand) -> Self {
        Self::Block(command)
    }
}

impl From<BenchCommand> for Command {
    fn from(command: BenchCommand) -> Self {
        Self::Bench(command)
    }
}

impl From<TabCommand> for Command {
    fn from(command: TabCommand) -> Self {
        Self::Tab(command)
    }
}

impl From<Edit> for Command {
    fn from(edit: Edit) -> Self {
        Self::Edit(edit)
    }
}

impl From<Selection> for Command {
    fn from(selection: Selection) -> Self {
        Self::Select(selection)
    }
}
