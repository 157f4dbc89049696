//! A block that the user keeps for other networks, as text in the form of the clipboard.

use crate::graph::edit::block_alone;
use crate::graph::{Edit, Graph, apply};
use crate::text::Message;
use serde::{Deserialize, Serialize};
use std::sync::Arc;

/// One block of the user's own, with every block that it needs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(from = "Stored", into = "Stored")]
pub struct SavedBlock {
    name: String,
    /// Shared, for it goes along with every drag.
    text: Arc<str>,
}

/// How it stands in the settings.
#[derive(Serialize, Deserialize)]
struct Stored {
    name: String,
    text: String,
}

impl From<Stored> for SavedBlock {
    fn from(stored: Stored) -> Self {
        Self {
            name: stored.name,
            text: stored.text.into(),
        }
    }
}

impl From<SavedBlock> for Stored {
    fn from(saved: SavedBlock) -> Self {
        Self {
            name: saved.name,
            text: saved.text.as_ref().to_owned(),
        }
    }
}

impl SavedBlock {
    /// The block `name` of `graph`.
    pub(in crate::app) fn of(graph: &Graph, name: &str) -> Self {
        Self {
            name: name.to_owned(),
            text: block_alone(graph, name).to_json().into(),
        }
    }

    /// What it is called.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The same block under another name.
    ///
    /// # Errors
    /// A sentence where no block can be called so.
    pub(in crate::app) fn renamed(&self, name: &str) -> Result<Self, Message> {
        let graph =
            Graph::from_json(&self.text).map_err(|error| Message::from(error.to_string()))?;
        let edit = Edit::RenameBlock {
            block: self.name.clone(),
            name: name.to_owned(),
        };
        let renamed = apply(&graph, &edit).map_err(|refusal| refusal.message().clone())?;
        Ok(Self {
            name: name.to_owned(),
            text: renamed.to_json().into(),
        })
    }

    /// `edit`, which uses the block under its name here, preceded by what `graph` lacks for that. Where `graph` has
    /// another block of that name, both stay, and this one gets a name of its own.
    pub fn brought_by(&self, graph: &Graph, edit: Edit) -> Edit {
        match Graph::from_json(&self.text) {
            Ok(own) => edit.bringing(own, &self.name, graph),
            // Settings that someone has spoiled: the edit alone is refused with a reason.
            Err(_) => edit,
        }
    }
}
