//! `netsmith` and `netsmith FILE`: the window.

use std::ffi::OsString;
use std::path::PathBuf;

use clap::CommandFactory;

use super::failure::Failure;
use super::{Cli, names};

pub fn run(file: Option<OsString>) -> Result<(), Failure> {
    if let Some(file) = &file {
        refuse_misspelled_command(file)?;
    }
    crate::app::run(file.map(PathBuf::from)).map_err(Failure::Job)
}

/// A word that is no file but nearly a command was meant as one.
fn refuse_misspelled_command(file: &OsString) -> Result<(), Failure> {
    let is_word = file
        .to_str()
        .is_some_and(|text| !text.contains(['/', '\\', '.']));
    if !is_word || PathBuf::from(file).exists() {
        return Ok(());
    }
    let word = file.to_string_lossy();
    let cli = Cli::command();
    let commands: Vec<&str> = cli.get_subcommands().map(clap::Command::get_name).collect();
    let message = format!("there is neither a command nor a file called `{word}`");
    Err(Failure::Usage(names::with_hint(&message, &word, commands)))
}
