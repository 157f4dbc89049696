//! Faults of the program itself: told in one sentence, the way to a report included, never as a backtrace. What closes the
//! window is also written to a crash log, for whoever started it from a menu sees no terminal.

use std::backtrace::Backtrace;
use std::panic::{self, PanicHookInfo};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::{Mutex, OnceLock, PoisonError};
use std::thread;

use super::failure::Failure;
use crate::files::write_atomically;
use crate::text::say;
use crate::{message, tr};

/// Where crash logs go; none are written before there is a window.
static FOLDER: OnceLock<PathBuf> = OnceLock::new();
/// The crash log that was written.
static WRITTEN: Mutex<Option<PathBuf>> = Mutex::new(None);

/// As many crash logs are kept; older ones make room.
const MOST_KEPT: usize = 5;

/// Keeps panics from writing to standard error: the engine catches its own and tells them as failures, and [`told`] tells
/// the rest.
pub fn install() {
    panic::set_hook(Box::new(|fault| {
        tracing::error!(%fault, "panic");
        // Other threads' panics are caught, and the window lives on.
        if let Some(folder) = FOLDER.get()
            && thread::current().name() == Some("main")
        {
            let written = write_log(folder, &report(fault));
            *WRITTEN.lock().unwrap_or_else(PoisonError::into_inner) = written;
        }
    }));
}

/// Writes a crash log into `folder` where the main thread panics from now on.
pub fn keep_crash_logs_in(folder: PathBuf) {
    // Set once at the start of the window; a second window in one process does not exist.
    let _ = FOLDER.set(folder);
}

/// Runs `job`, and turns a panic in it into a sentence and exit code 1.
pub fn told(job: impl FnOnce() -> ExitCode + panic::UnwindSafe) -> ExitCode {
    panic::catch_unwind(job).unwrap_or_else(|payload| {
        let given = payload.downcast_ref::<String>().map(String::as_str);
        let given = given.or_else(|| payload.downcast_ref::<&str>().copied());
        let reason = given.unwrap_or_else(|| say("no-reason"));
        let written = WRITTEN.lock().unwrap_or_else(PoisonError::into_inner);
        let where_to_look = match &*written {
            Some(log) => tr!("report-with-log", log = %log.display()),
            None => tr!("report-where"),
        };
        Failure::Job(
            message!("fault-of-netsmith", reason = %reason, where_to_look = %where_to_look),
        )
        .report()
    })
}

/// What a developer needs to know.
fn report(fault: &PanicHookInfo<'_>) -> String {
    format!(
        "Netsmith {} on {} {}\n{fault}\n\n{}\n",
        env!("CARGO_PKG_VERSION"),
        std::env::consts::OS,
        std::env::consts::ARCH,
        Backtrace::force_capture()
    )
}

/// Writes `report` into `folder` and answers where; `None` where that is not possible.
fn write_log(folder: &Path, report: &str) -> Option<PathBuf> {
    std::fs::create_dir_all(folder).ok()?;
    let time = jiff::Zoned::now().strftime("%Y%m%d-%H%M%S");
    let log = folder.join(format!("crash-{time}-{}.log", std::process::id()));
    write_atomically(&log, report.as_bytes()).ok()?;
    let is_log = |path: &PathBuf| path.extension().is_some_and(|ending| ending == "log");
    let entries = std::fs::read_dir(folder).ok()?.flatten();
    let mut logs: Vec<PathBuf> = entries.map(|entry| entry.path()).filter(is_log).collect();
    // Their names begin with the time.
    logs.sort();
    let too_many = logs.len().saturating_sub(MOST_KEPT);
    for old in &logs[..too_many] {
        if let Err(error) = std::fs::remove_file(old) {
            tracing::debug!(%error, "an old crash log stays");
        }
    }
    Some(log)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::files::read_limited;

    #[test]
    fn a_panic_becomes_exit_code_1() {
        let code = told(|| panic!("a test of panics, no fault"));
        assert_eq!(format!("{code:?}"), format!("{:?}", ExitCode::FAILURE));
    }

    #[test]
    fn the_latest_crash_logs_are_kept() {
        let folder = tempfile::tempdir().unwrap();
        let crashes = folder.path().join("crashes");
        std::fs::create_dir(&crashes).unwrap();
        for day in 10..16 {
            let old = crashes.join(format!("crash-202001{day}-000000-1.log"));
            write_atomically(&old, b"").unwrap();
        }
        let log = write_log(&crashes, "what happened").unwrap();
        assert_eq!(read_limited(&log, 100).unwrap(), b"what happened");
        let entries = std::fs::read_dir(&crashes).unwrap().flatten();
        let mut names: Vec<String> = entries
            .map(|entry| entry.file_name().to_string_lossy().into_owned())
            .collect();
        names.sort();
        assert_eq!(names.len(), MOST_KEPT);
        assert_eq!(names[0], "crash-20200112-000000-1.log");
        assert!(log.ends_with(&names[MOST_KEPT - 1]));
    }
}
