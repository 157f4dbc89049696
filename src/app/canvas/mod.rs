//! The node canvas: the network as boxes and wires, and the gestures that change it.
//! Never changes the graph itself; sends commands.

mod command;

pub use command::CanvasCommand;

use crate::app::command::Commands;
use crate::app::look::Theme;
use crate::app::state::State;

/// What the canvas keeps from frame to frame.
#[derive(Debug, Default)]
pub struct Canvas {}

impl Canvas {
    /// Paints the network of `state` into the whole of `ui` and sends what the user's gestures ask for.
    pub fn ui(&mut self, ui: &mut egui::Ui, state: &State, commands: &mut Commands) {
        let _ = commands;
        let words = if state.document.is_empty() {
            "Drag a layer here"
        } else {
            ""
        };
        ui.centered_and_justified(|ui| ui.colored_label(Theme::of(ui).muted, words));
    }

    /// Does what `command` asks for.
    pub fn handle(&mut self, command: &CanvasCommand, state: &State, commands: &mut Commands) {
        let _ = (command, state, commands);
    }

    /// The magnification in per cent, for the status bar.
    pub fn zoom_percent(&self) -> u32 {
        100
    }
}
