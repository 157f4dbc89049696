//! What can be done to a training while it runs.

use std::path::Path;

use netsmith::engine::predict::Predictor;
use netsmith::engine::run::{RunFolder, RunStart, RunState, WeightsChoice};
use netsmith::engine::train::{Command, Event, spawn};
use netsmith::recipe::{Recipe, Schedule};

use super::{
    PATIENCE, batch, copy_folder, digits, ending, epochs, history, job, mlp, next, recipe,
    wait_for, weights, without_clock,
};

#[test]
fn a_paused_training_answers_and_goes_on_where_it_was() {
    let undisturbed = epochs(job(&mlp(), recipe(2), None)).0;
    let handle = spawn(job(&mlp(), recipe(2), None)).unwrap();
    wait_for(&handle, batch);
    assert!(handle.send(Command::Pause));
    wait_for(&handle, |event| {
        matches!(event, Event::Paused).then_some(())
    });
    let image = digits("test").picture(0).unwrap().to_dynamic();
    assert!(handle.send(Command::Predict {
        request: 7,
        images: vec![image]
    }));
    // Nothing but the answer may come while it holds.
    let Event::Predicted {
        request: 7,
        predictions,
    } = next(&handle)
    else {
        panic!("expected the answer");
    };
    let predictions = predictions.unwrap();
    let total: f32 = predictions[0].probabilities.iter().sum();
    assert!((total - 1.0).abs() < 1e-5);
    assert!(handle.send(Command::Resume));
    let mut told = Vec::new();
    for event in handle.events() {
        if let Event::Epoch(record) = event {
            told.push(without_clock(record));
        }
    }
    assert_eq!(told, undisturbed);
}

#[test]
fn stopping_takes_no_longer_than_the_batch_under_way() {
    let handle = spawn(job(&mlp(), recipe(1_000), None)).unwrap();
    assert!(handle.send(Command::Pause));
    wait_for(&handle, |event| {
        matches!(event, Event::Paused).then_some(())
    });
    assert!(handle.send(Command::Stop));
    // It holds between two batches: not one more may come.
    assert!(matches!(next(&handle), Event::Stopped(_)));
}

#[test]
fn a_new_learning_rate_is_told_and_recorded() {
    let handle = spawn(job(&mlp(), recipe(1), None)).unwrap();
    assert!(handle.send(Command::SetLearningRate(0.25)));
    assert!(handle.send(Command::SetLearningRate(f64::NAN)));
    wait_for(&handle, |event| {
        matches!(event, Event::LearningRate(rate) if rate == 0.25).then_some(())
    });
    let refused = wait_for(&handle, |event| match event {
        Event::Refused(message) => Some(message),
        _ => None,
    });
    assert!(refused.contains("is NaN; it stays as it was"), "{refused}");
    let record = wait_for(&handle, |event| match event {
        Event::Epoch(record) => Some(record),
        _ => None,
    });
    assert_eq!(record.learning_rate, 0.25);
}

#[test]
fn one_batch_at_a_time_is_the_same_training_and_an_epoch_ends_with_its_validation() {
    let undisturbed = epochs(job(&mlp(), recipe(2), None)).0;
    let handle = spawn(job(&mlp(), recipe(2), None)).unwrap();
    assert!(handle.send(Command::Pause));
    // Some batches may be through before it hears of that.
    let mut done = 0;
    loop {
        match next(&handle) {
            Event::Batch(report) => done = report.step,
            Event::Paused => break,
            _ => {}
        }
    }
    assert!(done < 12, "paused too late to try anything");
    for step in done + 1..=12 {
        assert!(handle.send(Command::StepOnce));
        let (mut batches, mut told) = (Vec::new(), Vec::new());
        loop {
            match next(&handle) {
                Event::Batch(report) => batches.push((report.epoch, report.step)),
                Event::Epoch(record) => told.push(without_clock(record)),
                Event::Paused => break,
                _ => {}
            }
        }
        assert_eq!(batches, [(1, step)]);
        let is_last = step == 12;
        assert_eq!(told, if is_last { &undisturbed[..1] } else { &[] });
    }
    assert!(handle.send(Command::Resume));
    let mut told = Vec::new();
    for event in handle.events() {
        if let Event::Epoch(record) = event {
            told.push(without_clock(record));
        }
    }
    assert_eq!(told, undisturbed[1..]);
}

/// Killed behind the change and before any checkpoint of it: what was done by hand is done again in its place.
#[test]
fn a_rate_given_by_hand_is_on_record_and_repeated_by_whoever_resumes() {
    let folder = tempfile::tempdir().unwrap();
    let (whole, killed) = (folder.path().join("whole"), folder.path().join("killed"));
    let cosine = Recipe {
        schedule: Schedule::Cosine { alpha: 0.1 },
        ..recipe(3)
    };
    let begun = |path: &Path, start| job(&mlp(), cosine.clone(), Some((path, start)));
    let handle = spawn(begun(&whole, RunStart::New)).unwrap();
    assert!(handle.send(Command::Pause));
    let paused = |event| matches!(event, Event::Paused).then_some(());
    wait_for(&handle, paused);
    // Five batches into the second epoch.
    for _ in 0..17 {
        assert!(handle.send(Command::StepOnce));
        wait_for(&handle, paused);
    }
    assert!(handle.send(Command::SetLearningRate(0.01)));
    assert!(handle.send(Command::StepOnce));
    wait_for(&handle, paused);
    let change = RunFolder::open(&whole)
        .unwrap()
        .manifest()
        .rate_changes
        .clone();
    let [change] = change[..] else {
        panic!("one change: {change:?}");
    };
    assert_eq!((change.place(), change.learning_rate), ((2, 5), 0.01));
    copy_folder(&whole, &killed);
    assert!(handle.send(Command::Resume));
    wait_for(&handle, ending);
    epochs(begun(&killed, RunStart::Resume));
    assert_eq!(history(&killed), history(&whole));
    assert_eq!(weights(&killed), weights(&whole));
    let rates: Vec<f64> = history(&whole)
        .iter()
        .map(|record| record.learning_rate)
        .collect();
    assert!(rates[1] > 0.005 && rates[0] < 0.0011, "{rates:?}");
}

#[test]
fn a_checkpoint_can_be_had_at_any_time() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("run");
    let handle = spawn(job(&mlp(), recipe(1_000), Some((&path, RunStart::New)))).unwrap();
    wait_for(&handle, batch);
    assert!(handle.send(Command::CheckpointNow));
    let (epoch, step) = wait_for(&handle, |event| match event {
        Event::Checkpoint { epoch, step } => Some((epoch, step)),
        _ => None,
    });
    let saved = RunFolder::open(&path)
        .unwrap()
        .checkpoint()
        .unwrap()
        .unwrap()
        .position;
    assert!((saved.epochs_done + 1, saved.step) >= (epoch, step));
    assert!(Predictor::load(&RunFolder::open(&path).unwrap(), WeightsChoice::Latest).is_ok());
    handle.stop_and_join();
}

#[test]
fn dropping_the_handle_ends_the_training_and_keeps_the_run() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("run");
    let handle = spawn(job(&mlp(), recipe(1_000_000), Some((&path, RunStart::New)))).unwrap();
    wait_for(&handle, batch);
    handle.stop_and_join();
    assert_eq!(RunFolder::open(&path).unwrap().state(), RunState::Stopped);
}

#[test]
fn a_window_that_never_looks_does_not_hold_the_training_up() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("run");
    let recipe = Recipe {
        batch_size: 4,
        ..recipe(2)
    };
    let handle = spawn(job(&mlp(), recipe, Some((&path, RunStart::New)))).unwrap();
    // 360 batches an epoch: more than the channel holds. The run's own file tells that it went on.
    let waited = std::time::Instant::now();
    while !RunFolder::is_at(&path)
        || RunFolder::open(&path).unwrap().manifest().state != RunState::Finished
    {
        assert!(waited.elapsed() < PATIENCE);
        std::thread::yield_now();
    }
    let told: Vec<usize> = handle
        .events()
        .iter()
        .filter_map(|event| match event {
            Event::Epoch(record) => Some(record.epoch),
            _ => None,
        })
        .collect();
    assert_eq!(told, [1, 2]);
}
