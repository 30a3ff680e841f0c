//! A file that somebody drops: what the reader says of it, and the boards that it makes.

use daping::board::check;
use daping::board::page::dropped::{Dropped, State, fault, overlay};
use daping::data::Audience;
use daping::data::guess::guess;
use daping::data::remote::{self, Verb};
use daping::data::source::Format;
use daping::data::table::{Table, Value};
use daping::issue::{DataFault, Lang};
use daping::reader::Session;

use crate::golden::golden_page;
use crate::guesses::{NAMES, TOWNS, people};
use crate::packages::package;
use crate::workbooks::make::{book, lines};

const HERE: &str = "blob:http://wall.example/1";

fn roster() -> String {
    people("姓名,电话,身份证号,乡镇,返岗日期,备注", 40, |at| {
        let (name, town) = (NAMES[at % 5], TOWNS[at % 3]);
        format!(
            "{name},138{at:08},41000019900101{at:04},{town},2020-02-{:02},随意{at}",
            1 + at % 20
        )
    })
}

/// What the reader says of a file that comes in pieces of so many bytes; whether it had enough before the end.
fn asked(file: &str, bytes: &[u8], piece: usize) -> Result<(Vec<Table>, bool), DataFault> {
    let mut session = Session::default();
    let mut call = |verb: Verb, body: &[u8]| remote::read(&session.call(verb as u32, body));
    let given = remote::given(file, HERE, "data/roster/index.json", Lang::Zh);
    call(Verb::Guess, given.as_bytes())?;
    let mut enough = false;
    for piece in bytes.chunks(piece) {
        let told = call(Verb::Push, piece)?;
        enough = told[0].number(0, "enough").is_some();
        if enough {
            break;
        }
    }
    Ok((call(Verb::End, b"")?, enough))
}

fn texts<'t>(table: &'t Table, name: &str) -> Vec<&'t str> {
    (0..table.rows()).map(|row| table.text(row, name).unwrap_or("-")).collect()
}

#[test]
fn a_file_is_told_in_columns_findings_and_boards() {
    let (told, enough) = asked("云阳镇台账.csv", roster().as_bytes(), 100).unwrap();
    let [facts, columns, found, boards] = told.as_slice() else { panic!("four tables") };
    assert_eq!((facts.number(0, "rows"), enough, found.rows()), (Some(40.0), false, 0));
    let heads = ["姓名", "电话", "身份证号", "乡镇", "返岗日期", "备注"];
    assert_eq!(texts(columns, "head"), heads);
    let treated =
        ["只显示姓", "号码中间隐藏", "只显示首尾各两位", "原样显示", "按日期显示", "隐藏"];
    assert_eq!(texts(columns, "as_zh"), treated);
    assert_eq!(texts(columns, "as_en")[0], "the surname alone");
    assert_eq!(texts(columns, "why_zh")[5], "列名说明它是备注");
    let shown = |row| columns.field("shown").map(|own| own.column.get(row));
    assert_eq!((shown(0), shown(5)), (Some(Value::Flag(true)), Some(Value::Flag(false))));
    for (row, (url, format)) in
        [(HERE, Format::Csv), ("data/roster/index.json", Format::Pages)].iter().enumerate()
    {
        let text = boards.text(row, "board").unwrap();
        let checked = check("made", text);
        assert_eq!(checked.issues, [], "{text}");
        assert_eq!(
            (checked.board.title.as_str(), checked.board.audience),
            ("云阳镇台账", Audience::Internal)
        );
        let source = checked.board.sources.iter().next().unwrap().1;
        assert_eq!((source.url.as_str(), source.format), (*url, Some(*format)));
        assert!(!format!("{text}{told:?}").contains("138000"), "a cell");
    }
}

#[test]
fn a_long_text_is_not_read_to_its_end() {
    let text = people("姓名,乡镇", 20_000, |at| format!("{},{}", NAMES[at % 5], TOWNS[at % 3]));
    let (told, enough) = asked("a.csv", text.as_bytes(), 4_096).unwrap();
    assert!(enough && told[0].number(0, "rows") == Some(5_000.0), "{told:?}");
}

#[test]
fn workbooks_json_and_lines_are_told_alike() {
    let sheet = book(|sheet| {
        lines(sheet, 0, &["姓名|乡镇|返岗日期"])?;
        for row in 0..30 {
            let line = format!("{}|{}|2020-02-{:02}", NAMES[row % 5], TOWNS[row % 3], 1 + row % 9);
            lines(sheet, row as u32 + 1, &[&line])?;
        }
        Ok(())
    });
    let row = |at: usize| {
        let (name, town) = (NAMES[at % 5], TOWNS[at % 3]);
        format!(
            r#"{{"姓名": "{name}", "乡镇": "{town}", "返岗日期": "2020-02-{:02}"}}"#,
            1 + at % 9
        )
    };
    let rows: Vec<String> = (0..30).map(row).collect();
    let list = format!("[{}]", rows.join(",\n"));
    let within = format!(r#"{{"code": [0], "data": {{"page": {{}}, "a/b": {list}}}}}"#);
    for (file, bytes) in [
        ("a.xlsx", sheet),
        ("a.json", list.into_bytes()),
        ("a.json", within.into_bytes()),
        ("a.ndjson", rows.join("\n").into_bytes()),
    ] {
        for piece in [7, 1_000_000] {
            let (told, _) = asked(file, &bytes, piece).unwrap();
            assert_eq!(texts(&told[1], "head"), ["姓名", "乡镇", "返岗日期"], "{file}");
            let (board, made) = (told[3].text(0, "board").unwrap(), guess(&bytes).unwrap().json);
            assert_eq!(check("made", board).issues, [], "{board}");
            let said = made.map(|(form, rows)| (format!("{form:?}"), rows));
            let place = said.as_ref().map(|(form, rows)| (form.as_str(), rows.as_str()));
            match (file, place) {
                ("a.xlsx", None) | ("a.json", Some(("Json", ""))) => {}
                ("a.json", Some(("Json", "/data/a~1b"))) => assert!(board.contains("/data/a~1b")),
                ("a.ndjson", Some(("Ndjson", ""))) => assert!(board.contains("\"ndjson\"")),
                other => panic!("{other:?}"),
            }
        }
    }
}

#[test]
fn what_is_no_table_is_a_sentence() {
    let locked = b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1".repeat(100);
    for (file, bytes, says) in [
        ("a.xls", b"<html><body><table>".to_vec(), "网页"),
        ("a.xlsx", package(&[("word/document.xml", b"<a/>")]), "不是 .xlsx 工作簿"),
        ("a.xls", locked, "工作簿"),
        ("a.csv", b" ".to_vec(), "没有数据"),
        ("a.csv", "王小明,13812345678\n李红,13912345678\n".into(), "表头"),
        ("a.json", b"{\"a\": [1, 2, 3]}".to_vec(), "数组"),
        ("a.json", b"[1, 2, 3]".to_vec(), "数组"),
        ("a.json", "{\"王小明 13812345678\": [{\"a\": 1}]}".into(), "数组"),
        ("a.json", b"[{\"a\": 1}, ".to_vec(), "JSON"),
        ("a.png", b"\x89PNG\r\n\x1A\n\0\0\0\rIHDR\0\0\0\0".to_vec(), "不是表格"),
    ] {
        let fault = asked(file, &bytes, 64).expect_err(file);
        let DataFault::Told { zh, en } = &fault else { panic!("{fault:?}") };
        assert!(zh.contains(says) && !en.is_empty() && !zh.contains("1381"), "{file}: {zh}");
    }
}

fn face(state: &State, lang: Lang) -> Dropped<'_> {
    Dropped { name: "云阳镇台账.xlsx", bytes: 35_420, others: 0, state, saved: None, lang }
}

#[test]
fn a_file_is_looked_at_before_it_is_shown() {
    let text = roster().replace("备注", "13812345678");
    let (mut told, _) = asked("云阳镇台账.csv", text.as_bytes(), 1_000).unwrap();
    let columns = told.remove(1);
    let found = vec!["工作簿带有宏:只读了单元格,没有运行宏".to_string()];
    let ready = State::Ready { columns, found, rows: 40 };
    let saved = Dropped { others: 2, saved: Some("roster"), ..face(&ready, Lang::Zh) };
    golden_page("dropped", &overlay(&saved));
    golden_page("dropped-english", &overlay(&face(&ready, Lang::En)));
}

#[test]
fn a_file_on_its_way_or_unreadable_says_so() {
    for (state, has, lacks) in [
        (State::Reading(None), vec!["progress", "正在读取", "取消"], vec!["value=", "显示大屏"]),
        (State::Reading(Some(40)), vec!["value=\"40\""], vec!["显示大屏"]),
        (
            State::Fault("文件是空的".into()),
            vec!["role=\"alert\"", "文件是空的", "另选文件", "关闭"],
            vec!["显示大屏", "progress"],
        ),
    ] {
        let html = daping::look::markup::html(&overlay(&face(&state, Lang::Zh)));
        assert!(has.iter().all(|has| html.contains(has)), "{html}");
        assert!(!lacks.iter().any(|lacks| html.contains(lacks)), "{html}");
        assert!(html.contains("35.4 KB") && html.contains("不上传"), "{html}");
    }
}

#[test]
fn faults_of_a_file_speak_of_the_file() {
    for (own, zh, en) in [
        (DataFault::NoContent, "文件是空的", "is empty"),
        (DataFault::Unreachable, "文件读不出来", "cannot be read"),
        (DataFault::NoReader, "没有加载", "did not load"),
        (DataFault::TooLarge { limit_bytes: 1_000_000_000 }, "1000 MB", "1000 MB"),
        (DataFault::Told { zh: "甲".into(), en: "b".into() }, "甲", "b"),
    ] {
        assert!(fault(&own, Lang::Zh).contains(zh), "{own:?}");
        assert!(fault(&own, Lang::En).contains(en), "{own:?}");
    }
}
