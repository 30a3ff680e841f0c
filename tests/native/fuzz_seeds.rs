//! The fuzzer's targets, over what it begins with.

use daping::data::published::Index;

use crate::json_cases::mappings::MAPPINGS;
use crate::json_cases::pages::{INDEX, PAGE};
use crate::json_cases::{PAGES, all, outlines, sheets, sources, tables};
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
    for (_, bytes) in PAGES {
        fuzz_bodies::pages(bytes);
        (0..bytes.len()).for_each(|end| fuzz_bodies::pages(&bytes[..end]));
    }
    for entry in std::fs::read_dir("public/boards").unwrap() {
        let bytes = std::fs::read(entry.unwrap().path()).unwrap();
        fuzz_bodies::board(&bytes);
        (0..bytes.len()).step_by(997).for_each(|end| fuzz_bodies::board(&bytes[..end]));
    }
    for (_, bytes) in tables() {
        fuzz_bodies::csv(&bytes);
    }
    for (_, bytes) in sheets() {
        fuzz_bodies::xlsx(&bytes);
    }
}

#[test]
fn the_fuzzers_pages_are_pages() {
    assert!(Index::read(INDEX).is_ok());
    assert!(daping::data::columns::read(PAGE).is_ok());
}

#[test]
fn bins_as_wide_as_no_number_are_no_index() {
    let endless = String::from_utf8_lossy(INDEX).replace(r#""bin": 2"#, r#""bin": 1e400"#);
    fuzz_bodies::pages(endless.as_bytes());
    assert!(Index::read(endless.as_bytes()).is_err());
}

#[test]
fn the_fuzzers_mappings_are_mappings() {
    for (mapping, _) in MAPPINGS {
        let _: daping::data::source::Source = rows::read(mapping);
    }
}
