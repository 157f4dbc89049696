//! The blocks that every network can use, defined as data in `library.json`.

use std::sync::{Arc, OnceLock};

use imbl::OrdMap;

use super::model::{BlockDefinition, Graph};

/// The identity block of the course: a shortcut over three convolutions.
pub const IDENTITY_BLOCK: &str = "identity_block";

/// The convolutional block of the course: the same with a convolution on the shortcut.
pub const CONVOLUTIONAL_BLOCK: &str = "convolutional_block";

/// The built-in blocks by name.
#[must_use]
pub fn blocks() -> &'static OrdMap<String, Arc<BlockDefinition>> {
    static BLOCKS: OnceLock<OrdMap<String, Arc<BlockDefinition>>> = OnceLock::new();
    BLOCKS.get_or_init(|| {
        Graph::from_json(include_str!("library.json"))
            .expect("the built-in blocks are checked by a test")
            .blocks
    })
}

/// The graph, with the built-in block `name` added where it has none of that name.
#[cfg(test)]
pub fn with_block(graph: &Graph, name: &str) -> Graph {
    let mut graph = graph.clone();
    if let (false, Some(definition)) = (graph.blocks.contains_key(name), blocks().get(name)) {
        graph.blocks.insert(name.to_owned(), definition.clone());
    }
    graph
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_built_in_blocks_can_be_read() {
        assert!(
            blocks().contains_key(IDENTITY_BLOCK) && blocks().contains_key(CONVOLUTIONAL_BLOCK)
        );
    }
}
