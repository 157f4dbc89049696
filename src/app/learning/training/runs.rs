//! The training that is being prepared, that runs, or that ran last, and the evaluation after it.

use super::evaluating::{Asked, Measured};
use super::preparing::{Plan, Prepared};
use super::results::Results;
use super::run::{Begun, Effect, Run, Stage};
use crate::app::command::MeasuredOn;
use crate::app::jobs::{Job, Outlet, Step, Workers};
use crate::app::learning::LoadedData;
use crate::data::Reading;
use crate::engine::predict::Predictor;
use crate::engine::train::{Command, spawn};
use crate::message;
use crate::recipe::Recipe;
use crate::text::Message;
use crate::tr;
use std::collections::BTreeMap;
use std::sync::Arc;

/// What the window trains.
#[derive(Debug, Default)]
pub struct Runs {
    preparing: Option<Job<Prepared>>,
    current: Option<Run>,
    evaluation: Option<Job<Measured>>,
    results: Option<Results>,
    /// What the project calls its classes.
    names: BTreeMap<String, String>,
    evaluation_fault: Option<Message>,
    /// Evaluations so far.
    measured_count: u64,
    run_count: u64,
}

impl Runs {
    /// Begins a training as planned; the curves of the last run make room once it starts.
    ///
    /// # Errors
    /// A sentence where the system gives no thread.
    pub fn begin(
        &mut self,
        plan: Plan,
        workers: Workers,
        ctx: &egui::Context,
    ) -> Result<(), Message> {
        let work = move |outlet: &Outlet<Prepared>| outlet.send(plan.into_job(outlet));
        self.preparing = Some(Job::start(workers, "prepare-training", 1, ctx, work)?);
        Ok(())
    }

    /// Follows a run whose events somebody else hands in; for tests.
    pub fn follow(&mut self, begun: Begun) {
        self.start(Run::new(begun, None));
    }

    /// Takes everything that workers told. Never waits.
    pub fn drain(&mut self) -> Vec<Effect> {
        let mut effects = self.drain_preparing();
        self.drain_exam();
        effects.extend(self.current.iter_mut().flat_map(Run::drain));
        effects
    }

    /// Measures the network that the run left, in the background.
    pub fn examine(
        &mut self,
        predictor: Arc<Predictor>,
        data: Option<&Arc<LoadedData>>,
        workers: Workers,
        ctx: &egui::Context,
    ) {
        let evaluation = self.current.as_ref().and_then(|run| run.evaluation(data));
        if let Some(task) = evaluation {
            let recipe = task.recipe.clone();
            let asked = Asked::Usual(Box::new(task));
            self.measure(asked, recipe, predictor, (workers, ctx));
        }
    }

    /// Measures the network that the run left on what somebody chose, in the background.
    ///
    /// # Errors
    /// A sentence where there is nothing of that kind.
    pub fn examine_on(
        &mut self,
        (on, labels): (MeasuredOn, Option<Reading>),
        predictor: Arc<Predictor>,
        data: Option<&Arc<LoadedData>>,
        (workers, ctx): (Workers, &egui::Context),
    ) -> Result<(), Message> {
        let usual = self.current.as_ref().and_then(|run| run.evaluation(data));
        let recipe = self.current.as_ref().and_then(Run::recipe).cloned();
        let recipe = recipe.unwrap_or_default();
        let part = |role| {
            let mut parts = data?.parts();
            parts.find_map(|(found, part)| (found == role).then(|| Arc::clone(part)))
        };
        let asked = match on {
            MeasuredOn::Usual => usual.map(|task| Asked::Usual(Box::new(task))),
            MeasuredOn::Part(role) => part(role).map(|part| Asked::Part(part, role)),
            MeasuredOn::Source(source) => Some(Asked::Source(source, labels)),
        };
        let asked = asked.ok_or_else(|| message!("results-choose-data"))?;
        self.measure(asked, recipe, predictor, (workers, ctx));
        Ok(())
    }

    fn measure(
        &mut self,
        asked: Asked,
        recipe: Recipe,
        predictor: Arc<Predictor>,
        (workers, ctx): (Workers, &egui::Context),
    ) {
        self.results = None;
        self.evaluation_fault = None;
        // Replacing the job under way, if there is one, ends that.
        let job = Job::start(workers, "evaluate", 1, ctx, move |outlet| {
            outlet.send(asked.measure(&predictor, &recipe, outlet));
        });
        match job {
            Ok(job) => self.evaluation = Some(job),
            Err(fault) => self.evaluation_fault = Some(fault.into()),
        }
    }

    /// Shows a run of an earlier session, unless there is a later one; weights of another program that a user has just put in
    /// are later than anything that was trained.
    pub fn bring_back(&mut self, run: Run) {
        let is_later = self.current.is_none() || run.is_brought() && !self.is_busy();
        if is_later && self.preparing.is_none() {
            self.start(run);
        }
    }

    /// Whether nobody has measured yet what the run left.
    pub fn is_unmeasured(&self) -> bool {
        let is_open = self.results.is_none() && self.evaluation_fault.is_none();
        is_open && self.evaluation.is_none()
    }

    /// The run, live or over.
    pub fn current(&self) -> Option<&Run> {
        self.current.as_ref()
    }

    /// The same, to hand in events.
    pub fn current_mut(&mut self) -> Option<&mut Run> {
        self.current.as_mut()
    }

    /// How many runs have begun.
    pub fn run_count(&self) -> u64 {
        self.run_count
    }

    /// Whether a training is being prepared or runs.
    pub fn is_busy(&self) -> bool {
        self.preparing.is_some() || self.current.as_ref().is_some_and(|run| run.stage.is_live())
    }

    /// Ends the training and waits for that.
    pub fn shut_down(&mut self) {
        self.preparing = None;
        if let Some(run) = &mut self.current {
            run.shut_down();
        }
    }

    /// Whether a training is being prepared.
    pub fn is_preparing(&self) -> bool {
        self.preparing.is_some()
    }

    /// Pictures brought to size and in all, while one is being prepared.
    pub fn preparing(&self) -> Option<(usize, usize)> {
        self.preparing.as_ref().map(Job::progress)
    }

    /// Gives up preparing one.
    pub fn cancel_preparing(&mut self) {
        self.preparing = None;
    }

    /// Asks the running training for something.
    pub fn ask(&mut self, command: Command) -> bool {
        self.current.as_mut().is_some_and(|run| run.ask(command))
    }

    /// How far the training is: "epoch 3 of 40".
    pub fn progress(&self) -> String {
        match self.current().filter(|run| run.stage.is_live()) {
            Some(run) if run.record.place.epoch > 0 => {
                let (epoch, epochs) = (run.record.place.epoch, run.begun.epochs);
                if run.stage == Stage::Paused {
                    tr!("paused-in-epoch", epoch = epoch, epochs = epochs)
                } else {
                    tr!("in-epoch", epoch = epoch, epochs = epochs)
                }
            }
            _ => tr!("about-to-begin"),
        }
    }

    /// The figures of the last evaluation.
    pub fn results(&self) -> Option<&Results> {
        self.results.as_ref()
    }

    /// Calls classes by the names that the project gives them, from now on.
    pub fn name_classes(&mut self, names: &BTreeMap<String, String>) {
        if self.names != *names {
            self.names.clone_from(names);
            self.call_by_names();
        }
    }

    fn call_by_names(&mut self) {
        if let Some(results) = &mut self.results {
            results.name_classes(&self.names);
        }
    }

    /// Why the last evaluation failed.
    pub fn evaluation_fault(&self) -> Option<&Message> {
        self.evaluation_fault.as_ref()
    }

    /// Batches of the evaluation done and in all, while there is one.
    pub fn evaluating(&self) -> Option<(usize, usize)> {
        self.evaluation.as_ref().map(Job::progress)
    }

    fn start(&mut self, run: Run) {
        self.run_count += 1;
        self.evaluation = None;
        self.results = None;
        self.evaluation_fault = None;
        self.current = Some(run);
    }

    fn drain_preparing(&mut self) -> Vec<Effect> {
        let Some(job) = &self.preparing else {
            return Vec::new();
        };
        let prepared = match job.poll() {
            Step::Running => return Vec::new(),
            Step::Result(prepared) => prepared,
            Step::Ended => Err(message!("preparing-ended")),
        };
        self.preparing = None;
        let spawned = prepared.and_then(|(begun, job)| {
            let handle = spawn(job).map_err(|error| error.message())?;
            Ok((begun, handle))
        });
        match spawned {
            Ok((begun, handle)) => {
                self.start(Run::new(begun, Some(handle)));
                Vec::new()
            }
            Err(fault) => vec![Effect::Failed(fault.sentence())],
        }
    }

    fn drain_exam(&mut self) {
        let Some(job) = &self.evaluation else { return };
        match job.poll() {
            Step::Running => return,
            Step::Result(Ok(results)) => {
                self.measured_count += 1;
                let number = self.measured_count;
                self.results = results.map(|results| Results { number, ..results });
                self.call_by_names();
            }
            Step::Result(Err(fault)) => self.evaluation_fault = Some(fault.sentence()),
            Step::Ended => self.evaluation_fault = Some(message!("evaluation-ended")),
        }
        self.evaluation = None;
    }
}
