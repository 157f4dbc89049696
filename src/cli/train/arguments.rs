//! What can be said on the command line of `netsmith train`.

use std::ffi::OsString;
use std::path::PathBuf;

use clap::Args;

use crate::cli::data::DataOptions;
use crate::engine::run::RunStart;
use crate::engine::train::RunPlace;
use crate::recipe::{Augmentation, Optimizer, Recipe, Schedule};

/// Train a network and keep the run in a folder
#[derive(Debug, Args)]
pub struct Arguments {
    /// A preset's name, a project file, or a run folder; its network is trained anew, or with --continue from the weights
    /// that it has
    pub(super) model: OsString,
    /// `builtin:NAME`, a course HDF5 file, a folder of class folders (also inside `train`, `val`, `test`), or a folder
    /// of labelled file names [default: the data that the project or the run names]
    #[arg(long)]
    pub(super) data: Option<OsString>,
    /// Pictures to validate on: other data, a part of the data (`validation`, or `test` as the course does), or `none`;
    /// without it the data's own validation part or, where it has none, a fifth of the training part
    #[arg(long, value_name = "DATA|PART|none", conflicts_with = "split")]
    pub(super) validation: Option<OsString>,
    /// Share of the training part to hold back for validation, such as 0.2
    #[arg(long, value_name = "SHARE")]
    pub(super) split: Option<f64>,
    /// Pictures that are kept for the end, for `netsmith evaluate`: other data, a part of the data (`test`,
    /// `validation`), or `none`; without it the data's own test part
    #[arg(long, value_name = "DATA|PART|none", conflicts_with = "test_split")]
    pub(super) test: Option<OsString>,
    /// Share of the training part to keep for the end, such as 0.1; what is validated on is taken from the rest
    #[arg(long, value_name = "SHARE")]
    pub(super) test_split: Option<f64>,
    #[command(flatten)]
    pub(super) data_options: DataOptions,
    /// Passes over the data
    #[arg(long, value_name = "N")]
    pub(super) epochs: Option<usize>,
    /// Pictures per step
    #[arg(long, value_name = "N")]
    pub(super) batch_size: Option<usize>,
    /// How gradients become steps
    #[arg(long, value_parser = ["adam", "sgd", "rmsprop", "adamw"])]
    pub(super) optimizer: Option<String>,
    /// Size of a step
    #[arg(long, value_name = "X")]
    pub(super) learning_rate: Option<f64>,
    /// How the learning rate changes over the epochs
    #[arg(long, value_parser = ["constant", "cosine", "step"])]
    pub(super) schedule: Option<String>,
    /// How pictures are varied while training
    #[arg(long, value_parser = ["none", "flip"])]
    pub(super) augment: Option<String>,
    /// Where all randomness comes from
    #[arg(long, value_name = "N")]
    pub(super) seed: Option<u64>,
    /// Threads that compute
    #[arg(long, value_name = "N")]
    pub(super) threads: Option<usize>,
    /// What to train on, one of `netsmith devices`
    #[arg(long)]
    pub(super) device: Option<String>,
    /// Tell at the end where the time of a training step went: a table by kind of operation, or with --json each layer
    #[arg(long)]
    pub(super) profile: bool,
    /// The run folder, made if missing [default: runs/<model>-<date>-<time>]
    #[arg(long, value_name = "DIR")]
    pub(super) out: Option<PathBuf>,
    /// Repair what keeps the network from being trained, as `netsmith check` offers it, and tell what was changed; the
    /// model's own file stays as it is
    #[arg(long)]
    pub(super) fix: bool,
    #[command(flatten)]
    pub(super) way: Way,
}

/// Whether a run goes on, and how.
#[derive(Debug, Args)]
pub struct Way {
    /// Go on with the interrupted run in --out, which the same command began
    #[arg(long, requires = "out")]
    pub(super) resume: bool,
    /// Go on from the weights of the run folder that MODEL is, or of the newest run of the project that it is: to the end
    /// that was asked for where the run was stopped, else for as many epochs again. Where only more epochs are asked for,
    /// it is the same run that goes on; by other settings or in --out it is a new one
    #[arg(long = "continue", conflicts_with_all = ["resume", "fix"])]
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
