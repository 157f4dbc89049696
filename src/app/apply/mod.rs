//! The one place where commands take effect. Never paints.

mod add;
mod blocks;
mod claims;
mod clipboard;
mod clock;
mod compare;
mod copying;
mod disk;
mod edit;
mod file;
mod find;
mod lost_work;
mod recovering;
mod safekeeping;
mod saving;
mod services;
mod slots;
mod tabs;
mod unsaved;
mod view;
mod watch;

pub use services::Services;

pub(in crate::app) use disk::follow_the_disk;
pub(in crate::app) use file::restore;
pub(in crate::app) use recovering::offer_lost_work;

use super::bench::{self, BenchFile};
use super::command::{Command, Commands};
use super::files::{FileAnswer, FilePurpose};
use super::state::{Overlay, State, StateMut};
use super::tabs::Tab;
use super::workbench::Workbench;
use std::path::{Path, PathBuf};

/// Does what `command` asks for; what follows from it is sent to `commands`.
pub fn apply(
    command: Command,
    ctx: &egui::Context,
    workbench: &mut Workbench,
    services: &mut Services,
    commands: &mut Commands,
) {
    let was_asked = unsaved::is_asked(workbench.state()) && !unsaved::is_answer(&command);
    carry_out(command, ctx, workbench, services, commands);
    if was_asked && !unsaved::is_asked(workbench.state()) {
        services.call_off();
    }
}

fn carry_out(
    command: Command,
    ctx: &egui::Context,
    workbench: &mut Workbench,
    services: &mut Services,
    commands: &mut Commands,
) {
    let state = &mut workbench.state_mut();
    match command {
        Command::File(command) => disk::apply(command, ctx, workbench, services, commands),
        Command::Tab(command) => tabs::apply(command, workbench, services),
        Command::Find(command) => find::apply(command, state, commands),
        Command::Canvas(command) => {
            let Workbench { tabs, window, .. } = workbench;
            let Tab {
                document, canvas, ..
            } = tabs.front_mut();
            canvas.handle(&command, State { document, window }, commands);
        }
        Command::Block(command) => blocks::apply(&command, state),
        Command::Bench(command) => {
            let elsewhere = workbench.tabs.training_behind();
            let Workbench { tabs, bench, .. } = workbench;
            let front = tabs.front_mut();
            bench.handle(&command, ctx, front, elsewhere.as_ref(), commands);
        }
        Command::AskFile(question) => services.ask(question, ctx, state),
        Command::Answered(answer) => answered(answer, ctx, workbench, services, commands),
        Command::PasteText(text) | Command::PasteTextKeepingWires(text)
            if !bench::files_named_in(&text).is_empty() =>
        {
            let files = bench::files_named_in(&text);
            take_files(BenchFile::Dropped, files, ctx, workbench, commands);
        }
        command => {
            let rest = file::apply(command, ctx, workbench, services, commands);
            let Workbench { tabs, window, .. } = workbench;
            let Tab {
                document, canvas, ..
            } = tabs.front_mut();
            let state = &mut StateMut { document, window };
            let rest = rest.and_then(|command| compare::apply(command, ctx, state, services));
            if let Some(rest) = rest.and_then(|command| edit::apply(command, ctx, state, canvas)) {
                view::apply(rest, ctx, state);
            }
        }
    }
}

/// Hands files to the panels of the document in front.
pub fn take_files(
    purpose: BenchFile,
    paths: Vec<PathBuf>,
    ctx: &egui::Context,
    workbench: &mut Workbench,
    commands: &mut Commands,
) {
    let Workbench { tabs, bench, .. } = workbench;
    bench.take_files(purpose, paths, ctx, tabs.front_mut(), commands);
}

/// Hands an answer to whoever asked. The user may have gone to another tab meanwhile: the answer is for the network that
/// the question was about.
fn answered(
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
        *path = crate::files::absolute(path);
    }
    if let Some(path) = answer.paths.first() {
        // Of a folder that was chosen, what is around it.
        workbench.window.last_folder = path.parent().map(Path::to_owned);
    }
    let asked_for = services.asked_for.take();
    let is_open = asked_for.is_none_or(|id| workbench.change_tabs(|tabs| tabs.show(id)));
    let state = &mut workbench.state_mut();
    if !is_open && answer.purpose.is_about_a_network() {
        services.call_off();
        let message = "The network was closed before a file for it was chosen; reopen its tab and choose the file again";
        state.window.notices.error(message);
        return;
    }
    match answer.purpose {
        FilePurpose::OpenProject => file::opened(answer.paths, commands),
        FilePurpose::CompareProject => compare::chosen(answer.paths, state),
        FilePurpose::SaveProject => {
            file::chosen_for_saving(answer.paths, workbench, services, commands);
        }
        FilePurpose::Bench(purpose) => {
            take_files(purpose, answer.paths, ctx, workbench, commands);
        }
    }
}
