//! What can go wrong between two machines, as sentences: what happened, and what to do.

use thiserror::Error;

use crate::text::Message;
use crate::{message, shown_as_message};

/// Why a device of a server cannot be computed on, or served.
#[derive(Clone, Debug, Error, PartialEq)]
pub enum RemoteError {
    /// A name that says no place.
    Address {
        /// The name.
        found: String,
    },
    /// This build has no code for it.
    NotBuilt {
        /// The name asked for.
        name: String,
    },
    /// Nobody said the server's token.
    NoToken {
        /// `HOST:PORT`.
        server: String,
    },
    /// A token that could be guessed.
    ShortToken {
        /// The least letters.
        least: usize,
    },
    /// Nothing listens there, or the network does not lead there.
    Unreachable {
        /// `HOST:PORT`.
        server: String,
        /// The system's words.
        reason: String,
    },
    /// Something else listens there.
    Stranger {
        /// `HOST:PORT`.
        server: String,
    },
    /// It listens and says nothing.
    Silent {
        /// `HOST:PORT`.
        server: String,
        /// How long it was waited for.
        seconds: u64,
    },
    /// The server knows another token.
    WrongToken {
        /// `HOST:PORT`.
        server: String,
    },
    /// What listens there does not know the token that it asks for.
    Impostor {
        /// `HOST:PORT`.
        server: String,
    },
    /// As many clients are there as it takes.
    Full {
        /// `HOST:PORT`.
        server: String,
    },
    /// It has fewer devices.
    NoSuchDevice {
        /// `HOST:PORT`.
        server: String,
        /// The device asked for, from 0.
        index: usize,
        /// How many there are.
        count: usize,
    },
    /// It was built from another version of Burn.
    OtherVersion {
        /// `HOST:PORT`.
        server: String,
    },
    /// It let us in and then broke off.
    Refused {
        /// `HOST:PORT`.
        server: String,
        /// Burn's words.
        reason: String,
    },
    /// The connection broke while something was computed there.
    Lost {
        /// `HOST:PORT`.
        server: String,
        /// What was seen of it.
        reason: Message,
    },
    /// The server cannot listen where it was asked to.
    Listen {
        /// Where.
        place: String,
        /// The system's words.
        reason: String,
    },
    /// The system gives no thread or no random numbers.
    System {
        /// The system's words.
        reason: String,
    },
}

impl RemoteError {
    /// What it says, as data.
    #[must_use]
    pub fn message(&self) -> Message {
        match self {
            Self::Address { found } => message!("remote-address-unreadable", found = found),
            Self::NotBuilt { name } => message!("remote-not-built", name = name),
            Self::NoToken { server } => message!("remote-no-token", server = server),
            Self::ShortToken { least } => message!("remote-token-short", least = *least),
            Self::Unreachable { server, reason } => {
                message!("remote-unreachable", server = server, reason = reason)
            }
            Self::Stranger { server } => message!("remote-stranger", server = server),
            Self::Silent { server, seconds } => {
                message!("remote-silent", server = server, seconds = *seconds)
            }
            Self::WrongToken { server } => message!("remote-wrong-token", server = server),
            Self::Impostor { server } => message!("remote-impostor", server = server),
            Self::Full { server } => message!("remote-full", server = server),
            Self::NoSuchDevice {
                server,
                index,
                count,
            } => message!(
                "remote-no-such-device",
                server = server,
                index = *index,
                last = count.saturating_sub(1)
            ),
            Self::OtherVersion { server } => message!("remote-other-version", server = server),
            Self::Refused { server, reason } => {
                message!("remote-refused", server = server, reason = reason)
            }
            Self::Lost { server, reason } => {
                message!("remote-lost", server = server, reason = reason)
            }
            Self::Listen { place, reason } => {
                message!("serve-cannot-listen", place = place, reason = reason)
            }
            Self::System { reason } => message!("remote-system", reason = reason),
        }
    }
}

shown_as_message!(RemoteError);
