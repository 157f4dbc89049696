//! Netsmith.
fn main() {}
