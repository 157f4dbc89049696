//! Which runs a project has, wherever they lie.

use std::path::{Path, PathBuf};

use super::folder::{PROJECT, RunFolder};
use crate::files;
use crate::graph::{Flat, infer};
use crate::project::{Project, ProjectId};

/// Where trainings put their runs, unless they are told another place.
pub const HOME: &str = "runs";

/// More runs than anyone has in one folder.
const MOST_RUNS: usize = 10_000;

/// Whose runs are looked for, and where.
#[derive(Clone, Debug)]
pub struct RunSearch {
    /// The project.
    pub project: ProjectId,
    /// Its network; `None` while it cannot be trained.
    pub network: Option<Flat>,
    /// The only run that will do, where the project is the record of it.
    pub only: Option<PathBuf>,
    /// The runs that the project knows; of those that name no project, these alone are its own.
    pub known: Vec<PathBuf>,
    /// Folders in which there may be runs of it.
    pub homes: Vec<PathBuf>,
}

/// A run of the project.
#[derive(Clone, Debug)]
pub struct FoundRun {
    /// The run.
    pub run: RunFolder,
    /// The network that was trained.
    pub network: Flat,
    /// Whether that is the project's network as it stands, whatever its layers are called.
    pub fits: bool,
}

impl RunSearch {
    /// For the runs of the project in the file at `path`: beside it, in `runs` beside it, and in `runs` in the current
    /// folder, where the command line puts them.
    #[must_use]
    pub fn of_file(project: &Project, path: &Path) -> Self {
        let path = files::absolute(path);
        let id = project.id.clone();
        let folder = path.parent().map(Path::to_owned).unwrap_or_default();
        let is_record = path.ends_with(PROJECT) && RunFolder::is_at(&folder);
        Self {
            project: id.unwrap_or_else(|| ProjectId::of_file(&path)),
            network: infer(&project.graph).flat().ok(),
            only: is_record.then(|| folder.clone()),
            known: project
                .runs
                .iter()
                .map(|run| run.path().to_owned())
                .collect(),
            homes: vec![folder.join(HOME), folder, files::absolute(Path::new(HOME))],
        }
    }

    /// The runs of the project that can be read: first those of its network as it stands, and of these the latest first.
    #[must_use]
    pub fn runs(&self) -> Vec<FoundRun> {
        let folders = self.folders();
        let mut runs: Vec<FoundRun> = folders.iter().filter_map(|it| self.run_in(it)).collect();
        runs.sort_by_key(|found| {
            let updated = found.run.manifest().updated_at();
            std::cmp::Reverse((found.fits, updated))
        });
        runs
    }

    fn folders(&self) -> Vec<PathBuf> {
        if let Some(only) = &self.only {
            return vec![only.clone()];
        }
        let inside = self.homes.iter().flat_map(|home| {
            let entries = std::fs::read_dir(home).into_iter().flatten().flatten();
            entries.map(|entry| entry.path()).take(MOST_RUNS)
        });
        let mut folders: Vec<PathBuf> = inside.chain(self.known.iter().cloned()).collect();
        folders.sort();
        folders.dedup();
        folders
    }

    /// The run in `folder`, if it is one of the project.
    fn run_in(&self, folder: &Path) -> Option<FoundRun> {
        let run = RunFolder::open(folder).ok()?;
        let is_ours = match &run.manifest().project {
            Some(project) => *project == self.project || self.only.is_some(),
            None => self.only.is_some() || self.known.iter().any(|known| known == folder),
        };
        if !is_ours {
            return None;
        }
        let network = infer(&run.project().ok()?.graph).flat().ok()?;
        let own = self.network.as_ref();
        let fits = own.is_some_and(|own| own.renamed_since(&network).is_some());
        Some(FoundRun { run, network, fits })
    }
}
