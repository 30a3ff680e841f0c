//! Any bytes as a file of boundaries.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| daping_fuzz::bodies::outline(bytes));
