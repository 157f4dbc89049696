//! Data, training, prediction and diagram export, as a user meets them. Jobs run on the spot; a training's events are
//! handed in, but for the one test that really trains.

use crate::support::Window;
use egui::{Key, Modifiers};
use egui_kittest::kittest::Queryable;
use netsmith::app::command::{
    Command, DataCommand, DiagramCommand, EditCommand, FileCommand, FileWay, NetworkCommand,
    Offers, PredictCommand, SettingsChange, TrainCommand, ViewCommand,
};
use netsmith::app::docking::Panel;
use netsmith::app::jobs::Workers;
use netsmith::app::learning::{Begun, Content, Learning, Stage};
use netsmith::data::Contract;
use netsmith::engine::profile::{LayerTime, Operation, Profile};
use netsmith::engine::run::{EpochRecord, Figures};
use netsmith::engine::train::{BatchReport, Event};
use netsmith::graph::Measure;
use netsmith::recipe::Recipe;
use netsmith::text::Message;
use netsmith::text::say;
use netsmith::tr;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

/// A window with a preset whose jobs run on the spot and whose runs go to `home`.
pub fn window_for(preset: &str, home: &Path) -> Window {
    let mut window = Window::preset(preset);
    let learning = &mut window.harness.state_mut().workbench.training_panels;
    learning.workers = Workers::OnTheSpot;
    learning.runs_home = Some(home.to_owned());
    window
}

pub fn learning(window: &Window) -> &Learning {
    &window.harness.state().workbench.front().learning
}

pub fn front(window: &mut Window) -> &mut Learning {
    let tabs = &mut window.harness.state_mut().workbench.tabs;
    &mut tabs.front_mut().learning
}

/// What the open project is to be trained by.
pub fn recipe(window: &Window) -> &Recipe {
    &window.state().document.settings().recipe
}

/// Changes the recipe as a form would.
pub fn set_recipe(window: &mut Window, change: impl FnOnce(&mut Recipe)) {
    let before = window.state().document.settings();
    let mut recipe = before.recipe.clone();
    change(&mut recipe);
    let change = SettingsChange::recipe("set the recipe".to_owned(), before, recipe);
    window.send(NetworkCommand::ChangeSettings(change));
}

/// Hands in what a training would tell.
pub fn tell(window: &mut Window, events: Vec<Event>) {
    for event in events {
        front(window).tell(event);
    }
    window.settle();
}

/// A window in which a training of 40 epochs has begun.
pub fn training() -> Window {
    let folder = tempfile::tempdir().unwrap();
    let mut window = window_for("happy_model", folder.path());
    let network = window.state().document.inference().flat().unwrap();
    let begun = Begun {
        network,
        name: "HappyModel".to_owned(),
        title: "HappyModel on builtin:happy".into(),
        epochs: 40,
        images: 600,
        contract: Contract::default(),
        evaluation: None,
        folder: None,
    };
    front(&mut window).follow(begun);
    window.show(Panel::Curves);
    tell(
        &mut window,
        vec![Event::Started {
            history: Vec::new(),
            epochs: 40,
            steps: 38,
        }],
    );
    window
}

fn batch(epoch: usize, step: usize) -> Event {
    let images_per_second = 1240.0;
    Event::Batch(BatchReport {
        epoch,
        step,
        steps: 38,
        loss: 0.5,
        accuracy: 0.75,
        images_per_second,
        learning_rate: 0.001,
    })
}

pub fn epoch(epoch: usize) -> Event {
    let figures = |loss| Figures {
        loss,
        accuracy: 0.9,
        others: Vec::new(),
    };
    Event::Epoch(EpochRecord {
        epoch,
        train: figures(0.2),
        validation: Some(figures(0.3)),
        batch_validation: None,
        lag: None,
        learning_rate: 0.001,
        seconds: 0.5,
        images_per_second: 1240.0,
    })
}

pub fn picture(folder: &Path, name: &str) -> PathBuf {
    let path = folder.join(name);
    image::RgbImage::from_fn(120, 80, |x, y| image::Rgb([x as u8, y as u8, 90]))
        .save(&path)
        .unwrap();
    path
}

#[test]
fn the_empty_data_tab_offers_the_built_in_sets_and_a_click_reads_one() {
    let home = tempfile::tempdir().unwrap();
    let mut window = window_for("mlp", home.path());
    window.show(Panel::Data);
    window.click(&tr!("use-data", data = say("builtin-digits")));
    let data = learning(&window).data().unwrap();
    assert_eq!(
        (data.train.len(), data.test.as_ref().unwrap().len()),
        (1437, 360)
    );
    assert!(window.shows_part("1,437 training + 360 test pictures"));
    assert!(window.shows_part("Sample 1 of"));
}

#[test]
fn samples_can_be_paged_through_and_come_from_either_part() {
    let home = tempfile::tempdir().unwrap();
    let mut window = window_for("mlp", home.path());
    window.show(Panel::Data);
    window.click(&tr!("use-data", data = say("builtin-digits")));
    window.click(say("next-pictures"));
    assert!(window.shows_part("2 / "));
    window.click(say("previous-pictures"));
    window.click(say("part-test"));
    assert!(window.shows_part("1 / "));
}

#[test]
fn a_network_that_does_not_fit_the_data_is_repaired_in_the_data_tab() {
    let home = tempfile::tempdir().unwrap();
    let mut window = window_for("resnet50", home.path());
    window.show(Panel::Data);
    window.click(&tr!("use-data", data = say("builtin-digits")));
    assert!(
        window
            .state()
            .document
            .problems()
            .iter()
            .any(|problem| problem.message.to_string().contains("10 classes"))
    );
    window.click(&tr!("repair-set", key = "units", value = "10"));
    assert!(
        !window
            .state()
            .document
            .problems()
            .iter()
            .any(|problem| problem.message.to_string().contains("10 classes"))
    );
}

#[test]
fn the_size_of_the_input_is_set_where_pictures_are_prepared() {
    let home = tempfile::tempdir().unwrap();
    let mut window = window_for("happy_model", home.path());
    window.show(Panel::Data);
    window.click(&tr!("use-data", data = say("builtin-digits")));
    window.type_into(say("contract-size"), "32 × 32");
    window.type_into(say("diagram-scale"), "1/127.5");
    let input = window.state().document.inference().layers[0]
        .output_shape
        .unwrap();
    assert_eq!(input.to_string(), "(32, 32, 3)");
    assert_eq!(
        window.state().document.settings().contract.unwrap().scale(),
        1.0 / 127.5
    );
}

#[test]
fn a_dropped_folder_is_a_data_set_and_a_fault_is_said_in_words() {
    let home = tempfile::tempdir().unwrap();
    let mut window = window_for("happy_model", home.path());
    window.will_choose(&[home.path().to_owned()]);
    window.send(DataCommand::OpenFolder);
    assert_eq!(window.questions()[0].way, FileWay::OpenFolder);
    assert!(window.in_front(Panel::Data));
    assert!(learning(&window).data().is_none());
    assert!(window.shows_part(&home.path().display().to_string()));
}

#[test]
fn a_test_part_beside_the_training_part_is_found() {
    let home = tempfile::tempdir().unwrap();
    for (part, side) in [("train_shapes", 8), ("test_shapes", 9)] {
        for class in ["round", "square"] {
            let folder = home.path().join(part).join(class);
            std::fs::create_dir_all(&folder).unwrap();
            let image = image::RgbImage::from_pixel(side, side, image::Rgb([90, 0, 0]));
            image.save(folder.join("one.png")).unwrap();
        }
    }
    let mut window = window_for("happy_model", home.path());
    window.will_choose(&[home.path().join("train_shapes")]);
    window.send(DataCommand::OpenFolder);
    let data = learning(&window).data().unwrap();
    assert_eq!(data.test.as_ref().unwrap().len(), 2);
    assert!(window.shows_part("2 training + 2 test pictures (test_shapes)"));
}

#[test]
fn data_and_recipe_are_part_of_the_project() {
    let home = tempfile::tempdir().unwrap();
    let mut window = window_for("mlp", home.path());
    window.show(Panel::Data);
    window.click(&tr!("use-data", data = say("builtin-digits")));
    window.show(Panel::Curves);
    window.type_into(say("epochs"), "7");
    assert!(window.state().document.is_changed());
    let path = home.path().join("mine.netsmith");
    window.will_choose(std::slice::from_ref(&path));
    window.send(FileCommand::SaveAs);
    assert!(!window.state().document.is_changed());

    let mut later = window_for("happy_model", home.path());
    later.send(FileCommand::OpenPath(path));
    later.settle();
    assert_eq!(
        learning(&later).data().unwrap().source.to_string(),
        "builtin:digits"
    );
    assert_eq!(recipe(&later).epochs, 7);
    later.send(FileCommand::LoadPreset("happy_model".to_owned()));
    assert!(learning(&later).data().is_none());
    assert!(!later.state().document.is_changed());
}

#[test]
fn data_that_the_window_chose_by_itself_goes_with_the_network_it_fits() {
    let home = tempfile::tempdir().unwrap();
    let mut window = window_for("mlp", home.path());
    set_recipe(&mut window, |recipe| recipe.epochs = 1);
    window.send(TrainCommand::Train);
    wait(&mut window, |learning| {
        learning.run().is_some_and(|run| !run.stage.is_live())
    });
    assert!(learning(&window).data().is_some());
    window.send(FileCommand::SaveAnd(Box::new(Command::File(
        FileCommand::New,
    ))));
    window.send(FileCommand::DiscardAnd(Box::new(Command::File(
        FileCommand::LoadPreset("happy_model".to_owned()),
    ))));
    window.settle();
    assert!(learning(&window).data().is_none());
}

#[test]
fn settings_are_typed_and_a_wrong_one_says_what_was_expected() {
    let home = tempfile::tempdir().unwrap();
    let mut window = window_for("happy_model", home.path());
    window.show(Panel::Curves);
    window.type_into(say("epochs"), "12");
    assert_eq!(recipe(&window).epochs, 12);
    window.type_into(say("learning-rate"), "0");
    assert!(window.shows_part("Expected a number above 0"));
    assert_eq!(recipe(&window).learning_rate, 0.001);
}

#[test]
fn another_optimizer_brings_its_own_settings() {
    let home = tempfile::tempdir().unwrap();
    let mut window = window_for("happy_model", home.path());
    window.show(Panel::Curves);
    window.click(say("optimizer"));
    window.click(say("optimizer-sgd"));
    assert!(window.shows(say("momentum")));
    assert_eq!(recipe(&window).learning_rate, 0.01);
}

#[test]
fn progress_is_told_and_the_buttons_follow_the_stage() {
    let mut window = training();
    tell(&mut window, vec![epoch(1), batch(2, 19)]);
    assert!(window.shows("Epoch 2 of 40"));
    assert!(window.shows_part("1,240 images/s"));
    tell(&mut window, vec![Event::Paused]);
    assert!(window.shows(say("resume")));
    // The main button says so too, whatever the bottom of the window shows.
    window.show(Panel::Layers);
    assert!(window.shows(say("resume")) && !window.shows(say("train")));
    window.show(Panel::Curves);
    tell(&mut window, vec![Event::Resumed]);
    assert!(window.shows(say("pause")));
}

#[test]
fn the_time_of_each_layer_is_shown_as_heat_once_it_was_measured() {
    let mut window = training();
    assert_eq!(
        window
            .harness
            .state()
            .workbench
            .availability(&ViewCommand::ShowHeat(Some(Measure::StepSeconds)).into())
            .reason()
            .unwrap(),
        "Train the network first: its layers are timed meanwhile"
    );
    let layer = |name: &str, forward_seconds, backward_seconds| LayerTime {
        name: name.to_owned(),
        operation: Operation::Convolution,
        forward_seconds,
        backward_seconds,
        forward_flops: 0.0,
        backward_flops: 0.0,
    };
    let profile = Profile {
        layers: vec![layer("conv0", 0.004, 0.005), layer("fc", 0.0, 0.001)],
        ..Profile::default()
    };
    tell(&mut window, vec![Event::Profile(Box::new(profile))]);
    window.menu_in_menu(
        say("menu-view"),
        say("menu-heat"),
        &tr!("heat-measure", measure = say("measure-training-time")),
    );
    assert!(window.shows(&tr!(
        "heat-legend",
        measure = say("measure-training-time"),
        most = "9.00 ms"
    )));
}

#[test]
fn a_device_is_chosen_in_the_menu_bar_for_the_next_training() {
    let mut window = Window::preset("happy_model");
    // The drivers are asked on a thread of its own, whose answer wakes the window.
    while window
        .harness
        .state()
        .workbench
        .training_panels
        .devices()
        .is_none()
    {
        window.harness.step();
    }
    set_recipe(&mut window, |recipe| recipe.device = "tpu".to_owned());
    window.click_starting_with("tpu");
    window.click(say("device-cpu"));
    assert_eq!(recipe(&window).device, "cpu");
}

#[test]
fn a_failure_is_told_with_its_advice_and_stays() {
    let mut window = training();
    let message = Message::words("the loss became NaN in `conv0`; use a lower learning rate");
    tell(
        &mut window,
        vec![Event::Failed {
            message,
            layer: Some("conv0".to_owned()),
        }],
    );
    assert!(window.shows_part("use a lower learning rate"));
    window.click(&tr!("show-named", name = "conv0"));
    assert_eq!(
        window.state().document.selection.single(),
        Some(&window.node("conv0"))
    );
    assert!(window.shows(say("train-again")));
}

#[test]
fn a_network_changed_during_training_is_said_to_be_another() {
    let mut window = training();
    tell(&mut window, vec![batch(1, 1)]);
    window.select("conv0");
    window.send(EditCommand::Delete);
    assert!(window.shows_part("goes on with the network as it was"));
}

#[test]
fn charts_are_saved_as_the_ending_says() {
    let home = tempfile::tempdir().unwrap();
    let mut window = training();
    tell(&mut window, vec![batch(1, 19), batch(1, 38), epoch(1)]);
    for (name, begins) in [
        ("chart.svg", &b"<svg"[..]),
        ("chart.png", b"\x89PNG"),
        ("chart.csv", b"epoch,"),
    ] {
        let path = home.path().join(name);
        window.will_choose(std::slice::from_ref(&path));
        window.click(say("save-chart"));
        window.settle();
        assert!(std::fs::read(&path).unwrap().starts_with(begins), "{name}");
    }
}

#[test]
fn pictures_are_listed_shown_and_removed() {
    let folder = tempfile::tempdir().unwrap();
    let mut window = window_for("happy_model", folder.path());
    window.will_choose(&[
        picture(folder.path(), "me.png"),
        picture(folder.path(), "you.png"),
    ]);
    window.keys(Modifiers::COMMAND | Modifiers::SHIFT, Key::O);
    assert!(window.in_front(Panel::Predict));
    assert!(window.shows("you.png"));
    assert!(window.shows_part("Picture · 120 × 80"));
    assert!(window.shows_part("The network sees · 64 × 64"));
    assert!(window.shows(say("train-first")));
    window.click("Remove you.png");
    assert!(!window.shows("you.png"));
    window.click(say("clear-pictures"));
    assert!(window.shows(say("try-own-pictures")));
}

#[test]
fn files_held_over_the_window_are_told_what_dropping_them_does() {
    let home = tempfile::tempdir().unwrap();
    let mut window = window_for("happy_model", home.path());
    window.harness.input_mut().hovered_files = vec![egui::HoveredFile::default()];
    window.settle();
    assert!(window.shows_part("Drop pictures to try them"));
    window.harness.input_mut().hovered_files.clear();
    window.settle();
    assert!(!window.shows_part("Drop pictures to try them"));
}

#[test]
fn a_file_that_is_no_picture_says_so() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("page.png");
    std::fs::write(&path, "<html>").unwrap();
    let mut window = window_for("happy_model", folder.path());
    window.will_choose(&[path]);
    window.send(PredictCommand::OpenPictures);
    assert!(window.shows("page.png"));
    assert!(window.shows_part("picture"));
    assert!(matches!(
        window
            .harness
            .state()
            .workbench
            .training_panels
            .pictures
            .entries[0]
            .content,
        Content::Failed(_)
    ));
}

#[test]
fn a_pasted_picture_is_tried() {
    let folder = tempfile::tempdir().unwrap();
    let mut window = window_for("happy_model", folder.path());
    let image = egui::ColorImage::filled([6, 4], egui::Color32::RED);
    window
        .harness
        .event(egui::Event::PasteImage(std::sync::Arc::new(image)));
    window.settle();
    assert!(window.shows(say("pasted-picture")));
}

#[test]
fn paths_of_pictures_can_be_pasted_too() {
    let folder = tempfile::tempdir().unwrap();
    let path = picture(folder.path(), "me.png");
    let mut window = window_for("happy_model", folder.path());
    window
        .harness
        .event(egui::Event::Paste(path.display().to_string()));
    window.settle();
    assert!(window.shows("me.png"));
}

#[test]
fn train_works_at_a_press_and_the_network_can_then_be_asked_now_and_later() {
    let folder = tempfile::tempdir().unwrap();
    let mut window = window_for("mlp", folder.path());
    set_recipe(&mut window, |recipe| recipe.epochs = 2);
    window.send(TrainCommand::Train);
    assert!(window.shows_part("Training on handwritten digits, which fit this network"));
    wait(&mut window, |learning| {
        learning.run().is_some_and(|run| !run.stage.is_live())
    });
    assert_eq!(learning(&window).run().unwrap().stage, Stage::Done);
    assert!(window.shows("Trained 2 epochs"));
    assert!(
        learning(&window)
            .run_folder()
            .unwrap()
            .join("weights.safetensors")
            .is_file()
    );
    window.settle();
    window.show(Panel::Results);
    assert!(window.shows_part("on 360 test pictures"));
    window.will_choose(&[picture(folder.path(), "me.png")]);
    window.send(PredictCommand::OpenPictures);
    window.settle();
    assert!(window.shows_part("after 2 epochs of MLP on handwritten digits"));

    let project = folder.path().join("mine.netsmith");
    window.will_choose(std::slice::from_ref(&project));
    window.send(FileCommand::SaveAs);

    // A fresh preset of the same name is another network; the saved one has its weights.
    let mut later = window_for("mlp", folder.path());
    later.will_choose(&[picture(folder.path(), "me.png")]);
    later.send(PredictCommand::OpenPictures);
    later.settle();
    assert!(!later.shows_part("after 2 epochs of MLP on handwritten digits"));
    later.send(FileCommand::OpenPath(project));
    later.settle();
    assert!(later.shows_part("after 2 epochs of MLP on handwritten digits"));
}

/// Lets the window live until `is_over`; gives up after a minute.
pub fn wait(window: &mut Window, is_over: impl Fn(&Learning) -> bool) {
    let deadline = Instant::now() + Duration::from_mins(1);
    while !is_over(learning(window)) {
        assert!(Instant::now() < deadline, "the training takes too long");
        window.harness.step();
        std::thread::yield_now();
    }
    window.settle();
}

#[test]
fn the_diagram_dialog_previews_and_saves() {
    let folder = tempfile::tempdir().unwrap();
    let mut window = window_for("happy_model", folder.path());
    window.send(DiagramCommand::Export);
    assert!(window.shows(say("preview-of-diagram")));
    assert!(window.shows_part("pixels"));
    let svg = folder.path().join("net.svg");
    window.will_choose(std::slice::from_ref(&svg));
    window.click(say("save-open"));
    assert!(std::fs::read_to_string(&svg).unwrap().contains("conv0"));
    window.click("PNG");
    let png = folder.path().join("net.png");
    window.will_choose(std::slice::from_ref(&png));
    window.click(say("save-open"));
    assert!(std::fs::read(&png).unwrap().starts_with(b"\x89PNG"));
    window.click(say("close"));
    assert!(!window.shows(say("preview-of-diagram")));
}

/// Whether the window asks the desktop to close it within the next frames.
fn closes(window: &mut Window) -> bool {
    (0..4).any(|_| {
        window.harness.step();
        let viewports = &window.harness.output().viewport_output;
        let mut asked = viewports.values().flat_map(|viewport| &viewport.commands);
        asked.any(|command| *command == egui::ViewportCommand::Close)
    })
}

#[test]
fn quitting_while_a_training_runs_asks_first() {
    let mut window = training();
    window.keys(Modifiers::COMMAND, Key::Q);
    assert!(window.shows(say("stop-the-training")));
    window.click(say("keep-training"));
    assert!(learning(&window).is_running() && window.state().window.overlay.is_none());
    window.keys(Modifiers::COMMAND, Key::Q);
    window.harness.get_by_label(say("stop-and-quit")).click();
    assert!(closes(&mut window));
}

#[test]
fn quitting_while_a_training_runs_asks_about_unsaved_changes_too() {
    let mut window = training();
    window.select("conv0");
    window.send(EditCommand::Delete);
    window.keys(Modifiers::COMMAND, Key::Q);
    window.click(say("stop-and-quit"));
    assert!(window.shows(say("save-the-changes")));
    window.harness.get_by_label(say("do-not-save")).click();
    assert!(closes(&mut window));
}
