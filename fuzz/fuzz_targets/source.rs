//! A mapping of a source, a NUL byte, and an answer.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| daping_fuzz::bodies::source(bytes));
