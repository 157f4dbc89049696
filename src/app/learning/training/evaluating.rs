//! Measuring a trained network on pictures that it did not learn from, in the background.

use super::results::Results;
use crate::app::jobs::Outlet;
use crate::app::learning::LoadedData;
use crate::data::{BatchPlan, Dataset, split};
use crate::engine::evaluate::{Evaluation, Examination, evaluate};
use crate::engine::loss::LossFunction;
use crate::engine::predict::Predictor;
use crate::message;
use crate::project::TrainingSettings;
use crate::recipe::{Recipe, Validation};
use crate::text::{Count, Message};
use std::ops::ControlFlow;
use std::sync::Arc;

/// What a network is measured on.
#[derive(Debug, Clone)]
pub struct EvaluationTask {
    /// The data set.
    pub data: Arc<LoadedData>,
    /// Which part of it.
    pub validation: Validation,
    /// The recipe it was trained by.
    pub recipe: Recipe,
}

impl EvaluationTask {
    /// The evaluation that belongs to a training of `data` by `settings`.
    pub fn new(settings: &TrainingSettings, data: &Arc<LoadedData>) -> Self {
        let settled = settings.settled(data.held_out());
        Self {
            data: Arc::clone(data),
            validation: settled.validation,
            recipe: settled.recipe,
        }
    }

    /// Measures; `Ok(None)` where the window lost interest.
    ///
    /// # Errors
    /// A sentence where pictures and network do not fit each other.
    pub fn sit(
        &self,
        predictor: &Predictor,
        outlet: &Outlet<Result<Option<Results>, Message>>,
    ) -> Result<Option<Results>, Message> {
        let metadata = predictor.metadata();
        let (dataset, indices, on) = self.pictures()?;
        let dataset = metadata.in_order(dataset).map_err(Message::of)?;
        let dataset = dataset.fit_to(&metadata.contract).map_err(Message::of)?;
        let plan = BatchPlan::in_order(indices, BATCH_SIZE).map_err(Message::of)?;
        let head = predictor.network().head();
        let loss = LossFunction::of(&self.recipe, head).map_err(Message::of)?;
        let examination = Examination {
            dataset: &dataset,
            plan: &plan,
            contract: &metadata.contract,
            loss,
            metrics: &self.recipe.metrics,
        };
        let tally = evaluate(
            predictor.network(),
            predictor.device(),
            &examination,
            |done, total| {
                outlet.progress(done, total);
                if outlet.is_canceled() {
                    ControlFlow::Break(())
                } else {
                    ControlFlow::Continue(())
                }
            },
        );
        let Some(tally) = tally.map_err(Message::of)? else {
            return Ok(None);
        };
        let evaluation = Evaluation::of(&tally, metadata.classes.clone());
        let evaluation = evaluation.map_err(Message::of)?;
        let metadata = metadata.clone();
        Ok(Some(Results {
            on,
            evaluation,
            metadata,
        }))
    }

    /// The pictures, which of them, and what they are called.
    fn pictures(&self) -> Result<(&Dataset, Vec<usize>, Message), Message> {
        let train = &*self.data.train;
        let all = |dataset: &Dataset| (0..dataset.len()).collect::<Vec<_>>();
        let named = |count: usize, code: &'static str| message!(code, count = Count(count));
        // The test part is what is kept for this; without one, what the training was validated on must do.
        if let Some(test) = &self.data.test {
            let words = match self.validation {
                Validation::TestPart => "test-and-validation-pictures",
                _ => "test-pictures",
            };
            return Ok((test, all(test), named(test.len(), words)));
        }
        match (&self.validation, &self.data.validation) {
            (Validation::ValidationPart | Validation::Source(_), Some(part)) => {
                Ok((part, all(part), named(part.len(), "validation-pictures")))
            }
            (Validation::None, _) => {
                Ok((train, all(train), named(train.len(), "training-pictures")))
            }
            _ => {
                let share = self.recipe.validation_split;
                let parts = split(train, share, self.recipe.seed).map_err(Message::of)?;
                let words = named(parts.validation.len(), "validation-pictures");
                Ok((train, parts.validation, words))
            }
        }
    }
}

/// Pictures at once: enough to keep the cores busy, few enough for any memory.
const BATCH_SIZE: usize = 32;
