//! `run.json`: on what, from which seed and data, with which versions a run was made, and how far it came.

use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::inheritance::Origin;
use super::structure::structure_of;
use crate::data::Dataset;
use crate::engine::exact;
use crate::files::json_fault;
use crate::graph::Flat;
use crate::message;
use crate::project::ProjectId;
use crate::recipe::Metric;
use crate::text::Message;

/// The version of Burn that computes, for the record.
pub const BURN_VERSION: &str = "0.22.1";

const FORMAT: &str = "netsmith-run";
const VERSION: u64 = 1;

/// Everything about a run that is neither network nor settings nor figures.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Manifest {
    format: String,
    version: u64,
    /// The version of Netsmith.
    pub netsmith: String,
    /// The version of Burn.
    pub burn: String,
    /// The name of an entry of the device list.
    pub device: String,
    /// Threads that computed.
    pub threads: usize,
    /// Where all randomness came from.
    pub seed: u64,
    /// What was trained on.
    pub data: DatasetRecord,
    /// What was validated on.
    #[serde(default)]
    pub validation: Option<DatasetRecord>,
    /// Epochs asked for.
    pub epochs: usize,
    /// Epochs gone through.
    pub epochs_done: usize,
    /// What tells which epoch is the best one; the loss where nothing is named.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub monitor: Option<Metric>,
    /// The epoch whose weights are in `best.safetensors`.
    #[serde(default)]
    pub best_epoch: Option<usize>,
    /// When it was begun, in UTC (RFC 3339).
    pub started: String,
    /// When this file was last written, in UTC (RFC 3339).
    pub updated: String,
    /// How it stands.
    pub state: RunState,
    /// Why it failed.
    #[serde(default)]
    pub message: Option<String>,
    /// The project that was trained, whatever it is called.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub project: Option<ProjectId>,
    /// What tells the network that was trained from others, as the version in `netsmith` computes it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub structure: Option<String>,
    /// The run folder that this run goes on from.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub continues: Option<String>,
    /// The weights of another run that it began with.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub origin: Option<Origin>,
    /// The file of another program that its weights came from: it was never trained here.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub imported: Option<String>,
    /// The program that trained it, where that was not this one; it may have gone on here since.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub trained_by: Option<String>,
    /// The run folder that this run repeats.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub repeats: Option<String>,
    /// The weights after each so many epochs are kept.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub keep_every: Option<usize>,
    /// The epoch after which a user has let it go on though it was over: what ends a training that gets no better waits
    /// from there.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub waits_from: usize,
    /// Whether it ended because it was clearly behind the other runs of its sweep.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub is_behind: bool,
    /// What was changed by hand while it ran, in order: whoever repeats the run does it again.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub rate_changes: Vec<RateChange>,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde asks so")]
fn is_zero(number: &usize) -> bool {
    *number == 0
}

/// Where somebody gave a training that ran another learning rate.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct RateChange {
    /// The epoch, 1 for the first.
    pub epoch: usize,
    /// Batches of it that were done before.
    pub step: usize,
    /// The size of the next step.
    #[serde(with = "exact")]
    pub learning_rate: f64,
}

impl RateChange {
    /// Where it is: the epoch, and how many of its batches were done before.
    #[must_use]
    pub fn place(&self) -> (usize, usize) {
        (self.epoch, self.step)
    }

    /// Where charts over epochs of so many batches show it.
    #[must_use]
    pub fn mark(&self, batches: usize) -> RateMark {
        let (before, done) = (self.epoch.saturating_sub(1) as f64, self.step as f64);
        RateMark {
            epoch: before + done / batches.max(1) as f64,
            learning_rate: self.learning_rate,
        }
    }
}

/// A learning rate that was given by hand, as charts over epochs show it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct RateMark {
    /// Epochs that were done before: 1.5 in the middle of the second.
    pub epoch: f64,
    /// What it was set to.
    pub learning_rate: f64,
}

/// How a run stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RunState {
    /// It is being trained, or was killed while it was.
    Running,
    /// It was stopped and can go on.
    Stopped,
    /// It failed and can go on from its last checkpoint.
    Failed,
    /// It went through all of its epochs.
    Finished,
    /// It has not begun: others come first. No `run.json` says so, for there is none.
    Waiting,
}

/// Which pictures a run used.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DatasetRecord {
    /// Where they came from.
    pub source: String,
    /// How many.
    pub images: usize,
    /// The share held back from them for validation.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub split: Option<String>,
    /// SHA-256 over the whole data set's content, as the network saw it.
    pub fingerprint: String,
}

impl DatasetRecord {
    /// The record of `images` pictures of a data set.
    #[must_use]
    pub fn of(dataset: &Dataset, images: usize) -> Self {
        Self {
            source: dataset.source().to_owned(),
            images,
            split: None,
            fingerprint: dataset.fingerprint(),
        }
    }
}

impl Manifest {
    /// The manifest of a run that begins now.
    #[must_use]
    pub fn begin(
        device: &str,
        threads: usize,
        seed: u64,
        epochs: usize,
        data: DatasetRecord,
    ) -> Self {
        let now = now();
        Self {
            format: FORMAT.to_owned(),
            version: VERSION,
            netsmith: env!("CARGO_PKG_VERSION").to_owned(),
            burn: BURN_VERSION.to_owned(),
            device: device.to_owned(),
            threads,
            seed,
            data,
            validation: None,
            epochs,
            epochs_done: 0,
            monitor: None,
            best_epoch: None,
            started: now.clone(),
            updated: now,
            state: RunState::Running,
            message: None,
            project: None,
            structure: None,
            continues: None,
            origin: None,
            imported: None,
            trained_by: None,
            repeats: None,
            keep_every: None,
            waits_from: 0,
            is_behind: false,
            rate_changes: Vec::new(),
        }
    }

    /// Takes over what the run that goes on has been since it was begun.
    pub(super) fn remember(&mut self, before: &Self) {
        self.started.clone_from(&before.started);
        self.continues.clone_from(&before.continues);
        self.origin.clone_from(&before.origin);
        self.repeats.clone_from(&before.repeats);
        self.trained_by.clone_from(&before.trained_by);
        self.rate_changes.clone_from(&before.rate_changes);
        self.keep_every = self.keep_every.or(before.keep_every);
    }

    /// Where the learning rate was changed by hand in the first `epochs`, with batches of `batch_size`. A run that repeats
    /// another one knows changes that it has not come to yet.
    #[must_use]
    pub fn rate_marks(&self, epochs: usize, batch_size: usize) -> Vec<RateMark> {
        let batches = self.data.images.div_ceil(batch_size.max(1));
        let marks = self.rate_changes.iter().map(|change| change.mark(batches));
        marks.filter(|mark| mark.epoch <= epochs as f64).collect()
    }

    /// Whether `flat` is not the network that was trained. Where another version has written this, nobody can say.
    #[must_use]
    pub(super) fn denies(&self, flat: &Flat) -> bool {
        let is_comparable = self.netsmith == env!("CARGO_PKG_VERSION");
        is_comparable
            && self
                .structure
                .as_ref()
                .is_some_and(|structure| *structure != structure_of(flat))
    }

    /// `run.json`, as data.
    pub(super) fn to_value(&self) -> Value {
        serde_json::to_value(self).unwrap_or_default()
    }

    /// The text of `run.json`.
    pub(super) fn to_text(&self) -> String {
        // Only numbers and texts: nothing in it can fail to be written.
        serde_json::to_string_pretty(self).unwrap_or_default() + "\n"
    }

    /// Reads `run.json`.
    ///
    /// # Errors
    /// What is wrong with it, in a few words.
    pub(super) fn from_text(text: &str) -> Result<Self, Message> {
        let manifest: Self =
            serde_json::from_str(text).map_err(|error| Message::words(json_fault(&error, text)))?;
        if manifest.format != FORMAT || manifest.version != VERSION {
            let Self {
                format, version, ..
            } = manifest;
            return Err(message!(
                "run-of-other-format",
                format = format,
                version = version,
                own_format = FORMAT,
                own_version = VERSION
            ));
        }
        Ok(manifest)
    }

    /// When this file was last written; `None` where it does not say so in a way that can be understood.
    pub(super) fn updated_at(&self) -> Option<jiff::Timestamp> {
        self.updated.parse().ok()
    }

    /// Notes that the file is about to be written.
    pub(super) fn touch(&mut self) {
        self.updated = now();
    }
}

fn now() -> String {
    jiff::Timestamp::now().to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn manifest() -> Manifest {
        let data = DatasetRecord {
            source: "builtin:digits".to_owned(),
            images: 1437,
            split: None,
            fingerprint: "0".repeat(64),
        };
        Manifest::begin("cpu", 2, 7, 12, data)
    }

    #[test]
    fn a_manifest_comes_back_from_its_text() {
        let manifest = manifest();
        assert_eq!(Manifest::from_text(&manifest.to_text()), Ok(manifest));
    }

    #[test]
    fn another_version_is_refused() {
        let text = manifest()
            .to_text()
            .replacen("\"version\": 1", "\"version\": 2", 1);
        assert!(
            Manifest::from_text(&text)
                .unwrap_err()
                .to_string()
                .contains("version 2")
        );
    }

    #[test]
    fn the_version_of_burn_is_the_one_that_is_built_in() {
        let lock = include_str!("../../../Cargo.lock");
        assert!(lock.contains(&format!("name = \"burn\"\nversion = \"{BURN_VERSION}\"")));
    }
}
