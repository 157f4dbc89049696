//! Every kind of layer in the catalog on its way through a project file, inference, the engine, its gradients and Keras's
//! numbers: a kind that one of them forgets is found here.

use std::collections::BTreeSet;

use burn::tensor::{Tensor, TensorData};
use netsmith::engine::network::{Mode, Network};
use netsmith::engine::weights::NamedArray;
use netsmith::graph::infer;
use netsmith::layer::{Arity, Entry, Kind, catalog};
use netsmith::project::Project;
use serde_json::{Value, json};

use crate::networks::{device, pictures};

const SIDE: usize = 6;
const CHANNELS: usize = 4;
const PIXELS: usize = SIDE * SIDE * CHANNELS;

/// The layer of this kind with its usual settings, between an input and a Dense.
fn project(kind: &Entry, is_flat_before: bool, is_flat_behind: bool) -> Option<Project> {
    let mut nodes: Vec<Value> = Vec::new();
    let mut put = |name: &str, layer: &str, settings: Value, inputs: &[usize]| {
        let id = nodes.len();
        nodes.push(json!({
            "id": id, "name": name, "layer": {"type": layer, "settings": settings},
            "inputs": inputs, "position": [0, 104 * id],
        }));
        id
    };
    let image = put(
        "image",
        "Input",
        json!({"shape": [SIDE, SIDE, CHANNELS]}),
        &[],
    );
    let mut before = put(
        "before",
        "Activation",
        json!({"activation": "tanh"}),
        &[image],
    );
    if is_flat_before {
        before = put("flat", "Flatten", json!({}), &[before]);
    }
    let inputs = match kind.arity {
        Arity::Two | Arity::Several => vec![before, image],
        Arity::None | Arity::One => vec![before],
    };
    let settings = match kind.kind {
        // Its usual 32 groups need as many channels.
        Kind::GroupNormalization => json!({"groups": 2}),
        _ => json!({}),
    };
    let mut last = put("layer", kind.name, settings, &inputs);
    if is_flat_behind {
        last = put("behind", "Flatten", json!({}), &[last]);
    }
    put("classes", "Dense", json!({"units": 3}), &[last]);
    let text =
        json!({"format": "netsmith", "version": 1, "name": "one", "graph": {"nodes": nodes}});
    let project = Project::from_text(&text.to_string()).unwrap();
    infer(&project.graph).flat().is_ok().then_some(project)
}

/// The first of these networks in which the layer finds a place.
fn network_around(kind: &Entry) -> Project {
    let places = [(false, true), (false, false), (true, false)];
    let mut fitting = places
        .into_iter()
        .filter_map(|(before, behind)| project(kind, before, behind));
    fitting
        .next()
        .unwrap_or_else(|| panic!("{} fits nowhere", kind.name))
}

fn kinds() -> impl Iterator<Item = &'static Entry> {
    catalog().iter().filter(|entry| entry.kind != Kind::Input)
}

#[test]
fn every_kind_comes_back_from_a_file() {
    for kind in kinds() {
        let project = network_around(kind);
        let again = Project::from_text(&project.to_text()).unwrap();
        assert_eq!(again.graph, project.graph, "{}", kind.name);
    }
}

#[test]
fn every_kind_makes_the_shapes_and_weights_in_the_engine_that_inference_tells() {
    for kind in kinds() {
        let flat = infer(&network_around(kind).graph).flat().unwrap();
        let network = Network::build(&flat, 0, &device()).unwrap();
        let mut seen = Vec::new();
        network.forward_observed(
            images(&[0.5; PIXELS]),
            Mode::Inference,
            &mut |name, maps| {
                seen.push((name.to_owned(), maps.dims()[1..].iter().product::<usize>()));
            },
        );
        let told = flat.layers.iter().map(|layer| {
            (
                layer.name.clone(),
                layer.output_shape.dims().iter().product(),
            )
        });
        assert_eq!(seen, told.collect::<Vec<_>>(), "{}", kind.name);

        let position = flat
            .layers
            .iter()
            .position(|layer| layer.name == "layer")
            .unwrap();
        let layer = &flat.layers[position];
        let inputs: Vec<_> = layer
            .inputs
            .iter()
            .map(|input| flat.layers[*input].output_shape)
            .collect();
        let told = layer.layer.weights(&inputs);
        let told: BTreeSet<(String, Vec<usize>)> = told
            .into_iter()
            .map(|weight| (format!("layer/{}", weight.name), weight.shape))
            .collect();
        let made = network.weights().unwrap().into_iter();
        let made = made.filter(|array| array.name.starts_with("layer/"));
        let made: BTreeSet<(String, Vec<usize>)> =
            made.map(|array| (array.name, array.shape)).collect();
        assert_eq!(made, told, "{}", kind.name);
    }
}

#[test]
fn every_kind_has_the_gradients_that_finite_differences_show() {
    for kind in kinds() {
        let flat = infer(&network_around(kind).graph).flat().unwrap();
        let network = Network::build(&flat, 7, &device()).unwrap();
        // No number so near to 0 that a nudge takes it over the corner of relu.
        let input: Vec<f32> = pictures(1, PIXELS)
            .iter()
            .map(|value| value - 0.435)
            .collect();
        let score = |network: &Network, input: &[f32]| -> f32 {
            weighed(network, images(input)).into_scalar::<f32>()
        };
        let tracked = images(&input).require_grad();
        let mut gradients = weighed(&network, tracked.clone()).backward();
        let of_input: Vec<f32> = tracked
            .grad_remove(&mut gradients)
            .unwrap()
            .into_data()
            .iter()
            .collect();
        for place in (0..PIXELS).step_by(29) {
            let nudged = |by: f32| {
                let mut input = input.clone();
                input[place] += by;
                score(&network, &input)
            };
            assert_slope(
                of_input[place],
                nudged,
                &format!("{}, input {place}", kind.name),
            );
        }
        let weights = network.weights().unwrap();
        for gradient in network.gradient_arrays(gradients) {
            for place in (0..gradient.values.len()).step_by(gradient.values.len().div_ceil(5)) {
                let nudged = |by: f32| {
                    let mut weights: Vec<NamedArray> = weights.clone();
                    let array = weights
                        .iter_mut()
                        .find(|array| array.name == gradient.name)
                        .unwrap();
                    array.values[place] += by;
                    score(&network.clone().with_weights(weights).unwrap(), &input)
                };
                let what = format!("{}, {} {place}", kind.name, gradient.name);
                assert_slope(gradient.values[place], nudged, &what);
            }
        }
    }
}

/// Layers that Keras computes alike whatever their settings are, so that finite differences say all about them, or that do
/// nothing at rest.
const WITHOUT_GOLDEN_CASE: [&str; 6] = [
    "Dropout",
    "SpatialDropout2D",
    "GaussianDropout",
    "GaussianNoise",
    "Add",
    "Concatenate",
];

#[test]
fn every_kind_is_compared_with_keras() {
    let cases: Vec<Value> = super::golden::read("layers.json");
    let compared: BTreeSet<&str> = cases
        .iter()
        .filter_map(|case| case["type"].as_str())
        .collect();
    let missing = kinds().map(|kind| kind.name);
    let missing: Vec<&str> = missing.filter(|name| !compared.contains(name)).collect();
    assert_eq!(missing, WITHOUT_GOLDEN_CASE);
}

fn images(input: &[f32]) -> Tensor<4> {
    let data = TensorData::new(input.to_vec(), [1, SIDE, SIDE, CHANNELS]);
    Tensor::from_data(data, &device().autodiff())
}

/// One number that every output moves, each by another factor.
fn weighed(network: &Network, images: Tensor<4>) -> Tensor<1> {
    let output = network.forward(images).values();
    let factors = TensorData::new(vec![1.0_f32, -0.5, 0.25], [1, 3]);
    (output * Tensor::from_data(factors, &device())).sum()
}

/// Whether `score` rises by the gradient with each unit that something is nudged by.
fn assert_slope(gradient: f32, score: impl Fn(f32) -> f32, what: &str) {
    const STEP: f32 = 4e-3;
    let slope = (score(STEP) - score(-STEP)) / (2.0 * STEP);
    // Float32 rounds scores of about 1 to 1e-7; the curve of tanh and relu's corner add to that.
    let allowed = 2e-3 + 0.01 * slope.abs();
    assert!(
        (gradient - slope).abs() < allowed,
        "{what}: gradient {gradient}, slope {slope}"
    );
}
