//! What can be asked about training.

use super::Info;
use egui::Key;

/// One thing that a user can ask about training.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum TrainCommand {
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
    /// Show the run folder in the desktop's file manager.
    OpenRunFolder,
    /// Ask where to save the charts.
    SaveChart,
    /// Train on the device of this name from the next training on.
    UseDevice(String),
}

impl TrainCommand {
    /// What begins and ends a training, in the order of the command palette.
    pub const RUNNING: [Self; 5] = [
        Self::Train,
        Self::Pause,
        Self::Stop,
        Self::Continue,
        Self::StartAnew,
    ];

    /// What is done with a run.
    pub const OF_RUN: [Self; 2] = [Self::SaveChart, Self::OpenRunFolder];

    /// What people who know Keras call it.
    pub const fn keywords(&self) -> &'static [&'static str] {
        match self {
            Self::Train => &["fit", "learn", "model.fit", "run"],
            Self::Stop => &["cancel", "early stopping"],
            _ => &[],
        }
    }

    /// Its words and keys.
    pub fn info(&self) -> Info {
        match self {
            Self::Train => Info::new(
                "Train",
                "Train the network on the data set; one that was trained goes on",
            )
            .key(Key::F5),
            Self::Resume => Info::new("Resume", "Go on with the training that holds"),
            Self::Continue => Info::new(
                "Continue",
                "Go on from the weights of the last training, for as many epochs as are set",
            ),
            Self::StartAnew => Info::new(
                "Start anew",
                "Train with new random weights; the last run stays in its folder",
            ),
            Self::BackToTrained => Info::new(
                "Undo to the trained network",
                "Go back in the history to the network that the weights belong to",
            ),
            Self::Pause => {
                Info::new("Pause", "Hold the training after the current batch").key(Key::F6)
            }
            Self::Stop => {
                Info::new("Stop", "End the training after the current batch").key(Key::F7)
            }
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
        }
    }
}
