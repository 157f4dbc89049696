//! `netsmith lesson`

use std::collections::BTreeSet;
use std::ffi::{OsStr, OsString};
use std::path::{Path, PathBuf};

use clap::{Args, Subcommand};
use serde::Serialize;
use serde_json::json;

use super::failure::Failure;
use super::foreign::ImportChoices;
use super::names;
use super::output::{Output, note};
use super::summary::find;
use crate::engine::loss::loss_for;
use crate::engine::model::{Model, Origin};
use crate::engine::network::Head;
use crate::engine::run::{EpochRecord, RunFolder};
use crate::files::{read_limited, write_atomically};
use crate::graph::{Inference, infer};
use crate::lesson::{
    DataSeen, Facts, Faults, LARGEST_BYTES, Lesson, RunSeen, Verdict, builtins, judge, read_bytes,
    template,
};
use crate::recipe::Loss;
use crate::text::say;
use crate::{message, tr};

#[derive(Debug, Args)]
#[command(about = say("help-lesson"))]
pub struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    #[command(about = say("help-lesson-check"))]
    Check {
        #[arg(help = say("help-lesson-file"))]
        lesson: OsString,
        #[arg(help = say("help-lesson-network"))]
        network: Option<OsString>,
    },
    #[command(about = say("help-lesson-template"))]
    Template {
        #[arg(help = say("help-lesson-out"), short, long, value_name = "FILE")]
        output: Option<PathBuf>,
    },
    #[command(about = say("help-lesson-list"))]
    List,
}

pub fn run(arguments: &Arguments, output: &mut Output) -> Result<(), Failure> {
    match &arguments.command {
        Command::Check { lesson, network } => {
            let lesson = match read(lesson)? {
                Ok(lesson) => lesson,
                Err(faults) => return tell_faults(&faults, output),
            };
            match network {
                None => tell_sound(&lesson, output),
                Some(network) => check(&lesson, &find(network, &ImportChoices::default())?, output),
            }
        }
        Command::Template { output: None } => output.text(template()),
        Command::Template { output: Some(path) } => {
            if path.exists() {
                return Err(Failure::Job(message!("lesson-file-exists", path = path)));
            }
            write_atomically(path, template().as_bytes())?;
            note(&tr!("lesson-template-saved", name = path));
            Ok(())
        }
        Command::List => list(output),
    }
}

/// The lesson of this id or in this file, or what is wrong with it.
fn read(text: &OsStr) -> Result<Result<Lesson, Faults>, Failure> {
    let mut known = builtins().iter();
    if let Some(builtin) = known.find(|builtin| Some(builtin.id) == text.to_str()) {
        return Ok(Ok(builtin.lesson().clone()));
    }
    let path = Path::new(text);
    if !path.exists() {
        let known: Vec<&str> = builtins().iter().map(|builtin| builtin.id).collect();
        let found = text.to_string_lossy();
        let unknown = message!(
            "lesson-unknown",
            known = known.join(", "),
            found = found.as_ref()
        );
        return Err(Failure::Job(names::with_hint(unknown, &found, known)));
    }
    let bytes = read_limited(path, LARGEST_BYTES)?;
    Ok(read_bytes(&bytes))
}

fn tell_faults(faults: &Faults, output: &mut Output) -> Result<(), Failure> {
    if output.is_json() {
        let row = |fault: &crate::lesson::Fault| {
            json!({
                "line": fault.line,
                "code": fault.words.code(),
                "message": fault.words.to_string(),
            })
        };
        let rows: Vec<_> = faults.0.iter().map(row).collect();
        output.json(&json!({"faults": rows}))?;
    } else {
        output.lines(faults.0.iter().map(ToString::to_string))?;
    }
    Err(Failure::Answered)
}

fn tell_sound(lesson: &Lesson, output: &mut Output) -> Result<(), Failure> {
    let checks: usize = lesson.parts.iter().map(|part| part.checks.len()).sum();
    if output.is_json() {
        return output.json(&json!({
            "faults": [],
            "id": lesson.id,
            "title": lesson.title,
            "steps": lesson.parts.len(),
            "checks": checks,
        }));
    }
    output.line(&tr!(
        "lesson-is-sound",
        title = &lesson.title,
        steps = lesson.parts.len(),
        checks = checks
    ))
}

fn list(output: &mut Output) -> Result<(), Failure> {
    let lessons = builtins()
        .iter()
        .map(|builtin| (builtin.id, builtin.lesson()));
    if output.is_json() {
        let row = |(id, lesson): (&str, &Lesson)| json!({"id": id, "title": lesson.title, "summary": lesson.summary, "steps": lesson.parts.len()});
        let rows: Vec<_> = lessons.map(row).collect();
        return output.json(&rows);
    }
    let width = builtins().iter().map(|builtin| builtin.id.len()).max();
    let width = width.unwrap_or_default();
    output.lines(lessons.map(|(id, lesson)| format!("{id:width$}  {}", lesson.summary)))
}

#[derive(Serialize)]
struct StepRow<'a> {
    id: &'a str,
    title: &'a str,
    checks: Vec<CheckRow>,
}

#[derive(Serialize)]
struct CheckRow {
    check: String,
    /// `None` where it cannot be told from a file.
    holds: Option<bool>,
    found: Option<String>,
}

/// Judges a network that was handed in. What only the window knows, such as pictures that were tried, stays open.
fn check(lesson: &Lesson, model: &Model, output: &mut Output) -> Result<(), Failure> {
    let inference = infer(&model.project.graph);
    let facts = facts(model, &inference);
    let rows: Vec<StepRow<'_>> = lesson
        .parts
        .iter()
        .map(|part| StepRow {
            id: &part.id,
            title: &part.title,
            checks: part
                .checks
                .iter()
                .map(|check| {
                    let finding = judge(check, &facts);
                    CheckRow {
                        check: check.words().to_string(),
                        holds: match finding.verdict {
                            Verdict::Holds => Some(true),
                            Verdict::Fails => Some(false),
                            Verdict::Unknown => None,
                        },
                        found: finding.words.map(|words| words.to_string()),
                    }
                })
                .collect(),
        })
        .collect();
    if output.is_json() {
        output.json(&json!({"lesson": lesson.id, "steps": rows}))?;
    } else {
        for (number, row) in rows.iter().enumerate() {
            output.line(&tr!(
                "lesson-line-step",
                number = number + 1,
                title = row.title
            ))?;
            output.lines(row.checks.iter().map(line_of))?;
        }
    }
    let fails = |row: &StepRow<'_>| row.checks.iter().any(|check| check.holds == Some(false));
    if rows.iter().any(fails) {
        return Err(Failure::Answered);
    }
    Ok(())
}

fn line_of(row: &CheckRow) -> String {
    let (words, found) = (&row.check, row.found.as_deref().unwrap_or_default());
    match row.holds {
        Some(true) => tr!("lesson-line-holds", words = words),
        Some(false) => tr!("lesson-line-fails", words = words, found = found),
        None => tr!("lesson-line-unknown", words = words, found = found),
    }
}

fn facts<'a>(model: &'a Model, inference: &'a Inference) -> Facts<'a> {
    let project = &model.project;
    let last = inference
        .layers
        .last()
        .and_then(|layer| layer.layer.as_ref());
    let by_last = || -> Option<Loss> { loss_for(Head::of_last(last?)).ok() };
    Facts {
        graph: &project.graph,
        inference,
        recipe: &project.recipe,
        loss: project.recipe.loss.or_else(by_last),
        data: project.data.as_ref().map(|source| DataSeen {
            source: source.clone(),
            ..DataSeen::default()
        }),
        runs: Some(runs(model)),
        evaluation: None,
        pictures: None,
    }
}

/// The run that was handed in, or those that the project names and that are still there.
fn runs(model: &Model) -> Vec<RunSeen> {
    let seen = |run: &RunFolder| {
        let history = run.history().ok()?;
        let project = run.project().ok()?;
        let layers = infer(&project.graph).layers;
        let kinds: BTreeSet<_> = layers.iter().map(|layer| layer.kind).collect();
        let mut seen = RunSeen {
            epochs: history.len(),
            kinds,
            layers: layers.len(),
            ..RunSeen::default()
        };
        for (name, value) in history.iter().flat_map(EpochRecord::named) {
            seen.take(&name, value);
        }
        Some(seen)
    };
    match &model.origin {
        Origin::Run(run) => seen(run).into_iter().collect(),
        Origin::Preset | Origin::Project(_) | Origin::Foreign(_) => model
            .project
            .runs
            .iter()
            .filter_map(|link| RunFolder::open(link.path()).ok())
            .filter_map(|run| seen(&run))
            .collect(),
    }
}
