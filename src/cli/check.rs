//! `netsmith check`

use std::ffi::OsString;

use clap::Args;
use serde::Serialize;

use super::failure::Failure;
use super::output::Output;
use super::summary::find;
use crate::graph::{Cause, Problem, Severity, infer};

/// List what is wrong with a network, with causes and repairs; exit code 1 if it cannot be trained
#[derive(Debug, Args)]
pub struct Arguments {
    /// A preset's name, a project file, or a run folder
    model: OsString,
}

#[derive(Serialize)]
struct Report<'a> {
    problems: Vec<Row<'a>>,
}

#[derive(Serialize)]
struct Row<'a> {
    severity: &'static str,
    node: Option<&'a str>,
    message: &'a str,
    cause: Option<String>,
    repair: Option<&'a str>,
    repairs: Vec<&'a str>,
}

pub fn run(arguments: &Arguments, output: &mut Output) -> Result<(), Failure> {
    let model = find(&arguments.model)?;
    let problems = infer(&model.project.graph).problems;
    if output.is_json() {
        output.json(&Report {
            problems: problems.iter().map(row).collect(),
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

fn row(problem: &Problem) -> Row<'_> {
    let repairs: Vec<&str> = problem
        .repairs
        .iter()
        .map(|repair| repair.label.as_str())
        .collect();
    Row {
        severity: severity(problem),
        node: (!problem.node.is_empty()).then_some(problem.node.as_str()),
        message: &problem.message,
        cause: problem.cause.as_ref().map(sentence),
        repair: repairs.first().copied(),
        repairs,
    }
}

fn lines(problems: &[Problem]) -> Vec<String> {
    if problems.is_empty() {
        return vec!["no problems".to_owned()];
    }
    let mut lines = Vec::new();
    for problem in problems {
        lines.push(format!("{}: {}", severity(problem), problem.sentence()));
        let cause = problem.cause.as_ref();
        lines.extend(cause.map(|cause| format!("  because of {}", sentence(cause))));
        let repairs = problem.repairs.iter();
        lines.extend(repairs.map(|repair| format!("  repair: {}", repair.label)));
    }
    lines
}

fn sentence(cause: &Cause) -> String {
    format!("`{}`: {}", cause.name, cause.message)
}

fn severity(problem: &Problem) -> &'static str {
    match problem.severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
    }
}
