//! `netsmith check`

use std::ffi::OsString;
use std::path::{Path, PathBuf};

use clap::Args;
use serde::Serialize;

use super::data::{self, DataOptions};
use super::failure::Failure;
use super::foreign::ImportChoices;
use super::output::{Output, note};
use super::progress::Slow;
use super::summary::find;
use crate::data::{DataSource, Dataset};
use crate::engine::model::{Model, Origin};
use crate::engine::run::is_of_run;
use crate::engine::train::{aim_of, contract_of, judgement};
use crate::graph::problem::{MOST_MEASURED, Mended, mend, try_repairs};
use crate::graph::{Aim, Cause, Graph, Problem, Repair, Severity};
use crate::layer::counted;
use crate::project::Project;
use crate::text::{Coded, Message, Named, say};
use crate::{message, tr};

#[derive(Debug, Args)]
#[command(about = say("help-check"))]
pub struct Arguments {
    #[arg(help = say("help-model"))]
    model: OsString,
    #[arg(help = say("help-check-data"), long)]
    data: Option<OsString>,
    #[command(flatten)]
    data_options: DataOptions,
    #[command(flatten)]
    choices: ImportChoices,
    #[arg(help = say("help-check-fix"), long)]
    fix: bool,
    #[arg(help = say("help-check-output"), short, long, value_name = "FILE", requires = "fix")]
    output: Option<PathBuf>,
}

#[derive(Serialize)]
struct Report<'a> {
    problems: Vec<Row<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    fixed: Option<&'a [String]>,
}

#[derive(Serialize)]
struct Row<'a> {
    severity: &'static str,
    node: Option<&'a str>,
    /// Which kind of problem it is, in no language.
    code: &'static str,
    arguments: Named<'a>,
    message: String,
    cause: Option<String>,
    repair: Option<String>,
    repairs: Vec<String>,
    /// The cause and the repairs with their codes.
    coded_cause: Option<Coded>,
    coded_repairs: Vec<Coded>,
}

pub fn run(arguments: &Arguments, output: &mut Output) -> Result<(), Failure> {
    let model = find(&arguments.model, &arguments.choices)?;
    let place = if arguments.fix {
        Some(place(arguments, &model)?)
    } else {
        None
    };
    let mut project = model.project;
    let data = arguments.data.as_ref();
    let data = data.map(|data| {
        let source = DataSource::from_argument(data)?.absolute();
        open(&source, &arguments.data_options, &project)
    });
    let data = data.transpose()?;
    let mut fixed = None;
    if let Some(place) = place {
        fixed = Some(fix(&mut project, data.as_ref(), &place)?);
    }
    let problems = judgement(&project, data.as_ref());
    find_repairs(&problems);
    if output.is_json() {
        output.json(&Report {
            problems: problems.iter().map(row).collect(),
            fixed: fixed.as_deref(),
        })?;
    } else {
        output.lines(lines(&problems))?;
    }
    let is_error = |problem: &Problem| problem.severity == Severity::Error;
    if problems.iter().any(is_error) {
        Err(Failure::Answered)
    } else {
        Ok(())
    }
}

/// The file that takes the repaired project.
fn place(arguments: &Arguments, model: &Model) -> Result<PathBuf, Failure> {
    let path = match (&arguments.output, &model.origin) {
        (Some(path), _) | (None, Origin::Project(path)) => path,
        (None, Origin::Preset | Origin::Run(_) | Origin::Foreign(_)) => {
            return Err(Failure::Usage(
                message!("not-repaired-in-place", model = %model.name),
            ));
        }
    };
    refuse_other_file(path)?;
    Ok(path.clone())
}

/// Refuses to write a project over a file that is none, or that is the record of a run.
pub fn refuse_other_file(path: &Path) -> Result<(), Failure> {
    if is_of_run(path) {
        return Err(Failure::Usage(
            message!("over-file-of-run", path = %path.display()),
        ));
    }
    if path.is_file() && Project::load(path).is_err() {
        return Err(Failure::Usage(
            message!("project-over-other-file", path = %path.display()),
        ));
    }
    Ok(())
}

/// The pictures as they are where the network can take none, else as it would see them in training.
pub fn open(
    source: &DataSource,
    options: &DataOptions,
    project: &Project,
) -> Result<Dataset, Failure> {
    let usual = data::usual_options(project, source);
    let options = options.open_options(contract_of(project).ok(), &usual);
    Ok(data::open(source, &options)?.train)
}

/// Repairs and saves, where there is something to repair.
fn fix(
    project: &mut Project,
    data: Option<&Dataset>,
    place: &Path,
) -> Result<Vec<String>, Failure> {
    let mended = repaired(&project.graph, &aim_of(project, data));
    for change in &mended.changes {
        note(&tr!("check-fixed", change = %change));
    }
    if !mended.changes.is_empty() {
        project.graph = mended.graph;
        project.save(place).map_err(Failure::from)?;
        note(&tr!("check-saved", path = %place.display()));
    }
    Ok(mended.changes)
}

/// What was [`mend`]ed; told where that takes long.
pub fn repaired(graph: &Graph, aim: &Aim) -> Mended {
    let mut slow = Slow::new(say("making-repairs"));
    mend(graph, aim, |made| slow.tell(&counted(made, "repair")))
}

/// Tries the repairs of all problems, the first ones first; tells where that takes long, and where it goes too far.
fn find_repairs(problems: &[Problem]) {
    let mut slow = Slow::new(say("looking-for-repairs"));
    let count = problems.len();
    try_repairs(problems, MOST_MEASURED, |index| {
        slow.tell(&tr!("problem-of-count", problem = %index + 1, count = %count));
    });
    let untried = problems.iter().filter(|it| it.known_repairs().is_none());
    match untried.count() {
        0 => {}
        count => note(
            &tr!("repairs-not-looked-for", problems = %counted(problems.len() - count, "problem")),
        ),
    }
}

fn repairs_of(problem: &Problem) -> impl Iterator<Item = &Message> {
    let known = problem.known_repairs().unwrap_or_default();
    known.iter().map(|repair: &Repair| &repair.label)
}

fn row(problem: &Problem) -> Row<'_> {
    let repairs: Vec<String> = repairs_of(problem).map(Message::to_string).collect();
    let cause = problem.cause.as_ref().map(sentence);
    Row {
        severity: match problem.severity {
            Severity::Error => "error",
            Severity::Warning => "warning",
            Severity::Unfinished => "unfinished",
        },
        node: (!problem.node.is_empty()).then_some(problem.node.as_str()),
        code: problem.message.code(),
        arguments: problem.message.named(),
        message: problem.message.to_string(),
        cause: cause.as_ref().map(Message::to_string),
        repair: repairs.first().cloned(),
        repairs,
        coded_cause: cause.as_ref().map(Message::coded),
        coded_repairs: repairs_of(problem).map(Message::coded).collect(),
    }
}

fn lines(problems: &[Problem]) -> Vec<String> {
    if problems.is_empty() {
        return vec![tr!("no-problems")];
    }
    let mut lines = Vec::new();
    for problem in problems {
        lines.push(line(problem));
        let cause = problem.cause.as_ref();
        lines.extend(cause.map(|cause| tr!("check-because", cause = sentence(cause))));
        lines.extend(repairs_of(problem).map(|label| tr!("check-repair", repair = label)));
    }
    lines
}

fn sentence(cause: &Cause) -> Message {
    message!("cause-of-layer", node = &cause.name, cause = &cause.message)
}

fn line(problem: &Problem) -> String {
    let sentence = problem.sentence();
    match problem.severity {
        Severity::Error => tr!("check-error", problem = sentence),
        Severity::Warning => tr!("check-warning", problem = sentence),
        Severity::Unfinished => tr!("check-unfinished", problem = sentence),
    }
}
