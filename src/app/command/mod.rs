//! Everything that can be asked of the window, once, area by area: menus, the command palette, shortcuts, tooltips and
//! context menus all come from these lists. Here stand a command's words, keys, name in settings and what it carries.
//! Never does anything itself, and knows no panel and no state; `apply` does, and says what can run now.

mod availability;
mod block;
mod canvas;
mod compare;
mod data;
mod diagram;
mod edit;
mod export;
mod file;
mod find;
mod handbook;
mod import;
mod info;
mod item;
mod keymap;
mod lesson;
mod listed;
mod network;
mod offers;
mod overlay;
mod panel;
mod predict;
mod question;
mod results;
mod runs;
mod saved_block;
mod selection;
mod settings_change;
mod sink;
mod tab;
mod train;
mod view;
mod window;

pub use availability::Availability;
pub use block::{BlockCommand, BlockDialog, Candidate};
pub use canvas::{Across, CanvasCommand, Choice, Side};
pub use compare::CompareCommand;
pub use data::{Copied, DataCommand, OwnPictures};
pub use diagram::DiagramCommand;
pub use edit::EditCommand;
pub use export::ExportCommand;
pub use file::FileCommand;
pub use find::{FindCommand, What};
pub use handbook::HandbookCommand;
pub use import::ImportCommand;
pub use info::Info;
pub use item::PaletteItem;
pub use keymap::{Keymap, why_reserved};
pub(in crate::app) use keymap::{second_keys, text_of_keys};
pub use lesson::{LessonCommand, LessonPlace};
pub use network::NetworkCommand;
pub use offers::Offers;
pub use overlay::{DiskQuestion, LostProject, Overlay, UnsavedDocument};
pub use panel::{Group, LayoutNode, LayoutPart, Panel, PanelCommand, Workspace};
pub use predict::PredictCommand;
pub use question::{
    FileAnswer, FileFilter, FilePurpose, FileQuestion, FileWay, LessonFile, TrainingFile,
};
pub use results::{MeasuredOn, ResultsCommand};
pub use runs::RunsCommand;
pub use saved_block::SavedBlock;
pub use selection::{NotePath, Selection};
pub use settings_change::SettingsChange;
pub use sink::Commands;
pub use tab::{DocumentId, TabCommand};
pub use train::{TrainCommand, Trial};
pub use view::{LanguageChoice, TextSize, ThemeChoice, ViewCommand};
pub use window::{NoticeKind, WindowCommand};

use crate::graph::Edit;

/// The one list of areas: every area's commands are commands, with words, keys and a name in settings.
macro_rules! areas {
    ($(#[$of_area:meta] $area:ident($command:ident),)*) => {
        /// One thing that can be asked of the window, by a user or by a panel.
        #[derive(Debug, Clone, PartialEq)]
        pub enum Command {
            $(#[$of_area] $area($command),)*
        }

        impl Command {
            /// Its words and keys.
            pub fn info(&self) -> Info {
                match self {
                    $(Self::$area(command) => command.info(),)*
                }
            }
        }

        $(impl From<$command> for Command {
            fn from(command: $command) -> Self {
                Self::$area(command)
            }
        })*
    };
}

areas! {
    /// Files: open, save, leave.
    File(FileCommand),
    /// Files of other programs.
    Import(ImportCommand),
    /// The open documents.
    Tab(TabCommand),
    /// Undo, the clipboard, the selection.
    Edit(EditCommand),
    /// The network and what is set for it.
    Network(NetworkCommand),
    /// Blocks.
    Block(BlockCommand),
    /// The canvas, and what is done to nodes there.
    Canvas(CanvasCommand),
    /// The bar that finds layers.
    Find(FindCommand),
    /// The comparison with something else.
    Compare(CompareCommand),
    /// Panels and workspaces.
    Panel(PanelCommand),
    /// What shows, and how.
    View(ViewCommand),
    /// Dialogs, messages, and what the user has set for every network.
    Window(WindowCommand),
    /// The data set.
    Data(DataCommand),
    /// Training.
    Train(TrainCommand),
    /// How well the network does.
    Results(ResultsCommand),
    /// The list of runs.
    Runs(RunsCommand),
    /// Own pictures.
    Predict(PredictCommand),
    /// The network as a picture in a file.
    Diagram(DiagramCommand),
    /// The network as a file of another program.
    Export(ExportCommand),
    /// Lessons.
    Lesson(LessonCommand),
    /// The handbook.
    Handbook(HandbookCommand),
}

impl Command {
    /// Whether another document may be in front afterwards.
    pub(in crate::app) fn shows_another_document(&self) -> bool {
        match self {
            Self::File(command) => command.shows_another_document(),
            Self::Import(command) => command.shows_another_document(),
            Self::Tab(_) => true,
            _ => false,
        }
    }
}

impl From<Edit> for Command {
    fn from(edit: Edit) -> Self {
        Self::Network(NetworkCommand::Edit(edit))
    }
}

impl From<Selection> for Command {
    fn from(selection: Selection) -> Self {
        Self::Edit(EditCommand::Select(selection))
    }
}
