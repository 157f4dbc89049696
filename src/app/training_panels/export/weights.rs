//! Which weights go into the file: those that answer for the network in front now, or others of the same run. Weights of
//! another structure never do.

use crate::app::document::Document;
use crate::app::learning::{Learning, WeightsState};
use crate::engine::predict::Predictor;
use crate::engine::run::{RunFolder, WeightsChoice};
use crate::exchange::outgoing::{Outgoing, renamed};
use crate::project::Project;
use crate::text::{Message, say};
use crate::tr;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// What there is of weights for the network in front.
#[derive(Debug, Clone)]
pub enum AtHand {
    /// It has learned, and is as it was then.
    Learned(Learned),
    /// There are none to be had; why, as a sentence.
    None(String),
}

/// Weights of the network as it stands.
#[derive(Debug, Clone)]
pub struct Learned {
    predictor: Arc<Predictor>,
    /// "after 12 epochs of HappyModel on builtin:happy".
    pub words: Message,
    /// The new names of layers that were renamed since.
    renamed: BTreeMap<String, String>,
    /// The run that holds them, with others.
    folder: Option<PathBuf>,
}

/// Which of them are meant.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Source {
    /// Those that answer for the network now.
    #[default]
    Answering,
    /// Others that its run has kept.
    Kept(WeightsChoice),
}

impl PartialEq for AtHand {
    fn eq(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Learned(one), Self::Learned(other)) => {
                Arc::ptr_eq(&one.predictor, &other.predictor) && one.renamed == other.renamed
            }
            (Self::None(one), Self::None(other)) => one == other,
            (Self::Learned(_), Self::None(_)) | (Self::None(_), Self::Learned(_)) => false,
        }
    }
}

impl AtHand {
    /// What there is for `document`.
    pub fn of(learning: &Learning, document: &Document) -> Self {
        match learning.weights_state(document) {
            WeightsState::Ready => {}
            WeightsState::Training => return Self::None(say("export-while-training").to_owned()),
            WeightsState::Changed => {
                let change = learning.change_since_training(document);
                let words = change.map_or_else(String::new, |change| change.words);
                return Self::None(tr!("export-changed-since", change = words));
            }
            WeightsState::Untrained | WeightsState::NoNetwork => {
                return Self::None(say("export-untrained").to_owned());
            }
        }
        let trained = learning.trained(document);
        let learned = trained.and_then(|trained| {
            let flat = document.inference().flat().ok()?;
            Some(Learned {
                predictor: Arc::clone(&trained.predictor),
                words: trained.words.clone(),
                renamed: flat.renamed_since(&trained.network)?,
                folder: trained.folder.clone(),
            })
        });
        learned.map_or_else(
            || Self::None(say("export-untrained").to_owned()),
            Self::Learned,
        )
    }

    /// Whether there are any.
    pub fn are_there(&self) -> bool {
        matches!(self, Self::Learned(_))
    }
}

impl Learned {
    /// What else the run has kept, and after which epoch. Reads the folder's names.
    pub fn others(&self) -> Vec<(WeightsChoice, usize)> {
        let run = self.folder.as_deref().map(RunFolder::open);
        let Some(Ok(run)) = run else {
            return Vec::new();
        };
        let named = [WeightsChoice::Best, WeightsChoice::Latest];
        let kept = run.kept_epochs().into_iter().map(WeightsChoice::Epoch);
        let all = named.into_iter().chain(kept);
        let all = all.map(|choice| (choice, run.epoch_of(choice)));
        all.filter(|(_, epoch)| *epoch > 0).collect()
    }

    /// `project` with the weights that are meant, under the names and classes that it has now. Reads files.
    ///
    /// # Errors
    /// A sentence where they cannot be read, or do not fit.
    pub fn outgoing(&self, project: &Project, source: Source) -> Result<Outgoing, Message> {
        let (weights, metadata) = match (source, &self.folder) {
            (Source::Kept(choice), Some(folder)) => kept(folder, choice)?,
            (Source::Answering, _) | (Source::Kept(_), None) => {
                let weights = self.predictor.network().weights();
                let weights = weights.map_err(|error| error.message())?;
                (weights, self.predictor.metadata().clone())
            }
        };
        let mut metadata = metadata;
        metadata.classes = metadata.called(&project.class_names);
        let weights = renamed(weights, &self.renamed);
        Outgoing::of(project, Some((weights, metadata)))
    }
}

type Weights = (
    Vec<crate::engine::weights::NamedArray>,
    crate::engine::run::ModelMetadata,
);

fn kept(folder: &Path, choice: WeightsChoice) -> Result<Weights, Message> {
    let read = RunFolder::open(folder).and_then(|run| run.weights(choice));
    read.map_err(|error| error.message())
}
