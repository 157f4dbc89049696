//! What one open network learns from, its training and its weights: what belongs to an open network and is not saved with
//! it. It is asked about pictures that the user brought. Jobs do the work; this takes what they send. Never paints.

mod data;
mod explaining;
mod messages;
pub mod network;
mod pictures;
mod tools;
mod training;
mod weights;

pub use data::{Base, LoadedData, Loader, Unread, words_on_other_data};
pub use explaining::{Explaining, Shown};
pub use pictures::{
    Answer, Content, Entry, Origin, Pictures, Ready, class_words, texture_from, texture_of,
};
pub use tools::Tools;
pub use training::{
    Begun, Curve, Curves, Elsewhere, EstimateTrial, Place, Plan, RateTrial, Readiness, Record,
    Results, Run, Runs, Stage, Trials, Waiting, Way, home_of_homeless_runs, home_of_pictures,
    home_of_runs, homes_of_runs, new_folder_in,
};
pub use weights::{Change, Trained, WeightsState, epochs_message, has_run_of};

use crate::app::command::{Command, Commands, WindowCommand};
use crate::app::document::Document;
use crate::data::DataSource;
use crate::engine::train::{self, Event};
use crate::graph::{HealthMeasure, StepSeconds};
use crate::message;
use crate::text::Message;
use messages::{as_of_another_tab, complaint};
use pictures::Asking;
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;
use training::Effect;
use weights::Weights;

/// How often the window paints while something runs: ten times a second at most.
pub const LIVE_INTERVAL: Duration = Duration::from_millis(100);

/// The data set of one open network, its training and its weights.
#[derive(Debug, Default)]
pub struct Learning {
    loader: Loader,
    runs: Runs,
    weights: Weights,
    asking: Asking,
    /// The data that was chosen where the project names none: it goes when it no longer fits the network.
    guess: Option<DataSource>,
    /// How the training begins that was asked for last.
    way: Way,
    /// Train was pressed before its data was there.
    waits_for_data: bool,
    /// What is tried out before a training.
    trials: Trials,
    /// The pinned pictures that the training under way was told, and which run that is.
    pinned: (u64, Vec<u64>),
}

impl Learning {
    /// For a network that is opened beside this one. The data set at hand stays with it until it asks for another: it need
    /// not be read twice.
    pub fn for_another(&self) -> Self {
        Self {
            loader: self.loader.at_rest(),
            guess: self.guess.clone(),
            ..Self::default()
        }
    }

    /// Takes what jobs have sent for `document`, in front or not. Never waits.
    fn drain(
        &mut self,
        tools: Tools<'_>,
        document: &mut Document,
        pictures: &mut Pictures,
        commands: &mut Commands,
    ) {
        self.drain_data(tools, document, commands);
        self.trials.drain();
        for effect in self.runs.drain() {
            self.follow_up(effect, tools, document, pictures, commands);
        }
        self.tell_pinned(pictures);
        if self.is_at_work() {
            tools.ctx.request_repaint_after(LIVE_INTERVAL);
        }
    }

    /// The same for a network that is not in front: who works on another one still wants to know, and of which one it is
    /// told.
    pub fn drain_behind(
        &mut self,
        tools: Tools<'_>,
        document: &mut Document,
        pictures: &mut Pictures,
        commands: &mut Commands,
    ) {
        if self.is_at_work() || self.loader.loading().is_some() {
            let mut sent = Commands::default();
            self.drain(tools, document, pictures, &mut sent);
            commands.extend(Self::told_behind(&mut sent, document));
        }
    }

    /// What was `sent` about a network that is not in front, as it is told there.
    pub fn told_behind(sent: &mut Commands, document: &Document) -> impl Iterator<Item = Command> {
        as_of_another_tab(sent.take(), document.name())
    }

    /// The same for the network in front, which also begins what it asks for by being looked at: reading the data that it
    /// names, finding the weights of an earlier session, measuring them where `shows_results`, asking them about pictures.
    pub fn drain_in_front(
        &mut self,
        tools: Tools<'_>,
        document: &mut Document,
        pictures: &mut Pictures,
        shows_results: bool,
        commands: &mut Commands,
    ) {
        self.follow_document(tools, document);
        self.drain(tools, document, pictures, commands);
        if let Err(fault) = self.follow_weights(tools, document) {
            commands.send(WindowCommand::Complain(fault));
        }
        if shows_results {
            self.measure(tools, document);
        }
        self.ask_about(pictures, tools, document);
    }

    /// Ends what is asked on behalf of the front: another network comes there.
    pub fn put_down(&mut self) {
        self.asking.begin_anew();
    }

    /// Lets go of the data set, for a network that is closed; it is read again when that comes back. A training goes on.
    pub fn let_go_of_data(&mut self) {
        self.loader = Loader::default();
        self.waits_for_data = false;
    }

    /// Ends what is under way before the window closes; waits for the current batch, so that the run is kept whole.
    pub fn shut_down(&mut self) {
        self.runs.shut_down();
    }

    /// The data set at hand.
    pub fn data(&self) -> Option<&Arc<LoadedData>> {
        self.loader.loaded()
    }

    /// The data set at hand and the one that is being read.
    pub fn loader(&self) -> &Loader {
        &self.loader
    }

    /// The training that is prepared, runs or ran last.
    pub fn runs(&self) -> &Runs {
        &self.runs
    }

    /// The run, live or over.
    pub fn run(&self) -> Option<&Run> {
        self.runs.current()
    }

    /// The folder of the last run.
    pub fn run_folder(&self) -> Option<&Path> {
        self.runs.current()?.begun.folder.as_deref()
    }

    /// Follows a training whose events are handed in by [`Self::tell`]; for tests.
    pub fn follow(&mut self, begun: Begun) {
        self.runs.follow(begun);
    }

    /// Hands in an event of the run, as its thread would.
    pub fn tell(&mut self, event: Event) {
        if let Some(run) = self.runs.current_mut() {
            run.tell(event);
        }
    }

    /// Whether a training is wanted, prepared or under way.
    pub fn is_busy(&self) -> bool {
        self.waits_for_data || self.runs.is_busy()
    }

    /// Whether a training learns at this moment.
    pub fn is_running(&self) -> bool {
        let run = self.runs.current();
        run.is_some_and(|run| matches!(run.stage, Stage::Running | Stage::Starting))
    }

    /// Whether a training holds.
    pub fn is_paused(&self) -> bool {
        let run = self.runs.current();
        run.is_some_and(|run| run.stage == Stage::Paused)
    }

    /// Whether there are curves to save.
    pub fn has_curves(&self) -> bool {
        let run = self.runs.current();
        run.is_some_and(|run| !run.record.epochs.is_empty())
    }

    fn is_at_work(&self) -> bool {
        self.is_busy() || self.trials.is_busy() || self.runs.evaluating().is_some()
    }

    /// Tells the training under way which pictures are pinned, where that has changed.
    fn tell_pinned(&mut self, pictures: &Pictures) {
        if !self.runs.current().is_some_and(|run| run.stage.is_live()) {
            return;
        }
        let pinned = pictures.pinned();
        let told = (
            self.runs.run_count(),
            pinned.iter().map(|it| it.0).collect(),
        );
        if self.pinned == told || (pinned.is_empty() && self.pinned.0 != told.0) {
            return;
        }
        let named = pinned
            .into_iter()
            .map(|(_, name, seen)| (name, seen.to_dynamic()));
        if self.runs.ask(train::Command::Pin(named.collect())) {
            self.pinned = told;
        }
    }

    /// Lays the newest reading over the canvas, where somebody wants it as heat.
    fn show_health(&self, document: &mut Document) {
        let reading = self
            .runs
            .current()
            .and_then(|run| run.record.health.latest());
        let Some(reading) = reading else { return };
        let of = |measure: HealthMeasure| {
            let values = reading.values(measure);
            let values: StepSeconds = values
                .map(|(name, value)| (name.to_owned(), value))
                .collect();
            (!values.is_empty()).then(|| (measure, Arc::new(values)))
        };
        document.set_health(HealthMeasure::ALL.into_iter().filter_map(of).collect());
    }

    fn follow_up(
        &mut self,
        effect: Effect,
        tools: Tools<'_>,
        document: &mut Document,
        pictures: &mut Pictures,
        commands: &mut Commands,
    ) {
        match effect {
            Effect::Started => {
                if let Some(folder) = self.run_folder() {
                    document.add_run(folder);
                }
            }
            Effect::Predicted(request, predictions) => {
                let predictions = predictions.map_err(Message::from);
                self.asking.answered(request, predictions, pictures);
            }
            Effect::Watched => self.show_health(document),
            Effect::Profiled(seconds) => document.set_step_seconds(Arc::new(seconds)),
            Effect::Saved { epoch, step } => {
                let saved = message!("checkpoint-saved", epoch = epoch, step = step);
                commands.send(WindowCommand::Tell(saved));
            }
            Effect::Refused(reason) => commands.send(complaint(&reason)),
            Effect::Failed(reason) => {
                self.asking.give_up();
                commands.send(complaint(&reason));
            }
            Effect::Ended(ending) => self.ended(*ending, tools, commands),
        }
    }
}
