//! The real program on both sides: `netsmith serve`, `netsmith train`, and a server that is killed or frozen.

use std::io::{BufRead, BufReader, Read, Write};
use std::path::Path;
use std::process::{Child, Command, Output, Stdio};
use std::time::Duration;

use netsmith::engine::run::{RunFolder, RunState};

use crate::support::{TOKEN, assert_without_token};

fn netsmith() -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_netsmith"));
    command
        .env("NETSMITH_LANG", "en-US")
        .env_remove("NETSMITH_TOKEN")
        .env_remove("DISPLAY")
        .env_remove("WAYLAND_DISPLAY")
        .env_remove("WAYLAND_SOCKET");
    command
}

/// A server of its own process; killed with this value.
struct Served {
    process: Child,
    place: String,
}

impl Served {
    fn at(port: u16) -> Self {
        let mut process = netsmith()
            .args(["--json", "serve", "--listen"])
            .arg(format!("127.0.0.1:{port}"))
            .env("NETSMITH_TOKEN", TOKEN)
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let mut line = String::new();
        let out = process.stdout.as_mut().unwrap();
        BufReader::new(out).read_line(&mut line).unwrap();
        assert!(!line.contains(TOKEN));
        let told: serde_json::Value = serde_json::from_str(&line).unwrap();
        let place = told["address"].as_str().unwrap().to_owned();
        Self { process, place }
    }

    /// What its first device is called.
    fn device(&self) -> String {
        format!("remote:{}", self.place)
    }

    fn port(&self) -> u16 {
        self.place.rsplit_once(':').unwrap().1.parse().unwrap()
    }
}

impl Drop for Served {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

fn training(device: &str, out: &Path, resumes: bool) -> Command {
    let mut command = netsmith();
    command
        .args(["--json", "train", "mlp", "--data", "builtin:digits"])
        .args(["--epochs", "8", "--seed", "4", "--device"])
        .arg(device)
        .arg("--out")
        .arg(out)
        .env("NETSMITH_TOKEN", TOKEN);
    if resumes {
        command.arg("--resume");
    }
    command
}

/// What both streams said; neither may hold the token.
fn said(output: &Output) -> String {
    let said = [&output.stdout, &output.stderr].map(|bytes| String::from_utf8_lossy(bytes));
    let said = said.concat();
    assert!(!said.contains(TOKEN), "{said}");
    said
}

/// The epochs' losses as they were told.
fn losses(said: &str) -> Vec<(u64, f64)> {
    let lines = said
        .lines()
        .filter_map(|line| serde_json::from_str::<serde_json::Value>(line).ok());
    let epochs = lines.filter(|line| line["event"] == "epoch");
    epochs
        .map(|line| {
            (
                line["epoch"].as_u64().unwrap(),
                line["loss"].as_f64().unwrap(),
            )
        })
        .collect()
}

#[test]
fn a_server_killed_in_the_middle_costs_nothing_but_time() {
    let folder = tempfile::tempdir().unwrap();
    let (whole, broken) = (folder.path().join("whole"), folder.path().join("broken"));
    let served = Served::at(0);
    let output = training(&served.device(), &whole, false).output().unwrap();
    assert!(output.status.success(), "{}", said(&output));
    let expected = losses(&said(&output));
    assert_eq!(expected.len(), 8);

    let port = served.port();
    let mut process = training(&served.device(), &broken, false)
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut told = BufReader::new(process.stdout.take().unwrap());
    let mut before = String::new();
    // What the first epoch came to is here when the second is over; before, it may be lost with the server.
    while !before.contains("\"epoch\":2") {
        assert!(told.read_line(&mut before).unwrap() > 0, "{before}");
    }
    drop(served);
    told.read_to_string(&mut before).unwrap();
    let output = process.wait_with_output().unwrap();
    assert_eq!(output.status.code(), Some(1));
    assert!(said(&output).contains("is lost"), "{}", said(&output));

    let served = Served::at(port);
    let output = training(&served.device(), &broken, true).output().unwrap();
    assert!(output.status.success(), "{}", said(&output));
    let mut found = losses(&before);
    found.extend(losses(&said(&output)));
    // Epochs that were not saved are told twice.
    found.sort_by(|one, other| one.0.cmp(&other.0).then(one.1.total_cmp(&other.1)));
    found.dedup();
    assert_eq!(found, expected);
    assert_without_token(folder.path());
}

/// It neither answers nor hangs up, like a machine that sleeps.
#[cfg(unix)]
#[test]
fn a_server_that_freezes_is_noticed() {
    let folder = tempfile::tempdir().unwrap();
    let served = Served::at(0);
    let mut process = training(&served.device(), &folder.path().join("run"), false)
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut told = BufReader::new(process.stdout.take().unwrap());
    let mut line = String::new();
    while !line.contains("\"epoch\":1") {
        assert!(told.read_line(&mut line).unwrap() > 0, "{line}");
    }
    let stopped = Command::new("kill")
        .arg("-STOP")
        .arg(served.process.id().to_string())
        .status();
    assert!(stopped.unwrap().success());
    told.read_to_string(&mut line).unwrap();
    let output = process.wait_with_output().unwrap();
    assert_eq!(output.status.code(), Some(1));
    assert!(
        said(&output).contains("nothing was heard"),
        "{}",
        said(&output)
    );
}

#[cfg(unix)]
#[test]
fn a_server_that_is_asked_to_end_ends_cleanly() {
    let mut served = Served::at(0);
    let asked = Command::new("kill")
        .arg("-TERM")
        .arg(served.process.id().to_string())
        .status();
    assert!(asked.unwrap().success());
    assert_eq!(served.process.wait().unwrap().code(), Some(0));
}

#[test]
fn a_server_wants_a_token_that_cannot_be_guessed_and_stays_on_this_machine() {
    let serve = |token: Option<&str>, arguments: &[&str]| {
        let mut command = netsmith();
        command.arg("serve").args(arguments);
        if let Some(token) = token {
            command.env("NETSMITH_TOKEN", token);
        }
        command.stdin(Stdio::null()).output().unwrap()
    };
    for (token, arguments, words) in [
        (Some("short"), &[][..], "at least 16 characters"),
        (Some(""), &[], "at least 16 characters"),
        // Nobody could read a new one.
        (None, &[], "here is no terminal"),
        (None, &["--token-stdin"], "at least 16 characters"),
        (Some(TOKEN), &["--token-stdin"], "leave one of them out"),
        (Some(TOKEN), &["--listen", "0.0.0.0:0"], "--open-to-network"),
        (Some(TOKEN), &["--device", "remote:lab:80"], "another one's"),
        (Some(TOKEN), &["--idle", "0"], "above 0"),
    ] {
        let output = serve(token, arguments);
        assert_eq!(output.status.code(), Some(2), "{arguments:?}");
        assert!(said(&output).contains(words), "{}", said(&output));
    }
}

#[test]
fn a_token_comes_by_standard_input_too() {
    let mut process = netsmith()
        .args([
            "--json",
            "serve",
            "--token-stdin",
            "--listen",
            "127.0.0.1:0",
        ])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut stdin = process.stdin.take().unwrap();
    writeln!(stdin, "{TOKEN}").unwrap();
    let mut line = String::new();
    let out = process.stdout.as_mut().unwrap();
    BufReader::new(out).read_line(&mut line).unwrap();
    process.kill().unwrap();
    process.wait().unwrap();
    assert!(line.contains("listening"), "{line}");
}

fn sweep(of: &[&str], devices: &[String]) -> Output {
    netsmith()
        .args(["--json", "sweep"])
        .args(of)
        .args(["--devices", &devices.join(",")])
        .env("NETSMITH_TOKEN", TOKEN)
        .output()
        .unwrap()
}

/// The state of each run of a sweep that has begun, and the device that it has begun on.
fn begun_in(sweep: &Path) -> Vec<(RunState, String)> {
    let runs = ["01", "02", "03", "04"].map(|name| RunFolder::open(&sweep.join(name)));
    let runs = runs.iter().flatten();
    runs.map(|run| (run.state(), run.manifest().device.clone()))
        .collect()
}

fn are_all_finished(runs: &[(RunState, String)]) -> bool {
    runs.len() == 4 && runs.iter().all(|(state, _)| *state == RunState::Finished)
}

#[test]
fn a_sweep_is_shared_out_among_servers() {
    let folder = tempfile::tempdir().unwrap();
    let out = folder.path().join("sweep");
    let (one, two) = (Served::at(0), Served::at(0));
    let words = "mlp --data builtin:digits --epochs 2 --vary learning_rate=0.01,0.001 --vary seed=1,2 --out";
    let words: Vec<&str> = words.split(' ').chain(out.to_str()).collect();
    let devices = [one.device(), two.device()];
    let output = sweep(&words, &devices);
    assert!(output.status.success(), "{}", said(&output));
    let runs = begun_in(&out);
    assert!(are_all_finished(&runs), "{runs:?}");
    for device in &devices {
        assert!(runs.iter().any(|(_, on)| on == device), "{runs:?}");
    }
    assert_without_token(folder.path());
}

/// What was begun on the server that is gone waits for it; the other one does the rest.
#[test]
fn a_server_lost_in_a_sweep_leaves_the_rest_to_the_others() {
    let folder = tempfile::tempdir().unwrap();
    let out = folder.path().join("sweep");
    let (lost, kept) = (Served::at(0), Served::at(0));
    let (gone, port) = (lost.device(), lost.port());
    let devices = [gone.clone(), kept.device()];
    let words = "mlp --data builtin:digits --epochs 12 --vary seed=1,2,3,4 --out";
    let words: Vec<&str> = words.split(' ').chain(out.to_str()).collect();
    let output = std::thread::scope(|scope| {
        let sweep = scope.spawn(|| sweep(&words, &devices));
        let is_saved_there = |name: &&str| {
            let run = RunFolder::open(&out.join(name));
            run.is_ok_and(|run| {
                run.manifest().device == gone && run.path().join("checkpoint/state.json").is_file()
            })
        };
        while !["01", "02", "03", "04"].iter().any(is_saved_there) {
            std::thread::sleep(Duration::from_millis(2));
        }
        drop(lost);
        sweep.join().unwrap()
    });
    let told = said(&output);
    assert_eq!(output.status.code(), Some(1), "{told}");
    assert!(
        told.contains("is lost") && told.contains("the sweep is stopped"),
        "{told}"
    );
    let mut left = begun_in(&out);
    assert_eq!(left.len(), 4);
    left.retain(|(state, _)| *state != RunState::Finished);
    assert_eq!(left, [(RunState::Stopped, gone.clone())]);

    // On the other server alone it is told where the run has begun.
    let output = sweep(&[out.to_str().unwrap()], &devices[1..]);
    let told = said(&output);
    assert!(
        told.contains("has begun on") && told.contains(&gone),
        "{told}"
    );
    let _back = Served::at(port);
    let output = sweep(&[out.to_str().unwrap()], &devices);
    assert!(output.status.success(), "{}", said(&output));
    assert!(are_all_finished(&begun_in(&out)));
    assert_without_token(folder.path());
}
