//! Handing networks over to other programs.

use super::*;

#[test]
fn a_preset_goes_out_as_a_network_and_not_as_weights() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("lenet.json");
    let file = path.to_str().unwrap();
    let said = json_of(["export", "lenet5", "--out", file, "--json"]);
    assert_eq!(said["files"][0], file);
    let model: Value = serde_json::from_str(&read(&path).unwrap()).unwrap();
    assert_eq!(model["class_name"], "Functional");
    assert_eq!(model["config"]["layers"][1]["config"]["filters"], 6);

    let archive = folder.path().join("lenet.keras");
    let message = refusal(["export", "lenet5", "--out", archive.to_str().unwrap()], 1);
    assert!(message.contains("has learned none"), "{message}");
    assert!(!archive.exists());
}

#[test]
fn what_the_name_does_not_say_is_asked_for() {
    let message = refusal(["export", "lenet5", "--out", "lenet.py"], 2);
    assert!(
        message.contains("keras-py, ") && message.contains("torch-py"),
        "{message}"
    );
}

#[test]
fn a_preview_tells_what_is_lost_and_writes_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.keras");
    let said = json_of([
        "export",
        "resnet50",
        "--preview",
        "--json",
        "--out",
        path.to_str().unwrap(),
    ]);
    let findings = said["findings"].as_array().unwrap();
    assert!(findings.iter().any(|finding| finding["fate"] == "refused"));
    assert!(said["files"].as_array().unwrap().is_empty() && !path.exists());
}

#[test]
fn a_diagram_opens_again_and_a_plain_picture_says_that_it_does_not() {
    let folder = tempfile::tempdir().unwrap();
    for ending in ["svg", "png"] {
        let held = folder.path().join(format!("held.{ending}"));
        let held = held.to_str().unwrap();
        output_of(["diagram", "lenet5", "-o", held]);
        let (again, before) = (["summary", held, "--json"], ["summary", "lenet5", "--json"]);
        assert_eq!(json_of(again)["layers"], json_of(before)["layers"]);
        let plain = folder.path().join(format!("plain.{ending}"));
        let plain = plain.to_str().unwrap();
        output_of(["diagram", "lenet5", "--plain", "-o", plain]);
        let message = refusal(["summary", plain], 1);
        assert!(message.contains("a plain picture"), "{message}");
    }
}

#[test]
fn what_a_network_is_read_from_is_not_written_over() {
    let folder = tempfile::tempdir().unwrap();
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let golden = root.join("tests/golden/exchange/plain_three.keras");
    let refused = |model: &Path, out: &Path, format: &str| {
        let bytes = netsmith::files::read_limited(model, 1 << 20).unwrap();
        let [model_text, out] = [model, out].map(|path| path.to_str().unwrap());
        let arguments = ["export", model_text, "--format", format, "--out", out];
        let message = refusal(arguments, 1);
        assert!(message.contains("is read from this file"), "{message}");
        assert_eq!(
            netsmith::files::read_limited(model, 1 << 20).unwrap(),
            bytes
        );
    };
    let own = folder.path().join("own.keras");
    std::fs::copy(&golden, &own).unwrap();
    refused(&own, &own, "keras");
    // The weights of a program lie beside it, here where the network came from; and the program is there from before.
    let weights = folder.path().join("net.pt");
    std::fs::copy(&golden, &weights).unwrap();
    let program = folder.path().join("net.py");
    std::fs::copy(&golden, &program).unwrap();
    refused(&weights, &program, "torch-py");
    let project = folder.path().join("plain.netsmith");
    let [from, to] = [&golden, &project].map(|path| path.to_str().unwrap());
    output_of(["import", from, "--out", to]);
    refused(&project, &project, "json");
    let run = folder.path().join("runs/plain");
    let weights = run.join("weights.safetensors");
    let before = netsmith::files::read_limited(&weights, 1 << 20).unwrap();
    let [from, to] = [&run, &weights].map(|path| path.to_str().unwrap());
    let message = refusal(["export", from, "--out", to], 1);
    assert!(message.contains("belongs to a run"), "{message}");
    let record = run.join("project.netsmith");
    let record = record.to_str().unwrap();
    let message = refusal(["check", record, "--fix"], 2);
    assert!(message.contains("belongs to a run"), "{message}");
    assert_eq!(
        netsmith::files::read_limited(&weights, 1 << 20).unwrap(),
        before
    );
}

#[test]
fn the_project_goes_along_unless_it_is_left_out() {
    let folder = tempfile::tempdir().unwrap();
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let model = root.join("tests/golden/exchange/plain_three.keras");
    let model = model.to_str().unwrap();
    let file = |name: &str| folder.path().join(name).display().to_string();
    for ending in ["pt", "safetensors"] {
        let (whole, plain) = (
            file(&format!("whole.{ending}")),
            file(&format!("plain.{ending}")),
        );
        output_of(["export", model, "--out", &whole]);
        let (again, before) = (["summary", &whole, "--json"], ["summary", model, "--json"]);
        assert_eq!(json_of(again)["layers"], json_of(before)["layers"]);
        output_of(["export", model, "--no-project", "--out", &plain]);
        let message = refusal(["summary", &plain], 1);
        assert!(message.contains("and no network"), "{message}");
    }
}

#[test]
fn a_training_goes_out_as_a_folder_that_torchrun_trains_in() {
    let home = folder();
    let out = home.path().join("lenet-ddp");
    let out_text = out.to_str().unwrap();
    let arguments = ["export", "lenet5", "--to", "torch-ddp", "--out", out_text];
    let missing = refusal(arguments, 2);
    assert!(missing.contains("--data"), "{missing}");
    let with = |words: &[&'static str]| {
        let all = arguments.iter().copied().map(str::to_owned);
        let words = words.iter().copied().map(str::to_owned);
        all.chain(["--".to_owned()])
            .chain(words)
            .collect::<Vec<String>>()
    };
    let training = ["--data", "builtin:digits", "--epochs", "3", "--seed", "5"];
    for (more, said) in [
        (
            ["--continue"],
            "--continue says what becomes of a run on this machine",
        ),
        (["--epoch-count"], "--epoch-count"),
    ] {
        let message = refusal(with(&[&training[..], &more].concat()), 2);
        assert!(message.contains(said), "{message}");
        assert!(!out.exists());
    }
    let said = json_of([vec!["--json".to_owned()], with(&training)].concat());
    let files = said["files"].as_array().unwrap();
    assert!(
        files
            .iter()
            .any(|file| *file == out.join("train.py").to_str().unwrap())
    );
    let settings: Value = serde_json::from_str(&read(&out.join("settings.json")).unwrap()).unwrap();
    assert_eq!(
        (&settings["recipe"]["epochs"], &settings["run"]["seed"]),
        (&3.into(), &5.into())
    );
    let message = refusal(with(&training), 1);
    assert!(
        message.contains("expected a name that is free"),
        "{message}"
    );
    let json = home.path().join("net.json");
    let message = refusal(
        [
            "export",
            "lenet5",
            "--out",
            json.to_str().unwrap(),
            "--",
            "--epochs",
            "3",
        ],
        2,
    );
    assert!(message.contains("Only torch-ddp trains"), "{message}");
}
