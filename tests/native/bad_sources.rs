//! Answers that are well-formed and yet not what the mapping says: each is a clear sentence in two
//! languages, the other rows live, and nothing of a masked field is said.

use daping::data::limits::Limits;
use daping::data::read::Reader;
use daping::data::source::Source;
use daping::data::table::Value;
use daping::data::{Asked, Audience, Reading};
use daping::issue::{DataFault, Issue, Lang, Place};

use crate::fuzz_bodies::in_pieces;
use crate::rows::read as source;

/// Synthetic, as all people here are; no sentence may hold them.
const SECRETS: [&str; 3] = ["王小明", "13800001234", "411321199001011234"];

fn asked(source: &Source) -> Asked<'_> {
    Asked { name: "visits", source, audience: Audience::Internal, utc_offset: 28_800 }
}

/// The pages of an answer, read as one.
fn pages(source: &Source, pages: &[&str]) -> Result<Reading, Issue> {
    let mut reader = Reader::new(&asked(source), Limits::PAGE);
    let mut all = || {
        for page in pages {
            reader.begin(None, source.address(), None);
            reader.push(page.as_bytes())?;
            reader.end()?;
        }
        Ok(())
    };
    all().map_err(|fault: DataFault| Issue::data(Place::document("visits"), fault))?;
    Ok(reader.finish())
}

/// Reads pages by a mapping; the findings have to be these, in Chinese and in English.
#[track_caller]
fn finds(mapping: &str, answers: &[&str], expected: &[(&str, &str)]) -> Reading {
    let source: Source = source(mapping);
    let reading = pages(&source, answers).expect("rows");
    says(&reading.issues, expected);
    reading
}

#[track_caller]
fn says(issues: &[Issue], expected: &[(&str, &str)]) {
    let all = |lang| issues.iter().map(|issue| issue.say(lang)).collect::<Vec<_>>();
    let (zh, en): (Vec<&str>, Vec<&str>) = expected.iter().copied().unzip();
    assert_eq!(all(Lang::Zh), zh);
    assert_eq!(all(Lang::En), en);
    let said = [all(Lang::Zh), all(Lang::En)].concat().join("\n");
    assert!(SECRETS.iter().all(|secret| !said.contains(secret)), "{said}");
}

#[test]
fn rows_that_are_scalars() {
    let answer = r#"["13800001234", 411321199001011234, true, null,
        {"name":"王小明","phone":"13800001234"}]"#;
    let reading = finds(
        r#"{"fields":{"name":{"mask":"person_name"},"phone":{"mask":"phone"}}}"#,
        &[answer],
        &[(
            "visits 第1行:这一行不是对象也不是数组,已跳过(同类另有 3 处)",
            "visits row 1: this row is neither an object nor an array; skipped (3 more like it)",
        )],
    );
    assert_eq!(reading.table.rows(), 1);
    assert_eq!(reading.table.text(0, "name"), Some("王**"));
    assert_eq!(reading.table.text(0, "phone"), Some("138****1234"));
}

#[test]
fn columns_that_change_between_pages() {
    let mapping = r#"{"fields":{"town":{},"phone":{"mask":"phone"}}}"#;
    let first = r#"[{"town":"A","phone":"13800001234"}]"#;
    let other = r#"[{"town":"B","mobile":"13800001234"}]"#;
    let reading = finds(
        mapping,
        &[first, other, first],
        &[(
            "visits 字段“phone”:第 2 页的列与第一页不同",
            "visits field \"phone\": page 2 has other columns than the first",
        )],
    );
    assert_eq!(reading.table.rows(), 3);
    assert_eq!(reading.table.text(1, "town"), Some("B"));
    assert_eq!(reading.table.text(1, "phone"), Some("***"));
    // A page without a row has no columns to compare.
    finds(mapping, &[first, "[]", first], &[]);
}

#[test]
fn lists_whose_columns_change_between_pages_are_still_read_by_name() {
    let mapping =
        r#"{"rows":"/rows","columns":"/columns","fields":{"town":{},"n":{"type":"number"}}}"#;
    let first = r#"{"columns":["town","n"],"rows":[["A",1]]}"#;
    let turned = r#"{"rows":[[2,"B"]],"columns":["n","town"]}"#;
    let reading = finds(mapping, &[first, turned], &[]);
    assert_eq!(reading.table.text(1, "town"), Some("B"));
    assert_eq!(reading.table.number(1, "n"), Some(2.0));
    let without = r#"{"columns":["town"],"rows":[["C"]]}"#;
    finds(
        mapping,
        &[first, without],
        &[(
            "visits 字段“n”:第 2 页的列与第一页不同",
            "visits field \"n\": page 2 has other columns than the first",
        )],
    );
}

#[test]
fn a_pointer_to_nothing() {
    let fault = |mapping: &str, answer| pages(&source(mapping), &[answer]).expect_err("no rows");
    for (mapping, answer) in [
        (r#"{"rows":"/data/rows","fields":{"a":{}}}"#, r#"{"data":{"row":[]}}"#),
        (r#"{"rows":"/data/rows","fields":{"a":{}}}"#, r#"{"data":{"rows":{"a":"王小明"}}}"#),
        (r#"{"rows":"/data/rows","fields":{"a":{}}}"#, r#"{"data":[["王小明"]]}"#),
        (r#"{"rows":"/data/rows","fields":{"a":{}}}"#, r#"["13800001234"]"#),
    ] {
        says(
            &[fault(mapping, answer)],
            &[(
                "visits:在“/data/rows”处没有行,应为一个数组",
                "visits: no rows at \"/data/rows\"; expected an array",
            )],
        );
    }
    // Of a field.
    let reading = finds(
        r#"{"fields":{"town":{},"people":{"type":"number","at":"/count/all"}}}"#,
        &[r#"[{"town":"A","count":{"sum":3}},{"town":"B","count":4}]"#],
        &[(
            "visits 字段“people”:没有任何一行有这个字段",
            "visits field \"people\": no row has this field",
        )],
    );
    assert_eq!(reading.table.text(1, "town"), Some("B"));
}

#[test]
fn a_total_that_lies() {
    let mapping = r#"{"rows":"/rows","total":"/total","fields":{"name":{"mask":"person_name"}}}"#;
    let page = |total: &str| format!(r#"{{"total":{total},"rows":[{{"name":"王小明"}},{{}}]}}"#);
    let reading = finds(
        mapping,
        &[&page("7")],
        &[("visits:服务器说共 7 行,实得 2 行", "visits: the server says 7 rows in all; it gave 2")],
    );
    assert_eq!((reading.total, reading.table.rows()), (Some(7), 2));
    // Too few are as wrong as too many, over all pages; one that is no count says nothing.
    finds(
        mapping,
        &[&page("3"), &page("3")],
        &[("visits:服务器说共 3 行,实得 4 行", "visits: the server says 3 rows in all; it gave 4")],
    );
    finds(mapping, &[&page("4"), &page("4")], &[]);
    for none in ["-1", "2.5", "\"two\"", "null", "1e99", "[2]"] {
        let reading = pages(&source(mapping), &[&page(none)]).expect("rows");
        assert_eq!(reading.table.rows(), 2, "{none}");
    }
}

#[test]
fn three_forms_of_dates_in_one_column() {
    let answer = r#"[{"d":"2020-02-21"},{"d":"2020年2月21日"},{"d":"21/02/2020"},{"d":"21.02."},
        {"d":"２０２０/２/２１"},{"d":" 2020-02-21 "},{"d":""},{"d":"13800001234"}]"#;
    let reading = finds(
        r#"{"fields":{"d":{"type":"date","format":["iso","%d/%m/%Y"]}}}"#,
        &[answer],
        &[(
            "visits 第4行 字段“d”:这里是文字,应为日期,按缺失处理(同类另有 1 处)",
            "visits row 4 field \"d\": found text; expected date; treated as missing (1 more like it)",
        )],
    );
    let is_day = |row| reading.table.get(row, "d") == Value::Day(18_313);
    assert_eq!(
        (0..8).map(is_day).collect::<Vec<_>>(),
        [true, true, true, false, true, true, false, false]
    );
}

#[test]
fn numbers_as_text() {
    let answer = r#"[{"n":" 42 "},{"n":"１，０２４"},{"n":"1,024.5"},{"n":"　７"},{"n":"−3"},
        {"n":"四十"},{"n":"4 2"}]"#;
    let reading = finds(
        r#"{"fields":{"n":{"type":"number"}}}"#,
        &[answer],
        &[(
            "visits 第6行 字段“n”:这里是文字,应为数值,按缺失处理(同类另有 1 处)",
            "visits row 6 field \"n\": found text; expected number; treated as missing (1 more like it)",
        )],
    );
    let numbers: Vec<_> = (0..5).map(|row| reading.table.number(row, "n")).collect();
    assert_eq!(numbers, [Some(42.0), Some(1024.0), Some(1024.5), Some(7.0), Some(-3.0)]);
    assert_eq!([5, 6].map(|row| reading.table.number(row, "n")), [None, None]);
}

#[test]
fn rows_without_the_list_that_becomes_rows() {
    let answer = r#"[{"town":"A","cases":[{"name":"王小明"},{"name":"王小明"}]},{"town":"B"},
        {"town":"C","cases":{"name":"王小明"}},{"town":"D","cases":"13800001234"},
        {"town":"E","cases":[]},{"town":"F","cases":[{"name":"411321199001011234"}]}]"#;
    let reading = finds(
        r#"{"explode":"/cases","fields":{"town":{},"name":{"mask":"person_name"}}}"#,
        &[answer],
        &[
            (
                "visits 第2行:这一行在“/cases”处没有数组,已跳过(同类另有 2 处)",
                "visits row 2: this row has no list at \"/cases\"; skipped (2 more like it)",
            ),
            (
                "visits 第6行 字段“name”:内容不像所声明的类型,已隐藏",
                "visits row 6 field \"name\": the cell does not look like its declared kind; hidden",
            ),
        ],
    );
    let towns: Vec<_> = (0..3).map(|row| reading.table.text(row, "town")).collect();
    assert_eq!((reading.table.rows(), towns), (3, vec![Some("A"), Some("A"), Some("F")]));
    assert_eq!(reading.table.text(2, "name"), Some("***"));
}

#[test]
fn no_column_fits_what_should_become_rows() {
    let mapping = r#"{"unpivot":{"columns":["2020-*"],"into":["day","people"]},
        "fields":{"town":{},"day":{"type":"date"},"people":{"type":"number"}}}"#;
    let expected = [(
        "visits 字段“day”:没有任何一行有这个字段",
        "visits field \"day\": no row has this field",
    )];
    let reading = finds(mapping, &[r#"[{"town":"A","2019-02-21":"13800001234"}]"#], &expected);
    assert_eq!(reading.table.rows(), 0);
    // No row is no fault, and a fitting column in any row is enough.
    finds(mapping, &["[]"], &[]);
    let reading = finds(mapping, &[r#"[{"town":"A"},{"town":"B","2020-02-21":3}]"#], &[]);
    assert_eq!(reading.table.text(0, "town"), Some("B"));
}

#[test]
fn an_error_counts_before_what_breaks_off_behind_it() {
    let mapping: Source =
        source(r#"{"rows":"/rows","ok":{"at":"/code","equals":0},"fields":{"a":{}}}"#);
    let expected = [(
        "visits:答复在 /code 处说明它是一个错误",
        "visits: the answer says at /code that it is an error",
    )];
    for answer in [r#"{"code":500,"rows":[{"a":"#, r#"{"code":500,"rows":[],"a":01}"#] {
        for size in 1..=answer.len() {
            let issue = in_pieces(&asked(&mapping), answer.as_bytes(), size).expect_err("an error");
            says(&[issue], &expected);
        }
    }
}
