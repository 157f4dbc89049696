//! The training bench: data set, training, prediction, diagram export.
//! Never computes; it shows what jobs and the engine send, and turns gestures into commands.

mod answering;
mod changed;
mod choice;
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
mod network;
mod other_data;
mod parts;
mod past_run;
mod predict;
mod training;
mod weights;

pub use changed::Change;
pub use clipboard::files_in as files_named_in;
pub use command::{BenchCommand, BenchFile};
pub use data::LoadedData;
pub use desk::{BenchDesk, Elsewhere};
pub use files::{homes_of_runs, is_data, is_picture};
pub use habits::Habits;
pub use predict::{Answer, Content, Pictures};
pub use training::{Begun, Page, Record, Results, Run, Stage};

use super::command::{Command, Commands};
use super::jobs::{Job, Workers};
use super::state::{Document, State};
use crate::app::widgets;
use crate::data::DataSource;
use crate::engine::device::DeviceEntry;
use crate::engine::train::Event;
use clipboard::Clip;
use data::{DataPanel, Loader};
use devices::{Devices, device_label};
use diagram::DiagramDialog;
use files::Saving;
use handle::Way;
use predict::{Asking, Oracle};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use training::runs::Runs;
use training::{Effect, TrainingPanel, TrainingView};
use weights::{Fit, Weights};

/// What the bench keeps from frame to frame: the data set, the training, the pictures tried.
#[derive(Debug, Default)]
pub struct Bench {
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
    saving: Vec<Saving>,
    /// The data that the bench chose by itself where the project names none: it goes when it no longer fits the network.
    guess: Option<DataSource>,
    /// How the training begins that was asked for last.
    way: Way,
    /// Train was pressed before its data was there.
    waits_for_data: bool,
    /// The training of a document that is not in front.
    elsewhere: Option<Elsewhere>,
}

impl Bench {
    /// Takes what worker threads sent since the last frame. Called before painting; must not wait.
    pub fn drain(&mut self, ctx: &egui::Context, state: &mut State, commands: &mut Commands) {
        self.devices.drain(self.workers, ctx);
        self.follow_document(ctx, &state.document);
        self.drain_data(ctx, state, commands);
        for effect in self.runs.drain() {
            self.follow_up(effect, &mut state.document, ctx, commands);
        }
        self.drain_clipboard(ctx, state, commands);
        self.drain_saving(commands);
        self.pictures.drain(ctx);
        self.follow_weights(ctx, state);
        self.measure_what_is_looked_at(ctx, &state.document);
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
        self.data_panel.ui(ui, &self.loader, state, commands);
    }

    /// Paints the Training tab.
    pub fn training_ui(&mut self, ui: &mut egui::Ui, state: &State, commands: &mut Commands) {
        let view = TrainingView {
            waiting: self.waiting(),
            ready: self.readiness(state),
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
        if let Some(change) = self.change_since_training(&state.document) {
            predict::change_ui(ui, &change, commands);
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
    pub fn device_label(&self, document: &Document) -> String {
        let recipe = &document.settings().recipe;
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
        } else if state.document.is_empty() {
            Oracle::NoNetwork
        } else {
            match self.weights.fit(&state.document) {
                Fit::Fits(_) => Oracle::Ready,
                Fit::Changed(_) => Oracle::Changed,
                Fit::Untrained => Oracle::Untrained,
            }
        }
    }

    /// A run of an earlier session is measured once somebody wants to see its results.
    fn measure_what_is_looked_at(&mut self, ctx: &egui::Context, document: &Document) {
        let is_wanted = self.training.page == Page::Results && self.runs.is_unmeasured();
        if !is_wanted || self.is_busy() {
            return;
        }
        if let Some(trained) = self.weights.of(document) {
            let predictor = Arc::clone(&trained.predictor);
            let data = self.loader.loaded();
            self.runs.examine(predictor, data, self.workers, ctx);
        }
    }

    fn follow_up(
        &mut self,
        effect: Effect,
        document: &mut Document,
        ctx: &egui::Context,
        commands: &mut Commands,
    ) {
        match effect {
            Effect::Started => {
                if let Some(folder) = self.run_folder() {
                    document.add_run(folder);
                }
            }
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
