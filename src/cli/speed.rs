//! `netsmith speed`

use std::ffi::OsString;
use std::path::Path;

use clap::Args;
use serde::Serialize;

use super::columns::left;
use super::device::reach;
use super::failure::Failure;
use super::foreign::{ImportChoices, is_foreign, size};
use super::output::{Output, note};
use super::profile;
use super::summary::find;
use crate::engine::speed::{EVALUATION_IMAGES, Speed, measure};
use crate::graph::{Content, Edit, Flat, Graph, Place, apply, infer};
use crate::layer::{Kind, Value, bytes};
use crate::message;
use crate::recipe::Recipe;
use crate::text::{Count, counted, say};
use crate::tr;

#[derive(Debug, Args)]
#[command(about = say("help-speed"))]
pub struct Arguments {
    #[arg(help = say("help-model"))]
    model: OsString,
    #[arg(help = say("help-batch-size"), long, value_name = "N")]
    batch_size: Option<usize>,
    #[arg(help = say("help-speed-input-size"), long, value_name = "HxW", value_parser = size)]
    input_size: Option<[usize; 2]>,
    #[arg(help = say("help-speed-steps"), long, value_name = "N", default_value_t = 10)]
    steps: usize,
    #[arg(help = say("help-threads"), long, value_name = "N")]
    threads: Option<usize>,
    #[arg(help = say("help-speed-device"), long)]
    device: Option<String>,
    #[command(flatten)]
    choices: ImportChoices,
}

#[derive(Serialize)]
struct Report<'a> {
    model: &'a str,
    input_shape: Vec<usize>,
    device: &'a str,
    threads: usize,
    batch_size: usize,
    step_seconds: f64,
    images_per_second: f64,
    one_image_seconds: f64,
    evaluation_seconds: f64,
    evaluation_images: usize,
    peak_memory_bytes: Option<u64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    step_sent_bytes: Option<u64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    step_received_bytes: Option<u64>,
    profile: profile::Report<'a>,
}

pub fn run(arguments: &Arguments, output: &mut Output) -> Result<(), Failure> {
    if arguments.choices.size.is_some() && !is_foreign(Path::new(&arguments.model)) {
        return Err(Failure::Usage(message!("speed-input-size-instead")));
    }
    let model = find(&arguments.model, &arguments.choices)?;
    let recipe = arguments.recipe(model.project.recipe);
    recipe.check()?;
    reach(&recipe.device)?;
    let flat = network(&model.project.graph, arguments.input_size)?;
    note(say("speed-note"));
    let speed = measure(&flat, &recipe, arguments.steps)?;
    let report = report(&model.name, &flat, &recipe, &speed);
    if output.is_json() {
        return output.json(&report);
    }
    output.text(&(text(&report) + "\n" + &profile::text(&speed.profile)))
}

impl Arguments {
    fn recipe(&self, own: Recipe) -> Recipe {
        Recipe {
            batch_size: self.batch_size.unwrap_or(own.batch_size),
            threads: self.threads.or(own.threads),
            device: self.device.clone().unwrap_or(own.device),
            ..own
        }
    }
}

fn network(graph: &Graph, size: Option<[usize; 2]>) -> Result<Flat, Failure> {
    let resized = size.map(|size| with_size(graph, size));
    let graph = resized.transpose()?.unwrap_or_else(|| graph.clone());
    infer(&graph).flat().map_err(Failure::Job)
}

/// The network with pictures of another height and width at its inputs, channels as they were.
fn with_size(graph: &Graph, [height, width]: [usize; 2]) -> Result<Graph, Failure> {
    let channels = infer(graph).layers.iter().find_map(|layer| {
        let [_, _, channels] = layer.output_shape?.as_map()?;
        (layer.kind == Kind::Input).then_some(channels)
    });
    let Some(channels) = channels else {
        return Err(Failure::Usage(message!("speed-no-size")));
    };
    let is_input =
        |content: &Content| matches!(content, Content::Layer(spec) if spec.kind == Kind::Input);
    let nodes = graph.body.nodes.iter();
    let inputs = nodes.filter(|(_, node)| is_input(&node.content));
    let shape = [height, width, channels].map(|side| side as i64);
    let edit = Edit::Set {
        place: Place::Root,
        nodes: inputs.map(|(id, _)| *id).collect(),
        key: "shape".to_owned(),
        value: Some(Value::List(shape.to_vec())),
    };
    apply(graph, &edit).map_err(Failure::from)
}

fn report<'a>(model: &'a str, flat: &Flat, recipe: &'a Recipe, speed: &'a Speed) -> Report<'a> {
    Report {
        model,
        input_shape: flat.input_shape().dims().to_vec(),
        device: &recipe.device,
        threads: speed.threads,
        batch_size: recipe.batch_size,
        step_seconds: speed.step_seconds,
        images_per_second: recipe.batch_size as f64 / speed.step_seconds,
        one_image_seconds: speed.one_image_seconds,
        evaluation_seconds: speed.evaluation_seconds,
        evaluation_images: EVALUATION_IMAGES,
        peak_memory_bytes: speed.peak_memory_bytes,
        step_sent_bytes: speed.step_bytes.map(|traffic| traffic.sent),
        step_received_bytes: speed.step_bytes.map(|traffic| traffic.received),
        profile: profile::report(&speed.profile),
    }
}

fn text(report: &Report<'_>) -> String {
    let shape = report.input_shape.iter().map(ToString::to_string);
    let shape = shape.collect::<Vec<_>>().join("×");
    let line = |what: &str, seconds: f64| {
        let milliseconds = format!("{:.2}", seconds * 1e3);
        format!("{} {milliseconds:>10} ms\n", left(what, FIRST_COLUMN))
    };
    let mut text = tr!(
        "speed-of",
        model = report.model,
        shape = shape,
        batch_size = report.batch_size,
        device = report.device,
        threads = counted(Count(report.threads), "thread")
    ) + "\n";
    text += line(say("speed-step"), report.step_seconds).trim_end();
    let speed = format!("{:.0}", report.images_per_second);
    text += &format!("  {}\n", tr!("images-per-second", speed = speed));
    text += &line(say("speed-one-image"), report.one_image_seconds);
    let evaluation = counted(Count(report.evaluation_images), "image").to_string();
    text += &line(&evaluation, report.evaluation_seconds);
    if let Some(peak) = report.peak_memory_bytes {
        let memory = left(say("speed-memory"), FIRST_COLUMN);
        text += &format!("{memory} {:>13}\n", bytes(peak));
    }
    if let Some((sent, received)) = report.step_sent_bytes.zip(report.step_received_bytes) {
        let network = left(say("speed-network"), FIRST_COLUMN);
        let both = tr!(
            "speed-sent-and-received",
            sent = bytes(sent),
            received = bytes(received)
        );
        text += &format!("{network} {both}\n");
    }
    text
}

/// How wide the words before the figures are.
const FIRST_COLUMN: usize = 20;
