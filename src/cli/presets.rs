//! `netsmith presets`

use clap::Args;
use serde::Serialize;

use super::failure::Failure;
use super::output::Output;
use crate::graph::infer;
use crate::layer::{Shape, thousands};
use crate::project::{Preset, presets};
use crate::text::say;
use crate::tr;

#[derive(Debug, Args)]
#[command(about = say("help-presets"))]
pub struct Arguments {}

#[derive(Serialize)]
struct Row {
    name: &'static str,
    title: String,
    summary: String,
    input_shape: Option<Shape>,
    params: u64,
    layers: usize,
}

pub fn run(_: &Arguments, output: &mut Output) -> Result<(), Failure> {
    let rows: Vec<Row> = presets().iter().map(row).collect();
    if output.is_json() {
        return output.json(&rows);
    }
    for Row {
        name,
        summary,
        params,
        ..
    } in rows
    {
        let params = tr!(
            "preset-params",
            params = format!("{:>11}", thousands(params))
        );
        output.line(&format!("{name:12} {params}  {summary}"))?;
    }
    Ok(())
}

fn row(preset: &'static Preset) -> Row {
    let inference = infer(&preset.project.graph);
    Row {
        name: preset.id,
        title: preset.project.name.clone(),
        summary: preset.summary().to_owned(),
        input_shape: inference
            .layers
            .first()
            .and_then(|layer| layer.output_shape),
        params: inference.totals.params.total(),
        layers: inference.totals.layer_count,
    }
}
