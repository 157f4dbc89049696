//! Single layers with awkward arithmetic.

use burn::tensor::{Tensor, TensorData};
use netsmith::engine::network::{Mode, Network};
use netsmith::engine::weights::NamedArray;
use netsmith::graph::Flat;
use netsmith::layer::{Flatten, Input, Kind, Layer, LayerSpec, Shape};
use rand::SeedableRng;
use rand_chacha::ChaCha8Rng;
use serde::Deserialize;
use serde_json::json;

use super::record::{Records, assert_all, assert_numbers};
use crate::networks::{device, flat};

/// A few roundings of float32 (6e-8 each), added up over some dozens of products.
const TOLERANCE: f64 = 1e-5;

#[derive(Debug, Deserialize)]
struct Case {
    name: String,
    r#type: String,
    config: serde_json::Value,
    #[serde(default)]
    input_shape: Vec<usize>,
    #[serde(default)]
    training: Option<bool>,
    /// Only of layers with two inputs: what the second is made of.
    #[serde(default)]
    second: Option<String>,
    #[serde(default)]
    tensors: Records,
    /// Only of activations: one row of values instead of tensors.
    #[serde(default)]
    inputs: Vec<f64>,
    #[serde(default)]
    outputs: Vec<f64>,
    #[serde(default)]
    input_gradients: Vec<f64>,
}

impl Case {
    fn layer(&self) -> Layer {
        let mut settings = self.config.clone();
        // Keras's `((top, bottom), (left, right))` is a flat list in our files.
        for (kind, key) in [("ZeroPadding2D", "padding"), ("Cropping2D", "cropping")] {
            if self.r#type == kind {
                let sides: Vec<Vec<usize>> = serde_json::from_value(settings[key].take()).unwrap();
                settings[key] = json!(sides.concat());
            }
        }
        let spec = json!({"type": self.r#type, "settings": settings});
        serde_json::from_value::<LayerSpec>(spec)
            .unwrap()
            .resolve()
            .unwrap()
    }

    /// The layer alone, behind an input and, where it makes a map, before a Flatten, which keeps the
    /// order of numbers.
    fn flat(&self, sample: Shape) -> Flat {
        let mut layers = vec![("input", Layer::Input(Input { shape: sample }), vec![])];
        let inputs: Vec<usize> = match self.second() {
            Some(second) => {
                layers.push(("second", second, vec![0]));
                vec![0, 1]
            }
            None => vec![0],
        };
        let place = layers.len();
        layers.push((self.name.as_str(), self.layer(), inputs));
        if self.output_shape(sample).as_map().is_some() {
            layers.push(("flatten", Layer::Flatten(Flatten), vec![place]));
        }
        flat(layers)
    }

    /// What makes the second input of the first.
    fn second(&self) -> Option<Layer> {
        let spec = match self.second.as_deref()? {
            "tanh" => LayerSpec::new(Kind::Activation).with("activation", "tanh"),
            _ => LayerSpec::new(Kind::GlobalAveragePooling2D).with("keepdims", true),
        };
        Some(spec.resolve().unwrap())
    }

    fn output_shape(&self, sample: Shape) -> Shape {
        let second = self.second();
        let second = second.map(|second| second.output_shape(&[sample]).unwrap());
        let inputs: Vec<Shape> = [sample].into_iter().chain(second).collect();
        self.layer().output_shape(&inputs).unwrap()
    }
}

/// What a layer makes of an input, and its gradients of `sum(output · output_gradient)`.
struct Pass {
    network: Network,
    output: NamedArray,
    gradients: Vec<NamedArray>,
}

fn pass(case: &Case, input: Vec<f32>, batch: usize, sample: Shape) -> Pass {
    let network = Network::build(&case.flat(sample), 0, &device()).unwrap();
    let weights = network.weights().unwrap();
    let golden = weights
        .iter()
        .map(|array| super::weight(&array.name, &array.shape))
        .collect();
    let mut network = network.with_weights(golden).unwrap();

    let [height, width, channels] = sample.as_map().unwrap_or([1, 1, sample.channels()]);
    let data = TensorData::new(input, [batch, height, width, channels]);
    let input = Tensor::<4>::from_data(data, &device().autodiff()).require_grad();
    let mut generator = ChaCha8Rng::seed_from_u64(0);
    let mode = match case.training {
        Some(true) => Mode::Training(&mut generator),
        _ => Mode::Inference,
    };
    let output = network.forward_in(input.clone(), mode).values();
    let shape = output.dims();
    let output_gradient = super::symmetric(
        &format!("{}/output_gradient", case.name),
        shape[0] * shape[1],
    );
    let output_gradient = Tensor::from_data(TensorData::new(output_gradient, shape), &device());
    let mut found = (output.clone() * output_gradient).sum().backward();

    let input_gradient = input.grad_remove(&mut found).unwrap();
    let mut gradients = vec![array("input_gradient", input_gradient.reshape([-1]))];
    for gradient in network.gradient_arrays(found) {
        let kind = gradient.name.rsplit_once('/').unwrap().1.to_owned();
        gradients.push(NamedArray {
            name: format!("{kind}_gradient"),
            ..gradient
        });
    }
    Pass {
        network,
        output: array("output", output.reshape([-1])),
        gradients,
    }
}

fn array(name: &str, numbers: Tensor<1>) -> NamedArray {
    let values: Vec<f32> = numbers.into_data().iter::<f32>().collect();
    NamedArray {
        name: name.to_owned(),
        shape: vec![values.len()],
        values,
    }
}

/// Everything that a case records about its layer, with names and shapes as the file has them.
fn found(case: &Case) -> Vec<NamedArray> {
    let (batch, sample) = (case.input_shape[0], &case.input_shape[1..]);
    let sample = match *sample {
        [height, width, channels] => Shape::map(height, width, channels),
        _ => Shape::vector(sample[0]),
    };
    let input = super::symmetric(
        &format!("{}/input", case.name),
        case.input_shape.iter().product(),
    );
    let pass = pass(case, input, batch, sample);

    let output_shape = [&[batch], case.output_shape(sample).dims()].concat();
    let mut found = vec![NamedArray {
        shape: output_shape,
        ..pass.output
    }];
    for gradient in pass.gradients {
        let shape = match gradient.name.as_str() {
            "input_gradient" => case.input_shape.clone(),
            _ => gradient.shape,
        };
        found.push(NamedArray { shape, ..gradient });
    }
    if case.training == Some(true) {
        let statistics = pass.network.weights().unwrap().into_iter();
        for array in statistics.filter(|array| array.name.contains("/moving_")) {
            let kind = array.name.rsplit_once('/').unwrap().1.to_owned();
            found.push(NamedArray {
                name: format!("new_{kind}"),
                ..array
            });
        }
    }
    let full_name = |array: NamedArray| {
        let name = format!("{}/{}", case.name, array.name);
        NamedArray { name, ..array }
    };
    found.into_iter().map(full_name).collect()
}

#[test]
fn layers_have_the_outputs_and_gradients_of_keras() {
    let mut cases: Vec<Case> = super::read("layers.json");
    cases.extend(super::read::<Vec<Case>>("larger.json"));
    for case in cases.iter().filter(|case| !case.tensors.is_empty()) {
        assert_all(&case.tensors, &found(case), TOLERANCE);
    }
}

#[test]
fn activations_have_the_outputs_and_gradients_of_keras() {
    let cases: Vec<Case> = super::read("layers.json");
    for case in cases.iter().filter(|case| !case.inputs.is_empty()) {
        let input: Vec<f32> = case.inputs.iter().map(|value| *value as f32).collect();
        let pass = pass(case, input, 1, Shape::vector(case.inputs.len()));
        let wide = |array: &NamedArray| -> Vec<f64> {
            array.values.iter().map(|value| f64::from(*value)).collect()
        };
        assert_numbers(&wide(&pass.output), &case.outputs, TOLERANCE, &case.name);
        assert_numbers(
            &wide(&pass.gradients[0]),
            &case.input_gradients,
            TOLERANCE,
            &case.name,
        );
    }
}
