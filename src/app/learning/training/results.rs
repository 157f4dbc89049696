//! How well a trained network does on pictures that it did not learn from.

use crate::engine::evaluate::Evaluation;
use crate::engine::run::ModelMetadata;
use crate::text::Message;
use std::collections::BTreeMap;

/// An evaluation and what it was made on.
#[derive(Debug, Clone)]
pub struct Results {
    /// "150 test pictures".
    pub on: Message,
    /// The figures.
    pub evaluation: Evaluation,
    /// What was asked, and what its classes were called in training.
    pub metadata: ModelMetadata,
}

impl Results {
    /// Calls the classes as the project does now.
    pub fn name_classes(&mut self, names: &BTreeMap<String, String>) {
        self.evaluation.classes = self.metadata.called(names);
    }
}
