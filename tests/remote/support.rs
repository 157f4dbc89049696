//! A server in this process, trainings of a small network on it, and what they leave.

use std::net::SocketAddr;
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use netsmith::data::{Contract, DataSource, OpenOptions, open_quietly};
use netsmith::engine::device::device_named;
use netsmith::engine::remote::{Limits, RemoteAddress, Server, Token, remember};
use netsmith::engine::run::{EpochRecord, RunFolder, RunStart, WeightsChoice};
use netsmith::engine::train::{
    Event, RunOptions, RunPlace, TrainingData, TrainingHandle, TrainingJob, spawn,
};
use netsmith::files::read_limited;
use netsmith::graph::{Graph, infer};
use netsmith::project::Project;
use netsmith::recipe::Recipe;

/// Longer than any of these trainings takes on a busy machine; only one that hangs meets it.
pub const PATIENCE: Duration = Duration::from_mins(3);

/// What nothing may write down.
pub const TOKEN: &str = "kept-to-themselves-0123456789";

/// Everything that a resumed run could forget: moving statistics, dropout, a convolution.
const NETWORK: &str = r#"{"nodes": [
  {"id": 0, "name": "image", "layer": {"type": "Input", "settings": {"shape": [8, 8, 1]}}},
  {"id": 1, "name": "conv", "layer": {"type": "Conv2D", "settings": {"filters": 4, "kernel_size": [3, 3]}}, "inputs": [0]},
  {"id": 2, "name": "norm", "layer": {"type": "BatchNormalization"}, "inputs": [1]},
  {"id": 3, "name": "relu", "layer": {"type": "Activation"}, "inputs": [2]},
  {"id": 4, "name": "pool", "layer": {"type": "MaxPooling2D"}, "inputs": [3]},
  {"id": 5, "name": "flat", "layer": {"type": "Flatten"}, "inputs": [4]},
  {"id": 6, "name": "drop", "layer": {"type": "Dropout"}, "inputs": [5]},
  {"id": 7, "name": "classes", "layer": {"type": "Dense", "settings": {"units": 10, "activation": "softmax"}}, "inputs": [6]}
]}"#;

/// A server of the CPU that grants `limits`, at `port` of loopback or at any that is free.
pub fn serve_at(port: u16, limits: Limits) -> Server {
    let place = SocketAddr::from(([127, 0, 0, 1], port));
    let devices = vec![device_named("cpu").unwrap()];
    let server = Server::start(place, devices, Token::new(TOKEN).unwrap(), limits).unwrap();
    remember(&address(&server), Token::new(TOKEN).unwrap());
    server
}

pub fn serve() -> Server {
    serve_at(0, Limits::default())
}

pub fn address(server: &Server) -> RemoteAddress {
    RemoteAddress::of_name(&RemoteAddress::name_of(&server.address().to_string())).unwrap()
}

pub fn name(server: &Server) -> String {
    address(server).to_string()
}

pub fn recipe(device: &str, epochs: usize) -> Recipe {
    Recipe {
        device: device.to_owned(),
        epochs,
        batch_size: 256,
        seed: 11,
        threads: Some(2),
        ..Recipe::default()
    }
}

pub fn job(recipe: Recipe, folder: Option<(&Path, RunStart)>) -> TrainingJob {
    let part = |part: &str| {
        let source = DataSource::parse(&format!("builtin:digits/{part}")).unwrap();
        Arc::new(
            open_quietly(&source, &OpenOptions::default())
                .unwrap()
                .train,
        )
    };
    let (train, test) = (part("train"), part("test"));
    let contract = Contract::new(train.shape());
    let graph = Graph::from_json(NETWORK).unwrap();
    let project = Project {
        contract: Some(contract),
        recipe: recipe.clone(),
        ..Project::new("test", graph.clone())
    };
    TrainingJob {
        flat: infer(&graph).flat().unwrap(),
        project_text: project.to_text(),
        data: TrainingData::new(train, Some(test), contract).unwrap(),
        recipe,
        run: folder.map(|(path, start)| RunPlace {
            path: path.to_owned(),
            start,
            options: RunOptions::default(),
        }),
    }
}

pub fn next(handle: &TrainingHandle) -> Event {
    handle.events().recv_timeout(PATIENCE).unwrap()
}

/// Trains until the training says its last word.
pub fn last_word(job: TrainingJob) -> Event {
    let handle = spawn(job).unwrap();
    loop {
        let event = next(&handle);
        if event.is_last() {
            handle.stop_and_join();
            return event;
        }
    }
}

/// Trains to the end.
pub fn train(job: TrainingJob) {
    match last_word(job) {
        Event::Done(_) => {}
        other => panic!("expected the end of the training, found {other:?}"),
    }
}

/// The epochs of a run, without their clocks.
pub fn history(folder: &Path) -> Vec<EpochRecord> {
    let run = RunFolder::open(folder).unwrap();
    let records = run.history().unwrap().into_iter();
    let without_clock = |record| EpochRecord {
        seconds: 0.0,
        images_per_second: 0.0,
        ..record
    };
    records.map(without_clock).collect()
}

/// All numbers of the last weights, by name.
pub fn weights(folder: &Path) -> Vec<(String, Vec<f32>)> {
    let run = RunFolder::open(folder).unwrap();
    let (arrays, _) = run.weights(WeightsChoice::Latest).unwrap();
    let arrays = arrays.into_iter();
    arrays.map(|array| (array.name, array.values)).collect()
}

/// Fails where a file below `folder` holds the token.
pub fn assert_without_token(folder: &Path) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            assert_without_token(&path);
            continue;
        }
        let bytes = read_limited(&path, 1 << 30).unwrap();
        let mut windows = bytes.windows(TOKEN.len());
        let is_there = windows.any(|window| window == TOKEN.as_bytes());
        assert!(!is_there, "the token is in {}", path.display());
    }
}
