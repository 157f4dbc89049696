//! Netsmith.
