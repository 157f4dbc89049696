//! What a training is asked for, and what is told while it runs.

use super::*;
use egui::{Key, Modifiers};
use egui_kittest::kittest::Queryable;
use netsmith::app::command::{
    EditCommand, FileCommand, Offers, PredictCommand, TrainCommand, ViewCommand,
};
use netsmith::app::learning::Stage;
use netsmith::engine::profile::{LayerTime, Operation, Profile};
use netsmith::graph::Measure;
use netsmith::text::{Message, say};
use netsmith::tr;

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
