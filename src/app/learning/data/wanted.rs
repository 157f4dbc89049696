//! What is to be read: the data, and everything about it that a project decides.

use crate::data::{Collected, DataSource, PictureChanges, Reading};
use crate::project::TrainingSettings;
use crate::recipe::{TestData, Validation};

/// Data as a project wants it.
#[derive(Debug, Clone, PartialEq)]
pub struct Wanted {
    /// Where it comes from.
    pub source: DataSource,
    /// Where labels are read; `None` takes what fits.
    pub labels: Option<Reading>,
    /// Other data to validate on.
    pub validation: Option<DataSource>,
    /// What the finished network is measured on.
    pub test: TestData,
    /// What becomes of single pictures.
    pub changes: PictureChanges,
    /// Pictures that are added to it.
    pub collected: Collected,
}

impl Wanted {
    /// What `settings` want; `guess` where they name no data.
    pub fn of(settings: &TrainingSettings, guess: Option<&DataSource>) -> Option<Self> {
        let validation = match &settings.validation {
            Validation::Source(text) => DataSource::parse(text).ok(),
            _ => None,
        };
        Some(Self {
            source: settings.source().or_else(|| guess.cloned())?,
            labels: settings.labels,
            validation,
            test: settings.test.clone(),
            changes: settings.picture_changes.clone(),
            collected: settings.collected.clone(),
        })
    }

    /// Makes `settings` want the same.
    pub fn put_into(&self, settings: &mut TrainingSettings) {
        settings.labels = self.labels;
        settings.test = self.test.clone();
        settings.picture_changes = self.changes.clone();
        settings.collected = self.collected.clone();
        settings.validation = match (&self.validation, &settings.validation) {
            (Some(source), _) => Validation::Source(source.to_string()),
            (None, Validation::Source(_)) => Validation::Default,
            (None, chosen) => chosen.clone(),
        };
    }

    /// Whether the same files, read in the same way, serve for `other`.
    pub fn is_read_as(&self, other: &Self) -> bool {
        self.source == other.source && self.labels == other.labels
    }

    /// Data of which nothing else is said.
    pub fn plain(source: DataSource) -> Self {
        Self {
            source,
            labels: None,
            validation: None,
            test: TestData::Own,
            changes: PictureChanges::default(),
            collected: Collected::default(),
        }
    }
}
