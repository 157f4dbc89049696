//! Files of PyTorch: archives, streams of pickles.

#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| netsmith_fuzz::open(bytes, "pt"));
