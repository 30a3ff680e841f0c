//! The fuzzer's five targets, over what it begins with.

use crate::json_cases::mappings::MAPPINGS;
use crate::json_cases::{all, outlines, sheets, sources, tables};
use crate::{fuzz_bodies, rows};

#[test]
fn the_fuzzers_seeds_hold() {
    for (_, bytes) in all() {
        fuzz_bodies::json(&bytes);
    }
    for (_, bytes) in outlines() {
        fuzz_bodies::outline(bytes.as_bytes());
    }
    for (_, bytes) in sources(all()) {
        fuzz_bodies::source(&bytes);
    }
    for (_, bytes) in tables() {
        fuzz_bodies::csv(&bytes);
    }
    for (_, bytes) in sheets() {
        fuzz_bodies::xlsx(&bytes);
    }
}

#[test]
fn the_fuzzers_mappings_are_mappings() {
    for (mapping, _) in MAPPINGS {
        let _: daping::data::source::Source = rows::read(mapping);
    }
}
