//! `netsmith` and `netsmith FILE`: the window.

use std::ffi::OsString;
use std::path::{Path, PathBuf};

use clap::CommandFactory;

use super::failure::Failure;
use super::{Cli, names, panic_hook};
use crate::app::training_panels::is_picture;
use crate::files::absolute;
use crate::message;
use crate::text::Message;

pub fn run(file: Option<OsString>) -> Result<(), Failure> {
    if let Some(file) = &file {
        refuse_misspelled_command(file)?;
    }
    let path = file.map(|file| absolute(Path::new(&file)));
    if let Some(folder) = crate::app::folder_of_crash_logs() {
        panic_hook::keep_crash_logs_in(folder);
    }
    crate::app::run(path.clone())
        .map_err(|fault| Failure::Job(with_way_out(Message::words(fault), path.as_deref())))
}

/// A picture needs no window to be asked about.
fn with_way_out(fault: Message, path: Option<&Path>) -> Message {
    match path.filter(|path| is_picture(path)) {
        Some(path) => message!("way-out-predict", fault = fault, path = path),
        None => fault,
    }
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
    let message = message!("no-command-no-file", word = %word);
    Err(Failure::Usage(names::with_hint(message, &word, commands)))
}
