//! What a chart shows over the epochs, and the lines that show it.

use crate::app::learning::Curve;
use crate::text::{Message, say};
use crate::tr;

/// What a line shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Role {
    /// Training, as it is: faint.
    TrainingRaw,
    /// Training, smoothed: solid.
    Training,
    /// Validation: dashed.
    Validation,
    /// Validation with each batch normalized by its own statistics: dotted.
    BatchValidation,
}

impl Role {
    /// The word in the legend.
    pub fn label(self) -> &'static str {
        match self {
            Self::TrainingRaw => say("line-each-batch"),
            Self::Training => say("role-training"),
            Self::Validation => say("role-validation"),
            Self::BatchValidation => say("line-batch-validation"),
        }
    }
}

/// What a chart shows over the epochs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Quantity {
    /// What is minimized.
    Loss,
    /// The share that is right.
    Accuracy,
}

impl Quantity {
    /// Its name, for a heading.
    pub fn title(self) -> &'static str {
        say(self.title_id())
    }

    /// What assistive technology calls its chart.
    pub fn chart_name(self) -> &'static str {
        match self {
            Self::Loss => say("loss-chart"),
            Self::Accuracy => say("accuracy-chart"),
        }
    }

    /// What a point of the line called `line` says.
    pub fn at_point(self, line: &str, value: String, epoch: String) -> String {
        let quantity = Message::new(self.title_id()).inside();
        tr!(
            "chart-point",
            line = line,
            quantity = quantity,
            value = value,
            epoch = epoch
        )
    }

    const fn title_id(self) -> &'static str {
        match self {
            Self::Loss => "loss",
            Self::Accuracy => "accuracy",
        }
    }
}

/// One line.
#[derive(Debug, Clone, PartialEq)]
pub struct ChartLine {
    /// What it shows.
    pub role: Role,
    /// `[epoch, value]`; on a logarithmic axis `[epoch, log10(value)]`.
    pub points: Vec<[f64; 2]>,
    /// The value that the legend tells; `None` for a line that is not in the legend.
    pub latest: Option<f64>,
}

impl ChartLine {
    /// The only point, which no line shows: after one epoch there is one validation.
    pub fn lone_point(&self) -> Option<[f64; 2]> {
        match self.points[..] {
            [only] => Some(only),
            _ => None,
        }
    }
}

/// `validation` at rest and by batch statistics.
pub(super) fn lines(training: &Curve, validation: [&Curve; 2], smoothing: f64) -> Vec<ChartLine> {
    let raw = ChartLine {
        role: Role::TrainingRaw,
        points: training.points().to_vec(),
        latest: None,
    };
    let smooth = training.smoothed(smoothing);
    let latest = smooth.last().map(|point| point[1]);
    let smooth = ChartLine {
        role: Role::Training,
        points: smooth,
        latest,
    };
    let roles = [Role::Validation, Role::BatchValidation];
    let [at_rest, by_batch] = [0, 1].map(|which| ChartLine {
        role: roles[which],
        points: validation[which].points().to_vec(),
        latest: validation[which].latest(),
    });
    [raw, smooth, by_batch, at_rest]
        .into_iter()
        .filter(|line| !line.points.is_empty())
        .collect()
}
