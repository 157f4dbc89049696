//! Runs as they come back: with a saved project, as a folder, and continued where they stopped.

use crate::support::Window;
use crate::training::{learning, picture, recipe, set_recipe, wait, window_for};
use egui::{Key, Modifiers};
use netsmith::app::command::{EditCommand, FileCommand, FileWay, PredictCommand, TrainCommand};
use netsmith::app::docking::Panel;
use netsmith::app::learning::{Content, Learning, Stage};
use netsmith::engine::run::{RunFolder, WeightsChoice};
use netsmith::graph::{Edit, Place};
use netsmith::text::say;
use std::path::{Path, PathBuf};

fn is_over(learning: &Learning) -> bool {
    !learning.is_busy() && learning.run().is_some_and(|run| !run.stage.is_live())
}

/// A window in which MLP was trained for two epochs.
fn trained(home: &Path) -> Window {
    let mut window = window_for("mlp", home);
    set_recipe(&mut window, |recipe| recipe.epochs = 2);
    window.send(TrainCommand::Train);
    wait(&mut window, is_over);
    window
}

fn save_as(window: &mut Window, path: &Path) {
    window.will_choose(&[path.to_owned()]);
    window.send(FileCommand::SaveAs);
}

fn run_folder(window: &Window) -> PathBuf {
    learning(window).run_folder().unwrap().to_owned()
}

fn epochs_in(folder: &Path) -> usize {
    RunFolder::open(folder).unwrap().history().unwrap().len()
}

/// Gives the layer called `name` another number of units, as its field in the inspector does.
fn set_units(window: &mut Window, name: &str, units: i64) {
    let path = window.node(name);
    window.send(Edit::Set {
        place: Place::Root,
        nodes: path.leaf().into_iter().collect(),
        key: "units".to_owned(),
        value: Some(units.into()),
    });
}

fn try_picture(window: &mut Window, home: &Path) {
    window.will_choose(&[picture(home, "me.png")]);
    window.send(PredictCommand::OpenPictures);
    window.settle();
}

#[test]
fn a_saved_project_comes_back_with_curves_results_weights_and_continue() {
    let home = tempfile::tempdir().unwrap();
    let mut window = trained(home.path());
    let run = run_folder(&window);
    let project = home.path().join("mine.netsmith");
    save_as(&mut window, &project);
    drop(window);

    let mut later = window_for("happy_model", home.path());
    later.send(FileCommand::OpenPath(project));
    later.show(Panel::Curves);
    later.settle();
    assert!(!later.state().document.is_changed());
    assert!(later.shows("Trained 2 epochs"));
    let curves = &learning(&later).run().unwrap().record.curves;
    assert_eq!(curves.loss.points().len(), 2);
    later.show(Panel::Results);
    later.settle();
    assert!(later.shows_part("on 360 test pictures"));
    try_picture(&mut later, home.path());
    assert!(later.shows_part("after 2 epochs of MLP on handwritten digits"));

    later.show(Panel::Curves);
    later.send(TrainCommand::Continue);
    wait(&mut later, is_over);
    assert_eq!(run_folder(&later), run);
    assert_eq!(epochs_in(&run), 4);
    assert!(later.shows("Trained 4 epochs"));
    // What was asked for stays what was asked for.
    assert_eq!(recipe(&later).epochs, 2);
}

#[test]
fn a_project_that_was_moved_with_its_runs_finds_them() {
    let home = tempfile::tempdir().unwrap();
    let old = home.path().join("old");
    let mut window = trained(&old.join("runs"));
    save_as(&mut window, &old.join("mine.netsmith"));
    drop(window);
    let new = home.path().join("new");
    std::fs::rename(&old, &new).unwrap();
    let mut later = window_for("happy_model", home.path());
    later.send(FileCommand::OpenPath(new.join("mine.netsmith")));
    later.settle();
    assert!(run_folder(&later).starts_with(&new));
}

#[test]
fn a_run_folder_opens_trained_and_is_not_overwritten() {
    let home = tempfile::tempdir().unwrap();
    let window = trained(home.path());
    let run = run_folder(&window);
    let record = std::fs::read(run.join("project.netsmith")).unwrap();
    for path in [run.clone(), run.join("project.netsmith")] {
        let mut later = window_for("happy_model", home.path());
        later.will_choose(std::slice::from_ref(&path));
        later.menu(say("menu-file"), say("open-run"));
        assert_eq!(later.questions()[0].way, FileWay::OpenFolder);
        later.settle();
        assert_eq!(later.state().document.name(), "MLP");
        assert!(!later.state().document.is_changed());
        try_picture(&mut later, home.path());
        assert!(later.shows_part("after 2 epochs of MLP on handwritten digits"));
        set_units(&mut later, "fc1", 32);
        let copy = home.path().join("copy.netsmith");
        later.will_choose(std::slice::from_ref(&copy));
        later.keys(Modifiers::COMMAND, Key::S);
        assert!(copy.is_file() && !later.state().document.is_changed());
        assert_eq!(std::fs::read(run.join("project.netsmith")).unwrap(), record);
    }
}

#[test]
fn a_run_folder_dropped_onto_the_window_is_opened() {
    let home = tempfile::tempdir().unwrap();
    let run = run_folder(&trained(home.path()));
    let mut later = window_for("happy_model", home.path());
    later.drop_file(&run);
    assert_eq!(later.state().document.name(), "MLP");
    assert_eq!(run_folder(&later), run);
}

#[test]
fn a_fresh_preset_has_not_learned_what_another_of_its_name_has() {
    let home = tempfile::tempdir().unwrap();
    drop(trained(home.path()));
    let mut later = window_for("mlp", home.path());
    later.settle();
    assert!(learning(&later).run().is_none());
    try_picture(&mut later, home.path());
    assert!(later.shows_part("has not learned anything yet"));
}

#[test]
fn a_changed_network_is_not_answered_for_by_its_old_weights() {
    let home = tempfile::tempdir().unwrap();
    let mut window = trained(home.path());
    try_picture(&mut window, home.path());
    set_units(&mut window, "fc1", 32);
    assert!(window.shows_part("fc1 was changed"));
    assert!(window.shows_part("do not fit it any more"));
    let content = &window
        .harness
        .state()
        .workbench
        .training_panels
        .pictures
        .entries[0]
        .content;
    assert!(matches!(content, Content::Ready(ready) if ready.answer.is_none()));
    window.click(say("undo-to-trained"));
    assert!(!window.shows_part("do not fit it any more"));
    assert!(window.shows_part("after 2 epochs of MLP on handwritten digits"));

    set_units(&mut window, "fc1", 32);
    window.click(say("open-the-run"));
    window.settle();
    assert_eq!(
        window.state().document.tab_title(),
        file_name(&run_folder(&window))
    );
    window.show(Panel::Predict);
    window.settle();
    assert!(window.shows_part("after 2 epochs of MLP on handwritten digits"));
}

fn file_name(path: &Path) -> String {
    path.file_name().unwrap().to_string_lossy().into_owned()
}

#[test]
fn a_renamed_layer_keeps_its_weights_and_goes_on_learning() {
    let home = tempfile::tempdir().unwrap();
    let mut window = trained(home.path());
    let first = run_folder(&window);
    let node = window.node("fc1").leaf().unwrap();
    let name = "hidden".to_owned();
    window.send(Edit::Rename {
        place: Place::Root,
        node,
        name,
    });
    try_picture(&mut window, home.path());
    assert!(window.shows_part("after 2 epochs of MLP on handwritten digits"));
    window.send(TrainCommand::Continue);
    wait(&mut window, is_over);
    assert_ne!(run_folder(&window), first);
    assert_eq!(epochs_in(&run_folder(&window)), 4);
}

#[test]
fn a_stopped_training_goes_on_to_the_same_end_after_a_restart() {
    let home = tempfile::tempdir().unwrap();
    let prepare = |home: &Path| {
        let mut window = window_for("mlp", home);
        set_recipe(&mut window, |recipe| {
            recipe.epochs = 12;
            recipe.batch_size = 128;
        });
        window
    };
    let mut whole = prepare(&home.path().join("whole"));
    whole.send(TrainCommand::Train);
    wait(&mut whole, is_over);

    let mut broken = prepare(&home.path().join("broken"));
    broken.send(TrainCommand::Train);
    wait(&mut broken, |learning| {
        learning
            .run()
            .is_some_and(|run| run.record.epochs.len() > 1)
    });
    broken.send(TrainCommand::Stop);
    wait(&mut broken, is_over);
    assert_eq!(learning(&broken).run().unwrap().stage, Stage::Stopped);
    let project = home.path().join("broken").join("mine.netsmith");
    save_as(&mut broken, &project);
    drop(broken);

    let mut later = window_for("happy_model", &home.path().join("broken"));
    later.send(FileCommand::OpenPath(project));
    later.settle();
    later.send(TrainCommand::Continue);
    wait(&mut later, is_over);
    let weights = |window: &Window| {
        let run = RunFolder::open(&run_folder(window)).unwrap();
        run.weights(WeightsChoice::Latest).unwrap().0
    };
    assert_eq!(epochs_in(&run_folder(&later)), 12);
    assert_eq!(weights(&later), weights(&whole));
}

#[test]
fn other_settings_go_on_in_a_run_that_says_which_it_continues() {
    let home = tempfile::tempdir().unwrap();
    let mut window = trained(home.path());
    let first = run_folder(&window);
    set_recipe(&mut window, |recipe| recipe.learning_rate = 0.0001);
    window.send(TrainCommand::Continue);
    wait(&mut window, is_over);
    let second = run_folder(&window);
    assert_ne!(second, first);
    let run = RunFolder::open(&second).unwrap();
    assert_eq!(run.manifest().continues.as_deref(), first.to_str());
    let history = run.history().unwrap();
    let rates: Vec<f64> = history.iter().map(|epoch| epoch.learning_rate).collect();
    assert_eq!(rates, [0.001, 0.001, 0.0001, 0.0001]);
    // It goes on learning where the first one was, and not from chance.
    assert!(history[2].train.loss < history[0].train.loss);
    assert_eq!(epochs_in(&first), 2);
}

#[test]
fn both_ways_to_go_on_are_offered_by_name() {
    let home = tempfile::tempdir().unwrap();
    let mut window = trained(home.path());
    let first = run_folder(&window);
    assert!(window.shows(say("continue")) && !window.shows(say("train-again")));
    window.click(say("start-anew"));
    wait(&mut window, is_over);
    assert_ne!(run_folder(&window), first);
    assert_eq!(epochs_in(&run_folder(&window)), 2);
    // The main button and its key go on with what was learned.
    window.keys(Modifiers::NONE, Key::F5);
    wait(&mut window, is_over);
    assert_eq!(epochs_in(&run_folder(&window)), 4);
}

#[test]
fn what_was_trained_and_never_saved_is_asked_about() {
    let home = tempfile::tempdir().unwrap();
    let mut window = window_for("mlp", home.path());
    set_recipe(&mut window, |recipe| recipe.epochs = 1);
    window.send(TrainCommand::Train);
    wait(&mut window, is_over);
    window.send(EditCommand::Undo);
    assert!(window.state().document.is_changed());
    save_as(&mut window, &home.path().join("mine.netsmith"));
    assert!(!window.state().document.is_changed());
}
