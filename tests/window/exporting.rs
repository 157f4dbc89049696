//! Leaving with a network: the dialog that writes it for another program, what it says before, and what it never writes.

use crate::support::Window;
use crate::training::{learning, set_recipe, wait, window_for};
use egui_kittest::Node;
use egui_kittest::kittest::{NodeT as _, Queryable as _};
use netsmith::app::command::{ExportCommand, FileWay, TrainCommand};
use netsmith::engine::run::{RunFolder, WeightsChoice};
use netsmith::exchange::Choices;
use netsmith::exchange::outgoing::Format;
use netsmith::graph::{Edit, Place};
use netsmith::layer::Kind;
use netsmith::text::say;
use netsmith::tr;
use std::path::{Path, PathBuf};

/// A window in which MLP was trained for so many epochs.
fn trained(home: &Path, epochs: usize) -> Window {
    let mut window = window_for("mlp", home);
    set_recipe(&mut window, |recipe| recipe.epochs = epochs);
    window.send(TrainCommand::Train);
    wait(&mut window, |learning| {
        !learning.is_busy() && learning.run().is_some_and(|run| !run.stage.is_live())
    });
    window
}

fn row(window: &Window, format: Format) -> Node<'_> {
    let radio = egui::accesskit::Role::RadioButton;
    window.harness.get_by_role_and_label(radio, format.label())
}

fn choose(window: &mut Window, format: Format) {
    row(window, format).click();
    window.settle();
}

fn can_be_chosen(window: &Window, format: Format) -> bool {
    !row(window, format).accesskit_node().is_disabled()
}

/// Writes the network under this name, as the button does.
fn write(window: &mut Window, path: &Path) {
    window.will_choose(&[path.to_owned()]);
    window.click(say("write-network"));
}

fn rename(window: &mut Window, from: &str, to: &str) {
    let node = window.node(from).leaf().unwrap();
    window.send(Edit::Rename {
        place: Place::Root,
        node,
        name: to.to_owned(),
    });
}

fn is_open(window: &Window) -> bool {
    window.shows(say("export-what-becomes").to_uppercase().as_str())
}

#[test]
fn a_trained_network_is_written_where_its_user_says_and_what_is_lost_is_said_before() {
    let folder = tempfile::tempdir().unwrap();
    let mut window = trained(folder.path(), 1);
    window.menu(say("menu-file"), say("export-network"));
    assert!(is_open(&window));
    for format in Format::ALL {
        assert!(can_be_chosen(&window, *format), "{format:?}");
    }
    choose(&mut window, Format::Onnx);
    assert!(window.shows_part("are not prepared by the file"));
    window.click(say("export-rescaling"));
    assert!(!window.shows_part("are not prepared by the file"));
    assert!(window.shows_part("A Rescaling layer behind the input"));
    let path = folder.path().join("digits.onnx");
    write(&mut window, &path);
    let question = window.questions().pop().unwrap();
    assert_eq!(question.way, FileWay::SaveFile);
    assert_eq!(question.file_name, "MLP.onnx");
    let size = netsmith::layer::bytes(path.metadata().unwrap().len());
    let words = tr!(
        "network-written",
        files = 1_usize,
        size = size,
        path = &path
    );
    assert!(window.shows(&words), "it says where it went");
    assert!(!is_open(&window), "what was asked for is done");
    let imported = netsmith::exchange::open(&path, &Choices::default(), &|| false).unwrap();
    assert!(imported.weights.is_some());
}

#[test]
fn a_network_that_has_not_learned_says_so_and_goes_without_weights() {
    let folder = tempfile::tempdir().unwrap();
    let mut window = window_for("lenet5", folder.path());
    window.send(ExportCommand::Open);
    assert!(window.shows(say("export-untrained")));
    assert!(!can_be_chosen(&window, Format::Keras));
    assert!(can_be_chosen(&window, Format::Json));
    let path = folder.path().join("net.json");
    write(&mut window, &path);
    let told: Vec<String> = window
        .state()
        .window
        .notices
        .iter()
        .map(|it| it.text.to_string())
        .collect();
    assert!(path.exists(), "{told:?}, {:?}", window.questions());
    assert!(std::fs::read_to_string(&path).unwrap().contains("Conv2D"));
}

#[test]
fn weights_of_another_structure_never_go_with_the_network() {
    let folder = tempfile::tempdir().unwrap();
    let mut window = trained(folder.path(), 1);
    window.send(ExportCommand::Open);
    choose(&mut window, Format::Keras);
    assert!(window.shows_part("after 1 epoch of MLP"));
    window.send(ExportCommand::Close);
    let dense = window
        .state()
        .document
        .inference()
        .layers
        .iter()
        .find(|layer| layer.kind == Kind::Dense)
        .unwrap()
        .path
        .clone();
    window.send(Edit::Set {
        place: Place::Root,
        nodes: dense.leaf().into_iter().collect(),
        key: "units".to_owned(),
        value: Some(17_i64.into()),
    });
    window.send(ExportCommand::Open);
    assert!(window.shows_part("and do not go with it"));
    assert!(!can_be_chosen(&window, Format::Keras));
    let path = folder.path().join("net.py");
    choose(&mut window, Format::KerasPy);
    assert!(window.shows_part("begins with weights of its own"));
    write(&mut window, &path);
    assert!(path.exists() && !folder.path().join("net.weights.h5").exists());
}

#[test]
fn a_line_of_what_is_lost_leads_to_its_layer_and_renamed_layers_keep_their_weights() {
    let folder = tempfile::tempdir().unwrap();
    let mut window = trained(folder.path(), 1);
    let name = window.names().pop().unwrap();
    rename(&mut window, &name, "class");
    window.send(ExportCommand::Open);
    choose(&mut window, Format::Pt);
    let line = window.harness.get_by_label_contains("is called class_");
    line.click();
    window.settle();
    assert!(!is_open(&window));
    let node = window.node("class");
    let selected: Vec<_> = window.state().document.selection.iter().collect();
    assert_eq!(selected, [&node]);
}

#[test]
fn other_weights_of_the_run_can_go() {
    let folder = tempfile::tempdir().unwrap();
    let mut window = trained(folder.path(), 2);
    let run = learning(&window).run_folder().unwrap().to_owned();
    let run = RunFolder::open(&run).unwrap();
    let best = run.epoch_of(WeightsChoice::Best);
    window.send(ExportCommand::Open);
    choose(&mut window, Format::Safetensors);
    window.click(&tr!("weights-of-best", epoch = best));
    let path = folder.path().join("best.safetensors");
    write(&mut window, &path);
    let (kept, _) = run.weights(WeightsChoice::Best).unwrap();
    let bias = kept.iter().find(|it| it.name.ends_with("/bias")).unwrap();
    let bytes = std::fs::read(&path).unwrap();
    let written = safetensors::SafeTensors::deserialize(&bytes).unwrap();
    let same = written.tensor(&bias.name.replace('/', ".")).unwrap();
    let values = bias.values.iter().flat_map(|value| value.to_le_bytes());
    assert_eq!(same.data(), values.collect::<Vec<u8>>());
}

#[test]
fn what_cannot_be_written_is_a_sentence_and_the_dialog_stays() {
    let folder = tempfile::tempdir().unwrap();
    let mut window = trained(folder.path(), 1);
    window.send(ExportCommand::Open);
    choose(&mut window, Format::Keras);
    let nowhere: PathBuf = folder.path().join("no such folder").join("net.keras");
    write(&mut window, &nowhere);
    assert!(window.shows_part("net.keras"));
    assert!(is_open(&window) && !nowhere.exists());
    // The name that Keras needs is taken by a file that nobody has agreed to overwrite.
    let taken = folder.path().join("net.weights.h5");
    std::fs::write(&taken, b"mine").unwrap();
    choose(&mut window, Format::WeightsH5);
    write(&mut window, &folder.path().join("net.h5"));
    assert!(window.shows_part("choose it to overwrite it"));
    choose(&mut window, Format::KerasPy);
    write(&mut window, &folder.path().join("net.py"));
    assert!(window.shows_part("move it away, or choose another name"));
    assert_eq!(std::fs::read(&taken).unwrap(), b"mine");
    choose(&mut window, Format::WeightsH5);
    write(&mut window, &taken);
    assert!(!is_open(&window) && taken.metadata().unwrap().len() > 1_000);
}

#[test]
fn the_whole_training_goes_into_a_folder_that_must_be_new() {
    let folder = tempfile::tempdir().unwrap();
    let mut window = trained(folder.path(), 1);
    window.send(ExportCommand::Open);
    choose(&mut window, Format::TorchDdp);
    assert!(window.shows_part("Training begins with the weights that seed"));
    assert!(window.shows_part("Each step takes the same pictures as here"));
    let path = folder.path().join("mine");
    std::fs::create_dir(&path).unwrap();
    write(&mut window, &path);
    assert!(window.shows_part("a name that is free") && is_open(&window));
    std::fs::remove_dir(&path).unwrap();
    write(&mut window, &path);
    assert!(!is_open(&window) && path.join("train.py").is_file());
    let question = window.questions().pop().unwrap();
    assert_eq!(question.file_name, "MLP-ddp");
}

#[test]
fn without_pictures_a_training_goes_nowhere_and_says_what_to_do() {
    let folder = tempfile::tempdir().unwrap();
    let mut window = window_for("lenet5", folder.path());
    window.send(ExportCommand::Open);
    assert!(can_be_chosen(&window, Format::TorchDdp));
    choose(&mut window, Format::TorchDdp);
    assert!(window.shows_part("choose data first"));
}
