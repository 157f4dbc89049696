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
    /// Which weights speak, and whether `document` still holds their network.
    pub fn words_for(&self, document: &Document) -> String {
        if document.inference().flat().as_ref() == Ok(&self.network) {
            self.words.clone()
        } else {
            format!("{}, before it was changed", self.words)
        }
    }

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

/// Whose weights are looked for on the disk.
struct Search {
    /// Where runs are kept.
    home: PathBuf,
    /// What the project is called.
    name: String,
    /// Its network; `None` while it cannot be trained.
    network: Option<Flat>,
    /// Whether weights of a network that is not quite the same will do: those of a saved project that was changed since.
    /// Of two open networks that only share their name, one must not speak for the other.
    takes_changed: bool,
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
        let search = Search {
            home: wanted.0,
            name: wanted.1,
            network: document.inference().flat().ok(),
            takes_changed: document.path().is_some(),
        };
        let job = Job::start(workers, "find-weights", 1, ctx, move |outlet| {
            outlet.send(search.newest());
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
        let home = self.home_of_runs(&state.document);
        self.weights
            .follow(&state.document, &home, self.workers, ctx);
    }
}

impl Search {
    /// The weights of the last run of this very network, else of this project; `None` where there is none that can be
    /// read.
    fn newest(&self) -> Option<Trained> {
        let folders = self.folders();
        let is_same = |folder: &&PathBuf| {
            network_in(folder).is_some_and(|network| Some(&network) == self.network.as_ref())
        };
        let same = folders.iter().filter(is_same);
        let all = folders.iter().filter(|_| self.takes_changed);
        same.chain(all)
            .filter_map(|folder| load(folder))
            // Another project may be called alike up to a dash.
            .find(|trained| trained.name == self.name)
    }

    /// The runs of projects that may be called so, latest first.
    fn folders(&self) -> Vec<PathBuf> {
        let begins = format!("{}-", files::run_name_of(&self.name));
        let is_of_project = |path: &PathBuf| {
            let folder = path
                .file_name()
                .map(|folder| folder.to_string_lossy().into_owned());
            folder.is_some_and(|folder| folder.starts_with(&begins)) && RunFolder::is_at(path)
        };
        let entries = std::fs::read_dir(&self.home)
            .into_iter()
            .flatten()
            .flatten();
        let mut folders: Vec<PathBuf> = entries
            .map(|entry| entry.path())
            .filter(is_of_project)
            .collect();
        // The names end in date and time.
        folders.sort();
        folders.reverse();
        folders
    }
}

fn network_in(folder: &Path) -> Option<Flat> {
    let project = RunFolder::open(folder).ok()?.project().ok()?;
    infer(&project.graph).flat().ok()
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
