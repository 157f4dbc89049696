//! The rows of the tree, kept until the network or what is unfolded changes.

use crate::app::command::{DocumentId, NotePath, Selection};
use crate::app::rename::Named;
use crate::graph::{Body, Graph, Node, NodePath, Place};
use egui::Id;
use std::collections::{BTreeMap, BTreeSet};

/// What a row stands for.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash)]
pub enum OutlineTarget {
    /// The network itself.
    #[default]
    Network,
    /// A layer, a block, or an end of a block's body.
    Node(NodePath),
    /// A comment or a frame.
    Note(NotePath),
}

impl OutlineTarget {
    /// The row of what is selected, where that is one thing.
    pub fn single_in(selection: &Selection) -> Option<Self> {
        let note = || selection.single_note().cloned().map(Self::Note);
        selection.single().cloned().map(Self::Node).or_else(note)
    }

    /// The row of what has a name.
    pub fn of(named: &Named) -> Self {
        match named {
            Named::Network => Self::Network,
            Named::Node(path) => Self::Node(path.clone()),
            Named::Note(path) => Self::Note(path.clone()),
        }
    }

    /// What its name belongs to.
    pub fn named(&self) -> Named {
        match self {
            Self::Network => Named::Network,
            Self::Node(path) => Named::Node(path.clone()),
            Self::Note(path) => Named::Note(path.clone()),
        }
    }

    /// The selection of this alone; the network is nothing that could be selected.
    pub fn alone(&self) -> Selection {
        match self {
            Self::Network => Selection::default(),
            Self::Node(path) => Selection::only(path.clone()),
            Self::Note(path) => Selection::only_note(path.clone()),
        }
    }

    /// The selection without this where it is in, else with it.
    pub fn toggled_in(&self, selection: &Selection) -> Selection {
        match self {
            Self::Network => selection.clone(),
            Self::Node(path) => selection.toggled(path.clone()),
            Self::Note(path) => selection.toggled_note(path.clone()),
        }
    }

    /// Whether it is selected.
    pub fn is_selected(&self, selection: &Selection) -> bool {
        match self {
            Self::Network => false,
            Self::Node(path) => selection.contains(path),
            Self::Note(path) => selection.contains_note(path),
        }
    }

    /// For the window to know its row from frame to frame.
    pub fn id(&self) -> Id {
        Id::unique(("outline-row", self))
    }

    /// The block instances around it, innermost first.
    fn around(&self) -> Vec<NodePath> {
        match self {
            Self::Network => Vec::new(),
            Self::Node(path) => path.blocks_around().collect(),
            Self::Note(path) if path.around.0.is_empty() => Vec::new(),
            Self::Note(path) => {
                let outer = path.around.blocks_around();
                std::iter::once(path.around.clone()).chain(outer).collect()
            }
        }
    }
}

/// One row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OutlineRow {
    /// What it stands for.
    pub target: OutlineTarget,
    /// How many rows it lies below the network.
    pub depth: usize,
    /// Whether its rows follow; `None` where it has none.
    pub is_open: Option<bool>,
    /// Which of its level it is, and of how many.
    pub in_level: (usize, usize),
}

/// The rows, and what of every network is unfolded.
#[derive(Debug, Default)]
pub struct Tree {
    /// From top to bottom.
    pub rows: Vec<OutlineRow>,
    graph: Graph,
    document: DocumentId,
    folding: Folding,
    /// Of the other documents, those among them that are closed and can come back.
    parked: BTreeMap<DocumentId, Folding>,
    is_stale: bool,
}

/// What of one network is unfolded.
#[derive(Debug, Default)]
struct Folding {
    open: BTreeSet<NodePath>,
    is_folded: bool,
}

impl Tree {
    /// Shows the rows of `document` from the next [`Tree::refresh`] on, unfolded as they were when it was last in
    /// front. False where it is there already.
    pub fn turn_to(&mut self, document: DocumentId) -> bool {
        if document == self.document {
            return false;
        }
        let folding = self.parked.remove(&document).unwrap_or_default();
        let folding = std::mem::replace(&mut self.folding, folding);
        self.parked.insert(self.document, folding);
        self.document = document;
        self.is_stale = true;
        true
    }

    /// Brings the rows up to date with the network.
    pub fn refresh(&mut self, graph: &Graph) {
        let is_same =
            self.graph.body.is_same(&graph.body) && self.graph.blocks.ptr_eq(&graph.blocks);
        if is_same && !self.is_stale && !self.rows.is_empty() {
            return;
        }
        self.is_stale = false;
        self.graph = graph.clone();
        self.rows = vec![OutlineRow {
            target: OutlineTarget::Network,
            depth: 0,
            is_open: Some(!self.folding.is_folded),
            in_level: (0, 1),
        }];
        if !self.folding.is_folded {
            self.push_body(&Place::Root, &NodePath(Vec::new()), 1);
        }
    }

    /// Where the row of `target` is.
    pub fn find(&self, target: &OutlineTarget) -> Option<usize> {
        self.rows.iter().position(|row| row.target == *target)
    }

    /// The row that the one at `index` is unfolded from.
    pub fn parent_of(&self, index: usize) -> Option<usize> {
        let depth = self.rows.get(index)?.depth;
        self.rows[..index].iter().rposition(|row| row.depth < depth)
    }

    /// Unfolds the row of `target`, or folds it.
    pub fn set_open(&mut self, target: &OutlineTarget, is_open: bool) {
        match target {
            OutlineTarget::Network => self.folding.is_folded = !is_open,
            OutlineTarget::Node(path) if is_open => {
                self.folding.open.insert(path.clone());
            }
            OutlineTarget::Node(path) => {
                self.folding.open.remove(path);
            }
            OutlineTarget::Note(_) => {}
        }
        self.is_stale = true;
    }

    /// Unfolds everything around `target`.
    pub fn unfold_around(&mut self, target: &OutlineTarget) {
        self.is_stale |= self.folding.is_folded;
        self.folding.is_folded = false;
        for path in target.around() {
            self.is_stale |= self.folding.open.insert(path);
        }
    }

    fn push_body(&mut self, place: &Place, around: &NodePath, depth: usize) {
        let graph = self.graph.clone();
        let Some(body) = graph.body_of(place) else {
            return;
        };
        let ids = body.in_order_of_wires();
        let notes = &body.drawing.notes;
        let count = notes.len() + ids.len();
        self.rows
            .extend(notes.keys().enumerate().map(|(index, id)| OutlineRow {
                target: OutlineTarget::Note(NotePath {
                    around: around.clone(),
                    id: *id,
                }),
                depth,
                is_open: None,
                in_level: (index, count),
            }));
        for (index, id) in ids.into_iter().enumerate() {
            let index = notes.len() + index;
            let path = around.child(id);
            let inside = body.node(id).and_then(|node| block_of(&graph, node));
            let is_open = inside.is_some().then(|| self.folding.open.contains(&path));
            self.rows.push(OutlineRow {
                target: OutlineTarget::Node(path.clone()),
                depth,
                is_open,
                in_level: (index, count),
            });
            if let (Some(inside), Some(true)) = (inside, is_open) {
                self.push_body(&inside, &path, depth + 1);
            }
        }
    }
}

/// The body that a block instance shows.
fn block_of(graph: &Graph, node: &Node) -> Option<Place> {
    let place = Place::Block(node.call()?.block.clone());
    let has_nodes = |body: &Body| !body.nodes.is_empty();
    graph
        .body_of(&place)
        .is_some_and(has_nodes)
        .then_some(place)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::project::preset;

    #[test]
    fn a_folded_network_shows_its_blocks_and_an_unfolded_block_its_layers() {
        let graph = preset("resnet50").unwrap().project.graph.clone();
        let mut tree = Tree::default();
        tree.refresh(&graph);
        assert_eq!(tree.rows.len(), 1 + graph.body.nodes.len());
        let block = tree
            .rows
            .iter()
            .position(|row| row.is_open.is_some() && row.depth == 1);
        let target = tree.rows[block.unwrap()].target.clone();
        tree.set_open(&target, true);
        tree.refresh(&graph);
        let inner = &tree.rows[block.unwrap() + 1];
        assert_eq!((inner.depth, inner.in_level.0), (2, 0));
        assert_eq!(tree.parent_of(block.unwrap() + 1), block);
    }
}
