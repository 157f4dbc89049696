//! `netsmith evaluate`

mod report;

use std::borrow::Cow;
use std::ffi::OsString;
use std::ops::ControlFlow;

use clap::Args;

use super::data::{self, DataOptions};
use super::failure::Failure;
use super::foreign::ImportChoices;
use super::output::{Output, note};
use super::progress;
use super::trained::Trained;
use crate::data::{BatchPlan, DataSource, Dataset, Loaded, OpenOptions, Role, identity, split};
use crate::engine::evaluate::{Evaluation, Examination, judge_each};
use crate::engine::lag::{Sample, find_lag};
use crate::engine::loss::LossFunction;
use crate::engine::metric::{Scores, Tally};
use crate::engine::predict::Predictor;
use crate::engine::run::{EpochRecord, WeightsChoice};
use crate::layer::counted;
use crate::project::Project;
use crate::recipe::{HeldOut, Recipe, Validation};
use crate::text::say;
use crate::{message, tr};
use report::{Part, lines, report};

#[derive(Debug, Args)]
#[command(about = say("help-evaluate"))]
pub struct Arguments {
    #[arg(help = say("help-evaluate-model"), value_name = "RUN")]
    model: OsString,
    #[arg(help = say("help-evaluate-data"), long)]
    data: Option<OsString>,
    #[arg(help = say("help-evaluate-part"), long, value_parser = ["training", "validation", "test"])]
    part: Option<String>,
    #[command(flatten)]
    data_options: DataOptions,
    #[arg(help = say("help-best"), long)]
    best: bool,
    #[command(flatten)]
    choices: ImportChoices,
}

pub fn run(arguments: &Arguments, output: &mut Output) -> Result<(), Failure> {
    let choice = if arguments.best {
        WeightsChoice::Best
    } else {
        WeightsChoice::Latest
    };
    let trained = Trained::find(&arguments.model, &arguments.choices, choice)?;
    let Trained {
        predictor,
        learned: project,
        ..
    } = &trained;
    let source = data::source_or_own(arguments.data.as_deref(), project, &trained.path)?;
    let (dataset, part) = measured(arguments, &source, project, predictor)?;
    if let Some(words) = words_on_data(project, &source) {
        note(&words);
    }
    // A file of another program may know of no names.
    let classes = match &predictor.metadata().classes[..] {
        [] => dataset.classes().to_vec(),
        _ => trained.classes(),
    };
    let (tally, scores) = measure(predictor, &project.recipe, &dataset)?;
    let evaluation = Evaluation::of(&tally, scores, classes)?;
    if let Some(record) = trained.run.as_ref().and_then(|run| run.record(choice)) {
        tell_lag(
            &record,
            predictor,
            &project.recipe,
            &dataset,
            evaluation.accuracy,
        )?;
    }
    let report = report(&evaluation, part);
    if output.is_json() {
        return output.json(&report);
    }
    output.lines(lines(&report))
}

/// Says where batch normalization is the reason that the network does worse than in training.
fn tell_lag(
    record: &EpochRecord,
    predictor: &Predictor,
    recipe: &Recipe,
    dataset: &Dataset,
    accuracy: f64,
) -> Result<(), Failure> {
    let indices: Vec<usize> = (0..dataset.len()).collect();
    let sample = Sample {
        dataset,
        indices: &indices,
        contract: &predictor.metadata().contract,
        batch_size: recipe.batch_size,
    };
    let trained = record.train.accuracy;
    let lag = find_lag(
        predictor.network(),
        predictor.device(),
        sample,
        trained,
        Some(accuracy),
    )?;
    if let Some(lag) = lag {
        note(&tr!("note-note", lag = %lag));
    }
    Ok(())
}

/// The pictures to measure on, with the classes and the size that the network was trained with.
fn measured(
    arguments: &Arguments,
    source: &DataSource,
    project: &Project,
    predictor: &Predictor,
) -> Result<(Dataset, Part), Failure> {
    let metadata = predictor.metadata();
    let usual = project.open_options();
    let options = arguments
        .data_options
        .open_options(Some(metadata.contract), &usual);
    let mut loaded = data::open(source, &options)?;
    data::tell_warnings(&loaded);
    let is_own = data::is_own(project, source);
    if is_own {
        data::choose_test(&mut loaded, &project.test, &options)?;
    }
    let asked = arguments.part.as_deref().and_then(Role::named);
    let role = match (asked, &loaded.test) {
        (Some(asked), _) => asked,
        (None, Some(_)) if is_own && !project.test.is_own() => Role::Test,
        // What the data holds out itself, unless the project keeps nothing for the end.
        (None, _) => Some(loaded.taken.measured())
            .filter(|role| loaded.part(*role).is_ok())
            .unwrap_or_default(),
    };
    let is_kept_back = arguments.data.is_none() && asked.is_none() && role == Role::Training;
    let dataset = if is_kept_back {
        validated_on(project, &loaded, &options)?
    } else {
        Cow::Borrowed(loaded.part(role)?)
    };
    let is_whole_part = matches!(dataset, Cow::Borrowed(_));
    let part = if is_whole_part {
        tr!("part-of-role", role = role.message())
    } else {
        tr!("part-validated")
    };
    note(
        &tr!("measuring-on", part = %part, pictures = counted(dataset.len(), "picture"), source = %dataset.source()),
    );
    let part = Part {
        source: dataset.source().to_owned(),
        part: is_whole_part.then(|| role.name()),
        images: dataset.len(),
    };
    let dataset = metadata.in_order(&dataset)?.into_owned();
    let (outputs, classes) = (predictor.network().class_count(), dataset.classes().len());
    if metadata.classes.is_empty() && outputs != classes {
        return Err(Failure::Job(message!(
            "data-of-other-class-count",
            outputs = outputs,
            classes = classes
        )));
    }
    Ok((dataset, part))
}

/// Where a network's own data holds nothing out, what its training was validated on must do.
fn validated_on<'a>(
    project: &Project,
    loaded: &'a Loaded,
    options: &OpenOptions,
) -> Result<Cow<'a, Dataset>, Failure> {
    let settings = project.settings().settled(HeldOut::default());
    Ok(match &settings.validation {
        Validation::Split => {
            let Recipe {
                validation_split,
                seed,
                ..
            } = settings.recipe;
            let parts = split(&loaded.train, validation_split, seed)?;
            Cow::Owned(loaded.train.picked(&parts.validation)?)
        }
        Validation::Source(source) => {
            let other = data::open(&DataSource::parse(source)?, options)?;
            Cow::Owned(other.into_validation())
        }
        _ => Cow::Borrowed(&loaded.train),
    })
}

/// What is to be said where the data is not what the network was trained on.
fn words_on_data(project: &Project, source: &DataSource) -> Option<String> {
    let trained_on = project.data.as_deref()?;
    let before = project.fingerprint_of(trained_on);
    let is_same_place = data::is_own(project, source);
    let now = identity(source, &progress::files());
    match (before, now) {
        (Some(before), Some(now)) if before == now => None,
        (Some(_), Some(_)) if is_same_place => Some(tr!("data-has-changed", source = %source)),
        _ if is_same_place => None,
        _ => Some(tr!("measuring-on-other-data", trained_on = %trained_on)),
    }
}

fn measure(
    predictor: &Predictor,
    recipe: &Recipe,
    dataset: &Dataset,
) -> Result<(Tally, Scores), Failure> {
    let network = predictor.network();
    let plan = BatchPlan::in_order((0..dataset.len()).collect(), recipe.batch_size.max(1))?;
    let examination = Examination {
        dataset,
        plan: &plan,
        contract: &predictor.metadata().contract,
        loss: LossFunction::of(recipe, network.head())?,
        metrics: &recipe.metrics,
    };
    let bar = progress::batches();
    let judged = judge_each(network, predictor.device(), &examination, |step, steps| {
        bar.show(step, steps);
        ControlFlow::Continue(())
    })?;
    bar.clear();
    judged.ok_or_else(|| Failure::Job(message!("evaluation-broken-off")))
}
