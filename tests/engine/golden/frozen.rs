//! Training while some layers are frozen.

use netsmith::engine::Trainee;
use netsmith::engine::image_tensor;
use netsmith::engine::network::{Mode, Network};
use netsmith::graph::{Graph, infer};
use netsmith::recipe::{Loss, Optimizer, Recipe};
use serde::Deserialize;

use super::record::{Records, assert_all, assert_numbers};
use crate::networks::device;

#[derive(Debug, Deserialize)]
struct Golden {
    learning_rate: f64,
    labels: Vec<usize>,
    cases: Vec<Case>,
}

#[derive(Debug, Deserialize)]
struct Case {
    frozen: Vec<String>,
    losses: Vec<f64>,
    weights: Records,
    trainable_params: u64,
}

const SHAPE: usize = 7 * 6 * 2;

/// The network of the script, as a file says it.
fn graph(frozen: &[String]) -> Graph {
    let layers = [
        (
            "image",
            r#""type": "Input", "settings": {"shape": [7, 6, 2]}"#,
        ),
        (
            "conv_a",
            r#""type": "Conv2D", "settings": {"filters": 3, "kernel_size": [3, 3]}"#,
        ),
        ("bn_a", r#""type": "BatchNormalization""#),
        ("relu_a", r#""type": "Activation""#),
        (
            "conv_b",
            r#""type": "Conv2D", "settings": {"filters": 4, "kernel_size": [3, 3]}"#,
        ),
        ("bn_b", r#""type": "BatchNormalization""#),
        ("relu_b", r#""type": "Activation""#),
        ("flatten", r#""type": "Flatten""#),
        (
            "classes",
            r#""type": "Dense", "settings": {"units": 3, "activation": "softmax"}"#,
        ),
    ];
    let node = |(id, (name, layer)): (usize, &(&str, &str))| {
        let inputs: Vec<usize> = id.checked_sub(1).into_iter().collect();
        let is_trainable = !frozen.iter().any(|frozen| frozen == name);
        format!(
            r#"{{"id": {id}, "name": "{name}", "layer": {{{layer}}}, "inputs": {inputs:?}, "trainable": {is_trainable}}}"#
        )
    };
    let nodes: Vec<String> = layers.iter().enumerate().map(node).collect();
    Graph::from_json(&format!(r#"{{"nodes": [{}]}}"#, nodes.join(", "))).unwrap()
}

fn network(graph: &Graph) -> Network {
    let network = Network::build(&infer(graph).flat().unwrap(), 0, &device()).unwrap();
    let weights = network.weights().unwrap();
    let golden = weights
        .iter()
        .map(|array| super::weight(&array.name, &array.shape));
    network.with_weights(golden.collect()).unwrap()
}

#[test]
fn frozen_layers_stay_as_they_are_and_the_others_learn_as_in_keras() {
    let golden: Golden = super::read("frozen.json");
    assert_eq!(golden.cases.len(), 6);
    for case in &golden.cases {
        let graph = graph(&case.frozen);
        let name = format!("{:?}", case.frozen);
        let params = infer(&graph).totals.params;
        assert_eq!(params.trainable, case.trainable_params, "{name}");
        let recipe = Recipe {
            optimizer: Optimizer::sgd(0.9, false),
            learning_rate: golden.learning_rate,
            ..Recipe::default()
        };
        let mut trainee = Trainee::new(network(&graph), &recipe, &device()).unwrap();
        let images = super::unit("frozen/images", golden.labels.len() * SHAPE);
        let losses = case.losses.iter().map(|_| {
            let outcome = trainee.step(images.clone(), &golden.labels);
            outcome.unwrap().loss
        });
        let losses: Vec<f64> = losses.collect();
        assert_numbers(&losses, &case.losses, 5e-5, &name);
        let weights = trainee.snapshot().weights().unwrap();
        assert_all(&case.weights, &weights, 5e-4);
        for array in weights {
            let (layer, _) = array.name.split_once('/').unwrap();
            if case.frozen.iter().any(|frozen| frozen == layer) {
                // To the last bit: nothing has touched it.
                assert_eq!(array, super::weight(&array.name, &array.shape));
            }
        }
    }
}

#[test]
fn no_gradient_is_asked_of_what_is_frozen() {
    let frozen = ["conv_a", "bn_a", "conv_b"].map(str::to_owned);
    let mut network = network(&graph(&frozen));
    let images = super::unit("frozen/images", 2 * SHAPE);
    let images = image_tensor(images, 2, network.input_shape(), &device()).unwrap();
    let report = network.gradients(
        images,
        &[0, 1],
        Loss::CategoricalCrossentropy,
        Mode::Inference,
    );
    let report = report.unwrap();
    let names: Vec<&str> = report
        .gradients
        .iter()
        .map(|array| array.name.as_str())
        .collect();
    assert_eq!(
        names,
        ["bn_b/gamma", "bn_b/beta", "classes/kernel", "classes/bias"]
    );
}
