//! Any bytes as a table in text.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| daping_fuzz::bodies::csv(bytes));
