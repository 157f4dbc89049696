//! Trainings that begin with the weights of a run, repeat one, or are told as tables.

use super::*;
use netsmith::engine::run::{RunFolder, WeightsChoice};

/// MLP as a project file, changed.
fn project(folder: &Path, changes: &[(&str, &str)]) -> PathBuf {
    let start = changed_preset("mlp", "", "");
    let change = |text: String, (from, to): &(&str, &str)| {
        assert!(text.contains(from), "{from}");
        text.replacen(from, to, 1)
    };
    let text = changes.iter().fold(start, change);
    write(&folder.join("mine.netsmith"), text)
}

fn arguments<'a>(model: &'a Path, out: &'a Path, more: &[&'a str]) -> Vec<&'a str> {
    let start = "--json train --data builtin:digits --seed 3 --threads 1 --batch-size 256";
    let mut arguments: Vec<&str> = start.split(' ').collect();
    arguments.extend([model.to_str().unwrap(), "--out", out.to_str().unwrap()]);
    arguments.extend(more);
    arguments
}

/// `netsmith train`, which must succeed; its events and its messages.
fn trained(model: &Path, out: &Path, more: &[&str]) -> (Vec<Value>, String) {
    let output = run(arguments(model, out, more));
    let told = text(&output.stderr);
    assert!(output.status.success(), "{told}");
    (events(&text(&output.stdout)), told)
}

fn weights(run: &Path, choice: WeightsChoice) -> Vec<(String, Vec<f32>)> {
    let (arrays, _) = RunFolder::open(run).unwrap().weights(choice).unwrap();
    let named = arrays.into_iter().map(|array| (array.name, array.values));
    named.collect()
}

fn losses(run: &Path) -> Vec<f64> {
    let history = RunFolder::open(run).unwrap().history().unwrap();
    history.iter().map(|record| record.train.loss).collect()
}

#[test]
fn a_changed_network_begins_with_the_weights_that_still_fit() {
    let folder = folder();
    let [first, second] = ["first", "second"].map(|name| folder.path().join(name));
    trained(Path::new("mlp"), &first, &["--epochs", "3"]);
    let changes = [
        ("\"relu\"", "\"tanh\""),
        ("\"name\": \"fc2\"", "\"name\": \"head\""),
    ];
    let path = project(folder.path(), &changes);
    let from = ["--epochs", "1", "--from", first.to_str().unwrap()];
    // Steps of nearly nothing: what was taken over is still there.
    let still = [&from[..], &["--learning-rate", "1e-12"]].concat();
    let (told, words) = trained(&path, &second, &still);
    let layers = told[0]["layers"].as_array().unwrap();
    let fits: Vec<_> = layers
        .iter()
        .map(|layer| {
            (
                layer["layer"].as_str().unwrap(),
                layer["fit"].as_str().unwrap(),
            )
        })
        .collect();
    assert_eq!(fits, [("fc1", "kept"), ("head", "new")]);
    assert_eq!(
        (&told[0]["unused"][0], &told[0]["epoch"]),
        (&"fc2".into(), &3.into())
    );
    assert!(
        words.contains("1 of 2 layers keep their weights"),
        "{words}"
    );
    assert!(words.contains("head: new"), "{words}");
    let kernel = |run: &Path| {
        let all = weights(run, WeightsChoice::Latest);
        all.into_iter()
            .find(|(name, _)| name == "fc1/kernel")
            .unwrap()
            .1
    };
    let far = kernel(&first).into_iter().zip(kernel(&second));
    assert!(
        far.into_iter()
            .all(|(one, other)| (one - other).abs() < 1e-9)
    );
    let manifest = RunFolder::open(&second).unwrap().manifest().clone();
    let origin = manifest.origin.unwrap();
    assert_eq!((origin.epoch, origin.layers_kept, origin.layers), (3, 1, 2));
    // It begins at its first epoch, with an optimizer that remembers nothing.
    assert_eq!(losses(&second).len(), 1);
}

#[test]
fn a_run_branches_off_from_its_best_its_last_or_a_kept_epoch() {
    let folder = folder();
    let first = folder.path().join("first");
    trained(
        Path::new("mlp"),
        &first,
        &["--epochs", "4", "--keep-every", "2"],
    );
    let kept = RunFolder::open(&first).unwrap().kept_epochs();
    assert_eq!(kept, [2, 4]);
    // An epoch of it is what the whole of a shorter run is.
    let two = folder.path().join("two");
    trained(Path::new("mlp"), &two, &["--epochs", "2"]);
    assert_eq!(
        weights(&first, WeightsChoice::Epoch(2)),
        weights(&two, WeightsChoice::Latest)
    );
    let branch = |name: &str, epoch: &str| {
        let path = folder.path().join(name);
        let from = [
            "--epochs",
            "1",
            "--epoch",
            epoch,
            "--from",
            first.to_str().unwrap(),
        ];
        trained(Path::new("mlp"), &path, &from);
        RunFolder::open(&path)
            .unwrap()
            .manifest()
            .origin
            .clone()
            .unwrap()
            .epoch
    };
    assert_eq!((branch("a", "last"), branch("b", "2")), (4, 2));
    assert_eq!(losses(&folder.path().join("b")).len(), 1);
    let missing = ["--epoch", "3", "--from", first.to_str().unwrap()];
    let out = folder.path().join("c");
    let message = refusal(arguments(Path::new("mlp"), &out, &missing), 1);
    assert!(
        message.contains("kept no weights after epoch 3"),
        "{message}"
    );
}

#[test]
fn what_fits_nothing_is_refused_before_anything_is_trained() {
    let folder = folder();
    let [first, second] = ["first", "second"].map(|name| folder.path().join(name));
    trained(Path::new("mlp"), &first, &["--epochs", "1"]);
    let path = project(folder.path(), &[("\"units\": 64", "\"units\": 48")]);
    let from = ["--from", first.to_str().unwrap()];
    let output = run(arguments(&path, &second, &from));
    let told = text(&output.stderr);
    assert_eq!(output.status.code(), Some(1));
    assert!(told.contains("none of its weights can be used"), "{told}");
    assert!(
        told.contains("fc1: reshaped, kernel was (64, 64) and is (64, 48)"),
        "{told}"
    );
    assert!(!RunFolder::is_at(&second));
}

#[test]
fn a_run_that_is_repeated_is_the_same_to_the_last_bit() {
    let folder = folder();
    let [first, again, branch] = ["first", "again", "branch"].map(|name| folder.path().join(name));
    trained(Path::new("mlp"), &first, &["--epochs", "3"]);
    let repeat = |run: &Path, out: &Path| {
        let words = ["--json", "train", run.to_str().unwrap(), "--again", "--out"];
        let told = output_of(words.iter().chain(&[out.to_str().unwrap()]));
        events(&told).pop().unwrap()
    };
    let done = repeat(&first, &again);
    assert_eq!(
        (&done["same_epochs"], &done["parts_at"]),
        (&3.into(), &Value::Null)
    );
    assert_eq!(losses(&first), losses(&again));
    assert!(weights_of(&first) == weights_of(&again));

    // One that began with other weights begins with them again, whatever has become of that run.
    let from = ["--epochs", "2", "--from", first.to_str().unwrap()];
    trained(Path::new("mlp"), &branch, &from);
    std::fs::remove_dir_all(&first).unwrap();
    let done = repeat(&branch, &folder.path().join("branch_again"));
    assert_eq!(
        (&done["same_epochs"], &done["parts_at"]),
        (&2.into(), &Value::Null)
    );
}

#[test]
fn only_a_run_is_repeated_and_only_as_it_was() {
    let folder = folder();
    let first = folder.path().join("first");
    trained(Path::new("mlp"), &first, &["--epochs", "1"]);
    let message = refusal(["train", "mlp", "--again", "--data", "builtin:digits"], 2);
    assert!(message.contains("repeats a run"), "{message}");
    let message = refusal(
        ["train", first.to_str().unwrap(), "--again", "--epochs", "9"],
        2,
    );
    assert!(
        message.contains("leave the other settings away"),
        "{message}"
    );
}

#[test]
fn a_run_that_ended_early_waits_anew_when_it_is_continued() {
    let folder = folder();
    let first = folder.path().join("first");
    // No epoch is better by a thousand: it ends after its second one.
    let early = [
        "--epochs",
        "9",
        "--early-stopping",
        "on:patience=1,min_delta=1000",
    ];
    trained(Path::new("mlp"), &first, &early);
    assert_eq!(losses(&first).len(), 2);
    output_of(["train", first.to_str().unwrap(), "--continue"]);
    assert_eq!(losses(&first).len(), 4);
    // What only takes up a run that may have been broken off finds nothing to do.
    output_of(arguments(
        Path::new("mlp"),
        &first,
        &[&early[..], &["--resume"]].concat(),
    ));
    assert_eq!(losses(&first).len(), 4);
}

#[test]
fn epochs_are_told_as_a_table_and_for_tensorboard() {
    let folder = folder();
    let first = folder.path().join("first");
    let board = folder.path().join("board");
    let more = ["--epochs", "2", "--tensorboard", board.to_str().unwrap()];
    trained(Path::new("mlp"), &first, &more);
    let table = output_of(["history", first.to_str().unwrap()]);
    assert_eq!(Some(&table), read(&first.join("history.csv")).as_ref());
    let mut lines = table.lines();
    let heads: Vec<&str> = lines.next().unwrap().split(',').collect();
    assert_eq!(heads[..3], ["epoch", "loss", "accuracy"]);
    let rows: Vec<Vec<f64>> = lines
        .map(|line| line.split(',').map(|cell| cell.parse().unwrap()).collect())
        .collect();
    assert_eq!(
        rows.iter().map(|row| row[1]).collect::<Vec<_>>(),
        losses(&first)
    );

    let files = |folder: &Path| std::fs::read_dir(folder).unwrap().count();
    assert_eq!(files(&board.join("first/train")), 1);
    assert_eq!(files(&board.join("first/validation")), 1);
    let later = folder.path().join("later");
    output_of([
        "history",
        first.to_str().unwrap(),
        "--tensorboard",
        later.to_str().unwrap(),
    ]);
    assert_eq!(files(&later.join("first/train")), 1);
}
