//! A function that was called on tensors without a layer.

use super::super::calls::{Argument, Call};
use super::super::config::Layer;
use super::super::translate::{Operand, Options, operator};
use super::{Around, Walk};
use crate::exchange::ForeignLayer;
use crate::exchange::report::Fate;
use crate::layer::{Kind, LayerSpec};
use crate::message;
use serde_json::Value as Json;

/// What operands are called where they are named.
const OPERANDS: [&str; 9] = [
    "x", "y", "x1", "x2", "a", "b", "features", "logits", "values",
];

/// What a function is told that changes nothing here, or is asked for by name.
const KNOWN: [&str; 12] = [
    "name",
    "axis",
    "dim",
    "keepdims",
    "alpha",
    "negative_slope",
    "training",
    "mask",
    "dtype",
    "function",
    "trainable",
    "input_tensor",
];

impl Walk<'_> {
    /// The layer that does the same.
    pub(super) fn operator(
        &mut self,
        layer: &Layer,
        call: &Call,
        inputs: &[usize],
        around: &Around,
    ) -> usize {
        let function = layer.config.get("function").and_then(Json::as_str);
        let function = function.unwrap_or(&layer.class);
        let shape = inputs.first().and_then(|input| *self.shapes.get(*input)?);
        let rank = shape.map_or(4, |shape| shape.dims().len() + 1);
        let spec = options(layer, call, rank).and_then(|options| {
            let operands = operands(call);
            operator(function, &operands, &options)
        });
        match &spec {
            Some(spec) => {
                let kind = spec.kind.to_string();
                let message = message!("keras-operator-read", function = function, kind = kind);
                self.report.tell(Fate::Translated, &layer.name, message);
            }
            None => {
                let message = message!("keras-operator-unknown", function = function);
                self.report.tell(Fate::Refused, &layer.name, message);
            }
        }
        self.push(ForeignLayer {
            name: layer.name.clone(),
            inside: around.inside.clone(),
            spec: spec.unwrap_or_else(|| LayerSpec::new(Kind::Identity)),
            inputs: inputs.to_vec(),
            arrays: Vec::new(),
            is_trained: true,
            call: 0,
        })
    }
}

fn operands(call: &Call) -> Vec<Operand> {
    let mut operands = Vec::new();
    for argument in &call.arguments {
        add(argument, &mut operands);
    }
    let named = call
        .named
        .iter()
        .filter(|(name, _)| OPERANDS.contains(&name.as_str()));
    for (_, argument) in named {
        add(argument, &mut operands);
    }
    operands
}

fn add(argument: &Argument, operands: &mut Vec<Operand>) {
    match argument {
        Argument::Tensor(_) => operands.push(Operand::Tensor),
        Argument::Number(number) => operands.push(Operand::Number(*number)),
        Argument::List(arguments) => arguments.iter().for_each(|it| add(it, operands)),
        Argument::Other(_) => {}
    }
}

/// What else the function was told; `None` where that is something that nobody knows here.
fn options(layer: &Layer, call: &Call, rank: usize) -> Option<Options> {
    let mut options = Options {
        rank,
        ..Options::default()
    };
    for (name, value) in &layer.config {
        take(name, value, &mut options)?;
    }
    for (name, argument) in &call.named {
        match argument {
            Argument::Tensor(_) => {}
            Argument::Number(_) if OPERANDS.contains(&name.as_str()) => {}
            Argument::Number(number) => take(name, &Json::from(*number), &mut options)?,
            Argument::Other(value) => take(name, value, &mut options)?,
            Argument::List(arguments) => {
                for argument in arguments {
                    match argument {
                        Argument::Tensor(_) => {}
                        Argument::Number(number) => take(name, &Json::from(*number), &mut options)?,
                        Argument::List(_) | Argument::Other(_) => return None,
                    }
                }
            }
        }
    }
    Some(options)
}

fn take(name: &str, value: &Json, options: &mut Options) -> Option<()> {
    let whole = |value: &Json| value.as_f64().map(|number| number as i64);
    match (name, value) {
        (_, Json::Null) => {}
        ("axis" | "dim", Json::Array(axes)) => options.axes.extend(axes.iter().filter_map(whole)),
        ("axis" | "dim", value) => options.axes.push(whole(value)?),
        ("keepdims", value) => options.keepdims = value.as_bool()?,
        ("alpha" | "negative_slope", value) => options.slope = value.as_f64(),
        (name, _) if KNOWN.contains(&name) => {}
        (_, Json::Bool(false)) => {}
        _ => return None,
    }
    Some(())
}
