//! `netsmith import`

use std::path::{Path, PathBuf};

use clap::Args;
use serde_json::{Value, json};

use super::check::refuse_other_file;
use super::failure::Failure;
use super::foreign::ImportChoices;
use super::output::{Output, note};
use crate::exchange::{self, Finding, Imported, Report, load_into};
use crate::files::is_same_file;
use crate::graph::infer;
use crate::layer::{counted, thousands};
use crate::project::Project;
use crate::text::{list, say};
use crate::{message, tr};

#[derive(Debug, Args)]
#[command(about = say("help-import"))]
pub struct Arguments {
    #[arg(help = say("help-import-file"))]
    file: PathBuf,
    #[arg(help = say("help-import-out"), short, long, value_name = "PROJECT")]
    out: Option<PathBuf>,
    #[arg(help = say("help-import-into"), long, value_name = "PROJECT", conflicts_with_all = ["out", "size", "values", "head"])]
    into: Option<PathBuf>,
    #[command(flatten)]
    choices: ImportChoices,
}

/// Opens the file, and says what became of everything in it; with `--out`, the project and its weights are kept.
pub fn run(arguments: &Arguments, output: &mut Output) -> Result<(), Failure> {
    if let Some(out) = arguments
        .out
        .as_deref()
        .filter(|out| is_same_file(out, &arguments.file))
    {
        return Err(Failure::Usage(
            message!("import-over-itself", path = %out.display()),
        ));
    }
    if let Some(out) = &arguments.out {
        refuse_other_file(out)?;
    }
    let opened = match &arguments.into {
        Some(project) => load_into(&Project::load(project)?, &arguments.file, &|| false),
        None => exchange::open(&arguments.file, &arguments.choices.choices(), &|| false),
    };
    let mut imported = match opened {
        Ok(imported) => imported,
        Err(error) => {
            if let Some(report) = error.report() {
                tell_refused(report, output)?;
            }
            return Err(error.into());
        }
    };
    let out = arguments.out.as_ref().or(arguments.into.as_ref());
    let run = match out {
        Some(out) => imported.save(out, &arguments.file)?,
        None => None,
    };
    let run = run.map(|run| run.path().to_owned());
    if output.is_json() {
        return output.json(&for_programs(
            &imported,
            out.map(PathBuf::as_path),
            run.as_deref(),
        ));
    }
    output.lines(lines(&imported))?;
    if let Some(out) = out {
        note(&tr!("import-saved", path = %out.display()));
    }
    if let Some(run) = run {
        note(&tr!("import-weights-saved", run = %run.display()));
    }
    Ok(())
}

fn tell_refused(report: &Report, output: &mut Output) -> Result<(), Failure> {
    if output.is_json() {
        return output.json(&json!({"opened": false, "findings": findings(report)}));
    }
    output.lines(report.findings.iter().map(line))
}

fn for_programs(imported: &Imported, out: Option<&Path>, run: Option<&Path>) -> Value {
    let inference = infer(&imported.project.graph);
    let totals = inference.totals;
    let shape = |layer: Option<&crate::graph::LayerReport>| layer.and_then(|it| it.output_shape);
    let open = &imported.open;
    json!({
        "opened": true,
        "name": imported.project.name,
        "writer": imported.writer,
        "layers": totals.layer_count,
        "taken": imported.report.taken,
        "params": totals.params.total(),
        "trainable_params": totals.params.trainable,
        "input_shape": shape(inference.layers.first()),
        "output_shape": shape(inference.layers.last()),
        "has_weights": imported.weights.is_some(),
        "open": {"size": open.size, "values": open.values, "heads": open.heads},
        "findings": findings(&imported.report),
        "project": out.map(|out| out.display().to_string()),
        "run": run.map(|run| run.display().to_string()),
    })
}

/// What programs read of a report, in either direction.
pub fn findings(report: &Report) -> Vec<Value> {
    let finding = |finding: &Finding| {
        json!({
            "fate": finding.fate.name(),
            "layer": finding.layer,
            "code": finding.message.code(),
            "message": finding.message.to_string(),
        })
    };
    report.findings.iter().map(finding).collect()
}

fn lines(imported: &Imported) -> Vec<String> {
    let inference = infer(&imported.project.graph);
    let totals = inference.totals;
    let name = &imported.project.name;
    let mut lines = vec![tr!(
        "import-summary",
        name = name,
        writer = &imported.writer,
        layers = counted(totals.layer_count, "layer"),
        params = thousands(totals.params.total())
    )];
    lines.push(tr!(
        "import-taken",
        count = imported.report.taken,
        all = totals.layer_count
    ));
    if imported.open.heads.len() > 1 {
        lines.push(tr!(
            "import-heads",
            heads = list(imported.open.heads.iter().cloned())
        ));
    }
    lines.extend(imported.report.findings.iter().map(line));
    lines
}

/// A finding in a line.
pub fn line(finding: &Finding) -> String {
    tr!(
        "import-line",
        fate = finding.fate.message(),
        finding = finding.sentence()
    )
}
