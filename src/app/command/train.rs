//! What can be asked about training.

use super::Info;
use crate::engine::run::StartingPoint;
use crate::text::say;
use crate::tr;
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
    /// Start training with these weights, wherever they fit.
    StartFrom(Box<StartingPoint>),
    /// Put the network as it is now into the queue of trainings.
    Enqueue,
    /// Plan several trainings with other settings.
    PlanSweep,
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
    pub const RUNNING: [Self; 7] = [
        Self::Train,
        Self::Pause,
        Self::Stop,
        Self::Continue,
        Self::StartAnew,
        Self::Enqueue,
        Self::PlanSweep,
    ];

    /// What is done with a run.
    pub const OF_RUN: [Self; 2] = [Self::SaveChart, Self::OpenRunFolder];

    /// Its words and keys.
    pub fn info(&self) -> Info {
        match self {
            Self::Train => Info::new(say("train"), say("train-help"))
                .key(Key::F5)
                .found_by(&["fit", "learn", "model.fit", "run"]),
            Self::Resume => Info::new(say("resume"), say("resume-help")),
            Self::Continue => Info::new(say("continue"), say("continue-help")),
            Self::StartAnew => Info::new(say("start-anew"), say("start-anew-help")),
            Self::StartFrom(_) => Info::new(say("start-from-run"), say("start-from-run-help")),
            Self::Enqueue => Info::new(say("add-to-queue"), say("add-to-queue-help"))
                .found_by(&["batch", "later", "queue"]),
            Self::PlanSweep => Info::new(say("plan-sweep"), say("plan-sweep-help")).found_by(&[
                "grid",
                "hyperparameters",
                "random",
                "tuner",
            ]),
            Self::BackToTrained => Info::new(say("undo-to-trained"), say("undo-to-trained-help")),
            Self::Pause => Info::new(say("pause"), say("pause-help")).key(Key::F6),
            Self::Stop => Info::new(say("stop"), say("stop-help"))
                .key(Key::F7)
                .found_by(&["cancel", "early stopping"]),
            Self::OpenRunFolder => Info::new(say("open-run-folder"), say("open-run-folder-help")),
            Self::SaveChart => Info::new(say("save-chart"), say("save-chart-help")),
            Self::UseDevice(name) => {
                Info::new(tr!("use-device", name = %name), say("use-device-help"))
            }
        }
    }
}
