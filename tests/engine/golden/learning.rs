//! Losses at the edge of float32, and optimizers over a few steps.

use burn::tensor::{Tensor, TensorData};
use netsmith::engine::Trainee;
use netsmith::engine::network::{Mode, Network};
use netsmith::engine::ops;
use netsmith::engine::optimizer::Optimizer;
use netsmith::layer::{Dense, Function, Initializer, Input, Layer, Learned, Shape};
use netsmith::recipe::{self, Described};
use serde::Deserialize;

use super::record::assert_numbers;
use crate::networks::{device, flat};

#[derive(Debug, Deserialize)]
struct LossCase {
    name: String,
    targets: Vec<Vec<f32>>,
    inputs: Vec<Vec<f32>>,
    float32_losses: Vec<f64>,
    float32_mean_gradients: Vec<Vec<f64>>,
}

#[derive(Debug, Deserialize)]
struct OptimizerCase {
    name: String,
    r#type: String,
    settings: serde_json::Value,
    gradients: Vec<Vec<f32>>,
    weights: Vec<Vec<f64>>,
}

type LossFunction = fn(Tensor<2>, Tensor<2>) -> Tensor<1>;

fn loss_function(name: &str) -> LossFunction {
    match name {
        "binary_from_probabilities" => ops::binary_cross_entropy,
        "binary_from_logits" => ops::sigmoid_binary_cross_entropy,
        "categorical_from_probabilities" => ops::categorical_cross_entropy,
        _ => ops::softmax_cross_entropy,
    }
}

fn matrix(rows: &[Vec<f32>]) -> Tensor<2> {
    let data = TensorData::new(rows.concat(), [rows.len(), rows[0].len()]);
    Tensor::from_data(data, &device().autodiff())
}

fn wide<const D: usize>(tensor: Tensor<D>) -> Vec<f64> {
    tensor.into_data().iter::<f32>().map(f64::from).collect()
}

#[test]
fn losses_and_their_gradients_are_those_of_keras() {
    let cases: Vec<LossCase> = super::read("losses.json");
    for case in &cases {
        let loss = loss_function(&case.name);
        // Row by row, so that a small loss is not judged beside a large one.
        for (index, expected) in case.float32_losses.iter().enumerate() {
            let row = |rows: &[Vec<f32>]| matrix(&rows[index..=index]);
            let found = wide(loss(row(&case.inputs), row(&case.targets)));
            assert_numbers(
                &found,
                &[*expected],
                1e-5,
                &format!("{} {index}", case.name),
            );
        }
        let inputs = matrix(&case.inputs).require_grad();
        let gradients = loss(inputs.clone(), matrix(&case.targets)).backward();
        let found = wide(inputs.grad(&gradients).unwrap());
        for (index, (found, expected)) in found
            .chunks(case.inputs[0].len())
            .zip(&case.float32_mean_gradients)
            .enumerate()
        {
            assert_numbers(
                found,
                expected,
                1e-5,
                &format!("{} gradient {index}", case.name),
            );
        }
    }
}

/// One unit over as many inputs as there are weights: the gradient of its sum is the input itself.
fn linear(weights: &[f64]) -> Network {
    let dense = Dense {
        units: 1,
        on_maps: false,
        activation: Function::Linear,
        kernel: Learned::free(Initializer::ZEROS),
        bias: None,
    };
    let input = Input {
        shape: Shape::vector(weights.len()),
    };
    let layers = vec![
        ("input", Layer::Input(input), vec![]),
        ("sum", Layer::Dense(dense), vec![0]),
    ];
    let network = Network::build(&flat(layers), 0, &device()).unwrap();
    let mut arrays = network.weights().unwrap();
    arrays[0].values = weights.iter().map(|weight| *weight as f32).collect();
    network.with_weights(arrays).unwrap()
}

fn optimizer(case: &OptimizerCase) -> Optimizer {
    let number = |name: &str| case.settings[name].as_f64().unwrap();
    let settings = match case.r#type.as_str() {
        "SGD" => recipe::Optimizer::Sgd {
            momentum: number("momentum"),
            nesterov: case.settings["nesterov"].as_bool().unwrap(),
        },
        "RMSprop" => recipe::Optimizer::Rmsprop {
            rho: number("rho"),
            momentum: number("momentum"),
            epsilon: number("epsilon"),
        },
        "Adam" => recipe::Optimizer::Adam {
            beta_1: number("beta_1"),
            beta_2: number("beta_2"),
            epsilon: number("epsilon"),
        },
        _ => recipe::Optimizer::Adamw {
            weight_decay: number("weight_decay"),
            beta_1: number("beta_1"),
            beta_2: number("beta_2"),
            epsilon: number("epsilon"),
        },
    };
    Optimizer::new(&settings, number("learning_rate"))
}

#[test]
fn optimizers_move_weights_as_keras_does() {
    let cases: Vec<OptimizerCase> = super::read("optimizers.json");
    for case in &cases {
        let mut optimizer = optimizer(case);
        let mut network = linear(&case.weights[0]);
        for (step, gradient) in case.gradients.iter().enumerate() {
            let data = TensorData::new(gradient.clone(), [1, 1, 1, gradient.len()]);
            let input = Tensor::from_data(data, &device());
            let sum = network.forward_in(input, Mode::Inference).logits.sum();
            optimizer.step(&mut network, sum.backward().into());
            let found = network.weights().unwrap().remove(0).values;
            let rows = case.weights[step]
                .iter()
                .zip(&case.weights[step + 1])
                .zip(found);
            for (index, ((before, expected), found)) in rows.enumerate() {
                // Where a step almost cancels a weight, only what was rounded on the way can be asked for.
                let allowed = 1e-5 * before.abs().max(expected.abs());
                assert!(
                    (f64::from(found) - expected).abs() <= allowed,
                    "{} step {step} weight {index}: expected {expected}, found {found}",
                    case.name
                );
            }
        }
    }
}

#[derive(Debug, Deserialize)]
struct HeadCase {
    activation: String,
    units: usize,
    loss: recipe::Loss,
    learning_rate: f64,
    labels: Vec<usize>,
    float32_losses: Vec<f64>,
    float32_kernel: Vec<f64>,
}

/// One dense layer with the golden weights, about to learn by a recipe.
pub fn head_in_training(activation: &str, units: usize, recipe: &recipe::Recipe) -> Trainee {
    let activation = match activation {
        "sigmoid" => Function::Sigmoid,
        "softmax" => Function::Softmax,
        _ => Function::Linear,
    };
    let head = Dense {
        units,
        on_maps: false,
        activation,
        kernel: Learned::free(Initializer::ZEROS),
        bias: Some(Learned::free(Initializer::ZEROS)),
    };
    let input = Input {
        shape: Shape::vector(HEAD_FEATURES),
    };
    let layers = vec![
        ("input", Layer::Input(input), vec![]),
        ("head", Layer::Dense(head), vec![0]),
    ];
    let network = Network::build(&flat(layers), 0, &device()).unwrap();
    let weights = network.weights().unwrap();
    let golden = weights
        .iter()
        .map(|array| super::weight(&array.name, &array.shape));
    let network = network.with_weights(golden.collect()).unwrap();
    Trainee::new(network, recipe, &device()).unwrap()
}

/// The numbers of one weight array.
pub fn weights_of(trainee: &Trainee, index: usize) -> Vec<f64> {
    let weights = trainee.snapshot().weights().unwrap();
    weights[index]
        .values
        .iter()
        .copied()
        .map(f64::from)
        .collect()
}

/// A recipe that steps straight against the gradient.
pub fn plain_descent(learning_rate: f64) -> recipe::Recipe {
    recipe::Recipe {
        optimizer: recipe::Optimizer::sgd(0.0, false),
        learning_rate,
        ..recipe::Recipe::default()
    }
}

/// Inputs of the dense layer.
pub const HEAD_FEATURES: usize = 5;

/// Whether a loss belongs to the network's end or not: what Keras makes of the pair, step by step.
#[test]
fn every_loss_on_every_head_is_what_keras_with_tensorflow_computes() {
    let cases: Vec<HeadCase> = super::read("heads.json");
    assert_eq!(cases.len(), 22);
    for case in &cases {
        let name = format!(
            "{} of {} units, {}",
            case.activation,
            case.units,
            case.loss.name()
        );
        let recipe = recipe::Recipe {
            loss: Some(case.loss),
            ..plain_descent(case.learning_rate)
        };
        let mut trainee = head_in_training(&case.activation, case.units, &recipe);
        for (step, expected) in case.float32_losses.iter().enumerate() {
            let images = super::unit("heads/images", case.labels.len() * HEAD_FEATURES);
            let found = trainee.step(images, &case.labels).unwrap().loss;
            assert_numbers(
                &[found],
                &[*expected],
                2e-5,
                &format!("{name}, step {step}"),
            );
        }
        assert_numbers(&weights_of(&trainee, 0), &case.float32_kernel, 2e-5, &name);
    }
}
