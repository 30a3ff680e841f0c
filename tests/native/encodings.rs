//! Tables in text as offices write them: in other encodings, with other marks between cells, with
//! line ends in cells, and broken off.

use std::fmt::Write;

use daping::data::source::Source;
use daping::data::{Answer, Asked, Audience, Reading, read};
use daping::issue::{Issue, Lang, Level};
use encoding_rs::{Encoding, GB18030, GBK};
use proptest::prelude::*;

use crate::fuzz_bodies::{assert_same, in_pieces};
use crate::rows::read as read_json;

fn source() -> Source {
    read_json(r#"{"url":"people.csv","fields":{"姓名":{},"镇":{},"人数":{"type":"number"}}}"#)
}

/// Whole, and in pieces of every size that may matter, an answer says the same.
fn ask(source: &Source, bytes: &[u8]) -> Result<Reading, Issue> {
    let asked = Asked { name: "people", source, audience: Audience::Internal, utc_offset: 28_800 };
    let whole = read(&asked, &Answer { bytes, content_type: None });
    for size in [1, 3, 16, 1_000] {
        assert_same(&whole, &in_pieces(&asked, bytes, size));
    }
    whole
}

fn rows(reading: &Reading) -> Vec<String> {
    let table = &reading.table;
    let text = |row, field| table.text(row, field).unwrap_or("-");
    let number = |row| table.number(row, "人数").unwrap_or(-1.0);
    let line = |row| format!("{}|{}|{}", text(row, "姓名"), text(row, "镇"), number(row));
    (0..table.rows()).map(line).collect()
}

fn in_encoding(encoding: &'static Encoding, text: &str) -> Vec<u8> {
    let (bytes, _, unknown) = encoding.encode(text);
    assert!(!unknown);
    bytes.into_owned()
}

fn utf16(text: &str, mark: [u8; 2], unit: fn(u16) -> [u8; 2]) -> Vec<u8> {
    mark.into_iter().chain(text.encode_utf16().flat_map(unit)).collect()
}

const TABLE: &str = "姓名,镇,人数\r\n王小明,云阳镇,3\r\n李䶮,\"皇后\r\n乡\",4\r\n";

#[test]
fn a_table_is_the_same_in_every_encoding() {
    let marked = [b"\xEF\xBB\xBF", TABLE.as_bytes()].concat();
    for (bytes, encoding) in [
        (TABLE.as_bytes().to_vec(), None),
        (marked, None),
        (in_encoding(GB18030, TABLE), Some("GB18030")),
        (utf16(TABLE, [0xFF, 0xFE], u16::to_le_bytes), Some("UTF-16LE")),
        (utf16(TABLE, [0xFE, 0xFF], u16::to_be_bytes), Some("UTF-16BE")),
    ] {
        let reading = ask(&source(), &bytes).expect("rows");
        assert_eq!(rows(&reading), ["王小明|云阳镇|3", "李䶮|皇后  乡|4"], "{encoding:?}");
        let said: Vec<String> = reading.issues.iter().map(|own| own.say(Lang::Zh)).collect();
        let note = encoding.map(|name| format!("people:文字不是 UTF-8,已按 {name} 读取"));
        assert_eq!(said, Vec::from_iter(note));
        assert!(reading.issues.iter().all(|own| own.level == Level::Notice));
    }
}

#[test]
fn a_table_may_begin_with_a_long_stretch_of_ascii() {
    let mut text = String::from("姓名,镇,人数\n");
    text = text.replace("姓名,镇,人数", "name,town,people");
    for at in 0..5_000 {
        let _ = writeln!(text, "a{at},b,{at}");
    }
    text += "王小明,云阳镇,7\n";
    let source: Source = read_json(
        r#"{"url":"a.csv","fields":{"姓名":{"at":"name"},"镇":{"at":"town"},
        "人数":{"at":"people","type":"number"}}}"#,
    );
    let reading = ask(&source, &in_encoding(GBK, &text)).expect("rows");
    assert_eq!(rows(&reading).last().map(String::as_str), Some("王小明|云阳镇|7"));
}

#[test]
fn cells_are_parted_by_what_the_first_line_has_most_of() {
    for text in [
        "姓名;镇;人数\n王小明;云阳镇;3\n李红;\"皇;后,乡\";4\n",
        "姓名\t镇\t人数\n王小明\t云阳镇\t3\n李红\t皇;后,乡\t4\n",
        "姓名,镇,人数\n王小明,云阳镇,3\n李红,\"皇;后,乡\",4",
    ] {
        let reading = ask(&source(), text.as_bytes()).expect("rows");
        assert_eq!(rows(&reading), ["王小明|云阳镇|3", "李红|皇;后,乡|4"], "{text}");
        assert_eq!(reading.issues, []);
    }
}

#[test]
fn a_cell_that_breaks_off_in_its_quotes_is_said() {
    let whole = "姓名,镇,人数\n王小明,云阳镇,3\n李红,\"皇后乡,4\n";
    let issue = ask(&source(), whole.as_bytes()).expect_err("no rows");
    let expected = format!("people:内容在第 {} 字节处中断或不合法,应为 CSV (UTF-8)", whole.len());
    assert_eq!(issue.say(Lang::Zh), expected);
    // Quotes that are shut, or stand inside of a cell, break nothing off.
    for end in ["\"皇后乡\"", "\"皇后乡\",", "皇后\"乡", "\"\"", "\"a\"\"\""] {
        assert!(ask(&source(), format!("姓名,镇,人数\n李红,{end}").as_bytes()).is_ok(), "{end}");
    }
}

#[test]
fn what_fits_no_encoding_is_said_with_its_place() {
    for (bytes, at) in [
        ("姓名,镇,人数\n王小明,\u{1}".as_bytes().to_vec(), None),
        ([TABLE.as_bytes(), b"\xFF\xFF,,\n"].concat(), Some(TABLE.len())),
        // Binary that would be Chinese by its bytes alone.
        ([TABLE.as_bytes(), b"\x81\x40\x01\x02,,\n"].concat(), Some(TABLE.len())),
    ] {
        let said = ask(&source(), &bytes).map_err(|issue| issue.say(Lang::En));
        let expected = at.map(|at| {
            format!(
                "people: the text breaks off or is not valid at byte {at}; expected CSV (UTF-8)"
            )
        });
        assert_eq!(said.err(), expected);
    }
    let odd = utf16(TABLE, [0xFF, 0xFE], u16::to_le_bytes);
    assert!(ask(&source(), &odd[..odd.len() - 1]).is_err());
}

proptest! {
    #[test]
    fn any_chinese_is_read_back(cells in prop::collection::vec("[一-龥a-z0-9]{1,8}", 2..60)) {
        let mut text = String::from("姓名,镇,人数\n");
        for pair in cells.chunks_exact(2) {
            let _ = writeln!(text, "{},{},1", pair[0], pair[1]);
        }
        let plain = ask(&source(), text.as_bytes()).expect("rows");
        let other = ask(&source(), &in_encoding(GBK, &text)).expect("rows");
        prop_assert_eq!(rows(&plain), rows(&other));
    }

    #[test]
    fn no_bytes_break_it(bytes in prop::collection::vec(any::<u8>(), 0..400), mark in 0usize..4) {
        let marks = [b"".as_slice(), b"\xFF\xFE", b"\xFE\xFF", "姓".as_bytes()];
        let _ = ask(&source(), &[marks[mark], &bytes].concat());
    }
}
