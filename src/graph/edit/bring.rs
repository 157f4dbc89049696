//! An edit that uses a block of another network, together with the block.

use super::super::model::{Content, Graph, Place};
use super::Edit;
use super::paste::name_when_pasted;

impl Edit {
    /// The edit, which uses the block `name` of `own`, preceded by what `graph` lacks for that. Where `graph` has another
    /// block of that name, both stay, and the one of `own` gets a name of its own.
    #[must_use]
    pub fn bringing(mut self, own: Graph, name: &str, graph: &Graph) -> Self {
        let name_here = name_when_pasted(graph, &own, name);
        let label = self.label(graph);
        let bring = Self::Paste {
            place: Place::Root,
            fragment: own,
            offset: [0.0, 0.0],
            incoming: Vec::new(),
        };
        self.call_instead(name, &name_here);
        let edits = vec![bring, self];
        Self::Many { label, edits }
    }

    /// Puts `name` where what the edit adds calls the block `block`.
    fn call_instead(&mut self, block: &str, name: &str) {
        let call = |content: &mut Content| {
            if let Content::Block(call) = content
                && call.block == block
            {
                name.clone_into(&mut call.block);
            }
        };
        match self {
            Self::Add { node, .. } => call(&mut node.content),
            Self::InsertAfter { content, .. }
            | Self::InsertOnWire { content, .. }
            | Self::Replace { content, .. } => call(content),
            Self::Many { edits, .. } => {
                for inner in edits {
                    inner.call_instead(block, name);
                }
            }
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::super::library::{IDENTITY_BLOCK, with_block};
    use super::super::super::model::{BlockCall, Node, NodeId};
    use super::super::apply;
    use super::*;

    fn adding_an_instance() -> Edit {
        let call = BlockCall {
            block: IDENTITY_BLOCK.to_owned(),
            arguments: Default::default(),
        };
        let node = Node {
            name: "new".to_owned(),
            position: [0.0; 2],
            content: Content::Block(call),
            inputs: Vec::new(),
        };
        Edit::Add {
            place: Place::Root,
            node,
        }
    }

    /// The block that the new instance calls, and how many blocks are defined then.
    fn brought_to(graph: &Graph) -> (String, usize) {
        let own = with_block(&Graph::default(), IDENTITY_BLOCK);
        let edit = adding_an_instance().bringing(own, IDENTITY_BLOCK, graph);
        let after = apply(graph, &edit).unwrap();
        let call = after.body.node(NodeId(0)).unwrap().call().unwrap();
        (call.block.clone(), after.blocks.len())
    }

    #[test]
    fn a_block_comes_along_where_it_is_lacking() {
        let known = with_block(&Graph::default(), IDENTITY_BLOCK);
        assert_eq!(
            brought_to(&Graph::default()),
            (IDENTITY_BLOCK.to_owned(), 1)
        );
        assert_eq!(brought_to(&known), (IDENTITY_BLOCK.to_owned(), 1));
    }

    #[test]
    fn another_block_of_the_name_keeps_it() {
        let mut other = with_block(&Graph::default(), IDENTITY_BLOCK);
        let mut changed = other.blocks[IDENTITY_BLOCK].as_ref().clone();
        changed.summary.push_str(" of another kind");
        other
            .blocks
            .insert(IDENTITY_BLOCK.to_owned(), changed.into());
        assert_eq!(brought_to(&other), (format!("{IDENTITY_BLOCK}_1"), 2));
    }
}
