//! The command line as a user meets it: the real program, its output, its messages, its exit codes.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test fails by panicking, its helpers too"
)]

mod beginning;
mod data;
mod explaining;
mod exporting;
mod going_on;
mod importing;
mod judging;
mod languages;
mod lessons;
mod looking;
#[cfg(unix)]
mod outside;
mod places;
mod refusals;
mod reporting;
mod steering;
mod strangers;
mod sweeping;
mod training;

use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use netsmith::files::read_limited;
use serde_json::Value;

/// The program with nothing of the tester's own surroundings that could change what it says.
fn netsmith() -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_netsmith"));
    command
        .env("RUST_BACKTRACE", "1")
        .env("NETSMITH_LANG", "en-US")
        .env_remove("NETSMITH_SIMD")
        .env_remove("DISPLAY")
        .env_remove("WAYLAND_DISPLAY")
        .env_remove("WAYLAND_SOCKET");
    command
}

fn run<S: AsRef<OsStr>>(arguments: impl IntoIterator<Item = S>) -> Output {
    netsmith().args(arguments).output().unwrap()
}

/// Whether whoever started the tests ignores a signal, as `nohup` and a shell's `&` do: programs that they start then never
/// hear it, which is as it should be.
fn is_ignored(signal: u32) -> bool {
    let status = read_limited(Path::new("/proc/self/status"), 1 << 20).unwrap_or_default();
    let status = String::from_utf8_lossy(&status);
    let mask = status.lines().find_map(|line| line.strip_prefix("SigIgn:"));
    let ignored = mask.and_then(|mask| u64::from_str_radix(mask.trim(), 16).ok());
    let is_ignored = ignored.is_some_and(|mask| mask >> (signal - 1) & 1 == 1);
    if is_ignored {
        eprintln!("skipped: signal {signal} is ignored by whoever started the tests");
    }
    is_ignored
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

/// The weights of a run as they lie on the disk.
fn weights_of(run: &Path) -> Vec<u8> {
    netsmith::files::read_limited(&run.join("weights.safetensors"), 1 << 20).unwrap()
}

/// A PNG of one gray value.
fn write_gray(path: &Path, [width, height]: [u32; 2], value: u8) {
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
