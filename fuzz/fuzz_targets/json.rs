//! Any bytes as an answer in JSON.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| daping_fuzz::bodies::json(bytes));
