//! `netsmith completions`: what a shell needs to complete commands, options and their values. For those who pack the program.

use clap::{Args, CommandFactory};
use clap_complete::{Shell, generate};

use super::failure::Failure;
use super::output::Output;
use super::{Cli, help};
use crate::text::say;

#[derive(Debug, Args)]
#[command(about = say("help-completions"), hide = true)]
pub struct Arguments {
    #[arg(help = say("help-completions-shell"))]
    shell: Shell,
}

pub fn run(arguments: &Arguments, output: &mut Output) -> Result<(), Failure> {
    let mut script = Vec::new();
    let mut command = help::described(Cli::command());
    generate(arguments.shell, &mut command, "netsmith", &mut script);
    output.text(&String::from_utf8_lossy(&script))
}
