//! How runs go on: resumed, longer, by other settings, after a kill; and what they refuse.

use netsmith::engine::run::{RunFolder, RunStart, RunState};
use netsmith::engine::train::{Command, spawn};
use netsmith::graph::Graph;
use netsmith::recipe::{Augmentation, Recipe, Schedule};

use super::{
    batch, dropout_network, ending, epochs, failure, history, job, mlp, recipe, wait_for, weights,
};

#[test]
fn a_resumed_run_repeats_an_uninterrupted_one_to_the_last_bit() {
    let folder = tempfile::tempdir().unwrap();
    let (whole, broken) = (folder.path().join("whole"), folder.path().join("broken"));
    let graph = dropout_network();
    epochs(job(&graph, recipe(4), Some((&whole, RunStart::New))));

    let handle = spawn(job(&graph, recipe(4), Some((&broken, RunStart::New)))).unwrap();
    wait_for(&handle, |event| batch(event).filter(|at| *at == (2, 5)));
    assert!(handle.send(Command::Stop));
    let stopped = wait_for(&handle, ending);
    assert_eq!(stopped.epochs, 1);
    assert_eq!(RunFolder::open(&broken).unwrap().state(), RunState::Stopped);

    let (told, _) = epochs(job(&graph, recipe(4), Some((&broken, RunStart::Resume))));
    assert_eq!(
        told.iter().map(|record| record.epoch).collect::<Vec<_>>(),
        [2, 3, 4]
    );
    assert_eq!(history(&broken), history(&whole));
    assert_eq!(weights(&broken), weights(&whole));
}

#[test]
fn a_finished_run_goes_on_as_if_it_had_been_asked_for_more_epochs() {
    let folder = tempfile::tempdir().unwrap();
    let (whole, parts) = (folder.path().join("whole"), folder.path().join("parts"));
    let graph = dropout_network();
    epochs(job(&graph, recipe(4), Some((&whole, RunStart::New))));
    epochs(job(&graph, recipe(2), Some((&parts, RunStart::New))));
    let going_on = job(&graph, recipe(2), None).going_on(&parts, folder.path().join("other"));
    let (told, _) = epochs(going_on.unwrap());
    assert_eq!(told.len(), 2);
    assert_eq!(history(&parts), history(&whole));
    assert_eq!(weights(&parts), weights(&whole));
    // Asked for two, and so it is for the next time.
    let run = RunFolder::open(&parts).unwrap();
    assert_eq!(run.project().unwrap().recipe.epochs, 2);
    assert_eq!(run.manifest().epochs, 4);
}

#[test]
fn a_run_that_goes_on_by_other_settings_is_resumed_to_the_last_bit() {
    let folder = tempfile::tempdir().unwrap();
    let at = |name: &str| folder.path().join(name);
    let graph = dropout_network();
    epochs(job(&graph, recipe(2), Some((&at("first"), RunStart::New))));
    let slower = || Recipe {
        learning_rate: 0.0005,
        ..recipe(3)
    };
    let going_on = |from: &str, into: &str| {
        let job = job(&graph, slower(), None);
        job.going_on(&at(from), at(into)).unwrap()
    };
    epochs(going_on("first", "whole"));
    assert_eq!(history(&at("whole")).len(), 5);
    assert_eq!(history(&at("first")).len(), 2);

    let handle = spawn(going_on("first", "broken")).unwrap();
    wait_for(&handle, |event| batch(event).filter(|at| *at == (4, 5)));
    handle.stop_and_join();
    // The same wish finds the run that was broken off and leads it to its end.
    epochs(going_on("broken", "unused"));
    assert!(!at("unused").exists());
    assert_eq!(history(&at("broken")), history(&at("whole")));
    assert_eq!(weights(&at("broken")), weights(&at("whole")));
}

#[test]
fn a_run_killed_before_its_first_checkpoint_begins_once_more_with_what_it_goes_on_from() {
    let folder = tempfile::tempdir().unwrap();
    let at = |name: &str| folder.path().join(name);
    let graph = dropout_network();
    epochs(job(&graph, recipe(2), Some((&at("first"), RunStart::New))));
    let slower = || Recipe {
        learning_rate: 0.0005,
        ..recipe(2)
    };
    let going_on = |from: &str, into: &str| {
        let job = job(&graph, slower(), None);
        job.going_on(&at(from), at(into)).unwrap()
    };
    epochs(going_on("first", "whole"));
    epochs(going_on("first", "killed"));
    // What a process leaves that is killed between the first line of its run and its first checkpoint.
    let path = at("killed/run.json");
    let text = netsmith::files::read_limited(&path, 1 << 20).unwrap();
    let mut manifest: serde_json::Value = serde_json::from_slice(&text).unwrap();
    manifest["state"] = "running".into();
    manifest["epochs_done"] = 2.into();
    netsmith::files::write_atomically(&path, manifest.to_string().as_bytes()).unwrap();
    std::fs::remove_file(at("killed/checkpoint/state.json")).unwrap();
    std::fs::remove_file(at("killed/weights.safetensors")).unwrap();

    epochs(going_on("killed", "unused"));
    assert!(!at("unused").exists());
    assert_eq!(history(&at("killed")), history(&at("whole")));
    assert_eq!(weights(&at("killed")), weights(&at("whole")));
}

#[test]
fn going_on_refuses_another_network_and_a_run_without_a_checkpoint() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("run");
    epochs(job(
        &dropout_network(),
        recipe(1),
        Some((&path, RunStart::New)),
    ));
    let other = job(&mlp(), recipe(1), None).going_on(&path, folder.path().join("other"));
    let (message, _) = wait_for(&spawn(other.unwrap()).unwrap(), failure);
    assert!(message.contains("begun with another network"), "{message}");
    std::fs::remove_dir_all(path.join("checkpoint")).unwrap();
    let resumed = job(
        &dropout_network(),
        recipe(2),
        Some((&path, RunStart::Resume)),
    );
    let (message, _) = wait_for(&spawn(resumed).unwrap(), failure);
    assert!(message.contains("saved nothing to go on from"), "{message}");
    assert_eq!(history(&path).len(), 1);
}

#[test]
fn a_killed_run_goes_on_from_its_last_checkpoint() {
    let folder = tempfile::tempdir().unwrap();
    let (whole, killed) = (folder.path().join("whole"), folder.path().join("killed"));
    let graph = dropout_network();
    epochs(job(&graph, recipe(3), Some((&whole, RunStart::New))));

    epochs(job(&graph, recipe(2), Some((&killed, RunStart::New))));
    // What a process killed while it saved its second epoch leaves: the history is ahead of the checkpoint.
    let path = killed.join("history.jsonl");
    let mut text = netsmith::files::read_limited(&path, 1 << 20).unwrap();
    text.extend(b"{\"epoch\":3,\"loss\":9,\"accuracy\":0,\"learning_rate\":1,\"seconds\":1,\"images_per_second\":1}\n");
    netsmith::files::write_atomically(&path, &text).unwrap();

    let (told, _) = epochs(job(&graph, recipe(3), Some((&killed, RunStart::Resume))));
    assert_eq!(told.len(), 1);
    assert_eq!(history(&killed), history(&whole));
    assert_eq!(weights(&killed), weights(&whole));
}

#[test]
fn a_schedule_gives_each_epoch_its_rate_also_after_a_resumption() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("run");
    let recipe = Recipe {
        schedule: Schedule::Step { factor: 0.1 },
        augmentation: vec![Augmentation::Flip],
        ..recipe(4)
    };
    let whole = epochs(job(&mlp(), recipe.clone(), None)).0;
    let rates: Vec<f64> = whole.iter().map(|record| record.learning_rate).collect();
    assert_eq!(rates, [0.001, 0.001, 0.0001, 0.00001]);

    let handle = spawn(job(&mlp(), recipe.clone(), Some((&path, RunStart::New)))).unwrap();
    wait_for(&handle, |event| batch(event).filter(|at| *at == (3, 4)));
    handle.stop_and_join();
    epochs(job(&mlp(), recipe, Some((&path, RunStart::Resume))));
    assert_eq!(history(&path), whole);
}

#[test]
fn mixed_pictures_are_learned_from_alike_by_equal_seeds_and_after_a_resumption() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("run");
    let mixed = Recipe {
        augmentation: vec![Augmentation::Mixup { alpha: 0.4 }],
        ..recipe(2)
    };
    let whole = epochs(job(&mlp(), mixed.clone(), None)).0;
    assert_ne!(whole, epochs(job(&mlp(), recipe(2), None)).0);
    let handle = spawn(job(&mlp(), mixed.clone(), Some((&path, RunStart::New)))).unwrap();
    wait_for(&handle, |event| batch(event).filter(|at| *at == (1, 4)));
    handle.stop_and_join();
    epochs(job(&mlp(), mixed, Some((&path, RunStart::Resume))));
    assert_eq!(history(&path), whole);
    // Half and half of two pictures is never as sure as one.
    assert!(
        whole[1].train.loss > whole[1].validation.as_ref().unwrap().loss,
        "{whole:?}"
    );
}

#[test]
fn a_run_goes_on_only_with_what_it_was_begun_with() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("run");
    epochs(job(&mlp(), recipe(1), Some((&path, RunStart::New))));
    let refused = |graph: &Graph, recipe: Recipe, start| {
        let handle = spawn(job(graph, recipe, Some((&path, start)))).unwrap();
        wait_for(&handle, failure).0
    };
    let message = refused(&mlp(), recipe(1), RunStart::New);
    assert!(
        message.starts_with("the folder holds a finished run of 1 epoch;"),
        "{message}"
    );
    let message = refused(
        &mlp(),
        Recipe {
            seed: 12,
            ..recipe(2)
        },
        RunStart::Resume,
    );
    assert!(
        message.starts_with("the run was begun with the seed 11, but now it is 12;"),
        "{message}"
    );
    let message = refused(&dropout_network(), recipe(2), RunStart::Resume);
    assert!(
        message.starts_with("the run was begun with another network;"),
        "{message}"
    );
    let message = refused(
        &mlp(),
        Recipe {
            batch_size: 64,
            ..recipe(2)
        },
        RunStart::Resume,
    );
    assert!(
        message.starts_with("the run was begun with the batch size 128, but now it is 64;"),
        "{message}"
    );
}

#[test]
fn a_folder_is_trained_into_by_one_at_a_time() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("run");
    let first = spawn(job(&mlp(), recipe(1_000), Some((&path, RunStart::New)))).unwrap();
    wait_for(&first, batch);
    let second = spawn(job(&mlp(), recipe(1_000), Some((&path, RunStart::Resume)))).unwrap();
    let (message, _) = wait_for(&second, failure);
    assert!(
        message.starts_with("another training is writing into this folder;"),
        "{message}"
    );
    first.stop_and_join();
}
