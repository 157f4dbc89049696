//! What others have trained, put to use: asked, measured, trained on, given another head for other classes.

use crate::support::Window;
use crate::training::{learning, set_recipe, wait};
use egui::{Key, Modifiers};
use netsmith::app::command::{EditCommand, TabCommand, TrainCommand};
use netsmith::app::docking::Panel;
use netsmith::app::jobs::Workers;
use netsmith::app::learning::WeightsState;
use netsmith::exchange::outgoing::{self, Format, Outgoing, write};
use netsmith::recipe::Loss;
use netsmith::text::say;
use serde_json::Value;
use std::path::{Path, PathBuf};

fn golden(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden");
    folder.join(name)
}

/// A window with an empty network whose jobs run on the spot and whose runs go to `home`.
fn empty(home: &Path) -> Window {
    let mut window = Window::empty();
    let panels = &mut window.harness.state_mut().workbench.training_panels;
    panels.workers = Workers::OnTheSpot;
    panels.runs_home = Some(home.to_owned());
    window
}

/// Pictures of classes, a folder each.
fn pictures(home: &Path, classes: &[&str]) -> PathBuf {
    let data = home.join("data");
    for (number, class) in (1_u8..).zip(classes) {
        let folder = data.join(class);
        std::fs::create_dir_all(&folder).unwrap();
        for shade in 0..6 {
            let picture = image::GrayImage::from_pixel(9, 7, image::Luma([number * 60 + shade]));
            picture.save(folder.join(format!("{shade}.png"))).unwrap();
        }
    }
    data
}

fn is_ready(window: &Window) -> bool {
    let document = window.state().document;
    learning(window).weights_state(document) == WeightsState::Ready
}

/// Trains for an epoch, and gives what the run says of its beginning.
fn origin_of_training(window: &mut Window) -> Value {
    set_recipe(window, |recipe| recipe.epochs = 1);
    window.send(TrainCommand::Train);
    wait(window, |learning| {
        !learning.is_busy() && learning.run().is_some_and(|run| !run.is_brought())
    });
    let folder = learning(window).run_folder().unwrap();
    let text = std::fs::read_to_string(folder.join("run.json")).unwrap();
    serde_json::from_str::<Value>(&text).unwrap()["origin"].clone()
}

fn units(window: &Window) -> usize {
    let layers = &window.state().document.inference().layers;
    layers.last().unwrap().output_shape.unwrap().channels()
}

#[test]
fn a_network_of_onnx_opens_with_its_weights_and_says_who_wrote_it() {
    let home = tempfile::tempdir().unwrap();
    let mut window = empty(home.path());
    window.drop_file(&golden("onnx/plain_dynamo.onnx"));
    assert_eq!(window.state().document.name(), "plain_dynamo");
    assert!(window.in_front(Panel::Import));
    assert!(window.shows_part("PyTorch"));
    assert!(is_ready(&window));
}

#[test]
fn a_network_that_came_with_its_weights_is_measured_as_any_other() {
    let home = tempfile::tempdir().unwrap();
    let mut window = empty(home.path());
    window.drop_file(&golden("exchange/plain_three.keras"));
    window.will_choose(&[pictures(home.path(), &["bright", "dark"])]);
    window.menu(say("menu-run"), say("measure-folder"));
    let results = learning(&window).runs().results().unwrap();
    assert_eq!(results.evaluation.confusion.total(), 12);
    assert!(window.shows_part("on 12 pictures of "));
}

#[test]
fn a_picture_named_at_the_start_is_put_to_the_network_in_front_else_to_the_last_run_by_name() {
    let home = tempfile::tempdir().unwrap();
    let folder = pictures(home.path(), &["bright"]);
    let picture = folder.join("bright/0.png");
    let begin = |window: &mut Window| {
        window.harness.state_mut().open_argument(picture.clone());
        window.settle();
    };
    let is_told = |window: &Window| window.shows_part("no network that is open here has learned");

    let mut window = empty(&home.path().join("runs"));
    window.drop_file(&golden("exchange/plain_three.keras"));
    let own = window.state().document.id();
    window.drop_file(&golden("onnx/plain_dynamo.onnx"));
    window.send(TabCommand::Show(own));
    begin(&mut window);
    assert_eq!(window.state().document.id(), own);
    assert!(!is_told(&window));
    assert!(window.shows_part("0.png"));

    let mut other = empty(&home.path().join("runs"));
    begin(&mut other);
    assert!(is_told(&other));
    assert!(other.shows_part("plain_dynamo"));
    assert_eq!(other.state().document.name(), "plain_dynamo");

    // Nobody has learned anything: then the picture waits for whoever does.
    let mut third = empty(&home.path().join("none"));
    begin(&mut third);
    assert!(!is_told(&third));
    assert!(third.shows_part("0.png"));
}

#[test]
fn a_training_begins_with_the_weights_that_came() {
    let home = tempfile::tempdir().unwrap();
    let mut window = empty(home.path());
    window.drop_file(&golden("exchange/plain_three.keras"));
    window.drop_file(&pictures(home.path(), &["bright", "dark"]));
    let origin = origin_of_training(&mut window);
    assert!(
        origin["run"]
            .as_str()
            .unwrap()
            .ends_with("plain_three.keras")
    );
    assert_eq!(origin["layers_kept"], 3);
}

#[test]
fn another_head_is_one_step_and_the_layers_before_it_keep_what_they_have_learned() {
    let home = tempfile::tempdir().unwrap();
    let mut window = empty(home.path());
    window.drop_file(&golden("exchange/plain_three.keras"));
    window.drop_file(&pictures(home.path(), &["bright", "dark", "gray"]));
    let before = window.state().document.graph().clone();
    window.menu(say("menu-run"), say("replace-head"));
    assert!(window.shows(say("replace-head-title")));
    assert!(window.shows_part("as many as there are in data"));
    window.click(say("replace-head-do"));
    assert!(!window.shows(say("replace-head-title")));
    assert_eq!(units(&window), 3);
    let frozen = window.state().document.graph().body.frozen.len();
    assert_eq!(frozen, 2);
    window.keys(Modifiers::COMMAND, Key::Z);
    assert_eq!(*window.state().document.graph(), before);
    window.send(EditCommand::Redo);
    let origin = origin_of_training(&mut window);
    assert_eq!(origin["layers_kept"], 2);
    assert_eq!(origin["layers"], 3);
}

#[test]
fn a_loss_that_belongs_to_the_old_head_makes_way_with_it() {
    let home = tempfile::tempdir().unwrap();
    let mut window = empty(home.path());
    window.drop_file(&golden("exchange/plain_three.keras"));
    let loss = |window: &Window| window.state().document.settings().recipe.loss;
    let replace = |window: &mut Window, is_told: bool| {
        window.menu(say("menu-run"), say("replace-head"));
        assert_eq!(window.shows_part("does not go with softmax"), is_told);
        window.click(say("replace-head-do"));
    };
    for (chosen, kept) in [
        (Loss::BinaryCrossentropy, None),
        (
            Loss::CategoricalCrossentropy,
            Some(Loss::CategoricalCrossentropy),
        ),
        (Loss::MeanSquaredError, Some(Loss::MeanSquaredError)),
    ] {
        set_recipe(&mut window, |recipe| recipe.loss = Some(chosen));
        let before = window.state().document.graph().clone();
        replace(&mut window, kept.is_none());
        assert_eq!(loss(&window), kept, "{chosen:?}");
        window.keys(Modifiers::COMMAND, Key::Z);
        assert_eq!(loss(&window), Some(chosen));
        assert_eq!(*window.state().document.graph(), before);
    }
}

#[test]
fn a_problem_about_the_number_of_classes_offers_another_head() {
    let home = tempfile::tempdir().unwrap();
    let mut window = empty(home.path());
    window.drop_file(&golden("exchange/plain_three.keras"));
    window.drop_file(&pictures(home.path(), &["bright", "dark", "gray"]));
    let before = units(&window);
    window.show(Panel::Problems);
    window.click(say("replace-head"));
    assert!(window.shows(say("replace-head-title")));
    window.click(say("cancel"));
    assert!(!window.shows(say("replace-head-title")));
    assert_eq!(units(&window), before);
}

#[test]
fn own_weights_open_as_the_network_that_they_are_of() {
    let home = tempfile::tempdir().unwrap();
    let path = golden("exchange/plain_three.keras");
    let imported = netsmith::exchange::open(&path, &Default::default(), &|| false).unwrap();
    let learned = imported.weights.zip(imported.metadata);
    let outgoing = Outgoing::of(&imported.project, learned).unwrap();
    let mine = home.path().join("mine.pt");
    write(&outgoing, Format::Pt, outgoing::Choices::default(), &mine).unwrap();
    let mut window = empty(home.path());
    window.drop_file(&mine);
    assert_eq!(*window.state().document.graph(), imported.project.graph);
    assert!(is_ready(&window));
}

#[test]
fn the_run_of_a_network_that_was_only_looked_at_goes_with_it() {
    let home = tempfile::tempdir().unwrap();
    let runs = home.path().join("runs");
    let mut window = empty(&runs);
    let count = || std::fs::read_dir(&runs).unwrap().count();
    for number in 0..14 {
        let copy = home.path().join(format!("network {number}.keras"));
        std::fs::copy(golden("exchange/plain_three.keras"), &copy).unwrap();
        window.drop_file(&copy);
        window.keys(Modifiers::COMMAND, Key::W);
    }
    // As many as can be brought back.
    assert_eq!(count(), 10);
}
