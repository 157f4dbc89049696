//! Doing what commands of the bench ask for.

use super::Bench;
use super::clipboard;
use super::command::{BenchCommand, BenchFile};
use super::files;
use super::network;
use super::setup::ChosenBy;
use super::training::preparing::Plan;
use super::training::{Page, Stage};
use super::weights::{Trained, epochs_words};
use crate::app::command::{Command, Commands, FileCommand};
use crate::app::state::{Document, State, Tab};
use crate::app::widgets;
use crate::data::DataSource;
use crate::engine::train;
use crate::files::absolute;
use std::path::PathBuf;
use std::sync::Arc;

impl Bench {
    /// Does what `command` asks for.
    pub fn handle(
        &mut self,
        command: &BenchCommand,
        ctx: &egui::Context,
        state: &State,
        commands: &mut Commands,
    ) {
        match command {
            BenchCommand::Train => self.train(ctx, state, commands),
            BenchCommand::Pause => self.ask_training(train::Command::Pause),
            BenchCommand::Stop => self.stop(),
            BenchCommand::OpenRunFolder => self.open_run_folder(commands),
            BenchCommand::SaveChart => self.ask_for_chart_file(commands),
            BenchCommand::UseData(source) => {
                self.use_data(source.clone(), ChosenBy::User, ctx);
                commands.send(Command::ShowTab(Tab::Data));
            }
            BenchCommand::UseDevice(name) => self.setup.recipe.device.clone_from(name),
            BenchCommand::OpenData => commands.send(files::data_question()),
            BenchCommand::OpenDataFolder => commands.send(files::folder_question()),
            BenchCommand::CancelData => self.cancel_data(),
            BenchCommand::OpenPictures => commands.send(files::pictures_question()),
            BenchCommand::PastePicture => self.clipboard = clipboard::look(self.workers, ctx).ok(),
            BenchCommand::ExportDiagram => self.diagram.open(),
            BenchCommand::CloseDiagram => self.diagram.close(),
            BenchCommand::SaveDiagram => commands.send(self.diagram.file_question(state)),
        }
    }

    /// Learns from `source` from now on.
    pub(super) fn use_data(
        &mut self,
        source: DataSource,
        chosen_by: ChosenBy,
        ctx: &egui::Context,
    ) {
        let source = source.absolute();
        self.setup.data = Some(source.clone());
        self.setup.chosen_by = chosen_by;
        self.loader.open(source, self.workers, ctx);
    }

    /// Gives up reading; what was at hand before is the data set again.
    fn cancel_data(&mut self) {
        self.loader.cancel();
        self.waits_for_data = false;
        self.setup.data = self.loader.loaded().map(|data| data.source.clone());
    }

    fn train(&mut self, ctx: &egui::Context, state: &State, commands: &mut Commands) {
        if self.is_paused() {
            self.ask_training(train::Command::Resume);
            return;
        }
        if self.is_busy() {
            return;
        }
        commands.send(Command::ShowTab(Tab::Training));
        if let Some(other) = &self.elsewhere {
            commands.send(Command::Complain(format!(
                "{} is being trained, and one network learns at a time; wait for it, or stop it in its tab",
                other.name
            )));
            return;
        }
        match (self.loader.loaded(), self.loader.loading()) {
            (Some(_), None) => self.begin_training(ctx, state, commands),
            (_, Some(_)) => self.waits_for_data = true,
            (None, None) => self.choose_data_and_train(ctx, state, commands),
        }
    }

    /// With nothing chosen, a built-in set that fits the network is as good a guess as any, and is told.
    fn choose_data_and_train(
        &mut self,
        ctx: &egui::Context,
        state: &State,
        commands: &mut Commands,
    ) {
        let chosen = self.setup.data.clone();
        let fitting = network::fitting_builtin(state.document.inference()).map(DataSource::builtin);
        match (chosen, fitting) {
            (Some(source), _) => {
                let chosen_by = self.setup.chosen_by;
                self.use_data(source, chosen_by, ctx);
                self.waits_for_data = true;
            }
            (None, Some(source)) => {
                commands.send(Command::Tell(format!(
                    "Training on {source}, which fits this network; choose other pictures in the Data tab"
                )));
                self.use_data(source, ChosenBy::Bench, ctx);
                self.waits_for_data = true;
            }
            (None, None) => {
                commands.send(Command::ShowTab(Tab::Data));
                commands.send(Command::Complain(
                    "Choose pictures to learn from, then press Train again".to_owned(),
                ));
            }
        }
    }

    /// Trains on the data at hand.
    pub(super) fn begin_training(
        &mut self,
        ctx: &egui::Context,
        state: &State,
        commands: &mut Commands,
    ) {
        match self.begin(ctx, &state.document, commands) {
            Ok(()) => self.training.page = Page::Curves,
            Err(reason) => {
                commands.send(Command::Complain(widgets::sentence(&reason)));
                if !state.document.problems().is_empty() {
                    commands.send(Command::ShowTab(Tab::Problems));
                }
            }
        }
    }

    /// Trains `document` on the data at hand.
    ///
    /// # Errors
    /// What keeps it from being trained, as a sentence.
    pub(super) fn begin(
        &mut self,
        ctx: &egui::Context,
        document: &Document,
        commands: &mut Commands,
    ) -> Result<(), String> {
        let Some(data) = self.loader.loaded() else {
            return Ok(());
        };
        let home = self.home_of_runs(document);
        let plan = Plan::new(document, &self.setup, data, &home)?;
        commands.send(FileCommand::TrainedOn {
            id: document.id(),
            source: data.source.to_string(),
            fingerprint: data.fingerprint.clone(),
        });
        self.runs.begin(plan, self.workers, ctx)
    }

    fn ask_training(&mut self, command: train::Command) {
        if !self.runs.ask(command) {
            tracing::debug!("the training is over or has more requests than it can take");
        }
    }

    fn stop(&mut self) {
        if self.waits_for_data || self.runs.is_preparing() {
            self.waits_for_data = false;
            self.runs.cancel_preparing();
        } else {
            self.ask_training(train::Command::Stop);
        }
    }

    /// Takes the network that a training left.
    pub(super) fn ended(
        &mut self,
        ending: train::Ending,
        ctx: &egui::Context,
        commands: &mut Commands,
    ) {
        self.asking.give_up();
        let predictor = Arc::new(ending.predictor);
        let Some(run) = self.runs.current() else {
            return;
        };
        let trained = format!("{} of {}", epochs_words(ending.epochs), run.begun.title);
        if run.stage == Stage::Done {
            commands.send(Command::Tell(format!("Trained {trained}")));
        }
        self.weights.set(Trained {
            predictor: Arc::clone(&predictor),
            words: format!("after {trained}"),
            name: run.begun.name.clone(),
            network: run.begun.network.clone(),
        });
        self.runs.examine(predictor, self.workers, ctx);
    }

    fn open_run_folder(&self, commands: &mut Commands) {
        if let Some(folder) = self.run_folder()
            && let Err(fault) = files::show_folder(folder)
        {
            commands.send(Command::Complain(fault));
        }
    }

    fn ask_for_chart_file(&self, commands: &mut Commands) {
        if let Some(run) = self.runs.current() {
            commands.send(files::chart_question(&run.begun.title));
        }
    }

    /// What has to happen before the training begins, while it is happening.
    pub(super) fn waiting_words(&self) -> Option<&'static str> {
        if self.waits_for_data {
            Some("Reading the pictures")
        } else if self.runs.is_preparing() {
            Some("Bringing the pictures to size")
        } else {
            None
        }
    }

    /// What Train would do now, for the Training tab.
    pub(super) fn ready_words(&self, state: &State) -> String {
        if state.document.is_empty() {
            return "The network is empty; begin with a preset".to_owned();
        }
        let name = state.document.name();
        match (
            self.loader.loaded(),
            network::fitting_builtin(state.document.inference()),
        ) {
            (Some(data), _) => format!("{name} on {}", data.title()),
            (None, Some(builtin)) => format!(
                "{name} on {}, which fits its classes",
                DataSource::builtin(builtin)
            ),
            (None, None) => format!("{name} has no data yet; choose some in the Data tab"),
        }
    }

    /// Takes the files that the user chose for `purpose`, or dropped onto the window.
    pub fn take_files(
        &mut self,
        purpose: BenchFile,
        paths: Vec<PathBuf>,
        ctx: &egui::Context,
        state: &State,
        commands: &mut Commands,
    ) {
        let paths: Vec<PathBuf> = paths.iter().map(|path| absolute(path)).collect();
        match purpose {
            BenchFile::Data => self.take_data(paths, ctx, commands),
            BenchFile::Pictures => self.take_pictures(paths, ctx, state, commands),
            BenchFile::Dropped => {
                let (data, pictures): (Vec<_>, Vec<_>) =
                    paths.into_iter().partition(|path| files::is_data(path));
                self.take_data(data, ctx, commands);
                self.take_pictures(pictures, ctx, state, commands);
            }
            BenchFile::Diagram => self.save_diagram(paths, ctx, state),
            BenchFile::Chart => self.save_chart(paths, ctx, state),
        }
    }

    fn take_data(&mut self, paths: Vec<PathBuf>, ctx: &egui::Context, commands: &mut Commands) {
        if let Some(path) = paths.into_iter().next() {
            self.use_data(DataSource::Path(path), ChosenBy::User, ctx);
            commands.send(Command::ShowTab(Tab::Data));
        }
    }
}
