//! The lines of a node's menu that make blocks, and those that do something with one.

use egui::Ui;

use super::menu::command_line;
use crate::app::blocks::BlockCommand;
use crate::app::command::Commands;
use crate::app::state::State;

/// Lines for the selected nodes: those that can run now.
pub(super) fn block_lines_ui(ui: &mut Ui, state: &State, commands: &mut Commands) {
    for command in BlockCommand::LISTED {
        if command.availability(state).is_ready() {
            command_line(ui, command.into(), state, commands);
        }
    }
}
