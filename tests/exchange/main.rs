//! Files of other programs from outside: opened, and held against what the program itself says about the same pictures.

#![allow(
    clippy::disallowed_methods,
    clippy::panic,
    clippy::unwrap_used,
    reason = "the files are our own, and clippy spares tests but not the functions that tests share"
)]

mod burn_program;
mod elsewhere;
mod hostile;
mod keras;
mod onnx;
mod own;
mod support;
