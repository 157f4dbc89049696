//! The real program on both sides: `netsmith serve`, `netsmith train`, and a server that is killed or frozen.

use std::io::{BufRead, BufReader, Read, Write};
use std::path::Path;
use std::process::{Child, Command, Output, Stdio};

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

fn training(place: &str, out: &Path, resumes: bool) -> Command {
    let mut command = netsmith();
    command
        .args(["--json", "train", "mlp", "--data", "builtin:digits"])
        .args(["--epochs", "8", "--seed", "4", "--device"])
        .arg(format!("remote:{place}"))
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
    let output = training(&served.place, &whole, false).output().unwrap();
    assert!(output.status.success(), "{}", said(&output));
    let expected = losses(&said(&output));
    assert_eq!(expected.len(), 8);

    let port = served.port();
    let mut process = training(&served.place, &broken, false)
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
    let output = training(&served.place, &broken, true).output().unwrap();
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
    let mut process = training(&served.place, &folder.path().join("run"), false)
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
