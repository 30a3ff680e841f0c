//! Tables in text, and sheets of workbooks as they stand in their parts: cells of every kind, merges, and what is not whole.

const HEAD: &str = r#"<row r="1"><c r="A1" t="inlineStr"><is><t>a</t></is></c><c r="B1" t="inlineStr"><is><t>n</t></is></c><c r="C1" t="str"><v>d</v></c></row>"#;

/// What follows the head, and what follows the cells.
const BODIES: [(&str, &str, &str); 7] = [
    (
        "numbers",
        r#"<row r="2"><c r="A2"><v>13812345678</v></c><c r="B2" t="n"><v>4.1E17</v></c></row>"#,
        "",
    ),
    (
        "kinds",
        r#"<row><c t="b"><v>1</v></c><c t="e"><v>#N/A</v></c><c t="d"><v>2020-02-21</v></c></row>"#,
        "",
    ),
    (
        "formulas",
        r#"<row r="3"><c r="A3"><f t="shared" si="0" ref="A3:A9">1+2</f><v>3</v></c></row>"#,
        "",
    ),
    (
        "merges",
        r#"<row r="2"><c r="A2" t="inlineStr"><is><r><t>x</t></r><r><t xml:space="preserve"> y</t></r></is></c></row><row r="4"><c r="B4"><v>1</v></c></row>"#,
        r#"<mergeCells count="2"><mergeCell ref="A2:A4"/><mergeCell ref="B1:C1"/></mergeCells>"#,
    ),
    ("far away", r#"<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>"#, ""),
    (
        "no order",
        r#"<row r="9"><c r="B9"><v>1</v></c><c r="A9"><v>2</v></c></row><row r="2"/>"#,
        "",
    ),
    (
        "odd places",
        r#"<row r="0"><c r="1A"><v>1</v></c></row><row r="99999999999"><c r="ZZZZZZZ1"/></row>"#,
        "",
    ),
];

/// A name and a table in text.
pub fn tables() -> Vec<(String, Vec<u8>)> {
    let own = |name: &str, bytes: &[u8]| (name.to_string(), bytes.to_vec());
    let wide = |text: &str, mark: [u8; 2], unit: fn(u16) -> [u8; 2]| -> Vec<u8> {
        mark.into_iter().chain(text.encode_utf16().flat_map(unit)).collect()
    };
    let text = "a;n;d;q\r\n\"云阳\r\n镇\";1,024;2020-02-21;13812345678\r\n";
    vec![
        own("plain", "a,n,f\n云阳镇,3,是\n".as_bytes()),
        own("marked", "\u{FEFF}a,n\n云阳镇,3\n".as_bytes()),
        own("quoted", text.as_bytes()),
        own("broken off", "a,n\n\"云阳镇,3\n".as_bytes()),
        own("tabs", b"a\tn\tp\n1\t2\t3\t4\n"),
        // 云阳镇 in GB18030.
        own("gb18030", b"a,n\n\xD4\xC6\xD1\xF4\xD5\xF2,3\n"),
        // Whether a head with control characters came together with what is no UTF-8 told another encoding.
        own(
            "odd head",
            b"a,n,\x01,of forty letters and more of ASCII\n\xE4\xBA\x91\x93\x93\x93\x93\x93\n",
        ),
        own("utf-16", &wide(text, [0xFF, 0xFE], u16::to_le_bytes)),
        own("utf-16 the other way", &wide(text, [0xFE, 0xFF], u16::to_be_bytes)),
    ]
}

/// A name and a part.
pub fn sheets() -> Vec<(String, Vec<u8>)> {
    let space = r#"xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main""#;
    let sheet = |(name, rows, after): (&str, &str, &str)| {
        let text =
            format!("<worksheet {space}><sheetData>{HEAD}{rows}</sheetData>{after}</worksheet>");
        (name.to_string(), text.into_bytes())
    };
    let whole = BODIES.map(sheet);
    let broken = whole.clone().map(|(name, mut bytes)| {
        bytes.truncate(bytes.len() * 3 / 4);
        (format!("{name}, broken off"), bytes)
    });
    whole.into_iter().chain(broken).collect()
}
