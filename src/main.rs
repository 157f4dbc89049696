//! Netsmith.

use std::path::PathBuf;
use std::process::ExitCode;

fn main() -> ExitCode {
    match netsmith::app::run(std::env::args_os().nth(1).map(PathBuf::from)) {
        Ok(()) => ExitCode::SUCCESS,
        Err(message) => {
            eprintln!("{message}");
            ExitCode::FAILURE
        }
    }
}
