//! What is wrong with a lesson's file, line by line.

use crate::message;
use crate::text::{Message, list};

/// One thing that is wrong.
#[derive(Clone, Debug, PartialEq)]
pub struct Fault {
    /// The line that it is in, from 1.
    pub line: usize,
    /// What was expected and what was found.
    pub words: Message,
}

impl Fault {
    pub(super) fn new(line: usize, words: Message) -> Self {
        Self { line, words }
    }

    /// With the line that it is in.
    #[must_use]
    pub fn message(&self) -> Message {
        message!("lesson-fault-at", line = self.line, fault = &self.words)
    }
}

/// Everything that is wrong, in the order of the lines; at least one.
#[derive(Clone, Debug, PartialEq)]
pub struct Faults(pub Vec<Fault>);

/// More faults than these are counted and not told.
const MOST_TOLD: usize = 3;

impl Faults {
    /// The first ones in one sentence.
    #[must_use]
    pub fn message(&self) -> Message {
        let told = self.0.iter().take(MOST_TOLD).map(Fault::message);
        match self.0.len().saturating_sub(MOST_TOLD) {
            0 => message!("lesson-faults", faults = list(told)),
            more => message!("lesson-faults-and-more", faults = list(told), more = more),
        }
    }
}

crate::shown_as_message!(Fault, Faults);
