//! Reading a data set in the background.

use crate::app::jobs::{Job, Outlet, Step, Workers};
use crate::app::widgets;
use crate::data::{
    DataError, DataSource, Dataset, Explored, OpenOptions, Taken, explore, identity, open,
};
use crate::graph::DataFacts;
use std::ops::ControlFlow;
use std::sync::Arc;

/// A data set in memory and the report on it.
#[derive(Debug)]
pub struct LoadedData {
    /// Where it came from.
    pub source: DataSource,
    /// The part to train on.
    pub train: Arc<Dataset>,
    /// The part that the source sets aside for validation.
    pub validation: Option<Arc<Dataset>>,
    /// The part that the source holds out for the end.
    pub test: Option<Arc<Dataset>>,
    /// What was taken for what.
    pub taken: Taken,
    /// Counts, copies, warnings.
    pub explored: Explored,
    /// Which data it is, wherever it lies; `None` for what comes with the program.
    pub fingerprint: Option<String>,
}

impl LoadedData {
    /// What a network must match.
    pub fn facts(&self) -> DataFacts {
        let shape = self.train.shape();
        DataFacts {
            class_count: self.train.classes().len(),
            image: [shape.height(), shape.width(), shape.channels()],
        }
    }

    /// Its short name: a built-in's word, a file's or folder's name.
    pub fn title(&self) -> String {
        match &self.source {
            DataSource::Builtin(..) => self.source.to_string(),
            DataSource::Path(_) => self.train.name().to_owned(),
        }
    }
}

/// The data set at hand, the one that is being read, or why there is none.
#[derive(Debug, Default)]
pub struct Loader {
    /// What is wanted: what is being read, what was read, or what cannot be read.
    source: Option<DataSource>,
    job: Option<Job<Result<LoadedData, String>>>,
    loaded: Option<Arc<LoadedData>>,
    fault: Option<String>,
}

/// What draining the loader brought.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Loading {
    /// Nothing new.
    Quiet,
    /// The data set is here.
    Done,
    /// It cannot be read, for this reason.
    Failed(String),
}

impl Loader {
    /// Begins to read `source`; what was being read is given up.
    pub fn open(&mut self, source: DataSource, workers: Workers, ctx: &egui::Context) {
        self.fault = None;
        self.source = Some(source.clone());
        match Job::start(workers, "load-data", 1, ctx, move |outlet| {
            outlet.send(load(source, outlet));
        }) {
            Ok(job) => self.job = Some(job),
            Err(fault) => self.fault = Some(fault),
        }
    }

    /// Takes the result if it came.
    pub fn drain(&mut self) -> Loading {
        let Some(job) = &self.job else {
            return Loading::Quiet;
        };
        let result = match job.poll() {
            Step::Running => return Loading::Quiet,
            Step::Result(result) => result,
            Step::Ended => {
                Err("Reading the data set ended unexpectedly; please report this".to_owned())
            }
        };
        self.job = None;
        match result {
            Ok(data) => {
                self.loaded = Some(Arc::new(data));
                Loading::Done
            }
            Err(fault) => {
                // What was at hand before is no longer what the user wants to learn from.
                self.loaded = None;
                self.fault = Some(fault.clone());
                Loading::Failed(fault)
            }
        }
    }

    /// A second one with the same data set at hand, which reads nothing.
    pub fn at_rest(&self) -> Self {
        Self {
            source: self.loaded_source(),
            loaded: self.loaded.clone(),
            ..Self::default()
        }
    }

    /// Gives up what is being read.
    pub fn cancel(&mut self) {
        self.job = None;
        self.source = self.loaded_source();
    }

    /// Forgets the data set.
    pub fn clear(&mut self) {
        *self = Self::default();
    }

    /// What is wanted, whether it can be read or not.
    pub fn source(&self) -> Option<&DataSource> {
        self.source.as_ref()
    }

    fn loaded_source(&self) -> Option<DataSource> {
        self.loaded.as_ref().map(|data| data.source.clone())
    }

    /// The data set at hand.
    pub fn loaded(&self) -> Option<&Arc<LoadedData>> {
        self.loaded.as_ref()
    }

    /// What is being read.
    pub fn loading(&self) -> Option<&DataSource> {
        self.source.as_ref().filter(|_| self.job.is_some())
    }

    /// Pictures read and in all.
    pub fn progress(&self) -> (usize, usize) {
        self.job.as_ref().map_or((0, 0), Job::progress)
    }

    /// Why the last source could not be read.
    pub fn fault(&self) -> Option<&str> {
        self.fault.as_deref()
    }
}

fn load(
    source: DataSource,
    outlet: &Outlet<Result<LoadedData, String>>,
) -> Result<LoadedData, String> {
    let on_progress = |progress: crate::data::Progress| {
        outlet.progress(progress.done, progress.total);
        if outlet.is_cancelled() {
            ControlFlow::Break(())
        } else {
            ControlFlow::Continue(())
        }
    };
    let loaded = open(&source, &OpenOptions::default(), &on_progress)
        .map_err(|error: DataError| sentence(&error))?;
    let explored = explore(&loaded.train, loaded.validation.iter().chain(&loaded.test));
    let fingerprint = identity(&source, &|| !outlet.is_cancelled());
    Ok(LoadedData {
        source,
        train: Arc::new(loaded.train),
        validation: loaded.validation.map(Arc::new),
        test: loaded.test.map(Arc::new),
        taken: loaded.taken,
        explored,
        fingerprint,
    })
}

fn sentence(error: &DataError) -> String {
    widgets::sentence(&error.to_string())
}
