//! From what a user calls a model to a network that has learned: a run folder, or the newest run of a project file.

use std::ffi::OsStr;
use std::path::{Path, PathBuf};

use super::failure::Failure;
use super::foreign::ImportChoices;
use super::output::note;
use super::summary::find;
use crate::engine::model::{ForeignFile, Model, Origin};
use crate::engine::predict::Predictor;
use crate::engine::run::{FoundRun, RunFolder, RunSearch, WeightsChoice};
use crate::exchange::fault_of_folder;
use crate::graph::infer;
use crate::layer::counted;
use crate::project::Project;
use crate::{message, tr};

/// A network that has learned.
#[derive(Debug)]
pub struct Trained {
    /// Its run; `None` for a file of another program.
    pub run: Option<RunFolder>,
    /// Where it is: the run's folder, or that file.
    pub path: PathBuf,
    /// The network and the settings as trained.
    pub learned: Project,
    /// The network with its weights.
    pub predictor: Predictor,
    /// The project as it is now, which may have other names for classes than the run; `None` where the run was named.
    pub project: Option<Project>,
}

impl Trained {
    /// The network that `model` names. Where that is a project, the newest run of its network answers that can; it is told which
    /// one that is, and why none of the newer ones.
    ///
    /// # Errors
    /// Where there is no run, none that fits, or none that can be read.
    pub fn find(
        model: &OsStr,
        choices: &ImportChoices,
        choice: WeightsChoice,
    ) -> Result<Self, Failure> {
        if let Some(run) = run_in(Path::new(model))? {
            return Self::of_run(run, choice, None);
        }
        let found = find(model, choices)?;
        if let Origin::Foreign(file) = found.origin {
            return Self::of_file(*file, found.project);
        }
        let (project, path, found) = runs_of(found)?;
        let mut first_failure: Option<Failure> = None;
        for FoundRun { run, .. } in found {
            match Self::of_run(run.clone(), choice, Some(project.clone())) {
                Ok(trained) => {
                    if let Some(reason) = first_failure.as_ref().and_then(Failure::message) {
                        let passed_over = tr!("newer-run-passed-over", reason = reason);
                        note(&tr!("note-warning", warning = passed_over));
                    }
                    tell(&run);
                    return Ok(trained);
                }
                Err(error) => {
                    first_failure.get_or_insert(error);
                }
            }
        }
        Err(first_failure.unwrap_or_else(|| untrained(&path)))
    }

    fn of_run(
        run: RunFolder,
        choice: WeightsChoice,
        project: Option<Project>,
    ) -> Result<Self, Failure> {
        Ok(Self {
            predictor: Predictor::load(&run, choice)?,
            path: run.path().to_owned(),
            learned: run.project()?,
            run: Some(run),
            project,
        })
    }

    fn of_file(file: ForeignFile, project: Project) -> Result<Self, Failure> {
        let (Some(weights), Some(metadata)) = (file.weights, file.metadata) else {
            return Err(Failure::Job(
                message!("file-answers-nothing", path = %file.path.display()),
            ));
        };
        let flat = infer(&project.graph).flat().map_err(Failure::Job)?;
        Ok(Self {
            predictor: Predictor::of_weights(&flat, weights, metadata)?,
            path: file.path,
            learned: project,
            run: None,
            project: None,
        })
    }

    /// Class names, in the order of the network's outputs, as the project calls them now.
    pub fn classes(&self) -> Vec<String> {
        let metadata = self.predictor.metadata();
        if metadata.classes.is_empty() {
            let classes = self.predictor.network().class_count();
            return (0..classes).map(|class| class.to_string()).collect();
        }
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
    if let Some(run) = run_in(Path::new(model))? {
        return Ok(run);
    }
    let (_, path, found) = runs_of(find(model, &ImportChoices::default())?)?;
    let newest = found.into_iter().next().ok_or_else(|| untrained(&path))?;
    tell(&newest.run);
    Ok(newest.run)
}

/// The run whose folder is at `path`; `None` where there is no folder.
fn run_in(path: &Path) -> Result<Option<RunFolder>, Failure> {
    if let Some(fault) = fault_of_folder(path) {
        return Err(fault.into());
    }
    let run = path.is_dir().then(|| RunFolder::open(path));
    Ok(run.transpose()?)
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

/// The project of a model, its file, and the runs whose network is the project's, the latest first.
fn runs_of(found: Model) -> Result<(Project, PathBuf, Vec<FoundRun>), Failure> {
    let path = match found.origin {
        Origin::Project(path) => path,
        Origin::Preset => {
            return Err(Failure::Job(
                message!("preset-learned-nothing", name = %found.name),
            ));
        }
        Origin::Foreign(file) => {
            return Err(Failure::Job(
                message!("file-was-never-trained", path = %file.path.display()),
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
