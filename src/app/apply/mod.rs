//! The one place where commands take effect. Never paints.

mod add;
mod blocks;
mod clipboard;
mod clock;
mod compare;
mod copying;
mod desk;
mod edit;
mod file;
mod find;
mod lost_work;
mod safekeeping;
mod services;
mod unsaved;
mod view;

pub use services::Services;

pub(in crate::app) use file::{offer_lost_work, restore};

use super::bench::{self, BenchFile};
use super::command::{Command, Commands};
use super::files::{FileAnswer, FilePurpose};
use super::state::Overlay;
use super::workbench::Workbench;

/// Does what `command` asks for; what follows from it is sent to `commands`.
pub fn apply(
    command: Command,
    ctx: &egui::Context,
    workbench: &mut Workbench,
    services: &mut Services,
    commands: &mut Commands,
) {
    let was_asked = unsaved::is_asked(&workbench.state) && !unsaved::is_answer(&command);
    carry_out(command, ctx, workbench, services, commands);
    if was_asked && !unsaved::is_asked(&workbench.state) {
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
    let Workbench {
        state,
        canvas,
        bench,
        ..
    } = workbench;
    match command {
        Command::Desk(command) => desk::apply(command, workbench, services),
        Command::Find(command) => find::apply(command, state, commands),
        Command::Canvas(command) => canvas.handle(&command, state, commands),
        Command::Block(command) => blocks::apply(&command, state),
        Command::Bench(command) => bench.handle(&command, ctx, state, commands),
        Command::AskFile(question) => services.ask(question, ctx, state),
        Command::Answered(answer) => answered(answer, ctx, workbench, services, commands),
        Command::PasteText(text) if !bench::files_named_in(&text).is_empty() => {
            bench.take_files(
                BenchFile::Dropped,
                bench::files_named_in(&text),
                ctx,
                state,
                commands,
            );
        }
        command => {
            let rest = file::apply(command, ctx, workbench, services, commands);
            let Workbench { state, canvas, .. } = workbench;
            let rest = rest.and_then(|command| compare::apply(command, ctx, state, services));
            if let Some(rest) = rest.and_then(|command| edit::apply(command, ctx, state, canvas)) {
                view::apply(rest, ctx, state);
            }
        }
    }
}

/// Hands an answer to whoever asked. The user may have gone to another tab meanwhile: the answer is for the network that
/// the question was about.
fn answered(
    answer: FileAnswer,
    ctx: &egui::Context,
    workbench: &mut Workbench,
    services: &mut Services,
    commands: &mut Commands,
) {
    if matches!(workbench.state.overlay, Some(Overlay::Files(_))) {
        workbench.state.overlay = None;
    }
    let asked_for = services.asked_for.take();
    let is_open = asked_for.is_none_or(|id| workbench.show(id));
    let Workbench { state, bench, .. } = workbench;
    if !is_open && answer.purpose.is_about_a_network() {
        services.call_off();
        let message = "The network was closed before a file for it was chosen; reopen its tab and choose the file again";
        state.notices.error(message);
        return;
    }
    match answer.purpose {
        FilePurpose::OpenProject => file::opened(answer.paths, commands),
        FilePurpose::CompareProject => compare::chosen(answer.paths, state),
        FilePurpose::SaveProject => {
            file::chosen_for_saving(answer.paths, workbench, services, commands);
        }
        FilePurpose::Bench(purpose) => {
            bench.take_files(purpose, answer.paths, ctx, state, commands);
        }
    }
}
