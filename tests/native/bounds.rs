//! Rows that no memory should hold: each is refused with its limit, whether it comes whole or in pieces, and
//! what can live beside it lives.

use daping::data::limits::{Limits, MAX_COLUMNS, MAX_ROW, MAX_ROWS};
use daping::data::read::Reader;
use daping::data::source::Source;
use daping::data::{Asked, Audience, Reading};
use daping::issue::{DataFault, What};

use crate::rows::read;

const TOO_LONG: DataFault = DataFault::RowTooLong { limit_bytes: MAX_ROW as u64 };
const TOO_WIDE: DataFault = DataFault::TooManyColumns { limit: MAX_COLUMNS };

fn ask(head: &str, text: &str, size: usize) -> Result<Reading, DataFault> {
    let source: Source = read(&format!(r#"{{"url":"a",{head},"fields":{{"a":{{}},"n":{{}}}}}}"#));
    let asked =
        Asked { name: "case", source: &source, audience: Audience::Internal, utc_offset: 0 };
    let mut reader = Reader::new(&asked, Limits::READER);
    reader.begin(None, "a", None);
    text.as_bytes().chunks(size).try_for_each(|piece| reader.push(piece))?;
    reader.end()?;
    Ok(reader.finish())
}

/// In one piece, and in pieces of two sizes.
fn ways(head: &str, text: &str) -> Vec<Result<Reading, DataFault>> {
    [text.len(), 65_536, 1_000_003].into_iter().map(|size| ask(head, text, size)).collect()
}

#[test]
fn one_text_of_many_megabytes_never_stands_in_memory() {
    let long = "x".repeat(5_000_000);
    // Every character is one of six bytes.
    let written = "\\u0041".repeat(MAX_ROW + 1);
    let json = r#""format":"json","rows":"/r""#;
    for (head, text) in [
        (json, format!(r#"{{"r":[{{"a":"b"}},{{"a":"{long}"}}]}}"#)),
        (json, format!(r#"{{"r":[{{"a":"b","other":"{long}"}}]}}"#)),
        (json, format!(r#"{{"r":[{{"a":"b","{long}":1}}]}}"#)),
        (json, format!(r#"{{"r":[{{"a":"{written}"}}]}}"#)),
        (json, format!(r#"{{"beside":"{long}","r":[]}}"#)),
        (json, format!(r#"{{"r":[{{"a":{}}}]}}"#, "7".repeat(5_000_000))),
        (json, format!(r#"{{"r":[{{"a":[{}]}}]}}"#, "[],".repeat(2_000_000))),
        (r#""format":"ndjson""#, format!("{{\"a\":\"b\"}}\n{{\"a\":\"{long}\"}}\n")),
        (r#""format":"ndjson""#, format!("{{\"a\":\"b\",\"c\":{}1}}", " ".repeat(5_000_000))),
        (r#""format":"csv""#, format!("a,n\n1,2\n\"{long}\",3\n")),
        (r#""format":"csv""#, format!("a,n\n1,2\n\"{long}")),
    ] {
        for answer in ways(head, &text) {
            assert_eq!(answer.map(|reading| reading.issues), Err(TOO_LONG.clone()), "{head}");
        }
    }
    // What is written long and is short, and space, are no burden.
    let short = "\\u0041".repeat(MAX_ROW / 5);
    for text in [
        format!(r#"{{"beside":"{short}","r":[{{"a":"b"}}]}}"#),
        format!(r#"{{"r":[{{"a":"b"}},{}{{"a":"c"}}]}}"#, " ".repeat(5_000_000)),
    ] {
        for answer in ways(json, &text) {
            assert_eq!(answer.expect("rows").table.text(0, "a"), Some("b"));
        }
    }
}

#[test]
fn a_row_of_a_million_columns_costs_itself() {
    let keys =
        |count: usize| (0..count).map(|at| format!("\"{at}\":1")).collect::<Vec<_>>().join(",");
    // Nobody wants the keys: the row is as good as any.
    let rows = format!(r#"[{{"a":"b",{}}},{{"a":"c"}}]"#, keys(300_000));
    for answer in ways(r#""format":"json""#, &rows) {
        let reading = answer.expect("rows");
        assert_eq!((reading.table.rows(), reading.issues.len()), (2, 1), "{:?}", reading.issues);
    }
    let rows = format!(r#"[{{"a":"b",{}}},{{"a":"c"}}]"#, keys(1_000_000));
    for answer in ways(r#""format":"json""#, &rows) {
        assert_eq!(answer.map(|reading| reading.issues), Err(TOO_LONG.clone()));
    }
    // Every key might become a row.
    let unpivot = r#""format":"json","unpivot":{"columns":["*"],"into":["n","v"]}"#;
    let rows = format!(r#"[{{{}}},{{"x":1}}]"#, keys(300_000));
    let lists = format!(r#"[["y"],[{}1],["x"]]"#, "1,".repeat(MAX_COLUMNS));
    for (head, text, rows) in [(unpivot, rows, 1), (r#""format":"json""#, lists, 2)] {
        for answer in ways(head, &text) {
            let reading = answer.expect("rows");
            assert_eq!(reading.table.rows(), rows);
            assert!(reading.issues.iter().any(|issue| issue.what == What::Data(TOO_WIDE.clone())));
        }
    }
    for text in
        [format!("{}\n1,2\n", "a,".repeat(1_000_000)), format!("a,n\n{}\n", "1,".repeat(20_000))]
    {
        for answer in ways(r#""format":"csv""#, &text) {
            assert_eq!(answer.map(|reading| reading.issues), Err(TOO_WIDE.clone()));
        }
    }
}

#[test]
fn rows_that_wait_for_their_columns_are_as_many_as_a_page_may_hold() {
    let text = format!(r#"{{"r":[{}["last"]],"c":["a"]}}"#, r#"["b"],"#.repeat(MAX_ROWS as usize));
    let reading =
        ask(r#""format":"json","rows":"/r","columns":"/c""#, &text, 65_536).expect("rows");
    assert_eq!(reading.table.rows() as u64, MAX_ROWS);
    let limit = What::Data(DataFault::TooManyRows { limit: MAX_ROWS });
    assert!(reading.issues.iter().any(|issue| issue.what == limit), "{:?}", reading.issues);
}
