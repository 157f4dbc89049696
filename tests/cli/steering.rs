//! What is tried out before a training, and what leads it.

use super::*;

#[test]
fn a_dry_run_tells_time_memory_and_rates_and_keeps_nothing() {
    let folder = folder();
    let start = "--json train mlp --data builtin:digits --threads 2 --batch-size 128 --epochs 4 --schedule cosine --dry-run";
    let mut command = netsmith();
    let output = command
        .args(start.split(' '))
        .current_dir(folder.path())
        .output()
        .unwrap();
    assert!(output.status.success(), "{}", text(&output.stderr));
    let told: Value = serde_json::from_str(&text(&output.stdout)).unwrap();
    assert_eq!(told["event"], "estimate");
    assert_eq!(told["batch_seconds"].as_array().unwrap().len(), 3);
    // A fifth of 1437 pictures is held back: 1150 in batches of 128.
    assert_eq!((&told["batches"], &told["epochs"]), (&9.into(), &4.into()));
    let seconds = |key: &str, of: &str| told[key][of].as_f64().unwrap();
    assert!(
        (seconds("training_seconds", "mean") / seconds("epoch_seconds", "mean") - 4.0).abs() < 1e-9
    );
    assert!(told["needed_bytes"].as_u64().unwrap() > 0);
    // Half a cosine over four epochs: 1, (1 + cos(π/4)) / 2, 1/2, …
    let rates = told["learning_rates"].as_array().unwrap();
    for (rate, expected) in rates
        .iter()
        .zip([1e-3, 8.535_533_9e-4, 5e-4, 1.464_466_1e-4])
    {
        assert!(
            (rate.as_f64().unwrap() / expected - 1.0).abs() < 1e-6,
            "{rates:?}"
        );
    }
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 0);
    let said = output_of(
        "train mlp --data builtin:digits --batch-size 128 --epochs 4 --dry-run".split(' '),
    );
    assert!(
        said.contains("An epoch: ") && said.contains("The whole training: "),
        "{said}"
    );
}

#[test]
fn a_dry_run_tells_what_gradient_checkpointing_saves_or_would_save() {
    let dry = "--json train mlp --data builtin:digits --batch-size 128 --dry-run";
    let told = |more: &str| -> Value {
        let said = output_of(format!("{dry}{more}").split(' '));
        serde_json::from_str(&said).unwrap()
    };
    let (whole, in_parts) = (told(""), told(" --gradient-checkpointing blocks"));
    let possible = whole["gradient_checkpointing"]["possible_bytes"].as_u64();
    let saved = in_parts["gradient_checkpointing"]["saved_bytes"].as_u64();
    assert!(
        saved > Some(0) && saved == possible,
        "{saved:?} {possible:?}"
    );
    let needed = |told: &Value| told["needed_bytes"].as_u64().unwrap();
    assert!(needed(&in_parts) < needed(&whole));
}

#[test]
fn learning_rates_are_tried_and_one_is_suggested() {
    let folder = folder();
    let start = "--json find-rate mlp --data builtin:digits --threads 2 --batch-size 128 --tries 50 --highest 10";
    let mut command = netsmith();
    let output = command
        .args(start.split(' '))
        .current_dir(folder.path())
        .output()
        .unwrap();
    assert!(output.status.success(), "{}", text(&output.stderr));
    let told: Value = serde_json::from_str(&text(&output.stdout)).unwrap();
    let tried = told["tried"].as_array().unwrap();
    assert!((10..=50).contains(&tried.len()), "{}", tried.len());
    assert_eq!(tried[0]["rate"], 1e-6);
    let suggested = told["suggested"].as_f64().unwrap();
    assert!((1e-5..1.0).contains(&suggested), "{suggested}");
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 0);
    for wrong in ["--lowest 1 --highest 0.1", "--tries 3", "--out x"] {
        let all = format!("find-rate mlp --data builtin:digits {wrong}");
        assert!(!refusal(all.split(' '), 2).is_empty());
    }
}

#[test]
fn frozen_layers_stay_as_they_were_and_the_summary_counts_them() {
    let folder = folder();
    let project = changed_preset(
        "mlp",
        "\"inputs\": [1]",
        "\"inputs\": [1], \"trainable\": false",
    );
    let path = write(&folder.path().join("frozen.netsmith"), project);
    let path = path.to_str().unwrap();
    let whole = json_of(["summary", "mlp", "--json"]);
    let frozen = json_of(["summary", path, "--json"]);
    let count = |summary: &Value, key: &str| summary[key].as_u64().unwrap();
    assert!(count(&frozen, "trainable_params") < count(&whole, "trainable_params"));
    assert_eq!(
        count(&frozen, "trainable_params") + count(&frozen, "non_trainable_params"),
        count(&whole, "trainable_params") + count(&whole, "non_trainable_params")
    );
}

#[test]
fn layers_are_frozen_by_name_and_keep_their_first_weights() {
    let folder = folder();
    let (run, free) = (folder.path().join("run"), folder.path().join("free"));
    output_of(train(&run, &["--epochs", "1", "--freeze-up-to", "fc1"]));
    assert!(
        read(&run.join("project.netsmith"))
            .unwrap()
            .contains("\"trainable\": false")
    );
    output_of(train(&free, &["--epochs", "1"]));
    assert_ne!(weights_of(&run), weights_of(&free));
    let unknown = refusal(train(&folder.path().join("none"), &["--freeze", "fc9"]), 2);
    assert!(
        unknown.contains("fc9") && unknown.contains("fc1"),
        "{unknown}"
    );
}

#[test]
fn mixing_pictures_is_an_augmentation_of_the_command_line() {
    let folder = folder();
    let run = folder.path().join("run");
    let told = events(&output_of(train(
        &run,
        &["--epochs", "1", "--augment", "mixup:alpha=0.4"],
    )));
    assert_eq!(told.len(), 2);
    assert!(
        read(&run.join("project.netsmith"))
            .unwrap()
            .contains("mixup")
    );
}
