//! Pictures that may hold a project.

#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| netsmith_fuzz::open(bytes, "png"));
