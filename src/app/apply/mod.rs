//! The one place where commands take effect. Never paints.

mod edit;
mod file;
mod services;
mod view;

pub use services::Services;

use super::bench::Bench;
use super::canvas::Canvas;
use super::command::{Command, Commands};
use super::files::{FileAnswer, FilePurpose};
use super::state::State;
use super::workbench::Workbench;

/// Does what `command` asks for; what follows from it is sent to `commands`.
pub fn apply(
    command: Command,
    ctx: &egui::Context,
    workbench: &mut Workbench,
    services: &mut Services,
    commands: &mut Commands,
) {
    let Workbench { state, canvas, bench } = workbench;
    match command {
        Command::Canvas(command) => canvas.handle(&command, state, commands),
        Command::Bench(command) => bench.handle(&command, ctx, state, commands),
        Command::Answered(answer) => take_answer(answer, ctx, state, bench, commands),
        Command::AskFile(question) => services.ask(&question, ctx),
        command => {
            let rest = file::apply(command, ctx, state, services, commands);
            let rest = rest.and_then(|command| edit::apply(command, ctx, state, canvas, commands));
            if let Some(command) = rest {
                view::apply(command, ctx, state, services);
            }
        }
    }
}
