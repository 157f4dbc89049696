//! The open documents, from left to right, which of them is in front, and those that were closed last.
//! Never paints, never reads or writes files.

mod switch;
mod tab;

pub use tab::Tab;

use super::document::Document;
use super::learning::{Elsewhere, Learning};
use crate::app::command::DocumentId;
use std::path::{Path, PathBuf};

/// The open documents and those that were closed last.
#[derive(Debug)]
pub struct Tabs {
    /// From left to right; never empty.
    open: Vec<Tab>,
    /// The place of the one in front.
    front: usize,
    /// The latest last.
    closed: Vec<Closed>,
    /// The highest number that was given to a document.
    last_id: u64,
    /// What trains without being shown: the network whose turn it is in the queue.
    hidden: Option<Tab>,
    /// The runs of networks that were only looked at and can come back no more.
    forgotten_runs: Vec<PathBuf>,
}

/// A document that can come back.
#[derive(Debug)]
struct Closed {
    tab: Tab,
    /// Its place when it was closed.
    place: usize,
}

/// As many closed documents as can come back.
const MOST_CLOSED: usize = 10;

impl Default for Tabs {
    fn default() -> Self {
        Self {
            open: vec![Tab::new(Document::empty(), Learning::default())],
            front: 0,
            closed: Vec::new(),
            last_id: 0,
            hidden: None,
            forgotten_runs: Vec::new(),
        }
    }
}

impl Tabs {
    /// How many documents are open.
    pub fn count(&self) -> usize {
        self.open.len()
    }

    /// The place of the document in front, from the left.
    pub fn place_of_front(&self) -> usize {
        self.front
    }

    /// The one in front.
    pub fn front(&self) -> &Tab {
        &self.open[self.front]
    }

    /// The one in front, to change it.
    pub fn front_mut(&mut self) -> &mut Tab {
        &mut self.open[self.front]
    }

    /// Those that are not in front; even a closed one may still be trained.
    pub fn behind_mut(&mut self) -> impl Iterator<Item = &mut Tab> {
        let front = self.front;
        let open = self.open.iter_mut().enumerate();
        let open = open.filter_map(move |(place, tab)| (place != front).then_some(tab));
        open.chain(self.closed.iter_mut().map(|closed| &mut closed.tab))
            .chain(&mut self.hidden)
    }

    /// Everything that may be training, the document in front first.
    pub fn all(&self) -> impl Iterator<Item = &Tab> {
        let open = self.open.iter().enumerate();
        let open = open.filter_map(|(place, tab)| (place != self.front).then_some(tab));
        let closed = self.closed.iter().map(|closed| &closed.tab);
        let behind = open.chain(closed).chain(&self.hidden);
        std::iter::once(self.front()).chain(behind)
    }

    /// What trains without being shown.
    pub(in crate::app) fn hidden_mut(&mut self) -> Option<&mut Tab> {
        self.hidden.as_mut()
    }

    /// The training of a document that is not in front, where there is one.
    pub fn training_behind(&self) -> Option<Elsewhere> {
        self.all().skip(1).find_map(Tab::training)
    }

    /// The training of the document in front, or of another one, even of one that was closed.
    pub fn training(&self) -> Option<Elsewhere> {
        self.front().training().or_else(|| self.training_behind())
    }

    /// Every open document, from left to right.
    pub fn documents(&self) -> impl Iterator<Item = &Document> {
        self.open.iter().map(|tab| &tab.document)
    }

    /// The open documents, each with everything that belongs to it, from left to right.
    pub fn shown(&self) -> impl Iterator<Item = &Tab> {
        self.open.iter()
    }

    /// The tab of the open document called `id`, to change it.
    pub(in crate::app) fn tab_mut(&mut self, id: DocumentId) -> Option<&mut Tab> {
        self.open.iter_mut().find(|tab| tab.document.id() == id)
    }

    /// The open document called `id`.
    pub fn document(&self, id: DocumentId) -> Option<&Document> {
        self.documents().find(|document| document.id() == id)
    }

    /// The open document called `id`, to change it.
    pub(in crate::app) fn document_mut(&mut self, id: DocumentId) -> Option<&mut Document> {
        let mut documents = self.open.iter_mut().map(|tab| &mut tab.document);
        documents.find(|document| document.id() == id)
    }

    /// Where the open documents are saved, from left to right; those that never were are left out.
    pub fn paths(&self) -> impl Iterator<Item = &Path> {
        self.documents().filter_map(Document::path)
    }

    /// What the tabs say, from left to right; those that would be called alike are counted.
    pub fn titles(&self) -> Vec<String> {
        let names: Vec<String> = self.documents().map(Document::tab_title).collect();
        let title = |(index, name): (usize, &String)| {
            let earlier = names[..index].iter().filter(|earlier| *earlier == name);
            match earlier.count() {
                0 => name.clone(),
                earlier => format!("{name} ({})", earlier + 1),
            }
        };
        names.iter().enumerate().map(title).collect()
    }

    /// The open documents but the one in front, with what their tabs say.
    pub fn others(&self) -> Vec<(DocumentId, String)> {
        let front = self.front().document.id();
        let ids = self.documents().map(Document::id);
        let all = ids.zip(self.titles());
        all.filter(|(id, _)| *id != front).collect()
    }

    /// The runs of networks that were only looked at and can come back no more since this was asked last.
    pub(in crate::app) fn take_forgotten_runs(&mut self) -> Vec<PathBuf> {
        std::mem::take(&mut self.forgotten_runs)
    }

    /// Whether a closed document can come back.
    pub fn can_reopen(&self) -> bool {
        !self.closed.is_empty()
    }

    /// Ends every training before the window closes; waits for the current batch.
    pub fn shut_down(&mut self) {
        self.front_mut().learning.shut_down();
        for tab in self.behind_mut() {
            tab.learning.shut_down();
        }
    }
}
