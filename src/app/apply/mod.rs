//! The one place where commands take effect, one file an area; beside its effect stands whether a command can run now,
//! and why not. Never paints.

mod add;
mod argument;
mod arriving;
mod blocks;
mod canvas;
mod change;
mod claims;
mod clipboard;
mod clock;
mod compare;
mod copying;
mod data;
mod diagram;
mod disk;
mod edit;
mod export;
mod file;
mod find;
mod handbook;
mod head;
mod import;
mod lesson;
mod lost_work;
mod network;
mod offers;
mod opening;
mod panels;
mod predict;
mod queue;
mod recovering;
#[cfg(feature = "remote")]
mod remote;
mod residual;
mod results;
mod runs;
mod safekeeping;
mod saving;
mod services;
mod slots;
mod tabs;
mod train;
mod unsaved;
mod view;
mod watch;
mod window;

pub use services::Services;

pub(in crate::app) use argument::{FIRST_PRESET, open_argument};
pub(in crate::app) use disk::follow_the_disk;
pub(in crate::app) use import::discard_what_was_looked_at;
pub(in crate::app) use lesson::follow_lesson;
pub(in crate::app) use opening::restore;
pub(in crate::app) use queue::follow_the_queue;
pub(in crate::app) use recovering::offer_lost_work;
pub(in crate::app) use residual::go_on as go_on_with_residual;

use super::command::{Command, Commands};
use super::workbench::Workbench;

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
        Command::File(command) => file::apply(command, ctx, workbench, services, commands),
        Command::Import(command) => import::apply(command, ctx, workbench, commands),
        Command::Tab(command) => tabs::apply(command, workbench, services),
        Command::Edit(command) => edit::apply(command, ctx, workbench, commands),
        Command::Network(command) => network::apply(command, state),
        Command::Block(command) => blocks::apply(&command, state),
        Command::Canvas(command) => canvas::apply(&command, workbench, commands),
        Command::Find(command) => find::apply(command, state, commands),
        Command::Compare(command) => compare::apply(command, ctx, workbench, services),
        Command::Panel(command) => panels::apply(command, ctx, state),
        Command::View(command) => view::apply(command, ctx, state),
        Command::Window(command) => window::apply(command, ctx, state),
        Command::Data(command) => data::apply(command, ctx, workbench, commands),
        Command::Train(command) => train::apply(command, ctx, workbench, commands),
        Command::Results(command) => results::apply(command, ctx, workbench, commands),
        Command::Runs(command) => runs::apply(command, ctx, workbench, commands),
        Command::Predict(command) => predict::apply(command, ctx, workbench, commands),
        Command::Diagram(command) => diagram::apply(command, workbench, commands),
        Command::Export(command) => export::apply(command, workbench, commands),
        Command::Lesson(command) => lesson::apply(command, ctx, workbench, services),
        Command::Handbook(command) => handbook::apply(command, state),
    }
}
