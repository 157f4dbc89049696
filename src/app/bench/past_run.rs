//! Finding the last run of a project on the disk, with its curves and its weights. Runs on a worker.

use super::network;
use super::training::{Begun, Run, Stage};
use super::weights::{Trained, epochs_words};
use crate::app::state::Document;
use crate::data::DataSource;
use crate::engine::predict::Predictor;
use crate::engine::run::{RunError, RunFolder, RunState, WeightsChoice};
use crate::graph::{Flat, infer};
use crate::project::ProjectId;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// A run of an earlier session.
#[derive(Debug)]
pub struct PastRun {
    /// How it went.
    pub run: Run,
    /// What it left.
    pub trained: Trained,
}

/// Whose run is looked for, and where.
#[derive(Debug)]
pub struct Search {
    project: ProjectId,
    /// Its network; `None` while it cannot be trained.
    network: Option<Flat>,
    /// The only run that will do, where the project is the record of it.
    only: Option<PathBuf>,
    /// The runs that the project knows.
    known: Vec<PathBuf>,
    /// Where runs of the project are kept, whether it was saved since or not.
    home: PathBuf,
}

impl Search {
    /// For the runs of `document`, which go to `home`.
    pub fn of(document: &Document, home: &Path) -> Self {
        Self {
            project: document.identity().clone(),
            network: document.inference().flat().ok(),
            only: document.run_of_record().map(Path::to_owned),
            known: document.runs().to_vec(),
            home: home.to_owned(),
        }
    }

    /// The last run whose weights fit the network, else the last one of the project at all; `None` where there is none
    /// that can be read.
    pub fn newest(&self) -> Option<PastRun> {
        let runs = self.runs();
        let fits = |run: &&(RunFolder, Flat)| {
            let network = self.network.as_ref();
            network.is_some_and(|network| network.renamed_since(&run.1).is_some())
        };
        let fitting = runs.iter().filter(fits);
        let mut best_first = fitting.chain(runs.iter().filter(|run| !fits(run)));
        best_first.find_map(|(run, network)| {
            let past = past_run(run, network.clone());
            past.inspect_err(|error| tracing::info!(%error, "this run is passed over"))
                .ok()
        })
    }

    /// The runs of the project with their networks, the latest first.
    fn runs(&self) -> Vec<(RunFolder, Flat)> {
        let mut runs: Vec<_> = self
            .folders()
            .iter()
            .filter_map(|it| self.run_in(it))
            .collect();
        runs.sort_by(|(one, _), (other, _)| {
            let updated = |run: &RunFolder| run.manifest().updated.clone();
            updated(other).cmp(&updated(one))
        });
        runs
    }

    fn folders(&self) -> Vec<PathBuf> {
        if let Some(only) = &self.only {
            return vec![only.clone()];
        }
        let entries = std::fs::read_dir(&self.home)
            .into_iter()
            .flatten()
            .flatten();
        let beside = entries.map(|entry| entry.path());
        let mut folders: Vec<PathBuf> = beside.chain(self.known.iter().cloned()).collect();
        folders.sort();
        folders.dedup();
        folders
    }

    /// The run in `folder`, if it is one of the project; runs that name no project are only those that it knows.
    fn run_in(&self, folder: &Path) -> Option<(RunFolder, Flat)> {
        let run = RunFolder::open(folder).ok()?;
        let is_ours = match &run.manifest().project {
            Some(project) => *project == self.project || self.only.is_some(),
            None => self.only.is_some() || self.known.iter().any(|known| known == folder),
        };
        if !is_ours {
            return None;
        }
        let network = infer(&run.project().ok()?.graph).flat().ok()?;
        Some((run, network))
    }
}

/// Reads what a run left.
fn past_run(folder: &RunFolder, network: Flat) -> Result<PastRun, RunError> {
    let predictor = Arc::new(Predictor::load(folder, WeightsChoice::Latest)?);
    let project = folder.project()?;
    let manifest = folder.manifest();
    let data = project.settings().source();
    let title = format!("{} on {}", project.name, data_title(data.as_ref()));
    let stage = match folder.state() {
        RunState::Finished => Stage::Done,
        RunState::Failed => Stage::Failed(manifest.message.clone().unwrap_or_default()),
        RunState::Running | RunState::Stopped => Stage::Stopped,
    };
    let passport = predictor.passport();
    let begun = Begun {
        network: network.clone(),
        name: project.name.clone(),
        title: title.clone(),
        epochs: manifest.epochs,
        images: manifest.data.images,
        contract: passport.contract,
        exam: None,
        folder: Some(folder.path().to_owned()),
    };
    let words = format!("after {} of {title}", epochs_words(manifest.epochs_done));
    Ok(PastRun {
        run: Run::over(begun, project.settings(), stage, &folder.history()?),
        trained: Trained {
            predictor,
            words,
            network,
            folder: Some(folder.path().to_owned()),
        },
    })
}

/// As the data set calls itself once it is read: a built-in by what it shows, a file's or folder's name.
fn data_title(source: Option<&DataSource>) -> String {
    match source {
        None => "its data".to_owned(),
        Some(source @ DataSource::Builtin(..)) => network::source_words(source),
        Some(DataSource::Path(path)) => {
            let name = path.file_name().unwrap_or(path.as_os_str());
            name.to_string_lossy().into_owned()
        }
    }
}
