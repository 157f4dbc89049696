//! What a network is trained with, as Keras compiles it.

use serde_json::{Value, json};

use super::Dialect;
use crate::engine::network::Head;
use crate::exchange::outgoing::Outgoing;
use crate::exchange::{Fate, Report};
use crate::message;
use crate::recipe::{Loss, Metric, Optimizer};

/// `compile_config` of Keras 3; `None` where there is no loss to minimize.
pub(in crate::exchange::writing) fn compile_config(
    outgoing: &Outgoing,
    report: &mut Report,
) -> Option<Value> {
    let (class, settings) = optimizer(outgoing);
    Some(json!({
        "optimizer": {
            "module": "keras.optimizers", "class_name": class, "config": settings, "registered_name": null,
        },
        "loss": loss(outgoing, Dialect::Keras3)?,
        "metrics": metrics(outgoing, Dialect::Keras3, report),
    }))
}

/// `training_config` of Keras 2; `None` where there is no loss to minimize.
pub(in crate::exchange::writing) fn training_config(
    outgoing: &Outgoing,
    report: &mut Report,
) -> Option<Value> {
    let (class, settings) = optimizer(outgoing);
    Some(json!({
        "loss": loss(outgoing, Dialect::Keras2)?,
        "metrics": [metrics(outgoing, Dialect::Keras2, report)],
        "weighted_metrics": null,
        "loss_weights": null,
        "optimizer_config": {"class_name": class, "config": settings},
    }))
}

/// An optimizer's class and arguments.
pub(in crate::exchange::writing) fn optimizer(outgoing: &Outgoing) -> (&'static str, Value) {
    let rate = outgoing.recipe.learning_rate;
    match outgoing.recipe.optimizer {
        Optimizer::Adam {
            beta_1,
            beta_2,
            epsilon,
        } => (
            "Adam",
            json!({
                "name": "adam", "learning_rate": rate, "beta_1": beta_1, "beta_2": beta_2, "epsilon": epsilon,
            }),
        ),
        Optimizer::Sgd { momentum, nesterov } => (
            "SGD",
            json!({"name": "SGD", "learning_rate": rate, "momentum": momentum, "nesterov": nesterov}),
        ),
        Optimizer::Rmsprop {
            rho,
            momentum,
            epsilon,
        } => (
            "RMSprop",
            json!({
                "name": "rmsprop", "learning_rate": rate, "rho": rho, "momentum": momentum, "epsilon": epsilon,
            }),
        ),
        Optimizer::Adamw {
            weight_decay,
            beta_1,
            beta_2,
            epsilon,
        } => (
            "AdamW",
            json!({
                "name": "adamw", "learning_rate": rate, "weight_decay": weight_decay, "beta_1": beta_1,
                "beta_2": beta_2, "epsilon": epsilon,
            }),
        ),
    }
}

/// The loss that the network is trained with; `None` for one that is chosen by a last function that chooses none.
pub(in crate::exchange::writing) fn chosen_loss(outgoing: &Outgoing) -> Option<Loss> {
    let last = outgoing.flat.layers.last()?;
    let by_head = match Head::of_last(&last.layer) {
        Head::Sigmoid => Some(Loss::BinaryCrossentropy),
        Head::Softmax => Some(Loss::CategoricalCrossentropy),
        Head::Linear => None,
    };
    outgoing.recipe.loss.or(by_head)
}

fn loss(outgoing: &Outgoing, dialect: Dialect) -> Option<Value> {
    let smoothing = outgoing.recipe.label_smoothing;
    let (word, class) = match chosen_loss(outgoing)? {
        Loss::BinaryCrossentropy => ("binary_crossentropy", Some("BinaryCrossentropy")),
        Loss::CategoricalCrossentropy => {
            ("categorical_crossentropy", Some("CategoricalCrossentropy"))
        }
        Loss::MeanSquaredError => ("mean_squared_error", None),
    };
    Some(match class {
        Some(class) if smoothing > 0.0 => {
            let settings = json!({"name": word, "label_smoothing": smoothing});
            object("keras.losses", class, settings, dialect)
        }
        _ => json!(word),
    })
}

fn metrics(outgoing: &Outgoing, dialect: Dialect, report: &mut Report) -> Vec<Value> {
    let mut metrics = Vec::new();
    for metric in &outgoing.recipe.metrics {
        metrics.push(match metric {
            Metric::Accuracy => json!("accuracy"),
            Metric::BinaryAccuracy => json!("binary_accuracy"),
            Metric::TopKAccuracy { k } => {
                let settings = json!({"name": "top_k_categorical_accuracy", "k": k});
                object(
                    "keras.metrics",
                    "TopKCategoricalAccuracy",
                    settings,
                    dialect,
                )
            }
            Metric::Auc => object("keras.metrics", "AUC", json!({"name": "auc"}), dialect),
            // Keras averages these over all units at once and not over classes.
            Metric::Precision | Metric::Recall | Metric::F1 => {
                let name = crate::recipe::Described::name(metric);
                let message = message!("export-metric-left-out", metric = name);
                report.tell_of_file(Fate::LeftOut, message);
                continue;
            }
        });
    }
    metrics
}

fn object(module: &str, class: &str, settings: Value, dialect: Dialect) -> Value {
    match dialect {
        Dialect::Keras3 => {
            json!({"module": module, "class_name": class, "config": settings, "registered_name": null})
        }
        Dialect::Keras2 | Dialect::Browser => json!({"class_name": class, "config": settings}),
    }
}
