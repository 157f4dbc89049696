//! The panel of runs: several trainings beside each other.

use crate::support::Window;
use crate::training::{learning, set_recipe, wait, window_for};
use egui_kittest::kittest::Queryable as _;
use netsmith::app::command::TrainCommand;
use netsmith::app::docking::Panel;
use netsmith::engine::run::RunFolder;
use netsmith::text::say;
use netsmith::tr;
use std::path::{Path, PathBuf};

/// A window with the panel of runs, after a training of one epoch and another of two with other settings.
fn after_two_runs(home: &Path) -> (Window, [String; 2]) {
    let mut window = window_for("mlp", home);
    let names = [(1, 0.001), (2, 0.01)].map(|(epochs, learning_rate)| {
        set_recipe(&mut window, |recipe| {
            (recipe.epochs, recipe.learning_rate) = (epochs, learning_rate);
        });
        window.send(TrainCommand::StartAnew);
        wait(&mut window, |learning| {
            !learning.is_busy() && learning.run().is_some_and(|run| !run.stage.is_live())
        });
        let folder = learning(&window).run_folder().unwrap();
        folder.file_name().unwrap().to_str().unwrap().to_owned()
    });
    window.show(Panel::Runs);
    window.settle();
    (window, names)
}

fn folders(home: &Path) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(home).unwrap();
    entries
        .map(|entry| entry.unwrap().path())
        .filter(|path| RunFolder::open(path).is_ok())
        .collect()
}

#[test]
fn ticked_runs_share_a_chart_and_what_differs_is_listed() {
    let home = tempfile::tempdir().unwrap();
    let (mut window, names) = after_two_runs(home.path());
    assert!(window.shows(&tr!("so-many-runs", count = 2)));
    for name in &names {
        assert!(window.shows(name), "{name}");
        window.click(&tr!("tick-run", name = name));
    }
    let chart = tr!("chart-of-runs", quantity = say("loss"), count = 2);
    assert!(window.shows(&chart));
    for text in ["learning_rate", "0.001", "0.01", "epochs"] {
        assert!(window.shows(text), "{text}");
    }
    assert!(!window.shows("batch_size"));
    window.click(say("untick-runs"));
    assert!(!window.shows(&chart));
}

#[test]
fn the_filter_leaves_those_that_hold_its_words() {
    let home = tempfile::tempdir().unwrap();
    let (mut window, names) = after_two_runs(home.path());
    window.type_into(say("find-runs"), "2/2 digits");
    assert!(!window.shows(&names[0]) && window.shows(&names[1]));
    assert!(window.shows(&tr!("so-many-runs", count = 1)));
}

#[test]
fn a_run_gets_a_name_a_note_and_a_star_that_stay_with_it() {
    let home = tempfile::tempdir().unwrap();
    let (mut window, names) = after_two_runs(home.path());
    window.harness.get_by_label(&names[0]).click_secondary();
    window.settle();
    window.click(say("label-run"));
    window.type_into(say("run-name"), "first try");
    window.type_into(say("run-note"), "too short");
    window.click(say("run-label-save"));
    assert!(window.shows("first try") && !window.shows(&names[0]));
    window.click(&tr!("star-give", item = "first try"));

    let mut later = window_for("mlp", home.path());
    later.show(Panel::Runs);
    later.settle();
    assert!(later.shows(&tr!("star-take", item = "first try")));
}

#[test]
fn a_deleted_run_lies_in_the_trash_until_it_is_put_back() {
    let home = tempfile::tempdir().unwrap();
    let (mut window, names) = after_two_runs(home.path());
    window.harness.get_by_label(&names[0]).click_secondary();
    window.settle();
    window.click(say("delete-run"));
    assert!(!window.shows(&names[0]) && window.shows(&names[1]));
    assert_eq!(folders(home.path()).len(), 1);

    window.click(say("deleted-runs"));
    window.harness.get_by_label(&names[0]).click_secondary();
    window.settle();
    window.click(say("restore-run"));
    window.click(say("deleted-runs"));
    assert!(window.shows(&names[0]));
    assert_eq!(folders(home.path()).len(), 2);
}

#[test]
fn a_run_of_the_list_opens_with_its_network_and_curves() {
    let home = tempfile::tempdir().unwrap();
    let (mut window, names) = after_two_runs(home.path());
    window.harness.get_by_label(&names[0]).click_secondary();
    window.settle();
    window.click(say("open-this-run"));
    window.settle();
    let run = learning(&window).run().unwrap();
    assert_eq!(run.record.rows.len(), 1);
}
