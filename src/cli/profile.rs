//! Where the time of a step goes, as a table and for programs.

use serde::Serialize;

use super::columns::{left, right};
use crate::engine::profile::{
    LayerTime, OperationTime, Profile, gflops_per_second, operation_label,
};
use crate::text::say;
use crate::tr;

/// A profile for programs; seconds of a mean step.
#[derive(Debug, Serialize)]
pub struct Report<'a> {
    steps: usize,
    images_per_step: f64,
    step_seconds: f64,
    operations: Vec<Operation>,
    layers: Vec<Layer<'a>>,
}

#[derive(Debug, Serialize)]
struct Operation {
    operation: &'static str,
    forward_seconds: f64,
    backward_seconds: f64,
    update_seconds: f64,
    forward_gflops_per_second: Option<f64>,
    backward_gflops_per_second: Option<f64>,
}

#[derive(Debug, Serialize)]
struct Layer<'a> {
    layer: &'a str,
    operation: &'static str,
    forward_seconds: f64,
    backward_seconds: f64,
    forward_gflops_per_second: Option<f64>,
    backward_gflops_per_second: Option<f64>,
}

/// The profile for programs.
pub fn report(profile: &Profile) -> Report<'_> {
    Report {
        steps: profile.steps,
        images_per_step: profile.images,
        step_seconds: profile.step_seconds,
        operations: profile.operations.iter().map(operation).collect(),
        layers: profile.layers.iter().map(layer).collect(),
    }
}

fn operation(time: &OperationTime) -> Operation {
    Operation {
        operation: time.operation.name(),
        forward_seconds: time.forward_seconds,
        backward_seconds: time.backward_seconds,
        update_seconds: time.update_seconds,
        forward_gflops_per_second: gflops_per_second(time.forward_flops, time.forward_seconds),
        backward_gflops_per_second: gflops_per_second(time.backward_flops, time.backward_seconds),
    }
}

fn layer(time: &LayerTime) -> Layer<'_> {
    Layer {
        layer: &time.name,
        operation: time.operation.name(),
        forward_seconds: time.forward_seconds,
        backward_seconds: time.backward_seconds,
        forward_gflops_per_second: gflops_per_second(time.forward_flops, time.forward_seconds),
        backward_gflops_per_second: gflops_per_second(time.backward_flops, time.backward_seconds),
    }
}

/// The profile for people: a row for each kind of operation, and the sum.
pub fn text(profile: &Profile) -> String {
    let Profile {
        steps,
        step_seconds,
        ..
    } = profile;
    let heads = [
        say("profile-forward"),
        say("profile-backward"),
        say("profile-update"),
    ];
    let heads = heads.map(|head| right(head, 10)).join(" ");
    let mut text = format!(
        "{} {heads} {} {}\n",
        left(say("profile-of-step"), FIRST_COLUMN),
        right(say("profile-share"), 7),
        right(say("profile-speed"), 17)
    );
    for time in &profile.operations {
        text += &row(time, *step_seconds);
    }
    let sum = |seconds: fn(&OperationTime) -> f64| {
        profile.operations.iter().map(seconds).sum::<f64>() * 1e3
    };
    let sum_words = tr!(
        "profile-sum",
        milliseconds = format!("{:.2}", step_seconds * 1e3)
    );
    text += &format!(
        "{} {:>10.2} {:>10.2} {:>10.2}\n",
        left(&sum_words, FIRST_COLUMN),
        sum(|time| time.forward_seconds),
        sum(|time| time.backward_seconds),
        sum(|time| time.update_seconds),
    );
    let images = format!("{:.1}", profile.images);
    text + &tr!("profile-mean", steps = *steps, images = images) + "\n"
}

/// How wide the column of operations is.
const FIRST_COLUMN: usize = 26;

fn row(time: &OperationTime, step_seconds: f64) -> String {
    let milliseconds = |seconds: f64| {
        if seconds > 0.0 {
            format!("{:.2}", seconds * 1e3)
        } else {
            String::new()
        }
    };
    let gflops = |flops, seconds| {
        gflops_per_second(flops, seconds).map_or_else(String::new, |rate| format!("{rate:.0}"))
    };
    let rates = [
        gflops(time.forward_flops, time.forward_seconds),
        gflops(time.backward_flops, time.backward_seconds),
    ];
    let line = format!(
        "{} {:>10} {:>10} {:>10} {:>6.1}% {:>8} {:>8}",
        left(operation_label(time.operation), FIRST_COLUMN),
        milliseconds(time.forward_seconds),
        milliseconds(time.backward_seconds),
        milliseconds(time.update_seconds),
        100.0 * time.seconds() / step_seconds,
        rates[0],
        rates[1],
    );
    line.trim_end().to_owned() + "\n"
}
