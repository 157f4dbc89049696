//! What can be asked of the bench.

use crate::app::command::{Availability, Info};
use crate::app::workbench::Workbench;
use egui::Key;

/// One thing that a user can ask of the bench.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum BenchCommand {
    /// Start training, or go on.
    Train,
    /// Hold the training after the current batch.
    Pause,
    /// End the training after the current batch.
    Stop,
    /// Choose a data set from files.
    OpenData,
    /// Ask for pictures and classify them.
    OpenPictures,
    /// Classify the picture on the clipboard.
    PastePicture,
    /// Show the dialog that saves the network as a picture.
    ExportDiagram,
}

/// What a file question of the bench is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BenchFile {
    /// A data set.
    Data,
    /// Pictures to classify.
    Pictures,
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
        Self::OpenData,
        Self::OpenPictures,
        Self::PastePicture,
        Self::ExportDiagram,
    ];

    /// Its words and keys.
    pub fn info(&self) -> Info {
        match self {
            Self::Train => Info::new("Train", "Train the network on the data set").key(Key::F5),
            Self::Pause => {
                Info::new("Pause", "Hold the training after the current batch").key(Key::F6)
            }
            Self::Stop => {
                Info::new("Stop", "End the training after the current batch").key(Key::F7)
            }
            Self::OpenData => Info::new("Open data…", "Choose a data set from files"),
            Self::OpenPictures => {
                Info::new("Open pictures…", "Ask the network about your own pictures")
                    .ctrl_shift(Key::O)
            }
            Self::PastePicture => Info::new(
                "Paste picture",
                "Ask the network about the picture on the clipboard",
            )
            .ctrl_shift(Key::V),
            Self::ExportDiagram => Info::new(
                "Export diagram…",
                "Save the network as an SVG or PNG picture",
            )
            .ctrl_shift(Key::D),
        }
    }

    /// Whether it can run now, and if not, why.
    pub fn availability(&self, workbench: &Workbench) -> Availability {
        match self {
            Self::Train | Self::ExportDiagram => Availability::when(
                !workbench.state.document.is_empty(),
                "The network is empty; begin with a preset",
            ),
            Self::Pause | Self::Stop => Availability::Blocked("Nothing is being trained".into()),
            _ => Availability::Ready,
        }
    }
}
