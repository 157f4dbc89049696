//! How kernels start, and what large ones cost: words for a network that is trained anew.

use serde_json::Value as Json;

use super::object;
use crate::exchange::keras::settings::Settings;
use crate::exchange::report::Fate;
use crate::layer::{LayerSpec, Value};
use crate::message;

/// Puts the initializer under `key` into `spec`, where it is one of ours.
pub(super) fn initialize(spec: LayerSpec, settings: &Settings<'_>, key: &str) -> LayerSpec {
    let Some(value) = settings.raw(key) else {
        return spec;
    };
    let word = match (value.as_str(), object(value)) {
        (Some(text), _) => word(text, &Json::Null),
        (None, Some((class, config))) => word(class, &Json::Object(config)),
        (None, None) => None,
    };
    let with = word.map(|word| spec.clone().with(key, word));
    match with.filter(|with| with.resolve().is_ok()) {
        Some(with) => with,
        None => {
            let value = super::super::settings::shortened(value);
            settings.tell(
                Fate::LeftOut,
                message!("keras-initializer-unknown", initializer = value),
            );
            spec
        }
    }
}

/// The word for an initializer, told by its class or its short name; `None` for one with numbers that there are not here.
fn word(class: &str, config: &Json) -> Option<&'static str> {
    let number = |key: &str, usual: f64| config.get(key).and_then(Json::as_f64).unwrap_or(usual);
    let is_close = |key: &str, usual: f64| (number(key, usual) - usual).abs() < 1e-9;
    let usual = || is_close("mean", 0.0) && is_close("stddev", 0.05);
    let is_usual = match class {
        "RandomNormal" | "random_normal" | "normal" | "TruncatedNormal" | "truncated_normal" => {
            usual()
        }
        "RandomUniform" | "random_uniform" | "uniform" => {
            is_close("minval", -0.05) && is_close("maxval", 0.05)
        }
        "Orthogonal" | "orthogonal" | "OrthogonalInitializer" => is_close("gain", 1.0),
        _ => true,
    };
    if !is_usual {
        return None;
    }
    Some(match class {
        "GlorotUniform" | "glorot_uniform" => "glorot_uniform",
        "GlorotNormal" | "glorot_normal" => "glorot_normal",
        "HeUniform" | "he_uniform" => "he_uniform",
        "HeNormal" | "he_normal" => "he_normal",
        "LecunUniform" | "lecun_uniform" => "lecun_uniform",
        "LecunNormal" | "lecun_normal" => "lecun_normal",
        "RandomNormal" | "random_normal" | "normal" => "random_normal",
        "RandomUniform" | "random_uniform" | "uniform" => "random_uniform",
        "TruncatedNormal" | "truncated_normal" => "truncated_normal",
        "Orthogonal" | "orthogonal" | "OrthogonalInitializer" => "orthogonal",
        "Zeros" | "zeros" | "zero" => "zeros",
        "Ones" | "ones" | "one" => "ones",
        "VarianceScaling" => return scaled(config, number("scale", 1.0)),
        _ => return None,
    })
}

/// What the others are names for.
fn scaled(config: &Json, scale: f64) -> Option<&'static str> {
    let text = |key: &str, usual| config.get(key).and_then(Json::as_str).unwrap_or(usual);
    let is_uniform = text("distribution", "truncated_normal") == "uniform";
    let mode = text("mode", "fan_in");
    Some(match (mode, scale, is_uniform) {
        ("fan_avg", 1.0, true) => "glorot_uniform",
        ("fan_avg", 1.0, false) => "glorot_normal",
        ("fan_in", 2.0, true) => "he_uniform",
        ("fan_in", 2.0, false) => "he_normal",
        ("fan_in", 1.0, true) => "lecun_uniform",
        ("fan_in", 1.0, false) => "lecun_normal",
        _ => return None,
    })
}

/// Puts what large weights cost into `spec`: the regularizers under `keys`, which must say the same.
pub(super) fn regularize(spec: LayerSpec, settings: &Settings<'_>, keys: &[&str]) -> LayerSpec {
    let costs = keys.iter().map(|key| settings.raw(key).and_then(cost));
    let costs: Vec<Option<(f64, f64)>> = costs.collect();
    let first = costs.first().copied().flatten();
    let is_known = keys
        .iter()
        .zip(&costs)
        .all(|(key, cost)| cost.is_some() || settings.raw(key).is_none());
    if !is_known || costs.iter().any(|cost| *cost != first) {
        settings.tell(Fate::LeftOut, message!("keras-regularizer-unknown"));
        return spec;
    }
    match first {
        Some((l1, l2)) => {
            let used = [("l1", l1), ("l2", l2)]
                .into_iter()
                .filter(|(_, cost)| *cost > 0.0);
            used.fold(spec, |spec, (key, cost)| spec.with(key, Value::Float(cost)))
        }
        None => spec,
    }
}

fn cost(value: &Json) -> Option<(f64, f64)> {
    /// What Keras takes where only a name is given.
    const USUAL: f64 = 0.01;
    if let Some(text) = value.as_str() {
        return Some(match text {
            "l1" => (USUAL, 0.0),
            "l2" => (0.0, USUAL),
            "l1_l2" => (USUAL, USUAL),
            _ => return None,
        });
    }
    let (class, config) = object(value)?;
    let number = |key: &str| config.get(key).and_then(Json::as_f64).unwrap_or(0.0);
    // Writing in float32 leaves 9.999999747378752e-05 of 1e-4.
    let rounded = |number: f64| format!("{number:.6e}").parse().unwrap_or(number);
    matches!(class, "L1" | "L2" | "L1L2").then(|| (rounded(number("l1")), rounded(number("l2"))))
}
