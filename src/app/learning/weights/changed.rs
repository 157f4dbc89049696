//! The network is another one than when it was trained: saying so, and finding the way back.

use super::Fit;
use crate::app::command::{Commands, WindowCommand};
use crate::app::document::Document;
use crate::app::learning::Learning;
use crate::graph::{Flat, infer};
use crate::message;
use crate::text::{Message, list};
use crate::tr;
use std::path::PathBuf;

/// What has become of a network since it was trained.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// What keeps its weights from answering, as a sentence.
    pub words: String,
    /// Whether the training that knows the network as it was is still under way.
    pub is_training: bool,
    /// The run that holds the network as trained.
    pub run: Option<PathBuf>,
}

impl Learning {
    /// What has become of the network of `document` since it was trained; `None` where it is the same, or where it never
    /// was.
    pub fn change_since_training(&self, document: &Document) -> Option<Change> {
        let live = self.run().filter(|run| run.stage.is_live());
        if let Some(run) = live {
            return (!run.begun.is_of(document)).then(|| Change {
                words: tr!(
                    "changed-while-training",
                    difference = difference(&run.begun.network, document)
                ),
                is_training: true,
                run: None,
            });
        }
        let Fit::Changed(trained) = self.weights.fit(document) else {
            return None;
        };
        (!self.is_busy()).then(|| Change {
            words: tr!(
                "weights-fit-no-more",
                difference = difference(&trained.network, document),
                weights = &trained.words
            ),
            is_training: false,
            run: trained.folder.clone(),
        })
    }

    /// Goes back to the latest version of the history that is the network as trained.
    pub fn go_back_to_trained(&self, document: &mut Document, commands: &mut Commands) {
        let live = self.run().filter(|run| run.stage.is_live());
        let network = match (live, self.weights.fit(document)) {
            (Some(run), _) => &run.begun.network,
            (None, Fit::Changed(trained)) => &trained.network,
            (None, Fit::Fits(_) | Fit::Untrained) => return,
        };
        let is_trained = |graph| {
            let flat = infer(graph).flat();
            flat.is_ok_and(|flat| flat.renamed_since(network).is_some())
        };
        let versions = document.history().versions();
        match versions
            .iter()
            .rposition(|version| is_trained(&version.state.graph))
        {
            Some(index) => document.go_to(index),
            None => {
                let lost = message!("trained-network-not-in-history");
                commands.send(WindowCommand::Complain(lost));
            }
        }
    }
}

/// As many layers are named before the others are only counted.
const MOST_NAMED: usize = 3;

/// "fc was changed, drop was added".
fn difference(before: &Flat, document: &Document) -> Message {
    let Ok(now) = document.inference().flat() else {
        return message!("cannot-be-trained-as-it-is");
    };
    let find = |flat: &Flat, name: &str| flat.layers.iter().position(|layer| layer.name == name);
    let mut parts = Vec::new();
    for layer in &now.layers {
        let name = &layer.name;
        match find(before, name).map(|index| &before.layers[index]) {
            None => parts.push(message!("layer-was-added", name = name)),
            Some(old) if old.layer != layer.layer => {
                parts.push(message!("layer-was-changed", name = name));
            }
            Some(_) => {}
        }
    }
    let removed = before
        .layers
        .iter()
        .filter(|layer| find(&now, &layer.name).is_none());
    parts.extend(removed.map(|layer| message!("layer-was-removed", name = &layer.name)));
    if parts.is_empty() {
        return message!("wired-in-another-way");
    }
    let more = parts.len().saturating_sub(MOST_NAMED);
    parts.truncate(MOST_NAMED);
    match more {
        0 => message!("said", words = list(parts)),
        more => message!(
            "differences-and-more",
            differences = list(parts),
            more = more
        ),
    }
}
