//! Data choice, training settings, preprocessing and name as edits of the project: labeled, undone, saved.

use crate::support::Window;
use crate::training::{learning, recipe, wait, window_for};
use egui::{Key, Modifiers};
use egui_kittest::kittest::Queryable;
use netsmith::app::command::{DataCommand, EditCommand, FileCommand, TrainCommand};
use netsmith::app::docking::Panel;
use netsmith::app::learning::Learning;
use netsmith::recipe::{Augmentation, EarlyStopping, GradientCheckpointing, Schedule, Validation};
use netsmith::text::say;
use netsmith::tr;
use std::path::Path;

fn undo_label(window: &Window) -> String {
    let history = window.state().document.history();
    let label = history.undo_label();
    label.map_or_else(|| "nothing".to_owned(), ToString::to_string)
}

fn save_as(window: &mut Window, path: &Path) {
    window.will_choose(&[path.to_owned()]);
    window.send(FileCommand::SaveAs);
}

#[test]
fn every_setting_is_a_step_that_undo_takes_back() {
    let home = tempfile::tempdir().unwrap();
    let mut window = window_for("mlp", home.path());
    window.show(Panel::Curves);
    window.type_into(say("epochs"), "20");
    assert_eq!(undo_label(&window), "set epochs to 20");
    window.keys(Modifiers::NONE, Key::Tab);
    window.click(say("validation"));
    window.click(say("part-none"));
    assert_eq!(undo_label(&window), "set validation to none");
    window.click(say("optimizer"));
    window.click(say("optimizer-sgd"));
    assert_eq!(undo_label(&window), "set optimizer to SGD");
    window.show(Panel::Data);
    window.click(&tr!("use-data", data = say("builtin-digits")));
    assert_eq!(undo_label(&window), "choose data handwritten digits");
    window.type_into(say("diagram-scale"), "1/127.5");
    assert_eq!(undo_label(&window), "set scale to 1/127.5");
    window.keys(Modifiers::NONE, Key::Tab);
    window
        .harness
        .get_by_label(say("contract-resize"))
        .scroll_to_me();
    window.settle();
    window.click(say("contract-resize"));
    window.click(say("resize-crop"));
    assert_eq!(undo_label(&window), "set resize to crop");
    window.show(Panel::Inspector);
    window.type_into(say("name"), "Mine");
    assert_eq!(undo_label(&window), "rename network to Mine");
    window.keys(Modifiers::NONE, Key::Tab);

    let document = |window: &Window| window.state().document.settings().clone();
    window.send(EditCommand::Undo);
    assert_eq!(window.state().document.name(), "MLP");
    window.send(EditCommand::Undo);
    window.send(EditCommand::Undo);
    assert_eq!(document(&window).contract, None);
    window.send(EditCommand::Undo);
    assert!(document(&window).data.is_none() && learning(&window).data().is_none());
    window.send(EditCommand::Undo);
    assert_eq!(recipe(&window).learning_rate, 0.001);
    window.send(EditCommand::Undo);
    assert_eq!(document(&window).validation, Validation::Default);
    window.send(EditCommand::Undo);
    assert_eq!(recipe(&window).epochs, 10);
    assert!(!window.state().document.is_changed());
    for _ in 0..4 {
        window.send(EditCommand::Redo);
    }
    let data = learning(&window).data().unwrap();
    assert_eq!(data.source.to_string(), "builtin:digits");
}

#[test]
fn no_validation_is_stored_and_comes_back() {
    let home = tempfile::tempdir().unwrap();
    let mut window = window_for("mlp", home.path());
    window.show(Panel::Curves);
    window.click(say("validation"));
    window.click(say("part-none"));
    let path = home.path().join("mine.netsmith");
    save_as(&mut window, &path);
    let mut later = window_for("happy_model", home.path());
    later.send(FileCommand::OpenPath(path));
    let settings = later.state().document.settings();
    assert_eq!(settings.validation, Validation::None);
    assert!(!later.state().document.is_changed());
}

#[test]
fn a_project_as_a_run_kept_it_opens_unchanged() {
    let home = tempfile::tempdir().unwrap();
    let mut window = window_for("mlp", home.path());
    crate::training::set_recipe(&mut window, |recipe| recipe.epochs = 1);
    window.send(TrainCommand::Train);
    let is_over = |learning: &Learning| learning.run().is_some_and(|run| !run.stage.is_live());
    wait(&mut window, is_over);
    let project = learning(&window)
        .run_folder()
        .unwrap()
        .join("project.netsmith");
    let mut later = window_for("happy_model", home.path());
    later.send(FileCommand::OpenPath(project));
    later.settle();
    assert_eq!(later.state().document.name(), "MLP");
    assert!(learning(&later).data().is_some());
    assert!(!later.state().document.is_changed());
}

#[test]
fn data_without_a_test_part_leaves_the_project_as_it_was_saved() {
    let home = tempfile::tempdir().unwrap();
    let mut window = window_for("mlp", home.path());
    window.send(DataCommand::Use(
        netsmith::data::DataSource::parse("builtin:digits/train").unwrap(),
    ));
    let path = home.path().join("mine.netsmith");
    save_as(&mut window, &path);
    let mut later = window_for("happy_model", home.path());
    later.send(FileCommand::OpenPath(path));
    later.show(Panel::Curves);
    // Shown is what it comes down to; chosen was nothing.
    assert!(later.shows(say("validation-share-of-training")));
    assert!(!later.state().document.is_changed());
}

/// Clicks the control of this name, scrolled into view.
pub fn reach(window: &mut Window, name: &str) {
    window.harness.get_by_label(name).scroll_to_me();
    window.settle();
    window.click(name);
}

#[test]
fn what_few_trainings_need_is_folded_chosen_in_the_form_and_a_step_of_undo() {
    let home = tempfile::tempdir().unwrap();
    let mut window = window_for("mlp", home.path());
    window.show(Panel::TrainingSettings);
    assert!(!window.shows(say("schedule")));
    reach(&mut window, say("more-settings"));
    reach(&mut window, say("schedule"));
    window.click(say("schedule-cosine"));
    assert_eq!(recipe(&window).schedule, Schedule::Cosine { alpha: 0.0 });
    assert_eq!(undo_label(&window), "set schedule to Cosine");

    reach(&mut window, say("augmentation"));
    window.click(say("augment-rotate"));
    assert_eq!(
        recipe(&window).augmentation,
        [Augmentation::Rotate { degrees: 15.0 }]
    );
    window.type_into(say("number-degrees"), "30");
    assert_eq!(
        recipe(&window).augmentation,
        [Augmentation::Rotate { degrees: 30.0 }]
    );
    window.keys(Modifiers::NONE, Key::Tab);
    reach(
        &mut window,
        &tr!("remove-named", name = say("augment-rotate")),
    );
    assert!(recipe(&window).augmentation.is_empty());

    reach(&mut window, say("early-stopping"));
    window.click(say("early-stopping-on"));
    window.type_into(say("number-patience"), "3");
    let stopping = EarlyStopping::On {
        patience: 3,
        min_delta: 0.0,
    };
    assert_eq!(recipe(&window).early_stopping, stopping);
    window.send(EditCommand::Undo);
    window.send(EditCommand::Undo);
    assert_eq!(recipe(&window).early_stopping, EarlyStopping::Off);

    reach(&mut window, say("gradient-checkpointing"));
    window.click(say("gradient-checkpointing-blocks"));
    assert_eq!(
        recipe(&window).gradient_checkpointing,
        GradientCheckpointing::Blocks
    );
    window.send(EditCommand::Undo);
    assert_eq!(
        recipe(&window).gradient_checkpointing,
        GradientCheckpointing::Off
    );
}
