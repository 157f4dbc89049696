//! How well a trained network does on some pictures.

use crate::app::command::MeasuredOn;
use crate::data::Dataset;
use crate::engine::evaluate::Evaluation;
use crate::engine::run::ModelMetadata;
use crate::text::Message;
use std::collections::BTreeMap;
use std::sync::Arc;

/// An evaluation and what it was made on.
#[derive(Debug, Clone)]
pub struct Results {
    /// "150 test pictures".
    pub on: Message,
    /// Which pictures were chosen.
    pub choice: MeasuredOn,
    /// The figures.
    pub evaluation: Arc<Evaluation>,
    /// What was asked, and what its classes were called in training.
    pub metadata: ModelMetadata,
    /// The pictures, with their classes in the order of the network's outputs.
    pub dataset: Arc<Dataset>,
    /// Tells it from others.
    pub number: u64,
}

impl Results {
    /// Calls the classes as the project does now.
    pub fn name_classes(&mut self, names: &BTreeMap<String, String>) {
        let classes = self.metadata.called(names);
        if self.evaluation.classes != classes {
            Arc::make_mut(&mut self.evaluation).classes = classes;
        }
    }
}
