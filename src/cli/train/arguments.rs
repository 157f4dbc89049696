//! What can be said on the command line of `netsmith train`.

use std::ffi::{OsStr, OsString};
use std::path::{Path, PathBuf};

use clap::{Args, Parser};

use super::transfer::Transfer;
use crate::cli::data::DataOptions;
use crate::cli::foreign::ImportChoices;
use crate::cli::usage::sentence_of;
use crate::engine::run::{RunStart, StartingPoint, WeightsChoice, waiting_project_path};
use crate::engine::train::{RunOptions, RunPlace};
use crate::recipe::{
    Augmentation, ClassWeights, Clipping, Described, EarlyStopping, GradientCheckpointing, Loss,
    Metric, Optimizer, Recipe, Schedule,
};
use crate::text::{Message, say};
use crate::{message, tr};

/// How a choice is named, with numbers of its own.
pub(in crate::cli) const CHOICE: &str = "NAME[:KEY=X,…]";

fn chosen<T: Described>(text: &str) -> Result<T, String> {
    T::parse(text).map_err(|fault| fault.to_string())
}

/// The help of a choice, with the names that it has.
pub(in crate::cli) fn with_names<T: Described>(help: &'static str) -> String {
    let names: Vec<&str> = T::all().iter().map(T::name).collect();
    tr!(
        "help-with-names",
        help = message!(help),
        names = names.join(", ")
    )
}

/// An augmentation; `none` is none at all.
pub(in crate::cli) fn varied(text: &str) -> Result<Option<Augmentation>, String> {
    match text {
        "none" => Ok(None),
        text => chosen(text).map(Some),
    }
}

#[derive(Debug, Args)]
pub struct Arguments {
    #[arg(help = say("help-train-model"))]
    pub(in crate::cli) model: OsString,
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
    #[arg(help = with_names::<Optimizer>("help-train-optimizer"), long, value_name = CHOICE, value_parser = chosen::<Optimizer>)]
    pub(super) optimizer: Option<Optimizer>,
    #[arg(help = say("help-train-learning-rate"), long, value_name = "X")]
    pub(super) learning_rate: Option<f64>,
    #[arg(help = with_names::<Schedule>("help-train-schedule"), long, value_name = CHOICE, value_parser = chosen::<Schedule>)]
    pub(super) schedule: Option<Schedule>,
    #[arg(help = say("help-train-warm-up"), long, value_name = "EPOCHS")]
    pub(super) warm_up: Option<f64>,
    #[arg(help = with_names::<Augmentation>("help-train-augment"), long, value_name = CHOICE, value_parser = varied)]
    pub(super) augment: Vec<Option<Augmentation>>,
    #[arg(help = say("help-train-freeze"), long, value_name = "LAYER")]
    pub(super) freeze: Vec<String>,
    #[arg(help = say("help-train-freeze-up-to"), long, value_name = "LAYER")]
    pub(super) freeze_up_to: Option<String>,
    #[arg(help = with_names::<Loss>("help-train-loss"), long, value_name = CHOICE, value_parser = chosen::<Loss>)]
    pub(super) loss: Option<Loss>,
    #[arg(help = say("help-train-label-smoothing"), long, value_name = "SHARE")]
    pub(super) label_smoothing: Option<f64>,
    #[arg(help = with_names::<ClassWeights>("help-train-class-weights"), long, value_name = CHOICE, value_parser = chosen::<ClassWeights>)]
    pub(super) class_weights: Option<ClassWeights>,
    #[arg(help = with_names::<Clipping>("help-train-clip"), long, value_name = CHOICE, value_parser = chosen::<Clipping>)]
    pub(super) clip: Option<Clipping>,
    #[arg(help = with_names::<GradientCheckpointing>("help-train-gradient-checkpointing"), long, value_name = CHOICE, value_parser = chosen::<GradientCheckpointing>)]
    pub(super) gradient_checkpointing: Option<GradientCheckpointing>,
    #[arg(help = with_names::<Metric>("help-train-metric"), long = "metric", value_name = CHOICE, value_parser = chosen::<Metric>)]
    pub(super) metrics: Vec<Metric>,
    #[arg(help = with_names::<Metric>("help-train-monitor"), long, value_name = CHOICE, value_parser = chosen::<Metric>)]
    pub(super) monitor: Option<Metric>,
    #[arg(help = with_names::<EarlyStopping>("help-train-early-stopping"), long, value_name = CHOICE, value_parser = chosen::<EarlyStopping>)]
    pub(super) early_stopping: Option<EarlyStopping>,
    #[arg(help = say("help-train-seed"), long, value_name = "N")]
    pub(super) seed: Option<u64>,
    #[arg(help = say("help-threads"), long, value_name = "N")]
    pub(super) threads: Option<usize>,
    #[arg(help = say("help-train-device"), long)]
    pub(super) device: Option<String>,
    #[arg(help = say("help-train-profile"), long)]
    pub(super) profile: bool,
    #[arg(help = say("help-train-dry-run"), long, conflicts_with_all = ["out", "resume", "goes_on"])]
    pub(super) dry_run: bool,
    #[command(flatten)]
    pub(super) watching: Watching,
    #[arg(help = say("help-train-out"), long, value_name = "DIR")]
    pub(super) out: Option<PathBuf>,
    #[arg(help = say("help-train-fix"), long)]
    pub(super) fix: bool,
    #[command(flatten)]
    pub(super) way: Continuation,
    #[command(flatten)]
    pub(super) transfer: Transfer,
    #[command(flatten)]
    pub(super) choices: ImportChoices,
}

/// Whether a run goes on, and how.
#[derive(Debug, Default, Args)]
pub struct Continuation {
    #[arg(help = say("help-train-resume"), long, requires = "out")]
    pub(super) resume: bool,
    #[arg(help = say("help-train-continue"), long = "continue", conflicts_with_all = ["resume", "fix"])]
    pub(super) goes_on: bool,
    #[arg(help = say("help-train-from"), long, value_name = "RUN", conflicts_with_all = ["resume", "goes_on", "again"])]
    pub(super) from: Option<PathBuf>,
    #[arg(help = say("help-train-epoch"), long, value_name = "best|last|N", requires = "from", value_parser = weights_choice)]
    pub(super) epoch: Option<WeightsChoice>,
    #[arg(help = say("help-train-again"), long, conflicts_with_all = ["resume", "goes_on", "fix"])]
    pub(super) again: bool,
    #[arg(help = say("help-train-keep-every"), long, value_name = "N", value_parser = at_least_one)]
    pub(super) keep_every: Option<usize>,
    #[arg(help = say("help-train-tensorboard"), long, value_name = "DIR")]
    pub(super) tensorboard: Option<PathBuf>,
}

fn at_least_one(text: &str) -> Result<usize, String> {
    let count = text.parse().ok().filter(|count| *count > 0);
    count.ok_or_else(|| tr!("expected-count-from-one", found = text))
}

fn weights_choice(text: &str) -> Result<WeightsChoice, String> {
    match text {
        "best" => Ok(WeightsChoice::Best),
        "last" => Ok(WeightsChoice::Latest),
        text => {
            let epoch = text.parse().map(WeightsChoice::Epoch);
            epoch.map_err(|_| tr!("expected-weights-choice", found = text))
        }
    }
}

impl Continuation {
    /// What of it also counts for a run that begins by itself.
    pub fn for_another_run(&self) -> Self {
        Self {
            tensorboard: self.tensorboard.clone(),
            keep_every: self.keep_every,
            ..Self::default()
        }
    }

    /// The weights to begin with.
    pub fn starting_point(&self) -> Option<StartingPoint> {
        Some(StartingPoint {
            run: self.from.clone()?,
            choice: self.epoch.unwrap_or_default(),
        })
    }
}

/// A command line of its own.
#[derive(Debug, Parser)]
struct Alone {
    #[command(flatten)]
    arguments: Arguments,
}

/// What is looked at while training.
#[derive(Clone, Copy, Debug, Args)]
pub struct Watching {
    #[arg(help = say("help-train-health"), long)]
    pub(super) health: bool,
    #[arg(help = say("help-train-batch-statistics"), long)]
    pub(super) batch_statistics: bool,
}

impl Arguments {
    /// `netsmith train` of what waits in `folder`.
    pub fn of_waiting(folder: &Path) -> Self {
        let model = waiting_project_path(folder).into_os_string();
        // The one argument that there must be is there.
        let mut alone = Alone::parse_from(["train", "model"]);
        alone.arguments.model = model;
        alone.arguments
    }

    /// `netsmith train` of `model` with what stands in `words`, for a training that is gone through elsewhere.
    ///
    /// # Errors
    /// What is wrong with the words, and what only means something here.
    pub fn of_words(model: &OsStr, words: &[OsString]) -> Result<Self, Message> {
        let all = [OsStr::new("train"), model].into_iter();
        let all = all.chain(words.iter().map(OsString::as_os_str));
        let read = Alone::try_parse_from(all).map_err(sentence_of)?;
        let arguments = read.arguments;
        match arguments.meant_for_here() {
            Some(argument) => Err(message!("export-training-argument", argument = argument)),
            None => Ok(arguments),
        }
    }

    /// An argument that says what becomes of a run on this machine.
    fn meant_for_here(&self) -> Option<&'static str> {
        let Continuation {
            keep_every,
            tensorboard,
            ..
        } = &self.way;
        self.going_on().or(match () {
            () if self.out.is_some() => Some("--out"),
            () if self.dry_run => Some("--dry-run"),
            () if self.profile => Some("--profile"),
            () if keep_every.is_some() => Some("--keep-every"),
            () if tensorboard.is_some() => Some("--tensorboard"),
            () => None,
        })
    }

    /// The argument by which a run would go on, or be done again.
    fn going_on(&self) -> Option<&'static str> {
        let Continuation {
            resume,
            goes_on,
            again,
            ..
        } = &self.way;
        match () {
            () if *resume => Some("--resume"),
            () if *goes_on => Some("--continue"),
            () if *again => Some("--again"),
            () => None,
        }
    }

    /// The argument by which a run would not begin by itself.
    pub fn other_way(&self) -> Option<&'static str> {
        self.going_on().or(match () {
            () if self.way.from.is_some() => Some("--from"),
            () if self.transfer.new_head => Some("--new-head"),
            () if self.transfer.freeze_base => Some("--freeze-base"),
            () => None,
        })
    }

    /// After how many epochs weights are kept.
    pub fn keep_every(&self) -> Option<usize> {
        self.way.keep_every
    }

    /// The model's own recipe with what the command line says instead.
    pub fn recipe(&self, own: &Recipe) -> Recipe {
        let mut recipe = own.clone();
        if let Some(optimizer) = self.optimizer {
            // Another optimizer wants another size of steps.
            recipe.learning_rate = optimizer.default_learning_rate();
            recipe.optimizer = optimizer;
        }
        recipe.learning_rate = self.learning_rate.unwrap_or(recipe.learning_rate);
        recipe.schedule = self.schedule.unwrap_or(recipe.schedule);
        recipe.warm_up = self.warm_up.unwrap_or(recipe.warm_up);
        if !self.augment.is_empty() {
            recipe.augmentation = self.augment.iter().flatten().copied().collect();
        }
        recipe.loss = self.loss.or(recipe.loss);
        recipe.label_smoothing = self.label_smoothing.unwrap_or(recipe.label_smoothing);
        recipe.class_weights = self.class_weights.unwrap_or(recipe.class_weights);
        recipe.clipping = self.clip.unwrap_or(recipe.clipping);
        recipe.gradient_checkpointing = self
            .gradient_checkpointing
            .unwrap_or(recipe.gradient_checkpointing);
        if !self.metrics.is_empty() {
            recipe.metrics.clone_from(&self.metrics);
        }
        self.watch(&mut recipe);
        recipe.watch.health |= self.watching.health;
        recipe.watch.batch_statistics |= self.watching.batch_statistics;
        recipe.early_stopping = self.early_stopping.unwrap_or(recipe.early_stopping);
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

    /// What is watched is reported, too.
    fn watch(&self, recipe: &mut Recipe) {
        recipe.monitor = self.monitor.or(recipe.monitor);
        if let Some(metric) = recipe.monitor
            && !recipe.metrics.contains(&metric)
        {
            // Of one name only one is told apart in a run's history.
            recipe.metrics.retain(|other| other.name() != metric.name());
            recipe.metrics.push(metric);
        }
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
            options: RunOptions {
                keep_every: self.way.keep_every,
                ..RunOptions::default()
            },
        }
    }
}
