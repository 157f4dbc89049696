//! Data, training and prediction, as a user meets them, and the steps that other tests of them share. Jobs run on the spot;
//! a training's events are handed in, but for the tests that really train.

mod data;
mod own_pictures;
mod progress;

use crate::support::Window;
use netsmith::app::command::{NetworkCommand, SettingsChange};
use netsmith::app::docking::Panel;
use netsmith::app::jobs::Workers;
use netsmith::app::learning::{Begun, Learning};
use netsmith::data::Contract;
use netsmith::engine::run::{EpochRecord, Figures};
use netsmith::engine::train::{BatchReport, Event};
use netsmith::recipe::Recipe;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

/// A window with a preset whose jobs run on the spot and whose runs go to `home`.
pub fn window_for(preset: &str, home: &Path) -> Window {
    let mut window = Window::preset(preset);
    let learning = &mut window.harness.state_mut().workbench.training_panels;
    learning.workers = Workers::OnTheSpot;
    learning.runs_home = Some(home.to_owned());
    window
}

pub fn learning(window: &Window) -> &Learning {
    &window.harness.state().workbench.front().learning
}

pub fn front(window: &mut Window) -> &mut Learning {
    let tabs = &mut window.harness.state_mut().workbench.tabs;
    &mut tabs.front_mut().learning
}

/// What the open project is to be trained by.
pub fn recipe(window: &Window) -> &Recipe {
    &window.state().document.settings().recipe
}

/// Changes the recipe as a form would.
pub fn set_recipe(window: &mut Window, change: impl FnOnce(&mut Recipe)) {
    let before = window.state().document.settings();
    let mut recipe = before.recipe.clone();
    change(&mut recipe);
    let change = SettingsChange::recipe("set the recipe".to_owned(), before, recipe);
    window.send(NetworkCommand::ChangeSettings(change));
}

/// Hands in what a training would tell.
pub fn tell(window: &mut Window, events: Vec<Event>) {
    for event in events {
        front(window).tell(event);
    }
    window.settle();
}

/// A window in which a training of 40 epochs has begun.
pub fn training() -> Window {
    let folder = tempfile::tempdir().unwrap();
    let mut window = window_for("happy_model", folder.path());
    let network = window.state().document.inference().flat().unwrap();
    let begun = Begun {
        network,
        name: "HappyModel".to_owned(),
        title: "HappyModel on builtin:happy".into(),
        epochs: 40,
        images: 600,
        contract: Contract::default(),
        evaluation: None,
        folder: None,
    };
    front(&mut window).follow(begun);
    window.show(Panel::Curves);
    tell(
        &mut window,
        vec![Event::Started {
            history: Vec::new(),
            epochs: 40,
            steps: 38,
        }],
    );
    window
}

fn batch(epoch: usize, step: usize) -> Event {
    let images_per_second = 1240.0;
    Event::Batch(BatchReport {
        epoch,
        step,
        steps: 38,
        loss: 0.5,
        accuracy: 0.75,
        images_per_second,
        learning_rate: 0.001,
    })
}

pub fn epoch(epoch: usize) -> Event {
    let figures = |loss| Figures {
        loss,
        accuracy: 0.9,
        others: Vec::new(),
    };
    Event::Epoch(EpochRecord {
        epoch,
        train: figures(0.2),
        validation: Some(figures(0.3)),
        batch_validation: None,
        lag: None,
        learning_rate: 0.001,
        seconds: 0.5,
        images_per_second: 1240.0,
    })
}

pub fn picture(folder: &Path, name: &str) -> PathBuf {
    let path = folder.join(name);
    image::RgbImage::from_fn(120, 80, |x, y| image::Rgb([x as u8, y as u8, 90]))
        .save(&path)
        .unwrap();
    path
}

/// Lets the window live until `is_over`; gives up after a minute.
pub fn wait(window: &mut Window, is_over: impl Fn(&Learning) -> bool) {
    let deadline = Instant::now() + Duration::from_mins(1);
    while !is_over(learning(window)) {
        assert!(Instant::now() < deadline, "the training takes too long");
        window.harness.step();
        std::thread::yield_now();
    }
    window.settle();
}
