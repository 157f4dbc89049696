//! What is in the folder, and that Netsmith takes what the program makes of it. `benches/exchange/ddp.py` trains in it, with one
//! process and with two, and holds both against `netsmith train`.

use std::collections::BTreeSet;
use std::path::Path;
use std::sync::Arc;

use serde_json::Value;

use super::PROGRAM;
use crate::data::{DataSource, OpenOptions, open_quietly};
use crate::engine::Network;
use crate::engine::device::device_named;
use crate::engine::run::{RunFolder, RunState, WeightsChoice};
use crate::engine::train::{TrainingData, TrainingJob, contract_of};
use crate::engine::weights::load;
use crate::exchange::outgoing::{Choices, ExportError, Format, Outgoing, preview, write};
use crate::exchange::writing::torch::TorchNetwork;
use crate::exchange::{Fate, Report};
use crate::files::{read_limited, write_atomically};
use crate::graph::infer;
use crate::project::{Project, preset};
use crate::recipe::{
    Augmentation, ClassWeights, Clipping, Described, EarlyStopping, Loss, Metric, Optimizer,
    Recipe, Schedule,
};

fn job(project: Project, recipe: Recipe) -> TrainingJob {
    let source = DataSource::parse("builtin:digits").unwrap();
    let contract = contract_of(&project).unwrap();
    let options = OpenOptions {
        contract: Some(contract),
        ..OpenOptions::default()
    };
    let loaded = open_quietly(&source, &options).unwrap();
    let data = TrainingData::split(Arc::new(loaded.train), 0.2, recipe.seed, contract).unwrap();
    TrainingJob::prepare(project, data, source.to_string(), recipe, None).unwrap()
}

fn recipe() -> Recipe {
    Recipe {
        optimizer: Optimizer::sgd(0.9, true),
        augmentation: vec![Augmentation::Flip],
        seed: 7,
        ..Recipe::default()
    }
}

fn lenet() -> Outgoing {
    let project = preset("lenet5").unwrap().project.clone();
    Outgoing::of_training(job(project, recipe())).unwrap()
}

fn written(outgoing: &Outgoing, path: &Path) -> Result<Vec<String>, ExportError> {
    let written = write(outgoing, Format::TorchDdp, Choices::default(), path)?;
    let names = written.files.iter().map(|file| {
        let name = file.strip_prefix(path).unwrap();
        name.to_str().unwrap().to_owned()
    });
    Ok(names.collect())
}

fn text(path: &Path) -> String {
    String::from_utf8(read_limited(path, 1 << 24).unwrap()).unwrap()
}

fn settings(folder: &Path) -> Value {
    serde_json::from_str(&text(&folder.join("settings.json"))).unwrap()
}

#[test]
fn the_folder_holds_program_network_weights_pictures_and_how_to_call_it() {
    let home = tempfile::tempdir().unwrap();
    let folder = home.path().join("made");
    let outgoing = lenet();
    let files = written(&outgoing, &folder).unwrap();
    for name in [
        "README.md",
        "README.zh-Hans.md",
        "train.py",
        "training/numbers.py",
        "network.py",
        "begin.safetensors",
        "project.netsmith",
        "data/training-000.npy",
        "data/training-labels.npy",
        "data/validation-000.npy",
    ] {
        assert!(files.iter().any(|file| file == name), "{name} {files:?}");
    }
    assert!(!folder.join("start.safetensors").exists());
    assert!(text(&folder.join("README.md")).contains("torchrun --standalone"));
    let program = text(&folder.join("network.py"));
    assert!(program.contains("class Network(nn.Module):") && !program.contains("PIL"));

    let (begun, texts) = load(&folder.join("begin.safetensors")).unwrap();
    let device = device_named("cpu").unwrap();
    let network = Network::build(&outgoing.flat, 7, &device).unwrap();
    let mut own = network.weights().unwrap();
    own.sort_by(|one, other| one.name.cmp(&other.name));
    assert_eq!(begun, own);
    assert!(texts.contains_key("contract") && texts.contains_key("classes"));

    let settings = settings(&folder);
    assert_eq!(settings["recipe"]["optimizer"]["momentum"], 0.9);
    assert_eq!(
        (&settings["head"], &settings["class_count"]),
        (&"softmax".into(), &10.into())
    );
    // A fifth of 1437.
    let pictures = &settings["pictures"];
    assert_eq!(pictures["training"]["pictures"], 1150);
    assert_eq!(pictures["validation"]["pictures"], 287);
    // A header of 128 bytes, and 32 × 32 gray pixels each.
    let size = folder
        .join("data/training-000.npy")
        .metadata()
        .unwrap()
        .len();
    assert_eq!(size, 128 + 1150 * 1024);
}

#[test]
fn what_goes_along_and_what_differs_is_said_before() {
    let told = |outgoing: &Outgoing| {
        let report = preview(outgoing, Format::TorchDdp, Choices::default());
        let told = report.findings.iter();
        told.map(|it| (it.fate, it.sentence().to_string()))
            .collect::<Vec<_>>()
    };
    let said = told(&lenet());
    let says = |fate, words: &str| said.iter().any(|it| it.0 == fate && it.1.contains(words));
    assert!(
        says(Fate::Taken, "1,150 to learn from, 287 to validate on"),
        "{said:?}"
    );
    assert!(says(Fate::Taken, "seed 7"), "{said:?}");
    let without = Outgoing::of(&preset("lenet5").unwrap().project, None).unwrap();
    assert_eq!(
        told(&without)
            .iter()
            .filter(|it| it.0 == Fate::Refused)
            .count(),
        1
    );
    let home = tempfile::tempdir().unwrap();
    let refused = written(&without, &home.path().join("made"));
    assert!(matches!(refused, Err(ExportError::Refused(_))));
    assert_eq!(std::fs::read_dir(home.path()).unwrap().count(), 0);
}

#[test]
fn no_folder_that_is_there_is_written_into() {
    let home = tempfile::tempdir().unwrap();
    let refused = written(&lenet(), home.path());
    assert!(matches!(refused, Err(ExportError::Taken(_))));
    assert_eq!(std::fs::read_dir(home.path()).unwrap().count(), 0);
}

/// What the program writes after its first epoch, made here from the texts that it fills in.
#[test]
fn a_run_that_is_made_of_what_the_folder_says_opens_and_can_go_on() {
    let home = tempfile::tempdir().unwrap();
    let folder = home.path().join("made");
    let outgoing = lenet();
    written(&outgoing, &folder).unwrap();
    let mut settings = settings(&folder);
    let run = home.path().join("run");
    std::fs::create_dir_all(run.join("checkpoint")).unwrap();
    let put = |name: &str, text: &str| write_atomically(&run.join(name), text.as_bytes()).unwrap();
    put("project.netsmith", &text(&folder.join("project.netsmith")));
    settings["run"]["epochs_done"] = 1.into();
    settings["run"]["state"] = "finished".into();
    settings["run"]["trained_by"] = "PyTorch, 2 processes".into();
    put("run.json", &settings["run"].to_string());
    settings["state"]["steps_taken"] = 36.into();
    settings["state"]["position"]["epochs_done"] = 1.into();
    put("checkpoint/state.json", &settings["state"].to_string());
    put(
        "history.jsonl",
        r#"{"epoch": 1, "loss": 1.5, "accuracy": 0.5, "learning_rate": 0.01, "seconds": 2.0, "images_per_second": 575.0}"#,
    );
    let (begun, mut texts) = load(&folder.join("begin.safetensors")).unwrap();
    texts.insert("steps_taken".to_owned(), "36".to_owned());
    let save = |name: &str| {
        crate::engine::weights::save(&run.join(name), &begun, &texts).unwrap();
    };
    save("weights.safetensors");
    save("checkpoint/optimizer-36.safetensors");

    let opened = RunFolder::open(&run).unwrap();
    assert_eq!(opened.state(), RunState::Finished);
    assert_eq!(opened.history().unwrap()[0].train.loss, 1.5);
    assert_eq!(opened.weights(WeightsChoice::Latest).unwrap().0, begun);
    assert!(opened.refuse_another(&outgoing.flat).is_ok());
    let checkpoint = opened.checkpoint().unwrap().unwrap();
    assert_eq!(checkpoint.position.epochs_done, 1);
    assert_eq!(checkpoint.optimizer.steps_taken, 36);
    let other = infer(&preset("mlp").unwrap().project.graph).flat().unwrap();
    assert!(opened.refuse_another(&other).is_err());
}

/// Of every kind of layer: each array that is computed with is some tensor, whose axes say how to come back.
#[test]
fn every_array_is_found_in_the_module_and_comes_back_from_it() {
    let every_kind = include_str!("../../../../../tests/golden/exchange/every_kind.json");
    let project = Project::from_text(every_kind).unwrap();
    let flat = infer(&project.graph).flat().unwrap();
    let device = device_named("cpu").unwrap();
    let weights = Network::build(&flat, 7, &device)
        .unwrap()
        .weights()
        .unwrap();
    let outgoing = Outgoing::of(&project, None).unwrap();
    let outgoing = outgoing.with_weights(weights.clone()).unwrap();
    let network = TorchNetwork::of(&outgoing, &mut Report::default());
    let mut found = BTreeSet::new();
    for (layer, flat) in network.layers.iter().zip(&outgoing.flat.layers) {
        for source in &layer.sources {
            let name = format!("{}/{}", flat.name, source.weight);
            let ours = weights.iter().find(|array| array.name == name).unwrap();
            assert_eq!(ours.shape, source.shape, "{name}");
            let mut axes = source.axes.clone();
            axes.sort_unstable();
            assert_eq!(axes, (0..ours.shape.len()).collect::<Vec<_>>(), "{name}");
            found.insert(name);
        }
    }
    let missing = weights.iter().filter(|array| !found.contains(&array.name));
    let missing: Vec<&str> = missing.map(|array| array.name.as_str()).collect();
    // How many pictures a Normalization has seen, which nothing is computed with.
    assert!(
        missing.iter().all(|name| name.ends_with("/count")),
        "{missing:?}"
    );
}

/// Its formula must stand there, too, or the program ends with a name that it does not know.
#[test]
fn the_program_knows_whatever_a_recipe_can_ask_for() {
    fn names<T: Described>() -> Vec<&'static str> {
        T::all().iter().map(T::name).collect()
    }
    let program: String = PROGRAM.iter().map(|(_, text)| *text).collect();
    let asked = [
        names::<Loss>(),
        names::<Metric>(),
        names::<Optimizer>(),
        names::<Schedule>(),
        names::<Augmentation>(),
        names::<EarlyStopping>(),
        names::<Clipping>(),
    ];
    for name in asked.concat() {
        let is_nothing = matches!(name, "off" | "on");
        let is_known = program.contains(&format!("\"{name}\""));
        assert!(is_known || is_nothing, "{name}");
    }
    // Given as numbers.
    assert_eq!(names::<ClassWeights>(), ["equal", "balanced"]);
}
