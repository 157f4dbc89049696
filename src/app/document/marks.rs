//! Nodes that the canvas points out, with a few words each.

use crate::graph::{Change, ChangeKind, Diff, NodePath, SummaryCheck};
use std::collections::BTreeMap;

/// Why a node is pointed out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum MarkKind {
    /// It is new.
    Added,
    /// It is gone.
    Removed,
    /// Somebody changed it.
    Changed,
    /// It is not as a summary says.
    Differs,
    /// Its shape follows from another change.
    Followed,
    /// It is what the user looks for.
    Found,
}

/// What is pointed out about a node.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NodeMark {
    /// Why.
    pub kind: MarkKind,
    /// In words; empty where the kind says it all.
    pub words: String,
    /// Whether this is the one to look at first.
    pub is_first: bool,
}

/// What is pointed out, by node.
pub type Marks = BTreeMap<NodePath, NodeMark>;

/// The marks of the later network.
pub fn marks_after(diff: &Diff) -> Marks {
    marks(diff, |change| change.after.as_ref())
}

/// The marks of the earlier network.
pub fn marks_before(diff: &Diff) -> Marks {
    marks(diff, |change| change.before.as_ref())
}

fn marks(diff: &Diff, path: impl Fn(&Change) -> Option<&NodePath>) -> Marks {
    let mark = |change: &Change| {
        let kind = match change.kind {
            ChangeKind::Added => MarkKind::Added,
            ChangeKind::Removed => MarkKind::Removed,
            ChangeKind::Changed => MarkKind::Changed,
            ChangeKind::Followed => MarkKind::Followed,
        };
        let words = change.words();
        let is_first = false;
        let mark = NodeMark {
            kind,
            words,
            is_first,
        };
        Some((path(change)?.clone(), mark))
    };
    diff.changes.iter().filter_map(mark).collect()
}

/// The marks of a network that differs from a summary.
pub fn marks_of_check(check: &SummaryCheck) -> Marks {
    let mut marks = Marks::new();
    for (index, mismatch) in check.mismatches.iter().enumerate() {
        let Some(path) = &mismatch.path else { continue };
        let mark = marks.entry(path.clone()).or_insert(NodeMark {
            kind: MarkKind::Differs,
            words: String::new(),
            is_first: index == 0,
        });
        if !mark.words.is_empty() {
            mark.words.push_str("; ");
        }
        mark.words.push_str(&mismatch.words());
    }
    marks
}
