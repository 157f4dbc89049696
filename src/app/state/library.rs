//! The blocks that the user keeps. Stored in a file of their own, not with any project.

use crate::app::command::{PaletteItem, SavedBlock};
use crate::graph::{Graph, unique_name};
use crate::message;
use crate::text::Message;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value, json};
use std::collections::BTreeSet;

/// Blocks of the user's own, in the order in which they were saved; no two have one name.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct BlockLibrary(Vec<SavedBlock>);

impl BlockLibrary {
    /// What the palette offers of it.
    pub fn items(&self) -> impl Iterator<Item = PaletteItem> {
        self.0.iter().cloned().map(PaletteItem::Saved)
    }

    /// Keeps the block `name` of `graph`, under a name of its own where another one has that already. Gives the name.
    ///
    /// # Errors
    /// A sentence where it is kept already.
    pub(in crate::app) fn save(&mut self, graph: &Graph, name: &str) -> Result<String, Message> {
        let saved = SavedBlock::of(graph, name);
        if self.0.contains(&saved) {
            return Err(message!("block-already-kept", name = name));
        }
        let free = unique_name(name, &self.names());
        let saved = if free == name {
            saved
        } else {
            saved.renamed(&free)?
        };
        self.0.push(saved);
        Ok(free)
    }

    /// Gives the block `name` another name.
    ///
    /// # Errors
    /// A sentence where that name is taken or cannot be one.
    pub(in crate::app) fn rename(&mut self, name: &str, new_name: &str) -> Result<(), Message> {
        let new_name = new_name.trim();
        if name != new_name && self.names().contains(new_name) {
            return Err(message!("own-block-name-taken", name = new_name));
        }
        if let Some(saved) = self.0.iter_mut().find(|saved| saved.name() == name) {
            *saved = saved.renamed(new_name)?;
        }
        Ok(())
    }

    /// Keeps the block `name` no longer.
    pub(in crate::app) fn remove(&mut self, name: &str) {
        self.0.retain(|saved| saved.name() != name);
    }

    /// The blocks as they stand in their file.
    pub(in crate::app) fn to_json(&self) -> Value {
        json!({"format": "netsmith-blocks", "version": 1, "blocks": self})
    }

    /// The blocks of a file, and how many of them cannot be understood.
    pub(in crate::app) fn of_json(entries: &Map<String, Value>) -> (Self, usize) {
        let Some(Value::Array(listed)) = entries.get("blocks") else {
            return (Self::default(), 0);
        };
        let blocks = listed.iter().cloned().map(serde_json::from_value);
        let blocks: Vec<SavedBlock> = blocks.filter_map(Result::ok).collect();
        let unknown_count = listed.len() - blocks.len();
        (Self(blocks), unknown_count)
    }

    fn names(&self) -> BTreeSet<&str> {
        self.0.iter().map(SavedBlock::name).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::graph::library::{IDENTITY_BLOCK, with_block};
    use crate::graph::{Edit, Place, apply};

    fn identity() -> Graph {
        with_block(&Graph::default(), IDENTITY_BLOCK)
    }

    #[test]
    fn a_block_comes_back_from_the_settings_and_into_another_network() {
        let mut library = BlockLibrary::default();
        assert_eq!(
            library.save(&identity(), IDENTITY_BLOCK),
            Ok(IDENTITY_BLOCK.to_owned())
        );
        assert!(library.save(&identity(), IDENTITY_BLOCK).is_err());
        let text = serde_json::to_string(&library).unwrap();
        let read: BlockLibrary = serde_json::from_str(&text).unwrap();
        assert_eq!(read, library);
        let item = read.items().next().unwrap();
        let add = Edit::Add {
            place: Place::Root,
            node: item.node([0.0, 0.0]),
        };
        let graph = Graph::default();
        let after = apply(&graph, &item.with_definition(&graph, add)).unwrap();
        assert_eq!(after.blocks, identity().blocks);
    }

    #[test]
    fn a_name_that_is_taken_is_not_given_twice() {
        let mut library = BlockLibrary::default();
        library.save(&identity(), IDENTITY_BLOCK).unwrap();
        library.rename(IDENTITY_BLOCK, "mine").unwrap();
        library.save(&identity(), IDENTITY_BLOCK).unwrap();
        assert!(library.rename(IDENTITY_BLOCK, "mine").is_err());
        assert!(library.rename(IDENTITY_BLOCK, "").is_err());
        library.remove("mine");
        assert_eq!(library.items().count(), 1);
    }
}
