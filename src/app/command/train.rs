//! What can be asked about training.

use super::Info;
use crate::engine::run::StartingPoint;
use crate::text::say;
use crate::tr;
use egui::Key;

/// One thing that a user can ask about training.
#[derive(Debug, Clone, PartialEq)]
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
    /// Ask for how many classes the network in front is to have another head.
    AskForHead,
    /// Give the network another head for so many classes, and freeze the layers before it or not; one step of undo.
    ReplaceHead {
        /// How many classes.
        class_count: usize,
        /// Whether the layers before the head are frozen.
        freezes_base: bool,
    },
    /// Plan several trainings with other settings.
    PlanSweep,
    /// Make the network again what it was when it was trained.
    BackToTrained,
    /// Hold the training after the current batch.
    Pause,
    /// Take one batch and hold.
    StepOnce,
    /// Save where the training stands.
    CheckpointNow,
    /// Take steps of this size from the next batch of the training on.
    SetLearningRate(f64),
    /// End the training after the current batch.
    Stop,
    /// Try out learning rates.
    FindRate,
    /// Measure a few batches, to tell how long a training will take.
    DryRun,
    /// End what is being tried out, and forget what was found.
    EndTrial(Trial),
    /// Show the run folder in the desktop's file manager.
    OpenRunFolder,
    /// Ask where to save the charts.
    SaveChart,
    /// Ask where to save the report of the run.
    SaveReport,
    /// Open Plain20 and ResNet20, train both by the same settings and show them side by side.
    PlainBesideResidual,
    /// Train on the device of this name from the next training on.
    UseDevice(String),
    /// Ask for a device of another machine.
    #[cfg(feature = "remote")]
    AskForRemote,
}

/// What can be tried out before a training.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Trial {
    /// Learning rates.
    Rates,
    /// A few batches.
    Estimate,
}

/// What people who know Keras and PyTorch call it.
const TRANSFERRING: [&str; 6] = [
    "transfer",
    "fine-tuning",
    "finetune",
    "freeze",
    "include_top",
    "classifier",
];

impl TrainCommand {
    /// What begins and ends a training, in the order of the command palette.
    pub const RUNNING: [Self; 7] = [
        Self::Train,
        Self::Pause,
        Self::StepOnce,
        Self::CheckpointNow,
        Self::Stop,
        Self::Continue,
        Self::StartAnew,
    ];

    /// What a network that has learned is put to use by for other classes.
    pub const TRANSFER: [Self; 1] = [Self::AskForHead];

    /// What is tried out before a training, or varied from one to the next.
    pub const TRIALS: [Self; 3] = [Self::PlanSweep, Self::FindRate, Self::DryRun];

    /// Where else it could be trained.
    #[cfg(feature = "remote")]
    pub const ELSEWHERE: [Self; 1] = [Self::AskForRemote];
    /// A build without it knows no other machines.
    #[cfg(not(feature = "remote"))]
    pub const ELSEWHERE: [Self; 0] = [];

    /// What is done with a run.
    pub const OF_RUN: [Self; 3] = [Self::SaveChart, Self::SaveReport, Self::OpenRunFolder];

    /// What is shown by training.
    pub const SHOWN: [Self; 1] = [Self::PlainBesideResidual];

    /// Its words and keys.
    #[expect(clippy::too_many_lines, reason = "one arm for each command")]
    pub fn info(&self) -> Info {
        match self {
            Self::Train => Info::new(say("train"), say("train-help"))
                .key(Key::F5)
                .found_by(&["fit", "learn", "model.fit", "run"])
                .named("train"),
            Self::Resume => Info::new(say("resume"), say("resume-help")),
            Self::Continue => {
                Info::new(say("continue"), say("continue-help")).named("continue-training")
            }
            Self::StartAnew => {
                Info::new(say("start-anew"), say("start-anew-help")).named("train-anew")
            }
            Self::StartFrom(_) => Info::new(say("start-from-run"), say("start-from-run-help")),
            Self::Enqueue => Info::new(say("add-to-queue"), say("add-to-queue-help"))
                .found_by(&["batch", "later", "queue"])
                .named("add-to-queue"),
            Self::AskForHead => Info::new(say("replace-head"), say("replace-head-help"))
                .found_by(&TRANSFERRING)
                .named("replace-head"),
            Self::ReplaceHead { .. } => Info::new(say("replace-head-do"), say("replace-head-help")),
            Self::PlanSweep => Info::new(say("plan-sweep"), say("plan-sweep-help"))
                .found_by(&["grid", "hyperparameters", "random", "sweep", "tuner"])
                .named("plan-sweep"),
            Self::BackToTrained => Info::new(say("undo-to-trained"), say("undo-to-trained-help")),
            Self::Pause => Info::new(say("pause"), say("pause-help"))
                .key(Key::F6)
                .named("pause"),
            Self::StepOnce => Info::new(say("step-once"), say("step-once-help"))
                .key(Key::F8)
                .found_by(&["step"])
                .named("step-once"),
            Self::CheckpointNow => Info::new(say("checkpoint-now"), say("checkpoint-now-help"))
                .key(Key::F9)
                .found_by(&["weights"])
                .named("checkpoint-now"),
            Self::SetLearningRate(rate) => {
                Info::new(tr!("set-rate-now", rate = *rate), say("set-rate-now-help"))
            }
            Self::FindRate => Info::new(say("find-rate"), say("find-rate-help"))
                .found_by(&["lr", "finder", "range"])
                .named("find-rate"),
            Self::DryRun => Info::new(say("dry-run"), say("dry-run-help"))
                .found_by(&["estimate", "duration", "memory"])
                .named("dry-run"),
            Self::EndTrial(_) => Info::new(say("trial-close"), say("trial-close-help")),
            Self::Stop => Info::new(say("stop"), say("stop-help"))
                .key(Key::F7)
                .found_by(&["cancel", "early stopping"])
                .named("stop"),
            Self::OpenRunFolder => Info::new(say("open-run-folder"), say("open-run-folder-help"))
                .named("open-run-folder"),
            Self::SaveChart => {
                Info::new(say("save-chart"), say("save-chart-help")).named("save-chart")
            }
            Self::SaveReport => {
                Info::new(say("save-report"), say("save-report-help")).named("save-report")
            }
            Self::PlainBesideResidual => Info::new(
                say("plain-beside-residual"),
                say("plain-beside-residual-help"),
            )
            .found_by(&["vanishing", "skip", "shortcut", "degradation"])
            .named("plain-beside-residual"),
            Self::UseDevice(name) => {
                Info::new(tr!("use-device", name = %name), say("use-device-help"))
            }
            #[cfg(feature = "remote")]
            Self::AskForRemote => Info::new(say("remote-add"), say("remote-add-help"))
                .found_by(&["cluster", "gpu", "server", "ssh"])
                .named("add-remote-device"),
        }
    }
}
