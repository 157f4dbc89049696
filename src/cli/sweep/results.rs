//! What has come of the runs of a sweep: a line a run for programs, one table for people, the best one first.

use std::path::Path;

use serde_json::{Map, Value, json};

use super::{figure, settings, word};
use crate::cli::columns::{left, width};
use crate::cli::failure::Failure;
use crate::cli::output::{Output, note};
use crate::engine::run::{EpochRecord, Figures, RunFolder, WeightsChoice};
use crate::engine::sweep::{Sweep, Variant};
use crate::text::say;
use crate::tr;

/// Tells a program what has become of a run.
pub fn tell_run(
    sweep: &Sweep,
    variant: &Variant,
    path: &Path,
    output: &mut Output,
) -> Result<(), Failure> {
    if !output.is_json() {
        return Ok(());
    }
    let run = RunFolder::open(path)?;
    let best = run.record(WeightsChoice::Best);
    let figures = best.as_ref().map(figures_of);
    let settings: Map<String, Value> = settings(sweep, variant)
        .map(|(name, value)| (name.to_owned(), value.into()))
        .collect();
    output.json(&json!({
        "event": "run",
        "run": path.display().to_string(),
        "settings": settings,
        "state": run.state(),
        "epochs": run.manifest().epochs_done,
        "is_behind": run.manifest().is_behind,
        "best_epoch": best.as_ref().map(|record| record.epoch),
        "best_loss": figures.map(|figures| figures.loss),
        "best_accuracy": figures.map(|figures| figures.accuracy),
    }))
}

/// Of validation where there is any.
fn figures_of(record: &EpochRecord) -> &Figures {
    record.validation.as_ref().unwrap_or(&record.train)
}

/// A run with what it is sorted by.
struct Row {
    watched: Option<f64>,
    cells: Vec<String>,
    path: String,
}

/// Tells all runs in the end.
pub fn tell(sweep: &Sweep, folder: &Path, output: &mut Output) -> Result<(), Failure> {
    let mut rows: Vec<Row> = Vec::new();
    for variant in &sweep.runs {
        // Its owner may have thrown it away.
        if RunFolder::is_at(&folder.join(&variant.folder)) {
            rows.push(row(variant, folder)?);
        }
    }
    let worst = |row: &Row| row.watched.unwrap_or(f64::INFINITY);
    rows.sort_by(|one, other| worst(one).total_cmp(&worst(other)));
    let best = rows.iter().find(|row| row.watched.is_some());
    if output.is_json() {
        return output.json(&json!({
            "event": "sweep",
            "folder": folder.display().to_string(),
            "best": best.map(|row| &row.path),
        }));
    }
    let mut heads = vec![say("sweep-column-run").to_owned()];
    heads.extend(sweep.axes.iter().map(|axis| axis.name.clone()));
    heads.extend(
        [
            "sweep-column-state",
            "sweep-column-epochs",
            "sweep-column-epoch",
            "sweep-column-loss",
            "sweep-column-accuracy",
        ]
        .map(|id| say(id).to_owned()),
    );
    let lines: Vec<&Vec<String>> = std::iter::once(&heads)
        .chain(rows.iter().map(|row| &row.cells))
        .collect();
    let widths: Vec<usize> = (0..heads.len())
        .map(|column| {
            lines
                .iter()
                .map(|line| width(&line[column]))
                .max()
                .unwrap_or(0)
        })
        .collect();
    let line = |cells: &&Vec<String>| {
        let cells = cells.iter().zip(&widths);
        let cells = cells.map(|(cell, width)| left(cell, *width));
        cells.collect::<Vec<_>>().join("  ").trim_end().to_owned()
    };
    output.lines(lines.iter().map(line))?;
    if let Some(best) = best {
        note(&tr!("sweep-best", path = &best.path));
    }
    Ok(())
}

fn row(variant: &Variant, folder: &Path) -> Result<Row, Failure> {
    let path = folder.join(&variant.folder);
    let run = RunFolder::open(&path)?;
    let best = run.record(WeightsChoice::Best);
    let figures = best.as_ref().map(figures_of);
    let mut cells = vec![variant.folder.clone()];
    cells.extend(variant.values.iter().cloned());
    cells.push(word(&run).to_string());
    cells.push(run.manifest().epochs_done.to_string());
    cells.push(
        best.as_ref()
            .map_or_else(String::new, |record| record.epoch.to_string()),
    );
    cells.push(figure(figures.map(|figures| figures.loss)));
    cells.push(figure(figures.map(|figures| figures.accuracy)));
    Ok(Row {
        watched: best.map(|record| record.monitored(run.manifest().monitor)),
        cells,
        path: path.display().to_string(),
    })
}
