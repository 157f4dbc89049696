//! Where panels leave their commands until the frame is painted.

use super::Command;
use crate::graph::Edit;

/// The commands sent during one frame, in order. Panels push, one place takes and applies.
#[derive(Debug, Default)]
pub struct Commands {
    sent: Vec<Command>,
    looked_at: Option<Edit>,
}

impl Commands {
    /// Asks for `command` to be applied once the frame is painted.
    pub fn send(&mut self, command: impl Into<Command>) {
        self.sent.push(command.into());
    }

    /// Asks for several commands, in their order.
    pub(in crate::app) fn extend(&mut self, commands: impl IntoIterator<Item = Command>) {
        self.sent.extend(commands);
    }

    /// Says that the pointer or the keyboard is on a button that would do `edit`.
    pub fn look_at(&mut self, edit: &Edit) {
        self.looked_at = Some(edit.clone());
    }

    /// What the pointer or the keyboard was on during this frame.
    pub(in crate::app) fn take_looked_at(&mut self) -> Option<Edit> {
        self.looked_at.take()
    }

    /// Takes everything sent so far.
    pub(in crate::app) fn take(&mut self) -> Vec<Command> {
        std::mem::take(&mut self.sent)
    }
}
