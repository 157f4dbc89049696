//! The command line: one file per command, each doing the window's jobs without a window.
//! Never computes by itself, never prints a backtrace for a user's mistake, never mixes messages into its output.
//!
//! Results go to standard output, everything else to standard error. Exit codes: 0 done, 1 failed, 2 wrong usage.

mod augment_preview;
mod check;
mod columns;
mod completions;
mod data;
mod dataset;
mod device;
mod devices;
mod diagram;
mod evaluate;
mod explain;
mod export;
mod failure;
mod find_rate;
mod foreign;
mod health;
mod help;
mod history;
mod import;
mod language;
mod lesson;
mod manual;
mod names;
mod output;
mod panic_hook;
mod predict;
mod presets;
mod profile;
mod progress;
mod report;
#[cfg(feature = "remote")]
mod serve;
mod speed;
mod summary;
mod sweep;
mod train;
mod trained;
mod usage;
mod window;

use std::ffi::OsString;
use std::io::{self, Write};
use std::process::ExitCode;

use clap::{CommandFactory, FromArgMatches, Parser, Subcommand};
use tracing_subscriber::EnvFilter;

use crate::engine::device::{check_instructions, start_threads};
use crate::interrupt;
use crate::layer::is_obeyed;
use crate::message;
use crate::text::{Language, say};
use failure::Failure;
use output::Output;
use usage::InWords;

#[derive(Debug, Parser)]
#[command(
    name = "netsmith",
    about = say("help-netsmith"),
    version,
    override_usage = "netsmith [FILE]\n       netsmith [--json] <COMMAND>"
)]
struct Cli {
    #[arg(help = say("help-file"))]
    file: Option<OsString>,
    #[arg(help = say("help-json"), long, global = true)]
    json: bool,
    #[arg(help = say("help-lang"), long, global = true, value_name = "LANGUAGE", value_parser = language::read)]
    lang: Option<Language>,
    #[command(subcommand)]
    command: Option<Command>,
}

#[derive(Debug, Subcommand)]
enum Command {
    Presets(presets::Arguments),
    Summary(summary::Arguments),
    Check(check::Arguments),
    // Boxed: they are three times as large as any other.
    #[command(about = say("help-train"))]
    Train(Box<train::Arguments>),
    #[command(about = say("help-sweep"))]
    Sweep(Box<sweep::Arguments>),
    #[command(about = say("help-find-rate"))]
    FindRate(Box<find_rate::Arguments>),
    Evaluate(evaluate::Arguments),
    Predict(predict::Arguments),
    Explain(explain::Arguments),
    Export(export::Arguments),
    History(history::Arguments),
    Report(report::Arguments),
    Diagram(diagram::Arguments),
    Lesson(lesson::Arguments),
    Import(import::Arguments),
    Devices(devices::Arguments),
    #[cfg(feature = "remote")]
    Serve(serve::Arguments),
    Speed(speed::Arguments),
    Dataset(dataset::Arguments),
    Completions(completions::Arguments),
    Manual(manual::Arguments),
}

impl Command {
    fn run(&self, output: &mut Output) -> Result<(), Failure> {
        if self.computes() {
            start_threads()?;
        }
        match self {
            Self::Presets(arguments) => presets::run(arguments, output),
            Self::Summary(arguments) => summary::run(arguments, output),
            Self::Check(arguments) => check::run(arguments, output),
            Self::Train(arguments) => train::run(arguments, output),
            Self::Sweep(arguments) => sweep::run(arguments, output),
            Self::FindRate(arguments) => find_rate::run(arguments, output),
            Self::Evaluate(arguments) => evaluate::run(arguments, output),
            Self::Predict(arguments) => predict::run(arguments, output),
            Self::Explain(arguments) => explain::run(arguments, output),
            Self::Export(arguments) => export::run(arguments, output),
            Self::History(arguments) => history::run(arguments, output),
            Self::Report(arguments) => report::run(arguments, output),
            Self::Diagram(arguments) => diagram::run(arguments, output),
            Self::Lesson(arguments) => lesson::run(arguments, output),
            Self::Import(arguments) => import::run(arguments, output),
            Self::Devices(arguments) => devices::run(arguments, output),
            #[cfg(feature = "remote")]
            Self::Serve(arguments) => serve::run(arguments, output),
            Self::Speed(arguments) => speed::run(arguments, output),
            Self::Dataset(arguments) => dataset::run(arguments, output),
            Self::Completions(arguments) => completions::run(arguments, output),
            Self::Manual(arguments) => manual::run(arguments, output),
        }
    }
}

impl Command {
    /// Whether the work is divided among threads.
    fn computes(&self) -> bool {
        match self {
            Self::Train(_)
            | Self::Sweep(_)
            | Self::FindRate(_)
            | Self::Evaluate(_)
            | Self::Predict(_)
            | Self::Explain(_)
            | Self::Report(_)
            | Self::Speed(_)
            | Self::Dataset(_) => true,
            #[cfg(feature = "remote")]
            Self::Serve(_) => true,
            Self::Presets(_)
            | Self::Summary(_)
            | Self::Check(_)
            | Self::History(_)
            | Self::Diagram(_)
            | Self::Export(_)
            | Self::Lesson(_)
            | Self::Import(_)
            | Self::Devices(_)
            | Self::Completions(_)
            | Self::Manual(_) => false,
        }
    }
}

/// Does what the program's arguments ask for.
pub fn main() -> ExitCode {
    interrupt::survive_limits();
    log_if_asked();
    panic_hook::install();
    language::speak_as_asked();
    panic_hook::told(|| match parsed() {
        Ok(cli) => run(cli),
        Err(said) => tell(&said.apply()),
    })
}

/// The program's arguments, read by a parser that speaks our languages.
fn parsed() -> Result<Cli, clap::Error> {
    let matches = help::in_words(Cli::command()).try_get_matches()?;
    Cli::from_arg_matches(&matches)
}

/// What the parser of arguments says instead of handing them over: help, the version, or what is wrong with them.
fn tell(said: &clap::error::Error<InWords>) -> ExitCode {
    if said.use_stderr() {
        let mut arguments = std::env::args_os();
        if arguments.any(|argument| argument.to_string_lossy().contains(is_obeyed)) {
            said.render().to_string().lines().for_each(output::note);
        } else {
            // As in `note`: where nobody can read it, the exit code must do.
            drop(said.print());
        }
        return ExitCode::from(2);
    }
    match said.print().and_then(|()| io::stdout().flush()) {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => {
            output::unwritable(&error).report()
        }
        _ => ExitCode::SUCCESS,
    }
}

fn run(cli: Cli) -> ExitCode {
    let mut output = Output::new(cli.json);
    let is_understood = check_instructions().map_err(|error| Failure::Usage(error.message()));
    let result = is_understood.and_then(|()| match (&cli.command, cli.file) {
        (Some(command), None) => command.run(&mut output),
        (None, file) => window::run(file),
        (Some(_), Some(file)) => Err(Failure::Usage(
            message!("file-before-command", file = %file.display()),
        )),
    });
    match result {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) if output.is_json() => failure.report_for_programs(),
        Err(failure) => failure.report(),
    }
}

/// Writes a log to standard error where `NETSMITH_LOG` names a level or a filter, such as `debug`.
fn log_if_asked() {
    let Ok(filter) = EnvFilter::try_from_env("NETSMITH_LOG") else {
        return;
    };
    tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_writer(std::io::stderr)
        .init();
}
