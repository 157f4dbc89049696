//! Which nodes and notes are selected.

use crate::graph::{Graph, NodePath, Note, NoteId, Place};
use std::collections::BTreeSet;

/// A set of nodes and notes, shared by the canvas, the outline, the tables and the inspector. Most of what can be done
/// with it concerns nodes; notes say so by their name.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Selection {
    nodes: BTreeSet<NodePath>,
    notes: BTreeSet<NotePath>,
}

/// A note as seen from the top.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct NotePath {
    /// The block instance in whose body it is; empty for the network itself.
    pub around: NodePath,
    /// The note.
    pub id: NoteId,
}

impl NotePath {
    /// The body that holds it, and the note there.
    pub fn locate<'a>(&self, graph: &'a Graph) -> Option<(Place, &'a Note)> {
        let place = graph.place_in(&self.around)?;
        let note = graph.body_of(&place)?.drawing.notes.get(&self.id)?;
        Some((place, note.as_ref()))
    }
}

impl Selection {
    /// Nothing but `node`.
    pub fn only(node: NodePath) -> Self {
        Self {
            nodes: [node].into(),
            ..Self::default()
        }
    }

    /// Nothing but `note`.
    pub fn only_note(note: NotePath) -> Self {
        Self {
            notes: [note].into(),
            ..Self::default()
        }
    }

    /// The same selection with `notes` besides.
    #[must_use]
    pub fn with_notes(mut self, notes: impl IntoIterator<Item = NotePath>) -> Self {
        self.notes.extend(notes);
        self
    }

    /// The same selection with `node` added, or taken out where it was in.
    #[must_use]
    pub fn toggled(&self, node: NodePath) -> Self {
        let mut toggled = self.clone();
        if !toggled.nodes.remove(&node) {
            toggled.nodes.insert(node);
        }
        toggled
    }

    /// The same selection with `note` added, or taken out where it was in.
    #[must_use]
    pub fn toggled_note(&self, note: NotePath) -> Self {
        let mut toggled = self.clone();
        if !toggled.notes.remove(&note) {
            toggled.notes.insert(note);
        }
        toggled
    }

    /// Both selections together.
    #[must_use]
    pub fn united(&self, other: &Self) -> Self {
        Self {
            nodes: self.nodes.union(&other.nodes).cloned().collect(),
            notes: self.notes.union(&other.notes).cloned().collect(),
        }
    }

    /// What is left of the selection in `graph`.
    #[must_use]
    pub fn existing_in(&self, graph: &Graph) -> Self {
        let nodes = self.nodes.iter().filter(|node| graph.node(node).is_some());
        let notes = self
            .notes
            .iter()
            .filter(|note| note.locate(graph).is_some());
        Self {
            nodes: nodes.cloned().collect(),
            notes: notes.cloned().collect(),
        }
    }

    /// Whether `node` is selected.
    pub fn contains(&self, node: &NodePath) -> bool {
        self.nodes.contains(node)
    }

    /// Whether `note` is selected.
    pub fn contains_note(&self, note: &NotePath) -> bool {
        self.notes.contains(note)
    }

    /// The selected node where that is all that is selected.
    pub fn single(&self) -> Option<&NodePath> {
        let is_single = self.nodes.len() == 1 && self.notes.is_empty();
        self.nodes.first().filter(|_| is_single)
    }

    /// The selected note where that is all that is selected.
    pub fn single_note(&self) -> Option<&NotePath> {
        let is_single = self.notes.len() == 1 && self.nodes.is_empty();
        self.notes.first().filter(|_| is_single)
    }

    /// The selected nodes, in a fixed order.
    pub fn iter(&self) -> impl Iterator<Item = &NodePath> {
        self.nodes.iter()
    }

    /// The selected notes, in a fixed order.
    pub fn notes(&self) -> impl Iterator<Item = &NotePath> {
        self.notes.iter()
    }

    /// How many nodes are selected.
    pub fn len(&self) -> usize {
        self.nodes.len()
    }

    /// Whether nothing is selected, neither node nor note.
    pub fn is_empty(&self) -> bool {
        self.nodes.is_empty() && self.notes.is_empty()
    }
}

impl FromIterator<NodePath> for Selection {
    fn from_iter<T: IntoIterator<Item = NodePath>>(nodes: T) -> Self {
        Self {
            nodes: nodes.into_iter().collect(),
            ..Self::default()
        }
    }
}
