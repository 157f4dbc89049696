//! Runs that wait for their turn: folders with a project to train, and no run yet. Where one is begun and killed, it waits on.

use std::fs;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use super::error::RunError;
use super::folder::{RunFolder, TEXT_LIMIT_BYTES};
use super::listing::{folders_in, with_sweeps};
use super::lock::RunLock;
use super::manifest::RunState;
use crate::files::{self, said_by};
use crate::project::Project;

const WAITING: &str = "waiting.json";
const PROJECT: &str = "waiting.netsmith";

/// A place in the queue.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Waiting {
    /// Whoever has the lowest number is next.
    pub order: u64,
    /// Since when it waits, in UTC (RFC 3339).
    pub queued: String,
}

impl Waiting {
    /// The place of the run in `folder`; `None` where that does not wait.
    #[must_use]
    pub fn at(folder: &Path) -> Option<Self> {
        let bytes = files::read_limited(&folder.join(WAITING), TEXT_LIMIT_BYTES).ok()?;
        serde_json::from_slice(&bytes).ok()
    }

    /// Gives the run in `folder` this place.
    ///
    /// # Errors
    /// Where the disk refuses.
    pub fn save(&self, folder: &Path) -> Result<(), RunError> {
        // Numbers and texts only: nothing can fail to be written.
        let text = serde_json::to_string_pretty(self).unwrap_or_default() + "\n";
        Ok(files::write_atomically(
            &folder.join(WAITING),
            text.as_bytes(),
        )?)
    }
}

/// Makes a run of `project` that waits in `folder`, which must not be there yet.
///
/// # Errors
/// Where the disk refuses.
pub fn let_wait(folder: &Path, project: &Project, order: u64) -> Result<(), RunError> {
    fs::create_dir_all(folder).map_err(|error| RunError::Folder {
        reason: said_by(&error),
        path: folder.to_owned(),
    })?;
    let project = Project {
        runs: Vec::new(),
        ..project.clone()
    };
    project.save(&folder.join(PROJECT))?;
    // Last: from here on the folder is a run that waits.
    let queued = jiff::Timestamp::now().to_string();
    Waiting { order, queued }.save(folder)
}

/// What the run that waits in `folder` will train.
///
/// # Errors
/// Where it cannot be read.
pub fn waiting_project(folder: &Path) -> Result<Project, RunError> {
    Ok(Project::load(&waiting_project_path(folder))?)
}

/// The file that it lies in.
#[must_use]
pub fn waiting_project_path(folder: &Path) -> PathBuf {
    folder.join(PROJECT)
}

/// The runs in `homes` that wait, and those that were killed in their turn, the next one first.
#[must_use]
pub fn waiting_in(homes: &[PathBuf]) -> Vec<(Waiting, PathBuf)> {
    let folders = with_sweeps(homes);
    let folders = folders.iter().flat_map(|home| folders_in(home));
    let mut waiting: Vec<(Waiting, PathBuf)> = folders
        .filter_map(|folder| Some((Waiting::at(&folder)?, folder)))
        .filter(|(_, folder)| is_open(folder))
        .collect();
    waiting.sort_by(|one, other| (one.0.order, &one.1).cmp(&(other.0.order, &other.1)));
    waiting
}

/// The number for a run that comes after all of these.
#[must_use]
pub fn next_order(waiting: &[(Waiting, PathBuf)]) -> u64 {
    let last = waiting.iter().map(|(waiting, _)| waiting.order).max();
    last.map_or(1, |last| last.saturating_add(1))
}

/// Whether there is something left to train, and nobody else does.
fn is_open(folder: &Path) -> bool {
    if !RunFolder::is_at(folder) {
        return true;
    }
    let is_unfinished = |run: RunFolder| {
        let is_over = matches!(run.state(), RunState::Finished | RunState::Failed);
        !is_over && !RunLock::is_taken(folder)
    };
    RunFolder::open(folder).is_ok_and(is_unfinished)
}

/// The run in `folder` waits no longer.
pub(super) fn is_over(folder: &Path) {
    for name in [WAITING, PROJECT] {
        // What stays behind is passed over: the run says itself that it is over.
        let _ = fs::remove_file(folder.join(name));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::project::preset;

    #[test]
    fn whoever_has_the_lowest_number_is_next() {
        let home = tempfile::tempdir().unwrap();
        let project = &preset("mlp").unwrap().project;
        let homes = [home.path().to_owned()];
        assert_eq!(next_order(&waiting_in(&homes)), 1);
        for (name, order) in [("a", 2), ("b", 1), ("c", 3)] {
            let_wait(&home.path().join(name), project, order).unwrap();
        }
        let names = || -> Vec<String> {
            let waiting = waiting_in(&homes).into_iter();
            let name = |path: PathBuf| path.file_name().unwrap().to_str().unwrap().to_owned();
            waiting.map(|(_, path)| name(path)).collect()
        };
        assert_eq!(names(), ["b", "a", "c"]);
        let first = Waiting {
            order: 0,
            queued: String::new(),
        };
        first.save(&home.path().join("c")).unwrap();
        assert_eq!(names(), ["c", "b", "a"]);
        assert_eq!(next_order(&waiting_in(&homes)), 3);
        is_over(&home.path().join("b"));
        assert_eq!(names(), ["c", "a"]);
        assert_eq!(
            waiting_project(&home.path().join("a")).unwrap().graph,
            project.graph
        );
    }
}
