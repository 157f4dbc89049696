//! What is selected, as far as a block can be made of it or is one.

use crate::app::command::Selection;
use crate::app::document::Document;
use crate::graph::{NodeId, NodePath, Place};
use crate::text::list;
use crate::{message, tr};
use std::collections::BTreeSet;

/// Selected nodes of one body.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Chosen {
    /// The block instance whose inside they are in; empty at the top.
    pub body: NodePath,
    /// The body that an edit of them changes.
    pub place: Place,
    /// Which.
    pub nodes: BTreeSet<NodeId>,
}

/// The selected nodes, where all of them are in one body and there is at least one.
pub fn chosen(document: &Document) -> Option<Chosen> {
    if !share_a_body(&document.selection) {
        return None;
    }
    let body = document.selection.iter().next()?.around();
    let place = document.graph().place_in(&body)?;
    let nodes = document
        .selection
        .iter()
        .filter_map(NodePath::leaf)
        .collect();
    Some(Chosen { body, place, nodes })
}

/// The selected block instances of one body; where nothing is selected, the instance whose inside is open.
pub fn chosen_instances(document: &Document) -> Option<Chosen> {
    let graph = document.graph();
    if document.selection.is_empty() {
        let level = document.level();
        let (place, node) = graph.locate(level)?;
        let (body, nodes) = (level.around(), [node].into());
        return Some(Chosen { body, place, nodes });
    }
    let is_instance = |path: &NodePath| graph.node(path).is_some_and(|node| node.call().is_some());
    let are_instances = document.selection.iter().all(is_instance);
    are_instances.then(|| chosen(document)).flatten()
}

/// The one selected block instance, and its block's name.
pub fn chosen_block(document: &Document) -> Option<(&NodePath, &str)> {
    let path = document.selection.single()?;
    let call = document.graph().node(path)?.call()?;
    Some((path, &call.block))
}

/// The block of the selected instance; where nothing is selected, the block whose inside is open.
pub fn concerned_block(document: &Document) -> Option<&str> {
    let level = document.level();
    match chosen_block(document) {
        Some((_, block)) => Some(block),
        None if document.selection.is_empty() => {
            let call = document.graph().node(level)?.call()?;
            Some(&call.block)
        }
        None => None,
    }
}

/// "A change here changes all 12 instances".
pub fn whom_an_edit_concerns(document: &Document, block: &str) -> String {
    let count = document.inference().instance_count(document.graph(), block);
    match count {
        0 | 1 => tr!("concerns-no-other"),
        2 => tr!("concerns-both"),
        count => tr!("concerns-all", count = count),
    }
}

/// Which of `blocks` an edit inside of them changes, and how many instances follow.
pub fn whom_edits_concern(document: &Document, blocks: &[&str]) -> String {
    /// More names than these nobody reads.
    const MOST_NAMES: usize = 3;
    if let [only] = blocks {
        let whom = whom_an_edit_concerns(document, only);
        return tr!("inside-block-concerns", block = *only, whom = whom);
    }
    let (inference, graph) = (document.inference(), document.graph());
    let counts = blocks
        .iter()
        .map(|block| inference.instance_count(graph, block));
    let instances: usize = counts.sum();
    let names = list(blocks.iter().take(MOST_NAMES).copied());
    let names = if blocks.len() > MOST_NAMES {
        message!("names-and-more", names = names).into()
    } else {
        names
    };
    tr!(
        "inside-blocks-concern",
        count = blocks.len(),
        names = names,
        instances = instances
    )
}

/// Whether all of `selection` is in one body. Asked in every frame, so it looks nothing up.
pub(super) fn share_a_body(selection: &Selection) -> bool {
    let around = |path: &NodePath| path.0.len().saturating_sub(1);
    let mut paths = selection.iter();
    let Some(first) = paths.next() else {
        return false;
    };
    let body = &first.0[..around(first)];
    paths.all(|path| path.0[..around(path)] == *body)
}
