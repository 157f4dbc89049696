//! What is watched while a network learns: its layers' health, and averages of batch norm that lag behind.

use std::path::Path;

use netsmith::data::{Contract, fill_batch};
use netsmith::engine::health::HealthReading;
use netsmith::engine::image_tensor;
use netsmith::engine::lag::{Sample, find_lag};
use netsmith::engine::metric::Predictions;
use netsmith::engine::run::{RunFolder, RunStart};
use netsmith::engine::train::{Event, TrainingJob, spawn};
use netsmith::graph::{Graph, HealthMeasure};
use netsmith::recipe::{Recipe, Watch};

use super::{digits, dropout_network, epochs, job, mlp, next, recipe};

/// Three normalized convolutions, whose moving averages follow training at that pace.
fn normalized_network(momentum: f64) -> Graph {
    let mut nodes = vec![
        r#"{"id": 0, "name": "image", "layer": {"type": "Input", "settings": {"shape": [8, 8, 1]}}}"#.to_owned(),
    ];
    for id in [1, 4, 7] {
        nodes.push(format!(
            r#"{{"id": {id}, "name": "conv{id}", "layer": {{"type": "Conv2D", "settings": {{"filters": 8, "kernel_size": [3, 3], "padding": "same"}}}}, "inputs": [{}]}},
               {{"id": {}, "name": "norm{id}", "layer": {{"type": "BatchNormalization", "settings": {{"momentum": {momentum}}}}}, "inputs": [{id}]}},
               {{"id": {}, "name": "relu{id}", "layer": {{"type": "Activation"}}, "inputs": [{}]}}"#,
            id - 1, id + 1, id + 2, id + 1,
        ));
    }
    nodes.push(
        r#"{"id": 10, "name": "flat", "layer": {"type": "Flatten"}, "inputs": [9]},
           {"id": 11, "name": "classes", "layer": {"type": "Dense", "settings": {"units": 10, "activation": "softmax"}}, "inputs": [10]}"#
            .to_owned(),
    );
    Graph::from_json(&format!("{{\"nodes\": [{}]}}", nodes.join(","))).unwrap()
}

#[test]
fn a_network_that_fails_at_rest_because_its_averages_lag_says_so() {
    let recipe = Recipe {
        batch_size: 32,
        ..recipe(1)
    };
    let (_, ending) = epochs(job(&normalized_network(0.5), recipe, None));
    let (network, data) = (ending.predictor.network(), digits("test"));
    let mut weights = network.weights().unwrap();
    for array in &mut weights {
        // Averages that have followed nothing yet.
        if array.name.ends_with("/moving_mean") {
            array.values.fill(5.0);
        }
    }
    let lagging = network.clone().with_weights(weights).unwrap();
    let (indices, contract): (Vec<usize>, _) =
        ((0..data.len()).collect(), Contract::new(data.shape()));
    let sample = Sample {
        dataset: &data,
        indices: &indices,
        contract: &contract,
        batch_size: 32,
    };
    let device = ending.predictor.device();
    let lag = find_lag(&lagging, device, sample, 0.95, Some(0.1))
        .unwrap()
        .unwrap();
    assert_eq!(lag.images, 128);
    assert!(lag.accuracy < 0.4 && lag.batch_accuracy > 0.7, "{lag:?}");
    let sentence = lag.to_string();
    assert!(
        sentence.contains("moving averages") && sentence.contains("momentum"),
        "{sentence}"
    );
    // Where they keep up, another reason is not hidden behind this one.
    let other = find_lag(network, device, sample, 0.99, Some(0.7)).unwrap();
    assert_eq!(other, None);
}

fn health(event: Event) -> Option<HealthReading> {
    match event {
        Event::Health(reading) => Some(*reading),
        _ => None,
    }
}

/// Trains to the end and gives the steps that were read, as told.
fn readings(job: TrainingJob) -> Vec<u64> {
    let handle = spawn(job).unwrap();
    let mut steps = Vec::new();
    loop {
        let event = next(&handle);
        if event.is_last() {
            return steps;
        }
        steps.extend(health(event).map(|reading| reading.step));
    }
}

// 12 batches an epoch: steps 1, 41 and 81 in seven epochs.
#[test]
fn layers_are_read_every_40_steps_and_kept_with_the_run_also_where_it_goes_on() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("run");
    let steps = readings(job(
        &dropout_network(),
        recipe(4),
        Some((&path, RunStart::New)),
    ));
    assert_eq!(steps, [1, 41]);
    let kept = |path: &Path| -> Vec<u64> {
        let log = RunFolder::open(path).unwrap().health();
        log.readings().iter().map(|reading| reading.step).collect()
    };
    assert_eq!(kept(&path), [1, 41]);
    // What was read before comes again, for whoever watches now.
    let steps = readings(job(
        &dropout_network(),
        recipe(7),
        Some((&path, RunStart::Resume)),
    ));
    assert_eq!(steps, [1, 41, 81]);
    assert_eq!(kept(&path), [1, 41, 81]);
    let log = RunFolder::open(&path).unwrap().health();
    let reading = log.latest().unwrap();
    let of = |measure| {
        reading
            .values(measure)
            .map(|(name, _)| name)
            .collect::<Vec<_>>()
    };
    assert_eq!(of(HealthMeasure::GradientNorm), ["conv", "norm", "classes"]);
    assert_eq!(of(HealthMeasure::DeadRelus), ["relu"]);
    assert_eq!(of(HealthMeasure::MeanDrift), ["norm"]);
}

#[test]
fn who_watches_learns_the_same_and_who_does_not_keeps_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("run");
    let watching = |health| Recipe {
        watch: Watch {
            health,
            ..Watch::default()
        },
        ..recipe(3)
    };
    let off = job(
        &dropout_network(),
        watching(false),
        Some((&path, RunStart::New)),
    );
    let (alone, _) = epochs(off);
    assert!(!path.join("health.json").exists());
    let (watched, _) = epochs(job(&dropout_network(), watching(true), None));
    assert_eq!(alone, watched);
}

#[test]
fn validation_by_batch_statistics_stands_beside_the_usual_one() {
    let by_batch = |graph: &Graph| {
        let recipe = Recipe {
            watch: Watch {
                batch_statistics: true,
                ..Watch::default()
            },
            // One batch holds all 360 pictures: the order does not matter.
            batch_size: 360,
            ..recipe(2)
        };
        epochs(job(graph, recipe, None))
    };
    let (told, ending) = by_batch(&dropout_network());
    let last = told.last().unwrap();
    let found = last.batch_validation.as_ref().unwrap();
    // Counted by hand on the network that is left.
    let test = digits("test");
    let contract = Contract::new(test.shape());
    let mut values = Vec::new();
    let all: Vec<usize> = (0..test.len()).collect();
    fill_batch(&test, &contract, &all, &mut values).unwrap();
    let network = ending.predictor.network();
    let device = netsmith::engine::device::device_named("cpu").unwrap();
    let images = image_tensor(values, test.len(), network.input_shape(), &device).unwrap();
    let predictions = Predictions::of(&network.forward_with_batch_statistics(images));
    let right = predictions
        .rows()
        .zip(test.labels())
        .filter(|(row, label)| {
            let best = (0..row.len()).max_by(|a, b| row[*a].total_cmp(&row[*b]));
            best == Some(**label as usize)
        });
    assert_eq!(found.accuracy, right.count() as f64 / 360.0);
    assert_ne!(last.validation.as_ref(), Some(found));
    // Without batch norm there is nothing to tell.
    let (told, _) = by_batch(&mlp());
    assert_eq!(told.last().unwrap().batch_validation, None);
}
