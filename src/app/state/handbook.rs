//! Which page of the handbook is open, and the way to it.

use crate::handbook::CONTENTS;

/// More pages than anybody goes back.
const LONGEST_WAY: usize = 100;

/// The pages that were read one after the other.
#[derive(Debug, Default)]
pub struct Handbook {
    way: Vec<&'static str>,
}

impl Handbook {
    /// The page that is open.
    pub fn front(&self) -> &'static str {
        self.way.last().copied().unwrap_or(CONTENTS)
    }

    /// Whether there is a page before it.
    pub fn can_go_back(&self) -> bool {
        !self.way.is_empty()
    }

    /// Turns to a page.
    pub(in crate::app) fn show(&mut self, page: &'static str) {
        if page != self.front() {
            self.way.push(page);
            let past = self.way.len().saturating_sub(LONGEST_WAY);
            self.way.drain(..past);
        }
    }

    /// Turns back to the page before.
    pub(in crate::app) fn go_back(&mut self) {
        self.way.pop();
    }
}
