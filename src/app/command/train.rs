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
    /// Show a part of the Training tab.
    ShowPage(Page),
    /// Show the run folder in the desktop's file manager.
    OpenRunFolder,
    /// Ask where to save the charts.
    SaveChart,
    /// Train on the device of this name from the next training on.
    UseDevice(String),
}

/// A part of the Training tab.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Page {
    /// What training is asked to do.
    #[default]
    Settings,
    /// Loss and accuracy.
    Curves,
    /// How well the trained network does.
    Results,
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

    /// What shows a part of the Training tab.
    pub const SHOWING: [Self; 3] = [
        Self::ShowPage(Page::Settings),
        Self::ShowPage(Page::Curves),
        Self::ShowPage(Page::Results),
    ];

    /// What is done with a run.
    pub const OF_RUN: [Self; 2] = [Self::SaveChart, Self::OpenRunFolder];

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
        }
    }
}

impl Page {
    /// Every part, from left to right.
    pub const ALL: [Self; 3] = [Self::Settings, Self::Curves, Self::Results];

    /// The word on its tab.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Settings => "Settings",
            Self::Curves => "Curves",
            Self::Results => "Results",
        }
    }

    /// For the middle of a sentence.
    pub const fn words(self) -> &'static str {
        match self {
            Self::Settings => "training settings",
            Self::Curves => "training curves",
            Self::Results => "results",
        }
    }

    /// What is there.
    pub const fn help(self) -> &'static str {
        match self {
            Self::Settings => "Optimizer, learning rate, loss, epochs and batch size",
            Self::Curves => "Loss and accuracy over the epochs",
            Self::Results => {
                "Accuracy, the confusion matrix and a row per class, on the pictures held out"
            }
        }
    }
}
