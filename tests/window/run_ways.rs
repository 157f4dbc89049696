//! What is begun from a run: trainings with its weights, the same again, the network that made a point of a curve; runs that
//! wait in the queue, and sweeps.

use crate::settings::reach;
use crate::support::Window;
use crate::training::{learning, set_recipe, wait, window_for};
use egui::{Event, Modifiers, PointerButton, pos2};
use egui_kittest::kittest::{NodeT as _, Queryable as _};
use netsmith::app::command::{FileCommand, TrainCommand};
use netsmith::app::docking::Panel;
use netsmith::app::learning::Learning;
use netsmith::engine::run::{RunFolder, RunState};
use netsmith::graph::{Edit, Place};
use netsmith::text::say;
use netsmith::tr;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

fn is_over(learning: &Learning) -> bool {
    !learning.is_busy() && learning.run().is_some_and(|run| !run.stage.is_live())
}

/// A window in which MLP was trained for so many epochs.
fn trained(home: &Path, epochs: usize) -> Window {
    let mut window = window_for("mlp", home);
    set_recipe(&mut window, |recipe| recipe.epochs = epochs);
    window.send(TrainCommand::Train);
    wait(&mut window, is_over);
    window
}

fn wait_until(window: &mut Window, is_so: impl Fn(&Window) -> bool) {
    let begun = Instant::now();
    loop {
        window.settle();
        if is_so(window) {
            return;
        }
        assert!(begun.elapsed() < Duration::from_mins(5), "it never came");
        std::thread::sleep(Duration::from_millis(10));
    }
}

/// The runs below `home`, in the order in which they were begun.
fn runs_in(home: &Path) -> Vec<RunFolder> {
    let mut folders = vec![home.to_owned()];
    let mut runs = Vec::new();
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(&folder).into_iter().flatten().flatten() {
            if let Ok(run) = RunFolder::open(&entry.path()) {
                runs.push(run);
            } else if entry.path().is_dir() {
                folders.push(entry.path());
            }
        }
    }
    runs.sort_by_key(|run| run.manifest().started.clone());
    runs
}

fn finished_in(home: &Path) -> usize {
    let runs = runs_in(home).into_iter();
    runs.filter(|run| run.state() == RunState::Finished).count()
}

fn file_name(path: &Path) -> String {
    path.file_name().unwrap().to_string_lossy().into_owned()
}

fn context_menu(window: &mut Window, run: &str, line: &str) {
    let found: Vec<_> = window.harness.get_all_by_label(run).collect();
    found[0].click_secondary();
    drop(found);
    window.settle();
    window.click(line);
}

/// Gives the hidden layer another activation and the last layer another name.
fn change_network(window: &mut Window) {
    let hidden = window.node("fc1").leaf().unwrap();
    window.send(Edit::Set {
        place: Place::Root,
        nodes: vec![hidden],
        key: "activation".to_owned(),
        value: Some("tanh".into()),
    });
    let node = window.node("fc2").leaf().unwrap();
    window.send(Edit::Rename {
        place: Place::Root,
        node,
        name: "head".to_owned(),
    });
}

#[test]
fn a_changed_network_shows_what_it_keeps_before_it_begins_with_it() {
    let home = tempfile::tempdir().unwrap();
    let mut window = trained(home.path(), 2);
    change_network(&mut window);
    window.show(Panel::Curves);
    window.click(say("start-from-run"));
    assert!(window.shows(&tr!("weights-of-best", epoch = 2)));
    assert!(window.shows_part("1 of 2 layers keep their weights"));
    assert!(window.shows("head") && window.shows(say("fit-new")));
    assert!(window.shows(say("fit-kept")));
    window.click(&tr!("weights-of-last", epoch = 2));
    window.click(say("start-training"));
    wait(&mut window, is_over);
    let runs = runs_in(home.path());
    let origin = runs[1].manifest().origin.clone().unwrap();
    assert_eq!((origin.layers_kept, origin.layers, origin.epoch), (1, 2, 2));
    assert_eq!(origin.run, runs[0].path().to_str().unwrap());
}

#[test]
fn a_network_of_which_no_layer_fits_cannot_begin_with_a_run() {
    let home = tempfile::tempdir().unwrap();
    let mut window = trained(home.path(), 1);
    let run = file_name(learning(&window).run_folder().unwrap());
    window.send(FileCommand::LoadPreset("lenet5".to_owned()));
    window.show(Panel::Runs);
    window.settle();
    context_menu(&mut window, &run, say("start-from-run"));
    assert!(window.shows_part("0 of 5 layers keep their weights"));
    let start = window.harness.get_by_label(say("start-training"));
    assert!(start.accesskit_node().is_disabled());
    window.click(say("cancel"));
    assert!(!window.shows_part("layers keep their weights"));
}

#[test]
fn a_run_is_repeated_and_it_is_said_how_far_it_is_the_same() {
    let home = tempfile::tempdir().unwrap();
    let mut window = trained(home.path(), 2);
    let run = file_name(learning(&window).run_folder().unwrap());
    window.show(Panel::Runs);
    window.settle();
    context_menu(&mut window, &run, say("run-again"));
    wait(&mut window, is_over);
    window.settle();
    assert!(window.shows_part("the same to the last bit over 2 epochs"));
    let runs = runs_in(home.path());
    assert_eq!(runs.len(), 2);
    assert_eq!(
        runs[1].manifest().repeats.as_deref(),
        runs[0].path().to_str()
    );
}

/// Clicks a place of the window with the mouse.
fn click_at(window: &mut Window, at: egui::Pos2) {
    window.harness.event(Event::PointerMoved(at));
    for pressed in [true, false] {
        window.harness.event(Event::PointerButton {
            pos: at,
            button: PointerButton::Primary,
            pressed,
            modifiers: Modifiers::NONE,
        });
    }
    window.settle();
}

#[test]
fn a_point_of_a_curve_opens_the_network_and_the_settings_that_made_it() {
    let home = tempfile::tempdir().unwrap();
    let mut window = trained(home.path(), 2);
    let run = file_name(learning(&window).run_folder().unwrap());
    set_recipe(&mut window, |recipe| recipe.epochs = 77);
    window.show(Panel::Runs);
    window.settle();
    window.click(&tr!("tick-run", name = run));
    assert!(window.shows(say("pick-a-point")));
    let chart = tr!("chart-of-runs", quantity = say("loss"), count = 1);
    let rect = window.harness.get_by_label(&chart).rect();
    // The second epoch lies at the right edge, at a height that nobody knows.
    let heights = (0..60).map(|step| rect.top() + rect.height() * step as f32 / 60.0);
    let column = rect.right() - 0.05 / 1.1 * rect.width();
    for height in heights {
        click_at(&mut window, pos2(column, height));
        if window.shows_part(", epoch 2: loss") {
            break;
        }
    }
    window.click(&tr!("open-at-epoch", epoch = 2));
    window.settle();
    assert_eq!(window.state().document.name(), "MLP at epoch 2");
    assert_eq!(window.state().document.settings().recipe.epochs, 2);
    let curves = learning(&window).run().unwrap();
    assert_eq!(curves.record.epochs.len(), 2);
    assert!(learning(&window).trained(window.state().document).is_some());
}

#[test]
fn trainings_of_the_queue_follow_one_another_in_the_order_that_they_are_given() {
    let home = tempfile::tempdir().unwrap();
    let mut window = window_for("mlp", home.path());
    set_recipe(&mut window, |recipe| recipe.epochs = 1_000_000);
    window.send(TrainCommand::Train);
    wait(&mut window, Learning::is_running);
    for epochs in [1, 2] {
        set_recipe(&mut window, |recipe| recipe.epochs = epochs);
        window.menu_in_menu(say("menu-run"), say("menu-queue"), say("add-to-queue"));
    }
    window.show(Panel::Runs);
    window.settle();
    assert!(window.shows(&tr!("so-many-wait", count = 2)));
    let mut waiting: Vec<PathBuf> = std::fs::read_dir(home.path())
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.join("waiting.json").exists())
        .collect();
    waiting.sort();
    context_menu(
        &mut window,
        &file_name(&waiting[1]),
        say("earlier-in-queue"),
    );
    window.send(TrainCommand::Stop);
    wait_until(&mut window, |_| finished_in(home.path()) == 2);
    let runs = runs_in(home.path());
    let epochs: Vec<usize> = runs[1..].iter().map(|run| run.manifest().epochs).collect();
    assert_eq!(epochs, [2, 1]);
    wait_until(&mut window, |window| {
        window.shows_part("The queue is through")
    });
    assert!(!window.shows(say("start-queue")) && !window.shows(say("hold-queue")));
}

/// Leaves a window whose queue is held while one run waits in it.
fn leave_one_waiting(home: &Path) {
    let mut window = window_for("mlp", home);
    set_recipe(&mut window, |recipe| recipe.epochs = 1_000_000);
    window.send(TrainCommand::Train);
    wait(&mut window, Learning::is_running);
    set_recipe(&mut window, |recipe| recipe.epochs = 1);
    window.send(TrainCommand::Enqueue);
    window.menu_in_menu(say("menu-run"), say("menu-queue"), say("hold-queue"));
    window.send(TrainCommand::Stop);
    wait(&mut window, is_over);
    drop(window);
    assert_eq!(finished_in(home), 0);
}

#[test]
fn what_waited_when_the_window_was_left_waits_until_somebody_starts_it() {
    let home = tempfile::tempdir().unwrap();
    leave_one_waiting(home.path());

    let mut later = window_for("happy_model", home.path());
    later.show(Panel::Runs);
    later.settle();
    assert!(later.shows(say("run-state-waiting")));
    later.click(say("start-queue"));
    wait_until(&mut later, |_| finished_in(home.path()) == 1);
    assert!(later.state().document.name() == "HappyModel");
}

#[test]
fn the_queue_is_started_from_the_menu_where_nobody_has_looked_at_the_runs() {
    let home = tempfile::tempdir().unwrap();
    leave_one_waiting(home.path());
    let mut window = window_for("happy_model", home.path());
    window.menu_in_menu(say("menu-run"), say("menu-queue"), say("start-queue"));
    wait_until(&mut window, |_| finished_in(home.path()) == 1);
    wait_until(&mut window, |window| {
        window.shows_part("The queue is through")
    });
    window.menu_in_menu(say("menu-run"), say("menu-queue"), say("start-queue"));
    wait_until(&mut window, |window| window.shows_part("No training waits"));
}

#[test]
fn a_sweep_is_planned_trained_and_compared() {
    let home = tempfile::tempdir().unwrap();
    let mut window = trained(home.path(), 1);
    window.menu(say("menu-run"), say("plan-sweep"));
    window.type_into(&tr!("sweep-values-of", number = 1), "0.01, zero");
    window.settle();
    assert!(window.shows_part("Cannot set learning_rate=zero"));
    window.type_into(&tr!("sweep-values-of", number = 1), "0.01, 0.001");
    window.click(say("sweep-add"));
    window.type_into(&tr!("sweep-values-of", number = 2), "128, 256");
    window.settle();
    assert!(window.shows_part("4 runs of their own will wait in the queue"));
    window.click(say("sweep-start"));
    wait_until(&mut window, |_| finished_in(home.path()) == 5);
    window.show(Panel::Runs);
    window.settle();
    let name = "learning_rate=0.01 batch_size=128";
    assert!(window.shows(name));
    context_menu(&mut window, name, say("tick-sweep"));
    assert!(window.shows(&tr!("parallel-of-runs", count = 4, axes = 4)));
}

#[test]
fn runs_are_written_for_tensorboard_where_the_user_says() {
    let home = tempfile::tempdir().unwrap();
    let board = tempfile::tempdir().unwrap();
    let mut window = trained(home.path(), 2);
    let run = file_name(learning(&window).run_folder().unwrap());
    window.show(Panel::Runs);
    window.settle();
    window.will_choose(&[board.path().to_owned()]);
    context_menu(&mut window, &run, say("export-tensorboard"));
    window.settle();
    assert!(window.shows_part("tensorboard --logdir"));
    for part in ["train", "validation"] {
        let files = std::fs::read_dir(board.path().join(&run).join(part)).unwrap();
        assert_eq!(files.count(), 1, "{part}");
    }
}

#[test]
fn weights_are_kept_as_often_as_the_user_says_and_begin_another_training() {
    let home = tempfile::tempdir().unwrap();
    let mut window = window_for("mlp", home.path());
    window.show(Panel::TrainingSettings);
    reach(&mut window, say("more-settings"));
    window
        .harness
        .get_by_label(say("keep-every"))
        .scroll_to_me();
    window.settle();
    window.type_into(say("keep-every"), "1");
    window.keys(Modifiers::NONE, egui::Key::Enter);
    set_recipe(&mut window, |recipe| recipe.epochs = 3);
    window.send(TrainCommand::Train);
    wait(&mut window, is_over);
    let folder = learning(&window).run_folder().unwrap().to_owned();
    assert_eq!(RunFolder::open(&folder).unwrap().kept_epochs(), [1, 2, 3]);
    window.show(Panel::Runs);
    window.settle();
    context_menu(&mut window, &file_name(&folder), say("start-from-run"));
    window.click(&tr!("weights-of-epoch", epoch = 2));
    window.click(say("start-training"));
    wait(&mut window, is_over);
    let runs = runs_in(home.path());
    assert_eq!(runs[1].manifest().origin.clone().unwrap().epoch, 2);
}
