//! What stands in the dialog, made by jobs: the network with its weights, then what becomes of it in the format that is
//! chosen. Never waits.

use super::weights::{AtHand, Source};
use crate::app::command::DocumentId;
use crate::app::document::Document;
use crate::app::jobs::{Job, Outlet, Step, Workers};
use crate::app::learning::{Learning, LoadedData, Plan};
use crate::engine::run::WeightsChoice;
use crate::exchange::Report;
use crate::exchange::outgoing::{Choices, Format, Outgoing, preview};
use crate::graph::NodePath;
use crate::message;
use crate::project::View;
use crate::text::Message;
use std::collections::BTreeMap;
use std::sync::Arc;

/// How the network is wanted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Wish {
    /// For which program.
    pub format: Format,
    /// What the format leaves to whoever wants it.
    pub choices: Choices,
}

/// What is written: which network, with which weights.
#[derive(Debug, Clone, PartialEq)]
pub struct Subject {
    /// The document.
    pub id: DocumentId,
    revision: u64,
    /// What there is of weights.
    pub at_hand: AtHand,
    /// Which of them.
    pub source: Source,
    /// The pictures, where the whole training goes.
    pictures: Option<Pictures>,
}

/// The pictures at hand that a training would take, if any.
#[derive(Debug, Clone)]
struct Pictures(Option<Arc<LoadedData>>);

impl PartialEq for Pictures {
    fn eq(&self, other: &Self) -> bool {
        self.0.as_ref().map(Arc::as_ptr) == other.0.as_ref().map(Arc::as_ptr)
    }
}

impl Subject {
    /// The network of `document`, and what it would learn from where `format` holds that.
    pub fn of(
        document: &Document,
        learning: &Learning,
        (at_hand, source): (AtHand, Source),
        format: Format,
    ) -> Self {
        Self {
            id: document.id(),
            revision: document.revision(),
            at_hand,
            source,
            pictures: format
                .is_folder()
                .then(|| Pictures(learning.data().cloned())),
        }
    }
}

/// A network that can be written.
#[derive(Debug, Clone)]
pub struct Ready {
    /// The network and its weights.
    pub outgoing: Arc<Outgoing>,
    /// What else its run has kept.
    pub others: Vec<(WeightsChoice, usize)>,
    /// Where its layers are.
    pub paths: Arc<BTreeMap<String, NodePath>>,
}

type Made = Result<Ready, Message>;

/// The jobs, and what they have made.
#[derive(Debug, Default)]
pub struct Making {
    made: Option<(Subject, Made)>,
    making: Option<(Subject, Job<Made>)>,
    told: Option<(Wish, Report)>,
    telling: Option<(Wish, Job<Report>)>,
}

impl Making {
    /// Takes what jobs have made, and begins others where the network or the wish have changed. Never waits.
    pub fn follow(
        &mut self,
        subject: &Subject,
        wish: Wish,
        (document, learning): (&Document, &Learning),
        (workers, ctx): (Workers, &egui::Context),
    ) {
        self.take_made();
        let is_of_subject = |made: &(Subject, Made)| made.0 == *subject;
        if self.making.is_none() && !self.made.as_ref().is_some_and(is_of_subject) {
            self.begin(subject, (document, learning), (workers, ctx));
            self.take_made();
        }
        self.take_told();
        let Some((_, Ok(ready))) = &self.made else {
            return;
        };
        if self.telling.is_none() && self.told.as_ref().is_none_or(|told| told.0 != wish) {
            let outgoing = Arc::clone(&ready.outgoing);
            let work = move |outlet: &Outlet<Report>| {
                outlet.send(preview(&outgoing, wish.format, wish.choices));
            };
            let job = Job::start(workers, "preview-export", 1, ctx, work);
            self.telling = job.ok().map(|job| (wish, job));
            self.take_told();
        }
    }

    /// The network, once it is there and still the one that is meant.
    pub fn ready(&self, subject: &Subject) -> Option<Result<&Ready, &Message>> {
        let (made_of, made) = self.made.as_ref()?;
        (made_of == subject).then_some(made.as_ref())
    }

    /// What becomes of it, once that is known.
    pub fn report(&self, wish: Wish) -> Option<&Report> {
        let (told_of, report) = self.told.as_ref()?;
        (*told_of == wish).then_some(report)
    }

    fn begin(
        &mut self,
        subject: &Subject,
        (document, learning): (&Document, &Learning),
        (workers, ctx): (Workers, &egui::Context),
    ) {
        let project = document.project(View::default());
        let (at_hand, source) = (subject.at_hand.clone(), subject.source);
        let whole = subject.pictures.is_some();
        let plan = whole.then(|| learning.plan_of_training(document)).flatten();
        let work = move |outlet: &Outlet<Made>| {
            let (outgoing, others) = match (plan, &at_hand) {
                (Some(plan), _) => (of_training(plan, outlet), Vec::new()),
                (None, AtHand::Learned(learned)) => {
                    (learned.outgoing(&project, source), learned.others())
                }
                (None, AtHand::None(_)) => (Outgoing::of(&project, None), Vec::new()),
            };
            outlet.send(outgoing.map(|outgoing| {
                let layers = outgoing.flat.layers.iter();
                let paths = layers.map(|layer| (layer.name.clone(), layer.path.clone()));
                Ready {
                    others,
                    paths: Arc::new(paths.collect()),
                    outgoing: Arc::new(outgoing),
                }
            }));
        };
        match Job::start(workers, "prepare-export", 1, ctx, work) {
            Ok(job) => self.making = Some((subject.clone(), job)),
            Err(fault) => self.made = Some((subject.clone(), Err(fault.into()))),
        }
    }

    fn take_made(&mut self) {
        let made = match self.making.as_ref().map(|(_, job)| job.poll()) {
            None | Some(Step::Running) => return,
            Some(Step::Result(made)) => made,
            Some(Step::Ended) => Err(message!("export-ended")),
        };
        if let Some((subject, _)) = self.making.take() {
            self.made = Some((subject, made));
            // What was told was told of another network.
            self.told = None;
            self.telling = None;
        }
    }

    fn take_told(&mut self) {
        let report = match self.telling.as_ref().map(|(_, job)| job.poll()) {
            None | Some(Step::Running) => return,
            Some(Step::Result(report)) => report,
            Some(Step::Ended) => {
                let mut report = Report::default();
                report.tell_of_file(crate::exchange::Fate::Refused, message!("export-ended"));
                report
            }
        };
        self.told = self.telling.take().map(|(wish, _)| (wish, report));
    }
}

/// The whole training, in the size of the network.
fn of_training(plan: Result<Plan, Message>, outlet: &Outlet<Made>) -> Result<Outgoing, Message> {
    Outgoing::of_training(plan?.into_job_alone(outlet)?)
}
