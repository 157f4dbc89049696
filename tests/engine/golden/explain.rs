//! Explanations of both networks against Keras's.

use netsmith::engine::Network;
use netsmith::engine::explain::{
    Heat, Occlusion, Subject, activations, grad_cam, input_gradient, occlusion, smooth_gradient,
};
use netsmith::engine::weights::NamedArray;
use netsmith::graph::Flat;
use netsmith::layer::{Add, Function, GlobalAveragePooling2D, Layer, MaxPooling2D, Padding};
use serde::Deserialize;

use super::record::Record;
use crate::networks::{activation, convolution, dense, device, flat, input, normalization, preset};

/// The figure asked for is 1e-3; float32 itself stays ten times below that.
const TOLERANCE: f64 = 1e-4;
/// Occlusion takes small differences of probabilities that float32 rounds at 6e-8 each.
const OCCLUSION_TOLERANCE: f64 = 1e-3;

#[derive(Debug, Deserialize)]
struct Golden {
    noisy_copies: usize,
    noise: f32,
    fill: f32,
    cases: Vec<Case>,
}

#[derive(Debug, Deserialize)]
struct Case {
    model: String,
    window: usize,
    stride: usize,
    found: Vec<Found>,
}

#[derive(Debug, Deserialize)]
struct Found {
    method: String,
    class: usize,
    #[serde(default)]
    layer: String,
    heat: Record,
}

fn small_residual() -> Flat {
    let pooling = MaxPooling2D::new([2, 2], [2, 2], Padding::Valid);
    let average = Layer::GlobalAveragePooling2D(GlobalAveragePooling2D::new());
    flat(vec![
        ("image", input(16, 16, 3), vec![]),
        ("conv_a", convolution(8, true), vec![0]),
        ("bn_a", normalization(), vec![1]),
        ("relu_a", activation(Function::Relu), vec![2]),
        ("pool", Layer::MaxPooling2D(pooling), vec![3]),
        ("conv_b", convolution(8, false), vec![4]),
        ("bn_b", normalization(), vec![5]),
        ("add", Layer::Add(Add), vec![4, 6]),
        ("relu_b", activation(Function::Relu), vec![7]),
        ("average", average, vec![8]),
        ("classes", dense(4, Function::Softmax), vec![9]),
    ])
}

pub fn network(model: &str) -> Network {
    let flat = match model {
        "small_residual" => small_residual(),
        preset_name => preset(preset_name),
    };
    let network = Network::build(&flat, 0, &device()).unwrap();
    let weights = network.weights().unwrap();
    let golden = weights
        .iter()
        .map(|array| super::weight(&array.name, &array.shape))
        .collect();
    // At rest, as a predictor has it.
    burn::module::Module::valid(&network.with_weights(golden).unwrap())
}

fn found(golden: &Golden, case: &Case, asked: &Found, subject: &Subject<'_>) -> NamedArray {
    let (class, layer) = (asked.class, asked.layer.as_str());
    let heat = match asked.method.as_str() {
        "grad_cam" => grad_cam(subject, class, layer).unwrap().scaled(1.0),
        "gradient" => input_gradient(subject, class).unwrap(),
        "smooth_gradient" => {
            let copies = (0..golden.noisy_copies).map(|copy| {
                let name = format!("{}/noise{copy}", case.model);
                let noise = super::symmetric(&name, subject.values.len());
                let noisy = subject.values.iter().zip(noise);
                noisy.map(|(v, noise)| v + golden.noise * noise).collect()
            });
            smooth_gradient(subject, class, copies, &|| false)
                .unwrap()
                .unwrap()
        }
        "occlusion" => {
            let covering = Occlusion {
                window: case.window,
                stride: case.stride,
                fill: golden.fill,
            };
            occlusion(subject, class, &covering, &|| false)
                .unwrap()
                .unwrap()
        }
        _ => {
            let maps = activations(subject, layer).unwrap();
            return NamedArray {
                name: "heat".to_owned(),
                shape: vec![maps.height, maps.width, maps.count],
                values: maps.values,
            };
        }
    };
    let Heat {
        height,
        width,
        values,
    } = heat;
    NamedArray {
        name: format!("{} {} {class} {layer}", case.model, asked.method),
        shape: vec![height, width],
        values,
    }
}

#[test]
fn explanations_are_those_of_keras() {
    let golden: Golden = super::read("explain.json");
    let device = device();
    for case in &golden.cases {
        let network = network(&case.model);
        let size = network.input_shape().elements().unwrap() as usize;
        let picture = super::unit(&format!("{}/picture", case.model), size);
        let subject = Subject {
            network: &network,
            device: &device,
            values: &picture,
        };
        for asked in &case.found {
            let tolerance = match asked.method.as_str() {
                "occlusion" => OCCLUSION_TOLERANCE,
                _ => TOLERANCE,
            };
            let found = found(&golden, case, asked, &subject);
            asked.heat.assert_equals(&found, tolerance);
        }
    }
}

#[test]
fn whoever_cancels_gets_nothing() {
    let (network, device) = (network("small_residual"), device());
    let picture = super::unit("picture", 16 * 16 * 3);
    let subject = Subject {
        network: &network,
        device: &device,
        values: &picture,
    };
    let covering = Occlusion::fitting([16, 16], [0.0, 1.0]);
    let canceled = || true;
    assert_eq!(occlusion(&subject, 0, &covering, &canceled).unwrap(), None);
    let copies = std::iter::once(picture.clone());
    assert_eq!(
        smooth_gradient(&subject, 0, copies, &canceled).unwrap(),
        None
    );
}
