//! Sweeps: planned, killed, taken up again, compared.

use super::*;
use netsmith::engine::run::{RunFolder, RunState};
use std::time::Duration;

/// `netsmith sweep` of MLP on the digits into `out`.
fn sweep(out: &Path, more: &[&str]) -> Vec<String> {
    let start = "--json sweep mlp --data builtin:digits --threads 1 --batch-size 256 --out";
    let words = start.split(' ').chain([out.to_str().unwrap()]);
    words
        .chain(more.iter().copied())
        .map(str::to_owned)
        .collect()
}

fn runs(told: &str) -> Vec<Value> {
    let all = events(told).into_iter();
    all.filter(|event| event["event"] == "run").collect()
}

fn state(run: &Path) -> RunState {
    RunFolder::open(run).unwrap().state()
}

#[test]
fn every_combination_is_a_run_of_its_own() {
    let folder = folder();
    let out = folder.path().join("sweep");
    let vary = [
        "--vary",
        "learning_rate=0.01,0.001",
        "--vary",
        "fc1.units=8,16",
        "--epochs",
        "1",
    ];
    let told = output_of(sweep(&out, &vary));
    let runs = runs(&told);
    assert_eq!(runs.len(), 4);
    let second = &runs[1];
    assert_eq!(second["settings"]["learning_rate"], "0.01");
    assert_eq!(second["settings"]["fc1.units"], "16");
    for run in &runs {
        assert!(run["best_loss"].is_number(), "{run}");
    }
    let last = events(&told).pop().unwrap();
    let best = runs
        .iter()
        .min_by(|one, other| {
            one["best_loss"]
                .as_f64()
                .unwrap()
                .total_cmp(&other["best_loss"].as_f64().unwrap())
        })
        .unwrap();
    assert_eq!(last["best"], best["run"]);
    // Each is what a training with these settings alone is.
    let alone = folder.path().join("alone");
    let path = write(
        &folder.path().join("mine.netsmith"),
        changed_preset("mlp", "\"units\": 64", "\"units\": 16"),
    );
    let words =
        "train --data builtin:digits --threads 1 --batch-size 256 --epochs 1 --learning-rate 0.01";
    let words = words
        .split(' ')
        .chain([path.to_str().unwrap(), "--out", alone.to_str().unwrap()]);
    output_of(words);
    assert!(weights_of(&alone) == weights_of(&out.join("02")));
    // For people it is one table; nothing is left to train.
    let table = output_of(["sweep", out.to_str().unwrap()]);
    assert_eq!(table.lines().count(), 5, "{table}");
    assert!(
        table.lines().next().unwrap().contains("fc1.units"),
        "{table}"
    );
}

#[test]
fn a_killed_sweep_goes_on_to_the_same_end() {
    let folder = folder();
    let [whole, killed] = ["whole", "killed"].map(|name| folder.path().join(name));
    let vary = [
        "--vary",
        "learning_rate=0.01,0.001",
        "--vary",
        "seed=1,2",
        "--epochs",
        "6",
    ];
    output_of(sweep(&whole, &vary));
    let mut child = netsmith()
        .args(sweep(&killed, &vary))
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let second = killed.join("02");
    while !second.join("checkpoint/state.json").exists() && child.try_wait().unwrap().is_none() {
        std::thread::sleep(Duration::from_millis(2));
    }
    child.kill().unwrap();
    child.wait().unwrap();
    assert_eq!(state(&killed.join("01")), RunState::Finished);
    output_of(["sweep", killed.to_str().unwrap()]);
    for run in ["01", "02", "03", "04"] {
        assert_eq!(state(&killed.join(run)), RunState::Finished, "{run}");
        assert!(
            weights_of(&whole.join(run)) == weights_of(&killed.join(run)),
            "{run}"
        );
        assert!(!killed.join(run).join("waiting.json").exists(), "{run}");
    }
}

/// Two at a time, in whatever order: each run comes to what it comes to alone.
#[test]
fn several_devices_come_to_the_same_end_and_are_told_apart() {
    let folder = folder();
    let [one, two] = ["one", "two"].map(|name| folder.path().join(name));
    let vary = ["--vary", "learning_rate=0.01,0.001,0.1", "--epochs", "2"];
    let devices = [&vary[..], &["--devices", "cpu,cpu"]].concat();
    output_of(sweep(&one, &vary));
    let told = output_of(sweep(&two, &devices));
    for run in ["01", "02", "03"] {
        assert!(weights_of(&one.join(run)) == weights_of(&two.join(run)));
    }
    assert_eq!(runs(&told).len(), 3);
    let of_run = |run: &str| {
        let path = two.join(run).display().to_string();
        let epochs = events(&told).into_iter();
        let epochs = epochs.filter(|event| event["event"] == "epoch" && event["run"] == path);
        epochs
            .map(|event| event["epoch"].as_u64().unwrap())
            .collect::<Vec<_>>()
    };
    for run in ["01", "02", "03"] {
        assert_eq!(of_run(run), [1, 2]);
    }
}

#[test]
fn a_run_that_is_clearly_behind_ends_early_where_that_is_asked_for() {
    let folder = folder();
    let values = "learning_rate=0.01,0.02,0.005,0.0000001";
    let vary = ["--vary", values, "--epochs", "3"];
    let out = folder.path().join("behind");
    let told = output_of(sweep(&out, &[&vary[..], &["--stop-behind"]].concat()));
    let epochs: Vec<u64> = runs(&told)
        .iter()
        .map(|run| run["epochs"].as_u64().unwrap())
        .collect();
    assert_eq!(epochs, [3, 3, 3, 1]);
    assert_eq!(runs(&told)[3]["is_behind"], true);
    let out = folder.path().join("all");
    let told = output_of(sweep(&out, &vary));
    assert_eq!(runs(&told)[3]["epochs"], 3);
}

#[test]
fn a_draw_is_the_same_with_the_same_seed() {
    let folder = folder();
    let drawn = |name: &str, seed: &str| {
        let out = folder.path().join(name);
        let vary = [
            "--vary",
            "learning_rate=0.0001..0.1",
            "--random",
            "3",
            "--seed",
            seed,
            "--epochs",
            "1",
        ];
        let told = output_of(sweep(&out, &vary));
        let values = runs(&told).into_iter();
        values
            .map(|run| run["settings"]["learning_rate"].clone())
            .collect::<Vec<_>>()
    };
    let one = drawn("one", "5");
    assert_eq!(one.len(), 3);
    assert_eq!(one, drawn("same", "5"));
    assert_ne!(one, drawn("other", "6"));
}

#[test]
fn what_cannot_be_swept_is_refused_before_anything_is_written() {
    let folder = folder();
    let out = folder.path().join("sweep");
    for (more, code, words) in [
        (&["--vary", "fc1.unit=8"][..], 1, "did you mean fc1.units?"),
        (&["--vary", "fc1.units=8,0"], 1, "fc1.units=0"),
        (&["--vary", "learning_rate=0.1..1"], 1, "draw at random"),
        (
            &["--vary", "learning_rate"],
            2,
            "expected a setting and its values",
        ),
        (&[], 2, "expected a setting to vary"),
        (&["--vary", "seed=1", "--from", "x"], 2, "leave --from away"),
        (
            &["--vary", "seed=1", "--devices", "cpu,abacus"],
            2,
            "abacus",
        ),
    ] {
        let output = run(sweep(&out, more));
        let told = text(&output.stderr);
        assert_eq!(output.status.code(), Some(code), "{told}");
        assert!(told.contains(words), "{told}");
        assert!(!out.exists(), "{more:?}");
    }
}
