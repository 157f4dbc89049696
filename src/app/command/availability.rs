//! Whether a command can run now, and if not, why.

use crate::text::Message;

/// The answer to "can it run now?".
#[derive(Debug, Clone, PartialEq)]
pub enum Availability {
    /// It can.
    Ready,
    /// It cannot, for this reason: a sentence that says what to do, without a final dot.
    Blocked(Message),
}

impl Availability {
    /// `Ready` where `condition` holds, else blocked because of what the message `reason` says.
    pub fn when(condition: bool, reason: &'static str) -> Self {
        if condition {
            Self::Ready
        } else {
            Self::Blocked(Message::new(reason))
        }
    }

    /// Whether the command can run.
    pub fn is_ready(&self) -> bool {
        matches!(self, Self::Ready)
    }

    /// Why it cannot run.
    pub fn reason(&self) -> Option<&Message> {
        match self {
            Self::Ready => None,
            Self::Blocked(reason) => Some(reason),
        }
    }
}
