//! From what a user calls a model to a network that has learned: a run folder, or the newest run of a project file.

use std::ffi::OsStr;
use std::path::Path;

use super::failure::Failure;
use super::output::note;
use super::summary::find;
use crate::engine::model::Origin;
use crate::engine::predict::Predictor;
use crate::engine::run::{FoundRun, RunFolder, RunSearch, WeightsChoice};
use crate::layer::counted;
use crate::project::Project;
use crate::{message, tr};

/// A network that has learned.
#[derive(Debug)]
pub struct Trained {
    /// Its run.
    pub run: RunFolder,
    /// The network with its weights.
    pub predictor: Predictor,
    /// The project as it is now, which may have other names for classes than the run; `None` where the run was named.
    pub project: Option<Project>,
}

impl Trained {
    /// The network that `model` names. Where that is a project, the run that answers is told.
    ///
    /// # Errors
    /// Where there is no run, none that fits, or none that can be read.
    pub fn find(model: &OsStr, choice: WeightsChoice) -> Result<Self, Failure> {
        if Path::new(model).is_dir() {
            let run = RunFolder::open(Path::new(model))?;
            return Ok(Self {
                predictor: Predictor::load(&run, choice)?,
                run,
                project: None,
            });
        }
        let (project, path, found) = runs_of(model)?;
        let mut first_failure = None;
        for FoundRun { run, .. } in found {
            match Predictor::load(&run, choice) {
                Ok(predictor) => {
                    tell(&run);
                    return Ok(Self {
                        run,
                        predictor,
                        project: Some(project),
                    });
                }
                Err(error) => {
                    first_failure.get_or_insert(error);
                }
            }
        }
        Err(first_failure.map_or_else(|| untrained(&path), Failure::from))
    }

    /// Class names, in the order of the network's outputs, as the project calls them now.
    pub fn classes(&self) -> Vec<String> {
        let metadata = self.predictor.metadata();
        match &self.project {
            Some(project) => metadata.called(&project.class_names),
            None => metadata.classes.clone(),
        }
    }
}

/// The run that `model` names, or the newest one of the project that it names, whose network is that of the project.
///
/// # Errors
/// As [`Trained::find`].
pub fn newest_run(model: &OsStr) -> Result<RunFolder, Failure> {
    if Path::new(model).is_dir() {
        return Ok(RunFolder::open(Path::new(model))?);
    }
    let (_, path, found) = runs_of(model)?;
    let newest = found.into_iter().next().ok_or_else(|| untrained(&path))?;
    tell(&newest.run);
    Ok(newest.run)
}

/// The newest run of a project that was read from `path` whose network is the project's; `None` where there is none.
pub fn newest_fitting(project: &Project, path: &Path) -> Option<RunFolder> {
    let runs = RunSearch::of_file(project, path).runs().into_iter();
    let newest = runs
        .filter(|found| found.fits)
        .map(|found| found.run)
        .next()?;
    tell(&newest);
    Some(newest)
}

/// The project that `model` names, its file, and the runs whose network is the project's, the latest first.
fn runs_of(model: &OsStr) -> Result<(Project, std::path::PathBuf, Vec<FoundRun>), Failure> {
    let found = find(model)?;
    let path = match found.origin {
        Origin::Project(path) => path,
        Origin::Preset => {
            return Err(Failure::Job(
                message!("preset-learned-nothing", name = %found.name),
            ));
        }
        // A folder, which was asked for before.
        Origin::Run(run) => run.path().to_owned(),
    };
    let runs = RunSearch::of_file(&found.project, &path).runs();
    let latest = runs.first().map(|found| found.run.path().to_owned());
    let fitting: Vec<FoundRun> = runs.into_iter().filter(|found| found.fits).collect();
    match latest {
        Some(latest) if fitting.is_empty() => Err(Failure::Job(
            message!("network-changed-since", run = %latest.display(), path = %path.display()),
        )),
        _ => Ok((found.project, path, fitting)),
    }
}

fn untrained(path: &Path) -> Failure {
    Failure::Job(message!("project-has-no-run", path = %path.display()))
}

fn tell(run: &RunFolder) {
    let epochs = counted(run.manifest().epochs_done, "epoch");
    note(&tr!("run-after", epochs = %epochs, run = %run.path().display()));
}
