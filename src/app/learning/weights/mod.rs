//! The weights that speak for a document: those that its training left, or those of its last run on the disk.

mod changed;
mod past_run;

pub use changed::Change;
pub use past_run::has_run_of;

use super::training::{Run, home_of_runs};
use super::{Learning, Tools};
use crate::app::command::MeasuredOn;
use crate::app::document::Document;
use crate::app::jobs::{Job, Step};
use crate::engine::predict::Predictor;
use crate::engine::run::WeightsChoice;
use crate::graph::Flat;
use crate::message;
use crate::text::{Message, counted};
use past_run::PastRun;
use std::path::PathBuf;
use std::sync::Arc;

/// A network that can be asked about pictures, as it was trained.
#[derive(Debug, Clone)]
pub struct Trained {
    /// The network.
    pub predictor: Arc<Predictor>,
    /// "after 12 epochs of HappyModel on builtin:happy".
    pub words: Message,
    /// Its layers as trained.
    pub network: Flat,
    /// The run that holds it; `None` where nothing was kept.
    pub folder: Option<PathBuf>,
}

/// What the weights of a document are to it.
#[derive(Debug, Clone, Copy)]
pub enum Fit<'a> {
    /// There are none.
    Untrained,
    /// They are those of the network as it stands. What its layers are called does not matter.
    Fits(&'a Trained),
    /// The network is another one than when it was trained.
    Changed(&'a Trained),
}

/// The weights of one document, and the search for those of an earlier session.
#[derive(Debug, Default)]
pub struct Weights {
    trained: Option<Trained>,
    /// Counts up with every change of `trained`.
    version: u64,
    search: Option<Job<Option<PastRun>>>,
    was_searched: bool,
}

impl Trained {
    /// Whether the network of `document` still computes what was trained.
    pub fn fits(&self, document: &Document) -> bool {
        let network = document.inference().flat();
        network.is_ok_and(|network| network.renamed_since(&self.network).is_some())
    }
}

impl Weights {
    /// Takes the weights that a training left.
    pub fn set(&mut self, trained: Trained) {
        self.forget_search();
        self.trained = Some(trained);
        self.version += 1;
    }

    /// What the weights at hand are to `document`.
    pub fn fit(&self, document: &Document) -> Fit<'_> {
        match &self.trained {
            None => Fit::Untrained,
            Some(trained) if trained.fits(document) => Fit::Fits(trained),
            Some(trained) => Fit::Changed(trained),
        }
    }

    /// The weights of the network as it stands.
    pub fn of(&self, document: &Document) -> Option<&Trained> {
        match self.fit(document) {
            Fit::Fits(trained) => Some(trained),
            Fit::Untrained | Fit::Changed(_) => None,
        }
    }

    /// Counts the changes.
    pub fn version(&self) -> u64 {
        self.version
    }

    /// What was looked for is here by other means, or nobody wants it any more.
    pub fn forget_search(&mut self) {
        self.search = None;
        self.was_searched = true;
    }

    /// Brings the chosen weights of the run in `folder`, and no others.
    ///
    /// # Errors
    /// A sentence where the system gives no thread.
    fn bring(
        &mut self,
        folder: PathBuf,
        choice: WeightsChoice,
        tools: Tools<'_>,
    ) -> Result<(), Message> {
        self.was_searched = true;
        let job = Job::start(tools.workers, "find-weights", 1, tools.ctx, move |outlet| {
            outlet.send(past_run::at(&folder, choice));
        });
        self.search = Some(job?);
        Ok(())
    }

    /// Looks on the disk for the last run of `document`, once. Never waits.
    fn follow(&mut self, tools: Tools<'_>, document: &Document) -> Result<Option<Run>, Message> {
        if !self.was_searched && !document.is_empty() {
            self.was_searched = true;
            let home = home_of_runs(tools.runs_home, document);
            let search = past_run::search_for(document, &home);
            let job = Job::start(tools.workers, "find-runs", 1, tools.ctx, move |outlet| {
                outlet.send(past_run::newest(&search));
            });
            self.search = Some(job?);
        }
        match self.search.as_ref().map(Job::poll) {
            None | Some(Step::Running) => Ok(None),
            Some(Step::Result(Some(past))) => {
                self.set(past.trained);
                Ok(Some(past.run))
            }
            Some(Step::Result(None) | Step::Ended) => {
                self.search = None;
                Ok(None)
            }
        }
    }
}

/// Whether anybody can be asked about pictures.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum WeightsState {
    /// There are weights.
    Ready,
    /// They are being made, and can be asked once there is a first batch.
    Training,
    /// There are some, but of the network as it was before it was changed.
    Changed,
    /// There are none: the network has not been trained.
    Untrained,
    /// There is no network.
    NoNetwork,
}

impl Learning {
    /// Whether anybody can be asked about pictures.
    pub fn weights_state(&self, document: &Document) -> WeightsState {
        if self.is_busy() {
            WeightsState::Training
        } else if document.is_empty() {
            WeightsState::NoNetwork
        } else {
            match self.weights.fit(document) {
                Fit::Fits(_) => WeightsState::Ready,
                Fit::Changed(_) => WeightsState::Changed,
                Fit::Untrained => WeightsState::Untrained,
            }
        }
    }

    /// Has the chosen weights of the run in `folder` speak for this network; `None` for no weights at all.
    ///
    /// # Errors
    /// A sentence where the system gives no thread.
    pub fn bring_weights(
        &mut self,
        folder: PathBuf,
        choice: Option<WeightsChoice>,
        tools: Tools<'_>,
    ) -> Result<(), Message> {
        match choice {
            Some(choice) => self.weights.bring(folder, choice, tools),
            None => {
                self.weights.forget_search();
                Ok(())
            }
        }
    }

    /// Looks for the weights of an earlier session, once; with them come its curves.
    pub fn follow_weights(
        &mut self,
        tools: Tools<'_>,
        document: &mut Document,
    ) -> Result<(), Message> {
        let Some(run) = self.weights.follow(tools, document)? else {
            return Ok(());
        };
        // What it learned from measures it, too, where the project names no data.
        if let Some(source) = run.past_source()
            && document.settings().source().is_none()
        {
            self.guess_data(source, tools);
        }
        self.runs.bring_back(run);
        self.show_health(document);
        Ok(())
    }

    /// Measures a run of an earlier session, unless that was done.
    pub fn measure(&mut self, tools: Tools<'_>, document: &Document) {
        if !self.runs.is_unmeasured() || self.is_busy() {
            return;
        }
        if let Some(trained) = self.weights.of(document) {
            let predictor = Arc::clone(&trained.predictor);
            let data = self.loader.loaded();
            self.runs.examine(predictor, data, tools.workers, tools.ctx);
        }
    }
}

impl Learning {
    /// Measures the network of `document` on what somebody chose.
    ///
    /// # Errors
    /// A sentence where it has learned nothing, or there is nothing of that kind.
    pub fn measure_on(
        &mut self,
        on: MeasuredOn,
        tools: Tools<'_>,
        document: &Document,
    ) -> Result<(), Message> {
        let trained = self.trained(document);
        let trained = trained.ok_or_else(|| message!("nothing-to-measure"))?;
        let predictor = Arc::clone(&trained.predictor);
        let asked = (on, document.settings().labels);
        let data = self.loader.loaded();
        let jobs = (tools.workers, tools.ctx);
        self.runs.examine_on(asked, predictor, data, jobs)
    }
}

/// "1 epoch", "12 epochs".
pub fn epochs_message(count: usize) -> Message {
    match count {
        0 => message!("part-of-first-epoch"),
        count => counted(count, "epoch"),
    }
}
