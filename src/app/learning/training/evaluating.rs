//! Measuring a trained network, in the background: on pictures that it did not learn from, or on what somebody chose.

use super::results::Results;
use crate::app::command::MeasuredOn;
use crate::app::jobs::Outlet;
use crate::app::learning::LoadedData;
use crate::data::{
    BatchPlan, DataSource, Dataset, OpenOptions, Reading, Role, open as open_data, split,
};
use crate::engine::evaluate::{Evaluation, Examination, judge_each};
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

/// Which pictures somebody wants to know about.
#[derive(Debug)]
pub enum Asked {
    /// Those that are kept for that.
    Usual(Box<EvaluationTask>),
    /// A part of the data set at hand.
    Part(Arc<Dataset>, Role),
    /// Other data, read so.
    Source(DataSource, Option<Reading>),
}

/// What a worker sends; nothing where the window lost interest.
pub type Measured = Result<Option<Results>, Message>;

/// Some pictures of a data set, and what they are called.
struct Chosen<'a> {
    dataset: &'a Dataset,
    indices: Vec<usize>,
    on: Message,
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

    /// The pictures, which of them, and what they are called.
    fn pictures(&self) -> Result<Chosen<'_>, Message> {
        // The test part is what is kept for this; without one, what the training was validated on must do.
        if let Some(test) = &self.data.test {
            let words = match self.validation {
                Validation::TestPart => "test-and-validation-pictures",
                _ => words_of(Role::Test),
            };
            return Ok(Chosen::all(test, words));
        }
        let train = &*self.data.train;
        match (&self.validation, &self.data.validation) {
            (Validation::ValidationPart | Validation::Source(_), Some(part)) => {
                Ok(Chosen::all(part, words_of(Role::Validation)))
            }
            (Validation::None, _) => Ok(Chosen::all(train, words_of(Role::Training))),
            _ => {
                let share = self.recipe.validation_split;
                let parts =
                    split(train, share, self.recipe.seed).map_err(|error| error.message())?;
                let count = Count(parts.validation.len());
                Ok(Chosen {
                    dataset: train,
                    indices: parts.validation,
                    on: message!(words_of(Role::Validation), count = count),
                })
            }
        }
    }
}

/// How the pictures of a part are counted.
const fn words_of(role: Role) -> &'static str {
    match role {
        Role::Training => "training-pictures",
        Role::Validation => "validation-pictures",
        Role::Test => "test-pictures",
    }
}

impl<'a> Chosen<'a> {
    fn all(dataset: &'a Dataset, words: &'static str) -> Self {
        Self {
            dataset,
            indices: (0..dataset.len()).collect(),
            on: message!(words, count = Count(dataset.len())),
        }
    }
}

impl Asked {
    /// What this is to the user.
    fn choice(&self) -> MeasuredOn {
        match self {
            Self::Usual(_) => MeasuredOn::Usual,
            Self::Part(_, role) => MeasuredOn::Part(*role),
            Self::Source(source, _) => MeasuredOn::Source(source.clone()),
        }
    }

    /// Measures `predictor` with the loss and the metrics of `recipe`.
    ///
    /// # Errors
    /// A sentence where the data cannot be read, or pictures and network do not fit each other.
    pub fn measure(
        &self,
        predictor: &Predictor,
        recipe: &Recipe,
        outlet: &Outlet<Measured>,
    ) -> Measured {
        let measured = match self {
            Self::Usual(task) => judge(&task.pictures()?, predictor, recipe, outlet),
            Self::Part(part, role) => {
                let chosen = Chosen::all(part, words_of(*role));
                judge(&chosen, predictor, recipe, outlet)
            }
            Self::Source(source, labels) => {
                let part = read(source, *labels, predictor, outlet)?;
                let on = message!(
                    "pictures-of-source",
                    count = Count(part.len()),
                    data = source.message()
                );
                let chosen = Chosen {
                    on,
                    ..Chosen::all(&part, words_of(Role::Test))
                };
                judge(&chosen, predictor, recipe, outlet)
            }
        };
        Ok(measured?.map(|results| Results {
            choice: self.choice(),
            ..results
        }))
    }
}

/// Reads other data as the network wants it: what it holds out itself, else all of it.
fn read(
    source: &DataSource,
    labels: Option<Reading>,
    predictor: &Predictor,
    outlet: &Outlet<Measured>,
) -> Result<Dataset, Message> {
    let options = OpenOptions {
        contract: Some(predictor.metadata().contract),
        labels,
        ..OpenOptions::default()
    };
    let loaded = open_data(source, &options, &|progress| {
        outlet.progress(progress.done, progress.total);
        goes_on(outlet)
    });
    let loaded = loaded.map_err(|error| error.message())?;
    let role = loaded.taken.measured();
    let part = loaded.part(role).unwrap_or(&loaded.train);
    Ok(part.clone())
}

fn judge(
    chosen: &Chosen<'_>,
    predictor: &Predictor,
    recipe: &Recipe,
    outlet: &Outlet<Measured>,
) -> Measured {
    let metadata = predictor.metadata();
    let ordered = metadata
        .in_order(chosen.dataset)
        .map_err(|error| error.message())?;
    let fitted = ordered
        .fit_to(&metadata.contract)
        .map_err(|error| error.message())?;
    let plan =
        BatchPlan::in_order(chosen.indices.clone(), BATCH_SIZE).map_err(|error| error.message())?;
    let head = predictor.network().head();
    let examination = Examination {
        dataset: &fitted,
        plan: &plan,
        contract: &metadata.contract,
        loss: LossFunction::of(recipe, head).map_err(|error| error.message())?,
        metrics: &recipe.metrics,
    };
    let (network, device) = (predictor.network(), predictor.device());
    let judged = judge_each(network, device, &examination, |done, total| {
        outlet.progress(done, total);
        goes_on(outlet)
    });
    let Some((tally, scores)) = judged.map_err(|error| error.message())? else {
        return Ok(None);
    };
    let evaluation = Evaluation::of(&tally, scores, metadata.classes.clone());
    Ok(Some(Results {
        on: chosen.on.clone(),
        choice: MeasuredOn::Usual,
        evaluation: Arc::new(evaluation.map_err(|error| error.message())?),
        metadata: metadata.clone(),
        dataset: Arc::new(ordered.clone().into_owned()),
        number: 0,
    }))
}

fn goes_on(outlet: &Outlet<Measured>) -> ControlFlow<()> {
    if outlet.is_canceled() {
        ControlFlow::Break(())
    } else {
        ControlFlow::Continue(())
    }
}

/// Pictures at once: enough to keep the cores busy, few enough for any memory.
const BATCH_SIZE: usize = 32;
