//! Doing what commands of the bench ask for.

use super::clipboard::{self, Clip};
use super::command::{BenchCommand, BenchFile};
use super::devices::device_label;
use super::{Bench, files};
use crate::app::command::{Command, Commands};
use crate::app::document::SettingsChange;
use crate::app::jobs::Step;
use crate::app::learning::{Elsewhere, Learning, Origin, Way};
use crate::app::state::Tab;
use crate::app::tabs::Tab as Front;
use crate::app::widgets;
use crate::data::{DataSource, from_rgba8};
use crate::engine::run::RunFolder;
use crate::engine::train;
use crate::files::absolute;
use crate::recipe::Recipe;
use std::path::PathBuf;
use std::sync::Arc;

impl Bench {
    /// Does what `command` asks for with the document in front; `elsewhere` is the training of another one.
    pub fn handle(
        &mut self,
        command: &BenchCommand,
        ctx: &egui::Context,
        front: &mut Front,
        elsewhere: Option<&Elsewhere>,
        commands: &mut Commands,
    ) {
        let Front {
            document, learning, ..
        } = front;
        match command {
            BenchCommand::Train => {
                let way = learning.main_way(document);
                learning.train(way, self.tools(ctx), document, elsewhere, commands);
            }
            BenchCommand::Continue => {
                learning.train(Way::GoOn, self.tools(ctx), document, elsewhere, commands);
            }
            BenchCommand::StartAnew => {
                learning.train(Way::Anew, self.tools(ctx), document, elsewhere, commands);
            }
            BenchCommand::Resume => learning.ask_training(train::Command::Resume),
            BenchCommand::Pause => learning.ask_training(train::Command::Pause),
            BenchCommand::Stop => learning.stop(),
            BenchCommand::BackToTrained => learning.go_back_to_trained(document, commands),
            BenchCommand::ShowPage(page) => {
                self.training.page = *page;
                commands.send(Command::ShowTab(Tab::Training));
            }
            BenchCommand::OpenRunFolder => open_run_folder(learning, commands),
            BenchCommand::SaveChart => {
                if let Some(run) = learning.run() {
                    commands.send(files::chart_question(&run.begun.title));
                }
            }
            BenchCommand::UseData(source) => {
                learning.choose_data(source, self.tools(ctx), document);
                commands.send(Command::ShowTab(Tab::Data));
            }
            BenchCommand::UseDevice(name) => {
                let settings = document.settings();
                let recipe = Recipe {
                    device: name.clone(),
                    ..settings.recipe.clone()
                };
                let label = format!("train on {}", device_label(name));
                let change = SettingsChange::recipe(label, settings, recipe);
                document.change_settings(change);
            }
            BenchCommand::OpenData => commands.send(files::data_question()),
            BenchCommand::OpenDataFolder => commands.send(files::folder_question()),
            BenchCommand::OpenPart { role, is_folder } => {
                commands.send(files::part_question(*role, *is_folder));
            }
            BenchCommand::CancelData => learning.cancel_data(document),
            BenchCommand::OpenPictures => commands.send(files::pictures_question()),
            BenchCommand::PastePicture => match clipboard::look(self.workers, ctx) {
                Ok(look) => self.clipboard = Some(look),
                Err(fault) => commands.send(Command::Complain(widgets::sentence(&fault))),
            },
            BenchCommand::ExportDiagram => self.diagram.open(),
            BenchCommand::CloseDiagram => self.diagram.close(),
            BenchCommand::SaveDiagram => commands.send(self.diagram.file_question(document)),
        }
    }

    /// Takes the files that the user chose for `purpose`, or dropped onto the window.
    pub fn take_files(
        &mut self,
        purpose: BenchFile,
        paths: Vec<PathBuf>,
        ctx: &egui::Context,
        front: &mut Front,
        commands: &mut Commands,
    ) {
        let paths: Vec<PathBuf> = paths.iter().map(|path| absolute(path)).collect();
        match purpose {
            BenchFile::Data => self.take_data(paths, ctx, front, commands),
            BenchFile::Part(role) => {
                if let Some(path) = paths.into_iter().next() {
                    let source = DataSource::Path(path);
                    Learning::choose_part(role, &source, &mut front.document);
                }
            }
            BenchFile::Pictures => self.take_pictures(paths, ctx, front, commands),
            BenchFile::Dropped => {
                let is_run = |path: &PathBuf| RunFolder::is_at(path);
                let (runs, paths): (Vec<_>, Vec<_>) = paths.into_iter().partition(is_run);
                if let Some(run) = runs.into_iter().next() {
                    commands.send(Command::OpenPath(run));
                }
                let (data, pictures): (Vec<_>, Vec<_>) =
                    paths.into_iter().partition(|path| files::is_data(path));
                self.take_data(data, ctx, front, commands);
                self.take_pictures(pictures, ctx, front, commands);
            }
            BenchFile::Diagram => self.save_diagram(paths, ctx, &front.document, commands),
            BenchFile::Chart => self.save_chart(paths, ctx, front, commands),
        }
    }

    fn take_data(
        &self,
        paths: Vec<PathBuf>,
        ctx: &egui::Context,
        front: &mut Front,
        commands: &mut Commands,
    ) {
        if let Some(path) = paths.into_iter().next() {
            let (learning, document) = (&mut front.learning, &mut front.document);
            learning.choose_data(&DataSource::Path(path), self.tools(ctx), document);
            commands.send(Command::ShowTab(Tab::Data));
        }
    }

    /// Adds picture files to the list and shows them.
    fn take_pictures(
        &mut self,
        paths: Vec<PathBuf>,
        ctx: &egui::Context,
        front: &Front,
        commands: &mut Commands,
    ) {
        let origins = paths.into_iter().map(Origin::File).collect();
        self.take_origins(origins, ctx, front, commands);
    }

    /// Adds a picture that was pasted.
    pub fn take_pasted(
        &mut self,
        image: &egui::ColorImage,
        ctx: &egui::Context,
        front: &Front,
        commands: &mut Commands,
    ) {
        let pixels = image.pixels.iter();
        let rgba = pixels.flat_map(egui::Color32::to_srgba_unmultiplied);
        let side = |side: usize| u32::try_from(side).unwrap_or(u32::MAX);
        let [width, height] = image.size.map(side);
        match from_rgba8(width, height, rgba.collect()) {
            Ok(image) => {
                let origin = Origin::Pasted(Arc::new(image));
                self.take_origins(vec![origin], ctx, front, commands);
            }
            Err(error) => commands.send(Command::Complain(widgets::sentence(&error.to_string()))),
        }
    }

    fn take_origins(
        &mut self,
        origins: Vec<Origin>,
        ctx: &egui::Context,
        front: &Front,
        commands: &mut Commands,
    ) {
        if !origins.is_empty() {
            let contract = front.learning.contract(&front.document);
            self.pictures.add(origins, contract, self.workers, ctx);
            commands.send(Command::ShowTab(Tab::Predict));
        }
    }

    /// Takes what was found on the clipboard.
    pub(super) fn drain_clipboard(
        &mut self,
        ctx: &egui::Context,
        front: &Front,
        commands: &mut Commands,
    ) {
        let Some(job) = &self.clipboard else { return };
        let clip = match job.poll() {
            Step::Running => return,
            Step::Result(clip) => clip,
            Step::Ended => Clip::Nothing,
        };
        self.clipboard = None;
        match clip {
            Clip::Image(image) => {
                let origin = Origin::Pasted(Arc::new(image));
                self.take_origins(vec![origin], ctx, front, commands);
            }
            Clip::Files(paths) => self.take_pictures(paths, ctx, front, commands),
            Clip::Nothing => commands.send(Command::Complain(
                "The clipboard holds no picture; copy one first, or use Open pictures…".to_owned(),
            )),
        }
    }
}

fn open_run_folder(learning: &Learning, commands: &mut Commands) {
    if let Some(folder) = learning.run_folder()
        && let Err(fault) = files::show_folder(folder)
    {
        commands.send(Command::Complain(fault));
    }
}
