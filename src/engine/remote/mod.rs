//! Devices of other machines: `netsmith serve` there, `remote:HOST:PORT` here. Burn carries the operations over a WebSocket;
//! what lies between its two ends is ours (`line`), so that a token never travels, nobody is heard who has not proved that
//! they know it, and a server that freezes or a network that is gone is noticed.
//! Never listens on anything but loopback unless asked for in words, never dials what the user has not named, and never
//! writes a token down.
//!
//! ```text
//! Burn's client ─ loopback ─ line ══ network: hello, then frames ══ line ─ loopback ─ Burn's server ─ device
//!                            └ client.rs                            └ gate.rs
//! ```
//!
//! Burn could serve over Iroh, too, which encrypts. It is not used: its endpoints listen on every interface, ask the router
//! for an open port and look for their peers by servers of others unless each of that is turned off, and a tunnel of SSH,
//! which labs have, carries no UDP.

#[cfg(not(feature = "remote"))]
mod absent;
mod address;
#[cfg(feature = "remote")]
mod client;
mod error;
#[cfg(feature = "remote")]
mod gate;
#[cfg(feature = "remote")]
mod hello;
#[cfg(feature = "remote")]
mod limits;
#[cfg(feature = "remote")]
mod line;
#[cfg(feature = "remote")]
mod rooms;
#[cfg(feature = "remote")]
mod serve;
#[cfg(feature = "remote")]
mod token;

#[cfg(not(feature = "remote"))]
pub use absent::{device, holds, loss, traffic};
pub use address::{DEFAULT_PORT, RemoteAddress};
#[cfg(feature = "remote")]
pub use client::{TOKEN_VARIABLE, device, holds, is_known, loss, remember, traffic};
pub use error::RemoteError;
#[cfg(feature = "remote")]
pub use limits::Limits;
#[cfg(feature = "remote")]
pub use serve::{ServeEvent, Server};
#[cfg(feature = "remote")]
pub use token::{LEAST_LETTERS, Token};

/// What went over the network to and from a device, in bytes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Traffic {
    /// To the server.
    pub sent: u64,
    /// From it.
    pub received: u64,
}

/// What went through the connection that was last had to the device of this name; `None` where there was none.
#[must_use]
pub fn traffic_of(name: &str) -> Option<Traffic> {
    traffic(&RemoteAddress::of_name(name).ok()?)
}

/// How the connection was lost that was last had to the device of this name; `None` while it holds, and where there was none.
#[must_use]
pub fn loss_of(name: &str) -> Option<RemoteError> {
    loss(&RemoteAddress::of_name(name).ok()?)
}
