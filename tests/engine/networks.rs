//! Building networks and computing with them.

use burn::module::Module;
use burn::tensor::{Device, Tensor};
use netsmith::engine::image_tensor;
use netsmith::engine::metric::Predictions;
use netsmith::engine::network::{Head, Mode, Network};
use netsmith::graph::{Flat, FlatLayer, Graph, NodeId, NodePath, infer};
use netsmith::layer::{
    Activation, Add, Affine, BatchNormalization, Concatenate, Conv2D, Dense, Dropout, Flatten,
    Function, Initializer, Input, Layer, Learned, MaxPooling2D, NoiseShape, Padding, Shape,
    Sliding,
};

/// A flattened graph from names, layers and the positions of their inputs.
pub fn flat(layers: Vec<(&str, Layer, Vec<usize>)>) -> Flat {
    let mut flat = Flat { layers: Vec::new() };
    for (position, (name, layer, inputs)) in layers.into_iter().enumerate() {
        let shapes: Vec<Shape> = inputs
            .iter()
            .map(|&i: &usize| flat.layers[i].output_shape)
            .collect();
        flat.layers.push(FlatLayer {
            name: name.to_owned(),
            path: NodePath::root(NodeId(position as u64)),
            output_shape: layer.output_shape(&shapes).unwrap(),
            layer,
            inputs,
            is_frozen: false,
        });
    }
    flat
}

/// A network that the program ships, flattened.
pub fn preset(name: &str) -> Flat {
    let path = format!("{}/presets/{name}.json", env!("CARGO_MANIFEST_DIR"));
    let bytes = netsmith::files::read_limited(path.as_ref(), 1 << 20).unwrap();
    let mut project: serde_json::Value = serde_json::from_slice(&bytes).unwrap();
    let graph: Graph = serde_json::from_value(project["graph"].take()).unwrap();
    infer(&graph).flat().unwrap()
}

pub fn input(height: usize, width: usize, channels: usize) -> Layer {
    Layer::Input(Input {
        shape: Shape::map(height, width, channels),
    })
}

pub fn convolution(filters: usize, use_bias: bool) -> Layer {
    Layer::Conv2D(Conv2D {
        filters,
        sliding: Sliding::kernel([3, 3], Padding::Same),
        groups: 1,
        activation: Function::Linear,
        kernel: Learned::free(Initializer::GLOROT_UNIFORM),
        bias: use_bias.then_some(Learned::free(Initializer::ZEROS)),
    })
}

pub fn dense(units: usize, activation: Function) -> Layer {
    Layer::Dense(Dense {
        units,
        on_maps: false,
        activation,
        kernel: Learned::free(Initializer::GLOROT_UNIFORM),
        bias: Some(Learned::free(Initializer::ZEROS)),
    })
}

pub fn normalization() -> Layer {
    Layer::BatchNormalization(BatchNormalization {
        momentum: 0.9,
        epsilon: 1e-3,
        axis: -1,
        affine: Affine::USUAL,
        moving_mean: Initializer::ZEROS,
        moving_variance: Initializer::ONES,
    })
}

fn dropout(rate: f64) -> Layer {
    let noise_shape = NoiseShape::Each;
    Layer::Dropout(Dropout { rate, noise_shape })
}

pub fn activation(function: Function) -> Layer {
    Layer::Activation(Activation { function })
}

/// A network with a branch, every kind of parameter and a softmax over three classes.
pub fn branched() -> Flat {
    let pooling = MaxPooling2D::new([2, 2], [2, 2], Padding::Valid);
    flat(vec![
        ("image", input(6, 6, 2), vec![]),
        ("left", convolution(4, true), vec![0]),
        ("norm", normalization(), vec![1]),
        ("relu", activation(Function::Relu), vec![2]),
        ("right", convolution(4, false), vec![0]),
        ("add", Layer::Add(Add), vec![3, 4]),
        ("both", Layer::Concatenate(Concatenate), vec![5, 1]),
        ("pool", Layer::MaxPooling2D(pooling), vec![6]),
        ("flat", Layer::Flatten(Flatten), vec![7]),
        ("drop", dropout(0.25), vec![8]),
        ("classes", dense(3, Function::Softmax), vec![9]),
    ])
}

pub fn device() -> Device {
    netsmith::engine::device::device_named("cpu").unwrap()
}

/// Numbers between 0 and 1 that differ from pixel to pixel, as if they were images.
pub fn pictures(count: usize, size: usize) -> Vec<f32> {
    (0..count * size)
        .map(|index| ((index * 37 + index / 7) % 101) as f32 / 100.0)
        .collect()
}

pub fn batch(count: usize) -> Tensor<4> {
    let data = burn::tensor::TensorData::new(pictures(count, 72), [count, 6, 6, 2]);
    Tensor::from_data(data, &device())
}

fn numbers<const D: usize>(tensor: Tensor<D>) -> Vec<f32> {
    tensor.into_data().iter::<f32>().collect()
}

#[test]
fn a_built_network_knows_its_ends() {
    let network = Network::build(&branched(), 1, &device()).unwrap();
    assert_eq!(network.input_shape(), Shape::map(6, 6, 2));
    assert_eq!(
        (network.head(), network.unit_count(), network.class_count()),
        (Head::Softmax, 3, 3)
    );
    assert_eq!(network.layer_names().last(), Some("classes"));
}

#[test]
fn a_single_sigmoid_stands_for_two_classes() {
    let layers = vec![
        ("image", input(2, 2, 1), vec![]),
        ("flat", Layer::Flatten(Flatten), vec![0]),
        ("sum", dense(1, Function::Linear), vec![1]),
        ("happy", activation(Function::Sigmoid), vec![2]),
    ];
    let network = Network::build(&flat(layers), 1, &device()).unwrap();
    assert_eq!(
        (network.head(), network.unit_count(), network.class_count()),
        (Head::Sigmoid, 1, 2)
    );
    let images = Tensor::ones([1, 2, 2, 1], &device());
    let output = network.forward(images);
    let logit = numbers(output.logits.clone())[0];
    assert!((numbers(output.values())[0] - 1.0 / (1.0 + (-logit).exp())).abs() < 1e-6);
}

#[test]
fn a_network_that_ends_in_a_map_is_refused_with_advice() {
    let layers = vec![
        ("image", input(6, 6, 2), vec![]),
        ("conv", convolution(4, true), vec![0]),
    ];
    let message = Network::build(&flat(layers), 1, &device())
        .unwrap_err()
        .to_string();
    assert_eq!(
        message,
        "the network ends in a feature map at \"conv\"; end it in a Dense layer, after Flatten or \
         GlobalAveragePooling2D"
    );
}

#[test]
fn equal_seeds_build_equal_networks() {
    let weights = |seed| {
        Network::build(&branched(), seed, &device())
            .unwrap()
            .weights()
            .unwrap()
    };
    assert_eq!(weights(5), weights(5));
    assert_ne!(weights(5), weights(6));
}

#[test]
fn every_layer_makes_the_shape_that_inference_said() {
    let flat = branched();
    let network = Network::build(&flat, 1, &device()).unwrap();
    let mut seen = Vec::new();
    network.forward_observed(batch(2), Mode::Inference, &mut |name, maps| {
        let [count, height, width, channels] = maps.dims();
        assert_eq!(count, 2);
        seen.push((name.to_owned(), height * width * channels, channels));
    });
    let expected: Vec<_> = flat
        .layers
        .iter()
        .map(|layer| {
            let size = layer.output_shape.elements().unwrap() as usize;
            (layer.name.clone(), size, layer.output_shape.channels())
        })
        .collect();
    assert_eq!(seen, expected);
}

#[test]
fn observers_see_the_last_layer_with_its_activation() {
    let network = Network::build(&branched(), 1, &device()).unwrap();
    let mut last = Vec::new();
    network.forward_observed(batch(1), Mode::Inference, &mut |_, maps| {
        last = numbers(maps.clone());
    });
    assert!((last.iter().sum::<f32>() - 1.0).abs() < 1e-6, "{last:?}");
}

#[test]
fn layers_done_together_give_what_they_give_one_by_one() {
    use rand::SeedableRng;
    for name in ["happy_model", "lenet5", "resnet18"] {
        let mut network = Network::build(&preset(name), 1, &device()).unwrap();
        let shape = network.input_shape();
        let size = shape.elements().unwrap() as usize;
        let images = || image_tensor(pictures(3, size), 3, shape, &device()).unwrap();
        let generator = || rand_chacha::ChaCha8Rng::seed_from_u64(7);
        // An observer makes the pass go layer by layer.
        let (mut first, mut second) = (generator(), generator());
        let alone = network.forward_observed(images(), Mode::Training(&mut first), &mut |_, _| {});
        let together = network.forward_in(images(), Mode::Training(&mut second));
        let (alone, together) = (numbers(alone.logits), numbers(together.logits));
        for (a, b) in alone.iter().zip(&together) {
            assert!(
                (a - b).abs() < 1e-4 * (1.0 + a.abs()),
                "{name}: {a} and {b}"
            );
        }
    }
}

#[test]
fn one_image_gives_the_same_answer_alone_and_in_a_batch() {
    let network = Network::build(&branched(), 1, &device()).unwrap().valid();
    let alone = numbers(network.forward(batch(1)).logits);
    let together = numbers(network.forward(batch(4)).logits);
    for (a, b) in alone.iter().zip(&together) {
        assert!((a - b).abs() < 1e-5);
    }
}

#[test]
fn the_first_layer_with_nan_is_named() {
    let network = Network::build(&branched(), 1, &device()).unwrap();
    assert_eq!(
        network.first_non_finite_layer(batch(1), Mode::Inference),
        None
    );
    let mut weights = network.weights().unwrap();
    let kernel = weights
        .iter_mut()
        .find(|array| array.name == "right/kernel")
        .unwrap();
    kernel.values[0] = f32::NAN;
    let network = network.with_weights(weights).unwrap();
    let found = network.first_non_finite_layer(batch(1), Mode::Inference);
    assert_eq!(found.as_deref(), Some("right"));
}

#[test]
fn every_preset_builds_and_answers_with_probabilities() {
    for name in [
        "happy_model",
        "lenet5",
        "mlp",
        "plain50",
        "plain20",
        "resnet20",
        "resnet18",
        "resnet50",
    ] {
        let network = Network::build(&preset(name), 1, &device()).unwrap().valid();
        let shape = network.input_shape();
        let size = shape.elements().unwrap() as usize;
        let image = image_tensor(pictures(1, size), 1, shape, &device()).unwrap();
        let predictions = Predictions::of(&network.forward(image));
        let row = predictions.rows().next().unwrap();
        assert_eq!(row.len(), network.class_count(), "{name}");
        assert!(
            (row.iter().sum::<f32>() - 1.0).abs() < 1e-5,
            "{name}: {row:?}"
        );
    }
}
