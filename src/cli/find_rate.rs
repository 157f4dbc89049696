//! `netsmith find-rate`

use clap::Args;

use super::failure::Failure;
use super::output::Output;
use super::train;
use crate::engine::train::RateRange;
use crate::text::say;

#[derive(Debug, Args)]
#[command(mut_arg("out", |out| out.hide(true)), mut_arg("resume", |resume| resume.hide(true)))]
#[command(mut_arg("goes_on", |goes_on| goes_on.hide(true)), mut_arg("dry_run", |dry_run| dry_run.hide(true)))]
pub struct Arguments {
    #[command(flatten)]
    training: train::Arguments,
    #[arg(help = say("help-find-rate-from"), long, value_name = "X", default_value_t = RateRange::default().lowest)]
    from: f64,
    #[arg(help = say("help-find-rate-to"), long, value_name = "X", default_value_t = RateRange::default().highest)]
    to: f64,
    #[arg(help = say("help-find-rate-tries"), long, value_name = "N", default_value_t = RateRange::default().steps)]
    tries: usize,
}

pub fn run(arguments: &Arguments, output: &mut Output) -> Result<(), Failure> {
    let range = RateRange {
        lowest: arguments.from,
        highest: arguments.to,
        steps: arguments.tries,
    };
    train::run_rates(&arguments.training, range, output)
}
