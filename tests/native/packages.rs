//! Workbooks as the packages of parts that they are, written by hand.
//!
//! Deliberately absent: anything else of the tests, because the fuzzer's targets are made of it too.

use std::io::{Cursor, Write};

use zip::ZipWriter;
use zip::write::SimpleFileOptions;

/// A package of these parts.
pub fn package(parts: &[(&str, &[u8])]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in parts {
        zip.start_file(*name, SimpleFileOptions::default()).expect("a part");
        zip.write_all(bytes).expect("bytes");
    }
    zip.finish().expect("a package").into_inner()
}

/// A workbook of one sheet, whose part is this.
pub fn sheet_of(xml: &[u8]) -> Vec<u8> {
    let parts: Vec<(&str, &[u8])> =
        BARE.iter().map(|(name, text)| (*name, text.as_bytes())).collect();
    package(&[parts.as_slice(), &[("xl/worksheets/sheet1.xml", xml)]].concat())
}

/// What stands around the sheet of the smallest workbook.
pub const BARE: [(&str, &str); 4] = [
    (
        "[Content_Types].xml",
        r#"<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>"#,
    ),
    (
        "_rels/.rels",
        r#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>"#,
    ),
    (
        "xl/workbook.xml",
        r#"<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="表一" sheetId="1" r:id="rId1"/></sheets></workbook>"#,
    ),
    (
        "xl/_rels/workbook.xml.rels",
        r#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/></Relationships>"#,
    ),
];

/// A sheet's part around its lines.
pub fn sheet_xml(lines: &str) -> String {
    format!(
        r#"<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>{lines}</sheetData></worksheet>"#
    )
}

/// A line of cells that hold their texts themselves.
pub fn row_xml(row: u32, cells: &[&str]) -> String {
    let cell = |(at, text): (u8, &&str)| {
        let column = char::from(b'A' + at);
        format!(r#"<c r="{column}{row}" t="inlineStr"><is><t>{text}</t></is></c>"#)
    };
    let cells: String = (0..).zip(cells).map(cell).collect();
    format!(r#"<row r="{row}">{cells}</row>"#)
}
