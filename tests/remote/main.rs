//! Devices of other machines, with servers on loopback: what is computed there, who is let in, what is lost and found again,
//! and that the token goes nowhere.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test fails by panicking, its helpers too"
)]

mod computing;
mod losing;
mod processes;
mod refusing;
mod support;
