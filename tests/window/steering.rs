//! Steering a training: its schedule as a curve, pictures as they will be varied, frozen layers, rates and times that are
//! tried out, and what can be done while it runs.

use crate::support::Window;
use crate::training::{epoch, learning, recipe, set_recipe, tell, training, wait, window_for};
use egui::{Key, Modifiers, vec2};
use egui_kittest::kittest::{NodeT, Queryable};
use netsmith::app::command::{
    CanvasCommand, DataCommand, EditCommand, FileCommand, PanelCommand, TrainCommand,
};
use netsmith::app::docking::{Panel, Workspace};
use netsmith::app::jobs::Workers;
use netsmith::app::learning::{Learning, Stage};
use netsmith::data::DataSource;
use netsmith::engine::run::RateChange;
use netsmith::engine::train::Event;
use netsmith::recipe::{Augmentation, Schedule};
use netsmith::text::say;
use netsmith::tr;
use std::path::Path;

/// A window with a small network, its digits and the settings of training.
fn prepared(home: &Path) -> Window {
    let mut window = window_for("mlp", home);
    window.send(DataCommand::Use(
        DataSource::parse("builtin:digits").unwrap(),
    ));
    window.show(Panel::TrainingSettings);
    window
}

fn reach(window: &mut Window, name: &str) {
    window.harness.get_by_label(name).scroll_to_me();
    window.settle();
    window.click(name);
}

#[test]
fn the_curve_of_the_learning_rate_follows_the_settings() {
    let home = tempfile::tempdir().unwrap();
    let mut window = prepared(home.path());
    reach(&mut window, say("more-settings"));
    let stays = tr!("rate-stays", rate = "0.001");
    assert!(window.shows(&tr!("rate-curve-name", words = &stays)));
    // A fifth of 1437 pictures is held back: 1150 in batches of 32.
    assert!(window.shows_part("10 epochs × 36 batches: 360 steps"));
    reach(&mut window, say("schedule"));
    window.click(say("schedule-one-cycle"));
    // A 25th of the rate to begin with.
    assert!(window.shows_part("from 4.0e-5 up to 0.001"));
    window.type_into(say("epochs"), "5");
    window.keys(Modifiers::NONE, Key::Tab);
    assert!(window.shows_part("5 epochs × 36 batches: 180 steps"));
    window.type_into(say("batch-size"), "64");
    window.keys(Modifiers::NONE, Key::Tab);
    assert!(window.shows_part("5 epochs × 18 batches: 90 steps"));
}

#[test]
fn without_pictures_the_curve_is_there_and_says_what_is_unknown() {
    let home = tempfile::tempdir().unwrap();
    let mut window = window_for("mlp", home.path());
    set_recipe(&mut window, |recipe| {
        recipe.schedule = Schedule::Plateau {
            factor: 0.1,
            patience: 2,
            min_delta: 0.0,
        };
    });
    window.show(Panel::TrainingSettings);
    assert!(window.shows(say("rate-curve-steps-unknown")));
    assert!(window.shows(say("rate-curve-plateau")));
}

#[test]
fn a_picture_is_shown_as_it_will_be_varied_and_another_can_be_chosen() {
    let home = tempfile::tempdir().unwrap();
    let mut window = prepared(home.path());
    reach(&mut window, say("more-settings"));
    let shown = |window: &Window| {
        let varied = window.harness.query_all_by_label_contains("Varied picture");
        varied
            .map(|node| node.accesskit_node().label().unwrap_or_default())
            .collect::<Vec<String>>()
    };
    assert!(shown(&window).is_empty());
    reach(&mut window, say("augmentation"));
    window.click(say("augment-rotate"));
    let first = shown(&window);
    assert_eq!(first.len(), 12);
    reach(&mut window, say("varied-next"));
    reach(&mut window, say("varied-again"));
    assert_eq!(shown(&window).len(), 12);
    window.send(EditCommand::Undo);
    assert!(shown(&window).is_empty());
    set_recipe(&mut window, |recipe| {
        recipe.augmentation = vec![Augmentation::Mixup { alpha: 1.0 }];
    });
    // Of a mixed picture both classes are told.
    assert!(
        shown(&window).iter().any(|words| words.contains('%')),
        "{:?}",
        shown(&window)
    );
}

#[test]
fn layers_are_frozen_by_a_key_and_in_the_inspector_and_the_file_keeps_it() {
    let home = tempfile::tempdir().unwrap();
    let mut window = window_for("happy_model", home.path());
    let trainable = |window: &Window| window.state().document.inference().totals.params.trainable;
    let all = trainable(&window);
    window.select("conv0");
    window.keys(Modifiers::NONE, Key::Z);
    // 7·7·3·32 + 32.
    assert_eq!(trainable(&window), all - 4736);
    assert!(window.shows_part("conv0, Conv2D, frozen"));
    assert!(
        !window
            .harness
            .get_by_label(say("layer-trainable"))
            .accesskit_node()
            .is_disabled()
    );
    window.click(say("layer-trainable"));
    assert_eq!(trainable(&window), all);
    window.select("bn0");
    window.send(CanvasCommand::FreezeUpToHere);
    assert_eq!(trainable(&window), all - 4736 - 64);
    let path = home.path().join("frozen.netsmith");
    window.will_choose(std::slice::from_ref(&path));
    window.send(FileCommand::SaveAs);
    let mut later = window_for("mlp", home.path());
    later.send(FileCommand::OpenPath(path));
    assert_eq!(trainable(&later), all - 4736 - 64);
    assert!(!later.state().document.is_changed());
    window.send(CanvasCommand::FreezeUpToHere);
    assert_eq!(trainable(&window), all);
    window.send(EditCommand::Undo);
    assert_eq!(trainable(&window), all - 4736 - 64);
}

#[test]
fn a_network_with_nothing_left_to_learn_is_not_trained() {
    let home = tempfile::tempdir().unwrap();
    let mut window = window_for("mlp", home.path());
    let last = window.names().last().unwrap().clone();
    window.select(&last);
    window.send(CanvasCommand::FreezeUpToHere);
    window.send(TrainCommand::Train);
    assert!(window.shows_part("training would change nothing"));
    assert!(learning(&window).run().is_none());
}

#[test]
fn a_learning_rate_is_found_and_a_click_takes_it_as_a_step_of_undo() {
    let home = tempfile::tempdir().unwrap();
    let mut window = prepared(home.path());
    reach(&mut window, say("find-rate"));
    let trial = learning(&window).trials().rates().unwrap();
    assert!(!trial.is_under_way() && trial.fault.is_none());
    assert!(
        trial.found.tried.len() > 50,
        "{:?}",
        trial.found.tried.len()
    );
    assert!(learning(&window).run().is_none());
    let suggested = trial.found.steepest().unwrap();
    let words = window
        .harness
        .query_all_by(|node| node.label().is_some_and(|label| label.starts_with("Use ")))
        .next()
        .unwrap()
        .accesskit_node()
        .label()
        .unwrap();
    reach(&mut window, &words);
    let taken = recipe(&window).learning_rate;
    // To two digits.
    assert!(
        (taken / suggested - 1.0).abs() < 0.05,
        "{taken} {suggested}"
    );
    // A click into the middle of the chart takes another one.
    let chart = window
        .harness
        .query_all_by_label_contains("Loss over learning rates")
        .next()
        .unwrap();
    chart.scroll_to_me();
    window.settle();
    let chart = window
        .harness
        .query_all_by_label_contains("Loss over learning rates")
        .next()
        .unwrap();
    chart.click();
    window.settle();
    let clicked = recipe(&window).learning_rate;
    assert!(
        clicked != taken && (1e-6..1.0).contains(&clicked),
        "{clicked}"
    );
    window.send(EditCommand::Undo);
    assert_eq!(recipe(&window).learning_rate, taken);
    window.send(EditCommand::Undo);
    assert_eq!(recipe(&window).learning_rate, 0.001);
    reach(&mut window, say("trial-close"));
    assert!(learning(&window).trials().rates().is_none());
}

#[test]
fn three_batches_tell_how_long_a_training_takes() {
    let home = tempfile::tempdir().unwrap();
    let mut window = prepared(home.path());
    reach(&mut window, say("dry-run"));
    assert!(window.shows_part("An epoch: ") && window.shows_part("The whole training: "));
    assert!(window.shows_part("Memory: "));
    assert!(!window.shows(say("estimated-before-change")));
    set_recipe(&mut window, |recipe| recipe.batch_size = 8);
    assert!(window.shows(say("estimated-before-change")));
    let estimate = learning(&window).trials().estimate().unwrap();
    assert_eq!(estimate.found.as_ref().unwrap().batch_seconds.len(), 3);
}

#[test]
fn what_is_tried_out_from_a_menu_comes_into_view() {
    let home = tempfile::tempdir().unwrap();
    let mut window = prepared(home.path());
    window.harness.set_size(vec2(1024.0, 640.0));
    window.send(PanelCommand::ShowWorkspace(Workspace::Train));
    window.settle();
    for (command, told) in [
        (TrainCommand::FindRate, say("rate-click")),
        (TrainCommand::DryRun, "Memory: "),
    ] {
        // As the menu does: the button of the same name is out of sight.
        window.send(command.clone());
        window.settle();
        let told = window.harness.get_by_label_contains(told).rect();
        let is_seen = told.top() > 40.0 && told.bottom() < 610.0;
        assert!(is_seen, "{command:?} {told}");
    }
}

#[test]
fn trying_out_waits_for_pictures_and_for_the_training() {
    let home = tempfile::tempdir().unwrap();
    let mut window = window_for("mlp", home.path());
    window.show(Panel::TrainingSettings);
    assert!(
        window
            .harness
            .get_by_label(say("find-rate"))
            .accesskit_node()
            .is_disabled()
    );
    assert!(
        window
            .harness
            .get_by_label(say("dry-run"))
            .accesskit_node()
            .is_disabled()
    );
}

/// With a training that really runs: held, led on by one batch, given another rate, saved.
#[test]
fn a_training_is_led_by_hand() {
    let home = tempfile::tempdir().unwrap();
    let mut window = prepared(home.path());
    set_recipe(&mut window, |recipe| recipe.epochs = 1000);
    window.harness.state_mut().workbench.training_panels.workers = Workers::Threads;
    window.send(TrainCommand::Train);
    let has_batches =
        |learning: &Learning| learning.run().is_some_and(|run| run.record.place.batch > 0);
    wait(&mut window, has_batches);
    window.keys(Modifiers::NONE, Key::F6);
    wait(&mut window, Learning::is_paused);
    let place = |window: &Window| {
        let place = learning(window).run().unwrap().record.place;
        (place.epoch - 1) * place.batches + place.batch
    };
    let before = place(&window);
    window.keys(Modifiers::NONE, Key::F8);
    wait(&mut window, |learning| {
        let run = learning.run().unwrap();
        let place = run.record.place;
        (place.epoch - 1) * place.batches + place.batch > before && learning.is_paused()
    });
    assert_eq!(place(&window), before + 1);
    window.type_into(say("rate-now"), "0.5");
    assert_eq!(recipe(&window).learning_rate, 0.001);
    window.keys(Modifiers::NONE, Key::Enter);
    wait(&mut window, |learning| {
        learning.run().unwrap().record.learning_rate == Some(0.5)
    });
    window.click(say("checkpoint-now"));
    wait(&mut window, |_| true);
    for _ in 0..100 {
        window.harness.step();
        if window.shows_part("Saved a checkpoint in epoch") {
            break;
        }
        std::thread::sleep(std::time::Duration::from_millis(20));
    }
    assert!(window.shows_part("Saved a checkpoint in epoch"));
    window.keys(Modifiers::NONE, Key::F7);
    wait(&mut window, |learning| {
        learning.run().unwrap().stage == Stage::Stopped
    });
    // It is on record where it was changed, for the curves to be marked there.
    let run = learning(&window).run().unwrap();
    let [change] = run.record.rate_changes[..] else {
        panic!("one change: {:?}", run.record.rate_changes);
    };
    let taken = (change.epoch - 1) * run.record.place.batches + change.step;
    assert_eq!((change.learning_rate, taken), (0.5, before + 1));
}

#[test]
fn curves_are_marked_where_the_learning_rate_was_set_by_hand() {
    let home = tempfile::tempdir().unwrap();
    let mut window = training();
    let change = |epoch, step, learning_rate| RateChange {
        epoch,
        step,
        learning_rate,
    };
    // The second is known because the run repeats another one, and has not come yet.
    let changes = vec![change(2, 19, 0.25), change(30, 0, 0.5)];
    let epochs = (1..=4).map(epoch).collect();
    tell(&mut window, epochs);
    tell(&mut window, vec![Event::RateChanges(changes)]);
    let words = tr!("rate-set-by-hand", rate = "0.25", epoch = "1.5");
    for chart in ["loss-chart", "accuracy-chart"] {
        assert!(
            says_under_the_pointer(&mut window, say(chart), &words),
            "{chart}"
        );
        let early = tr!("rate-set-by-hand", rate = "0.5", epoch = "29");
        assert!(!says_under_the_pointer(&mut window, say(chart), &early));
    }
    for name in ["curves.svg", "curves.png"] {
        let path = home.path().join(name);
        window.will_choose(std::slice::from_ref(&path));
        window.send(TrainCommand::SaveChart);
        assert!(path.is_file(), "{name}");
    }
    let svg = std::fs::read_to_string(home.path().join("curves.svg")).unwrap();
    assert_eq!(svg.matches(&format!("<title>{words}</title>")).count(), 2);
    let short = tr!("rate-from-here", rate = "0.25");
    assert_eq!(svg.matches(&short).count(), 2, "paper has no pointer");
}

/// Moves the pointer along a chart until it says `words`.
fn says_under_the_pointer(window: &mut Window, chart: &str, words: &str) -> bool {
    let frame = window.harness.get_by_label(chart).rect();
    (0..frame.width() as i32).step_by(2).any(|x| {
        let at = egui::pos2(frame.left() + x as f32, frame.center().y);
        window.harness.hover_at(at);
        for _ in 0..4 {
            window.harness.step();
        }
        window.shows_part(words)
    })
}
