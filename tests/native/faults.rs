//! The faults that a wall is to bear, by their numbers: a test that injects one says `B` and its number in
//! its name or above it, and none is without a test.
//!
//! | | | | |
//! | --- | --- | --- | --- |
//! | 1 | nothing answers | 16 | out of memory |
//! | 2 | 500, 502, 503 | 17 | the browser's process dies |
//! | 3 | a web page in place of data | 18 | the graphics card's context is lost, or there is none |
//! | 4 | half of an answer | 19 | the log-in ends |
//! | 5 | no rows | 20 | storage that is full, shut or broken |
//! | 6 | an answer that hangs or drips | 21 | a broken or old service worker |
//! | 7 | answers out of order | 22 | plain http, mixed content, another site, the local network |
//! | 8 | data that stands still | 25 | too much of anything |
//! | 9 | clocks that are wrong | 26 | strange names and numbers |
//! | 10 | a hidden page | 27 | timers beyond their range |
//! | 11 | a machine that slept | 28 | fields that go, come or change |
//! | 12 | a deploy under an open page | 29 | another size or another screen |
//! | 13 | an old index, a page in place of a file | 30 | a hundred other boards |
//! | 14 | a flipped byte of the program | 23 | rows under seal on plain http |
//! | 15 | a panic | 24 | another key, a changed byte, an older publish |

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

const ALL: std::ops::RangeInclusive<u32> = 1..=30;

/// The numbers before a colon: `B3:`, `B22, B23:`.
fn numbers(text: &str, found: &mut BTreeSet<u32>) {
    for (at, _) in text.match_indices('B') {
        let after = &text[at + 1..];
        let digits = after.len() - after.trim_start_matches(|c: char| c.is_ascii_digit()).len();
        let begins = !text[..at].ends_with(|c: char| c.is_alphanumeric());
        let rest = &after[digits..];
        let listed = rest.starts_with(':') || rest.starts_with(", B");
        if let (true, true, Ok(number)) = (begins, listed, after[..digits].parse()) {
            found.insert(number);
        }
    }
}

fn walk(folder: &Path, found: &mut BTreeSet<u32>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let is_test = path.extension().is_some_and(|end| end == "rs" || end == "mjs");
        if path.is_dir() {
            walk(&path, found);
        } else if is_test && !path.ends_with("native/faults.rs") {
            numbers(&fs::read_to_string(&path).unwrap(), found);
        }
    }
}

#[test]
fn every_fault_has_a_test_with_its_number() {
    let mut found = BTreeSet::new();
    walk(Path::new("tests"), &mut found);
    let without: Vec<u32> = ALL.filter(|row| !found.contains(row)).collect();
    assert!(without.is_empty(), "no test says that it injects {without:?}");
}

#[test]
fn numbers_are_read_from_names() {
    let mut found = BTreeSet::new();
    numbers("name: 'B3: a portal', 'B22, B23: plain', ABB9: no, B7 no, B: no, B12:", &mut found);
    assert_eq!(found.into_iter().collect::<Vec<_>>(), [3, 12, 22, 23]);
}
