//! Faults of the program itself: told in one sentence, the way to a report included, never as a backtrace.

use std::panic;
use std::process::ExitCode;

use super::failure::Failure;

/// Keeps panics from writing to standard error: the engine catches its own and tells them as failures, and
/// [`told`] tells the rest.
pub fn install_quiet_hook() {
    panic::set_hook(Box::new(|fault| tracing::error!(%fault, "panic")));
}

/// Runs `job`, and turns a panic in it into a sentence and exit code 1.
pub fn told(job: impl FnOnce() -> ExitCode + panic::UnwindSafe) -> ExitCode {
    panic::catch_unwind(job).unwrap_or_else(|payload| {
        let text = payload.downcast_ref::<String>().map(String::as_str);
        let text = text.or_else(|| payload.downcast_ref::<&str>().copied());
        let reason = text.unwrap_or("no reason given");
        Failure::Job(format!(
            "this is a fault of Netsmith, not yours ({reason}); NETSMITH_LOG=error shows where, please report it"
        ))
        .report()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_panic_becomes_exit_code_1() {
        let code = told(|| panic!("a test of panics, no fault"));
        assert_eq!(format!("{code:?}"), format!("{:?}", ExitCode::FAILURE));
    }
}
