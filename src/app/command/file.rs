//! What can be asked around files: open, save and leave, and answers to what the disk has done meanwhile.

use super::{Command, DocumentId, FileAnswer, FileQuestion, Info};
use egui::Key;
use std::path::PathBuf;

/// One thing that a user can ask of files.
#[derive(Debug, Clone, PartialEq)]
pub enum FileCommand {
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
    /// Open a file that another window has, as a network that was never saved.
    OpenCopy(PathBuf),
    /// Open a file although another window has it.
    OpenToo(PathBuf),
    /// Take these, which were dropped onto the window or pasted, for what they are: projects, runs, data, pictures.
    Take(Vec<PathBuf>),
    /// Save where it was saved before, or ask.
    Save,
    /// Ask where to save.
    SaveAs,
    /// Save over a file that is there already.
    SaveAt(PathBuf),
    /// Keep the network although its file has changed, and write it over that.
    SaveOver,
    /// Write the network where its file was.
    SaveAgain,
    /// Take the file as it is now for the network; undo takes that back.
    Reload,
    /// Keep the network although its file has changed; what is in the file now will be overwritten by the next save.
    KeepMine,
    /// Close the window.
    Quit,
    /// End the training that runs, saving it where it stands, and close the window.
    StopAndQuit,
    /// Save, then do this; the answer to the question about unsaved changes.
    SaveAnd(Box<Command>),
    /// Do this and lose the changes.
    DiscardAnd(Box<Command>),
    /// Save these documents, lose the changes of the others, and do this.
    SaveEach {
        /// Those to save.
        save: Vec<DocumentId>,
        /// Those to give up.
        discard: Vec<DocumentId>,
        /// What follows.
        next: Box<Command>,
    },
    /// Open the lost project at this place of the list.
    Recover(usize),
    /// Open all work that a crash has left.
    RecoverAll,
    /// Forget the lost project at this place of the list.
    DiscardLost(usize),
    /// Put a question for files to the user; the answer comes as [`FileCommand::Answered`].
    Ask(FileQuestion),
    /// The user chose files.
    Answered(FileAnswer),
}

impl FileCommand {
    /// Those that stand alone and do not close the window, in the order of the command palette.
    pub const LISTED: [Self; 6] = [
        Self::New,
        Self::NewFromPreset,
        Self::Open,
        Self::OpenRun,
        Self::Save,
        Self::SaveAs,
    ];

    /// Whether another document may be in front afterwards.
    pub(super) fn shows_another_document(&self) -> bool {
        match self {
            Self::NewFromPreset
            | Self::Open
            | Self::OpenRun
            | Self::Save
            | Self::SaveAs
            | Self::StopAndQuit
            | Self::SaveAnd(_)
            | Self::DiscardAnd(_)
            | Self::DiscardLost(_)
            | Self::Take(_)
            | Self::Ask(_)
            | Self::Answered(_) => false,
            Self::New
            | Self::LoadPreset(_)
            | Self::OpenPath(_)
            | Self::OpenCopy(_)
            | Self::OpenToo(_)
            | Self::SaveAt(_)
            | Self::SaveOver
            | Self::SaveAgain
            | Self::Reload
            | Self::KeepMine
            | Self::Quit
            | Self::SaveEach { .. }
            | Self::Recover(_)
            | Self::RecoverAll => true,
        }
    }

    /// Its words and keys.
    #[expect(clippy::too_many_lines, reason = "a table with one command per line")]
    pub fn info(&self) -> Info {
        match self {
            Self::New => {
                Info::new("New", "Begin an empty network in a tab of its own").ctrl(Key::N)
            }
            Self::NewFromPreset => Info::new(
                "New from preset…",
                "Begin with HappyModel, ResNet50 or another preset",
            )
            .ctrl_shift(Key::N),
            Self::LoadPreset(name) => {
                Info::new(format!("New from {name}"), "Begin with this preset")
            }
            Self::Open => Info::new("Open…", "Open a project file").ctrl(Key::O),
            Self::OpenRun => Info::new(
                "Open run…",
                "Open a run folder: the network as trained, with its curves and weights",
            ),
            Self::OpenPath(path) => Info::new(format!("Open {}", path.display()), "Open this file"),
            Self::Take(_) => Info::new("Open", "Open these files"),
            Self::Save => Info::new("Save", "Save the project").ctrl(Key::S),
            Self::SaveAs => {
                Info::new("Save as…", "Save the project under another name").ctrl_shift(Key::S)
            }
            Self::Quit => Info::new("Quit", "Close Netsmith").ctrl(Key::Q),
            Self::StopAndQuit => Info::new(
                "Stop and quit",
                "Save the run where it stands, then close Netsmith",
            ),
            Self::Ask(_) | Self::Answered(_) => Info::new("Choose a file…", "Choose a file"),
            Self::SaveAnd(_) => Info::new("Save changes", "Save the changes, then go on"),
            Self::DiscardAnd(_) => Info::new("Do not save", "Go on without the changes"),
            Self::SaveEach { discard, .. } if discard.is_empty() => {
                Info::new("Save all", "Save every network of the list, then go on")
            }
            Self::SaveEach { save, .. } if save.is_empty() => {
                Info::new("Do not save", "Go on without the changes")
            }
            Self::SaveEach { .. } => Info::new(
                "Save the ticked ones",
                "Save what is ticked, lose the changes of the others, then go on",
            ),
            Self::Recover(_) => Info::new("Recover", "Open work that a crash has left"),
            Self::RecoverAll => Info::new("Recover all", "Open all work that a crash has left"),
            Self::DiscardLost(_) => Info::new("Discard", "Forget work that a crash has left"),
            Self::Reload => Info::new(
                "Reload",
                "Show the network as it is on the disk; undo brings yours back",
            ),
            Self::KeepMine => Info::new(
                "Keep mine",
                "Keep the network as it is here; the next save overwrites what is on the disk",
            ),
            Self::SaveOver => Info::new(
                "Save mine over it",
                "Overwrite what is on the disk with the network as it is here",
            ),
            Self::SaveAgain => Info::new("Save it again", "Write the network where its file was"),
            Self::SaveAt(_) => Info::new("Replace", "Overwrite the file that is there"),
            Self::OpenCopy(_) => Info::new(
                "Open a copy",
                "Open the network as one that was never saved, to be saved under another name",
            ),
            Self::OpenToo(_) => Info::new(
                "Open it here too",
                "Open the file in both windows; a save asks first where the other one has saved meanwhile",
            ),
        }
    }
}
