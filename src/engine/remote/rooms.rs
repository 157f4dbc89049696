//! Who is in at a server, and who may come in: sessions, places that are kept for those on their way, and passes. Never talks to
//! anybody.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::hello::Pass;
use super::line::Line;

/// Who is in.
#[derive(Debug, Default)]
pub(super) struct Rooms {
    /// Those who were let in, by the number of their session.
    lines: BTreeMap<u64, Arc<Line>>,
    /// Let in, but not connected to Burn yet.
    reserved: usize,
    last_number: u64,
    /// What Burn's server will let in, once each.
    passes: BTreeSet<Pass>,
}

impl Rooms {
    /// Keeps a place for who has this pass, where fewer than `most` are in or on their way.
    pub fn reserve(&mut self, pass: Pass, most: usize) -> bool {
        let is_room = self.lines.len() + self.reserved < most;
        if is_room {
            self.reserved += 1;
            self.passes.insert(pass);
        }
        is_room
    }

    /// Gives a kept place away again.
    pub fn release(&mut self, pass: &Pass) {
        self.reserved -= 1;
        self.passes.remove(pass);
    }

    /// The number of a new session, from 1.
    pub fn next_number(&mut self) -> u64 {
        self.last_number += 1;
        self.last_number
    }

    /// Somebody takes the place that was kept, unless the connection is over already.
    pub fn enter(&mut self, number: u64, line: &Arc<Line>) {
        self.reserved -= 1;
        if line.end().is_none() {
            self.lines.insert(number, Arc::clone(line));
        }
    }

    /// A session is over, and its pass with it.
    pub fn leave(&mut self, number: u64, pass: &Pass) {
        self.lines.remove(&number);
        self.passes.remove(pass);
    }

    /// Whether a pass is good. It is for one.
    pub fn spend(&mut self, pass: &Pass) -> bool {
        self.passes.remove(pass)
    }

    /// Those who are in, who came last at the end.
    pub fn lines(&self) -> Vec<Arc<Line>> {
        self.lines.values().cloned().collect()
    }

    /// Whether nobody is in or on the way.
    pub fn is_empty(&self) -> bool {
        self.lines.is_empty() && self.reserved == 0
    }
}
