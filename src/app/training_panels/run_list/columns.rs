//! The columns of the table, and by which of them it is sorted.

use crate::data::DataSource;
use crate::engine::run::{RunState, RunSummary};
use crate::report::{duration, time_here};
use crate::text::say;
use std::cmp::Ordering;
use std::sync::Arc;

/// One column.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Column {
    /// What it is called.
    Name,
    /// How it stands.
    State,
    /// The network's name.
    Network,
    /// Where its pictures came from.
    Data,
    /// Epochs gone through, and asked for.
    Epochs,
    /// The accuracy of the best epoch.
    Accuracy,
    /// The loss of the best epoch.
    Loss,
    /// How long it took.
    Time,
    /// When it was begun.
    Started,
}

impl Column {
    /// Every one, from left to right.
    pub const ALL: [Self; 9] = [
        Self::Name,
        Self::State,
        Self::Network,
        Self::Data,
        Self::Epochs,
        Self::Accuracy,
        Self::Loss,
        Self::Time,
        Self::Started,
    ];

    /// The word above it.
    pub fn label(self) -> &'static str {
        match self {
            Self::Name => say("run-column-name"),
            Self::State => say("run-column-state"),
            Self::Network => say("run-column-network"),
            Self::Data => say("run-column-data"),
            Self::Epochs => say("run-column-epochs"),
            Self::Accuracy => say("run-column-accuracy"),
            Self::Loss => say("run-column-loss"),
            Self::Time => say("run-column-time"),
            Self::Started => say("run-column-started"),
        }
    }

    /// Its width, in points; names take what is left.
    pub fn width(self) -> f32 {
        match self {
            Self::Name => 150.0,
            Self::State | Self::Accuracy | Self::Loss => 70.0,
            Self::Epochs => 60.0,
            Self::Network | Self::Data => 100.0,
            Self::Time => 76.0,
            Self::Started => 122.0,
        }
    }

    /// What stands in it.
    pub fn text(self, run: &RunSummary) -> String {
        match self {
            Self::Name => run.name(),
            Self::State if run.is_behind => say("run-state-behind").to_owned(),
            Self::State => say(state_id(run.state)).to_owned(),
            Self::Network => run.network.clone(),
            Self::Data => data_words(&run.data),
            Self::Epochs => format!("{}/{}", run.history.len(), run.epochs),
            Self::Accuracy => {
                accuracy(run).map_or_else(String::new, |share| format!("{:.1} %", share * 100.0))
            }
            Self::Loss => loss(run).map_or_else(String::new, |loss| format!("{loss:.4}")),
            Self::Time => duration(run.seconds()).to_string(),
            Self::Started => time_here(&run.started),
        }
    }

    fn compare(self, one: &RunSummary, other: &RunSummary) -> Ordering {
        let numbers = |one: Option<f64>, other: Option<f64>| {
            one.unwrap_or(f64::NAN)
                .total_cmp(&other.unwrap_or(f64::NAN))
        };
        match self {
            Self::Epochs => one.history.len().cmp(&other.history.len()),
            Self::Accuracy => numbers(accuracy(one), accuracy(other)),
            Self::Loss => numbers(loss(one), loss(other)),
            Self::Time => one.seconds().total_cmp(&other.seconds()),
            Self::Started => one.started.cmp(&other.started),
            _ => self
                .text(one)
                .to_lowercase()
                .cmp(&self.text(other).to_lowercase()),
        }
    }
}

/// Pictures that come with Netsmith by what they show, others by where they lie.
fn data_words(source: &str) -> String {
    match DataSource::parse(source) {
        Ok(DataSource::Builtin(builtin, _)) => builtin.title().to_owned(),
        Ok(DataSource::Path(_)) | Err(_) => source.to_owned(),
    }
}

/// The message that says how a run stands.
fn state_id(state: RunState) -> &'static str {
    match state {
        RunState::Running => "run-state-running",
        RunState::Stopped => "run-state-stopped",
        RunState::Failed => "run-state-failed",
        RunState::Finished => "run-state-finished",
        RunState::Waiting => "run-state-waiting",
    }
}

/// Of validation where there is any.
pub fn accuracy(run: &RunSummary) -> Option<f64> {
    let best = run.best.as_ref()?;
    Some(best.validation.as_ref().unwrap_or(&best.train).accuracy)
}

/// The same of the loss.
pub fn loss(run: &RunSummary) -> Option<f64> {
    let best = run.best.as_ref()?;
    Some(best.validation.as_ref().unwrap_or(&best.train).loss)
}

/// How the table is sorted; starred runs come first.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Order {
    /// By which column.
    pub column: Column,
    /// Whether the largest comes first.
    pub is_descending: bool,
}

impl Default for Order {
    fn default() -> Self {
        Self {
            column: Column::Started,
            is_descending: true,
        }
    }
}

impl Order {
    /// After a click on the head of `column`.
    pub fn clicked(&mut self, column: Column) {
        let is_again = self.column == column;
        self.is_descending = is_again && !self.is_descending;
        self.column = column;
    }

    pub fn sort(self, runs: &mut [Arc<RunSummary>]) {
        runs.sort_by(|one, other| {
            let by_column = self.column.compare(one, other);
            let by_column = if self.is_descending {
                by_column.reverse()
            } else {
                by_column
            };
            let by_star = other.label.is_starred.cmp(&one.label.is_starred);
            by_star.then(by_column)
        });
    }
}
