//! What a run's report is about: the run as it lies in its folder, and how well what it left does.

use std::ops::ControlFlow;
use std::path::Path;

use crate::data::{
    BatchPlan, Contract, DataError, DataSource, Dataset, Loaded, OnProgress, OpenOptions,
    open as open_data, split,
};
use crate::engine::evaluate::{Evaluation, Examination, judge_each};
use crate::engine::loss::LossFunction;
use crate::engine::predict::Predictor;
use crate::engine::run::{
    EpochRecord, Manifest, RunFolder, RunLabel, RunState, WeightsChoice, label_of,
};
use crate::engine::train::choose_test;
use crate::files::name_of;
use crate::message;
use crate::project::{Project, TrainingSettings};
use crate::recipe::{HeldOut, Validation};
use crate::text::{Count, Message};

/// Everything that a report says.
#[derive(Debug)]
pub struct RunReport {
    /// What its owner calls the run and says of it.
    pub label: RunLabel,
    /// The folder's name.
    pub folder: String,
    /// The network and the settings as trained.
    pub project: Project,
    /// On what and with which versions it was trained.
    pub manifest: Manifest,
    /// How it stands.
    pub state: RunState,
    /// What pictures go through on their way into the network; `None` before there are weights.
    pub contract: Option<Contract>,
    /// Each epoch.
    pub history: Vec<EpochRecord>,
    /// How well what it left does, or why nobody knows.
    pub measured: Result<MeasuredRun, Message>,
}

/// How well a network does on some pictures.
#[derive(Debug)]
pub struct MeasuredRun {
    /// "360 test pictures".
    pub on: Message,
    /// The figures.
    pub evaluation: Evaluation,
    /// The pictures.
    pub dataset: Dataset,
}

/// Who waits for a report, and may not any more.
pub struct Watch<'a> {
    /// Told while pictures are read.
    pub reading: OnProgress<'a>,
    /// Told before each batch with its number and their count.
    pub measuring: &'a dyn Fn(usize, usize) -> ControlFlow<()>,
}

impl RunReport {
    /// Reads the run at `path` and measures `choice` of its weights on what its project keeps for that. A run that cannot be
    /// measured has a report that says why.
    ///
    /// # Errors
    /// A sentence where there is no run, or it cannot be read.
    pub fn read(path: &Path, choice: WeightsChoice, watch: &Watch<'_>) -> Result<Self, Message> {
        let run = RunFolder::open(path).map_err(|error| error.message())?;
        let project = run.project().map_err(|error| error.message())?;
        let history = run.history().map_err(|error| error.message())?;
        Ok(Self {
            label: label_of(path),
            folder: name_of(path),
            measured: measure(&run, &project, choice, watch),
            contract: run.metadata().ok().flatten().map(|it| it.contract),
            manifest: run.manifest().clone(),
            state: run.state(),
            project,
            history,
        })
    }
}

fn measure(
    run: &RunFolder,
    project: &Project,
    choice: WeightsChoice,
    watch: &Watch<'_>,
) -> Result<MeasuredRun, Message> {
    let predictor = Predictor::load(run, choice).map_err(|error| error.message())?;
    let metadata = predictor.metadata();
    let settings = project.settings();
    let source = settings.source();
    let source = source.ok_or_else(|| message!("report-without-data"))?;
    let options = OpenOptions {
        contract: Some(metadata.contract),
        ..project.open_options()
    };
    let open = |source: &DataSource| open_data(source, &options, watch.reading);
    let (dataset, on) = pictures(&source, &settings, open)?;
    let dataset = metadata
        .in_order(&dataset)
        .map_err(|error| error.message())?;
    let plan = BatchPlan::in_order((0..dataset.len()).collect(), BATCH_SIZE);
    let (network, recipe) = (predictor.network(), &project.recipe);
    let loss = LossFunction::of(recipe, network.head()).map_err(|error| error.message())?;
    let examination = Examination {
        dataset: &dataset,
        plan: &plan.map_err(|error| error.message())?,
        contract: &metadata.contract,
        loss,
        metrics: &recipe.metrics,
    };
    let judged = judge_each(network, predictor.device(), &examination, watch.measuring);
    let (tally, scores) = judged
        .map_err(|error| error.message())?
        .ok_or_else(|| message!("evaluation-broken-off"))?;
    let classes = metadata.called(&project.class_names);
    let evaluation = Evaluation::of(&tally, scores, classes).map_err(|error| error.message())?;
    Ok(MeasuredRun {
        on,
        evaluation,
        dataset: dataset.into_owned(),
    })
}

/// Pictures at once.
const BATCH_SIZE: usize = 32;

/// What is kept for the end; where that is nothing, what the training was validated on must do.
fn pictures(
    source: &DataSource,
    settings: &TrainingSettings,
    open: impl Fn(&DataSource) -> Result<Loaded, DataError>,
) -> Result<(Dataset, Message), Message> {
    let mut loaded = open(source).map_err(|error| error.message())?;
    choose_test(&mut loaded, &settings.test, &open).map_err(|error| error.message())?;
    let held_out = HeldOut {
        has_validation: loaded.validation.is_some(),
        has_test: loaded.test.is_some(),
    };
    let settled = settings.settled(held_out);
    if let Some(test) = loaded.test {
        let words = match settled.validation {
            Validation::TestPart => "test-and-validation-pictures",
            _ => "test-pictures",
        };
        return Ok(counted(test, words));
    }
    Ok(match (&settled.validation, loaded.validation) {
        (Validation::ValidationPart, Some(part)) => counted(part, "validation-pictures"),
        (Validation::Source(text), _) => {
            let other = DataSource::parse(text).and_then(|source| open(&source));
            let other = other.map_err(|error| error.message())?;
            counted(other.into_validation(), "validation-pictures")
        }
        (Validation::Split, _) => {
            let (share, seed) = (settled.recipe.validation_split, settled.recipe.seed);
            let parts = split(&loaded.train, share, seed).map_err(|error| error.message())?;
            let part = loaded.train.picked(&parts.validation);
            counted(
                part.map_err(|error| error.message())?,
                "validation-pictures",
            )
        }
        _ => counted(loaded.train, "training-pictures"),
    })
}

fn counted(dataset: Dataset, words: &'static str) -> (Dataset, Message) {
    let on = message!(words, count = Count(dataset.len()));
    (dataset, on)
}
