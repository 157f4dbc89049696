//! `netsmith manual`: a page for `man` of the program and of each command. For those who pack the program.

use std::path::{Path, PathBuf};

use clap::{Args, Command, CommandFactory};
use clap_mangen::Man;

use super::failure::Failure;
use super::output::Output;
use super::{Cli, help, output};
use crate::files::write_atomically;
use crate::text::say;

#[derive(Debug, Args)]
#[command(about = say("help-manual"), hide = true)]
pub struct Arguments {
    #[arg(help = say("help-manual-folder"))]
    folder: PathBuf,
}

pub fn run(arguments: &Arguments, _: &mut Output) -> Result<(), Failure> {
    write(&help::described(Cli::command()), &arguments.folder)
}

/// The page of `command` and those of the commands in it: `netsmith.1`, `netsmith-lesson.1`, `netsmith-lesson-check.1`.
fn write(command: &Command, folder: &Path) -> Result<(), Failure> {
    let version = command.get_version().unwrap_or(env!("CARGO_PKG_VERSION"));
    let page = Man::new(command.clone()).source(["Netsmith", version].join(" "));
    let mut text = Vec::new();
    let rendered = page.render(&mut text);
    rendered.map_err(|error| output::unwritable(&error))?;
    write_atomically(&folder.join(page.get_filename()), &text)?;
    let inside = command.get_subcommands();
    let mut shown = inside.filter(|it| !it.is_hide_set() && it.get_name() != "help");
    shown.try_for_each(|it| write(it, folder))
}
