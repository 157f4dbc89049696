//! What a lesson can check.

use super::layer_test::{LayerTest, SettingTest};
use super::pattern::Pattern;
use crate::layer::Kind;

/// One thing that must hold when a step is done.
#[derive(Clone, Debug, PartialEq)]
pub struct Check {
    /// What is asked.
    pub test: Test,
    /// What a student reads; empty for words made of the test.
    pub says: String,
    /// What helps where it does not hold; empty for nothing beside what was found.
    pub otherwise: String,
}

/// What is asked of the network, the settings or what was done.
#[derive(Clone, Debug, PartialEq)]
pub enum Test {
    /// So many layers are as this says.
    Layer(LayerTest, Count),
    /// Layers are connected like this, so many times.
    Pattern(Pattern, Count),
    /// The network's last layer.
    Output(Vec<SettingTest>),
    /// All parameters of the network.
    Parameters(Bound),
    /// The classes that the network tells apart.
    Classes(Bound),
    /// Every layer of the network can be computed, whatever it begins with and ends in.
    Computable,
    /// Nothing keeps the network from being trained.
    Complete,
    /// The data set: where it comes from, where that matters, and its figures.
    Data {
        /// The source as on the command line.
        source: Option<String>,
        /// Classes, images.
        bounds: Vec<Bound>,
    },
    /// What training is asked to do.
    Training(Vec<TrainingTest>),
    /// A training that has ended or runs.
    Run {
        /// Epochs, metrics.
        bounds: Vec<Bound>,
        /// Kinds that the trained network has.
        with: Vec<Kind>,
        /// Kinds that it has not.
        without: Vec<Kind>,
    },
    /// The measurement on pictures that were held out.
    Evaluation(Vec<Bound>),
    /// Pictures of one's own that the network was asked about.
    Pictures(usize),
}

impl Test {
    /// Whether it is about something done: that it once was done is enough.
    #[must_use]
    pub fn is_of_a_deed(&self) -> bool {
        match self {
            Self::Run { .. } | Self::Evaluation(_) | Self::Pictures(_) => true,
            Self::Layer(..)
            | Self::Pattern(..)
            | Self::Output(_)
            | Self::Parameters(_)
            | Self::Classes(_)
            | Self::Computable
            | Self::Complete
            | Self::Data { .. }
            | Self::Training(_) => false,
        }
    }
}

/// How many are wanted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Count {
    /// So many or more.
    AtLeast(usize),
    /// So many and no more; 0 is none.
    Exactly(usize),
}

impl Count {
    /// Whether `found` is as many as wanted.
    #[must_use]
    pub fn holds(self, found: usize) -> bool {
        match self {
            Self::AtLeast(wanted) => found >= wanted,
            Self::Exactly(wanted) => found == wanted,
        }
    }
}

/// How two values are compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Op {
    /// `=`
    Equal,
    /// `!=`
    Unequal,
    /// `>=`
    AtLeast,
    /// `<=`
    AtMost,
    /// `>`
    More,
    /// `<`
    Less,
}

impl Op {
    /// As it is written, longer ones first.
    pub(super) const ALL: [Self; 6] = [
        Self::AtLeast,
        Self::AtMost,
        Self::Unequal,
        Self::Equal,
        Self::More,
        Self::Less,
    ];

    /// How it is written.
    #[must_use]
    pub fn sign(self) -> &'static str {
        match self {
            Self::Equal => "=",
            Self::Unequal => "!=",
            Self::AtLeast => ">=",
            Self::AtMost => "<=",
            Self::More => ">",
            Self::Less => "<",
        }
    }

    /// How it is shown.
    #[must_use]
    pub fn shown(self) -> &'static str {
        match self {
            Self::Unequal => "≠",
            Self::AtLeast => "≥",
            Self::AtMost => "≤",
            Self::Equal | Self::More | Self::Less => self.sign(),
        }
    }

    /// Whether `found` stands to `wanted` as it says.
    #[must_use]
    pub fn holds(self, found: f64, wanted: f64) -> bool {
        match self {
            Self::Equal => found == wanted,
            Self::Unequal => found != wanted,
            Self::AtLeast => found >= wanted,
            Self::AtMost => found <= wanted,
            Self::More => found > wanted,
            Self::Less => found < wanted,
        }
    }
}

/// A number that is compared with another one.
#[derive(Clone, Debug, PartialEq)]
pub struct Bound {
    /// What it is the number of: `val_accuracy`.
    pub key: String,
    /// How.
    pub op: Op,
    /// With what.
    pub wanted: f64,
}

impl Bound {
    /// As it is written: `val_accuracy ≥ 0.9`.
    #[must_use]
    pub fn shown(&self) -> String {
        format!("{} {} {}", self.key, self.op.shown(), self.wanted)
    }

    /// Whether `found` is as it asks.
    #[must_use]
    pub fn holds(&self, found: f64) -> bool {
        self.op.holds(found, self.wanted)
    }
}

/// A setting of training that is compared with a word or a number.
#[derive(Clone, Debug, PartialEq)]
pub struct TrainingTest {
    /// Its name: `optimizer`, `epochs`.
    pub key: String,
    /// How.
    pub op: Op,
    /// With one of these; one for a number.
    pub wanted: Vec<String>,
}

impl TrainingTest {
    /// The settings that are words.
    pub(super) const WORDS: [&'static str; 5] =
        ["optimizer", "loss", "schedule", "metrics", "augmentation"];
    /// The settings that are numbers.
    pub(super) const NUMBERS: [&'static str; 7] = [
        "epochs",
        "batch_size",
        "learning_rate",
        "validation_split",
        "warm_up",
        "label_smoothing",
        "seed",
    ];

    /// As it is written.
    #[must_use]
    pub fn shown(&self) -> String {
        format!(
            "{} {} {}",
            self.key,
            self.op.shown(),
            self.wanted.join(" | ")
        )
    }
}
