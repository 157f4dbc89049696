//! The training bench: data set, training, prediction, diagram export.
//! Never computes; it shows what the engine sends and turns gestures into commands.

mod command;

pub use command::{BenchCommand, BenchFile};

use crate::app::command::Commands;
use crate::app::look::Theme;
use crate::app::state::State;
use std::path::PathBuf;

/// What the bench keeps from frame to frame: the running training, the pictures tried.
#[derive(Debug, Default)]
pub struct Bench {}

impl Bench {
    /// Takes what worker threads sent since the last frame. Called before painting; must not wait.
    pub fn drain(&mut self, ctx: &egui::Context, state: &State, commands: &mut Commands) {
        let _ = (ctx, state, commands);
    }

    /// Paints the Data tab.
    pub fn data_ui(&mut self, ui: &mut egui::Ui, state: &State, commands: &mut Commands) {
        empty_ui(ui, "Choose a data set", state, commands);
    }

    /// Paints the Training tab.
    pub fn training_ui(&mut self, ui: &mut egui::Ui, state: &State, commands: &mut Commands) {
        empty_ui(ui, "Press Train", state, commands);
    }

    /// Paints the Predict tab.
    pub fn predict_ui(&mut self, ui: &mut egui::Ui, state: &State, commands: &mut Commands) {
        empty_ui(ui, "Drop a picture anywhere on the window", state, commands);
    }

    /// Paints dialogs of the bench over the window, where one is open.
    pub fn dialogs_ui(&mut self, ctx: &egui::Context, state: &State, commands: &mut Commands) {
        let _ = (ctx, state, commands);
    }

    /// The device that training runs on, for the menu bar: "CPU · 2 threads".
    pub fn device_label(&self) -> String {
        "CPU".to_owned()
    }

    /// Does what `command` asks for.
    pub fn handle(
        &mut self,
        command: &BenchCommand,
        ctx: &egui::Context,
        state: &State,
        commands: &mut Commands,
    ) {
        let _ = (command, ctx, state, commands);
    }

    /// Takes the files that the user chose for `purpose`, or dropped onto the window.
    pub fn take_files(
        &mut self,
        purpose: BenchFile,
        paths: Vec<PathBuf>,
        state: &State,
        commands: &mut Commands,
    ) {
        let _ = (purpose, paths, state, commands);
    }
}

fn empty_ui(ui: &mut egui::Ui, words: &str, _state: &State, _commands: &mut Commands) {
    ui.centered_and_justified(|ui| ui.colored_label(Theme::of(ui).muted, words));
}
