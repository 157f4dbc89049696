//! Doing what commands of the bench ask for.

use super::Bench;
use super::clipboard;
use super::command::{BenchCommand, BenchFile};
use super::data::Wanted;
use super::devices::device_label;
use super::files;
use super::network;
use super::training::preparing::Plan;
use super::training::readiness::first_obstacle;
use super::training::{Page, Stage, Waiting};
use super::weights::{Trained, epochs_words};
use crate::app::command::{Command, Commands, FileCommand};
use crate::app::state::{Document, SettingsChange, State, Tab};
use crate::app::widgets;
use crate::data::DataSource;
use crate::engine::run::RunFolder;
use crate::engine::train;
use crate::files::absolute;
use crate::graph::Problem;
use crate::recipe::Recipe;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// How a training begins.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Way {
    /// With random weights.
    #[default]
    Anew,
    /// With the weights and the optimizer's memory of the last run.
    GoOn,
}

impl Bench {
    /// What Train does where nobody says how: a network that has learned goes on, as Keras's `fit` does.
    pub(super) fn main_way(&self, document: &Document) -> Way {
        match self.obstacle_to_going_on(document) {
            None => Way::GoOn,
            Some(_) => Way::Anew,
        }
    }

    /// Why the last run cannot go on with the network of `document`.
    pub fn obstacle_to_going_on(&self, document: &Document) -> Option<&'static str> {
        match self.run() {
            None => Some("Nothing was trained yet; train first"),
            Some(run) if run.stage.is_live() => Some("Training is under way"),
            Some(run) if !run.can_go_on() => {
                Some("The last training kept nothing to go on from; start anew")
            }
            Some(run) if !run.begun.is_of(document) => Some(
                "The network was changed since it was trained, so its weights do not fit; start anew or undo the change",
            ),
            Some(_) => None,
        }
    }

    /// Does what `command` asks for.
    pub fn handle(
        &mut self,
        command: &BenchCommand,
        ctx: &egui::Context,
        state: &mut State,
        commands: &mut Commands,
    ) {
        match command {
            BenchCommand::Train => {
                self.train(self.main_way(&state.document), ctx, state, commands);
            }
            BenchCommand::Resume => self.ask_training(train::Command::Resume),
            BenchCommand::Continue => self.train(Way::GoOn, ctx, state, commands),
            BenchCommand::StartAnew => self.train(Way::Anew, ctx, state, commands),
            BenchCommand::BackToTrained => self.go_back_to_trained(&mut state.document, commands),
            BenchCommand::Pause => self.ask_training(train::Command::Pause),
            BenchCommand::Stop => self.stop(),
            BenchCommand::ShowPage(page) => {
                self.training.page = *page;
                commands.send(Command::ShowTab(Tab::Training));
            }
            BenchCommand::OpenRunFolder => self.open_run_folder(commands),
            BenchCommand::SaveChart => self.ask_for_chart_file(commands),
            BenchCommand::UseData(source) => {
                self.choose_data(source, ctx, &mut state.document);
                commands.send(Command::ShowTab(Tab::Data));
            }
            BenchCommand::UseDevice(name) => {
                let settings = state.document.settings();
                let recipe = Recipe {
                    device: name.clone(),
                    ..settings.recipe.clone()
                };
                let label = format!("train on {}", device_label(name));
                let change = SettingsChange::recipe(label, settings, recipe);
                state.document.change_settings(change);
            }
            BenchCommand::OpenData => commands.send(files::data_question()),
            BenchCommand::OpenDataFolder => commands.send(files::folder_question()),
            BenchCommand::OpenPart { role, is_folder } => {
                commands.send(files::part_question(*role, *is_folder));
            }
            BenchCommand::CancelData => self.cancel_data(&mut state.document),
            BenchCommand::OpenPictures => commands.send(files::pictures_question()),
            BenchCommand::PastePicture => match clipboard::look(self.workers, ctx) {
                Ok(look) => self.clipboard = Some(look),
                Err(fault) => commands.send(Command::Complain(widgets::sentence(&fault))),
            },
            BenchCommand::ExportDiagram => self.diagram.open(),
            BenchCommand::CloseDiagram => self.diagram.close(),
            BenchCommand::SaveDiagram => commands.send(self.diagram.file_question(state)),
        }
    }

    fn train(&mut self, way: Way, ctx: &egui::Context, state: &State, commands: &mut Commands) {
        if self.is_paused() {
            self.ask_training(train::Command::Resume);
            return;
        }
        if self.is_busy() {
            return;
        }
        if way == Way::GoOn
            && let Some(reason) = self.obstacle_to_going_on(&state.document)
        {
            commands.send(Command::Complain(reason.to_owned()));
            return;
        }
        self.way = way;
        commands.send(Command::ShowTab(Tab::Training));
        self.follow_document(ctx, &state.document);
        if let Some(other) = &self.elsewhere {
            commands.send(Command::Complain(format!(
                "{} is being trained, and one network learns at a time; wait for it, or stop it in its tab",
                other.name
            )));
            return;
        }
        if let Some(problem) = first_obstacle(state.document.problems()) {
            self.lead_to(problem, state, commands);
            return;
        }
        match (self.loader.loaded(), self.loader.loading()) {
            (Some(_), None) => self.begin_training(ctx, state, commands),
            (_, Some(_)) => self.waits_for_data = true,
            (None, None) => self.choose_data_and_train(ctx, state, commands),
        }
    }

    /// A network that cannot be trained is no reason to ask for pictures: says what stands in the way, and shows it.
    fn lead_to(&self, problem: &Problem, state: &State, commands: &mut Commands) {
        // A sentence that begins with a layer's name keeps the name as it is written.
        commands.send(Command::Complain(widgets::plain(&problem.sentence())));
        match self.readiness(state).way {
            Some(way) => way.go(commands),
            None => commands.send(Command::ShowTab(Tab::Problems)),
        }
    }

    /// With nothing chosen, a built-in set that fits the network is as good a guess as any, and is told.
    fn choose_data_and_train(
        &mut self,
        ctx: &egui::Context,
        state: &State,
        commands: &mut Commands,
    ) {
        let chosen = Wanted::of(state.document.settings(), None);
        let fitting = network::fitting_builtin(state.document.inference()).map(DataSource::builtin);
        match (chosen, fitting) {
            (Some(wanted), _) => {
                self.loader.open(wanted, self.workers, ctx);
                self.waits_for_data = true;
            }
            (None, Some(source)) => {
                commands.send(Command::Tell(format!(
                    "Training on {}, which fit this network; choose other pictures in the Data tab",
                    source.words()
                )));
                self.guess_data(source, ctx);
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
                commands.send(Command::Complain(widgets::plain(&reason)));
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
        let before = match self.way {
            Way::Anew => None,
            Way::GoOn => self.run_folder().map(Path::to_owned),
        };
        let plan = Plan::new(document, data, &home, before)?;
        self.weights.forget_search();
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
            network: run.begun.network.clone(),
            folder: run.begun.folder.clone(),
        });
        let data = self.loader.loaded();
        self.runs.examine(predictor, data, self.workers, ctx);
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
    pub(super) fn waiting(&self) -> Option<Waiting> {
        let share = |(done, total): (usize, usize)| (total > 0).then(|| done as f32 / total as f32);
        if self.waits_for_data {
            return Some(Waiting {
                words: "Reading the pictures",
                share: share(self.loader.progress()),
            });
        }
        Some(Waiting {
            words: "Bringing the pictures to size",
            share: share(self.runs.preparing()?),
        })
    }

    /// Takes the files that the user chose for `purpose`, or dropped onto the window.
    pub fn take_files(
        &mut self,
        purpose: BenchFile,
        paths: Vec<PathBuf>,
        ctx: &egui::Context,
        state: &mut State,
        commands: &mut Commands,
    ) {
        let paths: Vec<PathBuf> = paths.iter().map(|path| absolute(path)).collect();
        match purpose {
            BenchFile::Data => self.take_data(paths, ctx, state, commands),
            BenchFile::Part(role) => {
                if let Some(path) = paths.into_iter().next() {
                    Self::choose_part(role, &DataSource::Path(path), &mut state.document);
                }
            }
            BenchFile::Pictures => self.take_pictures(paths, ctx, state, commands),
            BenchFile::Dropped => {
                let is_run = |path: &PathBuf| RunFolder::is_at(path);
                let (runs, paths): (Vec<_>, Vec<_>) = paths.into_iter().partition(is_run);
                if let Some(run) = runs.into_iter().next() {
                    commands.send(Command::OpenPath(run));
                }
                let (data, pictures): (Vec<_>, Vec<_>) =
                    paths.into_iter().partition(|path| files::is_data(path));
                self.take_data(data, ctx, state, commands);
                self.take_pictures(pictures, ctx, state, commands);
            }
            BenchFile::Diagram => self.save_diagram(paths, ctx, state, commands),
            BenchFile::Chart => self.save_chart(paths, ctx, state, commands),
        }
    }

    fn take_data(
        &mut self,
        paths: Vec<PathBuf>,
        ctx: &egui::Context,
        state: &mut State,
        commands: &mut Commands,
    ) {
        if let Some(path) = paths.into_iter().next() {
            self.choose_data(&DataSource::Path(path), ctx, &mut state.document);
            commands.send(Command::ShowTab(Tab::Data));
        }
    }
}
