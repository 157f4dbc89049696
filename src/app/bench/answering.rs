//! Own pictures on their way to the newest weights and back.

use super::Bench;
use super::clipboard::Clip;
use super::network;
use super::predict::{Judge, Origin};
use super::training::Stage;
use crate::app::command::{Command, Commands};
use crate::app::jobs::Step;
use crate::app::state::{State, Tab};
use crate::app::widgets;
use crate::data::{Contract, from_rgba8};
use crate::engine::train;
use std::path::PathBuf;
use std::sync::Arc;

impl Bench {
    /// Adds picture files to the list and shows them.
    pub(super) fn take_pictures(
        &mut self,
        paths: Vec<PathBuf>,
        ctx: &egui::Context,
        state: &State,
        commands: &mut Commands,
    ) {
        self.take_origins(
            paths.into_iter().map(Origin::File).collect(),
            ctx,
            state,
            commands,
        );
    }

    /// Adds a picture that was pasted.
    pub fn take_pasted(
        &mut self,
        image: &egui::ColorImage,
        ctx: &egui::Context,
        state: &State,
        commands: &mut Commands,
    ) {
        let rgba = image
            .pixels
            .iter()
            .flat_map(egui::Color32::to_srgba_unmultiplied)
            .collect();
        let [width, height] = image
            .size
            .map(|side| u32::try_from(side).unwrap_or(u32::MAX));
        match from_rgba8(width, height, rgba) {
            Ok(image) => {
                self.take_origins(vec![Origin::Pasted(Arc::new(image))], ctx, state, commands);
            }
            Err(error) => commands.send(Command::Complain(widgets::sentence(&error.to_string()))),
        }
    }

    fn take_origins(
        &mut self,
        origins: Vec<Origin>,
        ctx: &egui::Context,
        state: &State,
        commands: &mut Commands,
    ) {
        if origins.is_empty() {
            return;
        }
        let contract = self.contract(state);
        self.pictures.add(origins, contract, self.workers, ctx);
        commands.send(Command::ShowTab(Tab::Predict));
    }

    /// What pictures go through: what the newest weights learned with, or what the next ones will.
    fn contract(&self, state: &State) -> Contract {
        let live = self.runs.current().filter(|run| run.stage.is_live());
        match (live, self.weights.of(&state.document)) {
            (Some(run), _) => run.begun.contract,
            (None, Some(trained)) => trained.predictor.passport().contract,
            (None, None) => {
                network::contract(state.document.settings(), state.document.inference())
            }
        }
    }

    /// Asks whoever knows best about the pictures that were not judged yet.
    pub(super) fn ask_about_pictures(&mut self, ctx: &egui::Context, state: &State) {
        self.asking.drain(&mut self.pictures);
        if self.pictures.entries.is_empty() {
            return;
        }
        self.pictures.refit(self.contract(state), self.workers, ctx);
        let Some(judge) = self.judge(state) else {
            // Where nobody speaks for this network any more, what was said by another one is not true of it.
            let live = self.runs.current().filter(|run| run.stage.is_live());
            let is_learning = live.map_or(self.is_busy(), |run| run.begun.is_of(&state.document));
            if !is_learning {
                self.pictures.forget_answers();
            }
            return;
        };
        let Some((request, images)) = self.asking.next(&self.pictures, &judge) else {
            return;
        };
        match self.weights.of(&state.document) {
            _ if self.runs.is_busy() => {
                if !self.runs.ask(train::Command::Predict { request, images }) {
                    self.asking.give_up();
                }
            }
            Some(trained) => self
                .asking
                .ask(&trained.predictor, images, self.workers, ctx),
            None => self.asking.give_up(),
        }
    }

    /// The newest weights: a training's change with every epoch.
    pub(super) fn judge(&self, state: &State) -> Option<Judge> {
        // Runs, and the epochs within one, never share a number.
        let namings = self.loader.naming_count();
        let base = (self.runs.run_count() + self.weights.version() + namings) << 32;
        let names = &state.document.settings().class_names;
        if let Some(run) = self.runs.current().filter(|run| run.stage.is_live()) {
            // The network that learns may be another one by now than the one on the canvas.
            let has_begun = matches!(run.stage, Stage::Running | Stage::Paused)
                && run.begun.is_of(&state.document);
            let epochs = run.record.rows.len();
            let words = format!(
                "still training, in epoch {} of {}",
                run.record.place.epoch, run.begun.title
            );
            return has_begun.then_some(Judge {
                version: base + epochs as u64,
                classes: run.begun.passport().called(names),
                words,
                lag: run.record.lag,
            });
        }
        let trained = self.weights.of(&state.document)?;
        Some(Judge {
            version: base + u64::from(u32::MAX),
            classes: trained.predictor.passport().called(names),
            words: trained.words.clone(),
            lag: trained.predictor.lag(),
        })
    }

    /// Why the newest weights said nothing.
    pub(super) fn asking_fault(&self, state: &State) -> Option<String> {
        let judge = self.judge(state)?;
        self.asking
            .fault(judge.version)
            .map(|fault| format!("The network could not be asked: {fault}"))
    }

    /// Takes what was found on the clipboard.
    pub(super) fn drain_clipboard(
        &mut self,
        ctx: &egui::Context,
        state: &State,
        commands: &mut Commands,
    ) {
        let Some(job) = &self.clipboard else { return };
        let clip = match job.poll() {
            Step::Running => return,
            Step::Result(clip) => clip,
            Step::Ended => Clip::Nothing,
        };
        self.clipboard = None;
        match clip {
            Clip::Image(image) => {
                self.take_origins(vec![Origin::Pasted(Arc::new(image))], ctx, state, commands);
            }
            Clip::Files(paths) => self.take_pictures(paths, ctx, state, commands),
            Clip::Nothing => commands.send(Command::Complain(
                "The clipboard holds no picture; copy one first, or use Open pictures…".to_owned(),
            )),
        }
    }
}
