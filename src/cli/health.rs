//! What goes on in the layers while training, as a table and for programs.

use std::collections::BTreeMap;

use serde::Serialize;

use super::columns::{left, right, width};
use crate::engine::health::{HealthReading, LayerHealth, findings};
use crate::graph::HealthMeasure;
use crate::text::say;
use crate::tr;

/// A reading for programs.
#[derive(Debug, Serialize)]
pub struct Report<'a> {
    event: &'static str,
    step: u64,
    epoch: f64,
    layers: Vec<Layer<'a>>,
    findings: Vec<Found>,
}

#[derive(Debug, Serialize)]
struct Layer<'a> {
    layer: &'a str,
    #[serde(flatten)]
    figures: BTreeMap<&'static str, f64>,
}

#[derive(Debug, Serialize)]
struct Found {
    code: &'static str,
    layer: String,
    message: String,
}

/// The reading for programs.
pub fn report(reading: &HealthReading) -> Report<'_> {
    let layer = |layer: &'_ LayerHealth| -> BTreeMap<&'static str, f64> {
        let measures = HealthMeasure::ALL.into_iter();
        measures
            .filter_map(|measure| Some((measure.name(), layer.value(measure)?)))
            .collect()
    };
    let layers = reading.layers.iter();
    let found = findings(reading).into_iter();
    Report {
        event: "health",
        step: reading.step,
        epoch: reading.epoch,
        layers: layers
            .map(|it| Layer {
                layer: &it.name,
                figures: layer(it),
            })
            .collect(),
        findings: found
            .map(|finding| Found {
                code: finding.message.code(),
                layer: finding.layer,
                message: finding.message.to_string(),
            })
            .collect(),
    }
}

/// What stands in the columns.
const COLUMNS: [HealthMeasure; 8] = [
    HealthMeasure::GradientNorm,
    HealthMeasure::UpdateRatio,
    HealthMeasure::DeadRelus,
    HealthMeasure::Mean,
    HealthMeasure::Deviation,
    HealthMeasure::MeanDrift,
    HealthMeasure::VarianceDrift,
    HealthMeasure::BranchRatio,
];

/// The reading for people: a row for each layer.
pub fn text(reading: &HealthReading) -> String {
    let names = reading.layers.iter().map(|layer| width(&layer.name));
    let first = names.max().unwrap_or(0).max(width(say("health-layer")));
    let heads = COLUMNS.map(HealthMeasure::label);
    let epoch = format!("{:.1}", reading.epoch);
    let mut text = tr!("health-of-step", step = reading.step, epoch = epoch) + "\n";
    let mut line = left(say("health-layer"), first);
    for head in heads {
        line = line + "  " + &right(head, column(head));
    }
    text += &(line + "\n");
    for layer in &reading.layers {
        let mut line = left(&layer.name, first);
        for (measure, head) in COLUMNS.into_iter().zip(heads) {
            let value = layer.value(measure).map(|value| measure.text(value));
            line = line + "  " + &right(&value.unwrap_or_default(), column(head));
        }
        text += &(line.trim_end().to_owned() + "\n");
    }
    text
}

/// The width of the column under a head.
fn column(head: &str) -> usize {
    width(head).max(8)
}
