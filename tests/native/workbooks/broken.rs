//! What is no workbook, or a bad one: a sentence for each, memory bounded, and no bytes that break it.

use daping::data::source::Source;
use daping::issue::{Issue, Lang};
use proptest::prelude::*;

use super::ask;
use super::make::{book, lines};
use crate::packages::{BARE, package, row_xml, sheet_of, sheet_xml};
use crate::rows::read as read_json;

fn source() -> Source {
    read_json(r#"{"url":"people.xls","fields":{"姓名":{},"镇":{}}}"#)
}

fn refused(bytes: &[u8]) -> [String; 2] {
    let issue: Issue = ask(&source(), bytes).expect_err("no rows");
    [Lang::Zh, Lang::En].map(|lang| issue.say(lang))
}

/// Bytes, and what is said of them in both languages.
fn says(bytes: &[u8], zh: &str, en: &str) {
    assert_eq!(refused(bytes), [format!("people:{zh}"), format!("people: {en}")]);
}

fn ole(word: &str) -> Vec<u8> {
    let wide: Vec<u8> = word.encode_utf16().flat_map(u16::to_le_bytes).collect();
    [b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1".as_slice(), &[0; 500], &wide, &[0; 12]].concat()
}

fn good() -> Vec<u8> {
    book(|sheet| lines(sheet, 0, &["姓名|镇", "王|云阳镇"]))
}

#[test]
fn what_is_taken_for_a_workbook_is_named() {
    let other = |zh: &str, en: &str| {
        [
            format!("这是{zh},不是 .xlsx 工作簿;请用 Excel 或 WPS 打开,另存为 .xlsx"),
            format!(
                "this is {en}, not a workbook (.xlsx); open it in Excel or WPS and save it as .xlsx"
            ),
        ]
    };
    let page = b"<html xmlns:x=\"urn:schemas-microsoft-com:office:excel\"><table><tr><td>";
    let xml = b"<?xml version=\"1.0\"?><Workbook xmlns=\"urn:schemas-microsoft-com\">";
    for (bytes, [zh, en]) in [
        (page.to_vec(), other("一个网页(HTML)", "a web page (HTML)")),
        (xml.to_vec(), other("一个 XML 文件", "an XML file")),
        (
            ole("Workbook"),
            other("Excel 97–2003 的旧格式(.xls)", "in Excel's format of 1997 to 2003 (.xls)"),
        ),
        (ole("WordDocument"), other("另一种文件或压缩包", "some other file or archive")),
        (
            package(&[("mimetype", b"application/vnd"), ("content.xml", b"<x/>")]),
            other("OpenDocument 格式(.ods)", "in the OpenDocument format (.ods)"),
        ),
        (
            package(&[("xl/workbook.bin", b"..")]),
            other("二进制格式(.xlsb)", "in the binary format (.xlsb)"),
        ),
        (
            package(&[("word/document.xml", b"<x/>")]),
            other("另一种文件或压缩包", "some other file or archive"),
        ),
    ] {
        says(&bytes, &zh, &en);
    }
}

#[test]
fn a_password_is_said() {
    says(
        &ole("EncryptedPackage"),
        "工作簿有密码,读不了;请在 Excel 或 WPS 中去掉密码后另存",
        "the workbook has a password; take it off in Excel or WPS and save again",
    );
}

#[test]
fn a_workbook_without_a_table() {
    says(
        &book(|_| Ok(())),
        "文件里没有数据:应有一行列名和至少一行内容(隐藏的工作表不读)",
        "there is nothing in the file; expected a line of column names and a row (hidden sheets are not read)",
    );
    says(
        &book(|sheet| lines(sheet, 0, &["王|13812341234", "李|13912341234"])),
        "没有找到表头:应有一行列名(如 姓名、电话),请在数据上方加上一行列名",
        "no head was found; expected a line of column names above the rows",
    );
}

#[test]
fn a_workbook_that_breaks_off() {
    let whole = good();
    let broken = [
        "people:工作簿已损坏或没有传完,应为完整的 .xlsx 文件",
        "people: the workbook is damaged or breaks off; expected a whole .xlsx file",
    ];
    for cut in [16, 100, whole.len() / 2, whole.len() - 1] {
        assert_eq!(refused(&whole[..cut]), broken, "{cut}");
    }
    let sheet = sheet_xml(&row_xml(1, &["姓名", "镇"]));
    assert!(ask(&source(), &sheet_of(sheet.as_bytes())).is_ok());
    assert_eq!(refused(&sheet_of(&sheet.as_bytes()[..sheet.len() - 30])), broken);
    // A damaged picture is nobody's loss, a damaged sheet is.
    let mut parts: Vec<(&str, &[u8])> =
        BARE.iter().map(|(name, text)| (*name, text.as_bytes())).collect();
    parts.push(("xl/worksheets/sheet1.xml", sheet.as_bytes()));
    parts.push(("xl/media/a.png", b"a picture of nothing at all"));
    let mut bytes = package(&parts);
    assert!(ask(&source(), &bytes).is_ok());
    let at = bytes.windows(14).rposition(|own| own == b"xl/media/a.png").expect("a name");
    // The checksum in the list of parts.
    bytes[at - 30] ^= 1;
    assert!(ask(&source(), &bytes).is_ok());
}

#[test]
fn crowds_of_parts_and_styles_are_refused() {
    let crowded = [
        "people:工作簿里的部件、文字或样式多得不合常理,未采用",
        "people: the workbook has more parts, texts or styles than any real one; not read",
    ];
    let names: Vec<String> = (0..10_001).map(|at| format!("xl/{at}")).collect();
    let parts: Vec<(&str, &[u8])> =
        names.iter().map(|name| (name.as_str(), b"".as_slice())).collect();
    assert_eq!(refused(&package(&parts)), crowded);
    let styles =
        format!("<styleSheet><cellXfs>{}</cellXfs></styleSheet>", "<xf/>".repeat(4_000_000));
    let sheet = sheet_xml(&row_xml(1, &["姓名", "镇"]));
    let mut parts: Vec<(&str, &[u8])> =
        BARE.iter().map(|(name, text)| (*name, text.as_bytes())).collect();
    parts.push(("xl/worksheets/sheet1.xml", sheet.as_bytes()));
    parts.push(("xl/styles.xml", styles.as_bytes()));
    assert_eq!(refused(&package(&parts)), crowded);
}

#[test]
fn macros_are_said_and_not_run() {
    let sheet = sheet_xml(&(row_xml(1, &["姓名", "镇"]) + &row_xml(2, &["王", "云阳镇"])));
    let mut parts: Vec<(&str, &[u8])> =
        BARE.iter().map(|(name, text)| (*name, text.as_bytes())).collect();
    parts.push(("xl/worksheets/sheet1.xml", sheet.as_bytes()));
    parts.push(("xl/vbaProject.bin", b"Sub Auto_Open()"));
    let reading = ask(&source(), &package(&parts)).expect("rows");
    assert_eq!(reading.table.rows(), 1);
    let said: Vec<String> = reading.issues.iter().map(|issue| issue.say(Lang::En)).collect();
    assert_eq!(said, ["people: the workbook has macros: its cells were read, nothing was run"]);
}

#[test]
fn cells_far_away_cost_nothing() {
    let far = r#"<row r="1048576"><c r="XFD1048576" t="n"><v>1</v></c></row>"#;
    let sheet = sheet_xml(&(row_xml(1, &["姓名", "镇"]) + &row_xml(2, &["王", "云阳镇"]) + far));
    let reading = ask(&source(), &sheet_of(sheet.as_bytes())).expect("rows");
    assert_eq!(reading.table.rows(), 1);
    // A merge over the whole sheet, a thousand times.
    let merge = r#"<mergeCell ref="A3:XFD1048576"/>"#.repeat(1_000);
    let merged =
        sheet.replace("</worksheet>", &format!("<mergeCells>{merge}</mergeCells></worksheet>"));
    let reading = ask(&source(), &sheet_of(merged.as_bytes())).expect("rows");
    assert_eq!(reading.table.rows(), 1);
}

proptest! {
    #[test]
    fn no_bytes_break_it(at in 0usize..4_000, bytes in prop::collection::vec(any::<u8>(), 1..40)) {
        let mut whole = good();
        let at = at % whole.len();
        let end = (at + bytes.len()).min(whole.len());
        whole.splice(at..end, bytes.iter().copied());
        let _ = ask(&source(), &whole);
        let _ = ask(&source(), &[b"PK\x03\x04".as_slice(), &bytes].concat());
    }

    #[test]
    fn no_cells_break_it(
        cells in prop::collection::vec((0u32..30, 0u16..12, "\\PC{0,12}|[0-9.:/-]{0,20}"), 0..60),
        merges in prop::collection::vec((0u32..30, 0u16..12, 0u32..6, 0u16..6), 0..4),
    ) {
        let mut workbook = rust_xlsxwriter::Workbook::new();
        let sheet = workbook.add_worksheet();
        for (row, column, text) in &cells {
            match text.parse::<f64>() {
                Ok(number) => drop(sheet.write_number(*row, *column, number)),
                Err(_) => drop(sheet.write_string(*row, *column, text)),
            }
        }
        let mut taken: Vec<(u32, u32)> = Vec::new();
        for (row, column, down, right) in &merges {
            // The writer takes none that overlap.
            let rows = (*row, row + down);
            if taken.iter().all(|own| own.1 < rows.0 || rows.1 < own.0) {
                taken.push(rows);
                let plain = rust_xlsxwriter::Format::new();
                drop(sheet.merge_range(*row, *column, rows.1, column + right, "并", &plain));
            }
        }
        let bytes = workbook.save_to_buffer().expect("a workbook");
        if let Ok(reading) = ask(&source(), &bytes) {
            prop_assert!(reading.table.rows() <= 36);
        }
    }

    #[test]
    fn no_sheet_breaks_it(xml in "(<(row|c|v|is|t|f|mergeCell)( (r|s|t|ref)=\"[A-Za-z0-9:]{0,9}\"){0,2}/?>|</(row|c|v|is|t)>|[0-9a-z]{1,6}){0,40}") {
        let _ = ask(&source(), &sheet_of(sheet_xml(&xml).as_bytes()));
        let _ = ask(&source(), &sheet_of(xml.as_bytes()));
    }
}
