//! What goes on in the layers while a network learns, as a user watches it. Readings are handed in; one test really trains.

use crate::support::Window;
use crate::tabs::titles;
use crate::training::{learning, picture, recipe, set_recipe, tell, training, wait, window_for};
use egui::accesskit::Role;
use egui_kittest::kittest::Queryable;
use netsmith::app::command::{Command, Offers, TrainCommand, ViewCommand};
use netsmith::app::docking::Panel;
use netsmith::app::jobs::Workers;
use netsmith::app::learning::Learning;
use netsmith::app::widgets::sentence;
use netsmith::engine::health::{HealthReading, LayerHealth};
use netsmith::engine::train::Event;
use netsmith::graph::{HealthMeasure, Measure};
use netsmith::recipe::Recipe;
use netsmith::text::say;
use netsmith::tr;
use std::path::Path;

/// A reading of HappyModel's layers: the gradient of its convolution is a five-thousandth of that of its dense layer.
fn reading(step: u64) -> Event {
    let layers: [(&str, &[(HealthMeasure, f64)]); 4] = [
        (
            "conv0",
            &[
                (HealthMeasure::GradientNorm, 1e-4),
                (HealthMeasure::UpdateRatio, 1e-3),
            ],
        ),
        (
            "bn0",
            &[
                (HealthMeasure::GradientNorm, 0.01),
                (HealthMeasure::MeanDrift, 0.2),
            ],
        ),
        ("activation", &[(HealthMeasure::DeadRelus, 0.625)]),
        (
            "fc",
            &[
                (HealthMeasure::GradientNorm, 0.5),
                (HealthMeasure::UpdateRatio, 2e-3),
            ],
        ),
    ];
    let layer = |(name, values): (&str, &[(HealthMeasure, f64)])| {
        let mut layer = LayerHealth::new(name);
        for (measure, value) in values {
            layer.set(*measure, *value);
        }
        layer
    };
    Event::Health(Box::new(HealthReading {
        step,
        epoch: step as f64 / 38.0,
        layers: layers.into_iter().map(layer).collect(),
    }))
}

fn shows_chart(window: &Window, title: &str) -> bool {
    let mut found = window
        .harness
        .query_all_by(|node| node.role() == Role::Image && node.label().as_deref() == Some(title));
    found.next().is_some()
}

#[test]
fn before_a_training_the_panel_says_what_to_do_and_watching_can_be_turned_on_there() {
    let home = tempfile::tempdir().unwrap();
    let mut window = window_for("happy_model", home.path());
    window.show(Panel::Health);
    assert!(window.shows(say("health-none-yet-help")));
    set_recipe(&mut window, |recipe: &mut Recipe| {
        recipe.watch.health = false;
    });
    assert!(window.shows(say("health-is-off")));
    window.click(say("watch-health-now"));
    assert!(recipe(&window).watch.health);
    assert!(window.shows(say("health-none-yet-help")));
}

#[test]
fn readings_become_sentences_and_charts_as_they_come() {
    let mut window = training();
    window.show(Panel::Health);
    assert!(window.shows(say("health-comes")));
    tell(&mut window, vec![reading(1)]);
    assert!(
        window.shows_part("Gradients vanish: those of conv0 are 1/5000 as long as those of fc")
    );
    assert!(
        window.shows_part("62 % of the ReLUs of activation are dead")
            || window.shows_part("63 % of the ReLUs of activation are dead")
    );
    assert!(shows_chart(
        &window,
        &sentence(&tr!(
            "health-figure-by-depth",
            figure = say("health-gradient-norm")
        ))
    ));
    tell(&mut window, vec![reading(26)]);
    assert!(window.shows_part("step 26, epoch 0.7 · 2 readings"));
    window.click(say("health-over-time"));
    assert!(shows_chart(&window, &sentence(say("health-update-ratio"))));
    assert!(!shows_chart(&window, &sentence(say("health-dead-relus"))));
    window.click(say("health-layer"));
    window.click("activation");
    assert!(shows_chart(&window, &sentence(say("health-dead-relus"))));
    assert!(!shows_chart(&window, &sentence(say("health-update-ratio"))));
}

#[test]
fn the_layer_of_a_sentence_is_shown_on_the_canvas() {
    let mut window = training();
    window.show(Panel::Health);
    tell(&mut window, vec![reading(1)]);
    window.click(&tr!("show-named", name = "conv0"));
    assert_eq!(
        window.state().document.selection.single(),
        Some(&window.node("conv0"))
    );
}

#[test]
fn what_was_watched_is_shown_as_heat_once_it_was_read() {
    let mut window = training();
    let heat = ViewCommand::ShowHeat(Some(Measure::Health(HealthMeasure::DeadRelus)));
    let why = |window: &Window| {
        let workbench = &window.harness.state().workbench;
        let command = Command::from(heat.clone());
        workbench
            .availability(&command)
            .reason()
            .map(std::string::ToString::to_string)
    };
    assert_eq!(why(&window).as_deref(), Some(say("train-to-watch")));
    tell(&mut window, vec![reading(1)]);
    assert_eq!(why(&window), None);
    window.menu_in_menu(
        say("menu-view"),
        say("menu-heat"),
        &tr!("heat-measure", measure = say("health-dead-relus")),
    );
    let most = HealthMeasure::DeadRelus.text(0.625);
    assert!(window.shows(&tr!(
        "heat-legend",
        measure = say("health-dead-relus"),
        most = most
    )));
}

#[test]
fn a_training_that_is_over_and_found_again_still_shows_what_was_watched() {
    let home = tempfile::tempdir().unwrap();
    let mut window = window_for("mlp", home.path());
    set_recipe(&mut window, |recipe| recipe.epochs = 2);
    window.send(TrainCommand::Train);
    wait(&mut window, |learning| {
        learning.run().is_some_and(|run| !run.stage.is_live())
    });
    let count = |learning: &Learning| learning.run().unwrap().record.health.readings().len();
    assert_eq!(count(learning(&window)), 2);
    let run = learning(&window).run_folder().unwrap().to_owned();
    let mut later = window_for("mlp", home.path());
    later.send(netsmith::app::command::FileCommand::OpenPath(run));
    wait(&mut later, |learning| learning.run().is_some());
    assert_eq!(count(learning(&later)), 2);
    later.show(Panel::Health);
    assert!(later.shows_part("2 readings"));
}

/// How often the training in front was asked about its owner's pictures.
fn asked_about(learning: &Learning) -> usize {
    let run = learning.run();
    run.map_or(0, |run| run.record.pinned.len())
}

/// Drops a picture, pins it and begins a training that really runs and is not watched.
fn training_with_a_pinned_picture(home: &Path, epochs: usize) -> Window {
    let mut window = window_for("mlp", home);
    set_recipe(&mut window, |recipe: &mut Recipe| {
        recipe.epochs = epochs;
        recipe.watch.health = false;
    });
    window.drop_file(&picture(home, "mine.png"));
    window.click(&tr!("pin-picture", name = "mine.png"));
    assert!(window.shows(&tr!("unpin-picture", name = "mine.png")));
    window.harness.state_mut().workbench.training_panels.workers = Workers::Threads;
    window.send(TrainCommand::Train);
    window.show(Panel::Health);
    window
}

#[test]
fn a_pinned_picture_has_a_chart_that_grows_with_every_epoch_until_it_is_unpinned() {
    let home = tempfile::tempdir().unwrap();
    let mut window = training_with_a_pinned_picture(home.path(), 100_000);
    wait(&mut window, |learning| asked_about(learning) >= 1);
    // Without a reading of the layers, too.
    window.click(say("health-pictures"));
    assert!(shows_chart(&window, "mine.png"));
    let before = asked_about(learning(&window));
    wait(&mut window, |learning| asked_about(learning) >= before + 2);
    assert!(learning(&window).is_running());
    for record in &learning(&window).run().unwrap().record.pinned {
        let row = &record.probabilities["mine.png"];
        assert_eq!(row.len(), 10);
        // Four digits of each are kept.
        assert!((row.iter().sum::<f64>() - 1.0).abs() < 1e-3, "{row:?}");
    }
    window.show(Panel::Predict);
    window.click(&tr!("unpin-picture", name = "mine.png"));
    let epochs = |learning: &Learning| learning.run().unwrap().record.epochs.len();
    // An epoch that was about to end may still be asked with it.
    let now = epochs(learning(&window));
    wait(&mut window, |learning| epochs(learning) >= now + 2);
    let settled = asked_about(learning(&window));
    wait(&mut window, |learning| epochs(learning) >= now + 5);
    assert_eq!(asked_about(learning(&window)), settled);
    window.show(Panel::Health);
    assert!(shows_chart(&window, "mine.png"), "what was said stays");
    window.send(TrainCommand::Stop);
    wait(&mut window, |learning| {
        learning.run().is_some_and(|run| !run.stage.is_live())
    });
}

#[test]
fn what_was_said_of_pinned_pictures_is_there_when_the_run_is_opened_again() {
    let home = tempfile::tempdir().unwrap();
    let mut window = training_with_a_pinned_picture(home.path(), 3);
    wait(&mut window, |learning| {
        learning.run().is_some_and(|run| !run.stage.is_live())
    });
    window.click(say("health-pictures"));
    assert!(shows_chart(&window, "mine.png"));
    let run = learning(&window).run_folder().unwrap().to_owned();
    let said = learning(&window).run().unwrap().record.pinned.clone();
    assert!(!said.is_empty());
    drop(window);
    let mut later = window_for("mlp", home.path());
    later.send(netsmith::app::command::FileCommand::OpenPath(run));
    wait(&mut later, |learning| learning.run().is_some());
    assert_eq!(learning(&later).run().unwrap().record.pinned, said);
    later.show(Panel::Health);
    later.click(say("health-pictures"));
    assert!(shows_chart(&later, "mine.png"));
}

#[test]
fn plain20_and_resnet20_open_side_by_side_and_are_trained_by_the_same_settings() {
    let home = tempfile::tempdir().unwrap();
    let mut window = window_for("mlp", home.path());
    window.menu(say("menu-run"), say("plain-beside-residual"));
    assert_eq!(titles(&window)[1..], ["Plain20", "ResNet20"]);
    assert!(window.in_front(Panel::Health));
    let workbench = &window.harness.state().workbench;
    let documents: Vec<_> = workbench.tabs.documents().collect();
    assert_eq!(documents[1].settings(), documents[2].settings());
    assert_eq!(
        documents[1].settings().data.as_deref(),
        Some("builtin:signs")
    );
    // The plain one learns first, behind the other one.
    assert_eq!(workbench.tabs.training().unwrap().name, "Plain20");
    let again = Command::from(TrainCommand::PlainBesideResidual);
    assert!(!workbench.availability(&again).is_ready());
    // Not that somebody should press Train.
    assert!(window.shows(say("health-waits")));
}
