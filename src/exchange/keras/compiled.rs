//! What a network was compiled with, as a recipe: as far as there is the same here, the rest is told.

use serde_json::Value as Json;

use super::config::text;
use crate::exchange::report::{Fate, Report};
use crate::message;
use crate::recipe::{Loss, Metric, Optimizer, Recipe};

/// The recipe that `compile_config` of Keras 3 or `training_config` of Keras 2 says.
pub(super) fn recipe(compiled: &Json, report: &mut Report) -> Option<Recipe> {
    let compiled = compiled.as_object()?;
    let mut recipe = Recipe::default();
    let optimizer = compiled
        .get("optimizer_config")
        .or_else(|| compiled.get("optimizer"));
    if let Some(optimizer) = optimizer.filter(|it| !it.is_null()) {
        read_optimizer(optimizer, &mut recipe, report);
    }
    if let Some(loss) = compiled.get("loss").filter(|it| !it.is_null()) {
        read_loss(loss, &mut recipe, report);
    }
    let metrics = compiled.get("metrics").map(names).unwrap_or_default();
    let known: Vec<Metric> = metrics.iter().filter_map(|name| metric(name)).collect();
    if !known.is_empty() {
        recipe.metrics = known;
        recipe.metrics.dedup();
    }
    let unknown = metrics
        .iter()
        .filter(|name| metric(name).is_none() && *name != "loss");
    for name in unknown {
        report.tell_of_file(
            Fate::LeftOut,
            message!("keras-metric-unknown", metric = name),
        );
    }
    Some(recipe)
}

fn read_optimizer(optimizer: &Json, recipe: &mut Recipe, report: &mut Report) {
    let class = optimizer.as_str().or_else(|| text(optimizer, "class_name"));
    let config = optimizer.get("config").unwrap_or(&Json::Null);
    let class = class
        .unwrap_or_default()
        .rsplit('>')
        .next()
        .unwrap_or_default();
    let Some(known) = known(class, config) else {
        report.tell_of_file(
            Fate::LeftOut,
            message!("keras-optimizer-unknown", optimizer = class),
        );
        return;
    };
    recipe.optimizer = known;
    recipe.learning_rate = recipe.optimizer.default_learning_rate();
    let rate = config.get("learning_rate").or_else(|| config.get("lr"));
    match rate.and_then(Json::as_f64) {
        Some(_) => {
            let key = if config.get("learning_rate").is_some() {
                "learning_rate"
            } else {
                "lr"
            };
            recipe.learning_rate = number(config, key, recipe.learning_rate);
        }
        None if rate.is_some_and(Json::is_object) => {
            report.tell_of_file(Fate::LeftOut, message!("keras-schedule-left-out"));
        }
        None => {}
    }
    if recipe.check().is_err() {
        *recipe = Recipe::default();
        report.tell_of_file(
            Fate::LeftOut,
            message!("keras-optimizer-unknown", optimizer = class),
        );
    }
}

/// A number of a configuration. Keras 2 writes what float32 made of 0.9.
fn number(config: &Json, key: &str, usual: f64) -> f64 {
    let number = config.get(key).and_then(Json::as_f64).unwrap_or(usual);
    format!("{number:.6e}").parse().unwrap_or(number)
}

fn known(class: &str, config: &Json) -> Option<Optimizer> {
    let number = |key: &str, usual: f64| number(config, key, usual);
    let (beta_1, beta_2) = (number("beta_1", 0.9), number("beta_2", 0.999));
    let epsilon = number("epsilon", 1e-7);
    Some(match class.to_lowercase().as_str() {
        "adam" => Optimizer::Adam {
            beta_1,
            beta_2,
            epsilon,
        },
        "adamw" => Optimizer::Adamw {
            weight_decay: number("weight_decay", 0.004),
            beta_1,
            beta_2,
            epsilon,
        },
        "sgd" => {
            let nesterov = config.get("nesterov").and_then(Json::as_bool);
            Optimizer::sgd(number("momentum", 0.0), nesterov.unwrap_or(false))
        }
        "rmsprop" => Optimizer::Rmsprop {
            rho: number("rho", 0.9),
            momentum: number("momentum", 0.0),
            epsilon,
        },
        _ => return None,
    })
}

fn read_loss(loss: &Json, recipe: &mut Recipe, report: &mut Report) {
    let names = names(loss);
    let Some(name) = names.first() else { return };
    recipe.loss = match plain(name).as_str() {
        "binarycrossentropy" => Some(Loss::BinaryCrossentropy),
        "categoricalcrossentropy" | "sparsecategoricalcrossentropy" => {
            Some(Loss::CategoricalCrossentropy)
        }
        "meansquarederror" | "mse" => Some(Loss::MeanSquaredError),
        _ => {
            report.tell_of_file(Fate::LeftOut, message!("keras-loss-unknown", loss = name));
            None
        }
    };
    let logits = loss
        .get("config")
        .and_then(|config| config.get("from_logits"));
    if logits.and_then(Json::as_bool) == Some(true) {
        report.tell_of_file(Fate::LeftOut, message!("keras-loss-of-logits", loss = name));
    }
    let smoothing = loss
        .get("config")
        .and_then(|config| config.get("label_smoothing"));
    recipe.label_smoothing = smoothing.and_then(Json::as_f64).unwrap_or(0.0);
}

fn metric(name: &str) -> Option<Metric> {
    Some(match plain(name).as_str() {
        "accuracy" | "acc" | "categoricalaccuracy" | "sparsecategoricalaccuracy" => {
            Metric::Accuracy
        }
        "binaryaccuracy" => Metric::BinaryAccuracy,
        "topkcategoricalaccuracy" | "sparsetopkcategoricalaccuracy" => {
            Metric::TopKAccuracy { k: 5 }
        }
        "precision" => Metric::Precision,
        "recall" => Metric::Recall,
        "f1score" => Metric::F1,
        "auc" => Metric::Auc,
        _ => return None,
    })
}

/// `sparse_categorical_crossentropy` and `SparseCategoricalCrossentropy` are one.
fn plain(name: &str) -> String {
    name.chars()
        .filter(char::is_ascii_alphanumeric)
        .collect::<String>()
        .to_lowercase()
}

/// The names in a list of names and objects, however deep.
fn names(value: &Json) -> Vec<String> {
    match value {
        Json::String(name) => vec![name.clone()],
        Json::Array(values) => values.iter().flat_map(names).collect(),
        Json::Object(object) => match object.get("class_name").and_then(Json::as_str) {
            // Keras 2 wraps functions that were named.
            Some("MeanMetricWrapper" | "function") => {
                object.get("config").map(names_inside).unwrap_or_default()
            }
            Some(class) => vec![class.to_owned()],
            None => object.values().flat_map(names).collect(),
        },
        _ => Vec::new(),
    }
}

fn names_inside(config: &Json) -> Vec<String> {
    match config {
        Json::String(name) => vec![name.clone()],
        config => text(config, "name")
            .map(str::to_owned)
            .into_iter()
            .collect(),
    }
}
