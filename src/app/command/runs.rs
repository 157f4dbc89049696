//! What can be asked about runs in a list.

use super::Info;
use crate::engine::run::RunLabel;
use crate::text::say;
use crate::tr;
use std::path::PathBuf;

/// One thing that a user can ask about a run in the list. Opening one is a matter of files.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum RunsCommand {
    /// Look again which runs there are.
    Refresh,
    /// Write beside a run what its owner says of it.
    Label(PathBuf, Box<RunLabel>),
    /// Move a run into the trash beside it.
    Delete(PathBuf),
    /// Move a run out of the trash.
    Restore(PathBuf),
    /// Show a run's folder in the desktop's file manager.
    ShowFolder(PathBuf),
    /// Choose which weights of a run the network in front is to begin with; those of an epoch first, where they were kept.
    ChooseStart(PathBuf, Option<usize>),
    /// Repeat a run in a folder of its own.
    RunAgain(PathBuf),
    /// Open the network and the settings that made an epoch of a run, with the weights after it where they were kept.
    OpenAt(PathBuf, usize),
    /// Ask where to write runs as TensorBoard reads them.
    AskForTensorBoard(Vec<PathBuf>),
    /// Begin the runs that wait, one after the other.
    StartQueue,
    /// Begin none of them any more.
    HoldQueue,
    /// Have a run that waits begin before the one before it, or after the one after it.
    MoveInQueue(PathBuf, bool),
    /// Ask where to save a run's report.
    SaveReport(PathBuf),
}

impl RunsCommand {
    /// What is done with the runs that wait.
    pub const QUEUE: [Self; 2] = [Self::StartQueue, Self::HoldQueue];

    /// Its words and keys.
    pub fn info(&self) -> Info {
        match self {
            Self::Refresh => Info::new(say("refresh-runs"), say("refresh-runs-help")),
            Self::Label(..) => Info::new(say("label-run"), say("label-run-help")),
            Self::Delete(_) => Info::new(say("delete-run"), say("delete-run-help")),
            Self::Restore(_) => Info::new(say("restore-run"), say("restore-run-help")),
            Self::ShowFolder(_) => Info::new(say("open-run-folder"), say("open-run-folder-help")),
            Self::ChooseStart(..) => Info::new(say("start-from-run"), say("start-from-run-help")),
            Self::RunAgain(_) => Info::new(say("run-again"), say("run-again-help")),
            Self::OpenAt(_, epoch) => {
                let label = tr!("open-at-epoch", epoch = *epoch);
                Info::new(label, say("open-at-epoch-help"))
            }
            Self::StartQueue => {
                Info::new(say("start-queue"), say("start-queue-help")).named("start-queue")
            }
            Self::HoldQueue => {
                Info::new(say("hold-queue"), say("hold-queue-help")).named("hold-queue")
            }
            Self::MoveInQueue(_, true) => {
                Info::new(say("earlier-in-queue"), say("earlier-in-queue-help"))
            }
            Self::MoveInQueue(_, false) => {
                Info::new(say("later-in-queue"), say("later-in-queue-help"))
            }
            Self::AskForTensorBoard(_) => {
                Info::new(say("export-tensorboard"), say("export-tensorboard-help"))
            }
            Self::SaveReport(_) => Info::new(say("save-report"), say("save-report-help")),
        }
    }
}
