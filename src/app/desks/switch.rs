//! Opening, closing and changing places. The document in front changes with everything that belongs to it.

use super::parked::Parked;
use super::{Closed, MOST_CLOSED};
use crate::app::state::{Document, DocumentId};
use crate::app::workbench::Workbench;

impl Workbench {
    /// Opens `document` right of the one in front and shows it. A document that was never touched makes room.
    pub(in crate::app) fn open(&mut self, mut document: Document) {
        document.set_id(self.desks.new_id());
        let before = Parked::new(document, self.bench.new_desk()).exchanged_with(self);
        if !before.document.is_untouched() {
            self.desks.parked.insert(self.desks.front, before);
            self.desks.front += 1;
        }
    }

    /// Shows an empty document: one that was never touched, or else a new one.
    pub(in crate::app) fn open_empty(&mut self) {
        let untouched = self.documents().find(|open| open.document.is_untouched());
        match untouched.map(|open| open.document.id()) {
            Some(id) => {
                self.show(id);
            }
            None => self.open(Document::empty()),
        }
    }

    /// Brings the document called `id` to the front; answers whether it is open.
    pub(in crate::app) fn show(&mut self, id: DocumentId) -> bool {
        match self.place_of(id) {
            Some(place) => {
                self.show_at(place);
                true
            }
            None => false,
        }
    }

    /// Brings the document at `place` to the front.
    pub(in crate::app) fn show_at(&mut self, place: usize) {
        let front = self.desks.front;
        if place == front || place >= self.desks.count() {
            return;
        }
        let desk = self.desks.parked.remove(parked_index(place, front));
        let before = desk.exchanged_with(self);
        self.desks.parked.insert(parked_index(front, place), before);
        self.desks.front = place;
    }

    /// Moves the document in front to `place`.
    pub(in crate::app) fn move_front_to(&mut self, place: usize) {
        self.desks.front = place.min(self.desks.parked.len());
    }

    /// Closes the document called `id`; where it was the last one, an empty one takes its place.
    pub(in crate::app) fn close(&mut self, id: DocumentId) {
        let Some(place) = self.place_of(id) else {
            return;
        };
        let front = self.desks.front;
        if place == front {
            self.show_at(if front + 1 < self.desks.count() {
                front + 1
            } else {
                front.saturating_sub(1)
            });
        }
        let desk = if self.desks.parked.is_empty() {
            let mut empty = Document::empty();
            empty.set_id(self.desks.new_id());
            Parked::new(empty, self.bench.new_desk()).exchanged_with(self)
        } else {
            let desk = self
                .desks
                .parked
                .remove(parked_index(place, self.desks.front));
            self.desks.front -= usize::from(place < self.desks.front);
            desk
        };
        self.remember_closed(desk, place);
    }

    /// Closes the document called `id` so that it cannot come back.
    pub(in crate::app) fn close_for_good(&mut self, id: DocumentId) {
        self.close(id);
        self.desks
            .closed
            .retain(|closed| closed.desk.document.id() != id);
    }

    /// Brings the document back that was closed last.
    pub(in crate::app) fn reopen(&mut self) {
        if let Some(closed) = self.desks.closed.pop() {
            self.bring_back(closed);
        }
    }

    /// Brings the document called `id` to the front, even where it was closed.
    pub(in crate::app) fn show_or_reopen(&mut self, id: DocumentId) {
        let mut closed = self.desks.closed.iter();
        match closed.position(|closed| closed.desk.document.id() == id) {
            Some(index) => {
                let closed = self.desks.closed.remove(index);
                self.bring_back(closed);
            }
            None => {
                self.show(id);
            }
        }
    }

    fn bring_back(&mut self, Closed { desk, place }: Closed) {
        let before = desk.exchanged_with(self);
        if before.document.is_untouched() {
            return;
        }
        self.desks.parked.insert(self.desks.front, before);
        self.move_front_to(place);
    }

    fn remember_closed(&mut self, mut desk: Parked, place: usize) {
        if desk.document.is_untouched() {
            return;
        }
        desk.bench.let_go_of_data();
        self.desks.closed.push(Closed { desk, place });
        if self.desks.closed.len() > MOST_CLOSED {
            // A training of a closed document goes on, and somebody may want to come back to it.
            let mut closed = self.desks.closed.iter();
            if let Some(oldest) = closed.position(|closed| !closed.desk.bench.is_busy()) {
                self.desks.closed.remove(oldest);
            }
        }
    }

    fn place_of(&self, id: DocumentId) -> Option<usize> {
        self.documents().position(|open| open.document.id() == id)
    }
}

/// Where the document at `place` is parked while the one at `front` is in front.
fn parked_index(place: usize, front: usize) -> usize {
    place - usize::from(place > front)
}
