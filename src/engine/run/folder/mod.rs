//! A run folder as seen by somebody who only looks.

mod going_on;
mod kept_weights;

pub use kept_weights::WeightsChoice;

use std::path::{Path, PathBuf};

use super::error::RunError;
use super::history::{self, EpochRecord};
use super::lock::RunLock;
use super::manifest::{Manifest, RunState};
use super::pinned::{self, PinnedRecord};
use crate::engine::health::HealthLog;
use crate::files;
use crate::graph::Flat;
use crate::message;
use crate::project::Project;

pub(in crate::engine) const PROJECT: &str = "project.netsmith";
/// What a folder of several runs says of them.
pub(in crate::engine) const SWEEP: &str = "sweep.json";
pub(super) const MANIFEST: &str = "run.json";
pub(super) const HISTORY: &str = "history.jsonl";
pub(super) const HEALTH: &str = "health.json";
pub(super) const PINNED: &str = "pinned.jsonl";
pub(super) const WEIGHTS: &str = "weights.safetensors";
pub(super) const BEST: &str = "best.safetensors";
pub(super) const TABLE: &str = "history.csv";
/// What it began with, where that was of another run.
pub(super) const START: &str = "start.safetensors";
pub(super) const EPOCHS_FOLDER: &str = "epochs";
pub(super) const CHECKPOINT_FOLDER: &str = "checkpoint";

/// `run.json` and `history.jsonl` are text; a million epochs fit.
pub(in crate::engine) const TEXT_LIMIT_BYTES: u64 = 256 << 20;

/// A run folder that exists.
#[derive(Clone, Debug)]
pub struct RunFolder {
    path: PathBuf,
    manifest: Manifest,
}

impl RunFolder {
    /// Whether `path` looks like a run folder.
    #[must_use]
    pub fn is_at(path: &Path) -> bool {
        path.join(MANIFEST).is_file()
    }

    /// Looks into a run folder.
    ///
    /// # Errors
    /// Where it is none, or its `run.json` cannot be understood.
    pub fn open(path: &Path) -> Result<Self, RunError> {
        if !Self::is_at(path) {
            return Err(RunError::NotARun {
                path: path.to_owned(),
            });
        }
        let file = path.join(MANIFEST);
        let text = read_text(&file)?;
        let manifest = Manifest::from_text(&text).map_err(|reason| RunError::Damaged {
            expected: "run-description",
            reason,
            path: file,
        })?;
        Ok(Self {
            path: path.to_owned(),
            manifest,
        })
    }

    /// Where it is.
    #[must_use]
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Where the network and settings as trained lie.
    #[must_use]
    pub fn project_path(&self) -> PathBuf {
        self.path.join(PROJECT)
    }

    /// What `run.json` says.
    #[must_use]
    pub fn manifest(&self) -> &Manifest {
        &self.manifest
    }

    /// How the run stands: one that says it runs but is nobody's was killed.
    #[must_use]
    pub fn state(&self) -> RunState {
        match self.manifest.state {
            RunState::Running if !RunLock::is_taken(&self.path) => RunState::Stopped,
            state => state,
        }
    }

    /// The network and settings as trained.
    ///
    /// # Errors
    /// Where the project cannot be read.
    pub fn project(&self) -> Result<Project, RunError> {
        Ok(Project::load(&self.project_path())?)
    }

    /// Refuses a network that is not the one that was trained here.
    ///
    /// # Errors
    /// [`RunError::NotAsTrained`].
    pub fn refuse_another(&self, flat: &Flat) -> Result<(), RunError> {
        if self.manifest.denies(flat) {
            return Err(RunError::NotAsTrained {
                path: self.path.clone(),
            });
        }
        Ok(())
    }

    /// The epochs gone through.
    ///
    /// # Errors
    /// Where `history.jsonl` cannot be read.
    pub fn history(&self) -> Result<Vec<EpochRecord>, RunError> {
        let file = self.path.join(HISTORY);
        if !file.exists() {
            return Ok(Vec::new());
        }
        history::from_text(&read_text(&file)?).map_err(|line| RunError::Damaged {
            expected: "run-epoch-lines",
            reason: message!("at-line", line = line),
            path: file,
        })
    }

    /// What was watched of the layers; nothing where nobody watched, or where the file cannot be read: it repeats nothing that
    /// going on needs.
    #[must_use]
    pub fn health(&self) -> HealthLog {
        let text = read_text(&self.path.join(HEALTH)).ok();
        let log = text.and_then(|text| HealthLog::from_text(&text));
        log.unwrap_or_default()
    }

    /// What the network said about pinned pictures after each epoch; nothing where there were none.
    #[must_use]
    pub fn pinned(&self) -> Vec<PinnedRecord> {
        let text = read_text(&self.path.join(PINNED)).ok();
        text.map_or_else(Vec::new, |text| pinned::from_text(&text))
    }
}

fn read_text(path: &Path) -> Result<String, RunError> {
    let bytes = files::read_limited(path, TEXT_LIMIT_BYTES)?;
    String::from_utf8(bytes).map_err(|_| RunError::Damaged {
        expected: "run-text-expected",
        reason: message!("no-utf-8"),
        path: path.to_owned(),
    })
}
