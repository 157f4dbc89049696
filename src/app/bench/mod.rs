//! The training bench: data set, training, prediction, diagram export.
//! Never computes; it shows what jobs and the engine send, and turns gestures into commands.

mod answering;
mod clipboard;
mod command;
mod data;
mod desk;
mod devices;
mod diagram;
mod drop_hint;
mod files;
mod habits;
mod handle;
mod lesson;
mod network;
mod other_data;
mod parts;
mod predict;
mod setup;
mod training;
mod weights;

pub use clipboard::files_in as files_named_in;
pub use command::{BenchCommand, BenchFile};
pub use data::LoadedData;
pub use desk::{BenchDesk, Elsewhere};
pub use files::{homes_of_runs, is_data, is_picture};
pub use habits::Habits;
pub use predict::{Answer, Content, Pictures};
pub use setup::{ChosenBy, Setup, Validation};
pub use training::{Begun, Page, Record, Results, Run, Stage};

use super::command::{Command, Commands};
use super::jobs::{Job, Workers};
use super::state::{DocumentId, Lesson, State};
use crate::app::widgets;
use crate::engine::device::DeviceEntry;
use crate::engine::train::Event;
use crate::graph::DataFacts;
use clipboard::Clip;
use data::{DataPanel, Loader};
use devices::{Devices, device_label};
use diagram::DiagramDialog;
use predict::{Asking, Oracle};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use training::runs::Runs;
use training::{Effect, TrainingPanel, TrainingView};
use weights::Weights;

/// What the bench keeps from frame to frame: the data set, the training, the pictures tried.
#[derive(Debug, Default)]
pub struct Bench {
    /// What training is asked to do, apart from the network.
    pub setup: Setup,
    /// The Training tab.
    pub training: TrainingPanel,
    /// Own pictures and what was said about them.
    pub pictures: Pictures,
    /// Where jobs run.
    pub workers: Workers,
    /// Where runs are kept; the desktop's place for data of programs where nobody says otherwise.
    pub runs_home: Option<PathBuf>,
    loader: Loader,
    data_panel: DataPanel,
    runs: Runs,
    weights: Weights,
    asking: Asking,
    devices: Devices,
    diagram: DiagramDialog,
    clipboard: Option<Job<Clip>>,
    /// Files on their way to the disk, and the document that each is of.
    saving: Vec<(DocumentId, Job<Result<String, String>>)>,
    /// The settings of the open project as of the last look.
    lesson: Option<Lesson>,
    /// Train was pressed before its data was there.
    waits_for_data: bool,
    /// The training of a document that is not in front.
    elsewhere: Option<Elsewhere>,
}

impl Bench {
    /// Takes what worker threads sent since the last frame. Called before painting; must not wait.
    pub fn drain(&mut self, ctx: &egui::Context, state: &State, commands: &mut Commands) {
        self.devices.drain(self.workers, ctx);
        self.follow_document(ctx, state, commands);
        self.drain_data(ctx, state, commands);
        for effect in self.runs.drain() {
            self.follow_up(effect, ctx, commands);
        }
        self.drain_clipboard(ctx, state, commands);
        self.drain_saving(commands);
        self.pictures.drain(ctx);
        self.follow_weights(ctx, state);
        self.ask_about_pictures(ctx, state);
        self.diagram.drain(ctx, state, self.workers);
        if self.runs.is_busy() || self.runs.evaluating().is_some() {
            ctx.request_repaint_after(parts::LIVE_INTERVAL);
        }
    }

    /// Ends what is under way before the window closes; waits for the current batch, so that the run is kept whole.
    pub fn shut_down(&mut self) {
        self.runs.shut_down();
    }

    /// Paints the Data tab.
    pub fn data_ui(&mut self, ui: &mut egui::Ui, state: &State, commands: &mut Commands) {
        self.data_panel
            .ui(ui, &self.loader, &mut self.setup, state, commands);
    }

    /// Paints the Training tab.
    pub fn training_ui(&mut self, ui: &mut egui::Ui, state: &State, commands: &mut Commands) {
        let view = TrainingView {
            waiting: self.waiting_words(),
            ready: self.ready_words(state),
            setup: &mut self.setup,
            devices: self.devices.known(),
            runs: &self.runs,
            elsewhere: self.elsewhere.as_ref(),
            data: self.loader.loaded().map(Arc::as_ref),
            state,
        };
        self.training.ui(ui, view, commands);
    }

    /// Paints the Predict tab.
    pub fn predict_ui(&mut self, ui: &mut egui::Ui, state: &State, commands: &mut Commands) {
        let oracle = self.oracle(state);
        if let Some(fault) = self.asking_fault(state) {
            parts::fault_ui(ui, &fault);
        }
        predict::predict_ui(ui, &mut self.pictures, oracle, commands);
    }

    /// Paints dialogs of the bench over the window, where one is open.
    pub fn dialogs_ui(&mut self, ctx: &egui::Context, state: &State, commands: &mut Commands) {
        self.diagram.ui(ctx, state, commands);
        drop_hint::drop_hint_ui(ctx);
    }

    /// The device that training runs on, for the menu bar: "CPU · 2 threads", or its name alone where threads do not
    /// count or nothing is known of it.
    pub fn device_label(&self) -> String {
        let recipe = &self.setup.recipe;
        let device = device_label(&recipe.device);
        let known = self.devices.known().iter();
        let available = known
            .filter(|entry| entry.name == recipe.device)
            .find_map(|entry| entry.threads);
        match available.map(|available| recipe.threads.unwrap_or(available)) {
            None => device,
            Some(1) => format!("{device} · 1 thread"),
            Some(threads) => format!("{device} · {threads} threads"),
        }
    }

    /// The devices to choose from; `None` while drivers are being asked.
    pub fn devices(&self) -> Option<&'static [DeviceEntry]> {
        self.devices.are_known().then(|| self.devices.known())
    }

    /// The data set at hand.
    pub fn data(&self) -> Option<&Arc<LoadedData>> {
        self.loader.loaded()
    }

    /// The run, live or over.
    pub fn run(&self) -> Option<&Run> {
        self.runs.current()
    }

    /// Follows a training whose events are handed in by [`Self::tell`]; for tests.
    pub fn follow(&mut self, begun: Begun) {
        self.runs.follow(begun);
        self.training.page = Page::Curves;
    }

    /// Hands in an event of the run, as its thread would.
    pub fn tell(&mut self, event: Event) {
        if let Some(run) = self.runs.current_mut() {
            run.tell(event);
        }
    }

    /// Whether a training of the document in front is wanted, prepared or under way.
    pub fn is_busy(&self) -> bool {
        self.waits_for_data || self.runs.is_busy()
    }

    /// The training of a document that is not in front, where there is one.
    pub fn elsewhere(&self) -> Option<&Elsewhere> {
        self.elsewhere.as_ref()
    }

    /// Forgets who else is being trained, before those who are say so.
    pub(in crate::app) fn forget_elsewhere(&mut self) {
        self.elsewhere = None;
    }

    /// Whether a training learns at this moment.
    pub fn is_running(&self) -> bool {
        self.runs
            .current()
            .is_some_and(|run| matches!(run.stage, Stage::Running | Stage::Starting))
    }

    /// Whether a training holds.
    pub fn is_paused(&self) -> bool {
        self.runs
            .current()
            .is_some_and(|run| run.stage == Stage::Paused)
    }

    /// Whether there are curves to save.
    pub fn has_run(&self) -> bool {
        self.runs
            .current()
            .is_some_and(|run| !run.record.rows.is_empty())
    }

    /// The folder of the last run.
    pub fn run_folder(&self) -> Option<&Path> {
        self.runs.current()?.begun.folder.as_deref()
    }

    fn oracle(&self, state: &State) -> Oracle {
        if self.is_busy() {
            Oracle::Training
        } else if self.weights.of(&state.document).is_some() {
            Oracle::Ready
        } else if state.document.is_empty() {
            Oracle::NoNetwork
        } else {
            Oracle::Untrained
        }
    }

    /// Compares what the document was told about the data with what is true.
    fn tell_facts(&self, state: &State, commands: &mut Commands) {
        let facts: Option<DataFacts> = self.loader.loaded().map(|data| data.facts());
        if state.document.data_facts() != facts.as_ref() {
            commands.send(Command::SetDataFacts(facts));
        }
    }

    fn drain_data(&mut self, ctx: &egui::Context, state: &State, commands: &mut Commands) {
        let loading = self.loader.drain();
        if loading == data::Loading::Done {
            self.say_other_data(&state.document, commands);
            self.split_where_nothing_is_held_out();
        }
        match loading {
            data::Loading::Quiet => {}
            data::Loading::Done if self.waits_for_data => {
                self.waits_for_data = false;
                self.begin_training(ctx, state, commands);
            }
            data::Loading::Done => {}
            data::Loading::Failed(fault) => {
                self.waits_for_data = false;
                commands.send(Command::Complain(fault));
            }
        }
        self.let_go_of_misfit(state);
        self.tell_facts(state, commands);
    }

    /// Without a test part, validation needs a share of the training part; better said than assumed.
    fn split_where_nothing_is_held_out(&mut self) {
        let has_test_part = self.loader.loaded().is_some_and(|data| data.test.is_some());
        if !has_test_part && self.setup.validation == Validation::TestPart {
            self.setup.set_validation(Validation::Split);
        }
    }

    /// Data that the bench chose by itself goes when the network is made for other data.
    fn let_go_of_misfit(&mut self, state: &State) {
        if self.setup.chosen_by == ChosenBy::User || self.is_busy() {
            return;
        }
        let fitting = network::fitting_builtin(state.document.inference())
            .map(crate::data::DataSource::builtin);
        if fitting.is_some() && fitting != self.setup.data {
            self.loader.clear();
            self.setup.data = None;
            self.setup.chosen_by = ChosenBy::User;
        }
    }

    fn follow_up(&mut self, effect: Effect, ctx: &egui::Context, commands: &mut Commands) {
        match effect {
            Effect::Predicted(request, verdicts) => {
                self.asking.answered(request, verdicts, &mut self.pictures);
            }
            Effect::Profiled(seconds) => {
                commands.send(Command::SetStepSeconds(Arc::new(seconds)));
            }
            Effect::Refused(reason) => {
                commands.send(Command::Complain(widgets::sentence(&reason)));
            }
            Effect::Failed(reason) => {
                self.asking.give_up();
                commands.send(Command::Complain(widgets::sentence(&reason)));
            }
            Effect::Ended(ending) => self.ended(*ending, ctx, commands),
        }
    }
}
