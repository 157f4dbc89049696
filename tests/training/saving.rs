//! When a run is saved while it trains, what its folder holds then, and what a disk that refuses does to it.

use std::collections::BTreeMap;
use std::path::Path;

use netsmith::engine::run::{Pace, RunFolder, RunStart, RunState, WeightsChoice};
use netsmith::engine::train::{
    Command, Event, RunOptions, RunPlace, TrainingHandle, TrainingJob, spawn,
};
use netsmith::engine::weights::NamedArray;
use netsmith::recipe::Recipe;

use super::{
    batch, copy_folder, dropout_network, ending, epochs, failure, history, job, recipe, wait_for,
    weights,
};

/// Every epoch, or after the first one only what must be.
const ALWAYS: Pace = Pace(0);
const SELDOM: Pace = Pace(u32::MAX);

fn paced(recipe: Recipe, path: &Path, start: RunStart, pace: Pace) -> TrainingJob {
    let options = RunOptions {
        pace,
        ..RunOptions::default()
    };
    TrainingJob {
        run: Some(RunPlace {
            path: path.to_owned(),
            start,
            options,
        }),
        ..job(&dropout_network(), recipe, None)
    }
}

fn best_weights(path: &Path) -> Vec<NamedArray> {
    let run = RunFolder::open(path).unwrap();
    run.weights(WeightsChoice::Best).unwrap().0
}

/// Where the run in `path` could go on: epochs, and batches of the next one.
fn place(path: &Path) -> Option<(usize, usize)> {
    let checkpoint = RunFolder::open(path).ok()?.checkpoint().ok()??;
    Some((checkpoint.position.epochs_done, checkpoint.position.step))
}

/// Goes through so many batches, 12 an epoch, one by one, and holds there.
fn held_after(batches: usize, job: TrainingJob) -> TrainingHandle {
    let handle = spawn(job).unwrap();
    assert!(handle.send(Command::Pause));
    let mut done = 0;
    loop {
        match handle.events().recv_timeout(super::PATIENCE).unwrap() {
            Event::Batch(report) => done = (report.epoch - 1) * report.steps + report.step,
            Event::Paused => break,
            _ => {}
        }
    }
    for _ in done..batches {
        assert!(handle.send(Command::StepOnce));
        wait_for(&handle, paused);
    }
    handle
}

fn saved(event: Event) -> Option<()> {
    matches!(event, Event::Checkpoint { .. }).then_some(())
}

fn paused(event: Event) -> Option<()> {
    matches!(event, Event::Paused).then_some(())
}

/// Bytes on the disk, each file once whatever names it has.
#[cfg(unix)]
fn bytes_of(path: &Path) -> u64 {
    use std::os::unix::fs::MetadataExt;
    fn collect(path: &Path, files: &mut BTreeMap<u64, u64>) {
        for entry in std::fs::read_dir(path).unwrap() {
            let path = entry.unwrap().path();
            let metadata = path.metadata().unwrap();
            if metadata.is_dir() {
                collect(&path, files);
            } else {
                files.insert(metadata.ino(), metadata.len());
            }
        }
    }
    let mut files = BTreeMap::new();
    collect(path, &mut files);
    files.values().sum()
}

#[test]
fn how_often_a_run_is_saved_changes_nothing_of_it() {
    let folder = tempfile::tempdir().unwrap();
    let (always, seldom) = (folder.path().join("always"), folder.path().join("seldom"));
    for (path, pace) in [(&always, ALWAYS), (&seldom, SELDOM)] {
        epochs(paced(recipe(4), path, RunStart::New, pace));
    }
    assert_eq!(history(&always), history(&seldom));
    let bytes =
        |path: &Path, name: &str| netsmith::files::read_limited(&path.join(name), 1 << 20).unwrap();
    for name in ["weights.safetensors", "best.safetensors"] {
        assert!(bytes(&always, name) == bytes(&seldom, name), "{name}");
    }
    let checkpoint = |path: &Path| {
        RunFolder::open(path)
            .unwrap()
            .checkpoint()
            .unwrap()
            .unwrap()
    };
    assert_eq!(checkpoint(&always).weights, checkpoint(&seldom).weights);
    assert_eq!(checkpoint(&always).optimizer, checkpoint(&seldom).optimizer);
}

#[test]
#[cfg(unix)]
fn a_folder_holds_each_weight_once_and_what_the_optimizer_remembers() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("run");
    epochs(paced(recipe(3), &path, RunStart::New, ALWAYS));
    let run = RunFolder::open(&path).unwrap();
    assert_eq!(run.manifest().best_epoch, Some(3));
    let weights = path.join("weights.safetensors").metadata().unwrap().len();
    let small: u64 = [
        "project.netsmith",
        "health.json",
        "run.json",
        "history.jsonl",
        "history.csv",
    ]
    .iter()
    .map(|name| path.join(name).metadata().unwrap().len())
    .sum();
    let state = path.join("checkpoint/state.json").metadata().unwrap().len();
    let found = bytes_of(&path) - small - state;
    assert!(found <= 3 * weights, "{found} of {weights}");
}

/// The third epoch is spoiled by a huge step: the best weights were never saved while they were the last ones.
#[test]
fn the_best_weights_are_kept_though_nothing_was_saved_when_they_were_the_last() {
    let folder = tempfile::tempdir().unwrap();
    let at = |name: &str| folder.path().join(name);
    epochs(paced(recipe(2), &at("two"), RunStart::New, ALWAYS));
    let best = weights(&at("two"));
    for is_stopped in [false, true] {
        let path = at(if is_stopped { "stopped" } else { "whole" });
        let handle = held_after(24, paced(recipe(4), &path, RunStart::New, SELDOM));
        assert!(handle.send(Command::SetLearningRate(1.0)));
        assert!(handle.send(Command::Resume));
        if is_stopped {
            wait_for(&handle, |event| {
                batch(event).filter(|at| at.0 == 3 && at.1 >= 3)
            });
            assert!(handle.send(Command::Stop));
        }
        wait_for(&handle, ending);
        drop(handle);
        assert!(best_weights(&path) == best, "stopped: {is_stopped}");
        assert_eq!(
            RunFolder::open(&path).unwrap().manifest().best_epoch,
            Some(2)
        );
    }
    epochs(paced(recipe(4), &at("stopped"), RunStart::Resume, SELDOM));
    assert_eq!(history(&at("stopped")), history(&at("whole")));
    assert!(weights(&at("stopped")) == weights(&at("whole")));
    assert!(best_weights(&at("stopped")) == best);
}

#[test]
fn a_training_that_holds_can_be_killed_without_losing_a_batch() {
    let folder = tempfile::tempdir().unwrap();
    let (path, killed) = (folder.path().join("run"), folder.path().join("killed"));
    let handle = held_after(17, paced(recipe(3), &path, RunStart::New, SELDOM));
    assert_ne!(place(&path), Some((1, 5)));
    assert!(handle.send(Command::Pause));
    wait_for(&handle, paused);
    // It is saved while the training waits for what comes next.
    let waited = std::time::Instant::now();
    while place(&path) != Some((1, 5)) {
        assert!(waited.elapsed() < super::PATIENCE, "{:?}", place(&path));
        std::thread::yield_now();
    }
    // Nobody writes any more once this was answered.
    assert!(handle.send(Command::CheckpointNow));
    wait_for(&handle, saved);
    copy_folder(&path, &killed);
    assert!(handle.send(Command::Resume));
    wait_for(&handle, ending);
    epochs(paced(recipe(3), &killed, RunStart::Resume, SELDOM));
    assert_eq!(history(&killed), history(&path));
    assert!(weights(&killed) == weights(&path));
}

#[test]
fn what_a_disk_refuses_while_the_training_goes_on_ends_it_with_the_sentence() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("run");
    let handle = held_after(24, paced(recipe(1_000), &path, RunStart::New, ALWAYS));
    // Whatever has yet to be saved is, and then nothing more can be.
    assert!(handle.send(Command::CheckpointNow));
    wait_for(&handle, saved);
    let kept = folder.path().join("kept");
    std::fs::rename(path.join("checkpoint"), &kept).unwrap();
    netsmith::files::write_atomically(&path.join("checkpoint"), b"in the way").unwrap();
    assert!(handle.send(Command::Resume));
    let (message, _) = wait_for(&handle, failure);
    assert!(
        message.starts_with("expected to save a file, found "),
        "{message}"
    );
    drop(handle);
    let run = RunFolder::open(&path).unwrap();
    assert_eq!(run.state(), RunState::Failed);
    assert_eq!(run.manifest().message.as_ref(), Some(&message));
    assert_eq!(run.manifest().epochs_done, 2);
    // What was there before still is.
    std::fs::remove_file(path.join("checkpoint")).unwrap();
    std::fs::rename(&kept, path.join("checkpoint")).unwrap();
    let whole = folder.path().join("whole");
    epochs(paced(recipe(3), &whole, RunStart::New, ALWAYS));
    epochs(paced(recipe(3), &path, RunStart::Resume, ALWAYS));
    assert_eq!(history(&path), history(&whole));
    assert!(weights(&path) == weights(&whole));
}

/// Epochs that were not saved are told of, though the weights of after them are lost.
#[test]
fn a_run_that_failed_tells_of_epochs_that_were_not_saved_and_goes_on_from_what_was() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("run");
    let handle = held_after(24, paced(recipe(4), &path, RunStart::New, SELDOM));
    assert!(handle.send(Command::SetLearningRate(1e30)));
    assert!(handle.send(Command::Resume));
    wait_for(&handle, failure);
    drop(handle);
    let run = RunFolder::open(&path).unwrap();
    assert_eq!(
        (run.state(), run.manifest().epochs_done),
        (RunState::Failed, 0)
    );
    assert_eq!(history(&path).len(), 2);
    assert_eq!(run.record(WeightsChoice::Latest), None);
    assert_eq!(place(&path).map(|at| at.0), Some(0));
}
