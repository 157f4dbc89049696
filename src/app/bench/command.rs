//! What can be asked of the bench.

use super::training::Page;
use crate::app::command::{Availability, Info};
use crate::app::look::icon::Icon;
use crate::app::workbench::Workbench;
use crate::data::{DataSource, Role};
use egui::Key;

/// One thing that a user can ask of the bench.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum BenchCommand {
    /// What the main button does: go on with what holds or was trained, else start.
    Train,
    /// Go on with a training that holds.
    Resume,
    /// Go on with the last run, from its weights and what its optimizer remembers.
    Continue,
    /// Start training with random weights.
    StartAnew,
    /// Make the network again what it was when it was trained.
    BackToTrained,
    /// Hold the training after the current batch.
    Pause,
    /// End the training after the current batch.
    Stop,
    /// Show a part of the Training tab.
    ShowPage(Page),
    /// Show the run folder in the desktop's file manager.
    OpenRunFolder,
    /// Ask where to save the charts.
    SaveChart,
    /// Train on the device of this name from the next training on.
    UseDevice(String),
    /// Learn from this data set.
    UseData(DataSource),
    /// Choose a data set from files.
    OpenData,
    /// Choose a folder as data set.
    OpenDataFolder,
    /// Choose other data for a held-out part.
    OpenPart {
        /// The part.
        role: Role,
        /// Whether it is a folder.
        is_folder: bool,
    },
    /// Give up reading a data set.
    CancelData,
    /// Ask for pictures and classify them.
    OpenPictures,
    /// Classify the picture on the clipboard.
    PastePicture,
    /// Show the dialog that saves the network as a picture.
    ExportDiagram,
    /// Close that dialog.
    CloseDiagram,
    /// Ask where to save the diagram.
    SaveDiagram,
}

/// What a file question of the bench is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BenchFile {
    /// A data set.
    Data,
    /// Other data for a held-out part.
    Part(Role),
    /// Pictures to classify.
    Pictures,
    /// Dropped onto the window: pictures, or a data set.
    Dropped,
    /// Where to save the diagram.
    Diagram,
    /// Where to save a chart.
    Chart,
}

impl BenchCommand {
    /// Those that stand alone, in the order of the command palette.
    pub const LISTED: &'static [Self] = &[
        Self::Train,
        Self::Pause,
        Self::Stop,
        Self::Continue,
        Self::StartAnew,
        Self::ShowPage(Page::Settings),
        Self::ShowPage(Page::Curves),
        Self::ShowPage(Page::Results),
        Self::OpenData,
        Self::OpenDataFolder,
        Self::OpenPictures,
        Self::PastePicture,
        Self::SaveChart,
        Self::OpenRunFolder,
        Self::ExportDiagram,
    ];

    /// What people who know Keras call it.
    pub const fn keywords(&self) -> &'static [&'static str] {
        match self {
            Self::Train => &["fit", "learn", "model.fit", "run"],
            Self::Stop => &["cancel", "early stopping"],
            Self::ShowPage(Page::Settings) => &[
                "compile",
                "optimizer",
                "loss",
                "learning rate",
                "epochs",
                "batch size",
                "hyperparameters",
                "adam",
                "sgd",
                "model.compile",
            ],
            Self::ShowPage(Page::Curves) => {
                &["history", "loss curve", "learning curve", "plot", "charts"]
            }
            Self::ShowPage(Page::Results) => &[
                "evaluate",
                "confusion matrix",
                "metrics",
                "accuracy",
                "precision",
                "recall",
                "f1",
                "classification report",
                "model.evaluate",
            ],
            Self::OpenData | Self::OpenDataFolder => &["dataset", "load data", "import data"],
            Self::OpenPictures | Self::PastePicture => {
                &["predict", "classify", "inference", "model.predict"]
            }
            Self::ExportDiagram => &["plot_model", "save as picture"],
            _ => &[],
        }
    }

    /// Its words and keys.
    #[expect(clippy::too_many_lines, reason = "a table with one command per line")]
    pub fn info(&self) -> Info {
        match self {
            Self::Train => Info::new(
                "Train",
                "Train the network on the data set; one that was trained goes on",
            )
            .key(Key::F5)
            .icon(Icon::Play),
            Self::Resume => {
                Info::new("Resume", "Go on with the training that holds").icon(Icon::Play)
            }
            Self::Continue => Info::new(
                "Continue",
                "Go on from the weights of the last training, for as many epochs as are set",
            )
            .icon(Icon::Play),
            Self::StartAnew => Info::new(
                "Start anew",
                "Train with new random weights; the last run stays in its folder",
            ),
            Self::BackToTrained => Info::new(
                "Undo to the trained network",
                "Go back in the history to the network that the weights belong to",
            ),
            Self::Pause => {
                let info = Info::new("Pause", "Hold the training after the current batch");
                info.key(Key::F6).icon(Icon::Pause)
            }
            Self::Stop => {
                Info::new("Stop", "End the training after the current batch").key(Key::F7)
            }
            Self::ShowPage(page) => Info::new(format!("Show {}", page.words()), page.help()),
            Self::OpenRunFolder => {
                Info::new("Open run folder", "Show the files of the last training")
            }
            Self::SaveChart => {
                Info::new("Save chart…", "Save loss and accuracy as PNG, SVG or CSV")
            }
            Self::UseDevice(name) => Info::new(
                format!("Use {name}"),
                "Compute on this device from the next training on",
            ),
            Self::UseData(source) => Info::new(
                format!("Use {}", source.words()),
                "Learn from this data set",
            ),
            Self::OpenData => Info::new("Open data…", "Choose a data set from files"),
            Self::OpenDataFolder => Info::new(
                "Open data folder…",
                "Choose a folder of pictures as data set",
            ),
            Self::OpenPart { role, .. } => Info::new(
                format!("Open {role} data…"),
                "Choose other data for this part",
            ),
            Self::CancelData => Info::new("Cancel", "Give up reading the data set"),
            Self::OpenPictures => {
                Info::new("Open pictures…", "Ask the network about your own pictures")
                    .ctrl_shift(Key::O)
            }
            Self::PastePicture => Info::new(
                "Paste picture",
                "Ask the network about the picture on the clipboard",
            ),
            Self::ExportDiagram => Info::new(
                "Export diagram…",
                "Save the network as an SVG or PNG picture",
            )
            .ctrl_shift(Key::D),
            Self::CloseDiagram => Info::new("Close", "Close the dialog"),
            Self::SaveDiagram => Info::new("Save diagram…", "Choose where to save the diagram"),
        }
    }

    /// Whether it can run now, and if not, why.
    pub fn availability(&self, workbench: &Workbench) -> Availability {
        let learning = &workbench.front().learning;
        match self {
            Self::Train if learning.is_busy() && !learning.is_paused() => {
                Availability::Blocked("Training is under way".into())
            }
            Self::StartAnew if learning.is_busy() => {
                Availability::Blocked("Training is under way".into())
            }
            Self::Continue => match learning.obstacle_to_going_on(workbench.document()) {
                Some(reason) => Availability::Blocked(reason.into()),
                None => Availability::Ready,
            },
            Self::Train | Self::StartAnew | Self::ExportDiagram | Self::SaveDiagram => {
                Availability::when(
                    !workbench.document().is_empty(),
                    "The network is empty; begin with a preset",
                )
            }
            Self::Pause if learning.is_running() => Availability::Ready,
            Self::Stop if learning.is_busy() => Availability::Ready,
            Self::Pause | Self::Stop => Availability::Blocked(match workbench.training() {
                Some(other) => format!(
                    "{} is being trained in another tab; show it first",
                    other.name
                )
                .into(),
                None => "Nothing is being trained".into(),
            }),
            Self::SaveChart => Availability::when(
                learning.has_curves(),
                "There are no curves yet; train first",
            ),
            Self::OpenRunFolder => Availability::when(
                learning.run_folder().is_some(),
                "There is no run yet; train first",
            ),
            _ => Availability::Ready,
        }
    }
}
