//! The engine from outside: networks that are built, computed, trained, saved, and compared with Keras.

#![allow(
    clippy::panic,
    clippy::unwrap_used,
    reason = "clippy spares tests, but not the functions that tests share"
)]

mod catalog;
mod devices;
mod golden;
mod health;
mod networks;
mod training;
mod weights;
