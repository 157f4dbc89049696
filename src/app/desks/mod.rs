//! The open documents, each with what belongs to it alone: selection, heat, canvas, data set. The one in front lies in
//! the workbench, where every panel finds it; the others are parked here. Never paints, never reads or writes files.

mod command;
mod parked;
mod switch;

pub use command::DeskCommand;

use super::command::Commands;
use super::state::{Document, DocumentId};
use super::workbench::Workbench;
use parked::Parked;
use std::path::Path;

/// The documents that are open but not in front, and those that were closed last.
#[derive(Debug, Default)]
pub struct Desks {
    /// From left to right, without the one in front.
    parked: Vec<Parked>,
    /// The place of the one in front among all.
    front: usize,
    /// The latest last.
    closed: Vec<Closed>,
    /// The highest number that was given to a document.
    last_id: u64,
}

/// A document that can come back.
#[derive(Debug)]
struct Closed {
    desk: Parked,
    /// Its place when it was closed.
    place: usize,
}

/// As many closed documents as can come back.
const MOST_CLOSED: usize = 10;

/// A document that is open, in front or not.
#[derive(Debug, Clone, Copy)]
pub struct OpenDocument<'a> {
    /// The document.
    pub document: &'a Document,
    /// Whether something of it differs from what is saved; known already, for this is asked in every frame.
    pub is_changed: bool,
}

impl Desks {
    /// How many documents are open.
    pub fn count(&self) -> usize {
        self.parked.len() + 1
    }

    /// The place of the document in front, from the left.
    pub fn front(&self) -> usize {
        self.front
    }

    /// Whether a closed document can come back.
    pub fn can_reopen(&self) -> bool {
        !self.closed.is_empty()
    }

    /// The parked document called `id`.
    pub fn parked(&self, id: DocumentId) -> Option<&Document> {
        let mut documents = self.parked.iter().map(|desk| &desk.document);
        documents.find(|document| document.id() == id)
    }

    /// Ends every training before the window closes; waits for the current batch.
    pub fn shut_down(&mut self) {
        for desk in &mut self.parked {
            desk.bench.shut_down();
        }
        for closed in &mut self.closed {
            closed.desk.bench.shut_down();
        }
    }

    fn new_id(&mut self) -> DocumentId {
        self.last_id += 1;
        DocumentId(self.last_id)
    }
}

impl Workbench {
    /// Takes what worker threads sent for documents that are not in front; even a closed one may still be trained.
    pub(in crate::app) fn drain_parked(&mut self, ctx: &egui::Context, commands: &mut Commands) {
        let Self { bench, desks, .. } = self;
        bench.forget_elsewhere();
        let closed = desks.closed.iter_mut().map(|closed| &mut closed.desk);
        for desk in desks.parked.iter_mut().chain(closed) {
            let revision = desk.document.revision();
            bench.drain_parked(&mut desk.bench, &mut desk.document, ctx, commands);
            if desk.document.revision() != revision {
                desk.is_changed = desk.document.is_changed();
            }
        }
    }

    /// The document whose network is being trained, in front or not.
    pub fn id_in_training(&self) -> Option<DocumentId> {
        if self.bench.is_busy() {
            return Some(self.state.document.id());
        }
        self.bench.elsewhere().map(|other| other.id)
    }

    /// The name of the network that is being trained, in front or not.
    pub fn in_training(&self) -> Option<&str> {
        if self.bench.is_busy() {
            return Some(self.state.document.name());
        }
        self.bench.elsewhere().map(|other| other.name.as_str())
    }

    /// Every open document, from left to right.
    pub fn documents(&self) -> impl Iterator<Item = OpenDocument<'_>> {
        let (before, after) = self.desks.parked.split_at(self.desks.front);
        let in_front = OpenDocument {
            document: &self.state.document,
            is_changed: self.state.document.is_changed(),
        };
        let before = before.iter().map(Parked::as_open);
        let after = after.iter().map(Parked::as_open);
        before.chain(std::iter::once(in_front)).chain(after)
    }

    /// Changes the open document called `id`, in front or not; `None` where it is not open.
    pub(in crate::app) fn change_document<T>(
        &mut self,
        id: DocumentId,
        change: impl FnOnce(&mut Document) -> T,
    ) -> Option<T> {
        if self.state.document.id() == id {
            return Some(change(&mut self.state.document));
        }
        let mut parked = self.desks.parked.iter_mut();
        let desk = parked.find(|desk| desk.document.id() == id)?;
        let changed = change(&mut desk.document);
        desk.is_changed = desk.document.is_changed();
        Some(changed)
    }

    /// Where the open documents are saved, from left to right; those that never were are left out.
    pub fn paths(&self) -> impl Iterator<Item = &Path> {
        self.documents().filter_map(|open| open.document.path())
    }

    /// What the tabs say, from left to right; those that would be called alike are counted.
    pub fn tab_titles(&self) -> Vec<String> {
        let names: Vec<String> = self
            .documents()
            .map(|open| open.document.tab_title())
            .collect();
        let title = |(index, name): (usize, &String)| match names[..index]
            .iter()
            .filter(|earlier| *earlier == name)
            .count()
        {
            0 => name.clone(),
            earlier => format!("{name} ({})", earlier + 1),
        };
        names.iter().enumerate().map(title).collect()
    }
}
