//! Any bytes as a workbook, and as a sheet of one.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| daping_fuzz::bodies::xlsx(bytes));
