//! Reading a data set in the background.

use super::loaded::{Base, LoadedData, Read, Unread, load};
use super::wanted::Wanted;
use crate::app::jobs::{Job, Step, Workers};
use crate::data::{DataSource, Stage};
use crate::message;
use crate::text::Message;
use std::collections::BTreeMap;
use std::sync::Arc;

/// The data set at hand, the one that is being read, or why there is none.
#[derive(Debug, Default)]
pub struct Loader {
    /// What is being read, what was read, or what cannot be read.
    wanted: Option<Wanted>,
    job: Option<Job<Read>>,
    /// Whether the files were read already, and only what the project makes of them is another.
    is_read: bool,
    /// What was read, and what was wanted then.
    loaded: Option<(Arc<LoadedData>, Wanted)>,
    /// Names that the project gives to classes.
    names: BTreeMap<String, String>,
    naming_count: u64,
    fault: Option<Unread>,
}

/// What draining the loader brought.
#[derive(Debug, Clone, PartialEq)]
pub enum Loading {
    /// Nothing new.
    Quiet,
    /// The data set is here.
    Done,
    /// It cannot be read, for this reason.
    Failed(Message),
}

impl Loader {
    /// Begins to read what is wanted; what was being read is given up.
    pub fn open(&mut self, wanted: Wanted, workers: Workers, ctx: &egui::Context) {
        self.begin(wanted, None, workers, ctx);
    }

    /// The same without reading files again that were read for the data at hand.
    pub fn follow(&mut self, wanted: Wanted, workers: Workers, ctx: &egui::Context) {
        let at_hand = self.loaded.as_ref();
        let read = at_hand.filter(|(_, loaded)| loaded.is_read_as(&wanted));
        let read = read.map(|(data, _)| Arc::clone(&data.base));
        self.begin(wanted, read, workers, ctx);
    }

    fn begin(
        &mut self,
        wanted: Wanted,
        read: Option<Arc<Base>>,
        workers: Workers,
        ctx: &egui::Context,
    ) {
        self.fault = None;
        self.wanted = Some(wanted.clone());
        self.is_read = read.is_some();
        match Job::start(workers, "load-data", 1, ctx, move |outlet| {
            outlet.send(load(&wanted, read.clone(), outlet));
        }) {
            Ok(job) => self.job = Some(job),
            Err(fault) => self.fault = Some(Unread::otherwise(fault.into())),
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
            Step::Ended => Err(Unread::otherwise(message!("reading-data-ended"))),
        };
        self.job = None;
        match (result, self.wanted.clone()) {
            (Ok(data), Some(wanted)) => {
                self.loaded = Some((Arc::new(data.named(&self.names)), wanted));
                Loading::Done
            }
            (Ok(_), None) => Loading::Quiet,
            (Err(unread), _) => {
                let fault = unread.fault.clone();
                self.fault = Some(unread);
                Loading::Failed(fault)
            }
        }
    }

    /// Calls classes by the names that the project gives them, from now on.
    pub fn name_classes(&mut self, names: &BTreeMap<String, String>) {
        if self.names == *names {
            return;
        }
        self.names.clone_from(names);
        self.naming_count += 1;
        if let Some((data, _)) = &mut self.loaded {
            *data = Arc::new(data.named(names));
        }
    }

    /// How often classes were given other names; answers that show them are out of date then.
    pub fn naming_count(&self) -> u64 {
        self.naming_count
    }

    /// A second one with the same data set at hand, which reads nothing.
    pub fn at_rest(&self) -> Self {
        Self {
            wanted: self.loaded_wanted(),
            loaded: self.loaded.clone(),
            names: self.names.clone(),
            ..Self::default()
        }
    }

    /// Gives up what is being read.
    pub fn cancel(&mut self) {
        self.job = None;
        self.fault = None;
        self.wanted = self.loaded_wanted();
    }

    /// Forgets what was at hand before: it is no longer what the user wants to learn from.
    pub fn let_go(&mut self) {
        self.loaded = None;
    }

    /// Forgets the data set.
    pub fn clear(&mut self) {
        *self = Self {
            names: std::mem::take(&mut self.names),
            naming_count: self.naming_count,
            ..Self::default()
        };
    }

    /// What is wanted, whether it can be read or not.
    pub fn wanted(&self) -> Option<&Wanted> {
        self.wanted.as_ref()
    }

    /// Where what is wanted comes from, whether it can be read or not.
    pub fn source(&self) -> Option<&DataSource> {
        self.wanted.as_ref().map(|wanted| &wanted.source)
    }

    /// What was wanted when the data set at hand was read.
    pub fn loaded_wanted(&self) -> Option<Wanted> {
        self.loaded.as_ref().map(|(_, wanted)| wanted.clone())
    }

    /// The data set at hand.
    pub fn loaded(&self) -> Option<&Arc<LoadedData>> {
        self.loaded.as_ref().map(|(data, _)| data)
    }

    /// What is being read.
    pub fn loading(&self) -> Option<&DataSource> {
        self.source().filter(|_| self.job.is_some())
    }

    /// Whether the data at hand still shows what is on the disk while it is brought in line with the project.
    pub fn is_being_changed(&self) -> bool {
        self.job.is_some() && self.is_read && self.loaded.is_some()
    }

    /// What is being done with the pictures.
    pub fn stage(&self) -> Stage {
        let stage = self.job.as_ref().map_or(0, Job::stage);
        Stage::ALL.get(stage).copied().unwrap_or_default()
    }

    /// Pictures done and in all.
    pub fn progress(&self) -> (usize, usize) {
        self.job.as_ref().map_or((0, 0), Job::progress)
    }

    /// Why the last source could not be read.
    pub fn fault(&self) -> Option<&Unread> {
        self.fault.as_ref()
    }
}
