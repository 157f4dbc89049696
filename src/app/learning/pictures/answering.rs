//! Own pictures on their way to the newest weights and back.

use super::Pictures;
use super::asking::PredictionSource;
use crate::app::document::Document;
use crate::app::learning::{Learning, Stage, Tools, network};
use crate::data::Contract;
use crate::engine::train;
use crate::message;
use crate::text::Message;

impl Learning {
    /// What pictures go through: what the newest weights learned with, or what the next ones will.
    pub(in crate::app) fn contract(&self, document: &Document) -> Contract {
        let live = self.runs.current().filter(|run| run.stage.is_live());
        match (live, self.weights.of(document)) {
            (Some(run), _) => run.begun.contract,
            (None, Some(trained)) => trained.predictor.metadata().contract,
            (None, None) => network::contract(document.settings(), document.inference()),
        }
    }

    /// Asks whoever knows best about those of `pictures` that were not judged yet.
    pub fn ask_about(&mut self, pictures: &mut Pictures, tools: Tools<'_>, document: &Document) {
        self.asking.drain(pictures);
        if pictures.entries.is_empty() {
            return;
        }
        pictures.refit(self.contract(document), tools.workers, tools.ctx);
        let Some(source) = self.prediction_source(document) else {
            // Where nobody speaks for this network any more, what was said by another one is not true of it.
            let live = self.runs.current().filter(|run| run.stage.is_live());
            let is_learning = live.map_or(self.is_busy(), |run| run.begun.is_of(document));
            if !is_learning {
                pictures.forget_answers();
            }
            return;
        };
        let Some((request, images)) = self.asking.next(pictures, &source) else {
            return;
        };
        match self.weights.of(document) {
            _ if self.runs.is_busy() => {
                if !self.runs.ask(train::Command::Predict { request, images }) {
                    self.asking.give_up();
                }
            }
            Some(trained) => self
                .asking
                .ask(&trained.predictor, images, tools.workers, tools.ctx),
            None => self.asking.give_up(),
        }
    }

    /// The newest weights: a training's change with every epoch.
    pub fn prediction_source(&self, document: &Document) -> Option<PredictionSource> {
        // Runs, and the epochs within one, never share a number.
        let namings = self.loader.naming_count();
        let base = (self.runs.run_count() + self.weights.version() + namings) << 32;
        let names = &document.settings().class_names;
        if let Some(run) = self.runs.current().filter(|run| run.stage.is_live()) {
            // The network that learns may be another one by now than the one on the canvas.
            let has_begun =
                matches!(run.stage, Stage::Running | Stage::Paused) && run.begun.is_of(document);
            let epochs = run.record.epochs.len();
            let words = message!(
                "weights-in-training",
                epoch = run.record.place.epoch,
                title = &run.begun.title
            );
            return has_begun.then_some(PredictionSource {
                version: base + epochs as u64,
                classes: run.begun.metadata().called(names),
                words,
                lag: run.record.lag(),
                appearance: None,
            });
        }
        let trained = self.weights.of(document)?;
        Some(PredictionSource {
            version: base + u64::from(u32::MAX),
            classes: trained.predictor.metadata().called(names),
            words: trained.words.clone(),
            lag: trained.predictor.lag(),
            appearance: trained.predictor.metadata().appearance.clone(),
        })
    }

    /// Why the newest weights said nothing.
    pub fn asking_fault(&self, document: &Document) -> Option<Message> {
        let source = self.prediction_source(document)?;
        let fault = self.asking.fault(source.version)?;
        Some(message!("network-not-asked", fault = fault))
    }
}
