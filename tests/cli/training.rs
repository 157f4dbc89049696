//! Commands that train, judge and predict.

use super::*;

#[test]
fn a_run_is_trained_measured_and_asked() {
    let folder = folder();
    let path = folder.path().join("deep").join("run");
    let told = events(&output_of(train(
        &path,
        &["--epochs", "3", "--validation", "test"],
    )));
    assert_eq!(told.len(), 4);
    for (event, epoch) in told.iter().zip(1..=3) {
        assert_eq!(
            (&event["event"], &event["epoch"]),
            (&"epoch".into(), &epoch.into())
        );
        for key in [
            "loss",
            "accuracy",
            "val_loss",
            "val_accuracy",
            "seconds",
            "images_per_second",
        ] {
            assert!(event[key].is_number(), "{key} in {event}");
        }
    }
    let done = &told[3];
    assert_eq!(
        (&done["event"], &done["epochs"]),
        (&"done".into(), &3.into())
    );
    assert_eq!(done["run"], path.to_str().unwrap());
    assert_eq!(done["best_epoch"], 3);
    assert_files(&path);
    measured(&path, &told[2]);
    asked(&path);
}

fn assert_files(run: &Path) {
    for name in [
        "project.netsmith",
        "run.json",
        "history.jsonl",
        "weights.safetensors",
        "best.safetensors",
    ] {
        assert!(run.join(name).is_file(), "{name}");
    }
    assert!(run.join("checkpoint").is_dir());
    let leftover = |entry: std::io::Result<std::fs::DirEntry>| {
        let name = entry.unwrap().file_name().into_string().unwrap();
        // The lock's file stays: whoever removed it could take it from a training that has just opened it.
        (name.starts_with('.') && name != ".lock").then_some(name)
    };
    assert_eq!(std::fs::read_dir(run).unwrap().find_map(leftover), None);
}

fn measured(run: &Path, last: &Value) {
    let run = run.to_str().unwrap();
    let report = json_of(["evaluate", run, "--data", "builtin:digits/test", "--json"]);
    // The same weights on the same pictures as the last validation.
    assert_eq!(report["accuracy"], last["val_accuracy"]);
    assert!((report["loss"].as_f64().unwrap() - last["val_loss"].as_f64().unwrap()).abs() < 1e-9);
    assert_eq!(report["classes"].as_array().unwrap().len(), 10);
    let confusion = report["confusion"].as_array().unwrap();
    let counted: u64 = confusion
        .iter()
        .flat_map(|row| row.as_array().unwrap())
        .map(|n| n.as_u64().unwrap())
        .sum();
    assert_eq!(counted, 360);
    let row = &report["per_class"][4];
    for key in ["precision", "recall", "f1", "support"] {
        assert!(row[key].is_number(), "{key} in {row}");
    }
    assert!(output_of(["evaluate", run, "--data", "builtin:digits"]).contains("precision"));
}

fn asked(run: &Path) {
    let picture = run.join("four.png");
    write_gray(&picture, [20, 20], 90);
    let arguments = [
        OsStr::new("predict"),
        run.as_os_str(),
        picture.as_os_str(),
        picture.as_os_str(),
        OsStr::new("--json"),
    ];
    let predictions = json_of(arguments);
    assert_eq!(predictions.as_array().unwrap().len(), 2);
    let prediction = &predictions[0];
    assert_eq!(prediction["image"], picture.to_str().unwrap());
    let probabilities = prediction["probabilities"].as_array().unwrap();
    assert_eq!(probabilities.len(), 10);
    let index = prediction["index"].as_u64().unwrap() as usize;
    assert!(
        probabilities
            .iter()
            .all(|p| p.as_f64() <= probabilities[index].as_f64())
    );
    assert!(prediction["class"].is_string());
}

#[test]
fn a_stopped_run_is_resumed_and_only_the_epochs_left_are_told() {
    let folder = folder();
    let (whole, parts) = (folder.path().join("whole"), folder.path().join("parts"));
    let uninterrupted = figures(&events(&output_of(train(&whole, &["--epochs", "4"]))));
    let first = figures(&events(&output_of(train(&parts, &["--epochs", "2"]))));
    let told = events(&output_of(train(&parts, &["--epochs", "4", "--resume"])));
    assert_eq!(figures(&told).len(), 2);
    assert_eq!([first, figures(&told)].concat(), uninterrupted);
    let again = events(&output_of(train(&parts, &["--epochs", "4", "--resume"])));
    assert_eq!(again.len(), 1, "{again:?}");
    assert_eq!(again[0]["event"], "done");
}

#[cfg(unix)]
#[test]
fn ctrl_c_stops_within_a_batch_and_leaves_a_run_to_resume() {
    use std::io::{BufRead, BufReader};
    if is_ignored(2) {
        return;
    }
    let folder = folder();
    let path = folder.path().join("run");
    let mut child = netsmith()
        .args(train(&path, &["--epochs", "100000"]))
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut first = String::new();
    let mut stdout = BufReader::new(child.stdout.take().unwrap());
    stdout.read_line(&mut first).unwrap();
    assert!(first.contains("\"epoch\":1"), "{first}");
    let interrupt = Command::new("kill")
        .args(["-INT", &child.id().to_string()])
        .status()
        .unwrap();
    assert!(interrupt.success());
    // Whoever stops reading does not hold the program up.
    drop(stdout);
    let output = child.wait_with_output().unwrap();
    let message = text(&output.stderr);
    assert_eq!(output.status.code(), Some(1), "{message}");
    assert!(message.contains("--resume goes on"), "{message}");
    let run = netsmith::engine::run::RunFolder::open(&path).unwrap();
    let done = run.manifest().epochs_done.to_string();
    let told = events(&output_of(train(&path, &["--resume", "--epochs", &done])));
    assert_eq!(told.last().unwrap()["event"], "done");
}

#[test]
fn a_finished_run_is_not_overwritten() {
    let folder = folder();
    let path = folder.path().join("run");
    output_of(train(&path, &["--epochs", "1"]));
    let message = refusal(train(&path, &["--epochs", "1"]), 1);
    assert!(
        message.contains("holds a finished run of 1 epoch; choose another folder"),
        "{message}"
    );
}

#[test]
fn a_file_where_the_folder_should_be_is_a_sentence() {
    let folder = folder();
    let file = write(&folder.path().join("file"), "not a folder");
    let message = refusal(train(&file, &["--epochs", "1"]), 1);
    assert!(
        message.contains("the run folder cannot be written to"),
        "{message}"
    );
    let message = refusal(train(&file.join("inside"), &["--epochs", "1"]), 1);
    assert!(message.contains("choose another folder"), "{message}");
    assert_eq!(read(&file).unwrap(), "not a folder");
}

#[cfg(unix)]
#[test]
fn a_read_only_folder_is_a_sentence() {
    use std::os::unix::fs::PermissionsExt;
    let folder = folder();
    let closed = folder.path().join("closed");
    std::fs::create_dir(&closed).unwrap();
    std::fs::set_permissions(&closed, std::fs::Permissions::from_mode(0o555)).unwrap();
    if std::fs::File::create(closed.join("probe")).is_ok() {
        println!("skipped: this user may write into read-only folders");
        return;
    }
    let message = refusal(train(&closed.join("run"), &["--epochs", "1"]), 1);
    assert!(message.contains("choose another folder"), "{message}");
}

#[test]
fn a_batch_larger_than_the_data_is_one_batch() {
    let folder = folder();
    let path = folder.path().join("run");
    let told = events(&output_of(train(
        &path,
        &["--epochs", "1", "--batch-size", "60000"],
    )));
    assert_eq!(told.len(), 2);
}

#[test]
fn a_split_holds_pictures_back() {
    let folder = folder();
    let path = folder.path().join("run");
    output_of(train(&path, &["--epochs", "1", "--split", "0.25"]));
    let run = netsmith::engine::run::RunFolder::open(&path).unwrap();
    let validation = run.manifest().validation.clone().unwrap();
    assert_eq!(run.manifest().data.images + validation.images, 1437);
    assert_eq!(validation.images, 359);
}

#[test]
fn a_preset_takes_the_number_of_classes_of_its_data() {
    let folder = folder();
    let path = folder.path().join("run");
    let arguments = [
        "train",
        "lenet5",
        "--data",
        "builtin:signs",
        "--epochs",
        "1",
        "--batch-size",
        "256",
        "--out",
    ];
    let mut arguments: Vec<&str> = arguments.to_vec();
    arguments.push(path.to_str().unwrap());
    let output = run(&arguments);
    assert!(output.status.success(), "{}", text(&output.stderr));
    assert!(
        text(&output.stderr).contains("set units to 6"),
        "{}",
        text(&output.stderr)
    );
}

#[test]
fn a_profile_tells_where_the_time_of_a_step_went() {
    let folder = folder();
    let path = folder.path().join("run");
    let told = events(&output_of(train(&path, &["--epochs", "1", "--profile"])));
    let kinds: Vec<&str> = told
        .iter()
        .filter_map(|event| event["event"].as_str())
        .collect();
    assert_eq!(kinds, ["epoch", "profile", "done"]);
    accounted_for(&told[1]);
}

/// Each layer is named, each part is positive, and the parts are about the whole.
fn accounted_for(profile: &Value) {
    let layers = profile["layers"].as_array().unwrap();
    assert!(
        layers.iter().any(|layer| layer["layer"] == "fc1"),
        "{layers:?}"
    );
    let seconds = |row: &Value| {
        let parts = ["forward_seconds", "backward_seconds", "update_seconds"];
        parts
            .iter()
            .filter_map(|key| row[key].as_f64())
            .sum::<f64>()
    };
    let operations = profile["operations"].as_array().unwrap();
    let sum: f64 = operations.iter().map(seconds).sum();
    let whole = profile["step_seconds"].as_f64().unwrap();
    assert!(sum > 0.5 * whole && sum <= whole, "{sum} of {whole}");
    let dense = operations.iter().find(|row| row["operation"] == "dense");
    assert!(dense.unwrap()["forward_gflops_per_second"].is_number());
}

#[test]
fn speed_is_measured_on_any_size_of_picture() {
    let arguments = ["speed", "lenet5", "--batch-size", "2", "--steps", "1"];
    let small = json_of(arguments.iter().chain(&["--input-size", "30x28", "--json"]));
    assert_eq!(small["input_shape"], serde_json::json!([30, 28, 1]));
    let elsewhere = refusal(arguments.iter().chain(&["--size", "28"]), 2);
    assert!(elsewhere.contains("--input-size"), "{elsewhere}");
    for key in [
        "step_seconds",
        "images_per_second",
        "one_image_seconds",
        "evaluation_seconds",
    ] {
        assert!(small[key].as_f64().unwrap() > 0.0, "{key} in {small}");
    }
    assert!(small["profile"]["layers"].is_array());
    let table = output_of(arguments);
    assert!(
        table.contains("training step") && table.contains("convolution"),
        "{table}"
    );
}

#[test]
fn weights_are_refused_for_another_network_than_they_were_trained_in() {
    let folder = folder();
    let path = folder.path().join("run");
    output_of(train(&path, &["--epochs", "1"]));
    let project = path.join("project.netsmith");
    let text = read(&project).unwrap();
    let changed = |from: &str, to: &str| {
        assert!(text.contains(from), "{from}");
        write(&project, text.replacen(from, to, 1));
        let image = folder.path().join("gray.png");
        write_gray(&image, [8, 8], 90);
        let [path, image] = [&path, &image].map(|path| path.to_str().unwrap());
        let data = "builtin:digits/test";
        [
            refusal(["predict", path, image], 1),
            refusal(["evaluate", path, "--data", data], 1),
        ]
    };
    for message in changed("\"units\": 64", "\"units\": 48") {
        assert!(
            message.contains("\"fc1/kernel\" must have the shape [64, 48]"),
            "{message}"
        );
    }
    // The same sizes, and yet another network.
    for message in changed("\"relu\"", "\"tanh\"") {
        assert!(
            message.contains("was changed after it was trained"),
            "{message}"
        );
    }
}

#[test]
fn health_is_told_reading_by_reading_for_programs_and_as_a_table_for_people() {
    let folder = folder();
    let path = folder.path().join("run");
    let told = events(&output_of(train(&path, &["--epochs", "1", "--health"])));
    let readings: Vec<&Value> = told.iter().filter(|it| it["event"] == "health").collect();
    assert_eq!(readings[0]["step"], 1);
    let layers = readings[0]["layers"].as_array().unwrap();
    let with_weights = layers.iter().filter(|it| it["gradient_norm"].is_number());
    assert!(with_weights.count() >= 2, "{layers:?}");
    assert!(readings[0]["findings"].is_array());
    assert!(path.join("health.json").is_file());
    let again = folder.path().join("again");
    let again = again.to_str().unwrap();
    let table = output_of([
        "train",
        "mlp",
        "--data",
        "builtin:digits",
        "--epochs",
        "1",
        "--health",
        "--out",
        again,
    ]);
    assert!(
        table.contains("gradient norm") && table.contains("update ratio"),
        "{table}"
    );
}
