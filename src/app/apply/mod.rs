//! The one place where commands take effect. Never paints.

mod clipboard;
mod clock;
mod compare;
mod edit;
mod file;
mod lost_work;
mod safekeeping;
mod services;
mod view;

pub use services::Services;

pub(in crate::app) use file::offer_lost_work;

use super::bench::{self, BenchFile};
use super::command::{Command, Commands};
use super::files::FilePurpose;
use super::workbench::Workbench;

/// Does what `command` asks for; what follows from it is sent to `commands`.
pub fn apply(
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
        Command::Canvas(command) => canvas.handle(&command, state, commands),
        Command::Bench(command) => bench.handle(&command, ctx, state, commands),
        Command::AskFile(question) => services.ask(question, ctx, state),
        Command::Answered(answer) => match answer.purpose {
            FilePurpose::OpenProject => file::opened(answer.paths, commands),
            FilePurpose::CompareProject => compare::chosen(answer.paths, state),
            FilePurpose::SaveProject => {
                file::chosen_for_saving(answer.paths, workbench, services, commands);
            }
            FilePurpose::Bench(purpose) => {
                bench.take_files(purpose, answer.paths, ctx, state, commands);
            }
        },
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
            let state = &mut workbench.state;
            let rest = rest.and_then(|command| compare::apply(command, ctx, state, services));
            if let Some(rest) = rest.and_then(|command| edit::apply(command, ctx, state)) {
                view::apply(rest, ctx, state);
            }
        }
    }
}
