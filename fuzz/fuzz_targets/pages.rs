//! Any bytes as an index of published pages, and as a page.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| daping_fuzz::bodies::pages(bytes));
