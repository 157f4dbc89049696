//! What stands between a network and its training, as the window tells it: the first thing first, and unfinished is not
//! wrong.

use crate::support::Window;
use crate::training::{set_recipe, window_for};
use egui_kittest::kittest::Queryable;
use netsmith::app::command::{EditCommand, TrainCommand};
use netsmith::app::docking::Panel;
use netsmith::graph::{Edit, Place, Severity};
use netsmith::layer::Value;
use netsmith::recipe::Loss;
use netsmith::text::say;
use netsmith::tr;

fn set(window: &mut Window, name: &str, key: &str, value: impl Into<Value>) {
    let node = window.node(name);
    window.send(Edit::Set {
        place: Place::Root,
        nodes: node.leaf().into_iter().collect(),
        key: key.to_owned(),
        value: Some(value.into()),
    });
}

fn severities(window: &Window) -> Vec<Severity> {
    let problems = window.state().document.problems().iter();
    problems.map(|problem| problem.severity).collect()
}

#[test]
fn no_step_of_building_a_classifier_is_called_wrong() {
    let mut window = Window::empty();
    for layer in [
        "Input",
        "Conv2D",
        "MaxPooling2D",
        "Conv2D",
        "Flatten",
        "Dense",
    ] {
        window.click(&format!("Add {layer}"));
        assert!(
            !severities(&window).contains(&Severity::Error),
            "after {layer}"
        );
        assert!(window.shows(say("status-not-finished")), "after {layer}");
        assert!(!window.shows_part("problem: "), "after {layer}");
    }
    window.send(EditCommand::SelectNone);
    window.show(Panel::Problems);
    assert!(window.shows_part("is the last layer but gives no probabilities"));
    window.click(&tr!("repair-set", key = "activation", value = "softmax"));
    assert!(window.shows(say("no-problems")));
}

#[test]
fn what_is_not_finished_is_said_when_training_is_asked_for() {
    let home = tempfile::tempdir().unwrap();
    let mut window = window_for("happy_model", home.path());
    window.select("fc");
    window.send(EditCommand::Delete);
    window.send(EditCommand::SelectNone);
    window.show(Panel::Curves);
    assert!(window.shows(say("not-finished-yet")));
    window.send(TrainCommand::Train);
    assert!(window.in_front(Panel::Problems));
    let flatten = window.node("flatten");
    assert_eq!(window.state().document.selection.single(), Some(&flatten));
    assert!(window.questions().is_empty());
}

#[test]
fn a_faulty_network_is_named_before_missing_pictures_and_led_to() {
    let home = tempfile::tempdir().unwrap();
    let mut window = window_for("lenet5", home.path());
    set(
        &mut window,
        "conv1",
        "kernel_size",
        Value::List(vec![99, 99]),
    );
    // No built-in set has so many classes.
    let last = window.names().pop().unwrap();
    set(&mut window, &last, "units", 17);
    window.show(Panel::Curves);
    assert!(window.shows(say("not-ready-to-train")));
    assert!(window.shows_part("conv1 does not fit"));
    window.click(&tr!("show-named", name = "conv1"));
    let conv = window.node("conv1");
    assert_eq!(window.state().document.selection.single(), Some(&conv));
    assert!(window.in_front(Panel::Problems));
    window.send(TrainCommand::Train);
    assert!(window.in_front(Panel::Problems), "not the data");
    set(&mut window, "conv1", "kernel_size", Value::List(vec![5, 5]));
    window.show(Panel::Curves);
    assert!(
        window.shows(say("choose-pictures")),
        "now the pictures are what is missing"
    );
}

#[test]
fn a_loss_that_learns_nothing_is_an_obstacle() {
    let home = tempfile::tempdir().unwrap();
    let mut window = window_for("happy_model", home.path());
    window.show(Panel::Curves);
    assert!(window.shows(&tr!("loss-automatic", loss = "binary_crossentropy")));
    assert!(window.shows(say("ready-to-train")));
    set_recipe(&mut window, |recipe| {
        recipe.loss = Some(Loss::CategoricalCrossentropy);
    });
    assert!(window.shows(say("not-ready-to-train")));
    window.send(TrainCommand::Train);
    window.click_starting_with(&tr!("repair-set-and-softmax", key = "units", value = "2"));
    window.show(Panel::Curves);
    assert!(window.shows(say("ready-to-train")));
}

#[test]
fn built_in_pictures_are_called_what_they_are() {
    let home = tempfile::tempdir().unwrap();
    let mut window = window_for("happy_model", home.path());
    window.show(Panel::Curves);
    assert!(window.shows_part("HappyModel on drawn faces"));
    window.show(Panel::Data);
    window.click(&tr!("use-data", data = say("builtin-digits")));
    assert!(window.shows(say("builtin-digits")));
    assert!(!window.shows_part("builtin:digits"));
}

#[test]
fn the_palette_leads_to_what_keras_calls_by_another_name() {
    for (words, button) in [
        ("evaluate", "Show results"),
        ("confusion matrix", "Show results"),
        ("metrics", "Show results"),
        ("compile", "Show training settings"),
        ("fit", "Train"),
    ] {
        let mut window = Window::preset("happy_model");
        window.type_into(say("search-layers"), words);
        assert!(
            window.harness.query_all_by_label(button).next().is_some(),
            "{words} finds no {button}"
        );
    }
}
