//! `netsmith find-rate`

use clap::Args;

use super::failure::Failure;
use super::output::Output;
use super::train;
use crate::engine::train::RateRange;
use crate::text::say;

#[derive(Debug, Args)]
#[command(mut_arg("out", |arg| arg.hide(true)), mut_arg("resume", |arg| arg.hide(true)))]
#[command(mut_arg("goes_on", |arg| arg.hide(true)), mut_arg("dry_run", |arg| arg.hide(true)))]
#[command(mut_arg("from", |arg| arg.hide(true)), mut_arg("epoch", |arg| arg.hide(true)))]
#[command(mut_arg("again", |arg| arg.hide(true)), mut_arg("keep_every", |arg| arg.hide(true)))]
#[command(mut_arg("tensorboard", |arg| arg.hide(true)))]
pub struct Arguments {
    #[command(flatten)]
    training: train::Arguments,
    #[arg(help = say("help-find-rate-from"), long, value_name = "X", default_value_t = RateRange::default().lowest)]
    lowest: f64,
    #[arg(help = say("help-find-rate-to"), long, value_name = "X", default_value_t = RateRange::default().highest)]
    highest: f64,
    #[arg(help = say("help-find-rate-tries"), long, value_name = "N", default_value_t = RateRange::default().steps)]
    tries: usize,
}

pub fn run(arguments: &Arguments, output: &mut Output) -> Result<(), Failure> {
    let range = RateRange {
        lowest: arguments.lowest,
        highest: arguments.highest,
        steps: arguments.tries,
    };
    train::run_rates(&arguments.training, range, output)
}
