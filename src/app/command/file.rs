//! What can be asked around files: open, save and leave, and answers to what the disk has done meanwhile.

use super::{Command, DocumentId, FileAnswer, FileQuestion, Info};
use crate::text::say;
use crate::tr;
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
    pub fn info(&self) -> Info {
        match self {
            Self::New => Info::new(say("new"), say("new-help"))
                .ctrl(Key::N)
                .named("new"),
            Self::NewFromPreset => Info::new(say("new-from-preset"), say("presets-help"))
                .ctrl_shift(Key::N)
                .named("new-from-preset"),
            Self::LoadPreset(name) => {
                Info::new(tr!("new-from", name = %name), say("new-from-help"))
            }
            Self::Open => Info::new(say("open"), say("open-project-file"))
                .ctrl(Key::O)
                .named("open"),
            Self::OpenRun => Info::new(say("open-run"), say("open-run-help")).named("open-run"),
            Self::OpenPath(path) => Info::new(
                tr!("open-path", path = %path.display()),
                say("open-this-file"),
            ),
            Self::Take(_) => Info::new(say("open-plain"), say("open-these-files")),
            Self::Save => Info::new(say("save-plain"), say("save-help"))
                .ctrl(Key::S)
                .named("save"),
            Self::SaveAs => Info::new(say("save-as"), say("save-as-help"))
                .ctrl_shift(Key::S)
                .named("save-as"),
            Self::Quit => Info::new(say("quit"), say("quit-help"))
                .ctrl(Key::Q)
                .named("quit"),
            Self::StopAndQuit => Info::new(say("stop-and-quit"), say("stop-and-quit-help")),
            Self::Ask(_) | Self::Answered(_) => {
                Info::new(say("choose-a-file"), say("choose-a-file-help"))
            }
            Self::SaveAnd(_) => Info::new(say("save-changes"), say("save-changes-help")),
            Self::DiscardAnd(_) => Info::new(say("do-not-save"), say("do-not-save-help")),
            Self::SaveEach { discard, .. } if discard.is_empty() => {
                Info::new(say("save-all"), say("save-all-help"))
            }
            Self::SaveEach { save, .. } if save.is_empty() => {
                Info::new(say("do-not-save"), say("do-not-save-help"))
            }
            Self::SaveEach { .. } => Info::new(say("save-ticked"), say("save-ticked-help")),
            Self::Recover(_) => Info::new(say("recover"), say("recover-help")),
            Self::RecoverAll => Info::new(say("recover-all"), say("recover-all-help")),
            Self::DiscardLost(_) => Info::new(say("discard"), say("discard-help")),
            Self::Reload => Info::new(say("reload"), say("reload-help")),
            Self::KeepMine => Info::new(say("keep-mine"), say("keep-mine-help")),
            Self::SaveOver => Info::new(say("save-mine-over"), say("save-mine-over-help")),
            Self::SaveAgain => Info::new(say("save-again"), say("save-again-help")),
            Self::SaveAt(_) => Info::new(say("replace"), say("replace-file-help")),
            Self::OpenCopy(_) => Info::new(say("open-a-copy"), say("open-a-copy-help")),
            Self::OpenToo(_) => Info::new(say("open-here-too"), say("open-here-too-help")),
        }
    }
}
