//! What the system does to the program: signals, limits, outputs that take nothing more, folders that cannot be used.

use super::*;
use std::io::{BufRead, BufReader};
use std::process::Child;

use netsmith::engine::run::{RunFolder, RunState};

/// A training without an end, after its first epoch, with what goes before the program on a shell's command line.
fn endless(run: &Path, before: &str) -> Child {
    let line = format!("{before} exec \"$0\" \"$@\"");
    let mut child = Command::new("sh");
    child.env("NETSMITH_LANG", "en-US");
    child.args(["-c", &line, env!("CARGO_BIN_EXE_netsmith")]);
    let mut child = child
        .args(train(run, &["--epochs", "100000"]))
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut first = String::new();
    let mut stdout = BufReader::new(child.stdout.take().unwrap());
    stdout.read_line(&mut first).unwrap();
    assert!(first.contains("\"epoch\":1"), "{first}");
    child
}

fn send(child: &Child, signal: &str) {
    let sent = Command::new("kill")
        .args([signal, &child.id().to_string()])
        .status();
    assert!(sent.unwrap().success());
}

/// The exit code and the messages of a program that has nobody who reads its output.
fn end_of(child: Child) -> (Option<i32>, String) {
    let output = child.wait_with_output().unwrap();
    (output.status.code(), text(&output.stderr))
}

/// Runs the program through a shell, with what goes before it and behind it.
fn through_shell(before: &str, arguments: &str, behind: &str) -> (Option<i32>, String) {
    let line = format!("{before} exec \"$0\" {arguments} {behind}");
    let output = Command::new("sh")
        .env("NETSMITH_LANG", "en-US")
        .args(["-c", &line, env!("CARGO_BIN_EXE_netsmith")])
        .output()
        .unwrap();
    (output.status.code(), text(&output.stderr))
}

#[test]
fn each_signal_that_asks_to_end_stops_a_training_that_can_go_on() {
    for (signal, number) in [("-INT", 2), ("-TERM", 15), ("-HUP", 1), ("-XCPU", 24)] {
        if is_ignored(number) {
            continue;
        }
        let folder = folder();
        let path = folder.path().join("run");
        let child = endless(&path, "");
        send(&child, signal);
        let (code, message) = end_of(child);
        assert_eq!(code, Some(1), "{signal}: {message}");
        assert!(message.contains("--resume goes on"), "{signal}: {message}");
        let run = RunFolder::open(&path).unwrap();
        assert_eq!(run.manifest().state, RunState::Stopped, "{signal}");
        // As if it had never been stopped.
        let done = run.manifest().epochs_done + 1;
        let epochs = done.to_string();
        output_of(train(&path, &["--resume", "--epochs", &epochs]));
        let whole = folder.path().join("whole");
        output_of(train(&whole, &["--epochs", &epochs]));
        let losses = |run: &Path| -> Vec<f64> {
            let history = RunFolder::open(run).unwrap().history().unwrap();
            history.iter().map(|epoch| epoch.train.loss).collect()
        };
        assert_eq!(losses(&path), losses(&whole), "{signal}");
    }
}

#[test]
fn what_the_starter_had_ignored_stays_unheard() {
    let folder = folder();
    let path = folder.path().join("run");
    // As `nohup` starts a program.
    let mut child = endless(&path, "trap '' HUP;");
    send(&child, "-HUP");
    std::thread::sleep(std::time::Duration::from_millis(500));
    assert!(child.try_wait().unwrap().is_none(), "it has ended");
    send(&child, "-TERM");
    assert_eq!(end_of(child).0, Some(1));
}

#[test]
fn a_training_that_nobody_can_be_told_about_is_saved_all_the_same() {
    let folder = folder();
    let path = folder.path().join("run");
    let arguments = format!(
        "train mlp --data builtin:digits --epochs 100000 --batch-size 256 --out '{}'",
        path.display()
    );
    let (code, message) = through_shell("", &arguments, ">/dev/full");
    assert_eq!(code, Some(1), "{message}");
    assert!(
        message.contains("the output cannot be written"),
        "{message}"
    );
    let run = RunFolder::open(&path).unwrap();
    assert_eq!(run.manifest().state, RunState::Stopped);
    assert!(run.checkpoint().unwrap().is_some());
}

#[test]
fn a_file_beyond_the_largest_size_allowed_is_a_sentence() {
    let folder = folder();
    let (run, picture) = (folder.path().join("run"), folder.path().join("net.png"));
    for arguments in [
        format!(
            "train mlp --data builtin:digits --epochs 1 --out '{}'",
            run.display()
        ),
        format!("diagram resnet50 -o '{}'", picture.display()),
    ] {
        // In units of 512 or 1024 bytes: `run.json` fits, weights and pictures do not.
        let (code, message) = through_shell("ulimit -f 8;", &arguments, "");
        assert_eq!(code, Some(1), "{message}");
        assert!(message.contains("takes no file this large"), "{message}");
    }
    assert!(!picture.exists());
    assert_eq!(
        RunFolder::open(&run).unwrap().manifest().state,
        RunState::Failed
    );
}

#[test]
fn a_run_whose_first_epoch_found_no_room_begins_again_and_comes_to_the_same_end() {
    let folder = folder();
    let (whole, refused) = (folder.path().join("whole"), folder.path().join("refused"));
    let command = |run: &Path| train(run, &["--epochs", "2"]).join(" ");
    let (code, message) = through_shell("", &command(&whole), ">/dev/null");
    assert_eq!(code, Some(0), "{message}");
    // The weights of 4,810 numbers take 20 kB and fit, what the optimizer remembers beside them does not.
    for limit in [8, 30, 60] {
        let (code, message) = through_shell(
            &format!("ulimit -f {limit};"),
            &command(&refused),
            ">/dev/null",
        );
        assert_eq!(code, Some(1), "{limit}: {message}");
        assert_eq!(RunFolder::open(&refused).unwrap().manifest().epochs_done, 0);
        let again = command(&refused) + " --resume";
        let (code, message) = through_shell("", &again, ">/dev/null");
        assert_eq!(code, Some(0), "{limit}: {message}");
        assert!(weights_of(&refused) == weights_of(&whole), "{limit}");
        std::fs::remove_dir_all(&refused).unwrap();
    }
}

#[test]
fn help_and_version_say_so_where_they_cannot_be_written() {
    for arguments in ["help", "--help", "--version", "train --help", "presets"] {
        let (code, message) = through_shell("", arguments, ">/dev/full");
        assert_eq!(code, Some(1), "{arguments}: {message}");
        assert!(
            message.starts_with("error: the output cannot be written"),
            "{arguments}: {message}"
        );
    }
    // Whoever has seen enough is no failure.
    let closed = "| head -c 1 >/dev/null";
    let line = format!("{} --help {closed}", env!("CARGO_BIN_EXE_netsmith"));
    let output = Command::new("bash")
        .env("NETSMITH_LANG", "en-US")
        .args(["-o", "pipefail", "-c", &line])
        .output()
        .unwrap();
    assert_eq!(output.status.code(), Some(0), "{}", text(&output.stderr));
}

#[test]
fn an_unusable_folder_is_refused_before_data_is_looked_at() {
    let folder = folder();
    let file = write(&folder.path().join("file"), "not a folder");
    let long = folder.path().join("x".repeat(300));
    for out in [&file, &file.join("inside"), &long] {
        let arguments = [
            "train",
            "mlp",
            "--data",
            "no-such-data",
            "--out",
            out.to_str().unwrap(),
        ];
        let message = refusal(arguments, 1);
        assert!(message.contains("choose another folder"), "{message}");
    }
    // A folder that can be used is made by the training, not by the question.
    let out = folder.path().join("deep").join("run");
    let message = refusal(
        [
            "train",
            "mlp",
            "--data",
            "no-such-data",
            "--out",
            out.to_str().unwrap(),
        ],
        1,
    );
    assert!(message.contains("no-such-data"), "{message}");
    assert!(!folder.path().join("deep").exists());
}

#[test]
fn a_run_whose_checkpoint_is_gone_is_not_begun_anew_in_silence() {
    let folder = folder();
    let path = folder.path().join("run");
    output_of(train(&path, &["--epochs", "2"]));
    let history = read(&path.join("history.jsonl")).unwrap();
    let resume = ["--epochs", "4", "--resume"];
    std::fs::remove_file(path.join("checkpoint/state.json")).unwrap();
    let without_file = refusal(train(&path, &resume), 1);
    std::fs::remove_dir_all(path.join("checkpoint")).unwrap();
    let without_folder = refusal(train(&path, &resume), 1);
    for message in [without_file, without_folder] {
        assert!(
            message.contains("saved nothing to go on from, or it is gone"),
            "{message}"
        );
    }
    assert_eq!(read(&path.join("history.jsonl")).unwrap(), history);
}

#[test]
fn weights_that_are_no_numbers_give_no_answer() {
    use netsmith::engine::weights::{load, save};
    let folder = folder();
    let path = folder.path().join("run");
    output_of(train(&path, &["--epochs", "1"]));
    let picture = path.join("four.png");
    write_gray(&picture, [20, 20], 90);
    let file = path.join("weights.safetensors");
    let (mut weights, texts) = load(&file).unwrap();
    let spoil = |weights: &mut Vec<netsmith::engine::weights::NamedArray>, value: f32| {
        for array in weights {
            array.values.fill(value);
        }
    };
    let (run, picture) = (path.to_str().unwrap(), picture.to_str().unwrap());
    for (value, expected) in [
        (f32::NAN, "holds NaN or infinity"),
        // Finite, and too much for what is computed with them.
        (3e38, "the network answers with NaN"),
    ] {
        spoil(&mut weights, value);
        save(&file, &weights, &texts).unwrap();
        let asked = refusal(["predict", run, picture], 1);
        let measured = refusal(["evaluate", run, "--data", "builtin:digits"], 1);
        for message in [asked, measured] {
            assert!(message.contains(expected), "{message}");
        }
    }
}
