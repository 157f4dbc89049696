//! Where panels leave their commands until the frame is painted.

use super::Command;
use crate::graph::{Edit, Problem};

/// How many layers are measured in one frame to find out which repairs work: some milliseconds. A network of more is measured
/// once a frame.
const MEASURED_A_FRAME: usize = 6_000;

/// The commands sent during one frame, in order. Panels push, one place takes and applies.
#[derive(Debug, Default)]
pub struct Commands {
    sent: Vec<Command>,
    looked_at: Option<Edit>,
    measured: usize,
    is_trying: bool,
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

    /// Says that the repairs of `problem` are in view. They are tried, as far as there is time in this frame, unless they
    /// were; the next frames go on.
    pub fn look_for_repairs(&mut self, problem: &Problem) {
        while problem.known_repairs().is_none() && self.measured < MEASURED_A_FRAME {
            self.measured += problem.try_next_repair();
        }
        self.is_trying |= problem.known_repairs().is_none();
    }

    /// Whether repairs that were in view during this frame are still to be tried.
    pub(in crate::app) fn take_trying(&mut self) -> bool {
        self.measured = 0;
        std::mem::take(&mut self.is_trying)
    }

    /// Takes everything sent so far.
    pub(in crate::app) fn take(&mut self) -> Vec<Command> {
        std::mem::take(&mut self.sent)
    }
}
