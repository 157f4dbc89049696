//! Networks of other programs: opened, kept, and used in the place of a model.

use super::*;

fn golden(name: &str) -> PathBuf {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    root.join("tests/golden/exchange").join(name)
}

/// Pictures of two classes, and one of them by itself.
fn pictures(root: &Path) -> (PathBuf, PathBuf) {
    let data = root.join("data");
    for (class, value) in [("bright", 200), ("dark", 20)] {
        for number in 0..8 {
            let folder = data.join(class);
            std::fs::create_dir_all(&folder).unwrap();
            write_gray(
                &folder.join(format!("{number}.png")),
                [7, 9],
                value + number,
            );
        }
    }
    let one = data.join("dark/3.png");
    (data, one)
}

#[test]
fn import_says_what_became_of_each_part() {
    let said = output_of([Path::new("import"), &golden("probe_three.keras")]);
    assert!(said.starts_with("probe (Keras 3.15.1): "), "{said}");
    assert!(
        said.contains("translated: `sequence`: is called 2 times"),
        "{said}"
    );
    let facts = json_of([
        Path::new("--json"),
        Path::new("import"),
        &golden("heads_two.h5"),
    ]);
    assert_eq!(facts["opened"], true);
    assert_eq!(facts["open"]["heads"], serde_json::json!(["logits", "age"]));
    assert_eq!(facts["output_shape"], serde_json::json!([4]));
    assert_eq!(facts["findings"][0]["fate"], "left_out");
}

#[test]
fn what_cannot_be_opened_is_listed_and_the_exit_code_says_so() {
    let output = run([Path::new("import"), &golden("forbidden_two.json")]);
    assert_eq!(output.status.code(), Some(1));
    let said = text(&output.stdout);
    assert!(
        said.contains("refused: `twice`: Lambda holds Python code"),
        "{said}"
    );
    assert!(said.contains("refused: `memory`"), "{said}");
    assert!(text(&output.stderr).contains("This file cannot be opened as it is"));
}

#[test]
fn a_file_stands_in_the_place_of_a_model() {
    let folder = folder();
    let (data, picture) = pictures(folder.path());
    let file = golden("plain_two.h5");
    let words = |command: &str| [Path::new("--json"), Path::new(command)].map(Path::to_owned);
    let asked = |command: &str, more: &[&Path]| {
        let mut words = words(command).to_vec();
        words.push(file.clone());
        words.extend(more.iter().map(|it| (*it).to_owned()));
        json_of(words)
    };
    assert_eq!(asked("summary", &[])["total_params"], 189);
    assert_eq!(asked("check", &[])["problems"], serde_json::json!([]));
    let said = asked("predict", &[&picture]);
    assert_eq!(said[0]["probabilities"].as_array().unwrap().len(), 2);
    let report = asked("evaluate", &[Path::new("--data"), &data]);
    assert_eq!(report["classes"], serde_json::json!(["bright", "dark"]));
    assert_eq!(report["data"]["images"], 16);
    let explained = asked("explain", &[&picture]);
    assert_eq!(explained["method"], "grad-cam");
}

#[test]
fn an_import_that_is_kept_answers_as_the_file_does() {
    let folder = folder();
    let (_, picture) = pictures(folder.path());
    let file = golden("plain_three.keras");
    let project = folder.path().join("plain.netsmith");
    let said = json_of([
        Path::new("--json"),
        Path::new("import"),
        &file,
        Path::new("--out"),
        &project,
    ]);
    let run = PathBuf::from(said["run"].as_str().unwrap());
    assert!(
        run.starts_with(folder.path().join("runs")) && run.join("weights.safetensors").is_file()
    );
    let predict = |model: &Path| {
        json_of([Path::new("--json"), Path::new("predict"), model, &picture])[0]["logits"].clone()
    };
    assert_eq!(predict(&project), predict(&file));
    assert_eq!(predict(&run), predict(&file));
    let again = json_of([
        Path::new("--json"),
        Path::new("import"),
        &file,
        Path::new("--out"),
        &project,
    ]);
    assert_ne!(again["run"], said["run"], "nothing is overwritten");
    let other = folder.path().join("data/dark/3.png");
    let before = netsmith::files::read_limited(&other, 1 << 20).unwrap();
    let message = refusal([Path::new("import"), &file, Path::new("--out"), &other], 2);
    assert!(message.contains("is no project"), "{message}");
    let message = refusal(
        [Path::new("evaluate"), &file, Path::new("--data"), &file],
        1,
    );
    assert!(message.contains("found a network"), "{message}");
    assert_eq!(
        netsmith::files::read_limited(&other, 1 << 20).unwrap(),
        before
    );
}

#[test]
fn a_training_begins_with_the_weights_of_the_file() {
    let folder = folder();
    let (data, _) = pictures(folder.path());
    let (file, out) = (golden("plain_three.keras"), folder.path().join("run"));
    let words = ["--epochs", "1", "--threads", "1", "--out"].map(Path::new);
    let mut arguments = vec![
        Path::new("--json"),
        Path::new("train"),
        &file,
        Path::new("--data"),
        &data,
    ];
    arguments.extend(words);
    arguments.push(&out);
    let events = events(&output_of(arguments));
    assert_eq!(events[0]["event"], "weights");
    assert_eq!(events[0]["run"], file.display().to_string());
    let manifest: Value = serde_json::from_str(&read(&out.join("run.json")).unwrap()).unwrap();
    assert_eq!(manifest["origin"]["run"], file.display().to_string());
    assert_eq!(manifest["origin"]["layers_kept"], 3);
    assert!(out.join("start.safetensors").is_file());
}

#[test]
fn weights_alone_go_into_a_project() {
    let folder = folder();
    let (_, picture) = pictures(folder.path());
    for (network, weights) in [
        ("plain_three.json", "plain_three.weights.h5"),
        ("plain_two.json", "plain_two.weights.h5"),
    ] {
        let project = folder.path().join("empty.netsmith");
        output_of([
            Path::new("import"),
            &golden(network),
            Path::new("--out"),
            &project,
        ]);
        output_of([
            Path::new("import"),
            &golden(weights),
            Path::new("--into"),
            &project,
        ]);
        let whole = golden(&network.replace(".json", ".keras"));
        let predict = |model: &Path| {
            json_of([Path::new("--json"), Path::new("predict"), model, &picture])[0]["logits"]
                .clone()
        };
        assert_eq!(predict(&project), predict(&whole), "{weights}");
    }
    let project = folder.path().join("empty.netsmith");
    let other = [
        Path::new("import"),
        &golden("probe_two_old.h5"),
        Path::new("--into"),
        &project,
    ];
    let output = run(other);
    assert!(
        text(&output.stdout).contains("refused: "),
        "{}",
        text(&output.stderr)
    );
}

#[test]
fn a_data_set_is_no_network_and_says_what_it_is() {
    let folder = folder();
    let path = write(
        &folder.path().join("a.h5"),
        b"\x89HDF\r\n\x1a\n and nothing more",
    );
    let message = refusal([Path::new("summary"), &path], 1);
    assert!(
        message.contains("the HDF5 file cannot be read"),
        "{message}"
    );
}

#[test]
fn a_file_of_onnx_is_imported() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let file = root.join("tests/golden/onnx/plain_script.onnx");
    let facts = json_of([Path::new("--json"), Path::new("import"), &file]);
    assert_eq!(facts["opened"], true);
    assert_eq!(facts["output_shape"], serde_json::json!([5]));
}

/// The mode of `preprocess_input` is called so by everyone who has used it.
#[test]
fn values_are_chosen_by_the_name_that_keras_gives_the_mode() {
    let folder = folder();
    let contract = |values: &str| {
        let project = folder.path().join("plain.netsmith");
        let file = golden("plain_three.keras");
        let values = [Path::new("--values"), Path::new(values)];
        let out = [Path::new("--out"), &project];
        output_of([&[Path::new("import"), &file][..], &values, &out].concat());
        let project: Value = serde_json::from_str(&read(&project).unwrap()).unwrap();
        project["contract"].clone()
    };
    assert!(contract("tf").is_object());
    assert_eq!(contract("tf"), contract("-1..1"));
}

#[test]
fn what_a_file_leaves_open_can_be_said_wherever_a_model_is_named() {
    let folder = folder();
    let (data, picture) = pictures(folder.path());
    let file = golden("plain_two.h5").display().to_string();
    let (data, picture) = (data.display().to_string(), picture.display().to_string());
    let logits = |values: &str| {
        let said = json_of(["--json", "predict", &file, &picture, "--values", values]);
        said[0]["logits"].clone()
    };
    assert_ne!(logits("0..1"), logits("0..255"));
    let loss = |values: &str| {
        let said = json_of([
            "--json", "evaluate", &file, "--data", &data, "--values", values,
        ]);
        said["loss"].as_f64().unwrap()
    };
    assert!((loss("0..1") - loss("0..255")).abs() > 1e-6);
    let heads = golden("heads_two.h5").display().to_string();
    let last = |head: &str| {
        let said = json_of(["--json", "summary", &heads, "--head", head]);
        said["layers"].as_array().unwrap().last().unwrap()["name"].clone()
    };
    assert_eq!(
        (last("logits"), last("age")),
        ("logits".into(), "age".into())
    );
    let drawn = folder.path().join("a.svg").display().to_string();
    output_of(["diagram", &heads, "--head", "age", "-o", &drawn]);
    let message = refusal(["summary", "lenet5", "--values", "caffe"], 2);
    assert!(message.contains("\"lenet5\" is none"), "{message}");
}

/// Pictures of three classes, which `plain_three` has never seen.
fn three_classes(root: &Path) -> PathBuf {
    let (data, _) = pictures(root);
    let third = data.join("gray");
    std::fs::create_dir_all(&third).unwrap();
    for number in 0..8 {
        write_gray(&third.join(format!("{number}.png")), [7, 9], 120 + number);
    }
    data
}

#[test]
fn transfer_learning_is_one_command() {
    let folder = folder();
    let data = three_classes(folder.path()).display().to_string();
    let file = golden("plain_three.keras").display().to_string();
    let out = folder.path().join("run").display().to_string();
    let train = |model: &str, more: &[&str], out: &str| {
        let words = [
            "train",
            model,
            "--data",
            &data,
            "--epochs",
            "1",
            "--threads",
            "1",
            "--out",
            out,
        ];
        output_of(words.iter().chain(more));
        let manifest = read(&Path::new(out).join("run.json")).unwrap();
        let manifest: Value = serde_json::from_str(&manifest).unwrap();
        manifest["origin"]["layers_kept"].clone()
    };
    assert_eq!(train(&file, &["--new-head", "--freeze-base"], &out), 2);
    let trained = json_of(["--json", "summary", &out]);
    let layers = trained["layers"].as_array().unwrap();
    assert_eq!(
        layers.last().unwrap()["output_shape"],
        serde_json::json!([3])
    );
    assert!(trained["trainable_params"].as_u64() < trained["total_params"].as_u64());
    // What has learned here is put to use in the same way; a head for as many classes stays.
    let again = folder.path().join("again").display().to_string();
    assert_eq!(train(&out, &["--new-head"], &again), 3);
    std::fs::remove_dir_all(Path::new(&data).join("gray")).unwrap();
    let fewer = folder.path().join("fewer").display().to_string();
    assert_eq!(train(&out, &["--new-head", "--freeze-base"], &fewer), 2);
}

#[test]
fn what_nobody_has_trained_is_not_frozen() {
    let message = refusal(
        ["train", "mlp", "--data", "builtin:digits", "--freeze-base"],
        1,
    );
    assert!(
        message.contains("nobody has trained this network"),
        "{message}"
    );
}
