//! Which items the window points out: what differs in a comparison, what an edit would change.

use std::collections::BTreeMap;

use super::scene::outline::Outline;
use crate::app::document::{MarkKind, Marks, NodeMark};
use crate::tr;

/// What is pointed out about each item. What concerns the inside of a folded block is the block's.
#[derive(Debug, Default)]
pub struct Pointed<'a> {
    notes: BTreeMap<usize, Note<'a>>,
}

/// What is pointed out about an item.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Note<'a> {
    /// Why.
    pub kind: MarkKind,
    /// In words.
    pub words: std::borrow::Cow<'a, str>,
    /// Whether this is the one to look at first.
    pub is_first: bool,
}

impl<'a> Pointed<'a> {
    /// Finds the items that `marks` are about.
    pub fn new(outline: &Outline, marks: &'a Marks) -> Self {
        let mut found: BTreeMap<usize, Vec<&'a NodeMark>> = BTreeMap::new();
        for (path, mark) in marks {
            if let Some(item) = outline.find_around(path) {
                found.entry(item).or_default().push(mark);
            }
        }
        let notes = found
            .into_iter()
            .filter_map(|(item, marks)| Some((item, note(&marks)?)));
        Self {
            notes: notes.collect(),
        }
    }

    /// What is pointed out about an item.
    pub fn of(&self, item: usize) -> Option<&Note<'a>> {
        self.notes.get(&item)
    }
}

/// One mark as it is; of several inside a block the most telling kind, and how many they are.
fn note<'a>(marks: &[&'a NodeMark]) -> Option<Note<'a>> {
    let is_first = marks.iter().any(|mark| mark.is_first);
    match marks {
        [] => None,
        [only] => Some(Note {
            kind: only.kind,
            words: only.words.as_str().into(),
            is_first,
        }),
        several => Some(Note {
            kind: several.iter().map(|mark| mark.kind).max_by_key(telling)?,
            words: if several.iter().all(|mark| mark.kind == MarkKind::Found) {
                tr!("found-here", count = several.len()).into()
            } else {
                tr!("layers-differ", count = several.len()).into()
            },
            is_first,
        }),
    }
}

/// How much a mark on one layer says about the block around it.
fn telling(kind: &MarkKind) -> u8 {
    match kind {
        MarkKind::Followed | MarkKind::Found => 0,
        MarkKind::Added | MarkKind::Removed | MarkKind::Changed => 1,
        MarkKind::Differs => 2,
    }
}
