//! What is watched of the layers in a step, against what follows from Keras's gradients and statistics.

use std::collections::BTreeMap;

use netsmith::engine::Trainee;
use netsmith::engine::health::LayerHealth;
use netsmith::graph::HealthMeasure;
use netsmith::recipe::{Optimizer, Recipe};

use super::models::{Model, network, picture_numbers};
use crate::networks::device;

const RATE: f64 = 0.01;
const TOLERANCE: f64 = 1e-4;

/// What one step of plain descent on the golden batch of a model says of its layers, and the golden file.
fn watched(name: &str) -> (Vec<LayerHealth>, Model) {
    let model: Model = super::read(&format!("{name}.json"));
    let network = network(name);
    let images = picture_numbers(&network, &model.images, model.labels.len());
    let recipe = Recipe {
        optimizer: Optimizer::sgd(0.0, false),
        learning_rate: RATE,
        ..Recipe::default()
    };
    let mut trainee = Trainee::new(network, &recipe, &device()).unwrap();
    let (outcome, layers) = trainee.step_watched(images, &model.labels, None).unwrap();
    assert!((outcome.loss - model.training.loss).abs() < TOLERANCE * outcome.loss);
    (layers, model)
}

fn value(layers: &[LayerHealth], name: &str, measure: HealthMeasure) -> Option<f64> {
    let layer = layers.iter().find(|layer| *layer.name == *name).unwrap();
    layer.value(measure)
}

/// The length of the golden gradients and of the golden weights of each layer.
fn lengths(model: &Model, network_name: &str) -> BTreeMap<String, [f64; 2]> {
    let shapes: BTreeMap<String, Vec<usize>> = network(network_name)
        .weights()
        .unwrap()
        .into_iter()
        .map(|array| (array.name, array.shape))
        .collect();
    let mut squares: BTreeMap<String, [f64; 2]> = BTreeMap::new();
    for (name, gradient) in &model.training.gradients {
        let layer = name.rsplit_once('/').unwrap().0;
        let weights = super::weight(name, &shapes[name]).values;
        let sums = squares.entry(layer.to_owned()).or_default();
        sums[0] += gradient.norm().powi(2);
        sums[1] += weights.iter().map(|w| f64::from(*w).powi(2)).sum::<f64>();
    }
    squares
        .into_iter()
        .map(|(layer, sums)| (layer, sums.map(f64::sqrt)))
        .collect()
}

// Plain descent moves weights by the rate times the gradient, so that its ratio follows from Keras's gradients, too. What it
// moves is rounded to float32: of a weight of 0.05, up to 2e-9, which beside a move of 1e-6 is two thousandths.
#[test]
fn gradient_norms_and_update_ratios_are_those_of_keras() {
    for name in ["happy_model", "resnet50"] {
        let (layers, model) = watched(name);
        let lengths = lengths(&model, name);
        assert!(!lengths.is_empty());
        for (layer, [gradient, weights]) in &lengths {
            let found = value(&layers, layer, HealthMeasure::GradientNorm).unwrap();
            assert!(
                (found - gradient).abs() <= TOLERANCE * gradient + 1e-5,
                "{layer}: {found} for {gradient}"
            );
            let ratio = RATE * gradient / weights;
            let found = value(&layers, layer, HealthMeasure::UpdateRatio).unwrap();
            assert!(
                (found - ratio).abs() <= 5e-3 * ratio + 3e-8,
                "{layer}: {found} for {ratio}"
            );
        }
        let without = layers.iter().filter(|it| !lengths.contains_key(&*it.name));
        for layer in without {
            assert_eq!(
                layer.value(HealthMeasure::GradientNorm),
                None,
                "{}",
                layer.name
            );
        }
    }
}

// Keras moves its averages by momentum 0.99: what it found in the batch is (new - 0.99 old) / 0.01.
#[test]
fn the_drift_is_that_from_the_statistics_that_keras_finds_in_the_batch() {
    let (layers, model) = watched("happy_model");
    let batch = |kind: &str| -> Vec<(f64, f64)> {
        let name = format!("bn0/{kind}");
        let new = model.training.moving_statistics[&name].whole();
        let old = super::weight(&name, &[new.len()]).values;
        let pairs = old.iter().map(|old| f64::from(*old)).zip(new);
        pairs
            .map(|(old, new)| (old, (new - 0.99 * old) / 0.01))
            .collect()
    };
    let (means, variances) = (batch("moving_mean"), batch("moving_variance"));
    let count = means.len() as f64;
    let distances = means.iter().zip(&variances);
    let mean = distances
        .map(|((moving, batch), (_, variance))| (moving - batch).abs() / (variance + 1e-3).sqrt())
        .sum::<f64>()
        / count;
    let factors = variances.iter();
    let factor = factors
        .map(|(moving, batch)| ((moving + 1e-3) / (batch + 1e-3)).ln().abs())
        .sum::<f64>()
        / count;
    for (measure, expected) in [
        (HealthMeasure::MeanDrift, mean),
        (HealthMeasure::VarianceDrift, factor.exp()),
    ] {
        let found = value(&layers, "bn0", measure).unwrap();
        assert!(
            (found - expected).abs() < 1e-3 * expected,
            "{measure:?}: {found} for {expected}"
        );
    }
    assert_eq!(value(&layers, "conv0", HealthMeasure::MeanDrift), None);
}
