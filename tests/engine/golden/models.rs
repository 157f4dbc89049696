//! Both course models with the same weights and pictures as in Keras.

use burn::tensor::Tensor;
use netsmith::engine::network::{Mode, Network};
use netsmith::engine::{GradientReport, Trainee, image_tensor};
use netsmith::recipe::{Loss, Recipe};
use rand::SeedableRng;
use rand_chacha::ChaCha8Rng;
use serde::Deserialize;

use super::record::{Records, assert_all, assert_numbers};
use crate::networks::{device, preset};

/// The figure asked for: outputs and every gradient to 1e-4 relative.
const TOLERANCE: f64 = 1e-4;

/// The figure asked for: losses along ten steps to 1e-3.
const LOSSES_TOLERANCE: f64 = 1e-3;

#[derive(Debug, Deserialize)]
pub struct Model {
    pub images: String,
    pub labels: Vec<usize>,
    inference: Pass,
    pub training: Pass,
    adam: Option<AdamSteps>,
}

#[derive(Debug, Deserialize)]
pub struct Pass {
    outputs: Vec<Vec<f64>>,
    pub loss: f64,
    pub gradients: Records,
    #[serde(default)]
    pub moving_statistics: Records,
}

#[derive(Debug, Deserialize)]
struct AdamSteps {
    learning_rate: f64,
    labels: Vec<Vec<usize>>,
    losses: Vec<f64>,
    weights: Records,
}

pub fn network(name: &str) -> Network {
    let network = Network::build(&preset(name), 0, &device()).unwrap();
    let weights = network.weights().unwrap();
    let golden = weights
        .iter()
        .map(|array| super::weight(&array.name, &array.shape))
        .collect();
    network.with_weights(golden).unwrap()
}

pub fn picture_numbers(network: &Network, name: &str, count: usize) -> Vec<f32> {
    super::unit(
        name,
        count * network.input_shape().elements().unwrap() as usize,
    )
}

fn pictures(network: &Network, name: &str, count: usize) -> Tensor<4> {
    let numbers = picture_numbers(network, name, count);
    image_tensor(numbers, count, network.input_shape(), &device()).unwrap()
}

fn assert_pass(expected: &Pass, report: &GradientReport) {
    let units = expected.outputs[0].len();
    let columns = report.predictions.class_count();
    let outputs = report
        .predictions
        .rows()
        .flat_map(|row| &row[columns - units..]);
    let outputs: Vec<f64> = outputs.map(|value| f64::from(*value)).collect();
    assert_numbers(&outputs, &expected.outputs.concat(), TOLERANCE, "outputs");
    assert_numbers(&[report.loss], &[expected.loss], TOLERANCE, "loss");
    assert_all(&expected.gradients, &report.gradients, TOLERANCE);
}

fn assert_model(name: &str, loss: Loss) {
    let model: Model = super::read(&format!("{name}.json"));
    let mut network = network(name);
    let pictures = pictures(&network, &model.images, model.labels.len());

    let inference = network.gradients(pictures.clone(), &model.labels, loss, Mode::Inference);
    assert_pass(&model.inference, &inference.unwrap());

    let mut generator = ChaCha8Rng::seed_from_u64(0);
    let mode = Mode::Training(&mut generator);
    let training = network.gradients(pictures, &model.labels, loss, mode);
    assert_pass(&model.training, &training.unwrap());

    let mut statistics = network.weights().unwrap();
    statistics.retain(|array| array.name.contains("/moving_"));
    assert_all(&model.training.moving_statistics, &statistics, TOLERANCE);
}

#[test]
fn happy_model_has_the_outputs_and_gradients_of_keras() {
    assert_model("happy_model", Loss::BinaryCrossentropy);
}

#[test]
fn resnet50_has_the_outputs_and_gradients_of_keras() {
    assert_model("resnet50", Loss::CategoricalCrossentropy);
}

#[test]
fn ten_adam_steps_of_happy_model_follow_keras() {
    let model: Model = super::read("happy_model.json");
    let expected = model.adam.unwrap();
    let network = network("happy_model");
    let names: Vec<String> = (0..expected.labels.len())
        .map(|step| format!("step{step}/images"))
        .collect();
    let batch_size = expected.labels[0].len();
    let batches: Vec<_> = names
        .iter()
        .map(|name| picture_numbers(&network, name, batch_size))
        .collect();

    let recipe = Recipe {
        learning_rate: expected.learning_rate,
        ..Recipe::default()
    };
    let mut trainee = Trainee::new(network, &recipe, &device()).unwrap();
    let steps = batches.into_iter().zip(&expected.labels);
    let losses: Vec<f64> = steps
        .map(|(pictures, labels)| trainee.step(pictures, labels).unwrap().loss)
        .collect();
    assert_numbers(&losses, &expected.losses, LOSSES_TOLERANCE, "losses");

    // The bias before a batch norm has no gradient but rounding noise, which Adam turns into steps of
    // full size in a random direction; the moving mean follows it.
    let is_noise = |name: &str| name == "conv0/bias" || name == "bn0/moving_mean";
    for array in trainee.snapshot().weights().unwrap() {
        if !is_noise(&array.name) {
            expected.weights[&array.name].assert_equals(&array, LOSSES_TOLERANCE);
        }
    }
}
