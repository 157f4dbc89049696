//! The lines of a node's menu that make blocks, and those that do something with one.

use egui::Ui;

use super::menu::{command_line, line};
use crate::app::blocks;
use crate::app::canvas::memory::Canvas;
use crate::app::command::{BlockCommand, CanvasCommand, Commands};
use crate::app::state::State;
use crate::graph::NodePath;
use crate::text::say;

impl Canvas {
    /// Lines for the node at `path` and what is selected with it: those that can run now. What is wanted less often
    /// stands in a menu of its own, so that all of it fits into a small window.
    pub(super) fn block_lines_ui(
        &mut self,
        ui: &mut Ui,
        path: &NodePath,
        state: State<'_>,
        commands: &mut Commands,
    ) {
        let (first, rest): (Vec<BlockCommand>, Vec<BlockCommand>) = BlockCommand::LISTED
            .into_iter()
            .filter(|command| blocks::availability(command, state.document).is_ready())
            .filter(|command| *command != BlockCommand::Leave)
            .partition(|command| matches!(command, BlockCommand::Open | BlockCommand::Make));
        for command in first {
            let opens = command == BlockCommand::Open;
            command_line(ui, command.into(), state, commands);
            if opens {
                self.in_place_line_ui(ui, path, state);
            }
        }
        if !rest.is_empty() {
            ui.menu_button(say("menu-block"), |ui| {
                for command in rest {
                    command_line(ui, command.into(), state, commands);
                }
            });
        }
    }

    fn in_place_line_ui(&mut self, ui: &mut Ui, path: &NodePath, state: State<'_>) {
        let is_opened = self.unfolded.opened.contains(path);
        let keys = state
            .window
            .keymap
            .text(&CanvasCommand::OpenInPlace.into(), ui.ctx());
        let words = if is_opened {
            say("fold")
        } else {
            say("open-in-place")
        };
        if line(ui, words, &keys) {
            self.toggle_block(path);
        }
    }
}
