//! Files of Keras: one network in each of the ways in which Keras 3 and Keras 2 write it.

use netsmith::exchange::{Choices, Fate, FileKind, Imported, open};
use netsmith::graph::infer;
use netsmith::layer::{Kind, LayerSpec, Penalty, Value};
use netsmith::recipe::{Loss, Metric, Optimizer};

use crate::support::{expected, golden, meets, opened, opened_with, refusals};

/// The two generations, and the containers of each.
const GENERATIONS: [&str; 2] = ["three", "two"];
const CONTAINERS: [&str; 2] = ["keras", "h5"];

fn each(network: &str, mut look: impl FnMut(Imported, &str, &str)) {
    for generation in GENERATIONS {
        for container in CONTAINERS {
            let name = format!("{network}_{generation}.{container}");
            look(opened(&name), generation, &name);
        }
    }
}

fn says(imported: &Imported, code: &str) -> Vec<String> {
    let findings = imported.report.findings.iter();
    let meant = findings.filter(|finding| finding.message.code() == code);
    meant
        .map(|finding| finding.layer.clone().unwrap_or_default())
        .collect()
}

/// What stands in a network, whatever it is called.
fn layers(imported: &Imported) -> Vec<LayerSpec> {
    let nodes = imported.project.graph.body.nodes.values();
    nodes.filter_map(|node| node.layer().cloned()).collect()
}

/// Models in models, shared layers, operators, two batch normalizations in a model of which one is frozen.
#[test]
fn a_network_of_models_in_models_predicts_as_in_keras() {
    each("probe", |imported, generation, name| {
        let mut expected = expected(&format!("expected_{generation}.json"), "probe");
        // What is called twice is here twice: a convolution and a normalization of the model, and a convolution.
        expected["copied_params"] = (36 + 18 + 156).into();
        meets(&imported, &expected, name);
        assert_eq!(
            says(&imported, "import-shared-layer"),
            ["sequence", "shared"],
            "{name}"
        );
    });
}

#[test]
fn a_sequential_predicts_as_in_keras_and_brings_what_it_was_compiled_with() {
    each("plain", |imported, generation, name| {
        meets(
            &imported,
            &expected(&format!("expected_{generation}.json"), "plain"),
            name,
        );
        let recipe = &imported.project.recipe;
        assert_eq!(recipe.optimizer, Optimizer::adam(), "{name}");
        assert!(
            (recipe.learning_rate - 0.0025).abs() < 1e-9,
            "{name}: {}",
            recipe.learning_rate
        );
        assert_eq!(recipe.loss, Some(Loss::BinaryCrossentropy), "{name}");
        assert_eq!(recipe.metrics, [Metric::Accuracy], "{name}");
        let nodes = imported.project.graph.body.nodes.values();
        let mut specs = nodes.filter_map(|node| node.layer());
        let conv = specs.find(|spec| spec.kind == Kind::Conv2D).unwrap();
        assert_eq!(conv.value("l2"), Some(Value::Float(1e-4)), "{name}");
    });
}

/// Failures of other readers: statistics that come back as mean 0 and variance 1.
#[test]
fn statistics_given_and_adapted_are_kept_and_pictures_come_as_they_are() {
    each("prepared", |imported, generation, name| {
        meets(
            &imported,
            &expected(&format!("expected_{generation}.json"), "prepared"),
            name,
        );
        assert_eq!(
            imported.project.contract.unwrap().range(),
            [0.0, 255.0],
            "{name}"
        );
        assert!(!imported.open.values);
    });
}

/// Settings of begun_golden.py that no array begins with by itself.
const BEGUN: &[(&str, &str, &str)] = &[
    (
        "conv",
        "kernel_initializer",
        "truncated_normal(stddev=0.02, seed=7)",
    ),
    ("conv", "bias_initializer", "constant(0.1)"),
    ("conv", "l2", "0.0005"),
    ("conv", "bias_regularizer", "l1"),
    (
        "bn",
        "beta_initializer",
        "random_normal(mean=0.5, stddev=0.1)",
    ),
    ("bn", "gamma_initializer", "zeros"),
    ("bn", "moving_mean_initializer", "ones"),
    ("bn", "moving_variance_initializer", "constant(2)"),
    ("bn", "gamma_regularizer", "l1_l2(l1=0.001, l2=0.002)"),
    (
        "depthwise",
        "depthwise_initializer",
        "random_uniform(minval=-0.1, maxval=0.3)",
    ),
    ("ln", "beta_initializer", "ones"),
    ("larger", "output_padding", "[1, 0]"),
    (
        "larger",
        "kernel_initializer",
        "variance_scaling(scale=0.5, mode=fan_out, distribution=uniform)",
    ),
    ("separable", "depthwise_initializer", "orthogonal"),
    (
        "separable",
        "pointwise_initializer",
        "orthogonal(2, seed=3)",
    ),
    ("separable", "pointwise_regularizer", "l1(0.002)"),
    ("prelu", "alpha_initializer", "constant(0.25)"),
    ("prelu", "alpha_regularizer", "l2(0.05)"),
];

/// What the regularizers of an opened network say of its weights.
fn cost(imported: &Imported) -> f64 {
    let flat = infer(&imported.project.graph).flat().unwrap();
    let weights = imported.weights.as_ref().unwrap();
    let mut cost = 0.0;
    for (index, layer) in flat.layers.iter().enumerate() {
        for weight in flat.weights_of(index) {
            let array = format!("{}/{}", layer.name, weight.name);
            let array = weights.iter().find(|it| it.name == array).unwrap();
            let numbers = array.values.iter().map(|number| f64::from(*number));
            let Penalty { l1, l2 } = weight.learned.penalty;
            cost += numbers.map(|w| l1 * w.abs() + l2 * w * w).sum::<f64>();
        }
    }
    cost
}

/// How every array begins and what it costs, against what Keras's regularizers say of the weights (begun_golden.py).
#[test]
fn how_arrays_begin_and_what_they_cost_is_kept() {
    each("begun", |imported, generation, name| {
        let expected = expected(&format!("expected_begun_{generation}.json"), "begun");
        meets(&imported, &expected, name);
        let graph = &imported.project.graph;
        let setting = |layer: &str, key: &str| {
            let nodes = graph.body.nodes.values();
            let mut named = nodes.filter(|node| node.name == layer);
            let spec = named.next().unwrap().layer().unwrap();
            spec.value(key).unwrap().to_string()
        };
        for (layer, key, value) in BEGUN {
            assert_eq!(setting(layer, key), *value, "{name}: {layer} {key}");
        }

        // Keras 3.15.1 forgets the gain where it writes its own initializer.
        let square = if generation == "three" {
            "identity"
        } else {
            "identity(0.5)"
        };
        assert_eq!(setting("square", "kernel_initializer"), square, "{name}");
        let cost = cost(&imported);
        let losses = expected["losses"].as_f64().unwrap();
        assert!(
            (cost / losses - 1.0).abs() < 1e-6,
            "{name}: {cost}, {losses}"
        );
        // Of all that acts in training alone, only what the activity costs is left out.
        assert_eq!(
            says(&imported, "keras-only-in-training"),
            ["logits"],
            "{name}"
        );
        assert!(says(&imported, "keras-initializer-unknown").is_empty());
    });
}

#[test]
fn of_two_outputs_one_is_chosen() {
    each("heads", |imported, generation, name| {
        let expected = expected(&format!("expected_{generation}.json"), "heads");
        assert_eq!(imported.open.heads, ["logits", "age"], "{name}");
        let mut without_the_other = expected.clone();
        without_the_other["params"] =
            (expected["params"].as_u64().unwrap() - (48 * 5 + 5 + 5 + 1)).into();
        meets(&imported, &without_the_other, name);
    });
    let choices = Choices {
        head: Some("age".to_owned()),
        ..Choices::default()
    };
    let imported = opened_with("heads_three.keras", &choices);
    assert_eq!(imported.project.graph.body.nodes.len(), 5);
}

#[test]
fn a_description_without_weights_opens_as_a_network_that_begins_anew() {
    for generation in GENERATIONS {
        let imported = opened(&format!("plain_{generation}.json"));
        assert!(imported.weights.is_none());
        assert_eq!(says(&imported, "import-without-weights").len(), 1);
        let whole = opened(&format!("plain_{generation}.keras"));
        assert_eq!(layers(&imported), layers(&whole), "{generation}");
    }
}

/// Code is never executed, and what cannot be had is told at once.
#[test]
fn everything_that_cannot_be_had_is_told_at_once() {
    for generation in GENERATIONS {
        let path = golden(&format!("forbidden_{generation}.json"));
        let error = open(&path, &Choices::default(), &|| false).unwrap_err();
        let refusals = refusals(&error);
        assert!(
            refusals[0].starts_with("`twice`: Lambda holds Python code"),
            "{refusals:?}"
        );
        assert!(
            refusals
                .iter()
                .any(|it| it.starts_with("`memory`: the class LSTM")),
            "{refusals:?}"
        );
    }
}

#[test]
fn a_network_of_mixed_precision_opens_in_float32() {
    let imported = opened("half_three.keras");
    assert_eq!(says(&imported, "keras-and-others"), ["pad"]);
    meets(
        &imported,
        &expected("expected_three.json", "plain"),
        "half_three.keras",
    );
}

/// Weights alone name no network; data sets are no networks.
#[test]
fn a_file_of_weights_alone_says_so() {
    for name in [
        "plain_three.weights.h5",
        "probe_two.weights.h5",
        "probe_two_old.h5",
    ] {
        let error = open(&golden(name), &Choices::default(), &|| false).unwrap_err();
        assert!(
            error.to_string().contains("it holds weights alone"),
            "{error}"
        );
    }
}

#[test]
fn files_are_known_by_what_they_hold() {
    let kind = |name: &str| FileKind::of(&golden(name));
    assert_eq!(kind("plain_two.keras"), FileKind::Network);
    assert_eq!(kind("plain_two.json"), FileKind::Network);
    assert_eq!(kind("expected_two.json"), FileKind::Other);
}

/// The file's own names stay, and layers stand where they can be read.
#[test]
fn layers_keep_their_names_and_frozen_ones_stay_frozen() {
    let imported = opened("probe_three.keras");
    let body = &imported.project.graph.body;
    let frozen: Vec<&str> = body
        .frozen
        .iter()
        .map(|id| body.node(*id).unwrap().name.as_str())
        .collect();
    assert_eq!(frozen, ["inner_bn_1"]);
    let findings = imported.report.findings.iter();
    assert!(
        findings
            .clone()
            .all(|finding| finding.fate != Fate::Refused)
    );
}
