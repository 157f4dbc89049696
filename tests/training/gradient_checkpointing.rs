//! A step that takes less memory computes the same.

use netsmith::engine::device::device_named;
use netsmith::engine::{Network, Trainee};
use netsmith::graph::{Flat, Graph};
use netsmith::project::preset;
use netsmith::recipe::{Clipping, GradientCheckpointing, Optimizer, Recipe};

use super::{DROPOUT_NETWORK, dropout_network, epochs, flat, job, recipe};

/// Three steps on pictures that no layer can skip work on: each loss, then all weights and all that the optimizer remembers.
fn trained(flat: &Flat, recipe: &Recipe) -> (Vec<f64>, String) {
    let device = device_named("cpu").unwrap();
    let network = Network::build(flat, 3, &device).unwrap();
    let mut trainee = Trainee::new(network, recipe, &device).unwrap();
    let network = trainee.snapshot();
    let size: usize = network.input_shape().dims().iter().product();
    let labels: Vec<usize> = (0..4).map(|image| image % network.class_count()).collect();
    let losses = (0_u32..3).map(|step| {
        let numbers = 0..(4 * size) as u32;
        let noise = numbers.map(|at| (at.wrapping_mul(2_654_435_761) ^ step) as f32 / 4e9);
        trainee.step(noise.collect(), &labels).unwrap().loss
    });
    let losses = losses.collect();
    let weights = trainee.snapshot().weights().unwrap();
    let memory = trainee.optimizer().state().unwrap();
    (losses, format!("{weights:?} {memory:?}"))
}

fn assert_same(flat: &Flat, recipe: &Recipe) {
    let with = |gradient_checkpointing| Recipe {
        gradient_checkpointing,
        ..recipe.clone()
    };
    let (losses, whole) = trained(flat, &with(GradientCheckpointing::Off));
    let (found, in_parts) = trained(flat, &with(GradientCheckpointing::Blocks));
    assert_eq!(found, losses);
    assert!(
        in_parts == whole,
        "weights or the optimizer's memory differ"
    );
}

#[test]
fn a_residual_network_learns_the_same_with_less_memory() {
    let graph = &preset("resnet20").unwrap().project.graph;
    let clipped = Recipe {
        clipping: Clipping::GlobalNorm { norm: 0.5 },
        ..Recipe::default()
    };
    assert_same(&flat(graph), &clipped);
}

#[test]
fn dropout_penalties_and_frozen_layers_change_nothing_of_that() {
    let sgd = Recipe {
        optimizer: Optimizer::sgd(0.9, false),
        ..Recipe::default()
    };
    assert_same(&flat(&dropout_network()), &sgd);
    let costly = DROPOUT_NETWORK.replace(
        r#""filters": 4, "kernel_size": [3, 3]"#,
        r#""filters": 4, "kernel_size": [3, 3], "l2": 0.01"#,
    );
    assert_ne!(costly, DROPOUT_NETWORK);
    assert_same(&flat(&Graph::from_json(&costly).unwrap()), &sgd);
    let mut frozen = flat(&dropout_network());
    for layer in &mut frozen.layers[..3] {
        layer.is_frozen = true;
    }
    assert_same(&frozen, &sgd);
}

#[test]
fn a_run_may_go_on_with_less_memory_than_it_was_begun_with() {
    use netsmith::engine::run::RunStart;
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("run");
    let graph = dropout_network();
    let whole = epochs(job(&graph, recipe(2), None)).0;
    epochs(job(&graph, recipe(1), Some((&path, RunStart::New))));
    let less = Recipe {
        gradient_checkpointing: GradientCheckpointing::Blocks,
        ..recipe(2)
    };
    let (told, _) = epochs(job(&graph, less, Some((&path, RunStart::Resume))));
    assert_eq!(told, whole[1..]);
}
