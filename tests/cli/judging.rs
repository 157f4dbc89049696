//! One judgement: what `check` calls an error, `train` refuses, and the other way round; `--fix` repairs it.

use super::*;

/// A network of `layers` in a row, as a project file.
fn project(folder: &Path, layers: &[(&str, &str)]) -> PathBuf {
    let nodes: Vec<String> = layers
        .iter()
        .enumerate()
        .map(|(id, (kind, settings))| {
            let inputs = id.checked_sub(1).map_or(String::new(), |before| before.to_string());
            format!(
                r#"{{"id": {id}, "name": "layer{id}", "layer": {{"type": "{kind}", "settings": {{{settings}}}}},
                "inputs": [{inputs}]}}"#
            )
        })
        .collect();
    let text = format!(
        r#"{{"format": "netsmith", "version": 1, "name": "Row", "graph": {{"nodes": [{}]}}}}"#,
        nodes.join(",")
    );
    write(&folder.join("row.netsmith"), text)
}

const SOFTMAX_10: (&str, &str) = ("Dense", r#""units": 10, "activation": "softmax""#);

/// Ten classes of two pictures each.
fn ten_classes(folder: &Path) -> PathBuf {
    let classes = ["a", "b", "c", "d", "e", "f", "g", "h", "i", "j"];
    pictures(folder, &classes, 2)
}

/// `check` or `train` of the project at `path` on pictures of ten classes.
fn on_ten_classes(command: &str, path: &Path, more: &[&str]) -> Output {
    let data = ten_classes(path.parent().unwrap());
    let data = data.to_str().unwrap();
    let mut arguments: Vec<String> = [command, path.to_str().unwrap(), "--data", data]
        .map(str::to_owned)
        .to_vec();
    if command == "train" {
        let out = path.with_file_name("run").to_str().unwrap().to_owned();
        let quick = ["--epochs", "1", "--batch-size", "512", "--out"].map(str::to_owned);
        arguments.extend(quick);
        arguments.push(out);
    }
    arguments.extend(more.iter().map(|&more| more.to_owned()));
    run(arguments)
}

/// A folder with `count` pictures of 8×8 pixels in each class.
fn pictures(folder: &Path, classes: &[&str], count: u8) -> PathBuf {
    let pictures = folder.join("pictures");
    for (number, class) in (0_u8..).zip(classes) {
        std::fs::create_dir_all(pictures.join(class)).unwrap();
        for index in 0..count {
            let path = pictures.join(class).join(format!("{index}.png"));
            write_gray(&path, [8, 8], 20 * number + index);
        }
    }
    pictures
}

fn train_on(model: &str, pictures: &Path, out: &Path) -> Output {
    let words = ["train", model, "--epochs", "1", "--data"].map(OsStr::new);
    let rest = [pictures.as_os_str(), OsStr::new("--out"), out.as_os_str()];
    run(words.into_iter().chain(rest))
}

fn output_shape(run: &Path) -> Value {
    let summary = json_of([OsStr::new("--json"), OsStr::new("summary"), run.as_os_str()]);
    summary["layers"].as_array().unwrap().last().unwrap()["output_shape"].clone()
}

#[test]
fn a_preset_takes_the_classes_of_the_data_and_says_what_it_changed() {
    let folder = folder();
    let out = folder.path().join("run");
    let pictures = pictures(folder.path(), &["a", "b", "c", "d", "e", "f"], 2);
    let output = train_on("happy_model", &pictures, &out);
    let told = text(&output.stderr);
    assert!(output.status.success(), "{told}");
    assert!(
        told.contains(
            "gives 1 number but the data has 6 classes: set units to 6 and activation to softmax"
        ),
        "{told}"
    );
    assert_eq!(output_shape(&out), serde_json::json!([6]));
    // Six classes can be called, and they share one probability.
    let picture = pictures.join("a").join("0.png");
    let arguments = ["--json", "predict"].map(OsStr::new);
    let predictions = json_of(
        arguments
            .into_iter()
            .chain([out.as_os_str(), picture.as_os_str()]),
    );
    let probabilities = predictions[0]["probabilities"].as_array().unwrap();
    assert_eq!(probabilities.len(), 6);
    let sum: f64 = probabilities.iter().map(|p| p.as_f64().unwrap()).sum();
    assert!((sum - 1.0).abs() < 1e-3, "{sum}");
}

#[test]
fn a_preset_for_ten_classes_fits_two() {
    let folder = folder();
    let out = folder.path().join("run");
    let pictures = pictures(folder.path(), &["dark", "light"], 4);
    let output = train_on("mlp", &pictures, &out);
    assert!(output.status.success(), "{}", text(&output.stderr));
    assert_eq!(output_shape(&out), serde_json::json!([2]));
}

#[test]
fn what_a_folder_and_a_diverged_run_are_is_said() {
    let folder = folder();
    let out = folder.path().join("run");
    let pictures = pictures(folder.path(), &["dark", "light"], 4);
    assert!(train_on("mlp", &pictures, &out).status.success());
    let message = refusal(
        ["predict", out.to_str().unwrap(), pictures.to_str().unwrap()],
        1,
    );
    assert!(message.contains("this is a folder"), "{message}");
    // What a training that diverged leaves behind: weights that are no numbers.
    let weights = out.join("weights.safetensors");
    let mut bytes = netsmith::files::read_limited(&weights, 1 << 20).unwrap();
    let header = u64::from_le_bytes(bytes[..8].try_into().unwrap()) as usize + 8;
    for value in bytes[header..].chunks_exact_mut(4) {
        value.copy_from_slice(&f32::NAN.to_le_bytes());
    }
    write(&weights, bytes);
    let picture = pictures.join("dark").join("0.png");
    let asked = refusal(
        ["predict", out.to_str().unwrap(), picture.to_str().unwrap()],
        1,
    );
    assert!(asked.contains("diverged"), "{asked}");
    let arguments = [
        "evaluate",
        out.to_str().unwrap(),
        "--data",
        pictures.to_str().unwrap(),
    ];
    let measured = refusal(arguments, 1);
    assert!(measured.contains("diverged"), "{measured}");
    // One that never got so far has none.
    std::fs::remove_file(&weights).unwrap();
    let asked = refusal(
        ["predict", out.to_str().unwrap(), picture.to_str().unwrap()],
        1,
    );
    assert!(asked.contains("the run has no weights, because"), "{asked}");
}

const FLATTEN: (&str, &str) = ("Flatten", "");
const DIGIT: (&str, &str) = ("Input", r#""shape": [8, 8, 1]"#);

/// Networks that cannot be trained on pictures of ten classes, and what is said about them.
const FAULTS: [(&[(&str, &str)], &str); 9] = [
    (
        &[("Input", r#""shape": [3, 64, 64]"#), FLATTEN, SOFTMAX_10],
        "(3, 64, 64)",
    ),
    (
        &[("Input", r#""shape": [32, 32, 4]"#), FLATTEN, SOFTMAX_10],
        "(32, 32, 4)",
    ),
    (&[("Input", r#""shape": [64]"#), SOFTMAX_10], "(64)"),
    (
        &[DIGIT, FLATTEN, ("Dense", r#""units": 10"#)],
        "no probabilities",
    ),
    (
        &[
            DIGIT,
            FLATTEN,
            ("Dense", r#""units": 6, "activation": "softmax""#),
        ],
        "10 classes",
    ),
    (&[DIGIT, ("Conv2D", "")], "a classifier ends in"),
    (
        &[
            DIGIT,
            ("Conv2D", r#""kernel_size": [9, 9]"#),
            FLATTEN,
            SOFTMAX_10,
        ],
        "9×9",
    ),
    (&[DIGIT, SOFTMAX_10], "needs a vector"),
    (
        &[
            DIGIT,
            FLATTEN,
            ("Dense", r#""units": 1, "activation": "softmax""#),
        ],
        "always 1",
    ),
];

#[test]
fn what_check_calls_an_error_train_refuses_and_fix_repairs() {
    for (layers, words) in FAULTS {
        let folder = folder();
        let path = project(folder.path(), layers);
        let checked = on_ten_classes("check", &path, &[]);
        assert_eq!(checked.status.code(), Some(1), "{words}");
        assert!(
            text(&checked.stdout).contains(words),
            "{}",
            text(&checked.stdout)
        );
        let trained = on_ten_classes("train", &path, &[]);
        assert_eq!(trained.status.code(), Some(1), "{words}");
        assert!(
            text(&trained.stderr).contains(words),
            "{}",
            text(&trained.stderr)
        );
        let told = text(&trained.stderr);
        let refusal = told.lines().find(|line| line.starts_with("error: "));
        let refusal = refusal.unwrap().split(" (--fix would").next().unwrap();
        assert!(
            text(&checked.stdout).contains(refusal),
            "{refusal} is not what check says: {}",
            text(&checked.stdout)
        );
        assert!(
            !folder.path().join("run").exists(),
            "{words}: nothing was begun"
        );
        let before = read(&path).unwrap();
        let fixed = on_ten_classes("train", &path, &["--fix"]);
        assert!(fixed.status.success(), "{words}: {}", text(&fixed.stderr));
        assert_eq!(
            read(&path).unwrap(),
            before,
            "{words}: training changes no project"
        );
        let fixed = on_ten_classes("check", &path, &["--fix"]);
        assert!(fixed.status.success(), "{words}: {}", text(&fixed.stdout));
        assert!(
            text(&fixed.stderr).contains("fixed: `"),
            "{}",
            text(&fixed.stderr)
        );
        let again = on_ten_classes("check", &path, &[]);
        assert_eq!(text(&again.stdout), "no problems\n", "{words}");
    }
}

#[test]
fn what_no_picture_fits_is_known_without_any_data() {
    let folder = folder();
    let path = project(
        folder.path(),
        &[
            ("Input", r#""shape": [3, 64, 64]"#),
            ("Flatten", ""),
            SOFTMAX_10,
        ],
    );
    let output = run([OsStr::new("check"), path.as_os_str()]);
    assert_eq!(output.status.code(), Some(1));
    assert!(
        text(&output.stdout).contains("channels come last"),
        "{}",
        text(&output.stdout)
    );
}

#[test]
fn a_preset_is_repaired_into_a_file() {
    let folder = folder();
    let message = refusal(
        ["check", "happy_model", "--data", "builtin:digits", "--fix"],
        2,
    );
    assert!(message.contains("-o FILE.netsmith"), "{message}");
    let path = folder.path().join("mine.netsmith");
    let mut arguments = [
        "check",
        "happy_model",
        "--data",
        "builtin:digits",
        "--fix",
        "--json",
        "-o",
    ]
    .map(OsStr::new)
    .to_vec();
    arguments.push(path.as_os_str());
    let report = json_of(arguments);
    assert_eq!(report["problems"], serde_json::json!([]));
    assert_eq!(report["fixed"].as_array().unwrap().len(), 1);
    assert!(on_ten_classes("check", &path, &[]).status.success());
}

#[test]
fn a_loss_that_does_not_belong_to_the_end_is_said_or_refused() {
    let folder = folder();
    let input = ("Input", r#""shape": [8, 8, 1]"#);
    let path = project(
        folder.path(),
        &[
            input,
            ("Flatten", ""),
            ("Dense", r#""units": 1, "activation": "sigmoid""#),
        ],
    );
    let with_loss = |loss: &str| {
        let text = read(&path).unwrap();
        let recipe = format!(r#""name": "Row", "recipe": {{"loss": "{loss}"}}"#);
        let name = path.with_file_name(format!("{loss}.netsmith"));
        write(&name, text.replace(r#""name": "Row""#, &recipe))
    };
    let refused = run([
        OsStr::new("check"),
        with_loss("categorical_crossentropy").as_os_str(),
    ]);
    assert_eq!(refused.status.code(), Some(1));
    assert!(
        text(&refused.stdout).contains("always 0"),
        "{}",
        text(&refused.stdout)
    );
    let fine = run([
        OsStr::new("check"),
        with_loss("mean_squared_error").as_os_str(),
    ]);
    assert_eq!(text(&fine.stdout), "no problems\n");
    let path = project(folder.path(), &[input, ("Flatten", ""), SOFTMAX_10]);
    let with_text = read(&path).unwrap().replace(
        r#""name": "Row""#,
        r#""name": "Row", "recipe": {"loss": "binary_crossentropy"}"#,
    );
    let path = write(&path, with_text);
    let told = run([OsStr::new("check"), path.as_os_str()]);
    assert_eq!(told.status.code(), Some(0), "{}", text(&told.stdout));
    assert!(
        text(&told.stdout).contains("warning: "),
        "{}",
        text(&told.stdout)
    );
    let trained = on_ten_classes("train", &path, &[]);
    assert!(trained.status.success());
    assert!(
        text(&trained.stderr).contains("belongs to sigmoid"),
        "{}",
        text(&trained.stderr)
    );
}
