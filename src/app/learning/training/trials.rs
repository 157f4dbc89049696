//! What is tried out before a training, and forgotten: learning rates, and a few batches that tell how long it will take.
//! A job of its own network does it; neither weights nor runs of the document are touched.

use super::Way;
use super::home::home_of_runs;
use super::preparing::Plan;
use crate::app::command::{Availability, Commands, Panel, PanelCommand, Trial, WindowCommand};
use crate::app::document::Document;
use crate::app::jobs::{Job, Outlet, Step};
use crate::app::learning::{Learning, Tools};
use crate::engine::run::HOME;
use crate::engine::train::{Estimate, RateRange, RatesTried, TriedRate, dry_run, find_rate};
use crate::message;
use crate::project::TrainingSettings;
use crate::text::Message;
use std::ops::ControlFlow;
use std::path::Path;

/// What was tried out for a document, and what is being tried.
#[derive(Debug, Default)]
pub struct Trials {
    rates: Option<RateTrial>,
    estimate: Option<EstimateTrial>,
}

/// Learning rates that are or were tried.
#[derive(Debug)]
pub struct RateTrial {
    job: Option<Job<RateNews>>,
    /// How many there will be.
    pub steps: usize,
    /// What was found so far.
    pub found: RatesTried,
    /// Why it came to nothing.
    pub fault: Option<Message>,
}

/// A few batches that are or were measured.
#[derive(Debug)]
pub struct EstimateTrial {
    job: Option<Job<Measured>>,
    /// What they came to.
    pub found: Option<Estimate>,
    /// Why they came to nothing.
    pub fault: Option<Message>,
    settings: TrainingSettings,
}

/// What the job that tries rates sends.
#[derive(Debug)]
enum RateNews {
    Tried(TriedRate),
    Over(Result<RatesTried, Message>),
}

type Measured = Result<Option<Estimate>, Message>;

impl Trials {
    /// Learning rates that are or were tried.
    pub fn rates(&self) -> Option<&RateTrial> {
        self.rates.as_ref()
    }

    /// What a few batches told.
    pub fn estimate(&self) -> Option<&EstimateTrial> {
        self.estimate.as_ref()
    }

    /// Whether something is being tried.
    pub fn is_busy(&self) -> bool {
        let rates = self.rates().is_some_and(RateTrial::is_under_way);
        rates || self.estimate().is_some_and(EstimateTrial::is_under_way)
    }

    /// Ends one of them where it is under way, and forgets what it has found.
    pub fn end(&mut self, trial: Trial) {
        match trial {
            Trial::Rates => self.rates = None,
            Trial::Estimate => self.estimate = None,
        }
    }

    /// Ends what is under way; what was found stays.
    pub fn stop(&mut self) {
        self.rates = self.rates.take().filter(|trial| !trial.is_under_way());
        self.estimate = self.estimate.take().filter(|trial| !trial.is_under_way());
    }

    /// Takes what the jobs have sent. Never waits.
    pub fn drain(&mut self) {
        if let Some(rates) = &mut self.rates {
            rates.drain();
        }
        if let Some(estimate) = &mut self.estimate {
            estimate.drain();
        }
    }
}

impl RateTrial {
    /// Whether rates are still being tried.
    pub fn is_under_way(&self) -> bool {
        self.job.is_some()
    }

    fn drain(&mut self) {
        while let Some(job) = &self.job {
            match job.poll() {
                Step::Running => return,
                Step::Result(RateNews::Tried(tried)) => self.found.tried.push(tried),
                Step::Result(RateNews::Over(found)) => {
                    self.job = None;
                    match found {
                        Ok(found) => self.found = found,
                        Err(fault) => self.fault = Some(fault.sentence()),
                    }
                }
                Step::Ended => {
                    self.job = None;
                    self.fault = Some(message!("trial-ended"));
                }
            }
        }
    }
}

impl EstimateTrial {
    /// Whether batches are still being measured.
    pub fn is_under_way(&self) -> bool {
        self.job.is_some()
    }

    /// Whether it was made for other settings than `settings`.
    pub fn is_of_others(&self, settings: &TrainingSettings) -> bool {
        self.settings != *settings
    }

    fn drain(&mut self) {
        let Some(job) = &self.job else { return };
        match job.poll() {
            Step::Running => return,
            Step::Result(Ok(found)) => self.found = found,
            Step::Result(Err(fault)) => self.fault = Some(fault.sentence()),
            Step::Ended => self.fault = Some(message!("trial-ended")),
        }
        self.job = None;
    }
}

impl Learning {
    /// What is or was tried out.
    pub fn trials(&self) -> &Trials {
        &self.trials
    }

    /// Ends one of them where it is under way, and forgets what it has found.
    pub fn end_trial(&mut self, trial: Trial) {
        self.trials.end(trial);
    }

    /// Whether something can be tried out now, and if not, why.
    pub fn trial_offer(&self) -> Availability {
        match () {
            () if self.trials.is_busy() => Availability::when(false, "trial-under-way"),
            () if self.is_busy() => Availability::when(false, "training-under-way"),
            () => Availability::when(self.loader.loaded().is_some(), "trial-needs-pictures"),
        }
    }

    /// Tries out learning rates for `document`.
    pub fn find_rate(&mut self, tools: Tools<'_>, document: &Document, commands: &mut Commands) {
        let Some(plan) = self.trial_plan(tools, document, commands) else {
            return;
        };
        let range = RateRange::default();
        let work = move |outlet: &Outlet<RateNews>| {
            let found = plan.into_job_alone(outlet).and_then(|job| {
                let found = find_rate(job, range, |tried, _| {
                    outlet.send(RateNews::Tried(*tried));
                    going_on(outlet)
                });
                found.map_err(|error| error.message())
            });
            outlet.send(RateNews::Over(found));
        };
        // Each rate and the end find room, whether or not anybody looks.
        let capacity = range.steps + 1;
        let job = Job::start(tools.workers, "find-rate", capacity, tools.ctx, work);
        let (job, fault) = split(job);
        self.trials.rates = Some(RateTrial {
            job,
            steps: range.steps,
            found: RatesTried::default(),
            fault,
        });
        self.trials.drain();
    }

    /// Measures a few batches of a training of `document`.
    pub fn dry_run(&mut self, tools: Tools<'_>, document: &Document, commands: &mut Commands) {
        let Some(plan) = self.trial_plan(tools, document, commands) else {
            return;
        };
        let work = move |outlet: &Outlet<Measured>| {
            let found = plan.into_job_alone(outlet).and_then(|job| {
                let found = dry_run(job, &|| going_on(outlet).is_continue());
                found.map_err(|error| error.message())
            });
            outlet.send(found);
        };
        let (job, fault) = split(Job::start(tools.workers, "dry-run", 1, tools.ctx, work));
        self.trials.estimate = Some(EstimateTrial {
            job,
            found: None,
            fault,
            settings: document.settings().clone(),
        });
        self.trials.drain();
    }

    /// The training of `document` on the data at hand, as it would begin anew; `None` where there is no data.
    pub fn plan_of_training(&self, document: &Document) -> Option<Result<Plan, Message>> {
        let data = self.loader.loaded()?;
        // No run is made of it.
        let home = Path::new(HOME);
        Some(Plan::new(document, data, home, (Way::Anew, None)))
    }

    /// What is to be tried; says why nothing can be.
    fn trial_plan(
        &self,
        tools: Tools<'_>,
        document: &Document,
        commands: &mut Commands,
    ) -> Option<Plan> {
        commands.send(PanelCommand::LeadTo(Panel::TrainingSettings));
        let home = home_of_runs(tools.runs_home, document);
        let data = self.loader.loaded()?;
        match Plan::new(document, data, &home, (Way::Anew, None)) {
            Ok(plan) => Some(plan),
            Err(reason) => {
                commands.send(WindowCommand::Complain(reason.plain()));
                None
            }
        }
    }
}

fn going_on<T: Send + 'static>(outlet: &Outlet<T>) -> ControlFlow<()> {
    if outlet.is_canceled() {
        ControlFlow::Break(())
    } else {
        ControlFlow::Continue(())
    }
}

fn split<T>(job: Result<Job<T>, String>) -> (Option<Job<T>>, Option<Message>) {
    match job {
        Ok(job) => (Some(job), None),
        Err(fault) => (None, Some(fault.into())),
    }
}
