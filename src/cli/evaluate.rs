//! `netsmith evaluate`

use std::ffi::OsString;
use std::ops::ControlFlow;
use std::path::PathBuf;

use clap::Args;
use serde::Serialize;

use super::data::{self, DataOptions};
use super::failure::Failure;
use super::output::{Output, note};
use super::progress;
use crate::data::{BatchPlan, DataSource, Dataset, Role, identity};
use crate::engine::evaluate::{Evaluation, Examination, evaluate};
use crate::engine::loss::loss_for;
use crate::engine::metric::{ClassReport, Tally};
use crate::engine::predict::Predictor;
use crate::engine::run::{RunFolder, WeightsChoice};
use crate::files::is_same_file;
use crate::project::Project;
use crate::recipe::Recipe;

/// Measure a trained network on labelled pictures: loss, accuracy, confusion matrix, a row for each class
#[derive(Debug, Args)]
pub struct Arguments {
    /// The folder of a run
    run: PathBuf,
    /// `builtin:NAME`, a course HDF5 file, a folder of class folders, or a folder of labelled file names;
    /// of a source that holds a test part, that part is used
    #[arg(long)]
    data: OsString,
    /// The part of the data to measure on, if another one is meant
    #[arg(long, value_parser = ["training", "validation", "test"])]
    part: Option<String>,
    #[command(flatten)]
    data_options: DataOptions,
    /// Use the weights of the best epoch instead of the last one's
    #[arg(long)]
    best: bool,
}

#[derive(Serialize)]
struct Report<'a> {
    loss: f64,
    accuracy: f64,
    classes: &'a [String],
    confusion: Vec<&'a [u64]>,
    per_class: Vec<Row<'a>>,
}

#[derive(Serialize)]
struct Row<'a> {
    class: &'a str,
    precision: f64,
    recall: f64,
    f1: f64,
    support: u64,
}

pub fn run(arguments: &Arguments, output: &mut Output) -> Result<(), Failure> {
    let run = RunFolder::open(&arguments.run)?;
    let choice = if arguments.best {
        WeightsChoice::Best
    } else {
        WeightsChoice::Latest
    };
    let predictor = Predictor::load(&run, choice)?;
    let project = run.project()?;
    let source = DataSource::from_argument(&arguments.data)?.absolute();
    let dataset = measured(arguments, &source, &project, &predictor)?;
    if let Some(words) = words_on_data(&project, &source) {
        note(&words);
    }
    let tally = measure(&predictor, &project.recipe, &dataset)?;
    let evaluation = Evaluation::of(&tally, predictor.passport().classes.clone());
    let report = report(&evaluation);
    if output.is_json() {
        return output.json(&report);
    }
    output.text(&text(&report))
}

/// The pictures to measure on, with the classes and the size that the network was trained with.
fn measured(
    arguments: &Arguments,
    source: &DataSource,
    project: &Project,
    predictor: &Predictor,
) -> Result<Dataset, Failure> {
    let passport = predictor.passport();
    let usual = project.open_options();
    let options = arguments
        .data_options
        .open_options(Some(passport.contract), &usual);
    let loaded = data::open(source, &options)?;
    data::tell_warnings(&loaded);
    let asked = arguments.part.as_deref().and_then(Role::named);
    let role = asked.unwrap_or_else(|| loaded.taken.measured());
    let dataset = loaded.part(role)?;
    note(&format!(
        "measuring on the {role} part, {} pictures: {}",
        dataset.len(),
        dataset.source()
    ));
    Ok(dataset.with_classes(&passport.classes)?.into_owned())
}

/// What is to be said where the data is not what the network was trained on.
fn words_on_data(project: &Project, source: &DataSource) -> Option<String> {
    let trained_on = project.data.as_deref()?;
    let before = project.fingerprint_of(trained_on);
    let is_same_place = match (source, DataSource::parse(trained_on)) {
        (DataSource::Path(now), Ok(DataSource::Path(before))) => is_same_file(now, &before),
        (now, Ok(before)) => *now == before,
        (_, Err(_)) => false,
    };
    let now = identity(source, &|| true);
    match (before, now) {
        (Some(before), Some(now)) if before == now => None,
        (Some(_), Some(_)) if is_same_place => Some(format!(
            "warning: the data has changed since the network was trained on it; these figures are of what lies there now: \
             {source}"
        )),
        _ if is_same_place => None,
        _ => Some(format!(
            "measuring on other data than the network was trained on, which was {trained_on}"
        )),
    }
}

fn measure(predictor: &Predictor, recipe: &Recipe, dataset: &Dataset) -> Result<Tally, Failure> {
    let network = predictor.network();
    let plan = BatchPlan::in_order((0..dataset.len()).collect(), recipe.batch_size.max(1))?;
    let examination = Examination {
        dataset,
        plan: &plan,
        contract: &predictor.passport().contract,
        loss: recipe.loss.map_or_else(|| loss_for(network.head()), Ok)?,
        metrics: &recipe.metrics,
    };
    let bar = progress::batches();
    let tally = evaluate(network, predictor.device(), &examination, |step, steps| {
        bar.set_length(steps as u64);
        bar.set_position(step as u64);
        ControlFlow::Continue(())
    })?;
    bar.finish_and_clear();
    tally.ok_or_else(|| Failure::job("the evaluation was broken off"))
}

fn report(evaluation: &Evaluation) -> Report<'_> {
    let classes = evaluation.classes.iter().zip(&evaluation.per_class);
    let per_class = classes.map(|(class, report)| {
        let ClassReport {
            precision,
            recall,
            f1,
            support,
        } = *report;
        Row {
            class,
            precision,
            recall,
            f1,
            support,
        }
    });
    Report {
        loss: evaluation.loss,
        accuracy: evaluation.accuracy,
        classes: &evaluation.classes,
        confusion: evaluation.confusion.rows().collect(),
        per_class: per_class.collect(),
    }
}

fn text(report: &Report<'_>) -> String {
    let Report { loss, accuracy, .. } = report;
    let mut text = format!("loss {loss:.4}  accuracy {accuracy:.4}\n\n");
    text += &format!(
        "{:20} {:>9} {:>9} {:>9} {:>9}\n",
        "class", "precision", "recall", "f1", "support"
    );
    for Row {
        class,
        precision,
        recall,
        f1,
        support,
    } in &report.per_class
    {
        text += &format!("{class:20} {precision:>9.4} {recall:>9.4} {f1:>9.4} {support:>9}\n");
    }
    text += "\nconfusion (rows: true class, columns: called class)\n";
    for (class, row) in report.classes.iter().zip(&report.confusion) {
        text += &format!("{class:20}");
        for count in *row {
            text += &format!(" {count:>5}");
        }
        text.push('\n');
    }
    text
}
