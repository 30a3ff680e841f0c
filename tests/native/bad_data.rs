//! Bad answers: each is a clear sentence in two languages, and what can be shown still is.

use daping::data::limits::Limits;
use daping::data::read::read_within;
use daping::data::source::Source;
use daping::data::table::Value;
use daping::data::{Answer, Asked, Audience, Reading, read};
use daping::issue::{Issue, Lang};
use proptest::prelude::*;

use crate::rows::read as read_json;

fn source(text: &str) -> Source {
    read_json(text)
}

/// Rows of a town and a number of people.
fn towns() -> Source {
    source(r#"{"url":"a.json","rows":"/rows","fields":{"town":{},"people":{"type":"number"}}}"#)
}

fn ask(source: &Source, bytes: &[u8], content_type: Option<&str>) -> Result<Reading, Issue> {
    let asked = Asked { name: "towns", source, audience: Audience::Internal, utc_offset: 28_800 };
    read(&asked, &Answer { bytes, content_type })
}

fn ok(source: &Source, text: &str) -> Reading {
    ask(source, text.as_bytes(), None).expect("rows")
}

fn says(issue: &Issue, zh: &str, en: &str) {
    assert_eq!(issue.say(Lang::Zh), zh);
    assert_eq!(issue.say(Lang::En), en);
}

/// The only finding of a reading.
fn only(reading: &Reading, zh: &str, en: &str) {
    assert_eq!(reading.issues.len(), 1, "{:?}", reading.issues);
    says(&reading.issues[0], zh, en);
}

#[test]
fn a_web_page_in_place_of_json() {
    let zh = "towns:答复是网页(HTML),应为 JSON;可能被登录页或门户截住";
    let en = "towns: the answer is a web page (HTML); expected JSON: a log-in page or a portal?";
    says(&ask(&towns(), b"\n<!DOCTYPE html><p>", None).unwrap_err(), zh, en);
    says(&ask(&towns(), b"please log in", Some("text/html; charset=utf-8")).unwrap_err(), zh, en);
    // A server that labels everything as a page is still read.
    assert!(ask(&towns(), br#"{"rows":[]}"#, Some("text/html")).is_ok());
}

#[test]
fn json_that_breaks_off() {
    let text = r#"{"rows":[{"town":"云阳镇"}"#;
    let at = text.len();
    says(
        &ask(&towns(), text.as_bytes(), None).unwrap_err(),
        &format!("towns:内容在第 {at} 字节处中断或不合法,应为 JSON"),
        &format!("towns: the text breaks off or is not valid at byte {at}; expected JSON"),
    );
    assert!(ask(&towns(), b"", None).is_err());
    assert!(ask(&towns(), b" \n", None).is_err());
}

#[test]
fn a_wrong_type_in_one_row() {
    let text = r#"{"rows":[{"town":"A","people":1},{"town":"B","people":"many"},
        {"town":"C","people":"some"},{"town":"D","people":"1,024"}]}"#;
    let reading = ok(&towns(), text);
    only(
        &reading,
        "towns 第2行 字段“people”:这里是文字,应为数值,按缺失处理(同类另有 1 处)",
        "towns row 2 field \"people\": found text; expected number; treated as missing (1 more like it)",
    );
    assert_eq!(reading.table.rows(), 4);
    assert_eq!(reading.table.text(1, "town"), Some("B"));
    assert_eq!(reading.table.get(1, "people"), Value::Missing);
    assert_eq!(reading.table.number(3, "people"), Some(1024.0));
}

#[test]
fn a_missing_column() {
    let reading = ok(&towns(), r#"{"rows":[{"town":"A"},{"town":"B"}]}"#);
    only(
        &reading,
        "towns 字段“people”:没有任何一行有这个字段",
        "towns field \"people\": no row has this field",
    );
    assert_eq!(reading.table.text(1, "town"), Some("B"));
}

#[test]
fn a_duplicate_column() {
    let reading = ask(
        &source(r#"{"url":"a.csv?v=1","fields":{"town":{},"people":{"type":"number"}}}"#),
        "\u{FEFF}town,people,people\r\n\"云阳\r\n镇\",1,2\r\n留山镇,3\r\n".as_bytes(),
        None,
    )
    .expect("rows");
    only(
        &reading,
        "towns 字段“people”:列名重复,只用第一列",
        "towns field \"people\": the column stands twice; the first is used",
    );
    assert_eq!(reading.table.text(0, "town"), Some("云阳  镇"));
    assert_eq!(reading.table.number(0, "people"), Some(1.0));
    assert_eq!(reading.table.number(1, "people"), Some(3.0));
}

#[test]
fn no_rows_at_all_is_an_answer() {
    let reading = ok(&towns(), r#"{"rows":[]}"#);
    assert_eq!((reading.table.rows(), reading.issues.len()), (0, 0));
    assert_eq!(reading.table.fields().len(), 2);
    says(
        &ask(&towns(), br#"{"row":[]}"#, None).unwrap_err(),
        "towns:在“/rows”处没有行,应为一个数组",
        "towns: no rows at \"/rows\"; expected an array",
    );
}

#[test]
fn an_answer_that_is_too_large_is_not_parsed() {
    let source = towns();
    let asked =
        Asked { name: "towns", source: &source, audience: Audience::Internal, utc_offset: 0 };
    let bytes = br#"{"rows":[{"town":"A","people":1},{"town":"B","people":2}]}"#;
    let answer = Answer { bytes, content_type: None };
    // 3 MB of blanks are enough to show it.
    let blanks = vec![b' '; 3 << 20];
    let large = Answer { bytes: &blanks, content_type: None };
    says(
        &read_within(&asked, &large, Limits { bytes: 2 << 20, rows: 10 }).unwrap_err(),
        "towns:答复超过 2 MB 的上限,未采用",
        "towns: the answer is over the limit of 2 MB",
    );
    let first = read_within(&asked, &answer, Limits { bytes: 1024, rows: 1 }).expect("rows");
    assert_eq!((first.table.rows(), first.issues.len()), (1, 1));
    assert_eq!(first.table.text(0, "town"), Some("A"));
}

#[test]
fn a_thousand_characters_in_a_cell() {
    let long = "长".repeat(1000);
    let reading = ok(&towns(), &format!(r#"{{"rows":[{{"town":"{long}","people":1}}]}}"#));
    only(
        &reading,
        "towns 第1行 字段“town”:文字超过 200 个字符,已截断",
        "towns row 1 field \"town\": a text of over 200 characters was cut",
    );
    assert_eq!(reading.table.text(0, "town"), Some(format!("{}…", "长".repeat(200)).as_str()));
    assert_eq!(reading.table.number(0, "people"), Some(1.0));
}

#[test]
fn bidi_and_zero_width_characters() {
    let reading = ok(&towns(), "{\"rows\":[{\"town\":\"云\u{202E}阳\u{200B}镇\",\"people\":1}]}");
    only(
        &reading,
        "towns 第1行 字段“town”:去掉了不可见的控制或双向字符",
        "towns row 1 field \"town\": invisible control or bidi characters were taken out",
    );
    assert_eq!(reading.table.text(0, "town"), Some("云阳镇"));
}

#[test]
fn numbers_that_are_none() {
    let text = r#"{"rows":[{"town":"NaN \" NaN","people":NaN},{"people":1e308},{"people":1e999},
        {"people":-Infinity},{"people":"inf"},{"people":7}]}"#;
    let reading = ok(&towns(), text);
    only(
        &reading,
        "towns 第1行 字段“people”:数值不是有限数,按缺失处理(同类另有 4 处)",
        "towns row 1 field \"people\": the number is not finite; treated as missing (4 more like it)",
    );
    assert_eq!(reading.table.text(0, "town"), Some("NaN \" NaN"));
    assert_eq!(reading.table.number(5, "people"), Some(7.0));
}

#[test]
fn rows_that_are_none_are_skipped() {
    let reading = ok(&towns(), r#"{"rows":[1,{"town":"A","people":1},null]}"#);
    only(
        &reading,
        "towns 第1行:这一行不是对象也不是数组,已跳过(同类另有 1 处)",
        "towns row 1: this row is neither an object nor an array; skipped (1 more like it)",
    );
    assert_eq!(reading.table.rows(), 1);
}

#[test]
fn a_check_columns_and_a_time_may_stand_behind_the_rows() {
    let source = source(
        r#"{"rows":"/data/rows","columns":"/data/columns","as_of":"/at","ok":{"at":"/code","equals":200},
        "fields":{"people":{"type":"number"},"town":{}}}"#,
    );
    let text = r#"{"data":{"rows":[["A",1],["B",2]],"columns":["town","people"]},"at":"2020-02-21 08:00","code":200}"#;
    let reading = ok(&source, text);
    assert_eq!(reading.table.number(1, "people"), Some(2.0));
    assert_eq!(reading.table.text(1, "town"), Some("B"));
    assert_eq!(reading.as_of, Some(1_582_243_200));
    says(
        &ask(&source, text.replace(":200", ":500").as_bytes(), None).unwrap_err(),
        "towns:答复在 /code 处说明它是一个错误",
        "towns: the answer says at /code that it is an error",
    );
}

#[test]
fn a_phone_in_an_unmasked_column_is_hidden() {
    let reading = ok(&towns(), r#"{"rows":[{"town":"请拨13812341234","people":1}]}"#);
    assert_eq!(reading.table.text(0, "town"), Some("***"));
    only(
        &reading,
        "towns 第1行 字段“town”:内容不像所声明的类型,已隐藏",
        "towns row 1 field \"town\": the cell does not look like its declared kind; hidden",
    );
}

/// One field of every kind and mask.
fn everything(format: &str) -> Source {
    source(&format!(
        r#"{{"format":"{format}","fields":{{"a":{{}},"b":{{"type":"number"}},"c":{{"type":"date"}},
        "d":{{"type":"time","format":"epoch_ms"}},"e":{{"type":"flag"}},"f":{{"mask":"person_name"}},
        "g":{{"mask":"phone"}},"h":{{"mask":"address"}},"i":{{"mask":"destination"}},
        "j":{{"mask":"id_number"}},"k":{{"type":"time"}},"l":{{"type":"figure"}}}}}}"#
    ))
}

proptest! {
    #[test]
    fn nothing_panics_on_any_bytes(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        for format in ["json", "csv"] {
            drop(ask(&everything(format), &bytes, None));
        }
    }

    #[test]
    fn nothing_panics_on_any_cell(cell in "\\PC{0,24}", digits in "[-0-9:T年月日/., %]{0,20}") {
        for cell in [cell, digits] {
            let row: serde_json::Map<String, serde_json::Value> =
                "abcdefghijkl".chars().map(|key| (key.to_string(), cell.clone().into())).collect();
            let reading = ok(&everything("json"), &serde_json::json!([row]).to_string());
            prop_assert_eq!(reading.table.rows(), 1);
        }
    }

    #[test]
    fn no_sentence_holds_a_cells_value(before in "\\PC{0,9}", after in "\\PC{0,9}") {
        let cell = format!("{before}Qz7Marker{after}");
        let head = "a,b,c,d,e,f,g,h,i,j,k,l,l";
        let csv = format!("{head}\n{}", vec![format!("\"{}\"", cell.replace('"', "\"\"")); 12].join(","));
        let json = serde_json::json!([["x", cell.clone(), cell.clone(), cell.clone(), [cell.clone()], cell]]);
        for (format, text) in [("csv", csv), ("json", json.to_string())] {
            let issues = match ask(&everything(format), text.as_bytes(), None) {
                Ok(reading) => reading.issues,
                Err(issue) => vec![issue],
            };
            prop_assert!(!issues.is_empty());
            for issue in issues {
                prop_assert!(!issue.say(Lang::Zh).contains("Qz7Marker"));
                prop_assert!(!issue.say(Lang::En).contains("Qz7Marker"));
            }
        }
    }
}
