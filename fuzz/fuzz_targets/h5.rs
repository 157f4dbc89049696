//! HDF5 files of Keras, 2 and 3.

#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| netsmith_fuzz::open(bytes, "h5"));
