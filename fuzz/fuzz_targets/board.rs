//! Any bytes as a board file.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| daping_fuzz::bodies::board(bytes));
