//! What bad input gets: a sentence and an exit code.

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
            // Drawings may hold a project since networks of other programs open; this one is told apart from them.
            "a plain picture",
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
    for (class, gray) in [("dark", Some(20)), ("light", Some(220)), ("never", None)] {
        let class = pictures.join(class);
        std::fs::create_dir_all(&class).unwrap();
        for index in 0..4_u8 {
            if let Some(gray) = gray {
                write_gray(&class.join(format!("{index}.png")), [8, 8], gray + index);
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
    write_gray(&good, [9, 7], 200);
    let page = write(&folder.path().join("page.png"), "<html></html>");
    let output = run([
        OsStr::new("predict"),
        path.as_os_str(),
        page.as_os_str(),
        good.as_os_str(),
        OsStr::new("--json"),
    ]);
    assert_eq!(output.status.code(), Some(1));
    let predictions: Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(predictions.as_array().unwrap().len(), 1);
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
