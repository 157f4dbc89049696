//! All runs of some folders, as a list to look at: how each stands, what it was trained by, how it went, and what its
//! owner has written beside it.

use std::fs;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use super::error::RunError;
use super::folder::{RunFolder, SWEEP};
use super::history::{EpochRecord, best_epoch};
use super::lock::RunLock;
use super::manifest::{RateMark, RunState};
use super::waiting::{Waiting, waiting_project};
use crate::files;
use crate::project::TrainingSettings;
use crate::text::Message;

/// Where runs lie that were deleted, inside of the folder that they were in.
const TRASH: &str = ".trash";
/// What the owner says of a run, inside of its folder.
const LABEL: &str = "label.json";
/// A name and a note of some lines.
const LARGEST_LABEL: u64 = 64 * 1024;
/// More runs than this in one folder are not read.
const MOST_RUNS: usize = 10_000;

/// What the owner of a run has written beside it; the run itself never changes.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct RunLabel {
    /// A name in place of the folder's.
    pub name: String,
    /// What is worth remembering.
    pub note: String,
    /// Its color in charts, by its place in the palette; `None` for the next free one.
    pub color: Option<usize>,
    /// Whether it has a star.
    pub is_starred: bool,
}

/// One run of a list.
#[derive(Clone, Debug)]
pub struct RunSummary {
    /// Its folder.
    pub path: PathBuf,
    /// How it stands.
    pub state: RunState,
    /// The network's name.
    pub network: String,
    /// What tells its structure from others, where it is known.
    pub structure: Option<String>,
    /// Where its pictures came from.
    pub data: String,
    /// What it was trained by.
    pub settings: TrainingSettings,
    /// Epochs asked for.
    pub epochs: usize,
    /// Each epoch that it has gone through.
    pub history: Vec<EpochRecord>,
    /// The best of them, by what was watched.
    pub best: Option<EpochRecord>,
    /// When it was begun, in UTC (RFC 3339).
    pub started: String,
    /// What its owner has written beside it.
    pub label: RunLabel,
    /// Whether it lies in the trash.
    pub is_deleted: bool,
    /// Its place in the queue, while it waits for its turn.
    pub order: Option<u64>,
    /// The folder of the sweep that it is one of.
    pub sweep: Option<PathBuf>,
    /// Whether it ended because it was clearly behind the others of its sweep.
    pub is_behind: bool,
    /// Where its learning rate was changed by hand.
    pub rate_marks: Vec<RateMark>,
}

impl RunSummary {
    /// What it is called.
    #[must_use]
    pub fn name(&self) -> String {
        called(&self.path, &self.label)
    }

    /// Whether it waits for its turn, or goes on when that comes.
    #[must_use]
    pub fn waits(&self) -> bool {
        let is_open = matches!(self.state, RunState::Waiting | RunState::Stopped);
        self.order.is_some() && is_open && !self.is_deleted
    }

    /// Seconds of training and validation, without pauses.
    #[must_use]
    pub fn seconds(&self) -> f64 {
        self.history.iter().map(|record| record.seconds).sum()
    }

    fn read(path: &Path, is_deleted: bool) -> Result<Self, RunError> {
        let waiting = Waiting::at(path);
        if let (Some(waiting), false) = (&waiting, RunFolder::is_at(path)) {
            return Self::of_waiting(path, waiting, is_deleted);
        }
        let folder = RunFolder::open(path)?;
        let project = folder.project()?;
        let history = folder.history()?;
        let manifest = folder.manifest();
        // A run that failed may have come further than its last checkpoint.
        let saved = &history[..history.len().min(manifest.epochs_done)];
        let best = best_epoch(saved, manifest.monitor);
        let settings = project.settings();
        Ok(Self {
            path: path.to_owned(),
            state: folder.state(),
            network: project.name.clone(),
            structure: manifest.structure.clone(),
            data: manifest.data.source.clone(),
            rate_marks: manifest.rate_marks(history.len(), settings.recipe.batch_size),
            settings,
            epochs: manifest.epochs,
            best: history
                .iter()
                .find(|record| Some(record.epoch) == best)
                .cloned(),
            history,
            started: manifest.started.clone(),
            label: label_of(path),
            is_deleted,
            order: waiting.map(|waiting| waiting.order),
            sweep: sweep_around(path),
            is_behind: manifest.is_behind,
        })
    }

    fn of_waiting(path: &Path, waiting: &Waiting, is_deleted: bool) -> Result<Self, RunError> {
        let project = waiting_project(path)?;
        let settings = project.settings();
        Ok(Self {
            path: path.to_owned(),
            state: RunState::Waiting,
            network: project.name.clone(),
            structure: None,
            data: settings.data.clone().unwrap_or_default(),
            epochs: settings.recipe.epochs,
            settings,
            history: Vec::new(),
            best: None,
            started: waiting.queued.clone(),
            label: label_of(path),
            is_deleted,
            order: Some(waiting.order),
            sweep: sweep_around(path),
            is_behind: false,
            rate_marks: Vec::new(),
        })
    }
}

/// What the run in `path` is called.
#[must_use]
pub fn name_of_run(path: &Path) -> String {
    called(path, &label_of(path))
}

fn called(path: &Path, label: &RunLabel) -> String {
    if label.name.is_empty() {
        files::name_of(path)
    } else {
        label.name.clone()
    }
}

/// The folder of the sweep that the run in `path` is one of, in the trash or not.
fn sweep_around(path: &Path) -> Option<PathBuf> {
    let mut around = path.ancestors().skip(1).take(2);
    let sweep = around.find(|folder| folder.join(SWEEP).is_file())?;
    Some(sweep.to_owned())
}

/// What the owner of the run at `path` says of it. A label that cannot be read is none: it is a note, and no part of the run.
#[must_use]
pub fn label_of(path: &Path) -> RunLabel {
    let file = path.join(LABEL);
    let bytes = files::read_limited(&file, LARGEST_LABEL).unwrap_or_default();
    serde_json::from_slice(&bytes).unwrap_or_default()
}

/// The runs in `homes`, those of their trash included, newest first, and why others cannot be read. `goes_on` is asked
/// before each.
#[must_use]
pub fn runs_in(homes: &[PathBuf], goes_on: impl Fn() -> bool) -> (Vec<RunSummary>, Vec<RunError>) {
    let (mut runs, mut faults) = (Vec::new(), Vec::new());
    for home in &with_sweeps(homes) {
        for (folder, is_deleted) in [(home.clone(), false), (home.join(TRASH), true)] {
            for path in folders_in(&folder) {
                if !goes_on() {
                    return (runs, faults);
                }
                match RunSummary::read(&path, is_deleted) {
                    Ok(run) => runs.push(run),
                    Err(RunError::NotARun { .. }) => {}
                    Err(fault) => faults.push(fault),
                }
            }
        }
    }
    runs.sort_by(|one, other| (&other.started, &other.path).cmp(&(&one.started, &one.path)));
    (runs, faults)
}

/// Those folders, and the sweeps in them.
pub(super) fn with_sweeps(homes: &[PathBuf]) -> Vec<PathBuf> {
    let sweeps = homes.iter().flat_map(|home| folders_in(home));
    let sweeps = sweeps.filter(|folder| folder.join(SWEEP).is_file());
    homes.iter().cloned().chain(sweeps).collect()
}

pub(super) fn folders_in(home: &Path) -> Vec<PathBuf> {
    let Ok(entries) = fs::read_dir(home) else {
        return Vec::new();
    };
    let folders = entries.take(MOST_RUNS).filter_map(|entry| {
        let entry = entry.ok()?;
        entry.file_type().ok()?.is_dir().then(|| entry.path())
    });
    let mut folders: Vec<PathBuf> = folders.collect();
    folders.sort();
    folders
}

/// Writes what its owner says of a run.
///
/// # Errors
/// Where the disk refuses.
pub fn label_run(path: &Path, label: &RunLabel) -> Result<(), RunError> {
    let text = serde_json::to_string_pretty(label).unwrap_or_default() + "\n";
    Ok(files::write_atomically(&path.join(LABEL), text.as_bytes())?)
}

/// Moves a run into the trash of the folder that it lies in, and gives its new place.
///
/// # Errors
/// Where it is being trained, or the disk refuses.
pub fn delete_run(path: &Path) -> Result<PathBuf, RunError> {
    if RunFolder::is_at(path) && RunLock::is_taken(path) {
        return Err(RunError::Busy {
            path: path.to_owned(),
        });
    }
    let home = path.parent().unwrap_or(Path::new("."));
    moved(path, &home.join(TRASH))
}

/// Moves a run out of the trash, and gives its new place.
///
/// # Errors
/// Where the disk refuses.
pub fn restore_run(path: &Path) -> Result<PathBuf, RunError> {
    let trash = path.parent().unwrap_or(Path::new("."));
    moved(path, trash.parent().unwrap_or(Path::new(".")))
}

/// Into `folder`, under a name that is free there.
fn moved(path: &Path, folder: &Path) -> Result<PathBuf, RunError> {
    let refused = |error: std::io::Error| RunError::NotMoved {
        reason: Message::words(error.to_string()),
        path: path.to_owned(),
    };
    fs::create_dir_all(folder).map_err(refused)?;
    let name = path.file_name().unwrap_or_default();
    let free = (1..).map(|number| match number {
        1 => folder.join(name),
        number => folder.join(format!("{}-{number}", name.to_string_lossy())),
    });
    let Some(target) = free.into_iter().find(|target| !target.exists()) else {
        return Err(RunError::Busy {
            path: path.to_owned(),
        });
    };
    fs::rename(path, &target).map_err(refused)?;
    Ok(target)
}
