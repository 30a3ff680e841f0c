//! What leaves the wall: rows for spreadsheets, codes for cameras, the dialog of keys.

use csv_core::{ReadRecordResult, Reader};
use daping::board::page;
use daping::data::table::{Table, Type, Value};
use daping::issue::Lang;
use daping::panel::csv::csv;
use daping::panel::kind::Kind;
use daping::panel::{Pose, roster, table};
use proptest::prelude::*;

use crate::golden::golden_page;
use crate::rows::{field, numbers, read, texts};

const OFFSET: i32 = 8 * 3_600;

/// Lines of cells, as any spreadsheet reads them. Empty lines are none.
fn read_back(bytes: &[u8]) -> Vec<Vec<String>> {
    let mut input = bytes.strip_prefix("\u{feff}".as_bytes()).expect("a byte order mark");
    let (mut reader, mut lines) = (Reader::new(), Vec::new());
    let (mut out, mut ends) = (vec![0; bytes.len() + 8], vec![0; 64]);
    loop {
        let (result, taken, wrote, count) = reader.read_record(input, &mut out, &mut ends);
        input = &input[taken..];
        match result {
            ReadRecordResult::Record => {
                assert!(wrote <= out.len());
                let from = |at: usize| if at == 0 { 0 } else { ends[at - 1] };
                let cell = |at| String::from_utf8(out[from(at)..ends[at]].to_vec()).unwrap();
                lines.push((0..count).map(cell).collect());
            }
            ReadRecordResult::End => return lines,
            ReadRecordResult::InputEmpty => input = &[],
            other => panic!("{other:?}"),
        }
    }
}

fn people() -> Table {
    Table::new(vec![
        texts("姓名", &["张*", "=1+1", "王,\"二\"", "+86"]),
        texts("去向", &["浙江\r\n杭州", "-", "\u{ff1d}A1", "@home"]),
        numbers("人数", "名", &[-3.0, 1_204.5, f64::NAN, -0.0]),
        field("日期", "", Type::Date, &[18_313, 18_302, 18_313, 18_313].map(Value::Day)),
        field("复工", "", Type::Flag, &[true, false, true, true].map(Value::Flag)),
        field("时间", "", Type::Time, &[Value::Time(1_582_243_200); 4]),
    ])
}

fn lines(kind: &Kind, pose: &Pose, rows: &Table, stamp: &[&str]) -> Vec<Vec<String>> {
    let stamp: Vec<String> = stamp.iter().map(|said| said.to_string()).collect();
    read_back(&csv((kind, pose), rows, &stamp, OFFSET, Lang::Zh))
}

#[test]
fn a_file_has_heads_rows_and_a_stamp() {
    let kind = Kind::named("line").unwrap();
    let read = lines(&kind, &Pose::default(), &people(), &["返岗", "=筛选"]);
    let expected: [&[&str]; 7] = [
        &["姓名", "去向", "人数(名)", "日期", "复工", "时间"],
        &["张*", "浙江\r\n杭州", "-3", "2020-02-21", "是", "2020-02-21 08:00"],
        &["'=1+1", "'-", "1204.5", "2020-02-10", "否", "2020-02-21 08:00"],
        &["王,\"二\"", "'\u{ff1d}A1", "", "2020-02-21", "是", "2020-02-21 08:00"],
        &["'+86", "'@home", "0", "2020-02-21", "是", "2020-02-21 08:00"],
        &["返岗"],
        &["'=筛选"],
    ];
    assert_eq!(read, expected);
    let bytes = csv((&kind, &Pose::default()), &people(), &["返岗".into()], OFFSET, Lang::Zh);
    let text = String::from_utf8(bytes).unwrap();
    assert!(text.contains("\r\n\r\n返岗\r\n") && text.ends_with("返岗\r\n"), "{text}");
}

#[test]
fn a_roster_and_a_table_give_their_own_columns_in_their_order() {
    let columns = read(r#"["人数", "姓名"]"#);
    let roster = Kind::Roster(roster::Options { columns, ..roster::Options::default() });
    let read = lines(&roster, &Pose::default(), &people(), &[]);
    assert_eq!(read[0], ["人数(名)", "姓名"]);
    let table = Kind::Table(table::Options::default());
    let sorted = Pose { sort: Some((2, false)), ..Pose::default() };
    let read = lines(&table, &sorted, &people(), &[]);
    let counts: Vec<&str> = read[1..].iter().map(|line| line[2].as_str()).collect();
    assert_eq!(counts, ["-3", "0", "1204.5", ""]);
}

#[test]
fn a_panel_without_a_row_has_its_heads() {
    let kind = Kind::named("rank").unwrap();
    let empty = people().emptied();
    assert_eq!(lines(&kind, &Pose::default(), &empty, &["返岗"]).len(), 2);
    assert_eq!(lines(&kind, &Pose::default(), &Table::default(), &["返岗"]).len(), 1);
}

/// Every sign that can begin a formula, what CSV itself means something by, and ordinary letters.
const SIGNS: &str = "[=+\\-@\\t\\r\\n\u{ff1d}\u{ff0b}\u{ff0d}\u{ff20},\"'a王 ]{0,6}";

proptest! {
    #[test]
    fn no_text_begins_a_formula_and_every_cell_comes_back(
        cells in prop::collection::vec((SIGNS, SIGNS, any::<f64>()), 1..12)
    ) {
        let first: Vec<&str> = cells.iter().map(|(text, ..)| text.as_str()).collect();
        let second: Vec<&str> = cells.iter().map(|(_, text, _)| text.as_str()).collect();
        let third: Vec<f64> = cells.iter().map(|(.., number)| *number).collect();
        let rows = Table::new(vec![texts("=甲", &first), texts("乙", &second), numbers("丙", "", &third)]);
        let read = lines(&Kind::named("bar").unwrap(), &Pose::default(), &rows, &["+1"]);
        prop_assert_eq!(read.len(), cells.len() + 2);
        for (line, (one, two, number)) in read[1..].iter().zip(&cells) {
            prop_assert_eq!(line.len(), 3);
            for (cell, text) in line.iter().zip([one, two]) {
                let bare = cell.strip_prefix('\'').filter(|_| cell != text).unwrap_or(cell);
                prop_assert_eq!(bare, text);
                let begins = "=+-@\t\r\n\u{ff1d}\u{ff0b}\u{ff0d}\u{ff20}".chars();
                let is_formula = begins.into_iter().any(|sign| cell.starts_with(sign));
                prop_assert!(!is_formula);
            }
            if number.is_finite() {
                prop_assert_eq!(line[2].parse::<f64>().unwrap(), *number);
            } else {
                prop_assert_eq!(line[2].as_str(), "");
            }
        }
        prop_assert_eq!(read[0][0].as_str(), "'=甲");
        prop_assert_eq!(read[cells.len() + 1][0].as_str(), "'+1");
    }
}

/// What a camera reads of a code: each module four pixels wide, with the rim of the page's.
fn scanned(text: &str) -> String {
    const PIXELS: usize = 4;
    let code = page::modules(text).expect("a code");
    let side = (code.size + 8) * PIXELS;
    let dark = |x: usize, y: usize| {
        let at = |v: usize| (v / PIXELS).checked_sub(4).filter(|v| *v < code.size);
        at(x).zip(at(y)).is_some_and(|(x, y)| code.dark[y * code.size + x])
    };
    let mut picture = rqrr::PreparedImage::prepare_from_bitmap(side, side, dark);
    let grids = picture.detect_grids();
    assert_eq!(grids.len(), 1, "{text}");
    grids[0].decode().expect("a readable code").1
}

#[test]
fn a_camera_reads_the_address_back() {
    let long = format!("https://wall.example/?board=nanzhao&p.town={}", "%E4%BA%91".repeat(80));
    for text in ["http://127.0.0.1:8080/", "https://wall.example/?board=南召&lang=en", &long] {
        assert_eq!(scanned(text), text);
    }
}

#[test]
fn an_address_that_is_too_long_is_said() {
    let long = "a".repeat(4_000);
    assert_eq!(page::modules(&long), None);
    let said = daping::look::markup::html(&page::code(&long, Lang::Zh));
    assert!(said.contains("地址太长") && !said.contains("<svg"), "{said}");
}

#[test]
fn the_tools_are_pages_too() {
    golden_page("tools-help", &page::help(Lang::Zh));
    golden_page("tools-help-en", &page::help(Lang::En));
    golden_page("tools-code", &page::code("https://wall.example/?board=nanzhao", Lang::Zh));
    golden_page("tools-seek", &page::seek(Some(" 云阳 "), 12, Lang::Zh));
    golden_page("tools-seek-en", &page::seek(Some(""), 0, Lang::En));
}
