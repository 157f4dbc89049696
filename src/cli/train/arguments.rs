//! What can be said on the command line of `netsmith train`.

use std::ffi::OsString;
use std::path::PathBuf;

use clap::Args;

use crate::cli::data::DataOptions;
use crate::engine::run::RunStart;
use crate::engine::train::RunPlace;
use crate::recipe::{Augmentation, Optimizer, Recipe, Schedule};
use crate::text::say;

#[derive(Debug, Args)]
#[command(about = say("help-train"))]
pub struct Arguments {
    #[arg(help = say("help-train-model"))]
    pub(super) model: OsString,
    #[arg(help = say("help-train-data"), long)]
    pub(super) data: Option<OsString>,
    #[arg(help = say("help-train-validation"), long, value_name = "DATA|PART|none", conflicts_with = "split")]
    pub(super) validation: Option<OsString>,
    #[arg(help = say("help-train-split"), long, value_name = "SHARE")]
    pub(super) split: Option<f64>,
    #[arg(help = say("help-train-test"), long, value_name = "DATA|PART|none", conflicts_with = "test_split")]
    pub(super) test: Option<OsString>,
    #[arg(help = say("help-train-test-split"), long, value_name = "SHARE")]
    pub(super) test_split: Option<f64>,
    #[command(flatten)]
    pub(super) data_options: DataOptions,
    #[arg(help = say("help-train-epochs"), long, value_name = "N")]
    pub(super) epochs: Option<usize>,
    #[arg(help = say("help-batch-size"), long, value_name = "N")]
    pub(super) batch_size: Option<usize>,
    #[arg(help = say("help-train-optimizer"), long, value_parser = ["adam", "sgd", "rmsprop", "adamw"])]
    pub(super) optimizer: Option<String>,
    #[arg(help = say("help-train-learning-rate"), long, value_name = "X")]
    pub(super) learning_rate: Option<f64>,
    #[arg(help = say("help-train-schedule"), long, value_parser = ["constant", "cosine", "step"])]
    pub(super) schedule: Option<String>,
    #[arg(help = say("help-train-augment"), long, value_parser = ["none", "flip"])]
    pub(super) augment: Option<String>,
    #[arg(help = say("help-train-seed"), long, value_name = "N")]
    pub(super) seed: Option<u64>,
    #[arg(help = say("help-threads"), long, value_name = "N")]
    pub(super) threads: Option<usize>,
    #[arg(help = say("help-train-device"), long)]
    pub(super) device: Option<String>,
    #[arg(help = say("help-train-profile"), long)]
    pub(super) profile: bool,
    #[arg(help = say("help-train-out"), long, value_name = "DIR")]
    pub(super) out: Option<PathBuf>,
    #[arg(help = say("help-train-fix"), long)]
    pub(super) fix: bool,
    #[command(flatten)]
    pub(super) way: Way,
}

/// Whether a run goes on, and how.
#[derive(Debug, Args)]
pub struct Way {
    #[arg(help = say("help-train-resume"), long, requires = "out")]
    pub(super) resume: bool,
    #[arg(help = say("help-train-continue"), long = "continue", conflicts_with_all = ["resume", "fix"])]
    pub(super) goes_on: bool,
}

impl Arguments {
    /// The model's own recipe with what the command line says instead.
    pub fn recipe(&self, own: &Recipe) -> Recipe {
        let mut recipe = own.clone();
        if let Some(optimizer) = self.optimizer.as_deref().and_then(Optimizer::named) {
            // Another optimizer wants another size of steps.
            recipe.learning_rate = optimizer.default_learning_rate();
            recipe.optimizer = optimizer;
        }
        recipe.learning_rate = self.learning_rate.unwrap_or(recipe.learning_rate);
        let schedule = self.schedule.as_deref().and_then(Schedule::named);
        recipe.schedule = schedule.unwrap_or(recipe.schedule);
        let augmentation = self.augment.as_deref().and_then(Augmentation::named);
        recipe.augmentation = augmentation.unwrap_or(recipe.augmentation);
        recipe.epochs = self.epochs.unwrap_or(recipe.epochs);
        recipe.batch_size = self.batch_size.unwrap_or(recipe.batch_size);
        recipe.seed = self.seed.unwrap_or(recipe.seed);
        recipe.validation_split = self.split.unwrap_or(recipe.validation_split);
        recipe.threads = self.threads.or(recipe.threads);
        if let Some(device) = &self.device {
            recipe.device.clone_from(device);
        }
        recipe
    }

    /// The run folder that is asked for, or one named after the model and the time.
    pub fn place(&self, model: &str) -> RunPlace {
        let now = || jiff::Zoned::now().strftime("%Y%m%d-%H%M%S").to_string();
        RunPlace {
            path: self
                .out
                .clone()
                .unwrap_or_else(|| PathBuf::from("runs").join(format!("{model}-{}", now()))),
            start: if self.way.resume {
                RunStart::Resume
            } else {
                RunStart::New
            },
        }
    }
}
