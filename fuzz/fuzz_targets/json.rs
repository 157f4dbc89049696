//! Networks of Keras as JSON, which is what archives hold, too.

#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| netsmith_fuzz::open(bytes, "json"));
