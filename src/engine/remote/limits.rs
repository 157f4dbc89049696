//! What a server grants: to how many, for how long, in how much memory.

use std::time::Duration;

use crate::engine::memory::available_bytes;
use crate::message;
use crate::text::Message;

use super::line::{Line, LineEnd};

/// The bounds of a server.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Sessions at a time.
    pub sessions: usize,
    /// A session that computes nothing for so long ends.
    pub idle: Duration,
    /// What all sessions may hold together, in bytes; none where the system does not say what is held (Linux does).
    pub memory: Option<u64>,
    /// How long the server is there; none for as long as it is let.
    pub life: Option<Duration>,
}

impl Default for Limits {
    /// For a few people; three quarters of what is free now.
    fn default() -> Self {
        Self {
            sessions: 4,
            idle: Duration::from_mins(30),
            memory: available_bytes().map(|bytes| bytes / 4 * 3),
            life: None,
        }
    }
}

impl Limits {
    /// Why this session must end now; none where it may go on. The memory is looked at by [`Limits::is_too_much`].
    pub(super) fn forbids(&self, line: &Line) -> Option<LineEnd> {
        let is_idle = line.unused_for() >= self.idle;
        is_idle.then(|| LineEnd::Ended(self.idle_message()))
    }

    /// Whether a process that holds `bytes` now and held `before` without any session is over the bound.
    pub(super) fn is_too_much(&self, before: u64, bytes: u64) -> bool {
        let held = bytes.saturating_sub(before);
        self.memory.is_some_and(|most| held > most)
    }

    fn idle_message(&self) -> Message {
        message!("serve-idle", minutes = self.idle.as_secs() / 60)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn memory_counts_from_what_the_server_holds_without_anybody() {
        let limits = Limits {
            memory: Some(100),
            ..Limits::default()
        };
        assert!(!limits.is_too_much(50, 150));
        assert!(limits.is_too_much(50, 151));
        let unbounded = Limits {
            memory: None,
            ..limits
        };
        assert!(!unbounded.is_too_much(0, u64::MAX));
    }
}
