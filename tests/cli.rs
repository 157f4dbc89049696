//! The command line as a user meets it: the real program, its output, its messages, its exit codes.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test fails by panicking, its helpers too"
)]

use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use serde_json::Value;

/// The program with nothing of the tester's own surroundings that could change what it says.
fn netsmith() -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_netsmith"));
    command
        .env("RUST_BACKTRACE", "1")
        .env_remove("DISPLAY")
        .env_remove("WAYLAND_DISPLAY")
        .env_remove("WAYLAND_SOCKET");
    command
}

fn run<S: AsRef<OsStr>>(arguments: impl IntoIterator<Item = S>) -> Output {
    netsmith().args(arguments).output().unwrap()
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).unwrap()
}

/// Standard output of a command that must succeed.
fn output_of<S: AsRef<OsStr>>(arguments: impl IntoIterator<Item = S>) -> String {
    let output = run(arguments);
    assert!(output.status.success(), "{}", text(&output.stderr));
    text(&output.stdout)
}

fn json_of<S: AsRef<OsStr>>(arguments: impl IntoIterator<Item = S>) -> Value {
    serde_json::from_str(&output_of(arguments)).unwrap()
}

/// The message of a command that must fail with `code`: one sentence, no backtrace, no output.
fn refusal<S: AsRef<OsStr>>(arguments: impl IntoIterator<Item = S>, code: i32) -> String {
    let output = run(arguments);
    let message = text(&output.stderr);
    assert_eq!(output.status.code(), Some(code), "{message}");
    assert!(
        !message.contains("panicked") && !message.contains("stack backtrace"),
        "{message}"
    );
    assert_eq!(text(&output.stdout), "", "{message}");
    message
}

fn folder() -> tempfile::TempDir {
    tempfile::tempdir().unwrap()
}

fn write(path: &Path, bytes: impl AsRef<[u8]>) -> PathBuf {
    netsmith::files::write_atomically(path, bytes.as_ref()).unwrap();
    path.to_owned()
}

fn read(path: &Path) -> Option<String> {
    let bytes = netsmith::files::read_limited(path, 1 << 20).ok()?;
    String::from_utf8(bytes).ok()
}

/// A PNG of one grey value.
fn write_grey(path: &Path, [width, height]: [u32; 2], value: u8) {
    let mut png = std::io::Cursor::new(Vec::new());
    let picture = image::GrayImage::from_pixel(width, height, image::Luma([value]));
    picture.write_to(&mut png, image::ImageFormat::Png).unwrap();
    write(path, png.into_inner());
}

/// A small training into `run`, with what a test adds to it.
fn train(run: &Path, more: &[&str]) -> Vec<String> {
    let start = "--json train mlp --data builtin:digits --seed 3 --threads 2 --out";
    let mut arguments: Vec<&str> = start.split(' ').collect();
    arguments.push(run.to_str().unwrap());
    if !more.contains(&"--batch-size") {
        arguments.extend(["--batch-size", "256"]);
    }
    arguments.extend(more);
    arguments.into_iter().map(str::to_owned).collect()
}

fn events(output: &str) -> Vec<Value> {
    output
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect()
}

/// Epochs without their clocks.
fn figures(events: &[Value]) -> Vec<Value> {
    let epochs = events
        .iter()
        .filter(|event| event["event"] == "epoch")
        .cloned();
    epochs
        .map(|mut event| {
            event["seconds"] = Value::Null;
            event["images_per_second"] = Value::Null;
            event
        })
        .collect()
}

/// The preset's file with one change.
fn changed_preset(name: &str, from: &str, to: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("presets")
        .join(format!("{name}.json"));
    let text = read(&path).unwrap();
    assert!(text.contains(from), "{from}");
    text.replacen(from, to, 1)
}

mod looking {
    use super::*;

    #[test]
    fn presets_are_listed_for_people_and_for_programs() {
        let table = output_of(["presets"]);
        assert!(
            table.contains("happy_model") && table.contains("37,633"),
            "{table}"
        );
        let rows = json_of(["presets", "--json"]);
        let names: Vec<&str> = rows
            .as_array()
            .unwrap()
            .iter()
            .map(|row| row["name"].as_str().unwrap())
            .collect();
        for name in [
            "happy_model",
            "resnet50",
            "plain50",
            "resnet18",
            "lenet5",
            "mlp",
        ] {
            assert!(names.contains(&name), "{names:?}");
        }
    }

    /// Names that Keras numbers by itself are no part of the facts.
    fn is_numbered(name: &str) -> bool {
        [
            "activation",
            "zero_padding2d",
            "add",
            "flatten",
            "input_layer",
            "max_pooling2d",
            "average_pooling2d",
        ]
        .iter()
        .any(|stem| {
            name.strip_prefix(stem)
                .is_some_and(|rest| rest.is_empty() || rest.starts_with('_'))
        })
    }

    #[test]
    fn summaries_equal_what_keras_reports() {
        let totals_of_keras = [
            ("happy_model", [37_633, 37_569, 64]),
            ("resnet50", [23_600_006, 23_546_886, 53_120]),
        ];
        for (name, expected) in totals_of_keras {
            let facts = Path::new(env!("CARGO_MANIFEST_DIR"))
                .join("../shared/facts")
                .join(format!("{name}.json"));
            let Some(facts) = read(&facts) else {
                println!("skipped: ../shared/facts is not here");
                return;
            };
            let facts: Value = serde_json::from_str(&facts).unwrap();
            let summary = json_of(["summary", name, "--json"]);
            assert_eq!(summary["complete"], true);
            let totals = ["total_params", "trainable_params", "non_trainable_params"]
                .map(|key| summary[key].as_u64());
            assert_eq!(totals, expected.map(Some));
            let ours = summary["layers"].as_array().unwrap();
            let theirs = facts["layers"].as_array().unwrap();
            assert_eq!(ours.len(), theirs.len());
            for (our, their) in ours.iter().zip(theirs) {
                for (key, fact) in [
                    ("type", "type"),
                    ("output_shape", "output_shape"),
                    ("params", "params"),
                    ("trainable_params", "trainable"),
                ] {
                    assert_eq!(our[key], their[fact], "{our} {their}");
                }
                let name = their["name"].as_str().unwrap();
                assert!(is_numbered(name) || our["name"] == name, "{our} {their}");
                assert_eq!(places(our, ours), places(their, theirs), "{our} {their}");
            }
        }
    }

    /// Where the inputs of a layer stand among all layers.
    fn places(layer: &Value, layers: &[Value]) -> Vec<Option<usize>> {
        let place = |input: &Value| layers.iter().position(|layer| layer["name"] == *input);
        layer["inputs"]
            .as_array()
            .unwrap()
            .iter()
            .map(place)
            .collect()
    }

    #[test]
    fn a_summary_reads_as_in_keras() {
        let table = output_of(["summary", "happy_model"]);
        assert!(table.starts_with("Model: \"happy_model\"\n"), "{table}");
        assert!(
            table.contains("│ conv0 (Conv2D)") && table.contains("(None, 64, 64, 32)"),
            "{table}"
        );
        assert!(table.contains("Total params: 37,633"), "{table}");
    }

    #[test]
    fn a_reader_that_has_seen_enough_is_no_failure() {
        let mut child = netsmith()
            .args(["summary", "resnet50"])
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        drop(child.stdout.take());
        let output = child.wait_with_output().unwrap();
        assert_eq!(
            (output.status.code(), text(&output.stderr)),
            (Some(0), String::new())
        );
    }

    #[test]
    fn a_sound_network_has_no_problems() {
        assert_eq!(
            json_of(["check", "resnet50", "--json"]),
            serde_json::json!({"problems": []})
        );
        assert_eq!(output_of(["check", "resnet50"]), "no problems\n");
    }

    #[test]
    fn a_problem_comes_with_its_repair_and_exit_code_1() {
        let folder = folder();
        let project = changed_preset("lenet5", "\"inputs\": [0]", "\"inputs\": []");
        let path = write(&folder.path().join("broken.netsmith"), project);
        let output = run([OsStr::new("check"), path.as_os_str(), OsStr::new("--json")]);
        assert_eq!(output.status.code(), Some(1), "{}", text(&output.stderr));
        let report: Value = serde_json::from_slice(&output.stdout).unwrap();
        let problem = &report["problems"][0];
        assert_eq!(problem["severity"], "error");
        for key in ["node", "message", "cause", "repair"] {
            assert!(problem.get(key).is_some(), "{problem}");
        }
    }

    /// Two ways of one input, of which one halves the picture, meet in an Add.
    const UNEQUAL: &str = r#"{"format": "netsmith", "version": 1, "name": "Unequal", "graph": {"nodes": [
      {"id": 0, "name": "image", "layer": {"type": "Input"}},
      {"id": 1, "name": "halved", "layer": {"type": "Conv2D", "settings": {"filters": 3, "strides": [2, 2]}}, "inputs": [0]},
      {"id": 2, "name": "sum", "layer": {"type": "Add"}, "inputs": [0, 1]}
    ]}}"#;

    #[test]
    fn a_problem_names_the_layer_upstream_that_made_it_so() {
        let folder = folder();
        let path = write(&folder.path().join("unequal.netsmith"), UNEQUAL);
        let output = run([OsStr::new("check"), path.as_os_str(), OsStr::new("--json")]);
        let report: Value = serde_json::from_slice(&output.stdout).unwrap();
        let problem = &report["problems"][0];
        assert_eq!(problem["node"], "sum");
        assert!(
            problem["cause"].as_str().unwrap().starts_with("`halved`: "),
            "{problem}"
        );
        let output = run([OsStr::new("check"), path.as_os_str()]);
        assert!(
            text(&output.stdout).contains("  because of `halved`: "),
            "{}",
            text(&output.stdout)
        );
    }

    #[test]
    fn a_diagram_is_drawn_as_its_name_ends() {
        let folder = folder();
        let svg = folder.path().join("happy.svg");
        let png = folder.path().join("happy.PNG");
        output_of([
            OsStr::new("diagram"),
            OsStr::new("happy_model"),
            OsStr::new("-o"),
            svg.as_os_str(),
        ]);
        assert!(read(&svg).unwrap().starts_with("<svg"));
        let arguments = [
            "diagram",
            "happy_model",
            "--direction",
            "lr",
            "--theme",
            "dark",
            "--scale",
            "1",
            "--json",
            "-o",
        ];
        let report = json_of(
            arguments
                .map(OsStr::new)
                .into_iter()
                .chain([png.as_os_str()]),
        );
        let bytes = netsmith::files::read_limited(&png, 1 << 24).unwrap();
        assert!(bytes.starts_with(b"\x89PNG"));
        assert_eq!(report["bytes"], bytes.len());
        refusal(["diagram", "happy_model", "-o", "happy.bmp"], 2);
        let message = refusal(
            ["diagram", "happy_model", "-o", "missing/folder/happy.svg"],
            1,
        );
        assert!(message.contains("no such file or folder"), "{message}");
        let huge = folder.path().join("huge.png");
        let arguments = [
            "diagram", "resnet50", "--blocks", "open", "--scale", "1000", "-o",
        ];
        let message = refusal(
            arguments
                .map(OsStr::new)
                .into_iter()
                .chain([huge.as_os_str()]),
            1,
        );
        assert!(message.contains("choose a smaller scale"), "{message}");
    }

    #[test]
    fn devices_name_the_cpu() {
        assert!(output_of(["devices"]).contains("cpu"));
        assert_eq!(json_of(["devices", "--json"])[0]["name"], "cpu");
    }

    #[test]
    fn a_data_set_is_counted() {
        let report = json_of(["dataset", "builtin:digits", "--json"]);
        assert_eq!(report["first"]["images"], 1437);
        assert_eq!(report["second"]["images"], 360);
        assert_eq!(report["first"]["classes"].as_array().unwrap().len(), 10);
        let table = output_of(["dataset", "builtin:digits"]);
        assert!(table.contains("1437 pictures of"), "{table}");
    }

    #[test]
    fn help_names_every_command() {
        let help = output_of(["--help"]);
        for command in [
            "presets", "summary", "check", "train", "evaluate", "predict", "diagram", "devices",
            "dataset",
        ] {
            assert!(help.contains(command), "{command}");
        }
    }
}

mod training {
    use super::*;

    #[test]
    fn a_run_is_trained_measured_and_asked() {
        let folder = folder();
        let path = folder.path().join("deep").join("run");
        let told = events(&output_of(train(&path, &["--epochs", "3"])));
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
            name.starts_with('.').then_some(name)
        };
        assert_eq!(std::fs::read_dir(run).unwrap().find_map(leftover), None);
    }

    fn measured(run: &Path, last: &Value) {
        let run = run.to_str().unwrap();
        let report = json_of(["evaluate", run, "--data", "builtin:digits/test", "--json"]);
        // The same weights on the same pictures as the last validation.
        assert_eq!(report["accuracy"], last["val_accuracy"]);
        assert!(
            (report["loss"].as_f64().unwrap() - last["val_loss"].as_f64().unwrap()).abs() < 1e-9
        );
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
        write_grey(&picture, [20, 20], 90);
        let arguments = [
            OsStr::new("predict"),
            run.as_os_str(),
            picture.as_os_str(),
            picture.as_os_str(),
            OsStr::new("--json"),
        ];
        let verdicts = json_of(arguments);
        assert_eq!(verdicts.as_array().unwrap().len(), 2);
        let verdict = &verdicts[0];
        assert_eq!(verdict["image"], picture.to_str().unwrap());
        let probabilities = verdict["probabilities"].as_array().unwrap();
        assert_eq!(probabilities.len(), 10);
        let index = verdict["index"].as_u64().unwrap() as usize;
        assert!(
            probabilities
                .iter()
                .all(|p| p.as_f64() <= probabilities[index].as_f64())
        );
        assert!(verdict["class"].is_string());
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
            message.contains("holds a finished run of 1 epochs; choose another folder"),
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
            text(&output.stderr).contains("Set units to 6"),
            "{}",
            text(&output.stderr)
        );
    }
}

mod refusals {
    use super::*;

    #[test]
    fn wrong_usage_is_exit_code_2() {
        for arguments in [
            "train",
            "train mlp",
            "train mlp --data builtin:digits --epochs -1",
            "train mlp --data builtin:digits --epochs 0",
            "train mlp --data builtin:digits --epochs 99999999999999999999999",
            "train mlp --data builtin:digits --batch-size 0",
            "train mlp --data builtin:digits --batch-size 1000000000",
            "train mlp --data builtin:digits --learning-rate 0",
            "train mlp --data builtin:digits --learning-rate nan",
            "train mlp --data builtin:digits --learning-rate -1",
            "train mlp --data builtin:digits --optimizer adamx",
            "train mlp --data builtin:digits --split 1.5",
            "train mlp --data builtin:digits --split 0.2 --validation builtin:digits",
            "train mlp --data builtin:digits --threads 0",
            "train mlp --data builtin:digits --device tpu",
            "train mlp --data builtin:digits --resume",
            "summary",
            "predict run",
            "sumary",
            "presets --unknown",
        ] {
            refusal(arguments.split(' '), 2);
        }
    }

    #[test]
    fn slips_get_a_hint() {
        let message = refusal(["summary", "resnet5"], 1);
        assert!(message.contains("did you mean resnet50?"), "{message}");
        let message = refusal(["sumary"], 2);
        assert!(message.contains("did you mean summary?"), "{message}");
    }

    #[test]
    fn what_is_no_project_is_refused_by_every_command_that_reads_one() {
        let folder = folder();
        let file = |name: &str, bytes: &[u8]| write(&folder.path().join(name), bytes);
        let text = changed_preset("mlp", "\"version\": 1", "\"version\": 1");
        let cases = [
            (folder.path().join("missing.netsmith"), "no such file"),
            (file("empty.netsmith", b""), "an empty file"),
            (file("cut.netsmith", &text.as_bytes()[..200]), "breaks off"),
            (
                file(
                    "page.h5",
                    b"<!DOCTYPE html><html><body>Sign in</body></html>",
                ),
                "a web page",
            ),
            (
                file("picture.netsmith", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR"),
                "no text",
            ),
            (
                file(
                    "newer.netsmith",
                    text.replace("\"version\": 1", "\"version\": 99").as_bytes(),
                ),
                "version 99",
            ),
            (
                file(
                    "twice.netsmith",
                    text.replace("\"id\": 1", "\"id\": 0").as_bytes(),
                ),
                "twice",
            ),
            (
                file(
                    "dangling.netsmith",
                    text.replace("\"inputs\": [2]", "\"inputs\": [77]")
                        .as_bytes(),
                ),
                "77",
            ),
        ];
        for (path, words) in cases {
            for command in ["summary", "check"] {
                let message = refusal([OsStr::new(command), path.as_os_str()], 1);
                assert!(message.contains(words), "{}: {message}", path.display());
            }
        }
    }

    #[test]
    fn a_cycle_is_refused_in_words() {
        let folder = folder();
        let text = changed_preset("mlp", "\"inputs\": [0]", "\"inputs\": [2]");
        let path = write(&folder.path().join("cycle.netsmith"), text);
        let output = run([OsStr::new("check"), path.as_os_str()]);
        assert_eq!(output.status.code(), Some(1));
        let words = text_of_both(&output);
        assert!(
            words.contains("wait") || words.contains("circle") || words.contains("cycle"),
            "{words}"
        );
    }

    fn text_of_both(output: &Output) -> String {
        text(&output.stdout) + &text(&output.stderr)
    }

    #[test]
    fn settings_beyond_all_bounds_are_problems_and_no_crash() {
        let folder = folder();
        for units in ["0", "-3", "9223372036854775807", "4000000000"] {
            let project = changed_preset("mlp", "\"units\": 64", &format!("\"units\": {units}"));
            let path = write(&folder.path().join("units.netsmith"), project);
            let output = run([OsStr::new("check"), path.as_os_str()]);
            assert_eq!(
                output.status.code(),
                Some(1),
                "{units}: {}",
                text_of_both(&output)
            );
            let out = folder.path().join("run");
            let arguments = [
                OsStr::new("train"),
                path.as_os_str(),
                OsStr::new("--data"),
                OsStr::new("builtin:digits"),
                OsStr::new("--epochs"),
                OsStr::new("1"),
                OsStr::new("--out"),
                out.as_os_str(),
            ];
            refusal(arguments, 1);
            assert!(!out.exists(), "nothing was begun");
        }
    }

    #[test]
    #[cfg(target_os = "linux")]
    fn a_training_that_no_memory_holds_is_refused_before_it_begins() {
        let folder = folder();
        let project = changed_preset("mlp", "\"units\": 64", "\"units\": 1000000")
            .replace("\"shape\": [8, 8, 1]", "\"shape\": [64, 64, 1]");
        let path = write(&folder.path().join("wide.netsmith"), project);
        let out = folder.path().join("run");
        let message = refusal(
            [
                OsStr::new("train"),
                path.as_os_str(),
                OsStr::new("--data"),
                OsStr::new("builtin:digits"),
                OsStr::new("--out"),
                out.as_os_str(),
            ],
            1,
        );
        assert!(
            message.contains("choose a smaller batch size or a smaller network"),
            "{message}"
        );
        assert!(!out.exists());
    }

    #[test]
    fn a_project_of_another_number_of_classes_is_told_what_to_set() {
        let folder = folder();
        let path = write(
            &folder.path().join("mlp.netsmith"),
            changed_preset(
                "mlp",
                "{\"activation\": \"softmax\"}",
                "{\"units\": 4, \"activation\": \"softmax\"}",
            ),
        );
        let arguments = [
            OsStr::new("train"),
            path.as_os_str(),
            OsStr::new("--data"),
            OsStr::new("builtin:digits"),
        ];
        let message = refusal(arguments, 1);
        assert!(message.contains("set units to 10"), "{message}");
    }

    #[test]
    fn data_that_is_none_is_a_sentence() {
        let folder = folder();
        let empty_folder = folder.path().join("nothing");
        std::fs::create_dir(&empty_folder).unwrap();
        let cases = [
            (folder.path().join("missing.h5"), "there is no such file"),
            (
                write(&folder.path().join("empty.h5"), ""),
                "the file is empty",
            ),
            (
                write(
                    &folder.path().join("page.h5"),
                    "<!DOCTYPE html><html></html>",
                ),
                "web page",
            ),
            (
                write(&folder.path().join("cut.h5"), b"\x89HDF\r\n\x1a\n\0\0\0"),
                "damaged or cut short",
            ),
            (empty_folder, "no pictures"),
        ];
        for (path, words) in cases {
            let message = refusal([OsStr::new("dataset"), path.as_os_str()], 1);
            assert!(message.contains(words), "{}: {message}", path.display());
            let message = refusal(
                [
                    OsStr::new("train"),
                    OsStr::new("mlp"),
                    OsStr::new("--data"),
                    path.as_os_str(),
                ],
                1,
            );
            assert!(message.contains(words), "{}: {message}", path.display());
        }
        let message = refusal(["dataset", "builtin:cats"], 1);
        assert!(message.contains("`cats`"), "{message}");
    }

    #[test]
    fn a_class_that_never_occurs_is_said_and_trained_around() {
        let folder = folder();
        let pictures = folder.path().join("pictures");
        for (class, grey) in [("dark", Some(20)), ("light", Some(220)), ("never", None)] {
            let class = pictures.join(class);
            std::fs::create_dir_all(&class).unwrap();
            for index in 0..4_u8 {
                if let Some(grey) = grey {
                    write_grey(&class.join(format!("{index}.png")), [8, 8], grey + index);
                }
            }
        }
        let out = folder.path().join("run");
        let output = run([
            OsStr::new("train"),
            OsStr::new("mlp"),
            OsStr::new("--data"),
            pictures.as_os_str(),
            OsStr::new("--epochs"),
            OsStr::new("1"),
            OsStr::new("--out"),
            out.as_os_str(),
        ]);
        assert!(output.status.success(), "{}", text(&output.stderr));
        let report = run([
            OsStr::new("evaluate"),
            out.as_os_str(),
            OsStr::new("--data"),
            pictures.as_os_str(),
            OsStr::new("--json"),
        ]);
        assert!(report.status.success(), "{}", text(&report.stderr));
    }

    #[test]
    fn a_folder_without_a_run_is_a_sentence() {
        let folder = folder();
        let path = folder.path().to_str().unwrap();
        let message = refusal(["evaluate", path, "--data", "builtin:digits"], 1);
        assert!(
            message.contains("expected a run folder, found no `run.json` in it"),
            "{message}"
        );
        let message = refusal(["summary", path], 1);
        assert!(message.contains("expected a run folder"), "{message}");
    }

    #[test]
    fn a_damaged_run_is_a_sentence() {
        let folder = folder();
        let path = folder.path().join("run");
        output_of(train(&path, &["--epochs", "1"]));
        let evaluate = [
            "evaluate",
            path.to_str().unwrap(),
            "--data",
            "builtin:digits",
        ];
        for (name, bytes) in [
            ("project.netsmith", &b"{"[..]),
            ("weights.safetensors", b"<html>"),
            ("run.json", b"[]"),
        ] {
            write(&path.join(name), bytes);
            let message = refusal(evaluate, 1);
            assert!(message.contains(name), "{message}");
        }
    }

    #[test]
    fn a_picture_that_is_none_does_not_keep_the_others_from_an_answer() {
        let folder = folder();
        let path = folder.path().join("run");
        output_of(train(&path, &["--epochs", "1"]));
        let good = folder.path().join("good.png");
        write_grey(&good, [9, 7], 200);
        let page = write(&folder.path().join("page.png"), "<html></html>");
        let output = run([
            OsStr::new("predict"),
            path.as_os_str(),
            page.as_os_str(),
            good.as_os_str(),
            OsStr::new("--json"),
        ]);
        assert_eq!(output.status.code(), Some(1));
        let verdicts: Value = serde_json::from_slice(&output.stdout).unwrap();
        assert_eq!(verdicts.as_array().unwrap().len(), 1);
        assert!(
            text(&output.stderr).contains("page.png"),
            "{}",
            text(&output.stderr)
        );
    }

    #[cfg(unix)]
    #[test]
    fn paths_that_are_no_text_work() {
        use std::os::unix::ffi::OsStrExt;
        let folder = folder();
        let path = folder.path().join(OsStr::from_bytes(b"n\xFFtz.netsmith"));
        write(&path, changed_preset("mlp", "MLP", "MLP"));
        assert!(
            run([OsStr::new("summary"), path.as_os_str()])
                .status
                .success()
        );
        let out = folder.path().join(OsStr::from_bytes(b"l\xE4uf"));
        let arguments = [
            OsStr::new("train"),
            path.as_os_str(),
            OsStr::new("--data"),
            OsStr::new("builtin:digits"),
            OsStr::new("--epochs"),
            OsStr::new("1"),
            OsStr::new("--batch-size"),
            OsStr::new("512"),
            OsStr::new("--out"),
            out.as_os_str(),
        ];
        let output = run(arguments);
        assert!(output.status.success(), "{}", text(&output.stderr));
        assert!(out.join("weights.safetensors").is_file());
    }

    #[test]
    fn without_a_display_the_window_says_what_works_instead() {
        let message = refusal::<&str>([], 1);
        assert_eq!(message.lines().count(), 1, "{message}");
        for command in [
            "presets", "summary", "check", "train", "evaluate", "predict", "diagram", "devices",
            "dataset",
        ] {
            assert!(message.contains(command), "{message}");
        }
    }
}
