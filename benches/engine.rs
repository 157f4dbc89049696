//! How long one training step and one prediction take, for both course models. The table in
//! `facts/README.md` of the course material holds the same steps in Keras, PyTorch and plain Burn.

use std::hint::black_box;
use std::time::Duration;

use burn::module::Module;
use criterion::{Criterion, criterion_group, criterion_main};
use netsmith::engine::device::{device_named, thread_pool};
use netsmith::engine::{Network, Trainee, image_tensor};
use netsmith::files::read_limited;
use netsmith::graph::{Graph, infer};
use netsmith::recipe::Recipe;

/// Presets with the batch size that the table measures.
const CASES: [(&str, usize); 2] = [("happy_model", 16), ("resnet50", 32)];

fn network(preset: &str) -> Network {
    let path = format!("{}/presets/{preset}.json", env!("CARGO_MANIFEST_DIR"));
    let bytes = read_limited(path.as_ref(), 1 << 20).expect("the preset is part of the repository");
    let mut project: serde_json::Value =
        serde_json::from_slice(&bytes).expect("the preset is JSON");
    let graph: Graph =
        serde_json::from_value(project["graph"].take()).expect("the preset is a graph");
    let flat = infer(&graph).flat().expect("the preset has no problem");
    let device = device_named("cpu").expect("every build has a CPU");
    Network::build(&flat, 1, &device).expect("the preset can be built")
}

fn pictures(network: &Network, count: usize) -> Vec<f32> {
    let size = network
        .input_shape()
        .elements()
        .expect("the preset has a picture's size") as usize;
    (0..count * size)
        .map(|index| (index % 255) as f32 / 255.0)
        .collect()
}

fn training_steps(criterion: &mut Criterion) {
    let device = device_named("cpu").expect("every build has a CPU");
    let pool = thread_pool(None).expect("threads can be started");
    for (preset, batch_size) in CASES {
        let network = network(preset);
        let labels: Vec<usize> = (0..batch_size)
            .map(|index| index % network.class_count())
            .collect();
        let pictures = pictures(&network, batch_size);
        let mut trainee =
            Trainee::new(network, &Recipe::default(), &device).expect("the preset has a loss");
        criterion.bench_function(&format!("{preset} step, batch {batch_size}"), |bencher| {
            pool.install(|| bencher.iter(|| trainee.step(pictures.clone(), &labels)));
        });
        // One step of 25 is read: what it takes longer, divided by 25, is what watching costs; at most 3 % of a step.
        criterion.bench_function(&format!("{preset} step, watched"), |bencher| {
            pool.install(|| bencher.iter(|| trainee.step_watched(pictures.clone(), &labels, None)));
        });
    }
}

fn predictions(criterion: &mut Criterion) {
    let device = device_named("cpu").expect("every build has a CPU");
    for (preset, _) in CASES {
        let network = network(preset).valid();
        let image = image_tensor(pictures(&network, 1), 1, network.input_shape(), &device);
        let image = image.expect("one picture of the right size");
        criterion.bench_function(&format!("{preset}, one image"), |bencher| {
            bencher.iter(|| black_box(network.forward(image.clone()).values().into_data()));
        });
    }
}

fn settings() -> Criterion {
    Criterion::default()
        .sample_size(10)
        .measurement_time(Duration::from_secs(20))
}

criterion_group! { name = engine; config = settings(); targets = training_steps, predictions }
criterion_main!(engine);
