//! Files that come to the window: chosen by its user, dropped onto it, pasted.

use super::{Services, compare, data, export, lesson, results, runs, saving};
use crate::app::command::{
    Commands, FileAnswer, FileCommand, FilePurpose, ImportCommand, Overlay, OwnPictures,
    TrainingFile,
};
use crate::app::opening::{Openable, kind_of};
use crate::app::workbench::Workbench;
use crate::files::absolute;
use crate::message;
use std::path::{Path, PathBuf};

/// Takes files for what they are: a project, a run, a network of another program or a lesson is opened, data is learned from,
/// and about pictures the network in front is asked; where somebody looks at the data, they may be added to it.
pub fn take(
    paths: Vec<PathBuf>,
    ctx: &egui::Context,
    workbench: &mut Workbench,
    commands: &mut Commands,
) {
    let paths: Vec<PathBuf> = paths.iter().map(|path| absolute(path)).collect();
    let (lessons, paths): (Vec<_>, Vec<_>) =
        paths.into_iter().partition(|path| lesson::is_lesson(path));
    let (mut projects, mut runs, mut foreign) = (Vec::new(), Vec::new(), Vec::new());
    let (mut data, mut pictures) = (Vec::new(), Vec::new());
    for path in paths {
        match kind_of(&path) {
            Openable::Project if path.extension().is_some_and(|it| it == "netsmith") => {
                projects.push(path);
            }
            Openable::Run => runs.push(path),
            Openable::Foreign => foreign.push(path),
            Openable::Data => data.push(path),
            // What nobody knows is told so by whoever reads pictures.
            Openable::Picture | Openable::Project => pictures.push(path),
        }
    }
    for first in [projects, runs, lessons]
        .into_iter()
        .filter_map(|all| all.into_iter().next())
    {
        commands.send(FileCommand::OpenPath(first));
    }
    commands.extend(
        foreign
            .into_iter()
            .map(|path| ImportCommand::Open(path).into()),
    );
    let (data, pictures) = if data::is_looked_at(workbench) {
        let (folders, data): (Vec<_>, Vec<_>) = data.into_iter().partition(|path| path.is_dir());
        let added = [folders, pictures].concat();
        if !added.is_empty() {
            data::add(OwnPictures::Files(added), None, workbench);
        }
        (data, Vec::new())
    } else {
        (data, pictures)
    };
    if let Some(first) = data.into_iter().next() {
        data::take(first, ctx, workbench, commands);
    }
    let front = workbench.tabs.front();
    workbench
        .training_panels
        .take_pictures(pictures, ctx, front, commands);
}

/// Hands an answer to whoever asked. The user may have gone to another tab meanwhile: the answer is for the network that
/// the question was about.
pub fn answered(
    mut answer: FileAnswer,
    ctx: &egui::Context,
    workbench: &mut Workbench,
    services: &mut Services,
    commands: &mut Commands,
) {
    if matches!(workbench.window.overlay, Some(Overlay::Files(_))) {
        workbench.window.overlay = None;
    }
    for path in &mut answer.paths {
        *path = absolute(path);
    }
    if let Some(path) = answer.paths.first() {
        // Of a folder that was chosen, what is around it.
        workbench.window.last_folder = path.parent().map(Path::to_owned);
    }
    let asked_for = services.asked_for.take();
    let is_open = asked_for.is_none_or(|id| workbench.change_tabs(|tabs| tabs.show(id)));
    if !is_open && answer.purpose.is_about_a_network() {
        services.call_off();
        let message = message!("closed-before-chosen");
        workbench.window.notices.error(message);
        return;
    }
    let paths = answer.paths;
    // Where one file is asked for, the first counts.
    let Some(path) = paths.first().cloned() else {
        services.call_off();
        return;
    };
    match answer.purpose {
        FilePurpose::OpenProject => commands.send(FileCommand::OpenPath(path)),
        FilePurpose::CompareProject => compare::chosen(&path, &mut workbench.state_mut()),
        FilePurpose::SaveProject => {
            saving::chosen_for_saving(&path, workbench, services, commands);
        }
        FilePurpose::Lesson(file) => lesson::chosen(file, path, workbench, commands),
        FilePurpose::ImportWeights => commands.send(ImportCommand::Weights(path)),
        FilePurpose::SaveReport(run) => {
            let front = workbench.tabs.front();
            let panels = &mut workbench.training_panels;
            panels.save_report(run, path, ctx, front, commands);
        }
        FilePurpose::Training(file) => of_training(file, (path, paths), ctx, workbench, commands),
    }
}

/// The same for files of data, training and predictions: the first, and all.
fn of_training(
    file: TrainingFile,
    (path, paths): (PathBuf, Vec<PathBuf>),
    ctx: &egui::Context,
    workbench: &mut Workbench,
    commands: &mut Commands,
) {
    let front = workbench.tabs.front();
    let panels = &mut workbench.training_panels;
    match file {
        TrainingFile::Data => data::take(path, ctx, workbench, commands),
        TrainingFile::Part(role) => data::take_part(role, path, workbench),
        TrainingFile::Pictures => panels.take_pictures(paths, ctx, front, commands),
        TrainingFile::Added(class) => data::add(OwnPictures::Files(paths), class, workbench),
        TrainingFile::Diagram => panels.save_diagram(path, ctx, front, commands),
        TrainingFile::Network => export::write(path, ctx, workbench, commands),
        TrainingFile::Chart => panels.save_chart(path, ctx, front, commands),
        TrainingFile::TensorBoard => runs::export(path, ctx, workbench, commands),
        TrainingFile::Predictions => panels.save_predictions(path, ctx, front, commands),
        TrainingFile::Measured => results::take(path, ctx, workbench, commands),
        TrainingFile::Figure(figure) => panels.save_figure(figure, path, ctx, front, commands),
    }
}
