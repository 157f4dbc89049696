//! How weights start, and what large ones cost: for a network that is trained anew.

use serde_json::{Map, Value as Json};

use super::object;
use crate::exchange::keras::settings::{Settings, shortened};
use crate::exchange::report::Fate;
use crate::layer::{Argument, ArgumentKind, Given, Initializer, LayerSpec, Penalty, Value};
use crate::message;

/// Puts the initializers under `keys` into `spec`, where they are some of ours.
pub(super) fn initialize(spec: LayerSpec, settings: &Settings<'_>, keys: &[&str]) -> LayerSpec {
    keys.iter()
        .fold(spec, |spec, key| initialize_one(spec, settings, key))
}

fn initialize_one(spec: LayerSpec, settings: &Settings<'_>, key: &str) -> LayerSpec {
    let Some(value) = settings.whole(key) else {
        return spec;
    };
    let text = match (value.as_str(), object(value)) {
        (Some(text), _) => text_of(text, &Map::new()),
        (None, Some((class, config))) => text_of(class, &config),
        (None, None) => None,
    };
    let with = text.map(|text| spec.clone().with(key, text.as_str()));
    match with.filter(|with| with.resolve().is_ok()) {
        Some(with) => with,
        None => {
            let value = shortened(value);
            settings.tell(
                Fate::LeftOut,
                message!("keras-initializer-unknown", initializer = value),
            );
            spec
        }
    }
}

/// An initializer as a setting of ours, told by its class or its short name; `None` for one that there is not here.
fn text_of(class: &str, config: &Map<String, Json>) -> Option<String> {
    let given = |key: &str| config.get(key).is_some_and(|value| !value.is_null());
    if given("input_axes") || given("output_axes") {
        return None;
    }
    if class == "VarianceScaling"
        && let Some(name) = usual_name(config)
    {
        return with_given(name, config);
    }
    with_given(
        match class {
            "normal" => "random_normal",
            "uniform" => "random_uniform",
            "zero" => "zeros",
            "one" => "ones",
            "OrthogonalInitializer" => "orthogonal",
            "IdentityInitializer" => "identity",
            class => class,
        },
        config,
    )
}

/// A word or a class of ours with what the file gives to it.
fn with_given(name: &str, config: &Map<String, Json>) -> Option<String> {
    let is_called = |it: &&Initializer| {
        let form = it.call().form;
        form.word == name || form.class == name
    };
    let mut call = *Initializer::all().iter().find(is_called)?.call();
    for argument in call.form.arguments {
        let Some(value) = config.get(argument.key).filter(|value| !value.is_null()) else {
            continue;
        };
        match given(argument, value) {
            Some(given) => call = call.with(argument.key, given)?,
            // A generator of seeds starts every array anew, as no seed does.
            None if argument.kind == ArgumentKind::Seed => {}
            None => return None,
        }
    }
    Some(call.text())
}

fn given(argument: &Argument, value: &Json) -> Option<Given> {
    match argument.kind {
        ArgumentKind::Real { .. } | ArgumentKind::Positive { .. } => {
            let number = value.as_f64().or_else(|| value.get("config")?.as_f64());
            number.map(|number| Given::Real(rounded(number)))
        }
        // Keras keeps as many bits.
        ArgumentKind::Seed => value
            .as_i64()
            .map(|seed| Given::Whole(seed.rem_euclid(1 << 32) as u32)),
        ArgumentKind::Word(words) => {
            let word = match value.as_str()? {
                // What Keras 2 called it.
                "normal" => "truncated_normal",
                word => word,
            };
            words
                .iter()
                .find(|known| **known == word)
                .map(|known| Given::Word(known))
        }
    }
}

/// Writing in float32 leaves 9.999999747378752e-05 of 1e-4.
fn rounded(number: f64) -> f64 {
    format!("{number:.6e}").parse().unwrap_or(number)
}

/// What the others are names for: so older versions of Keras write them.
fn usual_name(config: &Map<String, Json>) -> Option<&'static str> {
    let text = |key: &str, usual| config.get(key).and_then(Json::as_str).unwrap_or(usual);
    let scale = config.get("scale").and_then(Json::as_f64).unwrap_or(1.0);
    let distribution = text("distribution", "truncated_normal");
    let is_uniform = match distribution {
        "uniform" => true,
        "normal" | "truncated_normal" => false,
        _ => return None,
    };
    Some(match (text("mode", "fan_in"), scale, is_uniform) {
        ("fan_avg", 1.0, true) => "glorot_uniform",
        ("fan_avg", 1.0, false) => "glorot_normal",
        ("fan_in", 2.0, true) => "he_uniform",
        ("fan_in", 2.0, false) => "he_normal",
        ("fan_in", 1.0, true) => "lecun_uniform",
        ("fan_in", 1.0, false) => "lecun_normal",
        _ => return None,
    })
}

/// Puts what large weights of the kernel cost into `spec`: the regularizer under `key`.
pub(super) fn regularize(spec: LayerSpec, settings: &Settings<'_>, key: &str) -> LayerSpec {
    let cost = cost_under(settings, key).unwrap_or_default();
    let costs = [("l1", cost.l1), ("l2", cost.l2)].into_iter();
    let used = costs.filter(|(_, cost)| *cost > 0.0);
    used.fold(spec, |spec, (key, cost)| spec.with(key, Value::Float(cost)))
}

/// Puts what other arrays cost into `spec`: the regularizers under `keys`.
pub(super) fn regularize_others(
    spec: LayerSpec,
    settings: &Settings<'_>,
    keys: &[&str],
) -> LayerSpec {
    let costs = keys
        .iter()
        .filter_map(|key| Some((key, cost_under(settings, key)?)));
    costs.fold(spec, |spec, (key, cost)| {
        spec.with(key, cost.text().as_str())
    })
}

/// What the regularizer under `key` says; `None` without one, and for one that there is not here, which is told.
pub(super) fn cost_under(settings: &Settings<'_>, key: &str) -> Option<Penalty> {
    let value = settings.whole(key)?;
    let cost = cost(value);
    if cost.is_none() {
        settings.tell(
            Fate::LeftOut,
            message!("keras-only-in-training", key = key, value = name(value)),
        );
    }
    cost
}

/// What a file calls something that has a class.
pub(super) fn name(value: &Json) -> String {
    let class = value.get("class_name").and_then(Json::as_str);
    class.map_or_else(|| shortened(value), str::to_owned)
}

fn cost(value: &Json) -> Option<Penalty> {
    /// What Keras takes where only a name is given.
    const USUAL: f64 = 0.01;
    if let Some(text) = value.as_str() {
        let (l1, l2) = match text {
            "l1" => (USUAL, 0.0),
            "l2" => (0.0, USUAL),
            "l1_l2" => (USUAL, USUAL),
            _ => return None,
        };
        return Some(Penalty { l1, l2 });
    }
    let (class, config) = object(value)?;
    let number = |key: &str| config.get(key).and_then(Json::as_f64).unwrap_or(0.0);
    matches!(class, "L1" | "L2" | "L1L2").then(|| Penalty {
        l1: rounded(number("l1")),
        l2: rounded(number("l2")),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn golden(file: &str) -> Json {
        serde_json::from_str(file).unwrap()
    }

    fn read(config: &Json) -> Option<String> {
        let (class, config) = object(config)?;
        text_of(class, &config)
    }

    /// As Keras wrote them into a file, each with the seed 7 where it takes one.
    #[test]
    fn every_initializer_of_keras_is_read_with_what_it_is_given() {
        let cases = golden(include_str!("../../../../tests/golden/initializers.json"));
        for case in cases.as_array().unwrap() {
            let text = case["text"].as_str().unwrap();
            // Keras 3.15.1 forgets the gain where it writes this one.
            if text == "identity(2)" {
                continue;
            }
            let written = golden(case["keras"].as_str().unwrap());
            let found = read(&written).unwrap();
            let expected = Initializer::parse(text).unwrap();
            let found = Initializer::parse(&found).unwrap();
            assert_eq!(found.law(), expected.law(), "{text}");
            let seed = case["is_seeded"].as_bool().unwrap().then_some(7);
            assert_eq!(found.seed(), seed, "{text}");
        }
    }

    #[test]
    fn every_regularizer_of_keras_is_read() {
        let cases = golden(include_str!("../../../../tests/golden/regularizers.json"));
        let cases = cases.as_object().unwrap().iter();
        for (text, case) in cases.filter(|(text, _)| *text != "array") {
            let written = golden(case["keras"].as_str().unwrap());
            assert_eq!(cost(&written).unwrap().text(), *text);
        }
    }

    #[test]
    fn names_of_older_versions_are_known_and_strangers_are_not() {
        let of = |class: &str, config: Json| {
            read(&serde_json::json!({"class_name": class, "config": config}))
        };
        let scaling = |scale: f64, mode: &str, distribution: &str| {
            let config = serde_json::json!({"scale": scale, "mode": mode, "distribution": distribution, "seed": null});
            of("VarianceScaling", config)
        };
        assert_eq!(
            scaling(1.0, "fan_avg", "uniform").as_deref(),
            Some("glorot_uniform")
        );
        assert_eq!(
            scaling(2.0, "fan_in", "normal").as_deref(),
            Some("he_normal")
        );
        assert_eq!(
            scaling(2.0, "fan_out", "normal").as_deref(),
            Some("variance_scaling(scale=2, mode=fan_out)")
        );
        let stddev = serde_json::json!({"mean": 0.0, "stddev": 0.019_999_999_552_965_164});
        assert_eq!(
            of("TruncatedNormal", stddev).as_deref(),
            Some("truncated_normal(stddev=0.02)")
        );
        assert_eq!(of("STFT", serde_json::json!({})), None);
        assert_eq!(
            text_of("uniform", &Map::new()).as_deref(),
            Some("random_uniform")
        );
    }
}
