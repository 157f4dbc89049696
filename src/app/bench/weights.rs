//! The newest weights that belong to the open project: those of this session's training, or those that the last run left
//! on the disk.

use super::Bench;
use super::files;
use crate::app::jobs::{Job, Step, Workers};
use crate::app::state::{Document, State};
use crate::engine::predict::Predictor;
use crate::engine::run::{RunFolder, WeightsChoice};
use crate::graph::{Flat, infer};
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// A network that can be asked about pictures, and whose it is.
#[derive(Debug, Clone)]
pub struct Trained {
    /// The network.
    pub predictor: Arc<Predictor>,
    /// "after 12 epochs of HappyModel on builtin:happy".
    pub words: String,
    /// The project that was trained.
    pub name: String,
    /// Its network as trained.
    pub network: Flat,
}

impl Trained {
    /// Whether these are weights of the open project. A network that was changed since keeps them: the user sees which
    /// network speaks, and new ones are a press on Train away.
    pub fn belongs_to(&self, document: &Document) -> bool {
        self.name == document.name() || document.inference().flat().as_ref() == Ok(&self.network)
    }
}

/// The weights at hand and the search for those of an earlier session.
#[derive(Debug, Default)]
pub struct Weights {
    trained: Option<Trained>,
    /// Counts up with every change of `trained`.
    version: u64,
    search: Option<Job<Option<Trained>>>,
    /// Where and for which project the disk was searched.
    searched: Option<(PathBuf, String)>,
}

impl Weights {
    /// Takes the weights that a training left.
    pub fn set(&mut self, trained: Trained) {
        self.search = None;
        self.trained = Some(trained);
        self.version += 1;
    }

    /// The weights of the open project.
    pub fn of(&self, document: &Document) -> Option<&Trained> {
        self.trained
            .as_ref()
            .filter(|trained| trained.belongs_to(document))
    }

    /// Counts the changes.
    pub fn version(&self) -> u64 {
        self.version
    }

    /// Looks on the disk for the last run of the open project, once. Never waits.
    fn follow(&mut self, document: &Document, home: &Path, workers: Workers, ctx: &egui::Context) {
        self.drain();
        let wanted = (home.to_owned(), document.name().to_owned());
        if self.of(document).is_some()
            || document.is_empty()
            || self.searched.as_ref() == Some(&wanted)
        {
            return;
        }
        self.searched = Some(wanted.clone());
        let job = Job::start(workers, "find-weights", 1, ctx, move |outlet| {
            outlet.send(newest(&wanted.0, &wanted.1));
        });
        self.search = job.ok();
        self.drain();
    }

    fn drain(&mut self) {
        match self.search.as_ref().map(Job::poll) {
            None | Some(Step::Running) => {}
            Some(Step::Result(Some(trained))) => self.set(trained),
            Some(Step::Result(None) | Step::Ended) => self.search = None,
        }
    }
}

impl Bench {
    /// Keeps the weights those of the open project.
    pub(super) fn follow_weights(&mut self, ctx: &egui::Context, state: &State) {
        let home = self
            .runs_home
            .clone()
            .unwrap_or_else(|| files::runs_home(state));
        self.weights
            .follow(&state.document, &home, self.workers, ctx);
    }
}

/// The weights of the last run of the project called `name` in `home`; `None` where there is none that can be read.
fn newest(home: &Path, name: &str) -> Option<Trained> {
    let entries = std::fs::read_dir(home).ok()?;
    let begins = format!("{}-", files::run_name_of(name));
    let is_of_project = |path: &PathBuf| {
        let folder = path
            .file_name()
            .map(|folder| folder.to_string_lossy().into_owned());
        folder.is_some_and(|folder| folder.starts_with(&begins)) && RunFolder::is_at(path)
    };
    let mut folders: Vec<PathBuf> = entries
        .flatten()
        .map(|entry| entry.path())
        .filter(is_of_project)
        .collect();
    // The names end in date and time.
    folders.sort();
    // Another project may be called alike up to a dash.
    folders
        .iter()
        .rev()
        .filter_map(|folder| load(folder))
        .find(|trained| trained.name == name)
}

fn load(folder: &Path) -> Option<Trained> {
    let loaded = RunFolder::open(folder).and_then(|run| {
        let predictor = Predictor::load(&run, WeightsChoice::Latest)?;
        let project = run.project()?;
        let epochs = run.manifest().epochs_done;
        let data = project.data.clone().unwrap_or_default();
        let words = format!(
            "after {} of {} on {data}",
            epochs_words(epochs),
            project.name
        );
        Ok(infer(&project.graph).flat().ok().map(|network| Trained {
            predictor: Arc::new(predictor),
            words,
            name: project.name,
            network,
        }))
    });
    loaded
        .inspect_err(|error| tracing::info!(%error, "these weights are passed over"))
        .ok()
        .flatten()
}

/// "1 epoch", "12 epochs".
pub fn epochs_words(count: usize) -> String {
    if count == 1 {
        "1 epoch".to_owned()
    } else {
        format!("{count} epochs")
    }
}
