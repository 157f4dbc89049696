//! Every device of the list against the CPU's kernels: the same network, weights and pictures.

use burn::tensor::Device;
use netsmith::engine::device::devices;
use netsmith::engine::network::{Mode, Network};
use netsmith::engine::{GradientReport, Trainee, image_tensor};
use netsmith::graph::Flat;
use netsmith::layer::{
    AveragePooling2D, Conv2D, Function, GlobalAveragePooling2D, Initializer, Layer, Learned,
    MaxPooling2D, Padding, Sliding, ZeroPadding2D,
};
use netsmith::recipe::{Loss, Optimizer, Recipe};
use rand::SeedableRng;
use rand_chacha::ChaCha8Rng;

use crate::networks::{
    activation, branched, dense, device, flat, input, normalization, pictures, preset,
};

const LABELS: [usize; 4] = [0, 1, 1, 0];

/// Does `compare` for each device but the CPU's, and says so where there is none.
fn for_each_other_device(compare: impl Fn(&str, &Device)) {
    let others: Vec<_> = devices()
        .iter()
        .filter(|entry| entry.name != "cpu")
        .collect();
    if others.is_empty() {
        println!(
            "skipped: this build has no device but the CPU; `cargo test --features gpu` adds graphics cards"
        );
    }
    for entry in others {
        println!("{}: {}", entry.name, entry.description);
        compare(&entry.name, entry.device());
    }
}

fn convolution(
    strides: [usize; 2],
    dilation: [usize; 2],
    groups: usize,
    padding: Padding,
) -> Layer {
    let mut sliding = Sliding::kernel([3, 2], padding);
    (sliding.strides, sliding.dilation) = (strides, dilation);
    Layer::Conv2D(Conv2D {
        filters: 6,
        sliding,
        groups,
        activation: Function::Linear,
        kernel: Learned::free(Initializer::GLOROT_UNIFORM),
        bias: Some(Learned::free(Initializer::ZEROS)),
    })
}

/// Strides, dilation, groups, uneven padding, both poolings with padding, and what follows a normalization.
fn uneven() -> Flat {
    let (pool_size, strides) = ([3, 2], [2, 1]);
    let padding = ZeroPadding2D {
        top: 2,
        bottom: 1,
        left: 0,
        right: 3,
    };
    flat(vec![
        ("image", input(11, 9, 2), vec![]),
        ("frame", Layer::ZeroPadding2D(padding), vec![0]),
        (
            "strided",
            convolution([2, 1], [1, 1], 2, Padding::Valid),
            vec![1],
        ),
        ("norm", normalization(), vec![2]),
        ("relu", activation(Function::Relu), vec![3]),
        (
            "max",
            Layer::MaxPooling2D(MaxPooling2D::new(pool_size, strides, Padding::Same)),
            vec![4],
        ),
        (
            "dilated",
            convolution([1, 1], [2, 2], 3, Padding::Same),
            vec![5],
        ),
        ("gelu", activation(Function::Gelu), vec![6]),
        (
            "average",
            Layer::AveragePooling2D(AveragePooling2D::new(pool_size, strides, Padding::Same)),
            vec![7],
        ),
        (
            "global",
            Layer::GlobalAveragePooling2D(GlobalAveragePooling2D::new()),
            vec![8],
        ),
        ("classes", dense(2, Function::Softmax), vec![9]),
    ])
}

fn report(network: &Flat, device: &Device) -> GradientReport {
    let mut network = Network::build(network, 5, device).unwrap();
    let shape = network.input_shape();
    let numbers = pictures(LABELS.len(), shape.elements().unwrap() as usize);
    let images = image_tensor(numbers, LABELS.len(), shape, device).unwrap();
    let loss = if network.unit_count() == 1 {
        Loss::BinaryCrossentropy
    } else {
        Loss::CategoricalCrossentropy
    };
    let mut generator = ChaCha8Rng::seed_from_u64(0);
    let mode = Mode::Training(&mut generator);
    network.gradients(images, &LABELS, loss, mode).unwrap()
}

/// Gradients through a batch's own statistics are differences of larger numbers, so float32 leaves a digit less.
const TOLERANCE: f32 = 3e-4;
/// A bias in front of a normalization has no gradient: numbers so much smaller than the network's largest are rounding.
const ROUNDING: f32 = 1e-3;

fn largest(numbers: &[f32]) -> f32 {
    numbers.iter().fold(0.0, |all, one| all.max(one.abs()))
}

fn assert_close(found: &[f32], expected: &[f32], scale: f32, what: &str) {
    assert_eq!(found.len(), expected.len(), "{what}");
    for (found, expected) in found.iter().zip(expected) {
        assert!(
            (found - expected).abs() <= TOLERANCE * scale,
            "{what}: {found} instead of {expected}, among numbers up to {scale}"
        );
    }
}

#[test]
fn every_device_computes_losses_and_gradients_as_the_cpu_does() {
    for_each_other_device(|name, other| {
        for (what, network) in [
            ("branched", branched()),
            ("uneven", uneven()),
            ("happy_model", preset("happy_model")),
        ] {
            let what = format!("{what} on {name}");
            let (expected, found) = (report(&network, &device()), report(&network, other));
            let loss = |report: &GradientReport| [report.loss as f32];
            assert_close(&loss(&found), &loss(&expected), loss(&expected)[0], &what);
            let scales = expected
                .gradients
                .iter()
                .map(|array| largest(&array.values));
            let network_scale = scales.fold(0.0, f32::max);
            for (found, expected) in found.gradients.iter().zip(&expected.gradients) {
                let what = format!("{what}: {}", expected.name);
                let scale = match largest(&expected.values) {
                    scale if scale < ROUNDING * network_scale => network_scale,
                    scale => scale,
                };
                assert_close(&found.values, &expected.values, scale, &what);
            }
        }
    });
}

#[test]
fn every_device_trains_as_the_cpu_does() {
    let losses = |device: &Device| -> Vec<f32> {
        let recipe = Recipe {
            learning_rate: 0.01,
            optimizer: Optimizer::adam(),
            ..Recipe::default()
        };
        let network = Network::build(&branched(), 3, device).unwrap();
        let mut trainee = Trainee::new(network, &recipe, device).unwrap();
        let mut step = || trainee.step(pictures(4, 72), &LABELS).unwrap().loss as f32;
        (0..10).map(|_| step()).collect()
    };
    for_each_other_device(|name, other| {
        for (found, expected) in losses(other).iter().zip(losses(&device())) {
            assert!(
                (found - expected).abs() <= 1e-3 * expected.abs(),
                "{name}: {found} instead of {expected}"
            );
        }
    });
}
