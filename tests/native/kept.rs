//! What the browser keeps for a start without a network: masked rows of boards for everybody, and nothing
//! that was written otherwise.

use daping::board::check;
use daping::data::kept::{self, Kept, MASKS, MOST_BYTES, identity, may_keep};
use daping::data::source::{Mask, Source};
use daping::data::table::{Table, Type, Value};
use daping::data::{Audience, Reading, columns, mask};
use proptest::prelude::*;

use crate::rows::{field, numbers, texts};
use crate::tables::{by_town, rates};

fn kept(table: Table) -> Kept {
    let reading = Reading { table, as_of: Some(1_582_243_200), total: None, issues: Vec::new() };
    Kept { reading, success: 1_582_250_000, age_ms: 90_000 }
}

fn written(table: Table) -> Vec<u8> {
    kept::write(&kept(table)).expect("few rows")
}

#[test]
fn what_is_kept_comes_back_with_its_times() {
    for table in [by_town(), rates(), Table::default()] {
        let before = kept(table);
        let after = kept::read(&kept::write(&before).expect("few rows")).expect("kept rows");
        // Missing numbers are NaN, which equals nothing.
        let bytes = |kept: &Kept| columns::write(&kept.reading.table);
        assert_eq!(bytes(&after), bytes(&before));
        let times =
            |kept: &Kept| (kept.success, kept.age_ms, kept.reading.as_of, kept.reading.total);
        assert_eq!(times(&after), times(&before));
    }
    let mut whole = kept(by_town());
    (whole.reading.as_of, whole.reading.total) = (None, Some(16_600));
    let after = kept::read(&kept::write(&whole).expect("few rows")).expect("kept rows");
    assert_eq!((after.reading.as_of, after.reading.total), (None, Some(16_600)));
}

#[test]
fn every_flipped_bit_and_every_cut_is_told() {
    let good = written(by_town());
    for at in 0..good.len() {
        for bit in 0..8 {
            let mut bad = good.clone();
            bad[at] ^= 1 << bit;
            assert!(kept::read(&bad).is_err(), "bit {bit} of byte {at}");
        }
        assert!(kept::read(&good[..at]).is_err(), "cut at {at}");
    }
    assert!(kept::read(&[&good[..], &[0]].concat()).is_err(), "a byte more");
}

#[test]
fn rows_have_a_print_that_times_do_not_change() {
    let (one, mut other) = (kept(by_town()), kept(by_town()));
    (other.success, other.age_ms) = (1_600_000_000, 5);
    let rows = |kept: &Kept| kept::rows(&kept::write(kept).expect("few rows"));
    assert_eq!(rows(&one), rows(&other));
    assert_ne!(rows(&one), rows(&kept(rates())));
}

#[test]
fn what_is_too_long_is_not_kept() {
    let many = vec![1.5; MOST_BYTES / 8];
    assert_eq!(kept::write(&kept(Table::new(vec![numbers("n", "", &many)]))), None);
    let long = "云".repeat(60);
    let cells: Vec<String> = (0..MOST_BYTES / 150).map(|at| format!("{long}{at}")).collect();
    let cells: Vec<&str> = cells.iter().map(String::as_str).collect();
    assert_eq!(kept::write(&kept(Table::new(vec![texts("t", &cells)]))), None);
    // More cells than bytes are not written out to be counted.
    let flags = vec![Value::Flag(true); MOST_BYTES + 1];
    assert_eq!(kept::write(&kept(Table::new(vec![field("f", "", Type::Flag, &flags)]))), None);
}

#[test]
fn an_age_is_said_only_by_a_clock_that_stands_behind_the_answer() {
    let kept = kept(Table::default());
    for (now, age) in [
        (kept.success, Some(90_000)),
        (kept.success + 3_600, Some(3_690_000)),
        (kept.success - 1, None),
        (0, None),
        (i64::MIN, None),
        (i64::MAX, Some(((i64::MAX - kept.success) as u64).saturating_mul(1_000))),
    ] {
        let said = kept.age_ms(now);
        assert!(said == age || (now == i64::MAX && said == Some(u64::MAX)), "{now}: {said:?}");
    }
}

const BOARD: &str = r#"{"daping": 1, "title": "试", "audience": "public",
 "sources": {"people": {"url": "data/people.json", "fields": {"name": {"mask": "person_name"}}}},
 "panels": {"people": {"kind": "roster", "data": {"from": "people"}}}}"#;

#[test]
fn another_declaration_audience_or_zone_is_another_print() {
    let own = identity(BOARD, 28_800);
    assert_eq!(own, identity(BOARD, 28_800));
    for (old, new) in [
        ("person_name", "hidden"),
        ("\"audience\": \"public\"", "\"audience\": \"internal\""),
        ("data/people.json", "data/persons.json"),
        ("{\"mask\": \"person_name\"}", "{}"),
    ] {
        let other = BOARD.replace(old, new);
        assert_ne!(other, BOARD);
        assert_ne!(identity(&other, 28_800), own, "{new}");
    }
    assert_ne!(identity(BOARD, 0), own);
}

fn source(change: impl Fn(&str) -> String) -> (Audience, Source) {
    let checked = check("boards/t.json", &change(BOARD));
    let source = checked.board.sources.iter().next().map(|(_, source)| source.clone());
    (checked.board.audience, source.unwrap_or_default())
}

#[test]
fn only_rows_that_everybody_may_see_are_kept() {
    let may = |old: &str, new: &str| {
        let (audience, source) = source(|board| board.replace(old, new));
        may_keep(audience, &source)
    };
    assert!(may("", ""));
    assert!(!may("\"public\"", "\"internal\""), "a hall behind a door");
    assert!(!may("\"audience\": \"public\",", ""), "nobody said");
    assert!(!may("\"public\"", "\"everybody\""), "an unknown word");
    assert!(!may("\"url\"", "\"headers_from\": {\"Authorization\": \"token\"}, \"url\""), "a key");
    for local in ["blob:http://x/1", "data:application/json,[]", "file:///x.json"] {
        assert!(!may("data/people.json", local), "{local}");
    }
    assert!(!may("\"url\": \"data/people.json\"", "\"inline\": []"), "it stands in the board");
    assert!(may("\"url\": \"data/people.json\"", "\"sse\": \"https://x.example/events\""));
}

/// What was kept under weaker masks must never be read again: whoever changes what a mask leaves raises
/// `MASKS` and writes the new print here.
#[test]
fn a_mask_that_hides_otherwise_is_another_print() {
    let texts = [
        "王小明",
        "欧阳修",
        "13812345678",
        "0377-66912345",
        "410123199001011234",
        "云阳镇朱阳关村3组",
        "河南省南阳市南召县",
        "6222021234567890123",
        "John Smith",
        "",
    ];
    let kinds = [
        Mask::PersonName,
        Mask::Phone,
        Mask::IdNumber,
        Mask::Address,
        Mask::Destination,
        Mask::Hidden,
    ];
    let mut all = String::new();
    for kind in kinds {
        for text in texts {
            all += &format!("{kind:?} {text} {:?}\n", mask::mask(kind, text, Audience::Public));
        }
    }
    for text in texts {
        all += &format!("{text} {:?}\n", mask::guard(text.into()));
    }
    let print = all.bytes().fold(7_u64, |own, byte| own.wrapping_mul(31).wrapping_add(byte.into()));
    assert_eq!((MASKS, print), (1, 13_172_631_572_251_093_835), "{all}");
}

proptest! {
    #[test]
    fn no_bytes_make_it_panic(bytes in prop::collection::vec(any::<u8>(), 0..300), tail in 0..80usize) {
        let _ = kept::read(&bytes);
        let known = [&b"DPK1"[..], &bytes].concat();
        let _ = kept::read(&known);
        let good = written(by_town());
        let spliced = [&good[..good.len().saturating_sub(tail)], &bytes].concat();
        if !bytes.is_empty() && spliced != good {
            prop_assert!(kept::read(&spliced).is_err());
        }
    }
}
