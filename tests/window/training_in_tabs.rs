//! Data, training and weights of several documents.

use crate::support::Window;
use crate::tabs::{CTRL_SHIFT, name, titles};
use crate::training::{learning, picture, recipe, set_recipe, wait, window_for};
use egui::{Key, Modifiers};
use netsmith::app::command::{
    FileCommand, NetworkCommand, PredictCommand, TabCommand, TrainCommand,
};
use netsmith::app::docking::Panel;
use netsmith::app::learning::Learning;
use netsmith::text::say;
use netsmith::tr;
use std::path::Path;

/// A window in which MLP is being trained until somebody stops it, with HappyModel in a tab to its right, in front.
fn training_elsewhere(home: &Path) -> Window {
    let mut window = window_for("mlp", home);
    set_recipe(&mut window, |recipe| recipe.epochs = 1_000_000);
    window.send(TrainCommand::Train);
    wait(&mut window, Learning::is_running);
    window.send(FileCommand::LoadPreset("happy_model".to_owned()));
    window.show(Panel::Curves);
    window
}

fn stop(window: &mut Window) {
    window.send(TrainCommand::Stop);
    wait(window, |learning| !learning.is_busy());
}

#[test]
fn a_training_goes_on_in_its_tab_while_another_is_in_front() {
    let home = tempfile::tempdir().unwrap();
    let mut window = training_elsewhere(home.path());
    assert!(window.shows_part("MLP is being trained"));
    assert!(learning(&window).run().is_none());
    window.click(&tr!("show-tab", tab = "MLP"));
    assert_eq!(name(&window), "MLP");
    assert!(learning(&window).is_running());
    assert!(!window.shows_part("MLP is being trained"));
    stop(&mut window);
    assert!(learning(&window).run().is_some());
}

#[test]
fn quitting_asks_about_a_training_in_another_tab_too() {
    let home = tempfile::tempdir().unwrap();
    let mut window = training_elsewhere(home.path());
    window.keys(Modifiers::COMMAND, Key::Q);
    assert!(window.shows_part("MLP is being trained. Stopping saves its run"));
    window.click(say("keep-training"));
    window.click(&tr!("show-tab", tab = "MLP"));
    assert!(learning(&window).is_running());
    stop(&mut window);
}

#[test]
fn a_second_training_is_refused_in_words_while_one_runs() {
    let home = tempfile::tempdir().unwrap();
    let mut window = training_elsewhere(home.path());
    window.keys(Modifiers::NONE, Key::F5);
    assert!(window.shows_part("MLP is being trained, and one network learns at a time"));
    assert!(!learning(&window).is_busy());
    window.click(&tr!("show-tab", tab = "MLP"));
    stop(&mut window);
}

#[test]
fn weights_speak_only_for_the_network_that_learned_them() {
    let home = tempfile::tempdir().unwrap();
    let mut window = training_elsewhere(home.path());
    window.will_choose(&[picture(home.path(), "me.png")]);
    window.send(PredictCommand::OpenPictures);
    assert!(!window.shows_part("of MLP"));
    window.keys(CTRL_SHIFT, Key::Tab);
    stop(&mut window);
    window.show(Panel::Predict);
    window.settle();
    assert!(window.shows_part("of MLP on handwritten digits"));
    // Another network of this name has no weights of its own.
    window.send(FileCommand::LoadPreset("lenet5".to_owned()));
    window.send(NetworkCommand::Rename("MLP".to_owned()));
    // A new network is shown on the canvas first.
    window.show(Panel::Predict);
    assert!(!window.shows_part("of MLP on handwritten digits"));
    window.keys(CTRL_SHIFT, Key::Tab);
    window.settle();
    assert!(window.shows_part("of MLP on handwritten digits"));
}

#[test]
fn a_training_that_waits_for_its_data_begins_in_its_own_tab() {
    let home = tempfile::tempdir().unwrap();
    let mut window = window_for("happy_model", home.path());
    window.send(FileCommand::LoadPreset("mlp".to_owned()));
    set_recipe(&mut window, |recipe| recipe.epochs = 1_000_000);
    let app = window.harness.state_mut();
    app.send(TrainCommand::Train);
    app.send(TabCommand::Previous);
    window.settle();
    assert_eq!(name(&window), "HappyModel");
    assert_eq!(
        window.harness.state().workbench.training().unwrap().name,
        "MLP"
    );
    assert!(learning(&window).run().is_none());
    window.keys(Modifiers::COMMAND, Key::Tab);
    wait(&mut window, Learning::is_running);
    stop(&mut window);
}

#[test]
fn closing_a_tab_does_not_stop_its_training_and_the_way_back_opens_it_again() {
    let home = tempfile::tempdir().unwrap();
    let mut window = training_elsewhere(home.path());
    window.click(&tr!("close-title", title = "MLP"));
    window.click(say("do-not-save"));
    assert_eq!(titles(&window), ["HappyModel"]);
    window.click(&tr!("show-tab", tab = "MLP"));
    assert_eq!(titles(&window), ["MLP", "HappyModel"]);
    assert!(learning(&window).is_running());
    stop(&mut window);
}

#[test]
fn a_closed_tab_comes_back_with_the_data_that_was_chosen_for_it() {
    let home = tempfile::tempdir().unwrap();
    let mut window = window_for("mlp", home.path());
    set_recipe(&mut window, |recipe| recipe.epochs = 1);
    window.send(TrainCommand::Train);
    wait(&mut window, |learning| !learning.is_busy());
    let trained_on = learning(&window).data().unwrap().title();
    window.keys(Modifiers::COMMAND, Key::W);
    window.click(say("do-not-save"));
    window.keys(CTRL_SHIFT, Key::T);
    window.settle();
    assert_eq!(name(&window), "MLP");
    assert_eq!(learning(&window).data().unwrap().title(), trained_on);
}

#[test]
fn every_tab_has_its_own_data_and_recipe() {
    let home = tempfile::tempdir().unwrap();
    let mut window = window_for("mlp", home.path());
    window.show(Panel::Data);
    window.click(&tr!("use-data", data = say("builtin-digits")));
    window.send(FileCommand::LoadPreset("happy_model".to_owned()));
    assert!(learning(&window).data().is_none());
    window.show(Panel::Curves);
    window.type_into(say("epochs"), "7");
    window.keys(CTRL_SHIFT, Key::Tab);
    assert_eq!(recipe(&window).epochs, 10);
    assert_eq!(
        learning(&window).data().unwrap().source.to_string(),
        "builtin:digits"
    );
    window.keys(Modifiers::COMMAND, Key::Tab);
    assert_eq!(recipe(&window).epochs, 7);
}
