//! What a training was begun with.

use super::super::evaluating::EvaluationTask;
use crate::app::document::Document;
use crate::data::{Contract, Dataset};
use crate::engine::run::ModelMetadata;
use crate::graph::Flat;
use crate::text::Message;
use std::path::PathBuf;

/// What a run was begun with.
#[derive(Debug, Clone)]
pub struct Begun {
    /// The network as trained.
    pub network: Flat,
    /// The project's name.
    pub name: String,
    /// "HappyModel on builtin:happy".
    pub title: Message,
    /// Epochs in all.
    pub epochs: usize,
    /// Pictures in an epoch.
    pub images: usize,
    /// What pictures go through on their way into the network.
    pub contract: Contract,
    /// What the trained network is measured on.
    pub evaluation: Option<EvaluationTask>,
    /// Where the run is kept.
    pub folder: Option<PathBuf>,
}

impl Begun {
    /// Whether `document` still holds the network that is trained; where its nodes lie and what they are called does
    /// not matter.
    pub fn is_of(&self, document: &Document) -> bool {
        let network = document.inference().flat();
        network.is_ok_and(|network| network.renamed_since(&self.network).is_some())
    }

    /// What must be known to ask the network about a picture.
    pub fn metadata(&self) -> ModelMetadata {
        let data = self
            .evaluation
            .as_ref()
            .map(|evaluation| &evaluation.data.train);
        let names = |of: fn(&Dataset) -> &[String]| data.map(|data| of(data).to_vec());
        ModelMetadata {
            contract: self.contract,
            classes: names(Dataset::classes).unwrap_or_default(),
            own_classes: names(Dataset::own_classes).unwrap_or_default(),
            appearance: None,
        }
    }
}
