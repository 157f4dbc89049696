//! The panel of runs: several trainings beside each other.

use crate::support::Window;
use crate::training::{learning, set_recipe, wait, window_for};
use egui::{Rect, pos2, vec2};
use egui_kittest::kittest::Queryable as _;
use netsmith::app::command::{FileCommand, LanguageChoice, TrainCommand, ViewCommand};
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
    let named = |window: &Window, label: &str| window.harness.query_all_by_label(label).count();
    let forms = named(&window, say("batch-size"));
    assert!(window.shows(&tr!("so-many-runs", count = 2)));
    for name in &names {
        assert!(window.shows(name), "{name}");
        window.click(&tr!("tick-run", name = name));
    }
    let chart = tr!("chart-of-runs", quantity = say("loss"), count = 2);
    assert!(window.shows(&chart));
    for text in [say("learning-rate"), "0.001", "0.01", say("epochs")] {
        assert!(window.shows(text), "{text}");
    }
    assert_eq!(named(&window, say("batch-size")), forms);
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
    assert_eq!(run.record.epochs.len(), 1);
}

/// A window with the panel of runs, after two short trainings that differ in ten settings, both ticked.
fn after_two_that_differ_in_much(home: &Path) -> Window {
    let mut window = window_for("mlp", home);
    let settings = [
        ("learning_rate", ["0.001", "0.0004"]),
        ("batch_size", ["64", "128"]),
        ("epochs", ["1", "2"]),
        ("seed", ["1", "2"]),
        ("validation_split", ["0.2", "0.25"]),
        ("label_smoothing", ["0", "0.1"]),
        ("warm_up", ["0", "0.5"]),
        ("optimizer", ["adam", "adamw"]),
        ("schedule", ["constant", "cosine"]),
        ("class_weights", ["equal", "balanced"]),
    ];
    for run in 0..2 {
        set_recipe(&mut window, |recipe| {
            // The optimizer comes first: another one brings its own learning rate.
            for (name, values) in settings.iter().rev() {
                recipe.set_by_name(name, values[run]).unwrap().unwrap();
            }
        });
        window.send(TrainCommand::StartAnew);
        wait(&mut window, |learning| {
            !learning.is_busy() && learning.run().is_some_and(|run| !run.stage.is_live())
        });
    }
    window.show(Panel::Runs);
    window.settle();
    for folder in folders(home) {
        let name = folder.file_name().unwrap().to_string_lossy().into_owned();
        window.click(&tr!("tick-run", name = &name));
    }
    window.click(say("parallel-axes"));
    window
}

#[test]
fn names_above_many_parallel_axes_lie_beside_and_above_each_other() {
    let home = tempfile::tempdir().unwrap();
    let mut window = after_two_that_differ_in_much(home.path());
    for language in [LanguageChoice::English, LanguageChoice::Chinese] {
        window.send(ViewCommand::SetLanguage(language));
        for size in [vec2(1440.0, 900.0), vec2(1024.0, 640.0)] {
            window.harness.set_size(size);
            window.settle();
            let name = tr!("parallel-of-runs", count = 2, axes = 12);
            let picture = window.harness.get_by_label(&name).rect();
            let axes = [
                say("learning-rate"),
                say("batch-size"),
                say("epochs"),
                say("seed"),
                say("validation-share-of-training"),
                say("label-smoothing"),
                say("warm-up"),
                say("optimizer"),
                say("schedule"),
                say("class-weights"),
                say("loss"),
                say("accuracy"),
            ];
            let names: Vec<Rect> = axes
                .iter()
                .map(|axis| {
                    let mut found = window.harness.get_all_by_label(axis).map(|it| it.rect());
                    let is_inside = |rect: &Rect| picture.contains_rect(*rect);
                    found.find(is_inside).unwrap_or_else(|| panic!("{axis}"))
                })
                .collect();
            for (place, one) in names.iter().enumerate() {
                for other in &names[place + 1..] {
                    let apart = one.intersect(*other);
                    assert!(
                        apart.width() <= 0.0 || apart.height() <= 0.0,
                        "{language:?} {size}: {one} {other}"
                    );
                }
            }
            // Enough of each is there to tell it from the others: four letters of them.
            assert!(names.iter().all(|name| name.width() >= 20.0), "{names:?}");
        }
    }
}

#[test]
fn what_is_left_out_beside_an_axis_is_said_under_the_pointer() {
    let home = tempfile::tempdir().unwrap();
    let mut window = after_two_that_differ_in_much(home.path());
    window.harness.set_size(vec2(1024.0, 640.0));
    window.settle();
    let picture = tr!("parallel-of-runs", count = 2, axes = 12);
    let picture = window.harness.get_by_label(&picture).rect();
    // Beside one of twelve axes there is no room for it.
    let long = "balanced";
    let count = |window: &Window| window.harness.query_all_by_label(long).count();
    let place = {
        let mut found = window.harness.get_all_by_label(long).map(|it| it.rect());
        found.find(|rect| picture.contains_rect(*rect)).unwrap()
    };
    let before = count(&window);
    window.harness.hover_at(place.center());
    for _ in 0..30 {
        window.harness.step();
    }
    assert_eq!(count(&window), before + 1, "the tooltip has all of it");
}

/// Where a learning rate was set by hand, a chart of several runs says so under the pointer.
#[test]
fn a_learning_rate_set_by_hand_is_marked_in_the_curves_of_ticked_runs() {
    let home = tempfile::tempdir().unwrap();
    let (mut window, names) = after_two_runs(home.path());
    drop(window);
    let path = home.path().join(&names[1]).join("run.json");
    let text = std::fs::read_to_string(&path).unwrap();
    let mut manifest: serde_json::Value = serde_json::from_str(&text).unwrap();
    manifest["rate_changes"] =
        serde_json::json!([{"epoch": 2, "step": 0, "learning_rate": "0.25"}]);
    std::fs::write(&path, manifest.to_string()).unwrap();
    window = window_for("mlp", home.path());
    window.show(Panel::Runs);
    window.settle();
    for name in &names {
        window.click(&tr!("tick-run", name = name));
    }
    let chart = tr!("chart-of-runs", quantity = say("loss"), count = 2);
    let frame = window.harness.get_by_label(&chart).rect();
    let words = tr!("rate-set-by-hand", rate = "0.25", epoch = "1");
    let words = tr!("rate-set-in-run", name = &names[1], words = words);
    // The pointer goes along the chart until it comes to the mark.
    let said = (0..frame.width() as i32).step_by(3).any(|x| {
        let at = pos2(frame.left() + x as f32, frame.top() + 8.0);
        window.harness.hover_at(at);
        for _ in 0..4 {
            window.harness.step();
        }
        window.shows_part(&words)
    });
    assert!(said, "{words}");
    // The same where that run is opened.
    let run = home.path().join(&names[1]);
    window.send(FileCommand::OpenPath(run));
    wait(&mut window, |learning| learning.run().is_some());
    let marks = learning(&window).run().unwrap().record.rate_marks();
    assert_eq!(marks.len(), 1);
    assert_eq!((marks[0].epoch, marks[0].learning_rate), (1.0, 0.25));
}
