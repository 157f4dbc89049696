//! Netsmith, the program: hands its arguments to the command line, or to the window.

use std::process::ExitCode;

fn main() -> ExitCode {
    netsmith::cli::main()
}
