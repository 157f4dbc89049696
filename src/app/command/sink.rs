//! Where panels leave their commands until the frame is painted.

use super::Command;

/// The commands sent during one frame, in order. Panels push, one place takes and applies.
#[derive(Debug, Default)]
pub struct Commands(Vec<Command>);

impl Commands {
    /// Asks for `command` to be applied once the frame is painted.
    pub fn send(&mut self, command: impl Into<Command>) {
        self.0.push(command.into());
    }

    /// Takes everything sent so far.
    pub(in crate::app) fn take(&mut self) -> Vec<Command> {
        std::mem::take(&mut self.0)
    }
}
