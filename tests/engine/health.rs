//! Watching a step: it changes nothing, and tells what the layers' own outputs say.

use burn::module::Module;
use netsmith::engine::health::LayerHealth;
use netsmith::engine::network::{Mode, Network};
use netsmith::engine::weights::NamedArray;
use netsmith::engine::{StepOutcome, Trainee, image_tensor};
use netsmith::graph::HealthMeasure;
use netsmith::layer::{Function, Input, Layer, Shape};
use netsmith::recipe::{Loss, Optimizer, Recipe};
use rand::SeedableRng;
use rand_chacha::ChaCha8Rng;

use crate::networks::{dense, device, flat, pictures, preset};

fn trainee(name: &str) -> Trainee {
    let network = Network::build(&preset(name), 3, &device()).unwrap();
    Trainee::new(network, &Recipe::default(), &device()).unwrap()
}

const COUNT: usize = 2;
const LABELS: [usize; COUNT] = [0, 4];

fn batch(trainee: &Trainee) -> Vec<f32> {
    let shape = trainee.snapshot().input_shape();
    pictures(COUNT, shape.elements().unwrap() as usize)
}

#[test]
fn a_step_that_is_watched_is_the_same_to_the_last_bit() {
    let (mut watched, mut alone) = (trainee("resnet20"), trainee("resnet20"));
    for _ in 0..2 {
        let images = batch(&alone);
        let expected: StepOutcome = alone.step(images.clone(), &LABELS).unwrap();
        let (found, _) = watched.step_watched(images, &LABELS, None).unwrap();
        assert_eq!(found, expected);
    }
    let weights = |trainee: &Trainee| -> Vec<NamedArray> { trainee.snapshot().weights().unwrap() };
    assert_eq!(weights(&watched), weights(&alone));
}

#[test]
fn ranges_dead_relus_and_branches_are_those_of_the_layers_outputs() {
    let mut trainee = trainee("resnet20");
    let images = batch(&trainee);
    let network = trainee.snapshot();
    let maps = image_tensor(images.clone(), COUNT, network.input_shape(), &device()).unwrap();
    let mut outputs: Vec<(String, usize, Vec<f64>)> = Vec::new();
    let mut generator = ChaCha8Rng::seed_from_u64(0);
    let mode = Mode::Training(&mut generator);
    network
        .valid()
        .forward_observed(maps, mode, &mut |name, maps| {
            let [.., channels] = maps.dims();
            let values = maps
                .clone()
                .into_data()
                .iter::<f32>()
                .map(f64::from)
                .collect();
            outputs.push((name.to_owned(), channels, values));
        });
    let (_, layers) = trainee.step_watched(images, &LABELS, None).unwrap();
    let size = |name: &str| {
        let (_, _, values) = outputs.iter().find(|it| it.0 == name).unwrap();
        values.iter().map(|x| x * x).sum::<f64>().sqrt()
    };
    for (layer, (name, channels, values)) in layers.iter().zip(&outputs) {
        assert_eq!(*layer.name, **name);
        assert_range(layer, name, values);
        assert_dead(layer, (name, *channels), values);
        if let Some(block) = name.strip_suffix("_add") {
            let shortcut = shortcut_of(block);
            let ratio = size(&format!("{block}_bn2")) / size(&shortcut);
            let found = layer.value(HealthMeasure::BranchRatio).unwrap();
            assert!(
                (found - ratio).abs() < 1e-5 * ratio,
                "{name}: {found} for {ratio}"
            );
        } else {
            assert_eq!(layer.value(HealthMeasure::BranchRatio), None, "{name}");
        }
    }
}

/// The layer whose output the shortcut of a block ends in.
fn shortcut_of(block: &str) -> String {
    match block {
        "stage2a" => "activation".to_owned(),
        "stage3a" | "stage4a" => format!("{block}_shortcut_bn"),
        _ => {
            let before = if block.ends_with('b') { "a" } else { "b" };
            format!("{}{before}_relu2", &block[..block.len() - 1])
        }
    }
}

fn assert_range(layer: &LayerHealth, name: &str, values: &[f64]) {
    let count = values.len() as f64;
    let mean = values.iter().sum::<f64>() / count;
    let variance = values.iter().map(|x| (x - mean).powi(2)).sum::<f64>() / count;
    let least = values.iter().copied().fold(f64::INFINITY, f64::min);
    let most = values.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    for (measure, expected) in [
        (HealthMeasure::Least, least),
        (HealthMeasure::Most, most),
        (HealthMeasure::Mean, mean),
        (HealthMeasure::Deviation, variance.sqrt()),
    ] {
        let found = layer.value(measure).unwrap();
        assert!(
            (found - expected).abs() < 1e-6,
            "{name} {measure:?}: {found} {expected}"
        );
    }
}

fn assert_dead(layer: &LayerHealth, (name, channels): (&str, usize), values: &[f64]) {
    let is_relu = name.contains("relu") || name == "activation";
    let is_dead = |channel: &usize| {
        let mut of_channel = values.iter().skip(*channel).step_by(channels);
        of_channel.all(|x| *x == 0.0)
    };
    let dead = (0..channels).filter(is_dead).count();
    let share = is_relu.then(|| dead as f64 / channels as f64);
    assert_eq!(layer.value(HealthMeasure::DeadRelus), share, "{name}");
}

// Two kernels of 1e30 behind one of zeros: the outputs are 0 and the loss is fine, but what goes back is 1e60.
#[test]
fn a_gradient_that_overflows_is_named_and_its_step_is_not_taken() {
    let layers = vec![
        (
            "image",
            Layer::Input(Input {
                shape: Shape::vector(4),
            }),
            vec![],
        ),
        ("first", dense(3, Function::Linear), vec![0]),
        ("second", dense(3, Function::Linear), vec![1]),
        ("last", dense(2, Function::Softmax), vec![2]),
    ];
    let network = Network::build(&flat(layers), 1, &device()).unwrap();
    let mut weights = network.weights().unwrap();
    for array in &mut weights {
        let mut sign = 1.0;
        for value in &mut array.values {
            *value = match array.name.as_str() {
                "second/kernel" => 1e30,
                // Columns of opposite signs: the gradients of both classes do not cancel.
                "last/kernel" => sign * 1e30,
                _ => 0.0,
            };
            sign = -sign;
        }
    }
    let network = network.with_weights(weights.clone()).unwrap();
    let recipe = Recipe {
        optimizer: Optimizer::sgd(0.0, false),
        loss: Some(Loss::CategoricalCrossentropy),
        ..Recipe::default()
    };
    let mut trainee = Trainee::new(network, &recipe, &device()).unwrap();
    let outcome = trainee.step(vec![1.0; 4], &[0]).unwrap();
    assert!(
        (outcome.loss - 2.0_f64.ln()).abs() < 1e-6,
        "{}",
        outcome.loss
    );
    let broken = outcome.broken_gradient.unwrap();
    assert!(broken.starts_with("first/"), "{broken}");
    assert_eq!(trainee.snapshot().weights().unwrap(), weights);
}
