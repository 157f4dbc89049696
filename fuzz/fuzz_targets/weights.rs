//! Weights of Keras into a network that stands.

#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| netsmith_fuzz::load(bytes, "weights.h5"));
