//! What `netsmith train --dry-run` and `netsmith find-rate` try out, and print.

use serde_json::json;

use super::Arguments;
use super::job;
use crate::cli::device::reach;
use crate::cli::failure::Failure;
use crate::cli::output::{Output, note};
use crate::cli::progress;
use crate::cli::summary::find;
use crate::engine::train::{
    Estimate, RateRange, RatesTried, Saved, TrainingJob, dry_run, find_rate,
};
use crate::interrupt::Interrupt;
use crate::message;
use crate::recipe::Recipe;
use crate::text::say;
use crate::tr;

/// The training that is asked for, of which nothing will be kept.
fn trial_job(arguments: &Arguments) -> Result<TrainingJob, Failure> {
    let model = find(&arguments.model, &arguments.choices)?;
    let recipe = arguments.recipe(&model.project.recipe);
    recipe.check()?;
    reach(&recipe.device)?;
    let place = arguments.place(&model.name);
    job::prepare(
        arguments,
        model,
        recipe,
        place,
        None,
        arguments.way.starting_point(),
    )
}

/// Trains on a few batches and tells what a training will take.
pub fn run_dry(arguments: &Arguments, output: &mut Output) -> Result<(), Failure> {
    let job = trial_job(arguments)?;
    let recipe = job.recipe.clone();
    let interrupt = Interrupt::catch();
    let found = dry_run(job, &|| !interrupt.was_asked());
    let found = found.map_err(|error| Failure::Job(error.message()))?;
    let Some(estimate) = found else {
        return Err(Failure::Job(message!("trial-broken-off")));
    };
    if output.is_json() {
        return output.json(&as_json(&estimate, &recipe));
    }
    output.text(&as_text(&estimate, &recipe))
}

/// The rate before the first batch of each epoch, of some epochs where there are very many.
fn rates_by_epoch(estimate: &Estimate, recipe: &Recipe) -> Vec<f64> {
    const MOST_EPOCHS: usize = 1000;
    let epochs = 0..recipe.epochs.min(MOST_EPOCHS);
    let rate = |epoch| {
        let place = (epoch, 0, estimate.batches);
        recipe.learning_rate * recipe.rate_factor(place, [])
    };
    epochs.map(rate).collect()
}

fn as_json(estimate: &Estimate, recipe: &Recipe) -> serde_json::Value {
    let spread =
        |[least, mean, most]: [f64; 3]| json!({"mean": mean, "least": least, "most": most});
    json!({
        "event": "estimate",
        "batch_seconds": estimate.batch_seconds,
        "validation_batch_seconds": estimate.validation_batch_seconds,
        "batches": estimate.batches,
        "validation_batches": estimate.validation_batches,
        "epochs": estimate.epochs,
        "epoch_seconds": spread(estimate.epoch_seconds()),
        "training_seconds": spread(estimate.training_seconds()),
        "needed_bytes": estimate.needed_bytes,
        "gradient_checkpointing": match estimate.saved {
            Saved::Already(bytes) => json!({"saved_bytes": bytes}),
            Saved::Possible(bytes) => json!({"possible_bytes": bytes}),
        },
        "available_bytes": estimate.available_bytes,
        "peak_bytes": estimate.peak_bytes,
        "learning_rates": rates_by_epoch(estimate, recipe),
    })
}

fn as_text(estimate: &Estimate, recipe: &Recipe) -> String {
    let seconds = |seconds: f64| message!("seconds-precisely", seconds = format!("{seconds:.2}"));
    let line = |code: &'static str, [least, mean, most]: [f64; 3]| {
        let said = message!(
            code,
            mean = seconds(mean),
            least = seconds(least),
            most = seconds(most)
        );
        format!("{said}\n")
    };
    let mut text = line("estimated-epoch", estimate.epoch_seconds());
    text += &line("estimated-training", estimate.training_seconds());
    text += &estimate.memory().to_string();
    if let Some(saved) = estimate.saved.message() {
        text += &format!("\n{saved}");
    }
    let rates = rates_by_epoch(estimate, recipe);
    let first = rates.iter().take(20).map(|rate| format!("{rate:.2e}"));
    let rates = first.collect::<Vec<_>>().join(", ");
    text + "\n" + &tr!("rates-by-epoch", rates = rates) + "\n"
}

/// Tries learning rates and tells what they came to.
pub fn run_rates(
    arguments: &Arguments,
    range: RateRange,
    output: &mut Output,
) -> Result<(), Failure> {
    if !range.is_sound() {
        return Err(Failure::Usage(message!("rate-range-refused")));
    }
    let way = &arguments.way;
    let begins_elsewhere = way.resume || way.goes_on || way.again || way.from.is_some();
    if arguments.out.is_some() || begins_elsewhere {
        return Err(Failure::Usage(message!("trial-keeps-nothing")));
    }
    let job = trial_job(arguments)?;
    let interrupt = Interrupt::catch();
    let bar = progress::batches();
    let mut done = 0;
    let found = find_rate(job, range, |_, steps| {
        done += 1;
        bar.show(done, steps);
        if interrupt.was_asked() {
            std::ops::ControlFlow::Break(())
        } else {
            std::ops::ControlFlow::Continue(())
        }
    });
    bar.clear();
    let found = found.map_err(|error| Failure::Job(error.message()))?;
    tell_rates(&found, output)
}

fn tell_rates(found: &RatesTried, output: &mut Output) -> Result<(), Failure> {
    let (steepest, lowest) = (found.steepest(), found.lowest());
    let last = found.tried.last().map(|tried| tried.rate);
    let diverged = last.filter(|_| found.has_diverged);
    if output.is_json() {
        let tried = found.tried.iter().zip(found.smoothed());
        let tried = tried.map(|(tried, smoothed)| {
            json!({"rate": tried.rate, "loss": tried.loss, "smoothed": smoothed})
        });
        return output.json(&json!({
            "event": "rates",
            "suggested": steepest,
            "lowest": lowest,
            "diverged_at": diverged,
            "tried": tried.collect::<Vec<_>>(),
        }));
    }
    let rate = |rate: f64| format!("{rate:.1e}");
    if let Some(last) = diverged {
        note(&tr!("rate-diverged", rate = rate(last)));
    }
    match (steepest, lowest) {
        (Some(steepest), Some(lowest)) => output.line(&tr!(
            "rate-suggested",
            rate = rate(steepest),
            lowest = rate(lowest)
        )),
        _ => output.line(say("rate-none-suggested")),
    }
}
