//! Opening, closing, and which document is in front.

use super::{Closed, MOST_CLOSED, Tab, Tabs};
use crate::app::command::DocumentId;
use crate::app::document::Document;
use crate::app::learning::Learning;
use std::path::Path;

impl Tabs {
    /// Opens `document` right of the one in front and shows it. A document that was never touched makes room.
    pub(in crate::app) fn open(&mut self, document: Document) {
        let learning = self.front().learning.for_another();
        let tab = self.numbered(document, learning);
        self.insert_in_front(self.front + 1, tab);
    }

    /// Shows an empty document: one that was never touched, or else a new one.
    pub(in crate::app) fn open_empty(&mut self) {
        let mut documents = self.documents();
        let untouched = documents.find(|document| document.is_untouched());
        match untouched.map(Document::id) {
            Some(id) => {
                drop(documents);
                self.show(id);
            }
            None => {
                drop(documents);
                self.open(Document::empty());
            }
        }
    }

    /// Brings the document called `id` to the front; answers whether it is open.
    pub(in crate::app) fn show(&mut self, id: DocumentId) -> bool {
        let place = self.place_of(id);
        if let Some(place) = place {
            self.show_at(place);
        }
        place.is_some()
    }

    /// Brings the document at `place` to the front.
    pub(in crate::app) fn show_at(&mut self, place: usize) {
        if place != self.front && place < self.open.len() {
            self.front_mut().put_down();
            self.front = place;
        }
    }

    /// Moves the document in front to `place`.
    pub(in crate::app) fn move_front_to(&mut self, place: usize) {
        let tab = self.open.remove(self.front);
        self.front = place.min(self.open.len());
        self.open.insert(self.front, tab);
    }

    /// Closes the document called `id`; where it was the last one, an empty one takes its place.
    pub(in crate::app) fn close(&mut self, id: DocumentId) {
        let Some(place) = self.place_of(id) else {
            return;
        };
        if self.open.len() == 1 {
            let learning = self.front().learning.for_another();
            let empty = self.numbered(Document::empty(), learning);
            self.open.push(empty);
        }
        let mut tab = self.open.remove(place);
        tab.put_down();
        if place < self.front || self.front == self.open.len() {
            self.front -= 1;
        }
        self.remember_closed(tab, place);
    }

    /// Closes the document called `id` so that it cannot come back.
    pub(in crate::app) fn close_for_good(&mut self, id: DocumentId) {
        self.close(id);
        self.closed.retain(|closed| closed.tab.document.id() != id);
    }

    /// Brings the document back that was closed last.
    pub(in crate::app) fn reopen(&mut self) {
        if let Some(closed) = self.closed.pop() {
            self.bring_back(closed);
        }
    }

    /// Has `document` trained without being shown. The data set at hand need not be read twice.
    pub(in crate::app) fn hide(&mut self, document: Document) {
        let before = self.hidden.as_ref().unwrap_or_else(|| self.front());
        let learning = before.learning.for_another();
        self.hidden = Some(self.numbered(document, learning));
    }

    /// Brings the document called `id` to the front, even where it was closed or never shown.
    pub(in crate::app) fn show_or_reopen(&mut self, id: DocumentId) {
        let is_hidden = |tab: &mut Tab| tab.document.id() == id;
        if let Some(tab) = self.hidden.take_if(is_hidden) {
            self.insert_in_front(self.front + 1, tab);
            return;
        }
        let mut closed = self.closed.iter();
        match closed.position(|closed| closed.tab.document.id() == id) {
            Some(index) => {
                let closed = self.closed.remove(index);
                self.bring_back(closed);
            }
            None => {
                self.show(id);
            }
        }
    }

    fn bring_back(&mut self, Closed { tab, place }: Closed) {
        self.insert_in_front(place, tab);
    }

    /// Shows `tab`, at `place` of those that are open. A document in front that was never touched makes room.
    fn insert_in_front(&mut self, place: usize, tab: Tab) {
        self.front_mut().put_down();
        if self.front().document.is_untouched() {
            self.open[self.front] = tab;
            return;
        }
        self.front = place.min(self.open.len());
        self.open.insert(self.front, tab);
    }

    fn remember_closed(&mut self, mut tab: Tab, place: usize) {
        if tab.document.is_untouched() {
            return;
        }
        tab.learning.let_go_of_data();
        self.closed.push(Closed { tab, place });
        if self.closed.len() > MOST_CLOSED {
            // A training of a closed document goes on, and somebody may want to come back to it.
            let mut closed = self.closed.iter();
            if let Some(oldest) = closed.position(|closed| !closed.tab.learning.is_busy()) {
                let oldest = self.closed.remove(oldest).tab.document;
                let run = oldest.run_of_arrival_alone().map(Path::to_owned);
                self.forgotten_runs.extend(run);
            }
        }
    }

    fn numbered(&mut self, mut document: Document, learning: Learning) -> Tab {
        self.last_id += 1;
        document.set_id(DocumentId(self.last_id));
        Tab::new(document, learning)
    }

    fn place_of(&self, id: DocumentId) -> Option<usize> {
        self.documents().position(|document| document.id() == id)
    }
}
